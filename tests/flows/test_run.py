"""`thidua run` on saved pages, end to end: real parser, reader, PostgreSQL, Great Expectations and Prefect."""

import json
import shutil
from pathlib import Path

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine, text
from warehouses import digests, one, rows

from warehouse.engine import connect, describe
from warehouse.load import open_load


def test_saved_pages_are_read_checked_and_published(thidua: Command, engine: Engine) -> None:
    ended = thidua("run", *map(str, PAGES))
    assert ended.code == 0, ended.err
    assert "is published" in ended.out
    assert "checking" in ended.err
    assert one(engine, "SELECT count(*) FROM mart.articles") == len(PAGES)
    for view in ("awards", "campaigns", "results"):
        assert one(engine, f"SELECT count(*) FROM mart.{view}") > 20
    wrong = (
        "SELECT count(*) FROM mart.{} f JOIN mart.articles a USING (article_id)"
        " WHERE substr(a.text, f.char_start + 1, f.char_end - f.char_start) <> f.quote"
    )
    assert [one(engine, wrong.format(view)) for view in ("awards", "campaigns", "results")] == [0, 0, 0]


def test_pages_in_two_runs_or_again_in_another_order_leave_what_one_run_leaves(
    thidua: Command, engine: Engine, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert thidua("run", *map(str, PAGES[:4])).code == 0
    assert thidua("run", *map(str, PAGES[4:8])).code == 0
    in_two = digests(engine)
    monkeypatch.setenv("THIDUA_DATABASE_URL", empty_url)
    assert thidua("run", *map(str, PAGES[:8])).code == 0
    other = connect(empty_url)
    assert one(other, "SELECT count(*) FROM mart.fact_award") > 0
    assert digests(other) == in_two
    again = thidua("run", *map(str, reversed(PAGES[:8])))
    assert again.code == 0
    assert "8 unchanged" in again.out
    assert digests(other) == in_two
    other.dispose()


def test_bad_pages_go_to_quarantine_and_the_rest_goes_on(thidua: Command, engine: Engine, tmp_path: Path) -> None:
    shutil.copy(PAGES[0], tmp_path)
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "binary.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (tmp_path / "front.html").write_text("<html><body><div><a href='/a'>Tin</a></div></body></html>")
    ended = thidua("run", str(tmp_path))
    assert ended.code == 0
    assert "quarantined: empty:" in ended.err
    assert "empty.html" in ended.err
    assert "quarantined: not_html:" in ended.err
    assert "quarantined: no_article:" in ended.err
    assert one(engine, "SELECT count(*) FROM mart.articles") == 1
    outcomes = rows(engine, "SELECT outcome, count(*) FROM ops.load_document GROUP BY 1 ORDER BY 1")
    assert outcomes == [("new", 1), ("quarantined", 3)]
    listed = thidua("quarantine", "list")
    assert listed.out.count("no_article") == 1
    assert "front.html" in listed.out


def test_a_page_in_another_encoding_is_read_as_it_was_meant(thidua: Command, engine: Engine, tmp_path: Path) -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    (tmp_path / "utf16.html").write_bytes(page.encode("utf-16"))
    assert thidua("run", str(tmp_path)).code == 0
    title = one(engine, "SELECT title FROM mart.articles")
    assert thidua("run", str(PAGES[0])).code == 0
    assert one(engine, "SELECT count(DISTINCT title) FROM mart.articles") == 1
    assert title


@pytest.mark.parametrize(
    ("given", "words"),
    [("no-such-page.html", "no such file or folder"), ("*.nothing", "no document matches"), (".", "holds no document")],
)
def test_a_path_with_nothing_to_read_is_wrong_usage(
    given: str, words: str, thidua: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = thidua("run", given)
    assert ended.code == 2
    assert words in ended.err
    assert "Traceback" not in ended.err


def test_a_database_that_cannot_be_reached_is_named_without_its_password(
    thidua: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_DATABASE_URL", "postgresql://analyst:hunter2@127.0.0.1:1/news")
    ended = thidua("run", str(PAGES[0]))
    assert ended.code == 1
    assert "No connection to PostgreSQL at 127.0.0.1:1/news" in ended.err
    assert "hunter2" not in ended.err
    assert "Traceback" not in ended.err


def test_a_database_lost_in_the_middle_of_a_run_is_named_in_one_line(
    thidua: Command, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(engine: Engine, load_id: int) -> None:
        del load_id
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with monkeypatch.context() as fault:
        fault.setattr("flows.carrying.seal", cut)
        ended = thidua("run", str(PAGES[0]))
    assert ended.code == 1
    assert f"thidua: The database at {describe(engine.url)} went away (" in ended.err
    assert "the run can be repeated" in ended.err
    assert "Traceback" not in ended.err
    assert "SELECT" not in ended.err
    assert thidua("run", str(PAGES[0])).code == 0


def test_a_database_of_a_newer_version_is_left_alone(thidua: Command, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE ops.alembic_version SET version_num = '9999'"))
    ended = thidua("run", str(PAGES[0]))
    assert ended.code == 1
    assert "9999" in ended.err
    assert "nothing was changed" in ended.err


def test_a_second_run_says_who_is_loading(thidua: Command, engine: Engine) -> None:
    with open_load(engine):
        ended = thidua("run", str(PAGES[0]))
    assert ended.code == 1
    assert "Another load is under way" in ended.err
    assert "Traceback" not in ended.err
    assert thidua("run", str(PAGES[0])).code == 0


def test_a_load_that_fails_the_gate_leaves_the_mart_untouched(thidua: Command, engine: Engine) -> None:
    assert thidua("run", *map(str, PAGES[:3])).code == 0
    before = digests(engine)
    spoil_quotes(engine)
    ended = thidua("run", *map(str, PAGES[3:6]))
    assert ended.code == 1
    assert "was stopped by the quality gate; the mart is as it was" in ended.out
    assert "critical: staging.award: expected that the offsets give the quote" in ended.err
    assert "sentence=SPOILT" in ended.err
    assert digests(engine) == before
    assert one(engine, "SELECT status FROM ops.load ORDER BY load_id DESC LIMIT 1") == "failed"


def spoil_quotes(engine: Engine) -> None:
    """Make the database itself damage the quotes of awards on their way into staging."""
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION staging.spoil() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.quote := 'SPOILT' || NEW.quote; RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER spoil BEFORE INSERT ON staging.award FOR EACH ROW EXECUTE FUNCTION staging.spoil()"
        )


def test_export_hands_over_what_the_views_hold(thidua: Command, engine: Engine, tmp_path: Path) -> None:
    assert thidua("run", *map(str, PAGES[:3])).code == 0
    assert thidua("export", str(tmp_path / "out"), "--format", "jsonl").code == 0
    awards = [json.loads(line) for line in (tmp_path / "out" / "awards.jsonl").read_text("utf-8").splitlines()]
    assert len(awards) == one(engine, "SELECT count(*) FROM mart.awards")
    answer = thidua("sql", "SELECT quote FROM mart.awards LIMIT 1", "--format", "json")
    assert json.loads(answer.out)[0]["quote"] in {award["quote"] for award in awards}


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_an_export_onto_a_file_is_wrong_usage(format: str, thidua: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "below"):
        ended = thidua("export", str(folder), "--format", format)
        assert ended.code == 2
        assert f"thidua: {folder} cannot be written: " in ended.err
        assert "Traceback" not in ended.err
    assert (tmp_path / "taken").read_text() == "mine"


def test_sql_cannot_change_anything(thidua: Command) -> None:
    ended = thidua("sql", "DELETE FROM mart.fact_award")
    assert ended.code == 1
    assert "read-only" in ended.err


def test_a_load_whose_data_docs_cannot_be_written_is_published_and_says_so(
    thidua: Command, engine: Engine, home: Path
) -> None:
    page = home / "data_docs" / "index.html"
    page.unlink(missing_ok=True)
    page.mkdir(parents=True)
    try:
        ended = thidua("run", str(PAGES[0]))
    finally:
        page.rmdir()
    assert ended.code == 0, ended.err
    assert "could not be written (IsADirectoryError" in ended.err
    assert one(engine, "SELECT count(*) FROM mart.articles") == 1
    assert one(engine, "SELECT status FROM ops.run") == "succeeded"
