"""The suites: what must hold of the rows of a load before they enter the mart, and of the mart as it stands."""

from collections.abc import Iterable, Sequence
from typing import Final

from great_expectations.expectations.expectation import Expectation

from expectations import counting, drift, facts, night
from expectations.building import CRITICAL, WARNING, Suite, no_rows, not_null
from expectations.volumes import Volume

HEX_DIGEST: Final = "^[0-9a-f]{64}$"

_FACTS: Final = (
    ("award", "award_key", facts.award),
    ("campaign", "campaign_fact_key", facts.campaign),
    ("result", "result_key", facts.result),
)

_OF_LOAD = (
    "SELECT l.load_id::text AS row_key, NULL AS source_uri, l.holder AS sentence, {met} AS met, o.*"
    " FROM ops.load l CROSS JOIN (SELECT count(*) FILTER (WHERE d.source_uri IS NOT NULL) AS staged,"
    " count(*) FILTER (WHERE d.source_uri IS NULL AND outcome = 'quarantined') AS quarantined,"
    " count(*) FILTER (WHERE d.source_uri IS NULL AND outcome = 'skipped') AS skipped"
    " FROM (SELECT source_uri FROM staging.document WHERE load_id = {load_id}) d"
    " FULL JOIN (SELECT source_uri, outcome FROM ops.load_document WHERE load_id = {load_id}) n USING (source_uri)) o"
    " WHERE l.load_id = {load_id}"
)
_OF_DOCUMENT = (
    "SELECT *, document_key::text AS row_key, title AS sentence,"
    " count(*) FILTER (WHERE tells) OVER (PARTITION BY article_key) AS tellers"
    " FROM staging.document WHERE load_id = {load_id}"
)
# Here and not in the expectation, so that no row has to carry the text of its article along.
_MISQUOTED: Final = (
    "(f.char_start < 0 OR f.char_end < f.char_start"
    " OR substr({text}, f.char_start + 1, greatest(f.char_end - f.char_start, 0)) <> f.quote)"
)
_OF_FACT = (
    "SELECT f.*, f.{key}::text AS row_key, f.quote AS sentence, d.source_uri, {misquoted} AS is_misquoted,"
    " d.extractor_version AS document_extractor_version, d.document_key IS NULL AS is_orphan{more}"
    " FROM staging.{table} f LEFT JOIN staging.document d USING (load_id, document_key)"
    " WHERE f.load_id = {load_id}"
)
_OF_RECIPIENT = (
    "SELECT r.*, r.award_key || ' ' || r.position AS row_key, r.name AS sentence, d.source_uri,"
    " NOT EXISTS (SELECT FROM staging.award a WHERE a.load_id = r.load_id AND a.award_key = r.award_key"
    " AND a.document_key = r.document_key) AS is_orphan"
    " FROM staging.award_recipient r LEFT JOIN staging.document d USING (load_id, document_key)"
    " WHERE r.load_id = {load_id}"
)
_OF_MART_FACT: Final = (
    "SELECT f.*, f.{key}::text AS row_key, f.quote AS sentence, a.source_uri, {misquoted} AS is_misquoted,"
    " a.extractor_version AS document_extractor_version, f.article_key AS document_key,"
    " a.article_key IS NULL AS is_orphan, CASE WHEN f.organization_key <> 0 THEN o.name END AS organization,"
    " CASE WHEN f.campaign_key <> 0 THEN c.name END AS campaign{title}"
    " FROM mart.fact_{table} f LEFT JOIN mart.dim_article a USING (article_key)"
    " LEFT JOIN mart.dim_organization o USING (organization_key) LEFT JOIN mart.dim_campaign c USING (campaign_key)"
)
_RANKED: Final = (
    ", sum(f.count) FILTER (WHERE f.prize IS NOT NULL)"
    " OVER (PARTITION BY f.article_key, f.quote, f.award_title_key, f.recipient_kind) AS ranked"
    ", count(f.prize) OVER (PARTITION BY f.article_key, f.quote, f.award_title_key, f.recipient_kind) AS ranks"
)
_TITLE: Final = (
    ", CASE WHEN f.award_title_key <> 0"
    " THEN (SELECT name FROM mart.dim_award_title t WHERE t.award_title_key = f.award_title_key) END AS award_title"
)
_OF_ARTICLE: Final = (
    "SELECT a.*, a.article_key::text AS row_key, a.title AS sentence,"
    " count(*) FILTER (WHERE is_current) OVER (PARTITION BY article_id) AS current_versions,"
    " EXISTS (SELECT FROM ops.document d WHERE d.article_key = a.article_key) AS is_held FROM mart.dim_article a"
)
_OF_EVENT: Final = (
    "SELECT r.*, r.event_id::text AS row_key, r.article_ids::text AS source_uri, r.award_title AS sentence"
    " FROM mart.awards_resolved r"
)
_OF_MENTION: Final = (
    "SELECT w.award_key::text AS row_key, w.source_uri, w.quote AS sentence, count(r.event_id) AS events"
    " FROM mart.awards w LEFT JOIN (SELECT event_id, unnest(award_keys) AS award_key FROM mart.awards_resolved) r"
    " USING (award_key) GROUP BY w.award_key, w.source_uri, w.quote"
)
_OF_BODY: Final = (
    "SELECT o.*, o.organization_key::text AS row_key, NULL AS source_uri, o.name AS sentence,"
    " NOT EXISTS (SELECT FROM mart.dim_organization p WHERE p.organization_key = o.parent_key) AS lacks_parent"
    " FROM mart.dim_organization o"
)
_OF_SUMS: Final = (
    "SELECT concat_ws(' ', organization_key, year, award_title_key, level, recipient_kind, status) AS row_key,"
    " NULL AS source_uri, level AS sentence, k.awards, k.recognised, s.awards AS summed_awards,"
    " s.recognised AS summed_recognised FROM mart.summary_award k"
    " FULL JOIN (SELECT organization_key, coalesce(year_to, 0) AS year, award_title_key,"
    " coalesce(level, 'unknown') AS level, recipient_kind, status, count(*) AS awards, sum(count)::bigint AS recognised"
    " FROM mart.resolved_award GROUP BY 1, 2, 3, 4, 5, 6) s"
    " USING (organization_key, year, award_title_key, level, recipient_kind, status)"
)
_OF_COUNTS: Final = (
    "SELECT 'mart' AS row_key, NULL AS source_uri, 'all of it' AS sentence,"
    " (SELECT coalesce(sum(articles), 0) FROM mart.summary_coverage) <> (SELECT count(*) FROM mart.articles) OR"
    " (SELECT coalesce(sum(awards), 0) FROM mart.summary_coverage) <> (SELECT count(*) FROM mart.awards) OR"
    " (SELECT coalesce(sum(campaigns), 0) FROM mart.summary_coverage) <> (SELECT count(*) FROM mart.campaigns) OR"
    " (SELECT coalesce(sum(results), 0) FROM mart.summary_coverage) <> (SELECT count(*) FROM mart.results) OR"
    " (SELECT coalesce(sum(mentions), 0) FROM mart.summary_mention) <> (SELECT count(*) FROM mart.awards) OR"
    " (SELECT coalesce(sum(awards), 0) FROM mart.summary_recipient) <> (SELECT count(*)"
    " FROM mart.bridge_event_recipient JOIN mart.resolved_award USING (event_id) WHERE status = 'awarded')"
    " AS is_off"
)
_OF_PUBLISHING: Final = (
    "SELECT 'warehouse' AS row_key, NULL AS source_uri, max(ended_at)::text AS sentence,"
    " coalesce(max(ended_at) < now() - interval '36 hours', true) AS is_stale FROM ops.load WHERE status = 'published'"
)


def load_suites(load_id: int, met: int, volumes: Sequence[Volume] = ()) -> tuple[Suite, ...]:
    """Return the suites of a load, one a table, in the order in which failures should be read.

    Args:
        load_id: of the load.
        met: number of documents, by address, that the run came upon.
        volumes: of the sources that were asked, if any were.
    """
    nothing_lost = no_rows(
        "every document met is staged, quarantined or skipped by name",
        "met <> staged + quarantined + skipped",
        "met staged quarantined skipped",
    )
    return (
        Suite("ops.load", _OF_LOAD.format(met=met, load_id=load_id), (nothing_lost,)),
        *night.suites(volumes, load_id),
        Suite("staging.document", _OF_DOCUMENT.format(load_id=load_id), tuple(_document())),
        *(
            Suite(
                f"staging.{table}",
                _OF_FACT.format(
                    table=table,
                    key=key,
                    load_id=load_id,
                    misquoted=_MISQUOTED.format(text="d.text"),
                    more=_RANKED if table == "award" else "",
                ),
                (*facts.grounded(table, key), *values()),
            )
            for table, key, values in _FACTS
        ),
        Suite("staging.award_recipient", _OF_RECIPIENT.format(load_id=load_id), tuple(_recipient())),
        *(drift.suite(column, load_id) for column in drift.COLUMNS),
    )


def mart_suites() -> tuple[Suite, ...]:
    """Return the suites of the mart as it stands: every row of it, whichever load brought it."""
    fresh = no_rows("a load was published in the last 36 hours", "is_stale", "is_stale", WARNING)
    parents = no_rows("the body above a body is there", "lacks_parent", "parent_key")
    sums = no_rows(
        "the sums that are kept are those of the awards",
        "awards IS DISTINCT FROM summed_awards OR recognised IS DISTINCT FROM summed_recognised",
        "awards summed_awards recognised summed_recognised",
    )
    counts = no_rows("the counts that are kept are those of articles, facts and recipients", "is_off")
    one_event = no_rows("every award of a current article belongs to one event", "events <> 1", "events")
    return (
        Suite("ops.load", _OF_PUBLISHING, (fresh,)),
        Suite("mart.dim_article", _OF_ARTICLE, tuple(_article())),
        *(
            Suite(
                f"mart.fact_{table}",
                _OF_MART_FACT.format(
                    table=table,
                    key=key,
                    misquoted=_MISQUOTED.format(text="a.text"),
                    title=_TITLE + _RANKED if table == "award" else "",
                ),
                (*facts.grounded(table, key), *values()),
            )
            for table, key, values in _FACTS
        ),
        Suite("mart.awards", _OF_MENTION, (one_event,)),
        Suite("mart.awards_resolved", _OF_EVENT, tuple(_event())),
        Suite("mart.dim_organization", _OF_BODY, (parents,)),
        Suite("mart.summary_award", _OF_SUMS, (sums,)),
        Suite("mart.summary_coverage", _OF_COUNTS, (counts,)),
    )


def _document() -> Iterable[Expectation]:
    yield from not_null(
        "document_key source_uri payload_digest path fetched_at article_key article_id text_digest publisher_key "
        "published_date_key language text extractor_version read_digest tells"
    )
    yield counting.Unique(column="document_key", severity=CRITICAL, description="a document is staged once")
    yield counting.Unique(column="source_uri", severity=CRITICAL, description="an address is staged once")
    for column in ("text_digest", "read_digest", "payload_digest"):
        yield counting.MatchesRegex(
            column=column, regex=HEX_DIGEST, severity=CRITICAL, description=f"{column} is a SHA-256 in hex"
        )
    yield counting.LengthBetween(column="text", min_value=1, severity=CRITICAL, description="an article has text")
    yield counting.LengthBetween(
        column="text",
        min_value=200,
        severity=WARNING,
        description="an article is longer than a caption (200 characters)",
    )
    yield counting.NotNull(
        column="title", severity=WARNING, mostly=0.9, description="nine articles in ten have a headline"
    )
    yield counting.InSet(
        column="language", value_set=["vi"], severity=WARNING, description="articles are in Vietnamese"
    )
    yield counting.Between(
        column="published_date_key",
        min_value=0,
        max_value=facts.LAST_DATE_KEY,
        severity=CRITICAL,
        description="the day of publication is in the calendar",
    )
    yield no_rows(
        "an article is not dated after it was fetched",
        "published_at > fetched_at + interval '1 day'",
        "published_at fetched_at",
    )
    yield no_rows(
        "the day of publication is the day of its moment in Vietnam",
        "published_date_key <> 0"
        " AND published_date_key <> to_char(published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMMDD')::int",
        "published_at published_date_key",
    )
    yield no_rows(
        "each article version is told by exactly one of its documents",
        "tellers <> 1",
        "article_key tells tellers",
    )
    yield no_rows(
        "an article text is normalised (Unicode NFC)",
        "text IS NOT NFC NORMALIZED",
    )


def _article() -> Iterable[Expectation]:
    yield counting.LengthBetween(column="text", min_value=1, severity=CRITICAL, description="an article has text")
    yield no_rows("an article text is normalised (Unicode NFC)", "text IS NOT NFC NORMALIZED")
    yield no_rows("an article has at most one current version", "current_versions > 1", "article_id current_versions")
    yield no_rows("a current version is held by a document", "is_current AND NOT is_held", "article_id")


def _event() -> Iterable[Expectation]:
    yield no_rows("an event lists its mentions", "mentions <> cardinality(award_keys)", "mentions award_keys")
    yield counting.Between(
        column="count", min_value=1, severity=CRITICAL, description="an event has a count of at least 1"
    )
    yield no_rows("an event is told by no more articles than mentions", "articles > mentions", "articles mentions")


def _recipient() -> Iterable[Expectation]:
    yield from not_null("award_key document_key position name person_key organization_key")
    yield counting.UniqueTogether(
        column_list=["document_key", "award_key", "position"],
        severity=CRITICAL,
        description="a place in a list is taken once",
    )
    yield counting.Between(
        column="position", min_value=1, severity=CRITICAL, description="places in a list count from 1"
    )
    yield counting.LengthBetween(
        column="name",
        min_value=2,
        max_value=300,
        severity=WARNING,
        description="a recipient has a name, not a paragraph",
    )
    yield no_rows(
        "a recipient belongs to an award of the load",
        "is_orphan",
    )
    yield no_rows(
        "a recipient is a person or a body, not both",
        "person_key <> 0 AND organization_key <> 0",
    )
