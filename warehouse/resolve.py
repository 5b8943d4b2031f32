"""Resolution: from mentions to events, for the events that a publish touches and no others.

Runs inside the transaction of the publish, so resolved facts and mentions are never out of step. What it writes depends
on the current mentions alone, not on the order in which they came.
"""

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Connection, text

from warehouse.bulk import indexes_built_after
from warehouse.schema import resolved, summaries


def note_events(connection: Connection) -> None:
    """Note the events that the documents in `change` told of so far; call before their facts are replaced."""
    _execute(connection, _NOTE)


def resolve_events(connection: Connection, *, everything: bool = False) -> None:
    """Make anew the events that were noted, and those of every article version that the publish changed.

    Args:
        everything: make all awards anew, which is faster where the publish brings in most of them.
    """
    _execute(connection, _VERSIONS)
    with indexes_built_after(connection, (resolved.award, summaries.award), everything):
        _execute(
            connection, _ALL_EVENTS if everything else _TOUCHED_EVENTS, _NO_LOOPS, (_SPLIT,), _MAKE_AWARDS[everything]
        )
    # Once the awards have their key again: taking it on means a look at every name that refers to it.
    with indexes_built_after(connection, (summaries.event_recipient,), everything):
        _execute(connection, _ADD_RECIPIENTS[everything])
    _execute(connection, _RESOLVE_CAMPAIGNS)


def _execute(connection: Connection, *groups: Sequence[str]) -> None:
    for statement in chain(*groups):
        connection.execute(text(statement))


# The versions in question: those replaced, those of articles whose current version changed, and copies of such.
_VERSIONS = (
    """
    CREATE TEMP TABLE version_touched ON COMMIT DROP AS
    SELECT article_key FROM change
    UNION
    SELECT a.article_key FROM mart.dim_article a JOIN moved m ON m.article_id = a.article_id
    UNION
    SELECT article_key FROM restoried
    """,
    # A planner that thinks of many would read all facts for a few.
    "ANALYZE version_touched",
)

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

_CURRENT = "mart.fact_award f JOIN mart.dim_article a ON a.article_key = f.article_key AND a.is_current"

_MENTION = f"""
    CREATE TEMP TABLE mention ON COMMIT DROP AS
    SELECT f.award_key, f.event_key, f.recurs, f.article_key, f.published_date_key, f.organization_key, f.campaign_key,
           f.award_title_key, f.count, f.count_qualifier, f.recipient_kind, f.prize, f.level, f.year_from, f.year_to,
           f.status, hashtextextended(f.quote, 0) AS words, a.article_id, a.published_at, a.story_id,
           count(*) OVER (PARTITION BY f.event_key) AS mentions
    FROM {_CURRENT} JOIN {{told}} t ON t.{{key}} = f.{{key}}
"""  # noqa: S608

_SUMMED = "organization_key, coalesce(year_to, 0), award_title_key, coalesce(level, 'unknown'), recipient_kind, status"

# The mentions of those events: what the articles in question tell now, and what the events were made of before.
_TOUCHED_EVENTS = (
    """
    CREATE TEMP TABLE mention_touched ON COMMIT DROP AS
    SELECT f.award_key, f.event_key
    FROM (SELECT article_key FROM version_touched UNION SELECT article_key FROM put_back) v
    JOIN mart.fact_award f ON f.article_key = v.article_key
    """,
    "INSERT INTO event_touched SELECT event_key FROM mention_touched",
    "ANALYZE event_touched",
    """
    CREATE TEMP TABLE award_touched ON COMMIT DROP AS
    SELECT r.event_id, r.event_key, r.award_keys, r.status
    FROM mart.resolved_award r JOIN (SELECT DISTINCT event_key FROM event_touched) e ON e.event_key = r.event_key
    """,
    "INSERT INTO mention_touched SELECT unnest(award_keys), event_key FROM award_touched",
    "ANALYZE mention_touched (award_key), award_touched (event_id)",
    """
    WITH gone AS (
        DELETE FROM mart.bridge_event_recipient b USING award_touched t
        WHERE b.event_id = t.event_id RETURNING b.person_key, b.organization_key, t.status)
    INSERT INTO recipient_change SELECT person_key, organization_key, -1 FROM gone WHERE status = 'awarded'
    """,
    f"""
    WITH gone AS (DELETE FROM mart.resolved_award r USING award_touched t WHERE r.event_id = t.event_id RETURNING r.*)
    INSERT INTO award_change SELECT {_SUMMED}, -1, -count FROM gone
    """,  # noqa: S608
    _MENTION.format(told="(SELECT DISTINCT award_key FROM mention_touched ORDER BY 1)", key="award_key"),
    "ANALYZE mention (award_key, event_key, mentions)",
)

_ALL_EVENTS = (
    "DELETE FROM mart.summary_recipient",
    "DELETE FROM mart.summary_award",
    "DELETE FROM mart.bridge_event_recipient",
    "DELETE FROM mart.resolved_award",
    # Those that may be told twice, versions that do not stand counted in: only to keep all others out of what follows.
    # By sorting: a hash of so many keys, hardly one of which is met again, takes longer.
    "SET LOCAL enable_hashagg = off",
    """
    CREATE TEMP TABLE event_retold ON COMMIT DROP AS
    SELECT event_key FROM mart.fact_award GROUP BY event_key HAVING count(*) > 1
    """,
    "SET LOCAL enable_hashagg = on",
    "ANALYZE event_retold",
    _MENTION.format(told="event_retold", key="event_key"),
    "ANALYZE mention (award_key, event_key, mentions)",
)

# Beside the other events of its body and year, as its key is: they share pages of the index.
_EVENT_ID = "(left(event_key::text, 18) || right(md5(concat_ws('/', event_key, {first_day}, {count})), 16))::uuid"

EPISODE_DAYS = 30
"""Mentions of a recurring form that are further apart than this tell of different events."""
NEAR = 1.25
"""Counts under one key of which each is at most so many times the one before contradict each other; others differ."""

# A group is one event: mentions of one key, of one episode in time, with counts near each other. Where an article tells
# two of such counts, it tells two events, and counts tell events apart after all. Few columns, for many sorts.
_SPLIT = f"""
    CREATE TEMP TABLE part ON COMMIT DROP AS
    WITH begun AS (
        SELECT award_key, event_key, article_key, published_at, count,
               recurs AND published_at - lag(published_at)
                          OVER (PARTITION BY event_key ORDER BY published_at, award_key)
                          > interval '{EPISODE_DAYS} days' AS begins
        FROM mention WHERE mentions > 1
    ), placed AS (
        SELECT *, count(*) FILTER (WHERE begins)
                  OVER (PARTITION BY event_key ORDER BY published_at, award_key) AS episode
        FROM begun
    ), step AS (
        SELECT *, count > {NEAR} * lag(count) OVER (PARTITION BY event_key, episode ORDER BY count) AS far
        FROM placed
    ), grouped AS (
        SELECT *, count(*) FILTER (WHERE far) OVER (PARTITION BY event_key, episode ORDER BY count) AS near
        FROM step
    ), compared AS (
        SELECT *, min(count) OVER article < max(count) OVER article AS differ
        FROM grouped WINDOW article AS (PARTITION BY event_key, episode, near, article_key)
    ), owned AS (
        SELECT *, CASE WHEN bool_or(differ) OVER (PARTITION BY event_key, episode, near) THEN count ELSE 0
                  END AS own_count
        FROM compared
    )
    SELECT award_key, episode, near, own_count,
           count(*) OVER (PARTITION BY event_key, episode, near, own_count) AS supports
    FROM owned
"""  # noqa: S608

# Most events are told once, and need none of what the others do.
_MAKE_TOLD_ONCE = f"""
    INSERT INTO mart.resolved_award
    SELECT {_EVENT_ID.format(first_day="CASE WHEN recurs THEN published_date_key ELSE 0 END", count="count")},
           event_key, organization_key, campaign_key, award_title_key,
           count, count_qualifier, recipient_kind, prize, level, year_from, year_to, status,
           1, 1, 1, false, ARRAY[count], 1.0, 'single', ARRAY[award_key], ARRAY[article_id], published_at, published_at
    FROM {{mentions}}
"""  # noqa: S608

_MAKE_RETOLD = f"""
    INSERT INTO mart.resolved_award
    WITH several AS (
        SELECT * FROM mention JOIN part USING (award_key) WHERE supports > 1
    ), support AS (
        SELECT event_key, episode, near, own_count, count, count(DISTINCT article_id) AS articles, count(*) AS agreeing
        FROM several GROUP BY event_key, episode, near, own_count, count
    ), shown AS (
        SELECT DISTINCT ON (event_key, episode, near, own_count) p.*, s.agreeing
        FROM several p JOIN support s USING (event_key, episode, near, own_count, count)
        ORDER BY event_key, episode, near, own_count, s.articles DESC, p.count_qualifier <> 'exact',
                 p.published_at DESC NULLS LAST, p.count DESC, p.level IS NULL, p.year_from IS NULL,
                 p.organization_key = 0, p.award_title_key = 0, p.campaign_key = 0, p.award_key
    ), told AS (
        SELECT event_key, episode, near, own_count,
               min(CASE WHEN recurs THEN published_date_key ELSE 0 END) AS first_day,
               count(*) AS mentions,
               count(DISTINCT article_id) AS articles,
               count(DISTINCT story_id) AS stories,
               array_agg(DISTINCT count ORDER BY count) AS counts,
               array_agg(award_key ORDER BY published_at, award_key) AS award_keys,
               array_agg(DISTINCT article_id ORDER BY article_id) AS article_ids,
               min(published_at) AS first_published_at, max(published_at) AS last_published_at,
               max(organization_key) AS organization_key, max(campaign_key) AS campaign_key,
               max(award_title_key) AS award_title_key,
               min(level) AS level, min(year_from) AS year_from, max(year_to) AS year_to,
               min(words) = max(words) AS same_words
        FROM several GROUP BY event_key, episode, near, own_count
    )
    SELECT {_EVENT_ID.format(first_day="t.first_day", count="t.counts[1]")}, event_key,
           t.organization_key, t.campaign_key, t.award_title_key,
           s.count, s.count_qualifier, s.recipient_kind, s.prize, coalesce(s.level, t.level),
           coalesce(s.year_from, t.year_from), coalesce(s.year_to, t.year_to), s.status,
           t.mentions, t.articles, t.stories, cardinality(t.counts) > 1, t.counts, s.agreeing::float8 / t.mentions,
           CASE WHEN cardinality(t.counts) > 1 THEN 'contradiction'
                WHEN t.same_words THEN 'same_sentence' ELSE 'same_facts' END,
           t.award_keys, t.article_ids, t.first_published_at, t.last_published_at
    FROM told t JOIN shown s USING (event_key, episode, near, own_count)
"""  # noqa: S608

_MAKE_NOTED = (
    _MAKE_TOLD_ONCE.format(mentions="mention WHERE mentions = 1"),
    _MAKE_TOLD_ONCE.format(mentions="mention JOIN part USING (award_key) WHERE supports = 1"),
    _MAKE_RETOLD,
)

# The planner cannot guess the sizes of most that goes before, and a loop within a loop over it would take for ever.
_NO_LOOPS, _LOOPS = ("SET LOCAL enable_nestloop = off",), ("SET LOCAL enable_nestloop = on",)

_MAKE_AWARDS = {
    False: tuple(
        f"""
        WITH made AS ({statement} RETURNING *)
        INSERT INTO award_change SELECT {_SUMMED}, count(*), sum(count) FROM made GROUP BY 1, 2, 3, 4, 5, 6
        """  # noqa: S608
        for statement in _MAKE_NOTED
    ),
    True: (
        # Past the table of mentions, which would hold nearly all facts again.
        _MAKE_TOLD_ONCE.format(
            mentions=f"""
                (SELECT f.*, a.article_id, a.published_at FROM {_CURRENT}
                 WHERE NOT EXISTS (SELECT FROM event_retold t WHERE t.event_key = f.event_key)) m
            """  # noqa: S608
        ),
        *_MAKE_NOTED,
        # Straight into the sums, which were emptied.
        f"""
        INSERT INTO mart.summary_award
        SELECT {_SUMMED}, count(*), sum(count) FROM mart.resolved_award GROUP BY 1, 2, 3, 4, 5, 6
        """,  # noqa: S608
    ),
}

_ADD_RECIPIENTS = {
    False: (
        *_LOOPS,
        """
        WITH named AS MATERIALIZED (
            SELECT m.award_key, m.event_key, b.person_key, b.organization_key
            FROM mention m JOIN mart.bridge_award_recipient b ON b.award_key = m.award_key
            WHERE b.person_key <> 0 OR b.organization_key <> 0
        ), given AS (
            SELECT DISTINCT r.event_id, n.person_key, n.organization_key, r.status
            FROM named n JOIN mart.resolved_award r ON r.event_key = n.event_key AND n.award_key = ANY (r.award_keys)
        ), made AS (
            INSERT INTO mart.bridge_event_recipient SELECT event_id, person_key, organization_key FROM given)
        INSERT INTO recipient_change SELECT person_key, organization_key, 1 FROM given WHERE status = 'awarded'
        """,
    ),
    True: (
        # By a statement of its own: several processes go over both tables, as they do not for one that inserts.
        """
        CREATE TEMP TABLE given ON COMMIT DROP AS
        SELECT DISTINCT r.event_id, b.person_key, b.organization_key, r.status
        FROM mart.bridge_award_recipient b JOIN mart.fact_award m ON m.award_key = b.award_key
        JOIN mart.resolved_award r ON r.event_key = m.event_key AND m.award_key = ANY (r.award_keys)
        WHERE b.person_key <> 0 OR b.organization_key <> 0
        """,
        "INSERT INTO mart.bridge_event_recipient SELECT event_id, person_key, organization_key FROM given",
        "INSERT INTO recipient_change SELECT person_key, organization_key, 1 FROM given WHERE status = 'awarded'",
        *_LOOPS,
    ),
}

_YEAR = "CASE WHEN f.date_from IS NULL THEN 0 ELSE left(f.date_from, 4)::int END"

_RESOLVE_CAMPAIGNS = (
    """
    INSERT INTO run_touched
    SELECT f.campaign_key, f.organization_key
    FROM version_touched v JOIN mart.fact_campaign f ON f.article_key = v.article_key
    """,
    "ANALYZE run_touched",
    """
    DELETE FROM mart.resolved_campaign r USING run_touched e
    WHERE (r.campaign_key, r.organization_key) = (e.campaign_key, e.organization_key)
    """,
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
