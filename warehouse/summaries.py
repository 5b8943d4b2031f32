"""Keeping the sums of the star up to date: what a publish takes away is counted off, what it brings is counted in.

Runs inside the transaction of the publish. The work grows with what changes, never with what is there; `recount` alone
goes over everything.
"""

from typing import Literal

from sqlalchemy import Connection, text

from warehouse.schema import summaries

_CHANGES = {
    "award_change": summaries.award,
    "coverage_change": summaries.coverage,
    "mention_change": summaries.mention,
    "recipient_change": summaries.recipient,
}


def begin(connection: Connection) -> None:
    """Make the temporary tables in which changes gather: those of awards and recipients come from resolution."""
    for name, table in _CHANGES.items():
        connection.execute(text(f"CREATE TEMP TABLE {name} (LIKE {table.fullname}) ON COMMIT DROP"))


def count_articles(connection: Connection, sign: Literal[-1, 1]) -> None:
    """Count the articles in question with their facts off (-1, before anything moves) or in (1, after)."""
    for statement in _COUNT_ARTICLES:
        connection.execute(text(statement.format(sign=sign)))


def settle(connection: Connection) -> None:
    """Bring the gathered changes into the sums."""
    connection.execute(text(f"ANALYZE {', '.join(_CHANGES)}"))
    for name, table in _CHANGES.items():
        keys = [column.name for column in table.primary_key.columns]
        sums = [column.name for column in table.columns if not column.primary_key]
        connection.execute(
            text(f"""
                INSERT INTO {table.fullname} AS s ({", ".join((*keys, *sums))})
                SELECT {", ".join(keys)}, {", ".join(f"sum({each})" for each in sums)} FROM {name}
                GROUP BY {", ".join(keys)} HAVING {" OR ".join(f"sum({each}) <> 0" for each in sums)}
                ORDER BY {", ".join(keys)}
                ON CONFLICT ({", ".join(keys)}) DO UPDATE SET
                    {", ".join(f"{each} = s.{each} + EXCLUDED.{each}" for each in sums)}
            """)  # noqa: S608
        )
        same = " AND ".join(f"s.{key} = c.{key}" for key in keys)
        # Only what was counted off can have come to nothing: a few rows, found without reading all sums.
        gone = f"{same} AND c.{sums[0]} < 0 AND s.{sums[0]} = 0"
        connection.execute(text(f"DELETE FROM {table.fullname} s USING {name} c WHERE {gone}"))  # noqa: S608


def recount(connection: Connection) -> None:
    """Count all sums anew from what is there: rows changed by hand leave them wrong, and changes would for ever.

    For a transaction of whoever holds the right to load.
    """
    for table in (*_CHANGES.values(), summaries.event_recipient):
        connection.execute(text(f"DELETE FROM {table.fullname}"))  # noqa: S608
    for statement in _FILL:
        connection.execute(text(statement))


_IN_QUESTION = """
    (SELECT article_id FROM touched UNION SELECT article_id FROM concerned_corrected) t
    JOIN mart.dim_article a ON a.article_id = t.article_id AND a.is_current
"""


def _count_facts(column: str) -> str:
    """Count facts other than awards, which are counted by their bodies first."""
    sums = ", ".join("{sign} * count(*)" if each == column else "0" for each in ("awards", "campaigns", "results"))
    return f"""
        INSERT INTO coverage_change
        SELECT a.publisher_key, a.published_date_key / 100, 0, {sums}
        FROM {_IN_QUESTION} JOIN mart.fact_{column.removesuffix("s")} f ON f.article_key = a.article_key GROUP BY 1, 2
    """  # noqa: S608


_COUNT_ARTICLES = (
    f"""
    INSERT INTO coverage_change
    SELECT a.publisher_key, a.published_date_key / 100, {{sign}} * count(*), 0, 0, 0 FROM {_IN_QUESTION} GROUP BY 1, 2
    """,  # noqa: S608
    _count_facts("campaigns"),
    _count_facts("results"),
    f"""
    WITH told AS (
        SELECT a.publisher_key, f.organization_key, a.published_date_key / 100 AS month, {{sign}} * count(*) AS mentions
        FROM {_IN_QUESTION} JOIN mart.fact_award f ON f.article_key = a.article_key GROUP BY 1, 2, 3
    ), by_body AS (
        INSERT INTO mention_change SELECT organization_key, month, sum(mentions) FROM told GROUP BY 1, 2
    )
    INSERT INTO coverage_change SELECT publisher_key, month, 0, sum(mentions), 0, 0 FROM told GROUP BY 1, 2
    """,  # noqa: S608
)

# As migration 0005 filled them first.
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
