"""Every expectation of the gate is proved here by breaking the staged rows it guards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from breaking import PAGES, change, documented, verdict
from sqlalchemy import Engine, event, text

from expectations.building import Suite
from expectations.checkpoint import audit
from expectations.errors import AuditError
from expectations.suites import load_suites
from expectations.volumes import Volume
from flows.settings import load_settings

FACT_TABLES = {"award": "award_key", "campaign": "campaign_fact_key", "result": "result_key"}

GROUNDED = """
    UPDATE {t} SET {key} = NULL WHERE ctid = pick('{t}', 0);
    UPDATE {t} SET article_key = NULL WHERE ctid = pick('{t}', 1);
    UPDATE {t} SET quote = NULL WHERE ctid = pick('{t}', 2);
    UPDATE {t} SET char_start = NULL WHERE ctid = pick('{t}', 3);
    UPDATE {t} SET char_end = NULL WHERE ctid = pick('{t}', 4);
    UPDATE {t} SET rule = NULL WHERE ctid = pick('{t}', 5);
    UPDATE {t} SET extractor_version = NULL WHERE ctid = pick('{t}', 6);
    INSERT INTO {t} SELECT * FROM {t} WHERE ctid = pick('{t}', 7);
    UPDATE {t} SET document_key = gen_random_uuid() WHERE ctid = pick('{t}', 8);
    UPDATE {t} SET document_key = NULL WHERE ctid = pick('{t}', 9);
    UPDATE {t} SET char_start = char_start + 1 WHERE ctid = pick('{t}', 10);
    UPDATE {t} SET quote = '' WHERE ctid = pick('{t}', 11);
    UPDATE {t} SET quote = repeat('thi đua ', 300) WHERE ctid = pick('{t}', 12);
    UPDATE {t} SET extractor_version = 'other' WHERE ctid = pick('{t}', 40);
    UPDATE {t} SET organization = NULL, organization_key = 7 WHERE ctid = pick('{t}', 14);
    UPDATE {t} SET campaign = 'Lao động giỏi', campaign_key = 0 WHERE ctid = pick('{t}', 15);
"""

BREAKAGES = {
    "staging.award by level": """
        INSERT INTO ops.run (run_id, kind, summary) VALUES (gen_random_uuid(), 'nightly',
            '{"shares": {"level": {"unknown": 900}, "award_title": {"Anh hùng Lao động": 900}}}');
        INSERT INTO ops.load (run_id, status, holder) SELECT run_id, 'published', 'a test' FROM ops.run;
    """,
    "ops.load": "DELETE FROM staging.document WHERE ctid = pick('staging.document', 15);\n",
    "staging.document": """
        UPDATE {t} SET document_key = NULL, source_uri = NULL, payload_digest = NULL, path = NULL, fetched_at = NULL,
            article_key = NULL, article_id = NULL, text_digest = NULL, publisher_key = NULL, published_date_key = NULL,
            language = NULL, text = NULL, extractor_version = NULL, read_digest = NULL, tells = NULL
            WHERE ctid = pick('{t}', 0);
        INSERT INTO {t} SELECT * FROM {t} WHERE ctid = pick('{t}', 1);
        UPDATE {t} SET text_digest = 'x', read_digest = 'x', payload_digest = 'x' WHERE ctid = pick('{t}', 2);
        UPDATE {t} SET text = '', title = NULL WHERE ctid = pick('{t}', 3);
        UPDATE {t} SET title = NULL WHERE ctid = pick('{t}', 4);
        UPDATE {t} SET title = NULL WHERE ctid = pick('{t}', 5);
        UPDATE {t} SET language = 'en' WHERE ctid = pick('{t}', 6);
        UPDATE {t} SET published_date_key = 20991231 WHERE ctid = pick('{t}', 7);
        UPDATE {t} SET published_at = fetched_at + interval '3 days' WHERE ctid = pick('{t}', 8);
        UPDATE {t} SET tells = false WHERE ctid = pick('{t}', 9);
        UPDATE {t} SET text = text || 'Liên đoàn Lao đo' || U&'\\0323' || 'ng' WHERE ctid = pick('{t}', 10);
    """,
    "staging.award": GROUNDED
    + """
        UPDATE {t} SET count = NULL, count_qualifier = NULL, recipient_kind = NULL, status = NULL,
            award_title_key = NULL, organization_key = NULL, campaign_key = NULL WHERE ctid = pick('{t}', 20);
        UPDATE {t} SET count_qualifier = 'many', recipient_kind = 'dog', level = 'planet', status = 'won'
            WHERE ctid = pick('{t}', 21);
        UPDATE {t} SET count = 12000000 WHERE ctid = pick('{t}', 22);
        UPDATE {t} SET year_from = 188, year_to = 20222 WHERE ctid = pick('{t}', 23);
        UPDATE {t} SET year_from = 2022, year_to = 2020 WHERE ctid = pick('{t}', 24);
        UPDATE {t} SET award_title = NULL, award_title_key = 9 WHERE ctid = pick('{t}', 25);
        UPDATE {t} SET status = 'awarded', year_from = 2090, year_to = 2091 WHERE ctid = pick('{t}', 26);
        UPDATE {t} SET status = 'awarded', level = 'national', organization = 'Liên đoàn Lao động quận Đống Đa'
            WHERE ctid = pick('{t}', 27);
        UPDATE {t} SET count = 188, quote = 'nhiều tập thể' WHERE ctid = pick('{t}', 28);
        UPDATE {t} SET status = 'awarded', level = 'district', organization = 'Tổng Liên đoàn Lao động Việt Nam'
            WHERE ctid = pick('{t}', 29);
        UPDATE {t} SET (article_key, quote, award_title_key, recipient_kind, prize, count)
            = (SELECT article_key, quote, award_title_key, recipient_kind, 'nhất', count + 1 FROM {t}
               WHERE ctid = pick('{t}', 31)) WHERE ctid = pick('{t}', 30);
        UPDATE {t} SET prize = NULL WHERE ctid = pick('{t}', 31);
    """,
    "staging.campaign": GROUNDED
    + """
        UPDATE {t} SET campaign = NULL, kind = NULL, start_date_key = NULL, end_date_key = NULL
            WHERE ctid = pick('{t}', 20);
        UPDATE {t} SET kind = 'party' WHERE ctid = pick('{t}', 21);
        UPDATE {t} SET campaign = 'x' WHERE ctid = pick('{t}', 22);
        UPDATE {t} SET campaign = repeat('thi đua ', 50) WHERE ctid = pick('{t}', 23);
        UPDATE {t} SET date_from = '1/2/2023', date_to = 'Tết' WHERE ctid = pick('{t}', 24);
        UPDATE {t} SET start_date_key = 20230102, end_date_key = 20230101 WHERE ctid = pick('{t}', 25);
        UPDATE {t} SET start_date_key = 20990101, end_date_key = 20990102 WHERE ctid = pick('{t}', 26);
    """,
    "staging.result": GROUNDED
    + """
        UPDATE {t} SET measure = NULL, value = NULL, value_qualifier = NULL WHERE ctid = pick('{t}', 20);
        UPDATE {t} SET measure = 'luck', value_qualifier = 'many' WHERE ctid = pick('{t}', 21);
        UPDATE {t} SET value = -1 WHERE ctid = pick('{t}', 22);
        UPDATE {t} SET year_from = 188, year_to = 20222 WHERE ctid = pick('{t}', 23);
        UPDATE {t} SET year_from = 2022, year_to = 2020 WHERE ctid = pick('{t}', 24);
        UPDATE {t} SET measure = 'rate_percent', value = 2022 WHERE ctid = pick('{t}', 25);
        UPDATE {t} SET measure = 'benefit_vnd', value = 27 WHERE ctid = pick('{t}', 26);
        UPDATE {t} SET measure = 'participants', value = 1.5 WHERE ctid = pick('{t}', 27);
    """,
    "staging.award_recipient": """
        UPDATE {t} SET award_key = NULL, document_key = NULL, position = NULL, name = NULL, person_key = NULL,
            organization_key = NULL WHERE ctid = pick('{t}', 0);
        INSERT INTO {t} SELECT * FROM {t} WHERE ctid = pick('{t}', 1);
        UPDATE {t} SET position = 0 WHERE ctid = pick('{t}', 2);
        UPDATE {t} SET name = 'x' WHERE ctid = pick('{t}', 3);
        UPDATE {t} SET person_key = 5, organization_key = 6 WHERE ctid = pick('{t}', 4);
    """,
}


GIVEN = Volume("demo", listed=16, known=3, fetched=11, failed=1, left=1, least=12, most=50, measured=True, live=False)
SPOILT = [
    Volume(
        "low",
        listed=3,
        known=0,
        fetched=3,
        failed=0,
        left=0,
        least=12,
        most=50,
        measured=True,
        live=False,
        why="' 50% :x",
    ),
    Volume("high", listed=60, known=0, fetched=60, failed=0, left=0, least=12, most=50, measured=True, live=False),
    Volume("lossy", listed=16, known=3, fetched=11, failed=1, left=0, least=12, most=50, measured=True, live=False),
]


def test_the_sample_articles_pass_every_expectation(url: str, staged: int) -> None:
    result = verdict(url, staged, [GIVEN])
    assert result.failures == ()
    assert result.passed
    assert result.checked == sum(len(suite.expectations) for suite in load_suites(staged, len(PAGES), [GIVEN]))
    assert result.checked >= 40


def test_each_expectation_fails_when_the_data_it_guards_is_broken(engine: Engine, url: str, staged: int) -> None:
    statements = "".join(
        sql.replace("{t}", table).replace("{key}", FACT_TABLES.get(table.partition(".")[2], ""))
        for table, sql in BREAKAGES.items()
    )
    change(engine, statements)
    result = documented(url, staged, SPOILT)
    failed = {(failure.table, failure.expectation) for failure in result.failures}
    expected = {
        (suite.table, expectation.description)
        for suite in load_suites(staged, len(PAGES), SPOILT)
        for expectation in suite.expectations
    }
    assert len(expected) == result.checked
    assert expected - failed == set()
    assert result.docs.is_file()


def test_a_failure_names_the_rows_and_shows_their_sentences(engine: Engine, url: str, staged: int) -> None:
    change(engine, "UPDATE staging.award SET count = 15000000 WHERE ctid = pick('staging.award', 3);\n")
    with engine.connect() as connection:
        key, quote = connection.execute(
            text("SELECT award_key::text, quote FROM staging.award WHERE count = 15000000")
        ).one()
    result = verdict(url, staged)
    assert not result.passed
    words = str(result.critical[0])
    assert words.startswith("critical: staging.award: expected that a count is at least 1 and below 12,000,000; 1 row")
    assert f"row_key={key}" in words
    assert "count=15000000" in words
    assert "source_uri=file:///" in words
    assert f"sentence={quote}"[:180] in words


def test_a_source_below_its_minimum_stops_the_night_and_one_above_its_maximum_does_not(url: str, staged: int) -> None:
    low, high, _ = SPOILT
    quiet = replace(low, source="unchanged", listed=0, fetched=0, measured=False)
    result = verdict(url, staged, [GIVEN, quiet, low, high])
    assert [(failure.table, failure.rows[0]["row_key"]) for failure in result.critical] == [("sources", "low")]
    assert "sentence=' 50% :x" in str(result.critical[0])
    assert ("sources", "high") in [(failure.table, failure.rows[0]["row_key"]) for failure in result.warnings]


def test_a_night_with_one_fresh_article_is_fresh(engine: Engine, url: str, staged: int) -> None:
    live = [replace(GIVEN, live=True)]
    assert [failure.expectation for failure in verdict(url, staged, live).warnings] == [
        "the newest article of a night is younger than 7 days"
    ]
    change(
        engine,
        "UPDATE staging.document SET published_at = fetched_at - interval '1 day', published_date_key ="
        " to_char((fetched_at - interval '1 day') AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMMDD')::int"
        " WHERE ctid = pick('staging.document', 0);\n",
    )
    assert verdict(url, staged, live).failures == ()


def test_shares_of_few_awards_are_no_drift(engine: Engine, url: str, staged: int) -> None:
    change(engine, BREAKAGES["staging.award by level"].replace("900", "400"))
    assert verdict(url, staged).failures == ()


def test_a_warning_shows_but_does_not_stop_the_load(engine: Engine, url: str, staged: int) -> None:
    change(engine, "UPDATE staging.award SET count = 2000000 WHERE ctid = pick('staging.award', 3);\n")
    result = verdict(url, staged)
    assert result.passed
    assert [str(failure).splitlines()[0] for failure in result.warnings] == [
        "warning: staging.award: expected that more than 1,000,000 recognised at once is worth a look; 1 row(s) fail"
    ]


def test_rows_of_other_loads_are_not_judged(engine: Engine, url: str, staged: int) -> None:
    change(engine, "UPDATE staging.award SET load_id = 999, count = -1 WHERE ctid = pick('staging.award', 3);\n")
    assert verdict(url, staged).passed


def test_an_expectation_that_cannot_be_checked_is_an_error_and_no_pass(url: str, staged: int) -> None:
    suites = load_suites(staged, len(PAGES))
    broken = Suite("staging.award", "SELECT 1 AS row_key", suites[2].expectations)
    with pytest.raises(AuditError, match="could not check that"):
        audit(url, [broken], load_settings().docs, "broken")


def test_a_check_that_passes_asks_for_no_row_counts_in_few_statements_and_leaves_nothing_on_the_server(
    engine: Engine, url: str, staged: int
) -> None:
    with statements() as asked:
        result = verdict(url, staged)
    assert result.failures == ()
    assert len(asked) < result.checked / 2
    assert [one for one in asked if one.startswith("SELECT row_key")] == []
    assert [one for one in asked if one.startswith("CREATE TEMPORARY TABLE")]
    with engine.connect() as connection:
        left = connection.scalars(text("SELECT relname FROM pg_class WHERE relname LIKE 'gx_temp%'")).all()
    assert left == []


def test_rows_are_asked_for_of_the_tables_alone_that_have_any_at_fault(engine: Engine, url: str, staged: int) -> None:
    change(engine, "UPDATE staging.award SET award_title = NULL WHERE ctid = pick('staging.award', 3);\n")
    with statements() as asked:
        result = verdict(url, staged)
    assert [(failure.table, failure.count) for failure in result.failures] == [("staging.award", 1)]
    laid_down = [one for one in asked if one.startswith("CREATE TEMPORARY TABLE")]
    assert len(laid_down) == len(load_suites(staged, len(PAGES))) + 1
    assert "staging.award f" in laid_down[-1]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Gather the statements that any engine sends in the block."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
