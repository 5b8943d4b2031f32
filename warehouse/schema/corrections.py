"""Corrections: what people know better than the reader, and what the reader said where they do.

`FIELDS` is the one list of what may be corrected and to which values; the check of the table is made from it.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Identity, Index, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from transform.facts import CampaignKind, Level, Measure, Qualifier, RecipientKind, Status
from warehouse.schema.base import column, listed, metadata

FactKind = Literal["award", "campaign", "result"]
CorrectionStatus = Literal["pending", "applied", "review", "superseded"]


@dataclass(frozen=True, slots=True)
class Field:
    """What a field of a fact may hold, as text."""

    words: str
    """For a message: "a whole number above 0"."""
    pattern: str = ""
    """Regular expression to be found in it, of PostgreSQL and of Python; none where the values are listed."""
    values: tuple[str, ...] = ()
    """The only values, if they are listed."""
    null: bool = True
    """Whether it may be emptied."""

    @property
    def check(self) -> str:
        """The condition on the column `value` in SQL, true or false and never null."""
        met = f"value IN ({listed(self.values)})" if self.values else f"value ~ '{self.pattern}'"
        return f"coalesce({met}, {str(self.null).lower()})"


def _one_of(literal: object, *, null: bool = False) -> Field:
    values = get_args(literal)
    return Field(f"one of {', '.join(values)}", values=values, null=null)


_NAME = Field("a name", r"\S")
_COUNT = Field("a whole number above 0", r"^[1-9]\d{0,11}$", null=False)
_NUMBER = Field("a number, with a point before decimals", r"^\d{1,18}(\.\d{1,6})?$", null=False)
_YEAR = Field("a year from 1945 to 2099", r"^(19(4[5-9]|[5-9]\d)|20\d\d)$")
DAY = Field(
    "a day as YYYY-MM-DD, a month as YYYY-MM or a year", r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
)
"""The pattern lets a 31 February by, which is held against the calendar when it is carried out."""
_NAMES = Field(
    'a list of names as JSON, such as ["Nguyễn Thị Hoa"]', r'^\[("([^"\\]|\\.)+"(, ?"([^"\\]|\\.)+")*)?\]$', null=False
)

FIELDS: dict[str, dict[str, Field]] = {
    "award": {
        "count": _COUNT,
        "count_qualifier": _one_of(Qualifier),
        "recipient_kind": _one_of(RecipientKind),
        "award_title": _NAME,
        "prize": _NAME,
        "level": _one_of(Level, null=True),
        "organization": _NAME,
        "campaign": _NAME,
        "year_from": _YEAR,
        "year_to": _YEAR,
        "status": _one_of(Status),
        "recipients": _NAMES,
    },
    "campaign": {
        "campaign": Field("a name", r"\S", null=False),
        "kind": _one_of(CampaignKind),
        "organization": _NAME,
        "date_from": DAY,
        "date_to": DAY,
        "theme": _NAME,
    },
    "result": {
        "measure": _one_of(Measure),
        "value": _NUMBER,
        "value_qualifier": _one_of(Qualifier),
        "campaign": _NAME,
        "organization": _NAME,
        "year_from": _YEAR,
        "year_to": _YEAR,
    },
}


def _allowed() -> str:
    cases = "".join(
        f" WHEN '{fact}.{name}' THEN {field.check}" for fact, fields in FIELDS.items() for name, field in fields.items()
    )
    return f"CASE WHEN field IS NULL THEN value IS NULL ELSE CASE fact || '.' || field{cases} ELSE false END END"


correction = Table(
    "correction",
    metadata,
    column("correction_id", BigInteger, "Identity, rising: of two corrections of one field the later counts", Identity(always=True), primary_key=True),
    column("fact", Text, "Which kind of fact", example="award, campaign, result"),
    column("fact_key", UUID(as_uuid=False), "The fact as it stood when it was corrected: award_key, campaign_fact_key or result_key of the flat views"),
    column("field", Text, "Field that is replaced; null if the fact is wrong as a whole", example="count", null=True),
    column("value", Text, "What is right; null to empty the field, or if the fact is wrong as a whole", example="188", null=True),
    column("reason", Text, "Why, for those who come after", example="the decision of 12 May 2023 says 188"),
    column("corrected_by", Text, "Who", server_default=text("SESSION_USER")),
    column("corrected_at", DateTime(timezone=True), "When", server_default=text("now()")),
    column("article_id", UUID(as_uuid=False), "Article that states it; filled in when first carried out", null=True, index=True),
    column("quote", Text, "Words that it was read from; filled in when first carried out", null=True),
    column("char_start", Integer, "Where they began; filled in when first carried out", unit="character, from 0", null=True),
    column("sentence", Text, "Whole sentences around them: once they differ, the correction asks for review; filled in when first carried out", null=True),
    column("as_read", JSONB, "What the reader had read, field by field; filled in when first carried out", null=True),
    column("status", Text, f"How it stands: {', '.join(get_args(CorrectionStatus))}", server_default="pending"),
    column("note", Text, "Why it asks for review or does not count; else null", null=True),
    column("applies_to", UUID(as_uuid=False), "The fact that it corrects now; null if none", null=True, index=True),
    column("carried_out", Text, "Field and value that were last carried out; if they differ from those given, the next load carries them out", null=True),
    CheckConstraint(f"fact IN ({listed(get_args(FactKind))})", name="fact"),
    CheckConstraint(f"status IN ({listed(get_args(CorrectionStatus))})", name="status"),
    CheckConstraint(r"reason ~ '\S'", name="reason"),
    CheckConstraint(_allowed(), name="value"),
    schema="ops",
    comment="Grain: one correction of one field of one fact, or of a fact as a whole. It wins over the reader, whatever is loaded or read again.",
)  # fmt: skip

fact_as_read = Table(
    "fact_as_read",
    metadata,
    column("fact", Text, "Which kind of fact", example="award", primary_key=True),
    column("fact_key", UUID(as_uuid=False), "Key of the fact", primary_key=True),
    column("article_key", UUID(as_uuid=False), "Article version that states it"),
    column("row", JSONB, "The row as the reader made it"),
    column("recipients", JSONB, "Its rows of mart.bridge_award_recipient", server_default=text("'[]'")),
    column("correction_ids", ARRAY(BigInteger), "Corrections of its article that were carried out with it"),
    schema="ops",
    comment="Grain: one fact whose row in the mart is not as it was read, because of corrections: what a removed correction gives back.",
)
Index("ix_fact_as_read_article_key", fact_as_read.c.article_key)
