"""Facts of the star and their staging twins, at the grain of one mention in one article version."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from transform.facts import CampaignKind, Level, Measure, Qualifier, RecipientKind, Status
from warehouse.schema import dimensions as dim
from warehouse.schema.base import TextArray, column, load_id, metadata, one_of

_HEDGE = "trên, hơn, ít nhất are over; gần, dưới are under; khoảng, chừng are about"


def _award() -> list[Column[Any]]:
    return [
        column("count", BigInteger, "How many were recognised", unit="recipients or prizes", example="188", vi="số lượng"),
        column("count_qualifier", Text, "How the article hedges the number: exact, over, under, about", read=_HEDGE),
        column("recipient_kind", Text, "What was counted", vi="cá nhân, tập thể, gia đình, sáng kiến, tác phẩm, giải", example="individual"),
        column("prize", Text, "Rank or class inside the award; null if none", vi="giải, hạng, mức", example="nhất", null=True),
        column("level", Text, "Level at which the recognition is conferred; null if neither words nor awarder tell", vi="cấp", example="district", null=True),
        column("year_from", SmallInteger, "First year the recognition covers; null if nothing says", example="2022", null=True),
        column("year_to", SmallInteger, "Last year the recognition covers; null if nothing says", example="2022", null=True),
        column("status", Text, "awarded, or nominated (đề nghị, đề xuất)", example="awarded"),
    ]  # fmt: skip


def _campaign() -> list[Column[Any]]:
    return [
        column("kind", Text, "movement (phong trào), contest (cuộc thi), programme, drive (cuộc vận động) or peak (đợt cao điểm)", example="movement"),
        column("date_from", Text, "Beginning as stated: a day as ISO date, a month as YYYY-MM or a year as YYYY; null if not said", example="2023-04-01", null=True),
        column("date_to", Text, "End as stated, in the same form; null if not said", example="2023", null=True),
        column("theme", Text, "Stated theme", vi="chủ đề", null=True),
    ]  # fmt: skip


def _result() -> list[Column[Any]]:
    return [
        column(
            "measure",
            Text,
            "What was counted or measured",
            example="initiatives",
            vi="sáng kiến, thí sinh, số tiền làm lợi, tỷ lệ …",
        ),
        column(
            "value",
            Double,
            "The number",
            unit="as the measure says: pieces, persons, đồng, per cent",
            example="27000000000",
        ),
        column("value_qualifier", Text, "How the article hedges the number: exact, over, under, about", read=_HEDGE),
        column("year_from", SmallInteger, "First year it covers; null if nothing says", null=True),
        column("year_to", SmallInteger, "Last year it covers; null if nothing says", null=True),
    ]


def _grounds() -> list[Column[Any]]:
    return [
        column("quote", Text, "Words of the article that state the fact, verbatim", vi="trích dẫn"),
        column("char_start", Integer, "Where the quote begins in the text of the article", unit="character, from 0"),
        column("char_end", Integer, "Where the quote ends, one past its last character", unit="character"),
        column("rule", Text, "Construction that yielded the fact", example="verb_count_kind"),
        column("cues", TextArray, "Words that the construction rested on, in text order", server_default=text("'{}'")),
        column("extractor_version", Text, "Version of the reader", example="1"),
    ]


def _places() -> list[Column[Any]]:
    """Foreign keys that every fact carries."""
    return [
        column("article_key", UUID(as_uuid=False), "Article version that states it", ForeignKey(dim.article.c.article_key, ondelete="CASCADE"), index=True),
        column("publisher_key", BigInteger, "Publisher of the article", ForeignKey(dim.publisher.c.publisher_key)),
        column("published_date_key", Integer, "Day of publication in Vietnam, 0 if not known", ForeignKey(dim.date.c.date_key)),
    ]  # fmt: skip


def _member(table: Table, meaning: str, *, index: bool = False) -> Column[Any]:
    key = table.primary_key.columns[0]
    return column(key.name, BigInteger, f"{meaning}; 0 if the article does not say", ForeignKey(key), index=index)


def _corrected() -> Column[Any]:
    return column("corrected", Boolean, "Whether a person corrected it: mart.corrections says who, when and why", server_default=text("false"))  # fmt: skip


def _event() -> list[Column[Any]]:
    return [
        column("event_key", UUID(as_uuid=False), "What identifies the event: mentions that share it tell of one event"),
        column(
            "recurs",
            Boolean,
            "Whether mentions of that key that are far apart in time are different events: a form of recognition that a body confers all year",
            example="Bằng khen outside a campaign",
        ),
    ]


def _quoted() -> CheckConstraint:
    return CheckConstraint("char_end - char_start = length(quote) AND char_start >= 0", name="offsets")


award = Table(
    "fact_award",
    metadata,
    column("award_key", UUID(as_uuid=False), "Surrogate key, made of article version and content", primary_key=True),
    *_places(),
    _member(dim.organization, "Body that confers", index=True),
    _member(dim.campaign, "Campaign in which it was won"),
    _member(dim.award_title, "Title, honour or form conferred"),
    *_event(),
    *_award(),
    *_grounds(),
    _corrected(),
    CheckConstraint("count > 0", name="count"),
    CheckConstraint("year_from <= year_to", name="years"),
    one_of("count_qualifier", Qualifier),
    one_of("recipient_kind", RecipientKind),
    one_of("level", Level),
    one_of("status", Status),
    _quoted(),
    schema="mart",
    comment="Grain: one counted group of one kind of recipient that got one recognition, as one article version tells it once. "
    "Counts of different mentions overlap: sum mart.awards_resolved instead.",
)

campaign = Table(
    "fact_campaign",
    metadata,
    column("campaign_fact_key", UUID(as_uuid=False), "Surrogate key, made of article version and content", primary_key=True),
    *_places(),
    _member(dim.organization, "Body that launches or runs it", index=True),
    _member(dim.campaign, "The campaign"),
    column("start_date_key", Integer, "First day of its run; of the year where only that is said; 0 if not said", ForeignKey(dim.date.c.date_key)),
    column("end_date_key", Integer, "Last day of its run; of the year where only that is said; 0 if not said", ForeignKey(dim.date.c.date_key)),
    *_campaign(),
    *_grounds(),
    _corrected(),
    one_of("kind", CampaignKind),
    _quoted(),
    schema="mart",
    comment="Grain: one pair of a campaign and a body that launches or runs it, in one article version.",
)  # fmt: skip
Index("ix_fact_campaign_run", campaign.c.campaign_key, campaign.c.organization_key)
Index(
    "ix_fact_campaign_days",
    campaign.c.end_date_key,
    campaign.c.start_date_key,
    postgresql_where=campaign.c.start_date_key > 0,
)

result = Table(
    "fact_result",
    metadata,
    column("result_key", UUID(as_uuid=False), "Surrogate key, made of article version and content", primary_key=True),
    *_places(),
    _member(dim.organization, "Body whose outcome it is", index=True),
    _member(dim.campaign, "Campaign it comes from", index=True),
    *_result(),
    *_grounds(),
    _corrected(),
    CheckConstraint("year_from <= year_to", name="years"),
    one_of("measure", Measure),
    one_of("value_qualifier", Qualifier),
    _quoted(),
    schema="mart",
    comment="Grain: one counted outcome other than an award, as one article version tells it once.",
)
Index("ix_fact_result_measure", result.c.measure, result.c.year_to)

recipient = Table(
    "bridge_award_recipient",
    metadata,
    column("award_key", UUID(as_uuid=False), "The award", ForeignKey(award.c.award_key, ondelete="CASCADE"), primary_key=True),
    column("position", SmallInteger, "Place in the article's list, from 1", primary_key=True, autoincrement=False),
    column("name", Text, "Name as the article gives it", example="Nguyễn Thị Hoa"),
    column("person_key", BigInteger, "The person; 0 if it is a body or a work", ForeignKey(dim.person.c.person_key), index=True),
    column("organization_key", BigInteger, "The body; 0 if it is a person or a work", ForeignKey(dim.organization.c.organization_key), index=True),
    schema="mart",
    comment="Grain: one name given for one award. Joining it to fact_award repeats the count of the award.",
)  # fmt: skip


# Staging: the same rows before the gate. No keys to other tables, no checks, nulls allowed: judging is the gate's work.


def _staged(name: str, comment: str, *columns: Column[Any]) -> Table:
    for each in columns:
        each.nullable = True
    return Table(
        name, metadata, load_id(), *columns, schema="staging", comment=f"{comment} Staged.", prefixes=["UNLOGGED"]
    )


def _staged_places() -> list[Column[Any]]:
    return [
        column("document_key", UUID(as_uuid=False), "Document it was read from"),
        column("article_key", UUID(as_uuid=False), "Article version that states it"),
        column("publisher_key", BigInteger, "Publisher of the article"),
        column("published_date_key", Integer, "Day of publication in Vietnam, 0 if not known"),
        column("organization_key", BigInteger, "Key of the body"),
        column("organization", Text, "Body as read; null if not said", null=True),
        column("campaign_key", BigInteger, "Key of the campaign"),
        column("campaign", Text, "Campaign as read; null if not said", null=True),
    ]


staged_document = _staged(
    "document",
    "Grain: one document of the load, with the article read from it.",
    column("document_key", UUID(as_uuid=False), "Made of address and everything read"),
    column("source_uri", Text, "Where the document was loaded from"),
    column("payload_digest", Text, "SHA-256 of its bytes, in hex"),
    column("path", Text, "Web archive file, below the landing folder"),
    column("warc_offset", BigInteger, "Where its record begins in the file", unit="byte"),
    column("length", BigInteger, "Size of its payload", unit="byte"),
    column("fetched_at", DateTime(timezone=True), "When it was fetched or read from disk"),
    column("http_status", SmallInteger, "HTTP status; null for a file", null=True),
    column("headers", JSONB, "HTTP headers as a list of pairs"),
    column("article_key", UUID(as_uuid=False), "Article version"),
    column("article_id", UUID(as_uuid=False), "Article"),
    column("text_digest", Text, "SHA-256 of title and text, in hex"),
    column("url", Text, "Canonical address", null=True),
    column("publisher_key", BigInteger, "Key of the publisher"),
    column("publisher", Text, "Publisher as read", null=True),
    column("published_date_key", Integer, "Day of publication in Vietnam, 0 if not known"),
    column("published_at", DateTime(timezone=True), "Moment of publication", null=True),
    column("title", Text, "Headline", null=True),
    column("kicker", Text, "Line above the headline", null=True),
    column("author", Text, "Byline", null=True),
    column("captions", TextArray, "Captions of its pictures"),
    column("language", Text, "Language of the text"),
    column("text", Text, "Lead and body"),
    column("signature", ARRAY(BigInteger), "MinHash signature of the text"),
    column("bands", ARRAY(BigInteger), "Hashes of the parts of the signature"),
    column("extractor_version", Text, "Version of the reader"),
    column("read_digest", Text, "SHA-256 over everything read"),
    column("tells", Boolean, "Whether the version is told by this document: one of those that hold it"),
)

staged_award = _staged(
    "award",
    "Grain: one award, as one document tells it once.",
    column("award_key", UUID(as_uuid=False), "Surrogate key"),
    *_staged_places(),
    column("award_title_key", BigInteger, "Key of the title"),
    column("award_title", Text, "Title as read; null if not said", null=True),
    *_event(),
    *_award(),
    *_grounds(),
)

staged_campaign = _staged(
    "campaign",
    "Grain: one pair of a campaign and a body, in one document.",
    column("campaign_fact_key", UUID(as_uuid=False), "Surrogate key"),
    *_staged_places(),
    column("start_date_key", Integer, "First day of its run, 0 if not said"),
    column("end_date_key", Integer, "Last day of its run, 0 if not said"),
    *_campaign(),
    *_grounds(),
)

staged_result = _staged(
    "result",
    "Grain: one counted outcome other than an award, as one document tells it once.",
    column("result_key", UUID(as_uuid=False), "Surrogate key"),
    *_staged_places(),
    *_result(),
    *_grounds(),
)

staged_recipient = _staged(
    "award_recipient",
    "Grain: one name given for one award.",
    column("award_key", UUID(as_uuid=False), "The award"),
    column("document_key", UUID(as_uuid=False), "Document it was read from"),
    column("position", SmallInteger, "Place in the list, from 1"),
    column("name", Text, "Name as the article gives it"),
    column("person_key", BigInteger, "Key of the person, 0 if it is none"),
    column("organization_key", BigInteger, "Key of the body, 0 if it is none"),
)

STAGED = (staged_document, staged_award, staged_campaign, staged_result, staged_recipient)
