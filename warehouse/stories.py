"""Copies: articles of which one is the other with a few words changed, as mirrors and syndicated news are.

MinHash signatures of the texts estimate how much of their word sequences two articles share; bands of a signature find
those to compare without comparing all. What was published in the same or a neighbouring month, or without a date, is
compared: a report that comes every year from one form is no copy of last year's, and a night looks at few pages of the
index. Articles that are copies of one another, directly or through others, are one story. Runs inside the publish, for
the articles whose current version it changed.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from warehouse.keys import row_key

if TYPE_CHECKING:
    from datasketch import MinHash  # type: ignore[import-untyped]

HASHES = 64
ROWS_PER_BAND = 4
"""Sixteen bands of four: of copies that share 80 % of their sequences fewer than 1 in 3,000 is not looked at."""
SAME = 0.8
"""Share of equal hashes from which on two articles are copies; unrelated news of one genre stays below 0.1."""
WORDS_IN_A_ROW = 4
SHORT = 50
"""Texts of fewer words are copies only if they are equal."""


def signature(words: str) -> list[int]:
    """Return the MinHash signature of a text: `HASHES` numbers below 2**32, equal for equal words."""
    found = re.findall(r"\w+", words.lower())
    last = max(1, len(found) - WORDS_IN_A_ROW + 1)
    if len(found) < SHORT:
        sequences = {" ".join(found)}
    else:
        sequences = {" ".join(found[i : i + WORDS_IN_A_ROW]) for i in range(last)}
    sketch = _blank().copy()
    sketch.update_batch([sequence.encode() for sequence in sequences])
    return [int(value) for value in sketch.hashvalues]


def bands(values: list[int]) -> list[int]:
    """Return one number for each band of a signature, positive and below 2**63."""
    return [
        row_key("band", start, *values[start : start + ROWS_PER_BAND]).int >> 65
        for start in range(0, len(values), ROWS_PER_BAND)
    ]


@cache
def _blank() -> "MinHash":
    from datasketch import MinHash  # half a second, which those who only ask need not wait for

    return MinHash(num_perm=HASHES, seed=1)


def keep_signatures(connection: Connection, load_id: int) -> None:
    """Keep what tells how much the texts that a load brings have in common with others."""
    connection.execute(text(_KEEP_SIGNATURES), {"load_id": load_id})


def tell_stories(connection: Connection) -> None:
    """Find the copies of the articles whose current version changed, and the stories that change with them."""
    for statement in _STATEMENTS:
        connection.execute(text(statement))


# Bands of the versions whose signature is new: the others have theirs.
_KEEP_SIGNATURES = """
    WITH telling AS (
        SELECT d.article_key, d.signature, d.bands, d.published_date_key / 100 AS month
        FROM staging.document d JOIN change c ON c.document_key = d.document_key
        WHERE d.load_id = :load_id
    ), signed AS (
        INSERT INTO ops.article_signature (article_key, signature) SELECT article_key, signature FROM telling
        ON CONFLICT DO NOTHING RETURNING article_key)
    INSERT INTO ops.article_band (month, band, article_key)
    SELECT DISTINCT month, band, article_key FROM signed JOIN telling USING (article_key)
    CROSS JOIN LATERAL unnest(bands) AS band
    ORDER BY month, band
"""

_STATEMENTS = (
    # Versions that were there, of which another day of publication was read.
    """
    CREATE TEMP TABLE redated ON COMMIT DROP AS
    SELECT a.article_key, a.article_id, a.published_date_key / 100 AS month
    FROM change c JOIN mart.dim_article a ON a.article_key = c.article_key AND NOT c.is_new
    CROSS JOIN LATERAL (SELECT month FROM ops.article_band b WHERE b.article_key = c.article_key LIMIT 1) b
    WHERE b.month <> a.published_date_key / 100
    """,
    "UPDATE ops.article_band b SET month = r.month FROM redated r WHERE b.article_key = r.article_key",
    """
    CREATE TEMP TABLE moved ON COMMIT DROP AS
    SELECT t.article_id FROM touched t
    LEFT JOIN stood s ON s.article_id = t.article_id
    LEFT JOIN mart.dim_article a ON a.article_id = t.article_id AND a.is_current
    WHERE s.article_key IS DISTINCT FROM a.article_key
    UNION SELECT article_id FROM redated
    """,
    # Whose story may change: the articles that moved, and all of the stories that they were part of or join now.
    """
    CREATE TEMP TABLE concerned ON COMMIT DROP AS
    SELECT o.article_id FROM mart.dim_article o
    WHERE o.story_id IN (SELECT a.story_id FROM mart.dim_article a JOIN moved m ON m.article_id = a.article_id)
    UNION SELECT article_id FROM moved
    """,
    "DELETE FROM mart.bridge_article_copy b USING moved m WHERE b.article_id = m.article_id",
    "DELETE FROM mart.bridge_article_copy b USING moved m WHERE b.copy_id = m.article_id",
    "ANALYZE moved",
    """
    CREATE TEMP TABLE own_band ON COMMIT DROP AS
    SELECT a.article_id, a.article_key, b.month, b.band FROM moved m
    JOIN mart.dim_article a ON a.article_id = m.article_id AND a.is_current
    JOIN ops.article_band b ON b.article_key = a.article_key
    """,
    # The months, found step by step in the index, that are compared with those of the articles; 0 is the undated.
    """
    CREATE TEMP TABLE near ON COMMIT DROP AS
    WITH RECURSIVE every (month) AS (
        SELECT min(month) FROM ops.article_band
        UNION ALL
        SELECT (SELECT min(b.month) FROM ops.article_band b WHERE b.month > e.month) FROM every e
        WHERE month IS NOT NULL
    )
    SELECT p.month, e.month AS other FROM (SELECT DISTINCT month FROM own_band) p
    JOIN every e ON p.month = 0 OR e.month = 0
                 OR abs(p.month / 100 * 12 + p.month % 100 - e.month / 100 * 12 - e.month % 100) <= 1
    """,
    "ANALYZE own_band, near",
    # First which versions share a band, once for all the bands they share; then their signatures, of those few only.
    f"""
    CREATE TEMP TABLE pair ON COMMIT DROP AS
    WITH alike AS MATERIALIZED (
        SELECT DISTINCT p.article_id, p.article_key, c.article_key AS other_key
        FROM own_band p
        JOIN near n ON n.month = p.month
        JOIN ops.article_band c ON c.month = n.other AND c.band = p.band AND c.article_key <> p.article_key)
    SELECT DISTINCT least(a.article_id, o.article_id) AS article_id, greatest(a.article_id, o.article_id) AS copy_id,
           s.share
    FROM alike a
    JOIN mart.dim_article o ON o.article_key = a.other_key AND o.is_current AND o.article_id <> a.article_id
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE x = y) / {HASHES}::float8 AS share
                        FROM ops.article_signature sa, ops.article_signature so,
                             unnest(sa.signature, so.signature) AS both_signatures (x, y)
                        WHERE sa.article_key = a.article_key AND so.article_key = a.other_key) s
    WHERE s.share >= {SAME}
    """,  # noqa: S608
    "INSERT INTO mart.bridge_article_copy SELECT * FROM pair",
    """
    INSERT INTO concerned
    SELECT o.article_id FROM mart.dim_article o
    WHERE o.story_id IN (SELECT a.story_id FROM mart.dim_article a
                         JOIN pair p ON a.article_id IN (p.article_id, p.copy_id))
    """,
    "ANALYZE concerned",
    """
    CREATE TEMP TABLE link ON COMMIT DROP AS
    SELECT article_id, copy_id FROM mart.bridge_article_copy WHERE article_id IN (SELECT article_id FROM concerned)
    UNION ALL
    SELECT copy_id, article_id FROM mart.bridge_article_copy WHERE copy_id IN (SELECT article_id FROM concerned)
    """,
    # Of a recursion whose size it must guess, the planner makes room for millions: a second spent on nothing.
    "ANALYZE link",
    """
    CREATE TEMP TABLE retold ON COMMIT DROP AS
    WITH RECURSIVE reach (article_id, other) AS (
        SELECT article_id, article_id FROM concerned
        UNION
        SELECT r.article_id, l.copy_id FROM reach r JOIN link l ON l.article_id = r.other
    )
    SELECT DISTINCT ON (article_id) article_id, other AS story_id FROM reach ORDER BY article_id, other
    """,
    """
    CREATE TEMP TABLE restoried ON COMMIT DROP AS
    SELECT a.article_key, r.story_id FROM mart.dim_article a JOIN retold r ON r.article_id = a.article_id
    WHERE a.story_id IS DISTINCT FROM r.story_id
    """,
    """
    UPDATE mart.dim_article a SET story_id = r.story_id FROM restoried r WHERE a.article_key = r.article_key
    """,
)
