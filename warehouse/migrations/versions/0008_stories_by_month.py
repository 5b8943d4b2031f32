"""Copies are looked for in the same and the neighbouring months of publication; stories of others part."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "article_band",
        sa.Column(
            "month",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="Month of publication in Vietnam as YYYYMM; 0 if not known. Example: 202211.",
        ),
        schema="ops",
    )
    op.execute(
        "UPDATE ops.article_band b SET month = a.published_date_key / 100 FROM mart.dim_article a "
        "WHERE a.article_key = b.article_key"
    )
    op.alter_column("article_band", "month", server_default=None, schema="ops")
    op.drop_constraint("pk_article_band", "article_band", schema="ops")
    op.create_primary_key("pk_article_band", "article_band", ["month", "band", "article_key"], schema="ops")
    op.create_table_comment(
        "article_band",
        "Grain: one part of the signature of one article version. Versions of the same or neighbouring months that share a "
        "part are compared.",
        existing_comment="Grain: one part of the signature of one article version. Versions that share a part are compared.",
        schema="ops",
    )
    op.create_table_comment(
        "bridge_article_copy",
        "Grain: one pair of current articles of which one is a copy of the other, as mirrors and syndicated news are. "
        "Copies are published in the same or neighbouring months, or on a day not known.",
        existing_comment="Grain: one pair of current articles of which one is a copy of the other, as mirrors and syndicated "
        "news are.",
        schema="mart",
    )
    for statement in _PART:
        op.execute(statement)


_PART = (
    """
    CREATE TEMP TABLE parted ON COMMIT DROP AS
    WITH gone AS (
        DELETE FROM mart.bridge_article_copy b USING mart.dim_article a, mart.dim_article o
        WHERE a.article_id = b.article_id AND a.is_current AND o.article_id = b.copy_id AND o.is_current
          AND a.published_date_key <> 0 AND o.published_date_key <> 0
          AND abs(a.published_date_key / 10000 * 12 + mod(a.published_date_key / 100, 100)
                  - o.published_date_key / 10000 * 12 - mod(o.published_date_key / 100, 100)) > 1
        RETURNING a.story_id)
    SELECT a.article_id, a.article_key FROM mart.dim_article a
    WHERE a.story_id IN (SELECT story_id FROM gone)
    """,
    """
    CREATE TEMP TABLE retold ON COMMIT DROP AS
    WITH RECURSIVE link AS (
        SELECT article_id, copy_id FROM mart.bridge_article_copy UNION ALL
        SELECT copy_id, article_id FROM mart.bridge_article_copy
    ), reach (article_id, other) AS (
        SELECT article_id, article_id FROM parted
        UNION
        SELECT r.article_id, l.copy_id FROM reach r JOIN link l ON l.article_id = r.other
    )
    SELECT DISTINCT ON (article_id) article_id, other AS story_id FROM reach ORDER BY article_id, other
    """,
    "UPDATE mart.dim_article a SET story_id = r.story_id FROM retold r WHERE a.article_id = r.article_id",
    """
    UPDATE mart.resolved_award r SET stories = s.stories
    FROM (SELECT DISTINCT f.event_key FROM parted p JOIN mart.fact_award f ON f.article_key = p.article_key) e,
         mart.resolved_award told
         CROSS JOIN LATERAL (
            SELECT count(DISTINCT a.story_id) AS stories
            FROM mart.dim_article a WHERE a.is_current AND a.article_id = ANY (told.article_ids)) s
    WHERE told.event_key = e.event_key AND r.event_id = told.event_id AND r.stories <> s.stories
    """,
)
