"""Pages landed as WARC: whole, once, on the disk before they are told landed."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from extract import landing as landing_module
from extract.archive import MAX_PAYLOAD
from extract.errors import ExtractError, TooLargeError
from extract.landing import Landing
from extract.parse import parse_landed

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


def test_a_file_is_as_young_as_its_last_landing(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    path = tmp_path / landing.land(b"<p>x</p>", URI).path
    long_ago = time.time() - 200 * 86_400
    os.utime(path, (long_ago, long_ago))
    landing.land(b"<p>x</p>", URI)
    assert time.time() - path.stat().st_mtime < 3600


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
    synced: list[Path] = []

    def fsync(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").resolve())

    monkeypatch.setattr(landing_module.os, "fsync", fsync)
    landed = Landing(tmp_path).land(b"<p>x</p>", URI)
    written, *folders = synced
    assert written.parent == tmp_path / ".landing"
    assert folders == [(tmp_path / landed.path).parent, tmp_path]


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


_LANDS_AND_HANGS = """
import os, sys, time
from pathlib import Path
from extract.landing import Landing

def hang(descriptor):
    print("writing", flush=True)
    time.sleep(3600)

os.fsync = hang
Landing(Path(sys.argv[1])).land(b"<p>x</p>", "https://news.example/1.html")
"""


def test_what_a_killed_process_left_half_written_is_swept_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    landed = landing.land(b"<p>y</p>", URI)
    writer = subprocess.Popen([sys.executable, "-c", _LANDS_AND_HANGS, str(tmp_path)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"writing\n"
    (half,) = (tmp_path / ".landing").iterdir()
    long_ago = time.time() - 7200
    os.utime(half, (long_ago, long_ago))
    landing.sweep()
    assert half.exists()
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    os.utime(half)
    landing.sweep()
    assert half.exists()
    os.utime(half, (long_ago, long_ago))
    landing.sweep()
    assert list((tmp_path / ".landing").iterdir()) == []
    assert landing.read(landed) == [b"<p>y</p>"]
