"""`thidua backfill`: archives and windows of days, load by load, beside the nightly runs and not in their way."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from commands import PAGES, Command, environment_of, until
from sqlalchemy import Engine, text
from test_run import spoil_quotes
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from warehouses import digests, one, rows

from extract.errors import NothingFoundError
from extract.sources import packaged_sources
from flows import lots
from flows.demo import sample_site
from warehouse import server
from warehouse.engine import connect
from warehouse.migrate import upgrade

pytestmark = pytest.mark.slow

PUBLISHED = "SELECT count(*) FROM ops.load WHERE status = 'published'"


def write_archive(path: Path, pages: list[Path]) -> Path:
    """Write pages as a web archive, one response record a page."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for page in pages:
            with page.open("rb") as payload:
                headers = StatusAndHeaders(
                    "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
                )
                writer.write_record(
                    writer.create_warc_record(
                        f"http://demo.thidua.example/cong-doan/{page.name}",
                        "response",
                        payload=payload,
                        http_headers=headers,
                        warc_headers_dict={"WARC-Date": "2024-12-31T00:00:00Z"},
                    )
                )
    return path


@pytest.fixture
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages a task, four a load."""
    monkeypatch.setattr(lots, "PAGES_PER_TASK", 2)
    monkeypatch.setattr(lots, "PAGES_PER_LOAD", 4)


@pytest.mark.usefixtures("small_lots")
def test_an_archive_in_many_loads_leaves_what_one_run_leaves_and_is_not_loaded_twice(
    thidua: Command, engine: Engine, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = write_archive(tmp_path / "a.warc.gz", PAGES[:5])
    ended = thidua("backfill", str(tmp_path))
    assert ended.code == 0, ended.err
    assert "The backfill is complete: 2 loads are published." in ended.out
    assert one(engine, PUBLISHED) == 2
    before = digests(engine)
    assert "0 loads are published, 2 were published before." in thidua("backfill", str(tmp_path)).out
    assert digests(engine) == before
    monkeypatch.setenv("THIDUA_DATABASE_URL", empty_url)
    assert thidua("run", str(archive)).code == 0
    other = connect(empty_url)
    assert facts(other) == facts(engine)
    other.dispose()


def facts(engine: Engine) -> list[list[str]]:
    """Every row that analysts read, as words."""
    views = ("awards", "campaigns", "results", "articles", "awards_resolved", "campaigns_resolved")
    return [sorted(map(repr, rows(engine, f"SELECT * FROM mart.{view}"))) for view in views]


@pytest.mark.usefixtures("small_lots")
def test_an_archive_that_changed_is_loaded_again_and_one_that_did_not_is_left_out(tmp_path: Path) -> None:
    first = write_archive(tmp_path / "a.warc.gz", PAGES[:5])
    names = [lot.name for lot in lots.archive_lots([first])]
    second = write_archive(tmp_path / "b.warc.gz", PAGES[5:6])
    assert [lot.name for lot in lots.archive_lots([first, second])][:2] == names
    os.utime(first, (1, 1))
    assert not set(names) & {lot.name for lot in lots.archive_lots([first, second])}


@pytest.mark.usefixtures("small_lots")
def test_a_load_that_the_gate_stops_does_not_keep_the_backfill_from_the_next_and_is_tried_again(
    thidua: Command, engine: Engine, tmp_path: Path
) -> None:
    write_archive(tmp_path / "a.warc.gz", PAGES[:5])
    spoil_quotes(engine)
    ended = thidua("backfill", str(tmp_path))
    assert ended.code == 1
    assert "The backfill is incomplete: 2 loads failed, 0 are published." in ended.out
    assert "sentence=SPOILT" in ended.err
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER spoil ON staging.award"))
    assert "2 loads are published." in thidua("backfill", str(tmp_path)).out


def test_a_window_brings_the_articles_of_its_days_and_moves_no_feed(thidua: Command, engine: Engine) -> None:
    from flows.backfill import backfill
    from flows.loading import nightly

    window: dict[str, Any] = {"date_from": date(2020, 1, 1), "date_to": date(2022, 12, 30), "sources": ["demo"]}
    with sample_site() as site:
        report = backfill(**window, site=site)
        assert report.loads == 1
        days = rows(engine, "SELECT published_at::date FROM mart.articles ORDER BY 1")
        assert [str(day) for (day,) in days] == ["2020-06-12", "2020-07-01", "2021-01-15", "2022-05-20", "2022-12-30"]
        assert one(engine, "SELECT count(*) FROM ops.feed_state") == 0
        again = backfill(**window, site=site)
        assert (again.loads, again.known) == (0, 5)
        night = nightly(sources=["demo"], site=site)
    assert night.funnels[0].known == 5
    assert one(engine, "SELECT count(*) FROM mart.articles") == len(PAGES)


def test_the_minutes_of_a_night_do_not_cut_a_window_and_what_is_left_makes_it_incomplete(
    thidua: Command, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    import flows.backfill as module
    from flows.carrying import LoadStoppedError

    demo = packaged_sources()["demo"]
    hurried = demo.model_copy(update={"rate": demo.rate.model_copy(update={"minutes": 1e-9})})
    monkeypatch.setattr(module, "enabled", lambda _: [hurried])
    window: dict[str, Any] = {"date_from": date(2020, 1, 1), "date_to": date(2022, 12, 30)}
    with sample_site() as site:
        with monkeypatch.context() as without:
            without.setattr(module, "MINUTES_AT_LEAST", 0.0)
            with pytest.raises(LoadStoppedError, match="incomplete: 5 articles are left, 1 loads are published"):
                module.backfill(**window, site=site)
        report = module.backfill(**window, site=site)
    assert (report.succeeded, report.left, report.known) == (True, 0, 0)
    assert one(engine, "SELECT count(*) FROM mart.articles") == 5


def test_a_source_that_cannot_give_a_window_is_refused_with_what_to_do(thidua: Command, engine: Engine) -> None:
    ended = thidua("backfill", "--from", "2024-01-01", "--to", "2024-01-31", "--source", "laodong.vn")
    assert ended.code == 2
    assert "laodong.vn has no sitemap: its feeds and listings name what is new" in ended.err
    assert "load an archive of saved pages instead" in ended.err
    assert "Traceback" not in ended.err
    assert one(engine, "SELECT count(*) FROM ops.load") == 0


def test_a_window_whose_last_day_is_before_its_first_is_refused(thidua: Command, engine: Engine) -> None:
    ended = thidua("backfill", "--from", "2025-01-01", "--to", "2024-01-01", "--source", "demo")
    assert ended.code == 2
    assert "2024-01-01 is before 2025-01-01" in ended.err
    assert "Traceback" not in ended.err
    assert one(engine, "SELECT count(*) FROM ops.load") == 0


def test_a_window_of_days_to_come_is_refused(thidua: Command, engine: Engine) -> None:
    ended = thidua("backfill", "--from", "2999-01-01", "--source", "demo")
    assert ended.code == 2
    assert "2999-01-01 is yet to come" in ended.err
    assert "Traceback" not in ended.err
    assert one(engine, "SELECT count(*) FROM ops.load") == 0


def test_a_window_without_a_last_day_ends_on_the_day_that_it_is_where_the_source_is(api: str) -> None:
    from flows.backfill import today_of

    source = packaged_sources()["demo"]
    assert today_of(source, datetime(2025, 7, 31, 16, 59, tzinfo=UTC)) == date(2025, 7, 31)
    assert today_of(source, datetime(2025, 7, 31, 17, 0, tzinfo=UTC)) == date(2025, 8, 1)


@pytest.mark.parametrize(
    "arguments",
    [[], ["pages", "--from", "2024-01-01"], ["--to", "2024-01-01"], ["--from", "2024-01-01", "--dask", "local"]],
    ids=["nothing", "both", "no first day", "sites on a cluster"],
)
def test_a_backfill_takes_an_archive_or_a_window(arguments: list[str], thidua: Command) -> None:
    ended = thidua("backfill", *arguments)
    assert ended.code == 2
    assert "Traceback" not in ended.err


def test_a_run_from_the_ui_without_either_says_what_is_missing(api: str) -> None:
    from flows.backfill import backfill

    with pytest.raises(NothingFoundError, match="either the paths of an archive or the first day of a window"):
        backfill()


@pytest.mark.slow
def test_a_backfill_that_was_killed_is_continued_by_the_next(
    own_home: Path, apart: Command, api: str, tmp_path: Path
) -> None:
    for number in range(4):
        write_archive(tmp_path / f"{number}.warc.gz", PAGES[4 * number : 4 * number + 4])
    home = own_home / "killed"
    here = {"THIDUA_HOME": str(home), "PREFECT_API_URL": api}
    engine = connect(server.start(home))
    upgrade(engine)
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "backfill", str(tmp_path)],
        env=environment_of(own_home, **here),
        stderr=subprocess.DEVNULL,
    )
    until(lambda: one(engine, PUBLISHED), every=0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = one(engine, PUBLISHED)
    assert isinstance(before, int)
    assert 0 < before < 4
    ended = apart("backfill", str(tmp_path), **here)
    assert ended.code == 0, ended.err
    assert f"{4 - before} loads are published, {before} were published before." in ended.out
    assert one(engine, "SELECT count(*) FROM mart.articles") == len(PAGES[:16])
    engine.dispose()
    server.stop(home)


@pytest.mark.slow
def test_a_dask_cluster_leaves_what_the_serial_run_leaves(
    thidua: Command, engine: Engine, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lots, "PAGES_PER_TASK", 3)
    archive = write_archive(tmp_path / "a.warc.gz", PAGES)
    assert thidua("backfill", str(archive)).code == 0
    monkeypatch.setenv("THIDUA_DATABASE_URL", empty_url)
    ended = thidua("backfill", str(archive), "--dask", "local")
    assert ended.code == 0, ended.err
    other = connect(empty_url)
    assert digests(other) == digests(engine)
    other.dispose()
