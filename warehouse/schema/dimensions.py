"""Dimensions of the star: who, what, where and when. Row 0 of each stands for what an article does not say."""

from typing import Literal

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
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
from sqlalchemy.dialects.postgresql import UUID

from transform.facts import Level
from warehouse.schema.base import TextArray, column, metadata, one_of

PlaceLevel = Literal["province", "district", "ward"]
AwardForm = Literal[
    "order",
    "medal",
    "state_title",
    "state_prize",
    "emulation_title",
    "emulation_flag",
    "certificate_of_merit",
    "commemorative_medal",
    "letter_of_merit",
    "union_title",
    "prize",
    "other",
]

_KEY = "Surrogate key, made of the natural key alone: the same in every warehouse"

date = Table(
    "dim_date",
    metadata,
    column("date_key", Integer, "The day as a number, 0 where it is not known", example="20221125", primary_key=True, autoincrement=False),
    column("date", Date, "The day; null in row 0", null=True),
    column("year", SmallInteger, "Calendar year, which is the emulation year of most bodies", vi="năm", null=True),
    column("quarter", SmallInteger, "Quarter of the year", vi="quý", example="4", null=True),
    column("month", SmallInteger, "Month of the year", vi="tháng", null=True),
    column("day", SmallInteger, "Day of the month", vi="ngày", null=True),
    column("iso_year", SmallInteger, "Year of the ISO week", null=True),
    column("iso_week", SmallInteger, "ISO week", vi="tuần", null=True),
    column("weekday", SmallInteger, "Day of the week, Monday is 1", null=True),
    column("weekday_vi", Text, "Its name", example="Thứ Hai", null=True),
    column("is_weekend", Boolean, "Saturday or Sunday", null=True),
    column("school_year", Text, "School year, from 1 September: the emulation year of schools", vi="năm học", example="2022-2023", null=True),
    column("plan_period", Text, "Five-year period of state plans and emulation congresses", vi="giai đoạn 5 năm", example="2021-2025", null=True),
    column("holiday_vi", Text, "Public holiday; null on other days", vi="ngày lễ", example="Tết Nguyên Đán", null=True),
    column("anniversary_vi", Text, "Anniversary that campaigns are held for; null on other days", vi="ngày kỷ niệm", example="Ngày thành lập Công đoàn Việt Nam", null=True),
    column("two_tier", Boolean, "Whether local government has two tiers, from 1 July 2025 on", null=True),
    schema="mart",
    comment="Grain: one day from 1990 to 2049. Plays the parts of day of publication and of a campaign's beginning and end.",
)  # fmt: skip

publisher = Table(
    "dim_publisher",
    metadata,
    column("publisher_key", BigInteger, _KEY, primary_key=True, autoincrement=False),
    column("name", Text, "Source profile, or host of the page", vi="báo, trang tin", example="laodongthudo.vn"),
    schema="mart",
    comment="Grain: one publisher, that is one site.",
)

place = Table(
    "dim_place",
    metadata,
    column("place_key", BigInteger, _KEY, primary_key=True, autoincrement=False),
    column("code", Text, "Official code of the unit; null in row 0", example="001", null=True),
    column("name", Text, "Full name", example="Quận Ba Đình"),
    column("level", Text, "province, district or ward", one_of("level", PlaceLevel), vi="cấp hành chính", null=True),
    column("parent_key", BigInteger, "Unit above it", ForeignKey("mart.dim_place.place_key"), null=True),
    column("province", Text, "Name of its province or centrally run city", example="Thành phố Hà Nội", null=True),
    column("valid_from", Date, "First day of the unit; null where it is older than the data", null=True),
    column("valid_to", Date, "Last day of the unit; null while it stands", example="2025-06-30", null=True),
    schema="mart",
    comment="Grain: one administrative unit, before or after the reform of 1 July 2025. Bodies of both ages point here.",
)

place_successor = Table(
    "bridge_place_successor",
    metadata,
    column("place_key", BigInteger, "Unit that was dissolved", ForeignKey(place.c.place_key), primary_key=True),
    column(
        "successor_key", BigInteger, "Unit that took over land of it", ForeignKey(place.c.place_key), primary_key=True
    ),
    schema="mart",
    comment="Grain: one pair of an old unit and a new unit that holds land of it. A district is many wards, never one.",
)

organization = Table(
    "dim_organization",
    metadata,
    column("organization_key", BigInteger, _KEY, primary_key=True, autoincrement=False),
    column("name", Text, "Full name with abbreviations opened", vi="cơ quan, tổ chức", example="Liên đoàn Lao động quận Hai Bà Trưng"),
    column("name_folded", Text, "Natural key: the name without case, quotes, dashes and differences of tone placement", unique=True),
    column("type", Text, "What kind of body it is: union, authority, party, front, youth, women, association, ministry, department, enterprise, school …; null where its name does not tell", vi="loại tổ chức", example="union", null=True),
    column("level", Text, "Level at which it stands and confers", one_of("level", Level), vi="cấp", example="district", null=True),
    column("parent_key", BigInteger, "Body directly above it; 0 where its name does not tell", example="Liên đoàn Lao động thành phố Hà Nội", server_default="0"),
    column("place_key", BigInteger, "Administrative unit it belongs to; 0 where its name does not tell", ForeignKey(place.c.place_key), server_default="0"),
    column("valid_from", Date, "First day it can have acted; null where not known", null=True),
    column("valid_to", Date, "Last day: unions of districts ended on 30 June 2025; null while it stands", null=True),
    schema="mart",
    comment="Grain: one body, under its full name. Type, level, parent and place are derived from the name and the seed files.",
)  # fmt: skip
Index("ix_dim_organization_place_key", organization.c.place_key)

organization_successor = Table(
    "bridge_organization_successor",
    metadata,
    column("organization_key", BigInteger, "Body that was dissolved", ForeignKey(organization.c.organization_key), primary_key=True),
    column("successor_key", BigInteger, "Body that followed it in a part of its place", ForeignKey(organization.c.organization_key), primary_key=True),
    schema="mart",
    comment="Grain: one pair of a dissolved body and one that followed. LĐLĐ of a district is followed by the unions of its wards.",
)  # fmt: skip

campaign = Table(
    "dim_campaign",
    metadata,
    column("campaign_key", BigInteger, _KEY, primary_key=True, autoincrement=False),
    column("name", Text, "Name, in the first of its spellings by code point", vi="phong trào, cuộc thi", example="Giỏi việc nước - Đảm việc nhà"),
    column("name_folded", Text, "Natural key: the name without case, quotes, dashes and differences of tone placement", unique=True),
    column("spellings", TextArray, "All spellings met, sorted", example="{Giỏi việc nước - Đảm việc nhà,Giỏi việc nước đảm việc nhà}"),
    column("parent_key", BigInteger, "Series that it is a round of: the name without year or number at its end; 0 where it stands alone", example="Hội thi Thợ giỏi Thủ đô of Hội thi Thợ giỏi Thủ đô lần thứ II", server_default="0"),
    schema="mart",
    comment="Grain: one named movement, contest, programme, drive or peak, under all spellings of its name.",
)  # fmt: skip

award_title = Table(
    "dim_award_title",
    metadata,
    column("award_title_key", BigInteger, _KEY, primary_key=True, autoincrement=False),
    column("name", Text, "Full name without quotes, level or number", vi="danh hiệu, hình thức khen thưởng", example="Huân chương Lao động"),
    column("name_folded", Text, "Natural key: the name without case, quotes, dashes and differences of tone placement", unique=True),
    column("form", Text, "Form of recognition", one_of("form", AwardForm), vi="hình thức", example="order", null=True),
    column("class", Text, "Title or form that it is an instance of; null where not classed", vi="loại", example="Huân chương Lao động", null=True),
    column("in_law", Boolean, "Whether the Law on Emulation and Commendation of 2022 names it; null where not classed", null=True),
    schema="mart",
    comment="Grain: one title, honour or form of recognition, classed by the Law on Emulation and Commendation.",
)  # fmt: skip

person = Table(
    "dim_person",
    metadata,
    column("person_key", BigInteger, _KEY, primary_key=True, autoincrement=False),
    column("name", Text, "Name without form of address", vi="họ và tên", example="Nguyễn Thị Hoa"),
    column("name_folded", Text, "Natural key: the name without case and differences of tone placement", unique=True),
    schema="mart",
    comment="Grain: one name of a person. Two people of one name are one row: the news does not tell them apart.",
)

article = Table(
    "dim_article",
    metadata,
    column("article_key", UUID(as_uuid=False), "Surrogate key of the version: of article_id and digest of title and text", primary_key=True),
    column("article_id", UUID(as_uuid=False), "The article through all its versions", index=True),
    column("is_current", Boolean, "Whether this version stands; the flat views show no other", vi="bản hiện hành"),
    column("story_id", UUID(as_uuid=False), "Story: the first article_id among the articles that are copies of one another, its own if there are none", vi="tin đăng lại"),
    column("source_uri", Text, "First by code point of the documents that hold it; the last known for a version that no longer stands"),
    column("source_uris", TextArray, "All documents that hold this version, sorted"),
    column("url", Text, "Canonical address; null if the page tells none", null=True),
    column("publisher_key", BigInteger, "Publisher", ForeignKey(publisher.c.publisher_key)),
    column("published_date_key", Integer, "Day of publication in Vietnam", ForeignKey(date.c.date_key), index=True),
    column("published_at", DateTime(timezone=True), "Moment of publication; null if the page tells none", vi="ngày đăng", null=True),
    column("title", Text, "Headline", vi="tiêu đề", null=True),
    column("kicker", Text, "Line above the headline", null=True),
    column("author", Text, "Byline", vi="tác giả", null=True),
    column("captions", TextArray, "Captions of its pictures", vi="chú thích ảnh", server_default=text("'{}'")),
    column("language", Text, "Language of the text", example="vi"),
    column("text", Text, "Lead and body, Unicode NFC, one paragraph a line: what the offsets of facts count in", vi="nội dung"),
    column("text_digest", Text, "SHA-256 of title and text, in hex"),
    column("extractor_version", Text, "Version of the reader that read its facts", example="1"),
    column("read_digest", Text, "SHA-256 over everything read: equal means that a load has nothing to change"),
    schema="mart",
    comment="Grain: one version of one article. A changed page gives a new version; facts of the old one stay, but are not current.",
)  # fmt: skip
# One current version at most, and the row the flat views look for.
Index("uq_dim_article_current", article.c.article_id, unique=True, postgresql_where=article.c.is_current)
Index("ix_dim_article_story_id", article.c.story_id)
Index("ix_dim_article_publisher_key", article.c.publisher_key)

article_copy = Table(
    "bridge_article_copy",
    metadata,
    column("article_id", UUID(as_uuid=False), "The article of the pair that comes first", primary_key=True),
    column("copy_id", UUID(as_uuid=False), "The other", primary_key=True, index=True),
    column("share", Double, "How much of their word sequences they share, estimated", unit="0 to 1", example="0.95"),
    schema="mart",
    comment="Grain: one pair of current articles of which one is a copy of the other, as mirrors and syndicated news are. "
    "Copies are published in the same or neighbouring months, or on a day not known.",
)
