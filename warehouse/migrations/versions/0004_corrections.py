"""Corrections."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column(
            "correction_id",
            sa.BigInteger(),
            sa.Identity(always=True),
            nullable=False,
            comment="Identity, rising: of two corrections of one field the later counts.",
        ),
        sa.Column("fact", sa.Text(), nullable=False, comment="Which kind of fact. Example: award, campaign, result."),
        sa.Column(
            "fact_key",
            sa.UUID(as_uuid=False),
            nullable=False,
            comment="The fact as it stood when it was corrected: award_key, campaign_fact_key or result_key of the flat views.",
        ),
        sa.Column(
            "field",
            sa.Text(),
            nullable=True,
            comment="Field that is replaced; null if the fact is wrong as a whole. Example: count.",
        ),
        sa.Column(
            "value",
            sa.Text(),
            nullable=True,
            comment="What is right; null to empty the field, or if the fact is wrong as a whole. Example: 188.",
        ),
        sa.Column(
            "reason",
            sa.Text(),
            nullable=False,
            comment="Why, for those who come after. Example: the decision of 12 May 2023 says 188.",
        ),
        sa.Column("corrected_by", sa.Text(), server_default=sa.text("SESSION_USER"), nullable=False, comment="Who."),
        sa.Column(
            "corrected_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False, comment="When."
        ),
        sa.Column(
            "article_id",
            sa.UUID(as_uuid=False),
            nullable=True,
            comment="Article that states it; filled in when first carried out.",
        ),
        sa.Column(
            "quote", sa.Text(), nullable=True, comment="Words that it was read from; filled in when first carried out."
        ),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=True,
            comment="Where they began; filled in when first carried out. Unit: character, from 0.",
        ),
        sa.Column(
            "sentence",
            sa.Text(),
            nullable=True,
            comment="Whole sentences around them: once they differ, the correction asks for review; filled in when first carried out.",
        ),
        sa.Column(
            "as_read",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="What the reader had read, field by field; filled in when first carried out.",
        ),
        sa.Column(
            "status",
            sa.Text(),
            server_default="pending",
            nullable=False,
            comment="How it stands: pending, applied, review, superseded.",
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="Why it asks for review or does not count; else null."),
        sa.Column(
            "applies_to", sa.UUID(as_uuid=False), nullable=True, comment="The fact that it corrects now; null if none."
        ),
        sa.Column(
            "carried_out",
            sa.Text(),
            nullable=True,
            comment="Field and value that were last carried out; if they differ from those given, the next load carries them out.",
        ),
        sa.CheckConstraint("fact IN ('award', 'campaign', 'result')", name=op.f("ck_correction_fact")),
        sa.CheckConstraint("reason ~ '\\S'", name=op.f("ck_correction_reason")),
        sa.CheckConstraint(
            "status IN ('pending', 'applied', 'review', 'superseded')", name=op.f("ck_correction_status")
        ),
        sa.CheckConstraint(
            "CASE WHEN field IS NULL THEN value IS NULL ELSE CASE fact || '.' || field WHEN 'award.count' THEN coalesce(value ~ '^[1-9]\\d{0,11}$', false) WHEN 'award.count_qualifier' THEN coalesce(value IN ('exact', 'over', 'under', 'about'), false) WHEN 'award.recipient_kind' THEN coalesce(value IN ('individual', 'collective', 'family', 'initiative', 'work', 'prize', 'mixed'), false) WHEN 'award.award_title' THEN coalesce(value ~ '\\S', true) WHEN 'award.prize' THEN coalesce(value ~ '\\S', true) WHEN 'award.level' THEN coalesce(value IN ('grassroots', 'district', 'province', 'national'), true) WHEN 'award.organization' THEN coalesce(value ~ '\\S', true) WHEN 'award.campaign' THEN coalesce(value ~ '\\S', true) WHEN 'award.year_from' THEN coalesce(value ~ '^(19(4[5-9]|[5-9]\\d)|20\\d\\d)$', true) WHEN 'award.year_to' THEN coalesce(value ~ '^(19(4[5-9]|[5-9]\\d)|20\\d\\d)$', true) WHEN 'award.status' THEN coalesce(value IN ('awarded', 'nominated'), false) WHEN 'award.recipients' THEN coalesce(value ~ '^\\[(\"([^\"\\\\]|\\\\.)+\"(, ?\"([^\"\\\\]|\\\\.)+\")*)?\\]$', false) WHEN 'campaign.campaign' THEN coalesce(value ~ '\\S', false) WHEN 'campaign.kind' THEN coalesce(value IN ('movement', 'contest', 'programme', 'drive', 'peak'), false) WHEN 'campaign.organization' THEN coalesce(value ~ '\\S', true) WHEN 'campaign.date_from' THEN coalesce(value ~ '^(19|20)\\d\\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', true) WHEN 'campaign.date_to' THEN coalesce(value ~ '^(19|20)\\d\\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', true) WHEN 'campaign.theme' THEN coalesce(value ~ '\\S', true) WHEN 'result.measure' THEN coalesce(value IN ('entries', 'participants', 'organizations', 'initiatives', 'benefit_vnd', 'works', 'rate_percent', 'target_percent', 'target_count', 'other'), false) WHEN 'result.value' THEN coalesce(value ~ '^\\d{1,18}(\\.\\d{1,6})?$', false) WHEN 'result.value_qualifier' THEN coalesce(value IN ('exact', 'over', 'under', 'about'), false) WHEN 'result.campaign' THEN coalesce(value ~ '\\S', true) WHEN 'result.organization' THEN coalesce(value ~ '\\S', true) WHEN 'result.year_from' THEN coalesce(value ~ '^(19(4[5-9]|[5-9]\\d)|20\\d\\d)$', true) WHEN 'result.year_to' THEN coalesce(value ~ '^(19(4[5-9]|[5-9]\\d)|20\\d\\d)$', true) ELSE false END END",
            name=op.f("ck_correction_value"),
        ),
        sa.PrimaryKeyConstraint("correction_id", name=op.f("pk_correction")),
        schema="ops",
        comment="Grain: one correction of one field of one fact, or of a fact as a whole. It wins over the reader, whatever is loaded or read again.",
    )
    op.create_index(op.f("ix_correction_applies_to"), "correction", ["applies_to"], unique=False, schema="ops")
    op.create_index(op.f("ix_correction_article_id"), "correction", ["article_id"], unique=False, schema="ops")
    op.create_table(
        "fact_as_read",
        sa.Column("fact", sa.Text(), nullable=False, comment="Which kind of fact. Example: award."),
        sa.Column("fact_key", sa.UUID(as_uuid=False), nullable=False, comment="Key of the fact."),
        sa.Column("article_key", sa.UUID(as_uuid=False), nullable=False, comment="Article version that states it."),
        sa.Column(
            "row", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="The row as the reader made it."
        ),
        sa.Column(
            "recipients",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
            comment="Its rows of mart.bridge_award_recipient.",
        ),
        sa.Column(
            "correction_ids",
            postgresql.ARRAY(sa.BigInteger()),
            nullable=False,
            comment="Corrections of its article that were carried out with it.",
        ),
        sa.PrimaryKeyConstraint("fact", "fact_key", name=op.f("pk_fact_as_read")),
        schema="ops",
        comment="Grain: one fact whose row in the mart is not as it was read, because of corrections: what a removed correction gives back.",
    )
    op.create_index("ix_fact_as_read_article_key", "fact_as_read", ["article_key"], unique=False, schema="ops")
    op.add_column(
        "fact_award",
        sa.Column(
            "corrected",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="Whether a person corrected it: mart.corrections says who, when and why.",
        ),
        schema="mart",
    )
    op.add_column(
        "fact_campaign",
        sa.Column(
            "corrected",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="Whether a person corrected it: mart.corrections says who, when and why.",
        ),
        schema="mart",
    )
    op.add_column(
        "fact_result",
        sa.Column(
            "corrected",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="Whether a person corrected it: mart.corrections says who, when and why.",
        ),
        schema="mart",
    )
