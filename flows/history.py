"""What runs leave for the next ones to be compared with, and what a load brought: queries around a load."""

from collections.abc import Mapping
from typing import Any

from warehouse.engine import Engine
from warehouse.query import run_sql

NIGHTS = 14
"""Nights that a run is shown beside."""

_SHARES = """
    SELECT 'level', coalesce(level, 'unknown'), count(*) FROM staging.award WHERE load_id = %(load_id)s GROUP BY 2
    UNION ALL
    SELECT 'award_title', coalesce(award_title, 'none'), count(*) FROM staging.award
    WHERE load_id = %(load_id)s GROUP BY 2
"""
_OUTCOMES = "SELECT source_uri, outcome FROM ops.load_document WHERE load_id = %(load_id)s"
# A run on some of the sources, or on a copy of their site as the demo's, stands beside its like only.
_ALIKE = """
    jsonb_build_array(r.parameters -> 'sources', r.parameters -> 'site') = coalesce((
        SELECT jsonb_build_array(present.parameters -> 'sources', present.parameters -> 'site')
        FROM ops.run present JOIN ops.load USING (run_id) WHERE load.load_id = %(load_id)s), '[null, null]')
"""
_NIGHTS = f"""
    SELECT r.started_at::date AS night, r.summary FROM ops.run r JOIN ops.load l USING (run_id)
    WHERE r.kind = 'nightly' AND l.status = 'published' AND l.load_id < %(load_id)s AND {_ALIKE}
    ORDER BY l.load_id DESC LIMIT %(nights)s
"""  # noqa: S608
_LOW_BEFORE = f"""
    SELECT r.summary -> 'low' FROM ops.run r JOIN ops.load l USING (run_id)
    WHERE r.kind = 'nightly' AND l.load_id < %(load_id)s AND {_ALIKE} ORDER BY l.load_id DESC LIMIT 1
"""  # noqa: S608
# Events rather than mentions would take the resolution of the whole mart; a mention has its sentence at hand.
_NOTABLE = """
    WITH fresh AS (
        SELECT source_uri FROM ops.load_document
        WHERE load_id = %(load_id)s AND outcome IN ('new', 'changed')),
    told AS (
        SELECT article_id::text, article_title, quote, organization, count::numeric AS figure,
               CASE level WHEN 'national' THEN 3 WHEN 'province' THEN 2 ELSE 1 END AS weight,
               coalesce(award_title, 'recognition') AS what
        FROM mart.awards JOIN fresh USING (source_uri) WHERE status = 'awarded'
        UNION ALL
        SELECT article_id::text, article_title, quote, organization, value, 2, 'benefit in đồng'
        FROM mart.results JOIN fresh USING (source_uri) WHERE measure = 'benefit_vnd'),
    best AS (
        SELECT *, row_number() OVER (
            PARTITION BY article_id ORDER BY weight DESC, figure DESC, what COLLATE "C", quote COLLATE "C") AS place
        FROM told)
    SELECT article_id, article_title, what, figure, organization, quote FROM best WHERE place = 1
    ORDER BY weight DESC, figure DESC, article_id LIMIT 10
"""


def staged_shares(engine: Engine, load_id: int) -> dict[str, dict[str, int]]:
    """Count the staged awards of a load by level and by title."""
    shares: dict[str, dict[str, int]] = {"level": {}, "award_title": {}}
    for column, value, count in run_sql(engine, _SHARES, {"load_id": load_id}).rows:
        shares[column][value] = count
    return shares


def outcomes(engine: Engine, load_id: int) -> dict[str, str]:
    """Return what became of each document of a published load, by address."""
    return dict(run_sql(engine, _OUTCOMES, {"load_id": load_id}).rows)


def last_nights(engine: Engine, load_id: int) -> list[tuple[Any, Mapping[str, Any]]]:
    """Return day and summary of the published nights before a load, newest first, `NIGHTS` at most."""
    return [(day, summary) for day, summary in run_sql(engine, _NIGHTS, {"load_id": load_id, "nights": NIGHTS}).rows]


def low_before(engine: Engine, load_id: int) -> frozenset[str]:
    """Return the sources that listed too little in the night before a load."""
    found = run_sql(engine, _LOW_BEFORE, {"load_id": load_id}).rows
    return frozenset((found[0][0] or []) if found else [])


def notable_facts(engine: Engine, load_id: int) -> list[dict[str, Any]]:
    """Return the fact of most weight of each new article of a published load: the highest level, then the most."""
    answer = run_sql(engine, _NOTABLE, {"load_id": load_id})
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
