"""Which runs are the night: those of all sources, asked themselves."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text

from flows.catalog import TIMEZONE
from flows.deploying import missed_night
from flows.history import last_nights, low_before
from warehouse import runs

NOW = datetime(2026, 11, 22, 9, tzinfo=ZoneInfo(TIMEZONE))
DEMO = {"sources": ["demo"], "site": "http://127.0.0.1:8000"}
ONE = {"sources": ["laodong.vn"], "site": None}
ALL = {"sources": None, "site": None}


@pytest.fixture
def ran(engine: Engine) -> Any:
    """Note a run of the nightly flow that was published."""

    def note(parameters: Mapping[str, Any], at: datetime, low: list[str] | None = None) -> int:
        run_id = str(uuid4())
        runs.begin(engine, run_id, "nightly", parameters, None)
        runs.end(engine, run_id, "succeeded", {"low": low or []})
        with engine.begin() as connection:
            connection.execute(text("UPDATE ops.run SET started_at = :at WHERE run_id = :id"), {"at": at, "id": run_id})
            insert = "INSERT INTO ops.load (run_id, holder, status, ended_at) VALUES (:id, 'a test', 'published', :at)"
            found = connection.execute(text(f"{insert} RETURNING load_id"), {"id": run_id, "at": at})
            return int(found.scalar_one())

    return note


@pytest.mark.parametrize("parameters", [DEMO, ONE], ids=["demo", "one source"])
def test_a_part_of_a_night_does_not_hide_that_the_night_was_missed(
    engine: Engine, ran: Any, parameters: dict[str, Any]
) -> None:
    ran(parameters, NOW - timedelta(days=2))
    assert runs.last_night(engine) is None
    assert missed_night(NOW, runs.last_night(engine)) is None
    ran({}, NOW - timedelta(days=1, hours=7))
    ran(parameters, NOW - timedelta(hours=1))
    assert missed_night(NOW, runs.last_night(engine)) == NOW.replace(hour=2)
    ran(ALL, NOW - timedelta(minutes=30))
    assert missed_night(NOW, runs.last_night(engine)) is None


def test_a_night_is_held_against_nights_and_a_part_of_one_against_its_like(engine: Engine, ran: Any) -> None:
    at = datetime.now(UTC)
    ran(ALL, at, ["laodong.vn"])
    ran(DEMO, at, ["demo"])
    night, demo, one = ran(ALL, at), ran(DEMO, at), ran(ONE, at)
    assert [low_before(engine, each) for each in (night, demo, one)] == [{"laodong.vn"}, {"demo"}, set()]
    nights = [[summary["low"] for _, summary in last_nights(engine, each)] for each in (night, demo, one)]
    assert nights == [[["laodong.vn"]], [["demo"]], []]
