"""Resolution: from mentions to events, for the events that a publish touches and no others.

Runs inside the transaction of the publish, so resolved facts and mentions are never out of step. What it writes depends
on the current mentions alone, not on the order in which they came.
"""

from sqlalchemy import Connection, text


def note_events(connection: Connection) -> None:
    """Note the events that the documents in `change` told of so far; call before their facts are replaced."""
    for statement in _NOTE:
        connection.execute(text(statement))


def resolve_events(connection: Connection) -> None:
    """Make anew the events that were noted, and those of every article version that the publish changed."""
    for statement in (*_SPREAD, *_RESOLVE_AWARDS, *_RESOLVE_CAMPAIGNS):
        connection.execute(text(statement))


# The versions in question: those replaced, and those that a change of the current version may concern.
_VERSIONS = """
    SELECT article_key FROM change
    UNION
    SELECT a.article_key FROM mart.dim_article a JOIN moved m ON m.article_id = a.article_id
"""

_NOTE = (
    """
    CREATE TEMP TABLE event_touched ON COMMIT DROP AS
    SELECT f.event_key FROM mart.fact_award f JOIN change c ON c.article_key = f.article_key AND NOT c.is_new
    """,
    """
    CREATE TEMP TABLE run_touched ON COMMIT DROP AS
    SELECT f.campaign_key, f.organization_key FROM mart.fact_campaign f
    JOIN change c ON c.article_key = f.article_key AND NOT c.is_new
    """,
    """
    CREATE TEMP TABLE stood ON COMMIT DROP AS
    SELECT a.article_id, a.article_key FROM mart.dim_article a JOIN touched t ON t.article_id = a.article_id
    WHERE a.is_current
    """,
)

_SPREAD = (
    """
    CREATE TEMP TABLE moved ON COMMIT DROP AS
    SELECT t.article_id FROM touched t
    LEFT JOIN stood s ON s.article_id = t.article_id
    LEFT JOIN mart.dim_article a ON a.article_id = t.article_id AND a.is_current
    WHERE s.article_key IS DISTINCT FROM a.article_key
    """,
    f"""
    INSERT INTO event_touched
    SELECT f.event_key FROM mart.fact_award f WHERE f.article_key IN ({_VERSIONS})
    """,  # noqa: S608
    f"""
    INSERT INTO run_touched
    SELECT f.campaign_key, f.organization_key FROM mart.fact_campaign f WHERE f.article_key IN ({_VERSIONS})
    """,  # noqa: S608
    "ANALYZE event_touched, run_touched",
    "DELETE FROM mart.resolved_award r USING event_touched e WHERE r.event_key = e.event_key",
    """
    DELETE FROM mart.resolved_campaign r USING run_touched e
    WHERE (r.campaign_key, r.organization_key) = (e.campaign_key, e.organization_key)
    """,
)

_RESOLVE_AWARDS = (
    # An article that tells two counts under one key tells two events; else different counts contradict each other.
    """
    INSERT INTO mart.resolved_award
    WITH mention AS (
        SELECT f.*, a.article_id, a.published_at, a.text_digest
        FROM (SELECT DISTINCT event_key FROM event_touched) e
        JOIN mart.fact_award f ON f.event_key = e.event_key
        JOIN mart.dim_article a ON a.article_key = f.article_key AND a.is_current
    ), split AS (
        SELECT event_key, bool_or(many) AS by_count
        FROM (SELECT event_key, min(count) < max(count) AS many FROM mention GROUP BY event_key, article_key) each
        GROUP BY event_key
    ), part AS (
        SELECT m.*, CASE WHEN s.by_count THEN m.count ELSE 0 END AS part FROM mention m JOIN split s USING (event_key)
    ), support AS (
        SELECT event_key, part, count, count(DISTINCT article_id) AS articles, count(*) AS agreeing
        FROM part GROUP BY event_key, part, count
    ), shown AS (
        SELECT DISTINCT ON (event_key, part) p.*, s.agreeing
        FROM part p JOIN support s USING (event_key, part, count)
        ORDER BY event_key, part, s.articles DESC, p.count_qualifier <> 'exact', p.published_at DESC NULLS LAST,
                 p.count DESC, p.level IS NULL, p.year_from IS NULL, p.organization_key = 0, p.award_title_key = 0,
                 p.campaign_key = 0, p.award_key
    ), told AS (
        SELECT event_key, part,
               count(*) AS mentions,
               count(DISTINCT article_id) AS articles,
               count(DISTINCT text_digest) AS stories,
               count(DISTINCT count) > 1 AS contradicted,
               array_agg(DISTINCT count ORDER BY count) AS counts,
               array_agg(award_key ORDER BY published_at NULLS LAST, award_key) AS award_keys,
               array_agg(DISTINCT article_id ORDER BY article_id) AS article_ids,
               min(published_at) AS first_published_at, max(published_at) AS last_published_at,
               max(organization_key) AS organization_key, max(campaign_key) AS campaign_key,
               max(award_title_key) AS award_title_key,
               min(level) AS level, min(year_from) AS year_from, max(year_to) AS year_to,
               count(DISTINCT quote) = 1 AS same_words
        FROM part GROUP BY event_key, part
    )
    SELECT CASE WHEN part = 0 THEN event_key ELSE md5(event_key::text || '/' || part)::uuid END, event_key,
           t.organization_key, t.campaign_key, t.award_title_key,
           s.count, s.count_qualifier, s.recipient_kind, s.prize, coalesce(s.level, t.level),
           coalesce(s.year_from, t.year_from), coalesce(s.year_to, t.year_to), s.status,
           t.mentions, t.articles, t.stories, t.contradicted, t.counts, s.agreeing::float8 / t.mentions,
           CASE WHEN t.mentions = 1 THEN 'single' WHEN t.contradicted THEN 'contradiction'
                WHEN t.same_words THEN 'same_sentence' ELSE 'same_facts' END,
           t.award_keys, t.article_ids, t.first_published_at, t.last_published_at
    FROM told t JOIN shown s USING (event_key, part)
    """,
)

_YEAR = "CASE WHEN f.date_from IS NULL THEN 0 ELSE left(f.date_from, 4)::int END"

_RESOLVE_CAMPAIGNS = (
    f"""
    INSERT INTO mart.resolved_campaign
    WITH mention AS (
        SELECT f.*, {_YEAR} AS year, a.article_id, a.published_at
        FROM (SELECT DISTINCT campaign_key, organization_key FROM run_touched) e
        JOIN mart.fact_campaign f USING (campaign_key, organization_key)
        JOIN mart.dim_article a ON a.article_key = f.article_key AND a.is_current
    )
    SELECT campaign_key, organization_key, year,
           mode() WITHIN GROUP (ORDER BY kind),
           (array_agg(date_from ORDER BY length(date_from) DESC, date_from))[1],
           (array_agg(date_to ORDER BY length(date_to) DESC NULLS LAST, date_to))[1],
           mode() WITHIN GROUP (ORDER BY theme),
           count(*), count(DISTINCT article_id),
           count(DISTINCT date_from) FILTER (WHERE length(date_from) = 10) > 1
               OR count(DISTINCT date_to) FILTER (WHERE length(date_to) = 10) > 1,
           coalesce(array_agg(DISTINCT concat(date_from, '/', date_to) ORDER BY concat(date_from, '/', date_to))
               FILTER (WHERE date_from IS NOT NULL OR date_to IS NOT NULL), '{{}}'),
           array_agg(campaign_fact_key ORDER BY published_at NULLS LAST, campaign_fact_key),
           array_agg(DISTINCT article_id ORDER BY article_id),
           min(published_at), max(published_at)
    FROM mention GROUP BY campaign_key, organization_key, year
    """,  # noqa: S608
)
