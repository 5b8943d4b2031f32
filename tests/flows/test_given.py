"""`thidua run` on what it is given: addresses, archives of many pages, files that are no pages."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import misbehaving
import pytest
from commands import PAGES, Command
from misbehaving import Site, article, page
from sqlalchemy import Engine
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.sources import Rate
from warehouse.query import run_sql


@pytest.fixture
def site() -> Iterator[Site]:
    with misbehaving.running() as running:
        yield running


def test_addresses_and_files_are_loaded_together_and_what_is_neither_is_named(
    thidua: Command, engine: Engine, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.collect.UNKNOWN_SITE", Rate(delay=0))
    address = site.serve("/bai-1.html", page(article()))
    gone, pdf = site.url("/gone-2.html"), tmp_path / "quyet-dinh.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    shutil.copy(PAGES[0], tmp_path / "saved.html")
    ended = thidua("run", address, address + "?utm_source=zalo", gone, str(tmp_path / "saved.html"), str(pdf))
    assert ended.code == 0, ended.err
    assert f"{pdf}: passed over: only .html, .htm, .txt, .warc, .warc.gz are read" in ended.err
    assert f"{gone}: answered 404" in ended.err
    found = {uri.rpartition("/")[2]: rest for uri, *rest in run_sql(engine, _MET).rows}
    assert found == {
        "bai-1.html": ["new", None],
        "gone-2.html": ["skipped", "gone"],
        "saved.html": ["new", None],
        "quyet-dinh.pdf": ["skipped", "no_document"],
    }
    assert site.asked["/bai-1.html"] == 1
    assert site.asked["/robots.txt"] == 1


_MET = "SELECT source_uri, outcome, reason FROM ops.load_document"


def test_a_run_of_addresses_of_which_none_can_be_had_fails(thidua: Command, engine: Engine, site: Site) -> None:
    address = site.serve("/bai-1.html", misbehaving.redirect("http://10.0.0.1/"))
    ended = thidua("run", address)
    assert ended.code == 1
    assert f"{address}: 10.0.0.1 leads to 10.0.0.1, which is not on the public internet" in ended.err
    assert run_sql(engine, "SELECT status FROM ops.load").rows == [("failed",)]


def test_an_archive_of_more_pages_than_one_batch_is_loaded_whole(
    thidua: Command, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.stages.PAGES_PER_BATCH", 5)
    count = 12
    with (tmp_path / "CC-NEWS-1.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(count):
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            uri, body = f"https://archive.example/bai-{number}.html", article(f"Bài số {number} của kho lưu trữ")
            writer.write_record(writer.create_warc_record(uri, "response", payload=io.BytesIO(body), http_headers=http))
    ended = thidua("run", str(tmp_path))
    assert ended.code == 0, ended.err
    assert run_sql(engine, "SELECT count(*), count(DISTINCT title) FROM mart.articles").rows == [(count, count)]
    assert run_sql(engine, "SELECT outcome, count(*) FROM ops.load_document GROUP BY 1").rows == [("new", count)]
