"""The star schema, staging, landing, quarantine and operations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page",
        sa.Column("source_uri", sa.Text(), nullable=False, comment="Where the page was loaded from."),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of its bytes after decompression, in hex."),
        sa.Column(
            "path",
            sa.Text(),
            nullable=False,
            comment="Web archive file, below the landing folder. Example: 5e/5e3ee7bb….warc.gz.",
        ),
        sa.Column(
            "warc_offset", sa.BigInteger(), nullable=False, comment="Where its record begins in the file. Unit: byte."
        ),
        sa.Column("length", sa.BigInteger(), nullable=False, comment="Size of its payload. Unit: byte."),
        sa.Column(
            "fetched_at", sa.DateTime(timezone=True), nullable=False, comment="When it was fetched or read from disk."
        ),
        sa.Column("status", sa.SmallInteger(), nullable=True, comment="HTTP status; null for a file. Example: 200."),
        sa.Column(
            "headers",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
            comment="HTTP headers as a list of pairs.",
        ),
        sa.PrimaryKeyConstraint("source_uri", "digest", name=op.f("pk_page")),
        schema="landing",
        comment="Grain: one content of one address. The same bytes from the same address are one row, however often they came.",
    )
    op.create_table(
        "dim_award_title",
        sa.Column(
            "award_title_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Surrogate key, made of the natural key alone: the same in every warehouse.",
        ),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="Full name without quotes, level or number. Example: Huân chương Lao động. Vietnamese: danh hiệu, hình thức khen thưởng.",
        ),
        sa.Column(
            "name_folded",
            sa.Text(),
            nullable=False,
            comment="Natural key: the name without case, quotes, dashes and differences of tone placement.",
        ),
        sa.Column(
            "form", sa.Text(), nullable=True, comment="Form of recognition. Example: order. Vietnamese: hình thức."
        ),
        sa.Column(
            "class",
            sa.Text(),
            nullable=True,
            comment="Title or form that it is an instance of; null where not classed. Example: Huân chương Lao động. Vietnamese: loại.",
        ),
        sa.Column(
            "in_law",
            sa.Boolean(),
            nullable=True,
            comment="Whether the Law on Emulation and Commendation of 2022 names it; null where not classed.",
        ),
        sa.PrimaryKeyConstraint("award_title_key", name=op.f("pk_dim_award_title")),
        sa.UniqueConstraint("name_folded", name=op.f("uq_dim_award_title_name_folded")),
        schema="mart",
        comment="Grain: one title, honour or form of recognition, classed by the Law on Emulation and Commendation.",
    )
    op.create_table(
        "dim_campaign",
        sa.Column(
            "campaign_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Surrogate key, made of the natural key alone: the same in every warehouse.",
        ),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="Name, in the first of its spellings by code point. Example: Giỏi việc nước - Đảm việc nhà. Vietnamese: phong trào, cuộc thi.",
        ),
        sa.Column(
            "name_folded",
            sa.Text(),
            nullable=False,
            comment="Natural key: the name without case, quotes, dashes and differences of tone placement.",
        ),
        sa.Column(
            "spellings",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="All spellings met, sorted. Example: {Giỏi việc nước - Đảm việc nhà,Giỏi việc nước đảm việc nhà}.",
        ),
        sa.Column(
            "parent_key",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment="Series that it is a round of: the name without year or number at its end; 0 where it stands alone. Example: Hội thi Thợ giỏi Thủ đô of Hội thi Thợ giỏi Thủ đô lần thứ II.",
        ),
        sa.PrimaryKeyConstraint("campaign_key", name=op.f("pk_dim_campaign")),
        sa.UniqueConstraint("name_folded", name=op.f("uq_dim_campaign_name_folded")),
        schema="mart",
        comment="Grain: one named movement, contest, programme, drive or peak, under all spellings of its name.",
    )
    op.create_table(
        "dim_date",
        sa.Column(
            "date_key",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="The day as a number, 0 where it is not known. Example: 20221125.",
        ),
        sa.Column("date", sa.Date(), nullable=True, comment="The day; null in row 0."),
        sa.Column(
            "year",
            sa.SmallInteger(),
            nullable=True,
            comment="Calendar year, which is the emulation year of most bodies. Vietnamese: năm.",
        ),
        sa.Column(
            "quarter", sa.SmallInteger(), nullable=True, comment="Quarter of the year. Example: 4. Vietnamese: quý."
        ),
        sa.Column("month", sa.SmallInteger(), nullable=True, comment="Month of the year. Vietnamese: tháng."),
        sa.Column("day", sa.SmallInteger(), nullable=True, comment="Day of the month. Vietnamese: ngày."),
        sa.Column("iso_year", sa.SmallInteger(), nullable=True, comment="Year of the ISO week."),
        sa.Column("iso_week", sa.SmallInteger(), nullable=True, comment="ISO week. Vietnamese: tuần."),
        sa.Column("weekday", sa.SmallInteger(), nullable=True, comment="Day of the week, Monday is 1."),
        sa.Column("weekday_vi", sa.Text(), nullable=True, comment="Its name. Example: Thứ Hai."),
        sa.Column("is_weekend", sa.Boolean(), nullable=True, comment="Saturday or Sunday."),
        sa.Column(
            "school_year",
            sa.Text(),
            nullable=True,
            comment="School year, from 1 September: the emulation year of schools. Example: 2022-2023. Vietnamese: năm học.",
        ),
        sa.Column(
            "plan_period",
            sa.Text(),
            nullable=True,
            comment="Five-year period of state plans and emulation congresses. Example: 2021-2025. Vietnamese: giai đoạn 5 năm.",
        ),
        sa.Column(
            "holiday_vi",
            sa.Text(),
            nullable=True,
            comment="Public holiday or anniversary that campaigns are held for. Example: Ngày Quốc tế Lao động.",
        ),
        sa.Column(
            "two_tier",
            sa.Boolean(),
            nullable=True,
            comment="Whether local government has two tiers, from 1 July 2025 on.",
        ),
        sa.PrimaryKeyConstraint("date_key", name=op.f("pk_dim_date")),
        schema="mart",
        comment="Grain: one day from 1990 to 2049. Plays the parts of day of publication and of a campaign's beginning and end.",
    )
    op.create_table(
        "dim_person",
        sa.Column(
            "person_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Surrogate key, made of the natural key alone: the same in every warehouse.",
        ),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="Name without form of address. Example: Nguyễn Thị Hoa. Vietnamese: họ và tên.",
        ),
        sa.Column(
            "name_folded",
            sa.Text(),
            nullable=False,
            comment="Natural key: the name without case and differences of tone placement.",
        ),
        sa.PrimaryKeyConstraint("person_key", name=op.f("pk_dim_person")),
        sa.UniqueConstraint("name_folded", name=op.f("uq_dim_person_name_folded")),
        schema="mart",
        comment="Grain: one name of a person. Two people of one name are one row: the news does not tell them apart.",
    )
    op.create_table(
        "dim_place",
        sa.Column(
            "place_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Surrogate key, made of the natural key alone: the same in every warehouse.",
        ),
        sa.Column("code", sa.Text(), nullable=True, comment="Official code of the unit; null in row 0. Example: 001."),
        sa.Column("name", sa.Text(), nullable=False, comment="Full name. Example: Quận Ba Đình."),
        sa.Column("level", sa.Text(), nullable=True, comment="province, district or ward. Vietnamese: cấp hành chính."),
        sa.Column("parent_key", sa.BigInteger(), nullable=True, comment="Unit above it."),
        sa.Column(
            "province",
            sa.Text(),
            nullable=True,
            comment="Name of its province or centrally run city. Example: Thành phố Hà Nội.",
        ),
        sa.Column(
            "valid_from",
            sa.Date(),
            nullable=True,
            comment="First day of the unit; null where it is older than the data.",
        ),
        sa.Column(
            "valid_to",
            sa.Date(),
            nullable=True,
            comment="Last day of the unit; null while it stands. Example: 2025-06-30.",
        ),
        sa.ForeignKeyConstraint(["parent_key"], ["mart.dim_place.place_key"], name=op.f("fk_dim_place_parent_key")),
        sa.PrimaryKeyConstraint("place_key", name=op.f("pk_dim_place")),
        schema="mart",
        comment="Grain: one administrative unit, before or after the reform of 1 July 2025. Bodies of both ages point here.",
    )
    op.create_table(
        "dim_publisher",
        sa.Column(
            "publisher_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Surrogate key, made of the natural key alone: the same in every warehouse.",
        ),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="Source profile, or host of the page. Example: laodongthudo.vn. Vietnamese: báo, trang tin.",
        ),
        sa.PrimaryKeyConstraint("publisher_key", name=op.f("pk_dim_publisher")),
        schema="mart",
        comment="Grain: one publisher, that is one site.",
    )
    op.create_table(
        "document",
        sa.Column("source_uri", sa.Text(), nullable=False, comment="Where the document was loaded from."),
        sa.Column("article_id", sa.UUID(as_uuid=False), nullable=False, comment="Article it holds."),
        sa.Column(
            "article_key",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="Version of the article that it held when last loaded.",
        ),
        sa.Column("payload_digest", sa.Text(), nullable=False, comment="SHA-256 of its bytes, in hex."),
        sa.Column(
            "load_id", sa.BigInteger(), nullable=False, comment="Load that last met it with this content or another."
        ),
        sa.PrimaryKeyConstraint("source_uri", name=op.f("pk_document")),
        schema="ops",
        comment="Grain: one address that gave an article. An article stays in the flat views as long as a document holds it.",
    )
    op.create_index(op.f("ix_document_article_id"), "document", ["article_id"], unique=False, schema="ops")
    op.create_index(op.f("ix_document_article_key"), "document", ["article_key"], unique=False, schema="ops")
    op.create_table(
        "feed_state",
        sa.Column("feed_url", sa.Text(), nullable=False, comment="Address of the feed, sitemap or listing."),
        sa.Column(
            "source", sa.Text(), nullable=False, comment="Source profile it belongs to. Example: laodongthudo.vn."
        ),
        sa.Column(
            "state",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Validators, digest, times and failures as discovery keeps them.",
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it last moved.",
        ),
        sa.PrimaryKeyConstraint("feed_url", name=op.f("pk_feed_state")),
        schema="ops",
        comment="Grain: one feed. Its state moves in the transaction that publishes what it led to.",
    )
    op.create_table(
        "load",
        sa.Column(
            "load_id",
            sa.BigInteger(),
            sa.Identity(always=True),
            nullable=False,
            comment="Identity of the load, rising.",
        ),
        sa.Column(
            "run_id", sa.UUID(as_uuid=False), nullable=True, comment="Run that made it; null if it was loaded by hand."
        ),
        sa.Column(
            "status",
            sa.Text(),
            server_default="open",
            nullable=False,
            comment="How it stands: open, published, failed, abandoned.",
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why it failed or was abandoned; else null."),
        sa.Column("holder", sa.Text(), nullable=False, comment="Process that loads. Example: host etl1, process 4711."),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it began.",
        ),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="When it ended; null while it is open."
        ),
        sa.Column(
            "staged",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="Rows staged, by table.",
        ),
        sa.Column(
            "published",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="Documents by outcome and facts by kind that were published.",
        ),
        sa.CheckConstraint("status IN ('open', 'published', 'failed', 'abandoned')", name=op.f("ck_load_status")),
        sa.PrimaryKeyConstraint("load_id", name=op.f("pk_load")),
        schema="ops",
        comment="Grain: one load, that is one attempt to bring a set of documents into the mart as a whole.",
    )
    op.create_table(
        "run",
        sa.Column("run_id", sa.UUID(as_uuid=False), nullable=False, comment="Identity of the run."),
        sa.Column("kind", sa.Text(), nullable=False, comment="What was run. Example: run, demo, backfill, replay."),
        sa.Column(
            "status",
            sa.Text(),
            server_default="running",
            nullable=False,
            comment="How it stands. Example: running, succeeded, failed.",
        ),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it began.",
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True, comment="When it ended; null while it runs."),
        sa.Column(
            "prefect_flow_run_id",
            sa.UUID(as_uuid=False),
            nullable=True,
            comment="Flow run in Prefect; null if there was none.",
        ),
        sa.Column(
            "parameters",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="What it was asked for; no secrets.",
        ),
        sa.Column(
            "summary",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="Counts and times it ended with.",
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run")),
        schema="ops",
        comment="Grain: one run of the command or of a deployment.",
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False, comment="What is set. Example: views."),
        sa.Column(
            "value", sa.Text(), nullable=False, comment="Its value, or the digest of the definitions that stand."
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
        schema="ops",
        comment="Grain: one thing the warehouse remembers of itself.",
    )
    op.create_table(
        "item",
        sa.Column(
            "item_id",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="Made of stage, address and reason, so that a repeat is a further attempt.",
        ),
        sa.Column(
            "stage", sa.Text(), nullable=False, comment="Where it stopped. Example: fetch, parse, read, stage, audit."
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="Reason code. Example: no_article."),
        sa.Column("message", sa.Text(), nullable=False, comment="What happened, for the reader."),
        sa.Column("source_uri", sa.Text(), nullable=False, comment="Address of the document."),
        sa.Column(
            "payload_digest", sa.Text(), nullable=True, comment="SHA-256 of its bytes; null if none were landed."
        ),
        sa.Column("path", sa.Text(), nullable=True, comment="Web archive file that holds it; null if none."),
        sa.Column(
            "warc_offset", sa.BigInteger(), nullable=True, comment="Where its record begins in the file. Unit: byte."
        ),
        sa.Column(
            "row",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="The row itself, where a row and not a page was refused.",
        ),
        sa.Column("attempts", sa.Integer(), server_default="1", nullable=False, comment="How often it was tried."),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="First try.",
        ),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="Last try.",
        ),
        sa.Column("load_id", sa.BigInteger(), nullable=True, comment="Load that tried last; null outside a load."),
        sa.Column(
            "resolved_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When a later load brought the document in; null while it waits.",
        ),
        sa.Column("resolved_load_id", sa.BigInteger(), nullable=True, comment="That load."),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item")),
        schema="quarantine",
        comment="Grain: one reason for which one document, or one row of it, could not be loaded.",
    )
    op.create_index(op.f("ix_item_source_uri"), "item", ["source_uri"], unique=False, schema="quarantine")
    op.create_index(
        "ix_item_waiting",
        "item",
        ["last_seen"],
        unique=False,
        schema="quarantine",
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "award",
        sa.Column("load_id", sa.BigInteger(), nullable=False, comment="Load that staged the row. Example: 17."),
        sa.Column("award_key", sa.UUID(as_uuid=False), nullable=True, comment="Surrogate key."),
        sa.Column("document_key", sa.UUID(as_uuid=False), nullable=True, comment="Document it was read from."),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=True, comment="Article version that states it."),
        sa.Column("publisher_key", sa.BigInteger(), nullable=True, comment="Publisher of the article."),
        sa.Column(
            "published_date_key", sa.Integer(), nullable=True, comment="Day of publication in Vietnam, 0 if not known."
        ),
        sa.Column("organization_key", sa.BigInteger(), nullable=True, comment="Key of the body."),
        sa.Column("organization", sa.Text(), nullable=True, comment="Body as read; null if not said."),
        sa.Column("campaign_key", sa.BigInteger(), nullable=True, comment="Key of the campaign."),
        sa.Column("campaign", sa.Text(), nullable=True, comment="Campaign as read; null if not said."),
        sa.Column("award_title_key", sa.BigInteger(), nullable=True, comment="Key of the title."),
        sa.Column("award_title", sa.Text(), nullable=True, comment="Title as read; null if not said."),
        sa.Column(
            "event_key",
            sa.UUID(as_uuid=False),
            nullable=True,
            comment="What identifies the event: mentions that share it tell of one event.",
        ),
        sa.Column(
            "recurs",
            sa.Boolean(),
            nullable=True,
            comment="Whether mentions of that key that are far apart in time are different events: a form of recognition that a body confers all year. Example: Bằng khen outside a campaign.",
        ),
        sa.Column(
            "count",
            sa.BigInteger(),
            nullable=True,
            comment="How many were recognised. Unit: recipients or prizes. Example: 188. Vietnamese: số lượng.",
        ),
        sa.Column(
            "count_qualifier",
            sa.Text(),
            nullable=True,
            comment="How the article hedges the number: exact, over, under, about. Read from: trên, hơn, ít nhất are over; gần, dưới are under; khoảng, chừng are about.",
        ),
        sa.Column(
            "recipient_kind",
            sa.Text(),
            nullable=True,
            comment="What was counted. Example: individual. Vietnamese: cá nhân, tập thể, gia đình, sáng kiến, tác phẩm, giải.",
        ),
        sa.Column(
            "prize",
            sa.Text(),
            nullable=True,
            comment="Rank or class inside the award; null if none. Example: nhất. Vietnamese: giải, hạng, mức.",
        ),
        sa.Column(
            "level",
            sa.Text(),
            nullable=True,
            comment="Level at which the recognition is conferred; null if neither words nor awarder tell. Example: district. Vietnamese: cấp.",
        ),
        sa.Column(
            "year_from",
            sa.SmallInteger(),
            nullable=True,
            comment="First year the recognition covers; null if nothing says. Example: 2022.",
        ),
        sa.Column(
            "year_to",
            sa.SmallInteger(),
            nullable=True,
            comment="Last year the recognition covers; null if nothing says. Example: 2022.",
        ),
        sa.Column(
            "status", sa.Text(), nullable=True, comment="awarded, or nominated (đề nghị, đề xuất). Example: awarded."
        ),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=True,
            comment="Words of the article that state the fact, verbatim. Vietnamese: trích dẫn.",
        ),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=True,
            comment="Where the quote begins in the text of the article. Unit: character, from 0.",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=True,
            comment="Where the quote ends, one past its last character. Unit: character.",
        ),
        sa.Column(
            "rule", sa.Text(), nullable=True, comment="Construction that yielded the fact. Example: verb_count_kind."
        ),
        sa.Column(
            "cues",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=True,
            comment="Words that the construction rested on, in text order.",
        ),
        sa.Column("extractor_version", sa.Text(), nullable=True, comment="Version of the reader. Example: 1."),
        schema="staging",
        comment="Grain: one award, as one document tells it once. Staged.",
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "award_recipient",
        sa.Column("load_id", sa.BigInteger(), nullable=False, comment="Load that staged the row. Example: 17."),
        sa.Column("award_key", sa.UUID(as_uuid=False), nullable=True, comment="The award."),
        sa.Column("document_key", sa.UUID(as_uuid=False), nullable=True, comment="Document it was read from."),
        sa.Column("position", sa.SmallInteger(), nullable=True, comment="Place in the list, from 1."),
        sa.Column("name", sa.Text(), nullable=True, comment="Name as the article gives it."),
        sa.Column("person_key", sa.BigInteger(), nullable=True, comment="Key of the person, 0 if it is none."),
        sa.Column("organization_key", sa.BigInteger(), nullable=True, comment="Key of the body, 0 if it is none."),
        schema="staging",
        comment="Grain: one name given for one award. Staged.",
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "campaign",
        sa.Column("load_id", sa.BigInteger(), nullable=False, comment="Load that staged the row. Example: 17."),
        sa.Column("campaign_fact_key", sa.UUID(as_uuid=False), nullable=True, comment="Surrogate key."),
        sa.Column("document_key", sa.UUID(as_uuid=False), nullable=True, comment="Document it was read from."),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=True, comment="Article version that states it."),
        sa.Column("publisher_key", sa.BigInteger(), nullable=True, comment="Publisher of the article."),
        sa.Column(
            "published_date_key", sa.Integer(), nullable=True, comment="Day of publication in Vietnam, 0 if not known."
        ),
        sa.Column("organization_key", sa.BigInteger(), nullable=True, comment="Key of the body."),
        sa.Column("organization", sa.Text(), nullable=True, comment="Body as read; null if not said."),
        sa.Column("campaign_key", sa.BigInteger(), nullable=True, comment="Key of the campaign."),
        sa.Column("campaign", sa.Text(), nullable=True, comment="Campaign as read; null if not said."),
        sa.Column("start_date_key", sa.Integer(), nullable=True, comment="First day of its run, 0 if not said."),
        sa.Column("end_date_key", sa.Integer(), nullable=True, comment="Last day of its run, 0 if not said."),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=True,
            comment="movement (phong trào), contest (cuộc thi), programme, drive (cuộc vận động) or peak (đợt cao điểm). Example: movement.",
        ),
        sa.Column(
            "date_from",
            sa.Text(),
            nullable=True,
            comment="Beginning as stated: a day as ISO date, a month as YYYY-MM or a year as YYYY; null if not said. Example: 2023-04-01.",
        ),
        sa.Column(
            "date_to",
            sa.Text(),
            nullable=True,
            comment="End as stated, in the same form; null if not said. Example: 2023.",
        ),
        sa.Column("theme", sa.Text(), nullable=True, comment="Stated theme. Vietnamese: chủ đề."),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=True,
            comment="Words of the article that state the fact, verbatim. Vietnamese: trích dẫn.",
        ),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=True,
            comment="Where the quote begins in the text of the article. Unit: character, from 0.",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=True,
            comment="Where the quote ends, one past its last character. Unit: character.",
        ),
        sa.Column(
            "rule", sa.Text(), nullable=True, comment="Construction that yielded the fact. Example: verb_count_kind."
        ),
        sa.Column(
            "cues",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=True,
            comment="Words that the construction rested on, in text order.",
        ),
        sa.Column("extractor_version", sa.Text(), nullable=True, comment="Version of the reader. Example: 1."),
        schema="staging",
        comment="Grain: one pair of a campaign and a body, in one document. Staged.",
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "document",
        sa.Column("load_id", sa.BigInteger(), nullable=False, comment="Load that staged the row. Example: 17."),
        sa.Column(
            "document_key", sa.UUID(as_uuid=False), nullable=True, comment="Made of address and everything read."
        ),
        sa.Column("source_uri", sa.Text(), nullable=True, comment="Where the document was loaded from."),
        sa.Column("payload_digest", sa.Text(), nullable=True, comment="SHA-256 of its bytes, in hex."),
        sa.Column("path", sa.Text(), nullable=True, comment="Web archive file, below the landing folder."),
        sa.Column(
            "warc_offset", sa.BigInteger(), nullable=True, comment="Where its record begins in the file. Unit: byte."
        ),
        sa.Column("length", sa.BigInteger(), nullable=True, comment="Size of its payload. Unit: byte."),
        sa.Column(
            "fetched_at", sa.DateTime(timezone=True), nullable=True, comment="When it was fetched or read from disk."
        ),
        sa.Column("http_status", sa.SmallInteger(), nullable=True, comment="HTTP status; null for a file."),
        sa.Column(
            "headers",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="HTTP headers as a list of pairs.",
        ),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=True, comment="Article version."),
        sa.Column("article_id", sa.UUID(as_uuid=False), nullable=True, comment="Article."),
        sa.Column("text_digest", sa.Text(), nullable=True, comment="SHA-256 of title and text, in hex."),
        sa.Column("url", sa.Text(), nullable=True, comment="Canonical address."),
        sa.Column("publisher_key", sa.BigInteger(), nullable=True, comment="Key of the publisher."),
        sa.Column("publisher", sa.Text(), nullable=True, comment="Publisher as read."),
        sa.Column(
            "published_date_key", sa.Integer(), nullable=True, comment="Day of publication in Vietnam, 0 if not known."
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True, comment="Moment of publication."),
        sa.Column("title", sa.Text(), nullable=True, comment="Headline."),
        sa.Column("kicker", sa.Text(), nullable=True, comment="Line above the headline."),
        sa.Column("author", sa.Text(), nullable=True, comment="Byline."),
        sa.Column("captions", postgresql.ARRAY(sa.Text()), nullable=True, comment="Captions of its pictures."),
        sa.Column("language", sa.Text(), nullable=True, comment="Language of the text."),
        sa.Column("text", sa.Text(), nullable=True, comment="Lead and body."),
        sa.Column("extractor_version", sa.Text(), nullable=True, comment="Version of the reader."),
        sa.Column("read_digest", sa.Text(), nullable=True, comment="SHA-256 over everything read."),
        sa.Column(
            "tells",
            sa.Boolean(),
            nullable=True,
            comment="Whether the version is told by this document: one of those that hold it.",
        ),
        schema="staging",
        comment="Grain: one document of the load, with the article read from it. Staged.",
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "result",
        sa.Column("load_id", sa.BigInteger(), nullable=False, comment="Load that staged the row. Example: 17."),
        sa.Column("result_key", sa.UUID(as_uuid=False), nullable=True, comment="Surrogate key."),
        sa.Column("document_key", sa.UUID(as_uuid=False), nullable=True, comment="Document it was read from."),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=True, comment="Article version that states it."),
        sa.Column("publisher_key", sa.BigInteger(), nullable=True, comment="Publisher of the article."),
        sa.Column(
            "published_date_key", sa.Integer(), nullable=True, comment="Day of publication in Vietnam, 0 if not known."
        ),
        sa.Column("organization_key", sa.BigInteger(), nullable=True, comment="Key of the body."),
        sa.Column("organization", sa.Text(), nullable=True, comment="Body as read; null if not said."),
        sa.Column("campaign_key", sa.BigInteger(), nullable=True, comment="Key of the campaign."),
        sa.Column("campaign", sa.Text(), nullable=True, comment="Campaign as read; null if not said."),
        sa.Column(
            "measure",
            sa.Text(),
            nullable=True,
            comment="What was counted or measured. Example: initiatives. Vietnamese: sáng kiến, thí sinh, số tiền làm lợi, tỷ lệ ….",
        ),
        sa.Column(
            "value",
            sa.Double(),
            nullable=True,
            comment="The number. Unit: as the measure says: pieces, persons, đồng, per cent. Example: 27000000000.",
        ),
        sa.Column(
            "value_qualifier",
            sa.Text(),
            nullable=True,
            comment="How the article hedges the number: exact, over, under, about. Read from: trên, hơn, ít nhất are over; gần, dưới are under; khoảng, chừng are about.",
        ),
        sa.Column("year_from", sa.SmallInteger(), nullable=True, comment="First year it covers; null if nothing says."),
        sa.Column("year_to", sa.SmallInteger(), nullable=True, comment="Last year it covers; null if nothing says."),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=True,
            comment="Words of the article that state the fact, verbatim. Vietnamese: trích dẫn.",
        ),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=True,
            comment="Where the quote begins in the text of the article. Unit: character, from 0.",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=True,
            comment="Where the quote ends, one past its last character. Unit: character.",
        ),
        sa.Column(
            "rule", sa.Text(), nullable=True, comment="Construction that yielded the fact. Example: verb_count_kind."
        ),
        sa.Column(
            "cues",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=True,
            comment="Words that the construction rested on, in text order.",
        ),
        sa.Column("extractor_version", sa.Text(), nullable=True, comment="Version of the reader. Example: 1."),
        schema="staging",
        comment="Grain: one counted outcome other than an award, as one document tells it once. Staged.",
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "bridge_place_successor",
        sa.Column("place_key", sa.BigInteger(), nullable=False, comment="Unit that was dissolved."),
        sa.Column("successor_key", sa.BigInteger(), nullable=False, comment="Unit that took over land of it."),
        sa.ForeignKeyConstraint(
            ["place_key"], ["mart.dim_place.place_key"], name=op.f("fk_bridge_place_successor_place_key")
        ),
        sa.ForeignKeyConstraint(
            ["successor_key"], ["mart.dim_place.place_key"], name=op.f("fk_bridge_place_successor_successor_key")
        ),
        sa.PrimaryKeyConstraint("place_key", "successor_key", name=op.f("pk_bridge_place_successor")),
        schema="mart",
        comment="Grain: one pair of an old unit and a new unit that holds land of it. A district is many wards, never one.",
    )
    op.create_table(
        "dim_article",
        sa.Column(
            "article_key",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="Surrogate key of the version: of article_id and digest of title and text.",
        ),
        sa.Column(
            "article_id", sa.UUID(as_uuid=False), nullable=False, comment="The article through all its versions."
        ),
        sa.Column(
            "is_current",
            sa.Boolean(),
            nullable=False,
            comment="Whether this version stands; the flat views show no other. Vietnamese: bản hiện hành.",
        ),
        sa.Column(
            "source_uri",
            sa.Text(),
            nullable=False,
            comment="First by code point of the documents that hold it; the last known for a version that no longer stands.",
        ),
        sa.Column(
            "source_uris",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="All documents that hold this version, sorted.",
        ),
        sa.Column("url", sa.Text(), nullable=True, comment="Canonical address; null if the page tells none."),
        sa.Column("publisher_key", sa.BigInteger(), nullable=False, comment="Publisher."),
        sa.Column("published_date_key", sa.Integer(), nullable=False, comment="Day of publication in Vietnam."),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Moment of publication; null if the page tells none. Vietnamese: ngày đăng.",
        ),
        sa.Column("title", sa.Text(), nullable=True, comment="Headline. Vietnamese: tiêu đề."),
        sa.Column("kicker", sa.Text(), nullable=True, comment="Line above the headline."),
        sa.Column("author", sa.Text(), nullable=True, comment="Byline. Vietnamese: tác giả."),
        sa.Column(
            "captions",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="Captions of its pictures. Vietnamese: chú thích ảnh.",
        ),
        sa.Column("language", sa.Text(), nullable=False, comment="Language of the text. Example: vi."),
        sa.Column(
            "text",
            sa.Text(),
            nullable=False,
            comment="Lead and body, Unicode NFC, one paragraph a line: what the offsets of facts count in. Vietnamese: nội dung.",
        ),
        sa.Column("text_digest", sa.Text(), nullable=False, comment="SHA-256 of title and text, in hex."),
        sa.Column(
            "extractor_version",
            sa.Text(),
            nullable=False,
            comment="Version of the reader that read its facts. Example: 1.",
        ),
        sa.Column(
            "read_digest",
            sa.Text(),
            nullable=False,
            comment="SHA-256 over everything read: equal means that a load has nothing to change.",
        ),
        sa.ForeignKeyConstraint(
            ["published_date_key"], ["mart.dim_date.date_key"], name=op.f("fk_dim_article_published_date_key")
        ),
        sa.ForeignKeyConstraint(
            ["publisher_key"], ["mart.dim_publisher.publisher_key"], name=op.f("fk_dim_article_publisher_key")
        ),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_dim_article")),
        schema="mart",
        comment="Grain: one version of one article. A changed page gives a new version; facts of the old one stay, but are not current.",
    )
    op.create_index(op.f("ix_dim_article_article_id"), "dim_article", ["article_id"], unique=False, schema="mart")
    op.create_index(
        op.f("ix_dim_article_published_date_key"), "dim_article", ["published_date_key"], unique=False, schema="mart"
    )
    op.create_index("ix_dim_article_publisher_key", "dim_article", ["publisher_key"], unique=False, schema="mart")
    op.create_index(
        "uq_dim_article_current",
        "dim_article",
        ["article_id"],
        unique=True,
        schema="mart",
        postgresql_where="is_current",
    )
    op.create_table(
        "dim_organization",
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Surrogate key, made of the natural key alone: the same in every warehouse.",
        ),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="Full name with abbreviations opened. Example: Liên đoàn Lao động quận Hai Bà Trưng. Vietnamese: cơ quan, tổ chức.",
        ),
        sa.Column(
            "name_folded",
            sa.Text(),
            nullable=False,
            comment="Natural key: the name without case, quotes, dashes and differences of tone placement.",
        ),
        sa.Column(
            "type",
            sa.Text(),
            nullable=True,
            comment="What kind of body it is: union, authority, party, front, youth, women, association, ministry, department, enterprise, school …; null where its name does not tell. Example: union. Vietnamese: loại tổ chức.",
        ),
        sa.Column(
            "level",
            sa.Text(),
            nullable=True,
            comment="Level at which it stands and confers. Example: district. Vietnamese: cấp.",
        ),
        sa.Column(
            "parent_key",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment="Body directly above it; 0 where its name does not tell. Example: Liên đoàn Lao động thành phố Hà Nội.",
        ),
        sa.Column(
            "place_key",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment="Administrative unit it belongs to; 0 where its name does not tell.",
        ),
        sa.Column("valid_from", sa.Date(), nullable=True, comment="First day it can have acted; null where not known."),
        sa.Column(
            "valid_to",
            sa.Date(),
            nullable=True,
            comment="Last day: unions of districts ended on 30 June 2025; null while it stands.",
        ),
        sa.ForeignKeyConstraint(
            ["place_key"], ["mart.dim_place.place_key"], name=op.f("fk_dim_organization_place_key")
        ),
        sa.PrimaryKeyConstraint("organization_key", name=op.f("pk_dim_organization")),
        sa.UniqueConstraint("name_folded", name=op.f("uq_dim_organization_name_folded")),
        schema="mart",
        comment="Grain: one body, under its full name. Type, level, parent and place are derived from the name and the seed files.",
    )
    op.create_index("ix_dim_organization_place_key", "dim_organization", ["place_key"], unique=False, schema="mart")
    op.create_table(
        "load_document",
        sa.Column("load_id", sa.BigInteger(), nullable=False, comment="The load."),
        sa.Column(
            "source_uri",
            sa.Text(),
            nullable=False,
            comment="Address of the document. Example: https://laodongthudo.vn/…-152301.html.",
        ),
        sa.Column(
            "outcome",
            sa.Text(),
            nullable=False,
            comment="What became of it: new, changed, unchanged, quarantined, skipped.",
        ),
        sa.Column(
            "reason", sa.Text(), nullable=True, comment="Reason code of what was quarantined or skipped; else null."
        ),
        sa.Column("article_id", sa.UUID(as_uuid=False), nullable=True, comment="Article it gave; null if none."),
        sa.CheckConstraint(
            "outcome IN ('new', 'changed', 'unchanged', 'quarantined', 'skipped')",
            name=op.f("ck_load_document_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["load_id"], ["ops.load.load_id"], name=op.f("fk_load_document_load_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("load_id", "source_uri", name=op.f("pk_load_document")),
        schema="ops",
        comment="Grain: one document that a load met. Nothing is dropped in silence: the outcomes of a load add up to what it met.",
    )
    op.create_table(
        "bridge_organization_successor",
        sa.Column("organization_key", sa.BigInteger(), nullable=False, comment="Body that was dissolved."),
        sa.Column(
            "successor_key", sa.BigInteger(), nullable=False, comment="Body that followed it in a part of its place."
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_bridge_organization_successor_organization_key"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_bridge_organization_successor_successor_key"),
        ),
        sa.PrimaryKeyConstraint("organization_key", "successor_key", name=op.f("pk_bridge_organization_successor")),
        schema="mart",
        comment="Grain: one pair of a dissolved body and one that followed. LĐLĐ of a district is followed by the unions of its wards.",
    )
    op.create_table(
        "fact_award",
        sa.Column(
            "award_key",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="Surrogate key, made of article version and content.",
        ),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=False, comment="Article version that states it."),
        sa.Column("publisher_key", sa.BigInteger(), nullable=False, comment="Publisher of the article."),
        sa.Column(
            "published_date_key", sa.Integer(), nullable=False, comment="Day of publication in Vietnam, 0 if not known."
        ),
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            nullable=False,
            comment="Body that confers; 0 if the article does not say.",
        ),
        sa.Column(
            "campaign_key",
            sa.BigInteger(),
            nullable=False,
            comment="Campaign in which it was won; 0 if the article does not say.",
        ),
        sa.Column(
            "award_title_key",
            sa.BigInteger(),
            nullable=False,
            comment="Title, honour or form conferred; 0 if the article does not say.",
        ),
        sa.Column(
            "event_key",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="What identifies the event: mentions that share it tell of one event.",
        ),
        sa.Column(
            "recurs",
            sa.Boolean(),
            nullable=False,
            comment="Whether mentions of that key that are far apart in time are different events: a form of recognition that a body confers all year. Example: Bằng khen outside a campaign.",
        ),
        sa.Column(
            "count",
            sa.BigInteger(),
            nullable=False,
            comment="How many were recognised. Unit: recipients or prizes. Example: 188. Vietnamese: số lượng.",
        ),
        sa.Column(
            "count_qualifier",
            sa.Text(),
            nullable=False,
            comment="How the article hedges the number: exact, over, under, about. Read from: trên, hơn, ít nhất are over; gần, dưới are under; khoảng, chừng are about.",
        ),
        sa.Column(
            "recipient_kind",
            sa.Text(),
            nullable=False,
            comment="What was counted. Example: individual. Vietnamese: cá nhân, tập thể, gia đình, sáng kiến, tác phẩm, giải.",
        ),
        sa.Column(
            "prize",
            sa.Text(),
            nullable=True,
            comment="Rank or class inside the award; null if none. Example: nhất. Vietnamese: giải, hạng, mức.",
        ),
        sa.Column(
            "level",
            sa.Text(),
            nullable=True,
            comment="Level at which the recognition is conferred; null if neither words nor awarder tell. Example: district. Vietnamese: cấp.",
        ),
        sa.Column(
            "year_from",
            sa.SmallInteger(),
            nullable=True,
            comment="First year the recognition covers; null if nothing says. Example: 2022.",
        ),
        sa.Column(
            "year_to",
            sa.SmallInteger(),
            nullable=True,
            comment="Last year the recognition covers; null if nothing says. Example: 2022.",
        ),
        sa.Column(
            "status", sa.Text(), nullable=False, comment="awarded, or nominated (đề nghị, đề xuất). Example: awarded."
        ),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=False,
            comment="Words of the article that state the fact, verbatim. Vietnamese: trích dẫn.",
        ),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=False,
            comment="Where the quote begins in the text of the article. Unit: character, from 0.",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=False,
            comment="Where the quote ends, one past its last character. Unit: character.",
        ),
        sa.Column(
            "rule", sa.Text(), nullable=False, comment="Construction that yielded the fact. Example: verb_count_kind."
        ),
        sa.Column(
            "cues",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="Words that the construction rested on, in text order.",
        ),
        sa.Column("extractor_version", sa.Text(), nullable=False, comment="Version of the reader. Example: 1."),
        sa.CheckConstraint(
            "count_qualifier IN ('exact', 'over', 'under', 'about')", name=op.f("ck_fact_award_count_qualifier")
        ),
        sa.CheckConstraint(
            "level IN ('grassroots', 'district', 'province', 'national')", name=op.f("ck_fact_award_level")
        ),
        sa.CheckConstraint(
            "recipient_kind IN ('individual', 'collective', 'family', 'initiative', 'work', 'prize', 'mixed')",
            name=op.f("ck_fact_award_recipient_kind"),
        ),
        sa.CheckConstraint("status IN ('awarded', 'nominated')", name=op.f("ck_fact_award_status")),
        sa.CheckConstraint(
            "char_end - char_start = length(quote) AND char_start >= 0", name=op.f("ck_fact_award_offsets")
        ),
        sa.CheckConstraint("count > 0", name=op.f("ck_fact_award_count")),
        sa.CheckConstraint("year_from <= year_to", name=op.f("ck_fact_award_years")),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["mart.dim_article.article_key"],
            name=op.f("fk_fact_award_article_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["award_title_key"], ["mart.dim_award_title.award_title_key"], name=op.f("fk_fact_award_award_title_key")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_key"], ["mart.dim_campaign.campaign_key"], name=op.f("fk_fact_award_campaign_key")
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_fact_award_organization_key"),
        ),
        sa.ForeignKeyConstraint(
            ["published_date_key"], ["mart.dim_date.date_key"], name=op.f("fk_fact_award_published_date_key")
        ),
        sa.ForeignKeyConstraint(
            ["publisher_key"], ["mart.dim_publisher.publisher_key"], name=op.f("fk_fact_award_publisher_key")
        ),
        sa.PrimaryKeyConstraint("award_key", name=op.f("pk_fact_award")),
        schema="mart",
        comment="Grain: one counted group of one kind of recipient that got one recognition, as one article version tells it once. Counts of different mentions overlap: sum mart.awards_resolved instead.",
    )
    op.create_index(op.f("ix_fact_award_article_key"), "fact_award", ["article_key"], unique=False, schema="mart")
    op.create_index(
        op.f("ix_fact_award_award_title_key"), "fact_award", ["award_title_key"], unique=False, schema="mart"
    )
    op.create_index(op.f("ix_fact_award_campaign_key"), "fact_award", ["campaign_key"], unique=False, schema="mart")
    op.create_index("ix_fact_award_event_key", "fact_award", ["event_key"], unique=False, schema="mart")
    op.create_index(
        op.f("ix_fact_award_organization_key"), "fact_award", ["organization_key"], unique=False, schema="mart"
    )
    op.create_index(
        "ix_fact_award_published_date_key", "fact_award", ["published_date_key"], unique=False, schema="mart"
    )
    op.create_table(
        "fact_campaign",
        sa.Column(
            "campaign_fact_key",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="Surrogate key, made of article version and content.",
        ),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=False, comment="Article version that states it."),
        sa.Column("publisher_key", sa.BigInteger(), nullable=False, comment="Publisher of the article."),
        sa.Column(
            "published_date_key", sa.Integer(), nullable=False, comment="Day of publication in Vietnam, 0 if not known."
        ),
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            nullable=False,
            comment="Body that launches or runs it; 0 if the article does not say.",
        ),
        sa.Column(
            "campaign_key", sa.BigInteger(), nullable=False, comment="The campaign; 0 if the article does not say."
        ),
        sa.Column(
            "start_date_key",
            sa.Integer(),
            nullable=False,
            comment="First day of its run; of the year where only that is said; 0 if not said.",
        ),
        sa.Column(
            "end_date_key",
            sa.Integer(),
            nullable=False,
            comment="Last day of its run; of the year where only that is said; 0 if not said.",
        ),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="movement (phong trào), contest (cuộc thi), programme, drive (cuộc vận động) or peak (đợt cao điểm). Example: movement.",
        ),
        sa.Column(
            "date_from",
            sa.Text(),
            nullable=True,
            comment="Beginning as stated: a day as ISO date, a month as YYYY-MM or a year as YYYY; null if not said. Example: 2023-04-01.",
        ),
        sa.Column(
            "date_to",
            sa.Text(),
            nullable=True,
            comment="End as stated, in the same form; null if not said. Example: 2023.",
        ),
        sa.Column("theme", sa.Text(), nullable=True, comment="Stated theme. Vietnamese: chủ đề."),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=False,
            comment="Words of the article that state the fact, verbatim. Vietnamese: trích dẫn.",
        ),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=False,
            comment="Where the quote begins in the text of the article. Unit: character, from 0.",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=False,
            comment="Where the quote ends, one past its last character. Unit: character.",
        ),
        sa.Column(
            "rule", sa.Text(), nullable=False, comment="Construction that yielded the fact. Example: verb_count_kind."
        ),
        sa.Column(
            "cues",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="Words that the construction rested on, in text order.",
        ),
        sa.Column("extractor_version", sa.Text(), nullable=False, comment="Version of the reader. Example: 1."),
        sa.CheckConstraint(
            "kind IN ('movement', 'contest', 'programme', 'drive', 'peak')", name=op.f("ck_fact_campaign_kind")
        ),
        sa.CheckConstraint(
            "char_end - char_start = length(quote) AND char_start >= 0", name=op.f("ck_fact_campaign_offsets")
        ),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["mart.dim_article.article_key"],
            name=op.f("fk_fact_campaign_article_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["campaign_key"], ["mart.dim_campaign.campaign_key"], name=op.f("fk_fact_campaign_campaign_key")
        ),
        sa.ForeignKeyConstraint(
            ["end_date_key"], ["mart.dim_date.date_key"], name=op.f("fk_fact_campaign_end_date_key")
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_fact_campaign_organization_key"),
        ),
        sa.ForeignKeyConstraint(
            ["published_date_key"], ["mart.dim_date.date_key"], name=op.f("fk_fact_campaign_published_date_key")
        ),
        sa.ForeignKeyConstraint(
            ["publisher_key"], ["mart.dim_publisher.publisher_key"], name=op.f("fk_fact_campaign_publisher_key")
        ),
        sa.ForeignKeyConstraint(
            ["start_date_key"], ["mart.dim_date.date_key"], name=op.f("fk_fact_campaign_start_date_key")
        ),
        sa.PrimaryKeyConstraint("campaign_fact_key", name=op.f("pk_fact_campaign")),
        schema="mart",
        comment="Grain: one pair of a campaign and a body that launches or runs it, in one article version.",
    )
    op.create_index(op.f("ix_fact_campaign_article_key"), "fact_campaign", ["article_key"], unique=False, schema="mart")
    op.create_index(
        op.f("ix_fact_campaign_campaign_key"), "fact_campaign", ["campaign_key"], unique=False, schema="mart"
    )
    op.create_index(
        op.f("ix_fact_campaign_organization_key"), "fact_campaign", ["organization_key"], unique=False, schema="mart"
    )
    op.create_index(
        "ix_fact_campaign_run", "fact_campaign", ["campaign_key", "organization_key"], unique=False, schema="mart"
    )
    op.create_table(
        "fact_result",
        sa.Column(
            "result_key",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="Surrogate key, made of article version and content.",
        ),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=False, comment="Article version that states it."),
        sa.Column("publisher_key", sa.BigInteger(), nullable=False, comment="Publisher of the article."),
        sa.Column(
            "published_date_key", sa.Integer(), nullable=False, comment="Day of publication in Vietnam, 0 if not known."
        ),
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            nullable=False,
            comment="Body whose outcome it is; 0 if the article does not say.",
        ),
        sa.Column(
            "campaign_key",
            sa.BigInteger(),
            nullable=False,
            comment="Campaign it comes from; 0 if the article does not say.",
        ),
        sa.Column(
            "measure",
            sa.Text(),
            nullable=False,
            comment="What was counted or measured. Example: initiatives. Vietnamese: sáng kiến, thí sinh, số tiền làm lợi, tỷ lệ ….",
        ),
        sa.Column(
            "value",
            sa.Double(),
            nullable=False,
            comment="The number. Unit: as the measure says: pieces, persons, đồng, per cent. Example: 27000000000.",
        ),
        sa.Column(
            "value_qualifier",
            sa.Text(),
            nullable=False,
            comment="How the article hedges the number: exact, over, under, about. Read from: trên, hơn, ít nhất are over; gần, dưới are under; khoảng, chừng are about.",
        ),
        sa.Column("year_from", sa.SmallInteger(), nullable=True, comment="First year it covers; null if nothing says."),
        sa.Column("year_to", sa.SmallInteger(), nullable=True, comment="Last year it covers; null if nothing says."),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=False,
            comment="Words of the article that state the fact, verbatim. Vietnamese: trích dẫn.",
        ),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=False,
            comment="Where the quote begins in the text of the article. Unit: character, from 0.",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=False,
            comment="Where the quote ends, one past its last character. Unit: character.",
        ),
        sa.Column(
            "rule", sa.Text(), nullable=False, comment="Construction that yielded the fact. Example: verb_count_kind."
        ),
        sa.Column(
            "cues",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="Words that the construction rested on, in text order.",
        ),
        sa.Column("extractor_version", sa.Text(), nullable=False, comment="Version of the reader. Example: 1."),
        sa.CheckConstraint(
            "measure IN ('entries', 'participants', 'organizations', 'initiatives', 'benefit_vnd', 'works', 'rate_percent', 'target_percent', 'target_count', 'other')",
            name=op.f("ck_fact_result_measure"),
        ),
        sa.CheckConstraint(
            "value_qualifier IN ('exact', 'over', 'under', 'about')", name=op.f("ck_fact_result_value_qualifier")
        ),
        sa.CheckConstraint(
            "char_end - char_start = length(quote) AND char_start >= 0", name=op.f("ck_fact_result_offsets")
        ),
        sa.CheckConstraint("year_from <= year_to", name=op.f("ck_fact_result_years")),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["mart.dim_article.article_key"],
            name=op.f("fk_fact_result_article_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["campaign_key"], ["mart.dim_campaign.campaign_key"], name=op.f("fk_fact_result_campaign_key")
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_fact_result_organization_key"),
        ),
        sa.ForeignKeyConstraint(
            ["published_date_key"], ["mart.dim_date.date_key"], name=op.f("fk_fact_result_published_date_key")
        ),
        sa.ForeignKeyConstraint(
            ["publisher_key"], ["mart.dim_publisher.publisher_key"], name=op.f("fk_fact_result_publisher_key")
        ),
        sa.PrimaryKeyConstraint("result_key", name=op.f("pk_fact_result")),
        schema="mart",
        comment="Grain: one counted outcome other than an award, as one article version tells it once.",
    )
    op.create_index(op.f("ix_fact_result_article_key"), "fact_result", ["article_key"], unique=False, schema="mart")
    op.create_index(op.f("ix_fact_result_campaign_key"), "fact_result", ["campaign_key"], unique=False, schema="mart")
    op.create_index(
        op.f("ix_fact_result_organization_key"), "fact_result", ["organization_key"], unique=False, schema="mart"
    )
    op.create_table(
        "resolved_award",
        sa.Column(
            "event_id",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="The event: made of event_key, its least count and, where the form recurs, the first day of publication.",
        ),
        sa.Column("event_key", sa.UUID(as_uuid=False), nullable=False, comment="What its mentions share."),
        sa.Column(
            "organization_key", sa.BigInteger(), nullable=False, comment="Body that confers; 0 if no mention says."
        ),
        sa.Column(
            "campaign_key",
            sa.BigInteger(),
            nullable=False,
            comment="Campaign in which it was won; 0 if no mention says.",
        ),
        sa.Column(
            "award_title_key", sa.BigInteger(), nullable=False, comment="Title, honour or form; 0 if no mention says."
        ),
        sa.Column(
            "count",
            sa.BigInteger(),
            nullable=False,
            comment="How many were recognised: the count that most articles tell; then an exact one, the latest, the greatest. Unit: recipients or prizes.",
        ),
        sa.Column("count_qualifier", sa.Text(), nullable=False, comment="Hedge of that count."),
        sa.Column("recipient_kind", sa.Text(), nullable=False, comment="What was counted."),
        sa.Column("prize", sa.Text(), nullable=True, comment="Rank or class inside the award; null if none."),
        sa.Column(
            "level",
            sa.Text(),
            nullable=True,
            comment="Level, of the mention shown, else of another; null if none tells.",
        ),
        sa.Column(
            "year_from", sa.SmallInteger(), nullable=True, comment="First year it covers; null if no mention says."
        ),
        sa.Column("year_to", sa.SmallInteger(), nullable=True, comment="Last year it covers; null if no mention says."),
        sa.Column("status", sa.Text(), nullable=False, comment="awarded, or nominated."),
        sa.Column("mentions", sa.Integer(), nullable=False, comment="Mentions that tell of it. Unit: mention."),
        sa.Column("articles", sa.Integer(), nullable=False, comment="Articles among them. Unit: article."),
        sa.Column(
            "stories",
            sa.Integer(),
            nullable=False,
            comment="Texts among them that are no copy of one another: independent support. Unit: story.",
        ),
        sa.Column(
            "contradicted",
            sa.Boolean(),
            nullable=False,
            comment="Whether articles tell different counts of it, each within a quarter of the next.",
        ),
        sa.Column(
            "counts",
            postgresql.ARRAY(sa.BigInteger()),
            nullable=False,
            comment="All counts told, rising. Example: {188,190}.",
        ),
        sa.Column(
            "score",
            sa.Double(),
            nullable=False,
            comment="Share of the mentions that tell the count shown. Unit: 0 to 1.",
        ),
        sa.Column(
            "rule",
            sa.Text(),
            nullable=False,
            comment="Why its mentions are one event: single, same_facts, same_sentence (copies of the words), contradiction.",
        ),
        sa.Column(
            "award_keys",
            postgresql.ARRAY(sa.UUID(as_uuid=False)),
            nullable=False,
            comment="The mentions, in the order of publication.",
        ),
        sa.Column(
            "article_ids", postgresql.ARRAY(sa.UUID(as_uuid=False)), nullable=False, comment="Their articles, sorted."
        ),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=True, comment="First publication."),
        sa.Column("last_published_at", sa.DateTime(timezone=True), nullable=True, comment="Last publication."),
        sa.ForeignKeyConstraint(
            ["award_title_key"],
            ["mart.dim_award_title.award_title_key"],
            name=op.f("fk_resolved_award_award_title_key"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_key"], ["mart.dim_campaign.campaign_key"], name=op.f("fk_resolved_award_campaign_key")
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_resolved_award_organization_key"),
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_resolved_award")),
        schema="mart",
        comment="Grain: one award in the real world. Summing count is safe; where contradicted, the sum takes the count shown.",
    )
    op.create_index(
        "ix_resolved_award_award_title_key",
        "resolved_award",
        ["award_title_key", "year_to"],
        unique=False,
        schema="mart",
    )
    op.create_index(
        "ix_resolved_award_campaign_key", "resolved_award", ["campaign_key", "year_to"], unique=False, schema="mart"
    )
    op.create_index(
        "ix_resolved_award_contradicted",
        "resolved_award",
        ["event_id"],
        unique=False,
        schema="mart",
        postgresql_where="contradicted",
    )
    op.create_index(op.f("ix_resolved_award_event_key"), "resolved_award", ["event_key"], unique=False, schema="mart")
    op.create_index(
        "ix_resolved_award_organization_key",
        "resolved_award",
        ["organization_key", "year_to"],
        unique=False,
        schema="mart",
    )
    op.create_table(
        "resolved_campaign",
        sa.Column("campaign_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="The campaign."),
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Body that launches or runs it; 0 if not said.",
        ),
        sa.Column(
            "year",
            sa.SmallInteger(),
            autoincrement=False,
            nullable=False,
            comment="Year in which the run begins, as stated; 0 where no year is.",
        ),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="movement, contest, programme, drive or peak: what most mentions say.",
        ),
        sa.Column(
            "date_from", sa.Text(), nullable=True, comment="Beginning, in the most exact form told; null if none."
        ),
        sa.Column("date_to", sa.Text(), nullable=True, comment="End, in the most exact form told; null if none."),
        sa.Column("theme", sa.Text(), nullable=True, comment="Theme that most mentions tell; null if none."),
        sa.Column("mentions", sa.Integer(), nullable=False, comment="Mentions that tell of it. Unit: mention."),
        sa.Column("articles", sa.Integer(), nullable=False, comment="Articles among them. Unit: article."),
        sa.Column(
            "contradicted",
            sa.Boolean(),
            nullable=False,
            comment="Whether mentions tell different days for its beginning or its end.",
        ),
        sa.Column(
            "dates",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="All beginnings and ends told, as from/to, sorted.",
        ),
        sa.Column(
            "campaign_fact_keys",
            postgresql.ARRAY(sa.UUID(as_uuid=False)),
            nullable=False,
            comment="The mentions, in the order of publication.",
        ),
        sa.Column(
            "article_ids", postgresql.ARRAY(sa.UUID(as_uuid=False)), nullable=False, comment="Their articles, sorted."
        ),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=True, comment="First publication."),
        sa.Column("last_published_at", sa.DateTime(timezone=True), nullable=True, comment="Last publication."),
        sa.ForeignKeyConstraint(
            ["campaign_key"], ["mart.dim_campaign.campaign_key"], name=op.f("fk_resolved_campaign_campaign_key")
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_resolved_campaign_organization_key"),
        ),
        sa.PrimaryKeyConstraint("campaign_key", "organization_key", "year", name=op.f("pk_resolved_campaign")),
        schema="mart",
        comment="Grain: one body's run of one campaign, beginning in one year where a year is told.",
    )
    op.create_index(
        "ix_resolved_campaign_organization_key", "resolved_campaign", ["organization_key"], unique=False, schema="mart"
    )
    op.create_table(
        "bridge_award_recipient",
        sa.Column("award_key", sa.UUID(as_uuid=False), nullable=False, comment="The award."),
        sa.Column(
            "position",
            sa.SmallInteger(),
            autoincrement=False,
            nullable=False,
            comment="Place in the article's list, from 1.",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="Name as the article gives it. Example: Nguyễn Thị Hoa."),
        sa.Column("person_key", sa.BigInteger(), nullable=False, comment="The person; 0 if it is a body or a work."),
        sa.Column(
            "organization_key", sa.BigInteger(), nullable=False, comment="The body; 0 if it is a person or a work."
        ),
        sa.ForeignKeyConstraint(
            ["award_key"],
            ["mart.fact_award.award_key"],
            name=op.f("fk_bridge_award_recipient_award_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_bridge_award_recipient_organization_key"),
        ),
        sa.ForeignKeyConstraint(
            ["person_key"], ["mart.dim_person.person_key"], name=op.f("fk_bridge_award_recipient_person_key")
        ),
        sa.PrimaryKeyConstraint("award_key", "position", name=op.f("pk_bridge_award_recipient")),
        schema="mart",
        comment="Grain: one name given for one award. Joining it to fact_award repeats the count of the award.",
    )
    op.create_index(
        op.f("ix_bridge_award_recipient_organization_key"),
        "bridge_award_recipient",
        ["organization_key"],
        unique=False,
        schema="mart",
    )
    op.create_index(
        op.f("ix_bridge_award_recipient_person_key"),
        "bridge_award_recipient",
        ["person_key"],
        unique=False,
        schema="mart",
    )
