"""Resolved facts: one row for one real event, however many articles and sentences tell of it."""

from sqlalchemy import BigInteger, Boolean, DateTime, Double, ForeignKey, Index, Integer, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from transform.facts import CampaignKind, Level, Qualifier, RecipientKind, Status
from warehouse.schema import dimensions as dim
from warehouse.schema.base import TextArray, column, metadata, one_of

Keys = ARRAY(UUID(as_uuid=False))

award = Table(
    "resolved_award",
    metadata,
    column(
        "event_id",
        UUID(as_uuid=False),
        "The event: made of event_key, its least count and, where the form recurs, the first day of publication",
        primary_key=True,
    ),
    column("event_key", UUID(as_uuid=False), "What its mentions share", index=True),
    column(
        "organization_key",
        BigInteger,
        "Body that confers; 0 if no mention says",
        ForeignKey(dim.organization.c.organization_key),
    ),
    column(
        "campaign_key",
        BigInteger,
        "Campaign in which it was won; 0 if no mention says",
        ForeignKey(dim.campaign.c.campaign_key),
    ),
    column(
        "award_title_key",
        BigInteger,
        "Title, honour or form; 0 if no mention says",
        ForeignKey(dim.award_title.c.award_title_key),
    ),
    column(
        "count",
        BigInteger,
        "How many were recognised: the count that most articles tell; then an exact one, the latest, the greatest",
        unit="recipients or prizes",
    ),
    column("count_qualifier", Text, "Hedge of that count", one_of("count_qualifier", Qualifier)),
    column("recipient_kind", Text, "What was counted", one_of("recipient_kind", RecipientKind)),
    column("prize", Text, "Rank or class inside the award; null if none", null=True),
    column(
        "level",
        Text,
        "Level, of the mention shown, else of another; null if none tells",
        one_of("level", Level),
        null=True,
    ),
    column("year_from", SmallInteger, "First year it covers; null if no mention says", null=True),
    column("year_to", SmallInteger, "Last year it covers; null if no mention says", null=True),
    column("status", Text, "awarded, or nominated", one_of("status", Status)),
    column("mentions", Integer, "Mentions that tell of it", unit="mention"),
    column("articles", Integer, "Articles among them", unit="article"),
    column("stories", Integer, "Stories among them, copies of one text being one: independent support", unit="story"),
    column("contradicted", Boolean, "Whether articles tell different counts of it, each within a quarter of the next"),
    column("counts", ARRAY(BigInteger), "All counts told, rising", example="{188,190}"),
    column("score", Double, "Share of the mentions that tell the count shown", unit="0 to 1"),
    column(
        "rule",
        Text,
        "Why its mentions are one event: single, same_facts, same_sentence (copies of the words), contradiction",
    ),
    column("award_keys", Keys, "The mentions, in the order of publication"),
    column("article_ids", Keys, "Their articles, sorted"),
    column("first_published_at", DateTime(timezone=True), "First publication", null=True),
    column("last_published_at", DateTime(timezone=True), "Last publication", null=True),
    schema="mart",
    comment="Grain: one award in the real world. Summing count is safe; where contradicted, the sum takes the count shown.",
)
Index("ix_resolved_award_organization_key", award.c.organization_key, award.c.year_to)
Index("ix_resolved_award_award_title_key", award.c.award_title_key, award.c.year_to)
Index("ix_resolved_award_contradicted", award.c.last_published_at, postgresql_where=award.c.contradicted)
Index(
    "ix_resolved_award_prizes",
    award.c.year_to,
    award.c.campaign_key,
    postgresql_where=award.c.prize.is_not(None),
    postgresql_include=["organization_key", "prize", "count"],
)

campaign = Table(
    "resolved_campaign",
    metadata,
    column(
        "campaign_key",
        BigInteger,
        "The campaign",
        ForeignKey(dim.campaign.c.campaign_key),
        primary_key=True,
        autoincrement=False,
    ),
    column(
        "organization_key",
        BigInteger,
        "Body that launches or runs it; 0 if not said",
        ForeignKey(dim.organization.c.organization_key),
        primary_key=True,
        autoincrement=False,
    ),
    column(
        "year",
        SmallInteger,
        "Year in which the run begins, as stated; 0 where no year is",
        primary_key=True,
        autoincrement=False,
    ),
    column(
        "kind",
        Text,
        "movement, contest, programme, drive or peak: what most mentions say",
        one_of("kind", CampaignKind),
    ),
    column("date_from", Text, "Beginning, in the most exact form told; null if none", null=True),
    column("date_to", Text, "End, in the most exact form told; null if none", null=True),
    column("theme", Text, "Theme that most mentions tell; null if none", null=True),
    column("mentions", Integer, "Mentions that tell of it", unit="mention"),
    column("articles", Integer, "Articles among them", unit="article"),
    column("contradicted", Boolean, "Whether mentions tell different days for its beginning or its end"),
    column("dates", TextArray, "All beginnings and ends told, as from/to, sorted"),
    column("campaign_fact_keys", Keys, "The mentions, in the order of publication"),
    column("article_ids", Keys, "Their articles, sorted"),
    column("first_published_at", DateTime(timezone=True), "First publication", null=True),
    column("last_published_at", DateTime(timezone=True), "Last publication", null=True),
    schema="mart",
    comment="Grain: one body's run of one campaign, beginning in one year where a year is told.",
)
Index("ix_resolved_campaign_organization_key", campaign.c.organization_key)
