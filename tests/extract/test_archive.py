"""Anybody's web archive: its pages and nothing else, part by part, and what is wrong with it by name."""

import gzip
import io
import re
import tracemalloc
from pathlib import Path

import misbehaving
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.archive import MAX_PAYLOAD, Part, cut, read_archive
from extract.errors import ExtractError


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
    assert [(one.source_uri, one.payload) for one in read_archive(Part(path))] == [
        ("https://a.example/1.html", b"<p>1</p>"),
        ("https://a.example/4.html", b"<p>4</p>"),
    ]


def test_a_page_that_was_archived_as_it_came_over_the_wire_is_unpacked(tmp_path: Path) -> None:
    body = gzip.compress(b"<p>Gi\xe1\xba\xa5y khen</p>")
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:10], body[10:])) + b"0\r\n\r\n"
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    with (tmp_path / "x.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for kind, payload, http in (
            ("request", b"", StatusAndHeaders("GET /1.html HTTP/1.1", [("Host", "a.example")], is_http_request=True)),
            ("response", chunked, StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")),
        ):
            uri = "https://a.example/1.html"
            writer.write_record(writer.create_warc_record(uri, kind, payload=io.BytesIO(payload), http_headers=http))
    (page,) = read_archive(Part(tmp_path / "x.warc.gz"))
    assert page.payload == "<p>Giấy khen</p>".encode()


def test_a_gzip_bomb_in_an_archive_is_named(tmp_path: Path) -> None:
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    with (tmp_path / "x.warc").open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        body = io.BytesIO(misbehaving.BOMB)
        writer.write_record(
            writer.create_warc_record("https://a.example/", "response", payload=body, http_headers=http)
        )
    with pytest.raises(ExtractError, match="has over"):
        uris(Part(tmp_path / "x.warc"))


def test_an_archive_cut_off_gives_the_pages_before_the_cut_and_says_so(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "x.warc.gz", *[(f"https://a.example/{n}.html", 200, "text/html", b"<p>x</p>" * 99) for n in range(5)]
    )
    path.write_bytes(path.read_bytes()[:-200])
    pages = read_archive(Part(path))
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
        pages.extend(read_archive(Part(path)))
    assert [page.source_uri[-6:] for page in pages] == ["1.html", "3.html"]


def test_a_page_over_the_limit_in_an_archive_is_named(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "x.warc.gz",
        ("https://a.example/1.html", 200, "text/html", b"<p>" + bytes(MAX_PAYLOAD)),
        ("https://a.example/2.html", 200, "text/html", b"<p>2</p>"),
    )
    pages = read_archive(Part(path))
    assert next(pages).source_uri == "https://a.example/2.html"
    with pytest.raises(ExtractError, match=r"the record at offset \d+ has over 16,777,216 bytes"):
        next(pages)


def uris(part: Part) -> list[str]:
    return [page.source_uri for page in read_archive(part)]


def test_an_archive_without_a_page_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.warc").touch()
    archive(tmp_path / "picture.warc.gz", ("https://a.example/3.png", 200, "image/png", b"\x89PNG"))
    for name in ("empty.warc", "picture.warc.gz"):
        with pytest.raises(ExtractError, match=f"{name}: holds no web page"):
            uris(Part(tmp_path / name))


@pytest.mark.parametrize("count", [1, 3, 4, 7])
@pytest.mark.parametrize("zipped", [True, False])
def test_the_parts_of_an_archive_are_the_whole_of_it(tmp_path: Path, count: int, zipped: bool) -> None:
    records = [(f"https://a.example/{n}.html", 200, "text/html", b"<p>x</p>" * n) for n in range(count)]
    path = archive(tmp_path / "x.warc.gz", *records)
    if not zipped:
        path.write_bytes(gzip.decompress(path.read_bytes()))
    parts = list(cut(path, 3))
    assert [part.records for part in parts] == [3] * ((count - 1) // 3) + [None]
    assert [uri for part in parts for uri in uris(part)] == [uri for uri, *_ in records]
    assert len({part.uri for part in parts}) == len(parts)


def test_a_part_does_not_suffer_from_damage_behind_it(tmp_path: Path) -> None:
    records = [(f"https://a.example/{n}.html", 200, "text/html", b"<p>x</p>" * 99) for n in range(5)]
    path = archive(tmp_path / "x.warc.gz", *records)
    path.write_bytes(path.read_bytes()[:-200])
    first, last = cut(path, 3)
    assert len(uris(first)) == 3
    with pytest.raises(ExtractError, match=r"x\.warc\.gz"):
        uris(last)


def test_an_archive_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    count, body = 300, b"<p>" + b"x" * 100_000
    path = archive(
        tmp_path / "x.warc.gz", *[(f"https://a.example/{n}.html", 200, "text/html", body) for n in range(count)]
    )
    tracemalloc.start()
    try:
        assert sum(1 for part in cut(path, 20) for _ in read_archive(part)) == count
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < count * len(body) / 4
