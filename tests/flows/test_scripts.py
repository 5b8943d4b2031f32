"""What scripts read: JSON of the commands that list, check or write something."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine

from flows.demo import sample_site
from warehouse.query import run_sql


@pytest.fixture
def told(thidua: Command) -> Any:
    """Run a command with --json, and read what it prints."""

    def ask(*arguments: str) -> Any:
        ended = thidua(*arguments, "--json")
        assert ended.code == 0, ended.err
        return json.loads(ended.out)

    return ask


def test_what_waits_and_what_was_corrected_is_told_to_scripts(
    thidua: Command, told: Any, engine: Engine, tmp_path: Path
) -> None:
    assert (told("quarantine", "list"), told("corrections", "list")) == ([], [])
    (tmp_path / "trống.html").write_bytes(b"")
    assert thidua("run", str(PAGES[0]), str(tmp_path)).code == 0
    (item,) = told("quarantine", "list")
    assert (item["reason"], item["source_uri"]) == ("empty", (tmp_path / "trống.html").as_uri())
    ((key,),) = run_sql(engine, "SELECT min(award_key::text) FROM mart.awards").rows
    assert thidua("corrections", "add", key, "--wrong", "--reason", "không phải", "--by", "hoa").code == 0
    (correction,) = told("corrections", "list")
    assert (correction["fact_key"], correction["reason"], correction["status"]) == (key, "không phải", "applied")
    assert datetime.fromisoformat(correction["corrected_at"]).utcoffset() is not None


def test_sources_are_told_to_scripts(told: Any) -> None:
    assert {"name", "enabled", "discovery", "rate"} <= set(told("sources", "list")[0])
    with sample_site() as site:
        found = told("sources", "check", "demo", "--site", site)
    assert {each["source"] for each in found} == {"demo"}
    assert "broken" not in {each["outcome"] for each in found}


def test_an_export_says_what_it_wrote(
    thidua: Command, told: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert thidua("run", str(PAGES[0])).code == 0
    written = told("export", str(tmp_path / "out"))
    assert all(len(Path(each["file"]).read_text("utf-8").splitlines()) == each["rows"] for each in written)
    assert len(written) == 5
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal
    assert "writing" in thidua("export", str(tmp_path / "again")).err
    assert "writing" in thidua("report", "-o", str(tmp_path / "digest.html")).err
