"""Replay and retry: from landing, without the network."""

import tracemalloc
from pathlib import Path

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine, text
from warehouses import digests, one, rows

from extract import parse
from warehouse.state import waiting


def test_a_replay_leaves_the_mart_as_it_was_although_the_files_are_gone(
    thidua: Command, engine: Engine, tmp_path: Path
) -> None:
    for page in PAGES[:4]:
        (tmp_path / page.name).write_bytes(page.read_bytes())
    assert thidua("run", str(tmp_path)).code == 0
    before = digests(engine)
    for page in tmp_path.iterdir():
        page.unlink()
    ended = thidua("replay")
    assert ended.code == 0, ended.err
    assert "4 unchanged" in ended.out
    assert digests(engine) == before


def test_a_replay_repairs_what_is_wrong_in_the_mart_and_counts_sums_anew_that_are(
    thidua: Command, engine: Engine
) -> None:
    told = [PAGES[place] for place in (0, 1, 3, 4)]
    assert thidua("run", *map(str, told)).code == 0
    before = digests(engine)
    # To each article a damage of its own: none is repaired only because another one is seen.
    damage(
        engine,
        f"UPDATE mart.fact_campaign SET theme = 'damaged' WHERE {of(told[0])}",
        f"DELETE FROM mart.fact_campaign WHERE {of(told[1])}",
        f"DELETE FROM mart.fact_award WHERE {of(told[2])}",
        f"DELETE FROM mart.fact_result WHERE {of(told[3])}",
        "UPDATE mart.dim_article SET read_digest = 'of an older reader'",
    )
    assert thidua("replay", "--publisher", "demo").code == 0
    assert digests(engine) == before

    damage(
        engine,
        "UPDATE mart.summary_coverage SET campaigns = campaigns + 7, articles = -1",
        "DELETE FROM mart.summary_award",
        "UPDATE mart.summary_mention SET mentions = 0",
        "DELETE FROM mart.bridge_event_recipient",
        "DELETE FROM mart.summary_recipient",
    )
    assert thidua("replay").code == 0
    assert digests(engine) == before


def damage(engine: Engine, *statements: str) -> None:
    """Do harm to the mart, each statement some."""
    with engine.begin() as connection:
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0, statement


def of(page: Path) -> str:
    """The condition on the facts of a page."""
    return f"article_key = (SELECT article_key FROM mart.dim_article WHERE source_uri = '{page.as_uri()}')"


def test_a_retry_of_one_page_does_not_go_over_everything(thidua: Command, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    assert thidua("run", str(PAGES[0]), str(tmp_path)).code == 0
    with engine.begin() as connection:
        connection.execute(text("UPDATE mart.summary_mention SET mentions = -5"))
    assert thidua("quarantine", "retry").code == 0
    assert one(engine, "SELECT max(mentions) FROM mart.summary_mention") == -5


def test_a_page_leaves_quarantine_once_its_reader_is_mended(
    thidua: Command, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "short.html"
    page.write_bytes(PAGES[0].read_bytes())
    with monkeypatch.context() as fault:
        fault.setattr(parse, "SHORTEST", 1_000_000)  # a threshold that no article meets
        assert "quarantined: no_article" in thidua("run", str(page)).err
    page.unlink()
    assert one(engine, "SELECT count(*) FROM mart.articles") == 0
    ended = thidua("quarantine", "retry")
    assert ended.code == 0, ended.err
    assert one(engine, "SELECT count(*) FROM mart.articles") == 1
    assert "Nothing waits" in thidua("quarantine", "list").out
    assert "no_article" in thidua("quarantine", "list", "--all").out


def test_retry_reads_only_the_reason_asked_for(thidua: Command, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "front.html").write_text("<html><body><div><a href='/a'>Tin</a></div></body></html>")
    assert thidua("run", str(tmp_path)).code == 0
    assert thidua("quarantine", "retry", "--reason", "empty").code == 0
    attempts = rows(engine, "SELECT reason, attempts FROM quarantine.item ORDER BY reason")
    assert attempts == [("empty", 2), ("no_article", 1)]


def test_a_name_mistyped_is_wrong_usage_and_opens_no_load(thidua: Command, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    assert thidua("run", str(PAGES[0]), str(tmp_path)).code == 0
    for command, known in (
        (["replay", "--publisher", "dmeo"], "of the publisher dmeo; there are: demo."),
        (["quarantine", "retry", "--reason", "noarticle"], "with the reason noarticle; there are: empty."),
    ):
        ended = thidua(*command)
        assert ended.code == 2
        assert known in ended.err
    assert one(engine, "SELECT count(*) FROM ops.load") == 1


@pytest.mark.parametrize(
    ("command", "words"),
    [(["replay"], "Nothing is loaded."), (["quarantine", "retry"], "Nothing waits in quarantine.")],
    ids=["replay", "retry"],
)
def test_with_nothing_to_read_again_no_load_is_opened(
    command: list[str], words: str, thidua: Command, engine: Engine
) -> None:
    ended = thidua(*command)
    assert (ended.code, ended.out.strip()) == (0, words)
    assert one(engine, "SELECT count(*) FROM ops.load") == 0


def test_what_is_read_again_is_not_held_in_memory(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO quarantine.item (item_id, source_uri, stage, reason, message, path, payload_digest)"
                " SELECT gen_random_uuid(), 'https://example.org/' || n, 'parse', 'no_article', '', 'ab/' || n,"
                " md5(n::text) FROM generate_series(1, 30000) n"
            )
        )
    kept = waiting("no_article")
    tracemalloc.start()
    try:
        assert sum(1 for _ in kept.pages(engine)) == kept.count(engine) == 30_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000  # 300 bytes a page would be nine
