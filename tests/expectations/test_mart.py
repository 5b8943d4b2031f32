"""The suites of the mart: true of what a load publishes, and each able to fail."""

import pytest
from sqlalchemy import Engine, text

from expectations.checkpoint import AuditResult, audit
from expectations.suites import mart_suites
from flows.settings import load_settings
from warehouse.load import publish


@pytest.fixture
def published(engine: Engine, staged: int) -> None:
    publish(engine, staged)


def verdict(url: str) -> AuditResult:
    return audit(url, mart_suites(), load_settings().docs, "mart-test")


@pytest.mark.usefixtures("published")
def test_what_a_load_publishes_holds_in_the_mart(url: str) -> None:
    assert verdict(url).failures == ()


@pytest.mark.usefixtures("published")
def test_damage_to_the_mart_is_found_and_named(engine: Engine, url: str) -> None:
    with engine.begin() as connection:
        for statement in (
            "UPDATE ops.load SET ended_at = now() - interval '40 hours'",
            "DELETE FROM ops.document WHERE source_uri LIKE '%200201%'",
            "ALTER TABLE mart.fact_result DROP CONSTRAINT ck_fact_result_offsets",
            "UPDATE mart.fact_result SET quote = quote || '!'",
            "UPDATE mart.fact_campaign SET extractor_version = 'older' WHERE kind = 'peak'",
            "UPDATE mart.resolved_award SET mentions = mentions + 1 WHERE prize = 'nhì'",
            "DELETE FROM mart.resolved_award WHERE mentions = 1 AND prize = 'nhất'",
            "UPDATE mart.resolved_award SET articles = mentions + 1, count = 0"
            " WHERE event_id = (SELECT min(event_id::text)::uuid FROM mart.resolved_award)",
            "UPDATE mart.summary_mention SET mentions = mentions + 1",
            "UPDATE mart.dim_organization SET parent_key = 42 WHERE name LIKE '%Đống Đa'",
            "UPDATE mart.dim_article SET text = '' WHERE source_uri LIKE '%200102%'",
            "UPDATE mart.dim_article SET text = text || 'o' || chr(803) WHERE source_uri LIKE '%200103%'",
        ):
            connection.exec_driver_sql(statement.replace("%", "%%"))
    failed = {f"{failure.table}: {failure.expectation}" for failure in verdict(url).failures}
    assert failed >= {
        "ops.load: a load was published in the last 36 hours",
        "mart.dim_article: a current version is held by a document",
        "mart.dim_article: an article has text",
        "mart.dim_article: an article text is normalised (Unicode NFC)",
        "mart.fact_result: the offsets give the quote: text[char_start:char_end] == quote",
        "mart.fact_campaign: a fact was read by the version that read its document",
        "mart.awards: every award of a current article belongs to one event",
        "mart.awards_resolved: an event lists its mentions",
        "mart.awards_resolved: an event is told by no more articles than mentions",
        "mart.awards_resolved: an event has a count of at least 1",
        "mart.dim_organization: the body above a body is there",
        "mart.summary_award: the sums that are kept are those of the awards",
        "mart.summary_coverage: the counts that are kept are those of articles, facts and recipients",
    }


@pytest.mark.usefixtures("published")
def test_two_current_versions_of_an_article_are_found(engine: Engine, url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX mart.uq_dim_article_current"))
        connection.execute(
            text("UPDATE mart.dim_article SET article_id = (SELECT article_id FROM mart.dim_article LIMIT 1)")
        )
    assert "an article has at most one current version" in {f.expectation for f in verdict(url).critical}
