"""What must hold of a night: how much its sources gave, and how fresh that is."""

from collections.abc import Sequence

from expectations.building import WARNING, Suite, no_rows
from expectations.volumes import Volume

STALE_DAYS = 7
"""Some source of the region writes about emulation nearly every day; a week without any means the listings are old."""


def suites(found: Sequence[Volume], load_id: int) -> tuple[Suite, ...]:
    """Return the suites of a night in which these sources were asked; none if none were."""
    if not found:
        return ()
    return (_volumes(found), *([_freshness(load_id)] if any(each.live for each in found) else []))


def _volumes(found: Sequence[Volume]) -> Suite:
    return Suite(
        "sources",
        f"SELECT *, source AS row_key, source AS source_uri, why AS sentence FROM (VALUES {_values(found)})"  # noqa: S608
        " v (source, listed, known, fetched, failed, left_over, least, most, measured, why)",
        (
            no_rows(
                "a source lists no fewer articles than its profile expects",
                "measured AND listed < least",
                "listed least",
            ),
            no_rows(
                "a source lists no more articles than its profile expects",
                "measured AND listed > most",
                "listed most",
                WARNING,
            ),
            no_rows(
                "every article that a source lists is known, fetched, failed or left for the next run",
                "listed <> known + fetched + failed + left_over",
                "listed known fetched failed left_over",
            ),
        ),
    )


def _freshness(load_id: int) -> Suite:
    return Suite(
        "staging.document of the night",
        f"SELECT 'load {load_id}' AS row_key, NULL AS source_uri, max(published_at)::text AS sentence,"  # noqa: S608
        " max(published_at) AS newest, max(fetched_at) AS fetched, count(*) AS articles"
        f" FROM staging.document WHERE load_id = {load_id}",
        (
            no_rows(
                f"the newest article of a night is younger than {STALE_DAYS} days",
                f"articles > 0 AND newest < fetched - interval '{STALE_DAYS} days'",
                "newest fetched",
                WARNING,
            ),
        ),
    )


def _values(found: Sequence[Volume]) -> str:
    rows = [
        ", ".join(
            [
                _literal(each.source),
                *map(str, (each.listed, each.known, each.fetched, each.failed, each.left, each.least, each.most)),
                str(each.measured).lower(),
                _literal(each.why),
            ]
        )
        for each in found
    ]
    return ", ".join(f"({row})" for row in rows)


def _literal(words: str) -> str:
    # As hex: Great Expectations takes a colon for a parameter of the statement, and doubles percent signs.
    return f"convert_from(decode('{words.replace(chr(0), '').encode().hex()}', 'hex'), 'UTF8')"
