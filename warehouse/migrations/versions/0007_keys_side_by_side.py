"""Keys that begin alike where rows come together: an award's as its article version's, an event's with year and body.

Awards get the keys that a load of this version would give them, and everything that names them follows.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_fact_award_event_key", table_name="fact_award", schema="mart")
    op.drop_constraint("fk_bridge_award_recipient_award_key", "bridge_award_recipient", schema="mart")
    op.drop_constraint("fk_bridge_event_recipient_event_id", "bridge_event_recipient", schema="mart")
    for statement in (*_FIND, *_MOVE):
        op.execute(statement)
    for table, column, target in (
        ("bridge_award_recipient", "award_key", "fact_award"),
        ("bridge_event_recipient", "event_id", "resolved_award"),
    ):
        op.create_foreign_key(
            f"fk_{table}_{column}", table, target, [column], [column], source_schema="mart", referent_schema="mart",
            ondelete="CASCADE",
        )  # fmt: skip


def _beside(place: str, key: str) -> str:
    """Return the key with the first half of `place` in the place of its own, as an SQL expression."""
    return f"(left(({place})::text, 18) || right(({key})::text, 18))::uuid"


_FIND = (
    # As read, or as it stands: of each event the year and the body that its fullest mention tells.
    """
    CREATE TEMP TABLE event_moved ON COMMIT DROP AS
    SELECT event_key AS old_key,
           (lpad(to_hex(coalesce(max(stated), max(published), 0) & 65535), 4, '0')
            || left(lpad(to_hex(max(organization_key)), 16, '0'), 12)
            || right(replace(event_key::text, '-', ''), 16))::uuid AS new_key
    FROM (
        SELECT t.event_key, t.organization_key, coalesce(nullif(t.year_from, 0), nullif(t.year_to, 0))::int AS stated,
               extract(year FROM a.published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS published
        FROM (
            SELECT article_key, event_key, organization_key, year_from, year_to FROM mart.fact_award
            UNION ALL
            SELECT r.article_key, n.event_key, n.organization_key, n.year_from, n.year_to
            FROM ops.fact_as_read r CROSS JOIN LATERAL jsonb_populate_record(NULL::mart.fact_award, r."row") n
            WHERE r.fact = 'award'
        ) t LEFT JOIN mart.dim_article a ON a.article_key = t.article_key
    ) told GROUP BY event_key
    """,
    f"""
    CREATE TEMP TABLE award_moved ON COMMIT DROP AS
    SELECT award_key AS old_key, {_beside("article_key", "award_key")} AS new_key FROM mart.fact_award
    UNION
    SELECT fact_key, {_beside("article_key", "fact_key")} FROM ops.fact_as_read WHERE fact = 'award'
    """,  # noqa: S608
    "ANALYZE event_moved, award_moved",
    """
    CREATE TEMP TABLE resolved_moved ON COMMIT DROP AS
    SELECT r.event_id AS old_id, e.new_key AS event_key,
           min(CASE WHEN f.recurs THEN f.published_date_key ELSE 0 END) AS first_day,
           array_agg(m.new_key ORDER BY a.published_at, m.new_key) AS award_keys
    FROM mart.resolved_award r
    JOIN event_moved e ON e.old_key = r.event_key
    CROSS JOIN unnest(r.award_keys) AS mention (award_key)
    JOIN award_moved m ON m.old_key = mention.award_key
    JOIN mart.fact_award f ON f.award_key = mention.award_key
    JOIN mart.dim_article a ON a.article_key = f.article_key
    GROUP BY r.event_id, e.new_key
    """,
    "ANALYZE resolved_moved",
)

_EVENT_ID = _beside("m.event_key", "md5(concat_ws('/', m.event_key, m.first_day, r.counts[1]))::uuid")

_MOVE = (
    f"""
    UPDATE mart.bridge_event_recipient b SET event_id = {_EVENT_ID}
    FROM resolved_moved m JOIN mart.resolved_award r ON r.event_id = m.old_id WHERE b.event_id = m.old_id
    """,  # noqa: S608
    f"""
    UPDATE mart.resolved_award r SET event_id = {_EVENT_ID}, event_key = m.event_key, award_keys = m.award_keys
    FROM resolved_moved m WHERE r.event_id = m.old_id
    """,  # noqa: S608
    "UPDATE mart.bridge_award_recipient b SET award_key = m.new_key FROM award_moved m WHERE b.award_key = m.old_key",
    "UPDATE ops.correction c SET fact_key = m.new_key FROM award_moved m WHERE c.fact = 'award' AND c.fact_key = m.old_key",
    "UPDATE ops.correction c SET applies_to = m.new_key FROM award_moved m WHERE c.applies_to = m.old_key",
    """
    UPDATE ops.fact_as_read r SET fact_key = m.new_key,
        "row" = r."row" || jsonb_build_object('award_key', m.new_key, 'event_key', e.new_key),
        recipients = (SELECT coalesce(jsonb_agg(each || jsonb_build_object('award_key', m.new_key) ORDER BY place), '[]')
                      FROM jsonb_array_elements(r.recipients) WITH ORDINALITY AS given (each, place))
    FROM award_moved m, event_moved e
    WHERE r.fact = 'award' AND r.fact_key = m.old_key AND e.old_key = CAST(r."row" ->> 'event_key' AS uuid)
    """,
    """
    UPDATE mart.fact_award f SET award_key = m.new_key, event_key = e.new_key
    FROM award_moved m, event_moved e WHERE f.award_key = m.old_key AND f.event_key = e.old_key
    """,
)
