"""`thidua doctor` finds what is wrong with an installation; `thidua status` says how it stands."""

import json
from pathlib import Path

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine, text

from warehouse.load import open_load


def outcomes(said: str) -> dict[str, str]:
    return {each["subject"]: each["outcome"] for each in json.loads(said)}


def test_an_installation_that_works_has_nothing_wrong_and_says_what_runs_and_what_is_due(
    thidua: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_CONTACT", "data@example.org")
    assert thidua("run", str(PAGES[0])).code == 0
    ended = thidua("doctor", "--json")
    assert ended.code == 0, ended.out
    found = outcomes(ended.out)
    assert set(found.values()) == {"ok"}
    assert set(found) >= {"packages", "home", "database", "landing", "freshness", "sources", "service"}
    said = thidua("status").out
    assert "does not run (thidua serve)" in said
    assert "none is scheduled" in said
    status = json.loads(thidua("status", "--json").out)
    assert status["service"] is None
    assert status["runs"][0]["status"] == "succeeded"


def test_what_is_wrong_is_named_with_what_to_do(
    thidua: Command, engine: Engine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert thidua("run", str(PAGES[0])).code == 0
    with engine.begin() as connection:
        (path,) = connection.execute(text("SELECT path FROM landing.page")).one()
        connection.execute(text("UPDATE ops.load SET ended_at = now() - interval '40 hours'"))
        connection.execute(text("INSERT INTO ops.load (holder) VALUES ('a process that died')"))
    (home / "landing" / path).write_bytes(b"damaged")
    monkeypatch.delenv("PREFECT_API_URL")
    with engine.connect() as of_others:
        of_others.execute(text("SELECT pg_advisory_lock(1), pg_advisory_lock(1, 2)"))
        ended = thidua("doctor")
    assert ended.code == 1
    for subject, words in {
        "contact": "set THIDUA_CONTACT",
        "service": "start `thidua serve`",
        "freshness": "more than 36 hours ago",
        "loads": "was left open by a process that died; the next run clears it",
        "landing": "restore",
    }.items():
        (line,) = [line for line in ended.out.splitlines() if f" {subject} " in line]
        assert words in line
        assert not line.startswith("ok")


def test_a_load_under_way_is_not_taken_for_one_that_died(thidua: Command, engine: Engine) -> None:
    with open_load(engine):
        found = outcomes(thidua("doctor", "--json").out)
    assert found["loads"] == "ok"


def test_a_database_that_cannot_be_used_is_found(thidua: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_DATABASE_URL", "postgresql://analyst:hunter2@127.0.0.1:1/news")
    ended = thidua("doctor", "--json")
    assert ended.code == 1
    assert outcomes(ended.out)["database"] == "wrong"
    assert "hunter2" not in ended.out


def test_the_quality_of_the_mart_is_told_to_scripts(thidua: Command, engine: Engine) -> None:
    assert thidua("run", str(PAGES[0])).code == 0
    with engine.begin() as connection:
        connection.execute(text("UPDATE ops.load SET ended_at = now() - interval '40 hours'"))
    ended = thidua("quality", "--json")
    found = json.loads(ended.out)
    assert (ended.code, found["passed"]) == (0, True)  # what is stale is worth a warning
    (failure,) = found["failures"]
    assert failure["expectation"] == "a load was published in the last 36 hours"
    assert failure["rows"][0]["row_key"] == "warehouse"
