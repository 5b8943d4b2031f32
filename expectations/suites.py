"""What must hold of the rows of a load before they may enter the mart.

One suite a staging table. Domains come from the literals of the fact records, which the reader and the schema share;
the rest is judgement, written down here with its severity: critical stops the publish, warning publishes and shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, get_args

import great_expectations.expectations.core as gxe
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from transform import facts

CRITICAL: Final = FailureSeverity.CRITICAL
WARNING: Final = FailureSeverity.WARNING

FIRST_YEAR: Final = 1945
"""Emulation as a state practice begins with the appeal of 11 June 1948; articles go back as far as the Republic."""
LARGEST_COUNT: Final = 12_000_000
"""More than all members of Vietnam's unions together: a count beyond it is a year, a sum of money or a misreading."""
STRIKING_COUNT: Final = 1_000_000
LAST_DATE_KEY: Final = 20491231
"""Last day of `mart.dim_date`."""
HEX_DIGEST: Final = "^[0-9a-f]{64}$"
STATED_DATE: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"


ROW_NAMES: Final = ("row_key", "source_uri", "sentence")
"""Columns that name a failing row to a reader; every suite's query has them."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one table."""

    table: str
    """With its schema."""
    query: str
    """Its rows of one load, with `ROW_NAMES`; `{load_id}` stands for the number of the load."""
    expectations: tuple[Expectation, ...]


_OF_LOAD = (
    "SELECT l.load_id::text AS row_key, NULL AS source_uri, l.holder AS sentence, {met} AS met, o.*"
    " FROM ops.load l CROSS JOIN (SELECT count(*) FILTER (WHERE d.source_uri IS NOT NULL) AS staged,"
    " count(*) FILTER (WHERE d.source_uri IS NULL AND outcome = 'quarantined') AS quarantined,"
    " count(*) FILTER (WHERE d.source_uri IS NULL AND outcome = 'skipped') AS skipped"
    " FROM (SELECT source_uri FROM staging.document WHERE load_id = {{load_id}}) d"
    " FULL JOIN (SELECT source_uri, outcome FROM ops.load_document WHERE load_id = {{load_id}}) n USING (source_uri)) o"
    " WHERE l.load_id = {{load_id}}"
)
_OF_DOCUMENT = (
    "SELECT *, document_key::text AS row_key, title AS sentence,"
    " count(*) FILTER (WHERE tells) OVER (PARTITION BY article_key) AS tellers"
    " FROM staging.document WHERE load_id = {load_id}"
)
_OF_FACT = (
    "SELECT f.*, f.{key}::text AS row_key, f.quote AS sentence, d.source_uri, d.text AS article_text,"
    " d.extractor_version AS document_extractor_version, d.document_key IS NULL AS is_orphan"
    " FROM staging.{table} f LEFT JOIN staging.document d USING (load_id, document_key)"
    " WHERE f.load_id = {{load_id}}"
)
_OF_RECIPIENT = (
    "SELECT r.*, r.award_key || ' ' || r.position AS row_key, r.name AS sentence, d.source_uri,"
    " NOT EXISTS (SELECT FROM staging.award a WHERE a.load_id = r.load_id AND a.award_key = r.award_key"
    " AND a.document_key = r.document_key) AS is_orphan"
    " FROM staging.award_recipient r LEFT JOIN staging.document d USING (load_id, document_key)"
    " WHERE r.load_id = {load_id}"
)


def load_suites(met: int) -> tuple[Suite, ...]:
    """Return the suites of a load, one a table, in the order in which failures should be read.

    `met` is the number of documents, by address, that the run came upon.
    """
    nothing_lost = _no_rows(
        "every document met is staged, quarantined or skipped by name",
        "met <> staged + quarantined + skipped",
        "met staged quarantined skipped",
    )
    return (
        Suite("ops.load", _OF_LOAD.format(met=met), (nothing_lost,)),
        Suite("staging.document", _OF_DOCUMENT, tuple(_document())),
        _fact_suite("award", "award_key", _award()),
        _fact_suite("campaign", "campaign_fact_key", _campaign()),
        _fact_suite("result", "result_key", _result()),
        Suite("staging.award_recipient", _OF_RECIPIENT, tuple(_recipient())),
    )


def _fact_suite(table: str, key: str, own: Iterable[Expectation]) -> Suite:
    return Suite(f"staging.{table}", _OF_FACT.format(table=table, key=key), (*_grounded(table, key), *own))


def _document() -> Iterable[Expectation]:
    yield from _not_null(
        "document_key source_uri payload_digest path fetched_at article_key article_id text_digest publisher_key "
        "published_date_key language text extractor_version read_digest tells"
    )
    yield gxe.ExpectColumnValuesToBeUnique(
        column="document_key", severity=CRITICAL, description="a document is staged once"
    )
    yield gxe.ExpectColumnValuesToBeUnique(
        column="source_uri", severity=CRITICAL, description="an address is staged once"
    )
    for column in ("text_digest", "read_digest", "payload_digest"):
        yield gxe.ExpectColumnValuesToMatchRegex(
            column=column, regex=HEX_DIGEST, severity=CRITICAL, description=f"{column} is a SHA-256 in hex"
        )
    yield gxe.ExpectColumnValueLengthsToBeBetween(
        column="text", min_value=1, severity=CRITICAL, description="an article has text"
    )
    yield gxe.ExpectColumnValueLengthsToBeBetween(
        column="text",
        min_value=200,
        severity=WARNING,
        description="an article is longer than a caption (200 characters)",
    )
    yield gxe.ExpectColumnValuesToNotBeNull(
        column="title", severity=WARNING, mostly=0.9, description="nine articles in ten have a headline"
    )
    yield gxe.ExpectColumnValuesToBeInSet(
        column="language", value_set=["vi"], severity=WARNING, description="articles are in Vietnamese"
    )
    yield gxe.ExpectColumnValuesToBeBetween(
        column="published_date_key",
        min_value=0,
        max_value=LAST_DATE_KEY,
        severity=CRITICAL,
        description="the day of publication is in the calendar",
    )
    yield _no_rows(
        "an article is not dated after it was fetched",
        "published_at > fetched_at + interval '1 day'",
        "published_at fetched_at",
    )
    yield _no_rows(
        "the day of publication is the day of its moment in Vietnam",
        "published_date_key <> 0"
        " AND published_date_key <> to_char(published_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMMDD')::int",
        "published_at published_date_key",
    )
    yield _no_rows(
        "each article version is told by exactly one of its documents",
        "tellers <> 1",
        "article_key tells tellers",
    )
    yield _no_rows(
        "an article text is normalised (Unicode NFC)",
        "text IS NOT NFC NORMALIZED",
    )


def _grounded(table: str, key: str) -> Iterable[Expectation]:
    """What every fact owes: a key, its document, and the very words of the article."""
    yield from _not_null(f"{key} document_key article_key quote char_start char_end rule extractor_version")
    yield gxe.ExpectCompoundColumnsToBeUnique(
        column_list=["document_key", key], severity=CRITICAL, description="a document states a fact once"
    )
    yield _no_rows(
        f"every {table} belongs to a document of the load",
        "is_orphan",
    )
    yield _no_rows(
        "the offsets give the quote: text[char_start:char_end] == quote",
        "char_start < 0 OR char_end < char_start"
        " OR substr(article_text, char_start + 1, greatest(char_end - char_start, 0)) <> quote",
        "char_start char_end",
    )
    yield gxe.ExpectColumnValueLengthsToBeBetween(
        column="quote", min_value=1, severity=CRITICAL, description="a quote has words"
    )
    yield gxe.ExpectColumnValueLengthsToBeBetween(
        column="quote", max_value=1500, severity=WARNING, description="a quote is a passage, not an article"
    )
    yield _no_rows(
        "a fact was read by the version that read its document",
        "extractor_version <> document_extractor_version",
        "extractor_version",
    )
    yield _no_rows(
        "the key of the body is 0 exactly where no body was read",
        "(organization_key = 0) <> (organization IS NULL)",
        "organization",
    )
    yield _no_rows(
        "the key of the campaign is 0 exactly where no campaign was read",
        "(campaign_key = 0) <> (campaign IS NULL)",
        "campaign",
    )


def _award() -> Iterable[Expectation]:
    yield from _not_null("count count_qualifier recipient_kind status award_title_key organization_key campaign_key")
    yield _domain("count_qualifier", facts.Qualifier)
    yield _domain("recipient_kind", facts.RecipientKind)
    yield _domain("level", facts.Level)
    yield _domain("status", facts.Status)
    yield gxe.ExpectColumnValuesToBeBetween(
        column="count",
        min_value=1,
        max_value=LARGEST_COUNT,
        strict_max=True,
        severity=CRITICAL,
        description=f"a count is at least 1 and below {LARGEST_COUNT:,}",
    )
    yield gxe.ExpectColumnValuesToBeBetween(
        column="count",
        max_value=STRIKING_COUNT,
        severity=WARNING,
        description=f"more than {STRIKING_COUNT:,} recognised at once is worth a look",
    )
    yield from _years()
    yield _no_rows(
        "the key of the title is 0 exactly where no title was read",
        "(award_title_key = 0) <> (award_title IS NULL)",
        "award_title",
    )
    yield _no_rows(
        "what is conferred already is not dated in years to come",
        "status = 'awarded' AND year_from > extract(year FROM now()) + 1",
        "year_from year_to",
        WARNING,
    )
    yield _no_rows(
        "a union of a district or a single employer confers nothing at national level",
        "status = 'awarded' AND level = 'national'"
        " AND organization ~* '^(Liên đoàn Lao động (quận|huyện|thị xã)|Công đoàn cơ sở|Công ty)'",
        "organization level",
        WARNING,
    )
    yield _no_rows(
        "the number of an award stands in its quote",
        r"count > 100 AND quote !~ '\d'",
        "count",
        WARNING,
    )


def _campaign() -> Iterable[Expectation]:
    yield from _not_null("campaign kind start_date_key end_date_key")
    yield _domain("kind", facts.CampaignKind)
    yield gxe.ExpectColumnValueLengthsToBeBetween(
        column="campaign", min_value=2, severity=CRITICAL, description="a campaign has a name"
    )
    yield gxe.ExpectColumnValueLengthsToBeBetween(
        column="campaign", max_value=300, severity=WARNING, description="the name of a campaign is no paragraph"
    )
    for column in ("date_from", "date_to"):
        yield gxe.ExpectColumnValuesToMatchRegex(
            column=column,
            regex=STATED_DATE,
            severity=CRITICAL,
            description=f"{column} is a day, a month or a year in ISO form",
        )
    yield _no_rows(
        "a campaign does not end before it begins",
        "start_date_key <> 0 AND end_date_key <> 0 AND end_date_key < start_date_key",
        "campaign date_from date_to",
    )
    for column in ("start_date_key", "end_date_key"):
        yield gxe.ExpectColumnValuesToBeBetween(
            column=column,
            min_value=0,
            max_value=LAST_DATE_KEY,
            severity=CRITICAL,
            description=f"{column} is in the calendar",
        )


def _result() -> Iterable[Expectation]:
    yield from _not_null("measure value value_qualifier")
    yield _domain("measure", facts.Measure)
    yield _domain("value_qualifier", facts.Qualifier)
    yield gxe.ExpectColumnValuesToBeBetween(
        column="value", min_value=0, severity=CRITICAL, description="a value is not negative"
    )
    yield from _years()
    yield _no_rows(
        "a rate is at most 1,000 per cent",
        "measure IN ('rate_percent', 'target_percent') AND value > 1000",
        "measure value",
        WARNING,
    )
    yield _no_rows(
        "money is written in đồng, no benefit is below 100,000",
        "measure = 'benefit_vnd' AND value < 100000",
        "measure value",
        WARNING,
    )
    yield _no_rows(
        "pieces and persons are whole numbers",
        "value <> floor(value)"
        " AND measure IN ('entries', 'participants', 'organizations', 'initiatives', 'works', 'target_count')",
        "measure value",
        WARNING,
    )


def _recipient() -> Iterable[Expectation]:
    yield from _not_null("award_key document_key position name person_key organization_key")
    yield gxe.ExpectCompoundColumnsToBeUnique(
        column_list=["document_key", "award_key", "position"],
        severity=CRITICAL,
        description="a place in a list is taken once",
    )
    yield gxe.ExpectColumnValuesToBeBetween(
        column="position", min_value=1, severity=CRITICAL, description="places in a list count from 1"
    )
    yield gxe.ExpectColumnValueLengthsToBeBetween(
        column="name",
        min_value=2,
        max_value=300,
        severity=WARNING,
        description="a recipient has a name, not a paragraph",
    )
    yield _no_rows(
        "a recipient belongs to an award of the load",
        "is_orphan",
    )
    yield _no_rows(
        "a recipient is a person or a body, not both",
        "person_key <> 0 AND organization_key <> 0",
    )


def _years() -> Iterable[Expectation]:
    for column in ("year_from", "year_to"):
        yield gxe.ExpectColumnValuesToBeBetween(
            column=column,
            min_value=FIRST_YEAR,
            max_value=2100,
            severity=CRITICAL,
            description=f"{column} is a year of the Republic",
        )
    yield gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A="year_to",
        column_B="year_from",
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        severity=CRITICAL,
        description="years run forward",
    )


def _not_null(columns: str) -> Iterable[Expectation]:
    for column in columns.split():
        yield gxe.ExpectColumnValuesToNotBeNull(column=column, severity=CRITICAL, description=f"{column} is filled in")


def _domain(column: str, literal: Any) -> Expectation:  # noqa: ANN401
    values = list(get_args(literal))
    return gxe.ExpectColumnValuesToBeInSet(
        column=column, value_set=values, severity=CRITICAL, description=f"{column} is one of {', '.join(values)}"
    )


def _no_rows(description: str, where: str, columns: str = "", severity: FailureSeverity = CRITICAL) -> Expectation:
    """Expect that no row meets a condition.

    `columns` are shown of those that do, beside `ROW_NAMES`, separated by blanks.
    """
    names = ", ".join((*ROW_NAMES[:2], *columns.split(), ROW_NAMES[2]))
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=f"SELECT {names} FROM {{batch}} WHERE {where}",  # noqa: S608
        severity=severity,
        description=description,
    )
