"""Sums over the star that a publish keeps up to date, so that questions over everything are answered at once.

Each is what a GROUP BY over the tables it names would give; expectations over the mart hold them to that.
"""

from typing import get_args

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from transform.facts import Level, RecipientKind, Status
from warehouse.schema import dimensions as dim
from warehouse.schema import resolved
from warehouse.schema.base import column, listed, metadata, one_of

UNKNOWN_LEVEL = "unknown"


def _key(table: Table, meaning: str) -> Column[int]:
    key = table.primary_key.columns[0]
    return column(key.name, BigInteger, meaning, ForeignKey(key), primary_key=True, autoincrement=False)


def _month() -> Column[int]:
    return column("month", Integer, "Month of publication in Vietnam as YYYYMM; 0 if not known", primary_key=True, autoincrement=False, example="202211")  # fmt: skip


award = Table(
    "summary_award",
    metadata,
    _key(dim.organization, "Body that confers; 0 if no mention says"),
    column("year", SmallInteger, "Last year it covers; 0 if no mention says", primary_key=True, autoincrement=False, example="2022"),
    _key(dim.award_title, "Title, honour or form; 0 if no mention says"),
    column("level", Text, f"Level; {UNKNOWN_LEVEL} if none tells", primary_key=True),
    column("recipient_kind", Text, "What was counted", one_of("recipient_kind", RecipientKind), primary_key=True),
    column("status", Text, "awarded, or nominated", one_of("status", Status), primary_key=True),
    column("awards", BigInteger, "Awards", unit="award"),
    column("recognised", BigInteger, "Sum of their counts", unit="recipients or prizes"),
    CheckConstraint(f"level IN ({listed((*get_args(Level), UNKNOWN_LEVEL))})", name="level"),
    schema="mart",
    comment="Grain: one body, year, title, level, kind of recipient and status. Sums of mart.resolved_award: safe to sum again.",
)  # fmt: skip
Index("ix_summary_award_year", award.c.year)

coverage = Table(
    "summary_coverage",
    metadata,
    _key(dim.publisher, "Publisher"),
    _month(),
    column("articles", BigInteger, "Articles", unit="article"),
    column("awards", BigInteger, "Awards that they tell of, each as often as it is told", unit="mention"),
    column("campaigns", BigInteger, "Campaigns that they tell of, the same", unit="mention"),
    column("results", BigInteger, "Results that they tell of, the same", unit="mention"),
    schema="mart",
    comment="Grain: one publisher and month. Counts of current articles and of the facts they state.",
)

mention = Table(
    "summary_mention",
    metadata,
    _key(dim.organization, "Body that confers; 0 if not said"),
    _month(),
    column("mentions", BigInteger, "Awards told of it, each as often as it is told", unit="mention"),
    schema="mart",
    comment="Grain: one conferring body and month of publication. Counts of awards as current articles tell them.",
)

event_recipient = Table(
    "bridge_event_recipient",
    metadata,
    column("event_id", UUID(as_uuid=False), "The award in the real world", ForeignKey(resolved.award.c.event_id, ondelete="CASCADE"), primary_key=True),
    _key(dim.person, "The person; 0 if it is a body"),
    _key(dim.organization, "The body; 0 if it is a person"),
    schema="mart",
    comment="Grain: one person or body that any mention names for one award in the real world.",
)  # fmt: skip
Index("ix_bridge_event_recipient_person_key", event_recipient.c.person_key)
Index("ix_bridge_event_recipient_organization_key", event_recipient.c.organization_key)

recipient = Table(
    "summary_recipient",
    metadata,
    _key(dim.person, "The person; 0 if it is a body"),
    _key(dim.organization, "The body; 0 if it is a person"),
    column("awards", BigInteger, "Awards in the real world that it was named for, nominations left out", unit="award"),
    schema="mart",
    comment="Grain: one person or body named for awards. Counts of mart.bridge_event_recipient.",
)
Index("ix_summary_recipient_awards", recipient.c.awards)
