"""What must hold of facts, on their way in and in the mart alike.

Domains come from the literals of the fact records, which the reader and the schema share; the rest is judgement.
"""

from collections.abc import Iterable
from typing import Final

from great_expectations.expectations.expectation import Expectation

from expectations import counting
from expectations.building import CRITICAL, WARNING, domain, no_rows, not_null
from transform import facts

FIRST_YEAR: Final = 1945
"""Emulation as a state practice begins with the appeal of 11 June 1948; articles go back as far as the Republic."""
LARGEST_COUNT: Final = 12_000_000
"""More than all members of Vietnam's unions together: a count beyond it is a year, a sum of money or a misreading."""
STRIKING_COUNT: Final = 1_000_000
LAST_DATE_KEY: Final = 20491231
"""Last day of `mart.dim_date`."""
STATED_DATE: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def grounded(table: str, key: str) -> Iterable[Expectation]:
    """What every fact owes: a key, its document, and the very words of the article."""
    yield from not_null(f"{key} document_key article_key quote char_start char_end rule extractor_version")
    yield counting.UniqueTogether(
        column_list=["document_key", key], severity=CRITICAL, description="a document states a fact once"
    )
    yield no_rows(
        f"every {table} belongs to an article that is there",
        "is_orphan",
    )
    yield no_rows(
        "the offsets give the quote: text[char_start:char_end] == quote",
        "is_misquoted",
        "char_start char_end",
    )
    yield counting.LengthBetween(column="quote", min_value=1, severity=CRITICAL, description="a quote has words")
    yield counting.LengthBetween(
        column="quote", max_value=1500, severity=WARNING, description="a quote is a passage, not an article"
    )
    yield no_rows(
        "a fact was read by the version that read its document",
        "extractor_version <> document_extractor_version",
        "extractor_version",
    )
    yield no_rows(
        "the key of the body is 0 exactly where no body was read",
        "(organization_key = 0) <> (organization IS NULL)",
        "organization",
    )
    yield no_rows(
        "the key of the campaign is 0 exactly where no campaign was read",
        "(campaign_key = 0) <> (campaign IS NULL)",
        "campaign",
    )


def award() -> Iterable[Expectation]:
    yield from not_null("count count_qualifier recipient_kind status award_title_key organization_key campaign_key")
    yield domain("count_qualifier", facts.Qualifier)
    yield domain("recipient_kind", facts.RecipientKind)
    yield domain("level", facts.Level)
    yield domain("status", facts.Status)
    yield counting.Between(
        column="count",
        min_value=1,
        max_value=LARGEST_COUNT,
        strict_max=True,
        severity=CRITICAL,
        description=f"a count is at least 1 and below {LARGEST_COUNT:,}",
    )
    yield counting.Between(
        column="count",
        max_value=STRIKING_COUNT,
        severity=WARNING,
        description=f"more than {STRIKING_COUNT:,} recognised at once is worth a look",
    )
    yield from _years()
    yield no_rows(
        "the key of the title is 0 exactly where no title was read",
        "(award_title_key = 0) <> (award_title IS NULL)",
        "award_title",
    )
    yield no_rows(
        "what is conferred already is not dated in years to come",
        "status = 'awarded' AND year_from > extract(year FROM now()) + 1",
        "year_from year_to",
        WARNING,
    )
    yield no_rows(
        "a union of a district or a single employer confers nothing at national level",
        "status = 'awarded' AND level = 'national'"
        " AND organization ~* '^(Liên đoàn Lao động (quận|huyện|thị xã)|Công đoàn cơ sở|Công ty)'",
        "organization level",
        WARNING,
    )
    yield no_rows(
        "what the whole nation's bodies confer is no award of one employer or district",
        "status = 'awarded' AND level IN ('grassroots', 'district')"
        " AND organization ~* '^(Tổng Liên đoàn Lao động Việt Nam|Thủ tướng|Chủ tịch nước|Chính phủ)'",
        "organization level",
        WARNING,
    )
    yield no_rows(
        "the ranks of an award add up to no more than the total told beside them",
        "prize IS NULL AND ranked > count AND count >= ranks",  # fewer than the ranks: "hai giải tập thể", no total
        "award_title count ranked",
        WARNING,
    )
    yield no_rows(
        "the number of an award stands in its quote",
        r"count > 100 AND quote !~ '\d'",
        "count",
        WARNING,
    )


def campaign() -> Iterable[Expectation]:
    yield from not_null("campaign kind start_date_key end_date_key")
    yield domain("kind", facts.CampaignKind)
    yield counting.LengthBetween(column="campaign", min_value=2, severity=CRITICAL, description="a campaign has a name")
    yield counting.LengthBetween(
        column="campaign", max_value=300, severity=WARNING, description="the name of a campaign is no paragraph"
    )
    for column in ("date_from", "date_to"):
        yield counting.MatchesRegex(
            column=column,
            regex=STATED_DATE,
            severity=CRITICAL,
            description=f"{column} is a day, a month or a year in ISO form",
        )
    yield no_rows(
        "a campaign does not end before it begins",
        "start_date_key <> 0 AND end_date_key <> 0 AND end_date_key < start_date_key",
        "campaign date_from date_to",
    )
    for column in ("start_date_key", "end_date_key"):
        yield counting.Between(
            column=column,
            min_value=0,
            max_value=LAST_DATE_KEY,
            severity=CRITICAL,
            description=f"{column} is in the calendar",
        )


def result() -> Iterable[Expectation]:
    yield from not_null("measure value value_qualifier")
    yield domain("measure", facts.Measure)
    yield domain("value_qualifier", facts.Qualifier)
    yield counting.Between(column="value", min_value=0, severity=CRITICAL, description="a value is not negative")
    yield from _years()
    yield no_rows(
        "a rate is at most 1,000 per cent",
        "measure IN ('rate_percent', 'target_percent') AND value > 1000",
        "measure value",
        WARNING,
    )
    yield no_rows(
        "money is written in đồng, no benefit is below 100,000",
        "measure = 'benefit_vnd' AND value < 100000",
        "measure value",
        WARNING,
    )
    yield no_rows(
        "pieces and persons are whole numbers",
        "value <> floor(value)"
        " AND measure IN ('entries', 'participants', 'organizations', 'initiatives', 'works', 'target_count')",
        "measure value",
        WARNING,
    )


def _years() -> Iterable[Expectation]:
    for column in ("year_from", "year_to"):
        yield counting.Between(
            column=column,
            min_value=FIRST_YEAR,
            max_value=2100,
            severity=CRITICAL,
            description=f"{column} is a year of the Republic",
        )
    yield counting.AGreaterThanB(
        column_A="year_to",
        column_B="year_from",
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        severity=CRITICAL,
        description="years run forward",
    )
