"""Saved documents found, pages landed as WARC, and anybody's WARC read."""

import gzip
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract import landing as landing_module
from extract.errors import ExtractError, NothingFoundError, TooLargeError
from extract.landing import MAX_PAYLOAD, Landing, read_archive
from extract.parse import parse_landed
from extract.saved import find

FETCHED_AT = datetime(2025, 8, 1, 2, 0, 0, tzinfo=UTC)
URI = "https://news.example/bài-1.html?a=1&b=2"
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("ETag", '"1"'))


def test_a_landed_page_is_read_back_with_all_that_was_known(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    landed = landing.land("<p>Giỏi</p>".encode(), URI, fetched_at=FETCHED_AT, status=200, headers=HEADERS)
    assert landing.read(landed) == ["<p>Giỏi</p>".encode()]
    assert (landed.source_uri, landed.fetched_at, landed.status) == (URI, FETCHED_AT, 200)
    assert landed.content_type == "text/html; charset=utf-8"
    assert dict(landed.headers)["ETag"] == '"1"'


def test_landing_the_same_page_again_changes_nothing(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    first = landing.land(b"<p>x</p>", URI, fetched_at=FETCHED_AT, status=200, headers=HEADERS)
    before = (tmp_path / first.path).read_bytes()
    again = landing.land(b"<p>x</p>", URI, status=200)
    assert again == first
    assert (tmp_path / first.path).read_bytes() == before
    assert len(list(tmp_path.rglob("*.warc.gz"))) == 1


def test_a_changed_page_lands_beside_the_old_one(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    pages = [landing.land(body, URI, fetched_at=FETCHED_AT, status=200) for body in (b"<p>old</p>", b"<p>new</p>")]
    assert [landing.read(page) for page in pages] == [[b"<p>old</p>"], [b"<p>new</p>"]]


def test_the_same_bytes_from_two_addresses_land_for_each(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    pages = [landing.land(b"<p>x</p>", uri, fetched_at=FETCHED_AT) for uri in ("file:///a.html", "file:///b.html")]
    assert pages[0].digest == pages[1].digest
    assert pages[0].path != pages[1].path


def test_what_lands_is_a_warc_that_other_tools_read(tmp_path: Path) -> None:
    landed = Landing(tmp_path).land(b"<p>x</p>", URI, fetched_at=FETCHED_AT, status=200, headers=HEADERS)
    with (tmp_path / landed.path).open("rb") as file:
        (record,) = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file)]
    assert record == ("response", b"<p>x</p>")


def test_a_page_is_on_the_disk_before_it_is_told_landed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []

    def fsync(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").resolve().name)

    monkeypatch.setattr(landing_module.os, "fsync", fsync)
    landed = Landing(tmp_path).land(b"<p>x</p>", URI)
    assert synced[0].startswith(".landing-")
    assert synced[1] == Path(landed.path).parent.name


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def fsync(_: int) -> None:
        raise failure

    monkeypatch.setattr(landing_module.os, "fsync", fsync)
    with pytest.raises(type(failure)):
        Landing(tmp_path).land(b"<p>x</p>", URI)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"\x1f\x8bnot a warc")])
def test_landed_bytes_that_are_gone_or_damaged_are_an_error_with_a_name(tmp_path: Path, damage: object) -> None:
    landing = Landing(tmp_path)
    landed = landing.land(b"<p>x</p>", URI)
    damage(tmp_path / landed.path)  # type: ignore[operator]
    with pytest.raises(ExtractError, match=r"news\.example"):
        landing.read(landed)


@pytest.mark.parametrize("left", [0, 20, 200, -30])
@pytest.mark.parametrize("body", [b"<p>x</p>", b""])
def test_a_page_whose_landed_file_got_damaged_lands_anew(tmp_path: Path, left: int, body: bytes) -> None:
    landing = Landing(tmp_path)
    further = [(f"{URI}&p=2", b"<p>y</p>")]
    first = landing.land(body, URI, status=200, further=further)
    path = tmp_path / first.path
    path.write_bytes(path.read_bytes()[:left])
    again = landing.land(body, URI, status=200, further=further)
    assert again.path == first.path
    assert landing.read(again) == [body, b"<p>y</p>"]


@pytest.mark.parametrize("status", [None, 200])
def test_a_page_that_is_too_large_lands_whole_and_is_refused_as_too_large(tmp_path: Path, status: int | None) -> None:
    landing = Landing(tmp_path)
    landed = landing.land(b"<p>x</p>" + bytes(MAX_PAYLOAD), URI, status=status)
    assert landed.length == MAX_PAYLOAD + 8
    with pytest.raises(TooLargeError):
        parse_landed(landed, landing)


def archive(path: Path, *records: tuple[str, int, str, bytes]) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "test"}))
        for uri, status, kind, body in records:
            http = StatusAndHeaders(f"{status} OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(uri, "response", payload=io.BytesIO(body), http_headers=http))
    return path


def test_anybodys_archive_gives_its_pages_and_nothing_else(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "CC-NEWS.warc.gz",
        ("https://a.example/1.html", 200, "text/html", b"<p>1</p>"),
        ("https://a.example/2.html", 404, "text/html", b"gone"),
        ("https://a.example/3.png", 200, "image/png", b"\x89PNG"),
        ("https://a.example/4.html", 200, "text/html; charset=utf-8", b"<p>4</p>"),
    )
    assert [(one.source_uri, one.payload) for one in read_archive(path)] == [
        ("https://a.example/1.html", b"<p>1</p>"),
        ("https://a.example/4.html", b"<p>4</p>"),
    ]


def test_an_archive_cut_off_gives_the_pages_before_the_cut_and_says_so(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "x.warc.gz", *[(f"https://a.example/{n}.html", 200, "text/html", b"<p>x</p>" * 99) for n in range(5)]
    )
    path.write_bytes(path.read_bytes()[:-200])
    pages = read_archive(path)
    assert next(pages).source_uri == "https://a.example/0.html"
    with pytest.raises(ExtractError, match=r"x\.warc\.gz"):
        list(pages)


@pytest.mark.parametrize("header", ["WARC-Target-URI", "WARC-Date"])
@pytest.mark.parametrize("replacement", [b"X-Other: 1\r\n", b""])
@pytest.mark.parametrize("zipped", [True, False])
def test_a_malformed_record_of_an_archive_is_named_and_costs_only_itself(
    tmp_path: Path, header: str, replacement: bytes, zipped: bool
) -> None:
    records = []
    for number in (1, 2, 3):
        buffer = io.BytesIO()
        writer = WARCWriter(buffer, gzip=False)
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        uri = f"https://a.example/{number}.html"
        writer.write_record(writer.create_warc_record(uri, "response", payload=io.BytesIO(b"x"), http_headers=http))
        records.append(buffer.getvalue())
    line = rf"{header}: [^\r]*\r\n".encode()
    records[1] = re.sub(line, replacement, records[1])
    chunks = [gzip.compress(record) if zipped else record for record in records]
    path = tmp_path / "x.warc"
    path.write_bytes(b"".join(chunks))
    pages = []
    with pytest.raises(ExtractError, match=rf"x\.warc: the record at offset {len(chunks[0])} has no {header}"):
        pages.extend(read_archive(path))
    assert [page.source_uri[-6:] for page in pages] == ["1.html", "3.html"]


def test_documents_are_found_by_file_folder_and_glob_each_once(tmp_path: Path) -> None:
    for name in ("b.html", "a.htm", "c.txt", "sub/d.warc.gz", "sub/e.png", "f.HTML"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    everything = [path.name for path in find([str(tmp_path), str(tmp_path / "*.html"), str(tmp_path / "b.html")])]
    assert everything == ["a.htm", "b.html", "c.txt", "d.warc.gz", "f.HTML"]
    assert [path.name for path in find([str(tmp_path / "sub" / "e.png")])] == ["e.png"]
    assert [path.name for path in find([str(tmp_path / "**" / "*.gz")])] == ["d.warc.gz"]


@pytest.mark.parametrize("name", ["missing.html", "empty", "*.html"])
def test_a_path_that_holds_no_document_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingFoundError, match=str(tmp_path)):
        find([str(tmp_path / name)])
