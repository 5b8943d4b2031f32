"""Maintenance keeps what is needed and lets go of the rest; the source check says what is broken."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine, text
from warehouses import digests, one

from extract.landing import Landing
from flows.demo import sample_site
from warehouse.load import LoadBusyError, open_load

pytestmark = pytest.mark.slow

LONG_AGO = datetime.now(UTC) - timedelta(days=500)


def age(folder: Path) -> None:
    """Make every file of a folder, and the folders in it, half a thousand days old."""
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (LONG_AGO.timestamp(), LONG_AGO.timestamp()))


@pytest.fixture
def fresh_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A THIDUA_HOME with nothing in it, beside the databases of the tests."""
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_maintenance_keeps_what_a_replay_needs_and_lets_go_of_the_rest(
    fresh_home: Path, thidua: Command, engine: Engine, tmp_path: Path
) -> None:
    from flows.upkeep import maintenance

    page = tmp_path / "page.html"
    page.write_bytes(PAGES[0].read_bytes())
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    assert thidua("run", str(page), str(empty), str(PAGES[1])).code == 0
    page.write_bytes(PAGES[2].read_bytes())  # the page changed: its first content is history
    assert thidua("run", str(page)).code == 0
    before = digests(engine)
    landed = fresh_home / "landing"
    assert len(list(landed.rglob("*.warc.gz"))) == 4

    kept = maintenance()
    assert set(kept.values()) == {0}

    pages = len(list((fresh_home / "data_docs" / "evidence").glob("*.html")))
    age(landed)
    age(fresh_home / "data_docs")
    os.utime(fresh_home / "data_docs" / "load-1", (1, 1))
    with engine.begin() as connection:
        connection.execute(text("UPDATE ops.load SET ended_at = :then"), {"then": LONG_AGO})
        connection.execute(text("UPDATE ops.run SET ended_at = :then"), {"then": LONG_AGO})
        failed = "INSERT INTO ops.load (status, holder, ended_at) VALUES ('failed', 'a test', :then)"
        connection.execute(text(failed), {"then": LONG_AGO})
    gone = maintenance()
    assert gone["landed pages"] == 1
    assert gone["notes on documents"] == 4
    assert gone["loads that failed"] == 1
    assert gone["runs"] == 2
    assert gone["Data Docs"] == 1 + pages
    assert [path.name for path in (fresh_home / "data_docs").glob("load-*")] == ["load-2"]
    assert digests(engine) == before
    assert one(engine, "SELECT count(*) FROM ops.load WHERE status = 'published'") == 2

    replayed = thidua("replay")
    assert replayed.code == 0, replayed.err
    assert "2 unchanged" in replayed.out
    assert digests(engine) == before


def test_maintenance_lets_nothing_go_while_a_load_goes_on(fresh_home: Path, thidua: Command, engine: Engine) -> None:
    from flows.upkeep import maintenance

    assert thidua("replay").code == 0
    landed = Landing(fresh_home / "landing").land(b"<p>x</p>", "https://news.example/1.html")
    age(fresh_home / "landing")
    with open_load(engine), pytest.raises(LoadBusyError, match="Another load is under way"):
        maintenance()
    assert (fresh_home / "landing" / landed.path).exists()
    assert maintenance()["landed pages"] == 1
    with open_load(engine):
        """Maintenance has given the right to load back."""


def test_maintenance_keeps_the_lots_that_a_backfill_need_not_load_again(
    fresh_home: Path, thidua: Command, engine: Engine
) -> None:
    from flows.upkeep import maintenance

    assert thidua("backfill", str(PAGES[0])).code == 0
    with engine.begin() as connection:
        connection.execute(text("UPDATE ops.load SET ended_at = :then"), {"then": LONG_AGO})
        connection.execute(text("UPDATE ops.run SET ended_at = :then"), {"then": LONG_AGO})
    maintenance()
    assert "0 loads are published, 1 were published before." in thidua("backfill", str(PAGES[0])).out


def test_our_flow_runs_of_long_ago_leave_prefect_and_those_of_others_stay(api: str, thidua: Command) -> None:
    from prefect import flow, tags
    from prefect.client.orchestration import get_client

    from flows.upkeep import drop_flow_runs

    @flow(name="nightly")
    def their_nightly() -> None:
        """Another team's, of the same name."""

    @flow(name="their report")
    def their_report() -> None:
        """Another team's, with the same tag."""

    assert thidua("run", str(PAGES[0])).code == 0
    their_nightly()
    with tags("thidua"):
        their_report()
    assert drop_flow_runs(LONG_AGO) == 0
    with get_client(sync_client=True) as client:
        before = client.read_flow_runs()
        assert drop_flow_runs(datetime.now(UTC) + timedelta(seconds=1)) > 0
        left = client.read_flow_runs()
        gone = {run.id: run for run in before if run.id not in {one.id for one in left}}
        assert all("thidua" in run.tags for run in gone.values())
        assert any(run.name.startswith("load ") for run in gone.values())
        names = {client.read_flow(run.flow_id).name for run in left if run.end_time is not None}
        assert {"nightly", "their report"} <= names


def test_the_source_check_fails_with_what_is_broken(api: str, thidua: Command) -> None:
    from flows.upkeep import source_check

    with sample_site() as site:
        state: Any = source_check(sources=["demo"], site=site, return_state=True)
        assert (state.name, state.message) == ("Completed", "1 sources work.")
    state = source_check(sources=["demo"], site=site, return_state=True)
    assert state.name == "Failed"
    assert "parts of profiles are broken.\ndemo: feed" in state.message
