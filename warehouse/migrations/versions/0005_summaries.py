"""Sums that a publish keeps, and indexes for the questions asked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary_coverage",
        sa.Column("publisher_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="Publisher."),
        sa.Column(
            "month",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Month of publication in Vietnam as YYYYMM; 0 if not known. Example: 202211.",
        ),
        sa.Column("articles", sa.BigInteger(), nullable=False, comment="Articles. Unit: article."),
        sa.Column(
            "awards",
            sa.BigInteger(),
            nullable=False,
            comment="Awards that they tell of, each as often as it is told. Unit: mention.",
        ),
        sa.Column(
            "campaigns",
            sa.BigInteger(),
            nullable=False,
            comment="Campaigns that they tell of, the same. Unit: mention.",
        ),
        sa.Column(
            "results", sa.BigInteger(), nullable=False, comment="Results that they tell of, the same. Unit: mention."
        ),
        sa.ForeignKeyConstraint(
            ["publisher_key"], ["mart.dim_publisher.publisher_key"], name=op.f("fk_summary_coverage_publisher_key")
        ),
        sa.PrimaryKeyConstraint("publisher_key", "month", name=op.f("pk_summary_coverage")),
        schema="mart",
        comment="Grain: one publisher and month. Counts of current articles and of the facts they state.",
    )
    op.create_table(
        "summary_award",
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Body that confers; 0 if no mention says.",
        ),
        sa.Column(
            "year",
            sa.SmallInteger(),
            autoincrement=False,
            nullable=False,
            comment="Last year it covers; 0 if no mention says. Example: 2022.",
        ),
        sa.Column(
            "award_title_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Title, honour or form; 0 if no mention says.",
        ),
        sa.Column("level", sa.Text(), nullable=False, comment="Level; unknown if none tells."),
        sa.Column("recipient_kind", sa.Text(), nullable=False, comment="What was counted."),
        sa.Column("status", sa.Text(), nullable=False, comment="awarded, or nominated."),
        sa.Column("awards", sa.BigInteger(), nullable=False, comment="Awards. Unit: award."),
        sa.Column(
            "recognised", sa.BigInteger(), nullable=False, comment="Sum of their counts. Unit: recipients or prizes."
        ),
        sa.CheckConstraint(
            "level IN ('grassroots', 'district', 'province', 'national', 'unknown')",
            name=op.f("ck_summary_award_level"),
        ),
        sa.ForeignKeyConstraint(
            ["award_title_key"], ["mart.dim_award_title.award_title_key"], name=op.f("fk_summary_award_award_title_key")
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_summary_award_organization_key"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_key",
            "year",
            "award_title_key",
            "level",
            "recipient_kind",
            "status",
            name=op.f("pk_summary_award"),
        ),
        schema="mart",
        comment="Grain: one body, year, title, level, kind of recipient and status. Sums of mart.resolved_award: safe to sum again.",
    )
    op.create_index("ix_summary_award_year", "summary_award", ["year"], unique=False, schema="mart")
    op.create_table(
        "summary_mention",
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Body that confers; 0 if not said.",
        ),
        sa.Column(
            "month",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Month of publication in Vietnam as YYYYMM; 0 if not known. Example: 202211.",
        ),
        sa.Column(
            "mentions",
            sa.BigInteger(),
            nullable=False,
            comment="Awards told of it, each as often as it is told. Unit: mention.",
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_summary_mention_organization_key"),
        ),
        sa.PrimaryKeyConstraint("organization_key", "month", name=op.f("pk_summary_mention")),
        schema="mart",
        comment="Grain: one conferring body and month of publication. Counts of awards as current articles tell them.",
    )
    op.create_table(
        "summary_recipient",
        sa.Column(
            "person_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="The person; 0 if it is a body."
        ),
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="The body; 0 if it is a person.",
        ),
        sa.Column(
            "awards",
            sa.BigInteger(),
            nullable=False,
            comment="Awards in the real world that it was named for, nominations left out. Unit: award.",
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_summary_recipient_organization_key"),
        ),
        sa.ForeignKeyConstraint(
            ["person_key"], ["mart.dim_person.person_key"], name=op.f("fk_summary_recipient_person_key")
        ),
        sa.PrimaryKeyConstraint("person_key", "organization_key", name=op.f("pk_summary_recipient")),
        schema="mart",
        comment="Grain: one person or body named for awards. Counts of mart.bridge_event_recipient.",
    )
    op.create_index("ix_summary_recipient_awards", "summary_recipient", ["awards"], unique=False, schema="mart")
    op.create_table(
        "bridge_event_recipient",
        sa.Column("event_id", sa.UUID(as_uuid=False), nullable=False, comment="The award in the real world."),
        sa.Column(
            "person_key", sa.BigInteger(), autoincrement=False, nullable=False, comment="The person; 0 if it is a body."
        ),
        sa.Column(
            "organization_key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="The body; 0 if it is a person.",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["mart.resolved_award.event_id"],
            name=op.f("fk_bridge_event_recipient_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_key"],
            ["mart.dim_organization.organization_key"],
            name=op.f("fk_bridge_event_recipient_organization_key"),
        ),
        sa.ForeignKeyConstraint(
            ["person_key"], ["mart.dim_person.person_key"], name=op.f("fk_bridge_event_recipient_person_key")
        ),
        sa.PrimaryKeyConstraint("event_id", "person_key", "organization_key", name=op.f("pk_bridge_event_recipient")),
        schema="mart",
        comment="Grain: one person or body that any mention names for one award in the real world.",
    )
    op.create_index(
        "ix_bridge_event_recipient_organization_key",
        "bridge_event_recipient",
        ["organization_key"],
        unique=False,
        schema="mart",
    )
    op.create_index(
        "ix_bridge_event_recipient_person_key", "bridge_event_recipient", ["person_key"], unique=False, schema="mart"
    )
    op.drop_index(op.f("ix_fact_award_award_title_key"), table_name="fact_award", schema="mart")
    op.drop_index(op.f("ix_fact_award_campaign_key"), table_name="fact_award", schema="mart")
    op.drop_index(op.f("ix_fact_award_published_date_key"), table_name="fact_award", schema="mart")
    op.drop_index(op.f("ix_fact_campaign_campaign_key"), table_name="fact_campaign", schema="mart")
    op.create_index(
        "ix_fact_campaign_days",
        "fact_campaign",
        ["end_date_key", "start_date_key"],
        unique=False,
        schema="mart",
        postgresql_where=sa.text("start_date_key > 0"),
    )
    op.create_index("ix_fact_result_measure", "fact_result", ["measure", "year_to"], unique=False, schema="mart")
    op.drop_index(
        op.f("ix_resolved_award_contradicted"),
        table_name="resolved_award",
        schema="mart",
        postgresql_where="contradicted",
    )
    op.create_index(
        "ix_resolved_award_contradicted",
        "resolved_award",
        ["last_published_at"],
        unique=False,
        schema="mart",
        postgresql_where="contradicted",
    )
    op.create_index(op.f("ix_article_band_article_key"), "article_band", ["article_key"], unique=False, schema="ops")
    op.drop_index("ix_resolved_award_campaign_key", table_name="resolved_award", schema="mart")
    op.create_index(
        "ix_resolved_award_prizes",
        "resolved_award",
        ["year_to", "campaign_key"],
        unique=False,
        schema="mart",
        postgresql_where=sa.text("prize IS NOT NULL"),
        postgresql_include=["organization_key", "prize", "count"],
    )
    for statement in _FILL:
        op.execute(statement)


# What is there already is counted as loads will count what they bring.
_FILL = (
    """
    INSERT INTO mart.summary_award
    SELECT organization_key, coalesce(year_to, 0), award_title_key, coalesce(level, 'unknown'), recipient_kind, status,
           count(*), sum(count)
    FROM mart.resolved_award GROUP BY 1, 2, 3, 4, 5, 6
    """,
    """
    INSERT INTO mart.bridge_event_recipient
    SELECT DISTINCT r.event_id, b.person_key, b.organization_key
    FROM mart.resolved_award r
    CROSS JOIN unnest(r.award_keys) AS m (award_key)
    JOIN mart.bridge_award_recipient b ON b.award_key = m.award_key
    WHERE b.person_key <> 0 OR b.organization_key <> 0
    """,
    """
    INSERT INTO mart.summary_recipient
    SELECT b.person_key, b.organization_key, count(*)
    FROM mart.bridge_event_recipient b JOIN mart.resolved_award r ON r.event_id = b.event_id
    WHERE r.status = 'awarded' GROUP BY 1, 2
    """,
    """
    INSERT INTO mart.summary_coverage
    SELECT a.publisher_key, a.published_date_key / 100, count(*),
           sum((SELECT count(*) FROM mart.fact_award f WHERE f.article_key = a.article_key)),
           sum((SELECT count(*) FROM mart.fact_campaign f WHERE f.article_key = a.article_key)),
           sum((SELECT count(*) FROM mart.fact_result f WHERE f.article_key = a.article_key))
    FROM mart.dim_article a WHERE a.is_current GROUP BY 1, 2
    """,
    """
    INSERT INTO mart.summary_mention
    SELECT f.organization_key, a.published_date_key / 100, count(*)
    FROM mart.fact_award f JOIN mart.dim_article a ON a.article_key = f.article_key AND a.is_current GROUP BY 1, 2
    """,
)
