"""Drift: whether the awards of a load are spread over levels and titles as those of the loads before it.

History is what runs wrote down of themselves (`ops.run.summary`), so that the check costs the same however much the
mart holds.
"""

from typing import Final

from expectations.building import WARNING, Suite, no_rows

COLUMNS: Final = {"level": "unknown", "award_title": "none"}
"""Column → what stands for null in it."""
LOADS: Final = 60
"""Published loads that make the history: two months of nights."""
FEWEST_NOW, FEWEST_BEFORE = 100, 500
"""Awards below which shares say little: one article on one congress may bring forty."""
LARGEST_CHANGE: Final = 0.3
"""Share of awards. A reader that loses a construction moves a third of them or more; nights differ by a tenth."""


def suite(column: str, load_id: int) -> Suite:
    """Return the suite of one column's distribution, one row a value."""
    return Suite(
        f"staging.award by {column}",
        _SHARES.format(column=column, load_id=load_id, missing=COLUMNS[column], loads=LOADS),
        (
            no_rows(
                f"the share of each {column} is within {LARGEST_CHANGE:.0%} of all awards of its share before",
                f"awards >= {FEWEST_NOW} AND awards_before >= {FEWEST_BEFORE}"
                f" AND abs(share - share_before) > {LARGEST_CHANGE}",
                "share share_before",
                WARNING,
            ),
        ),
    )


_SHARES = """
    SELECT value AS row_key, NULL AS source_uri, example AS sentence, awards, awards_before,
           round(counted / greatest(awards, 1), 3) AS share,
           round(counted_before / greatest(awards_before, 1), 3) AS share_before
    FROM (
        SELECT value, example, coalesce(now.counted, 0)::numeric AS counted,
               coalesce(before.counted, 0)::numeric AS counted_before,
               coalesce(sum(now.counted) OVER (), 0)::numeric AS awards,
               coalesce(sum(before.counted) OVER (), 0)::numeric AS awards_before
        FROM (SELECT coalesce({column}, '{missing}') AS value, count(*) AS counted, min(quote) AS example
              FROM staging.award WHERE load_id = {load_id} GROUP BY 1) now
        FULL JOIN (
            SELECT each.key AS value, sum(each.value::int) AS counted
            FROM (SELECT r.summary -> 'shares' -> '{column}' AS shares
                  FROM ops.run r JOIN ops.load l USING (run_id)
                  WHERE l.status = 'published' AND l.load_id <> {load_id}
                  ORDER BY l.load_id DESC LIMIT {loads}) last, jsonb_each_text(last.shares) each
            GROUP BY 1) before USING (value)) counts
"""
