"""Corrections as people make, list and take them back; `warehouse.correcting` carries them out."""

import getpass
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Engine, text

from warehouse import summaries
from warehouse.corrected import InvalidValueError, parse_value
from warehouse.correcting import carry_out_all, find_concerned, put_back
from warehouse.load import LOCK
from warehouse.resolve import note_events, resolve_events

__all__ = ["Correction", "CorrectionError", "InvalidValueError", "add", "carry_out", "listed", "remove"]


class CorrectionError(Exception):
    """There is no such fact or correction, or nothing is said of it; the message says what to do."""


class Correction(NamedTuple):
    """One row of `mart.corrections`; moments are aware, UTC."""

    correction_id: int
    fact: str
    fact_key: str
    field: str | None
    value_read: str | None
    value: str | None
    status: str
    note: str | None
    corrected_by: str
    corrected_at: datetime
    reason: str
    article_id: str | None
    quote: str | None


def add(
    engine: Engine, fact_key: str, values: Mapping[str, str | None] | None, reason: str, by: str | None = None
) -> list[int]:
    """Correct fields of a fact, or mark it wrong as a whole.

    Args:
        fact_key: award_key, campaign_fact_key or result_key of the flat views.
        values: field → what is right, None to empty it; None in place of them all if the fact is wrong.
        reason: for those who come after.
        by: who; the user of this process, if not given.

    Returns:
        The ids of the corrections. They count once they are carried out, see `carry_out`.

    Raises:
        CorrectionError: there is no such fact, or no reason.
        InvalidValueError: a field that the fact has not, or a value that it cannot hold.
    """
    if not reason.strip():
        raise CorrectionError("A correction needs a reason.")
    with engine.begin() as connection:
        kind = _kind(connection, fact_key)
        for name, value in (values or {}).items():
            parse_value(kind, name, value)
        asked = {"fact": kind, "key": fact_key, "reason": reason.strip(), "by": by or getpass.getuser()}
        pairs: list[tuple[str | None, str | None]] = [(None, None)] if values is None else [*values.items()]
        return [connection.execute(text(_ADD), asked | {"field": n, "value": v}).scalar_one() for n, v in pairs]


def remove(engine: Engine, correction_id: int) -> None:
    """Take a correction back; what the reader read counts again once that is carried out, see `carry_out`.

    Raises:
        CorrectionError: there is none of that id.
    """
    with engine.begin() as connection:
        done = connection.execute(
            text("DELETE FROM ops.correction WHERE correction_id = :id RETURNING correction_id"), {"id": correction_id}
        ).one_or_none()
    if done is None:
        raise CorrectionError(f"There is no correction {correction_id}; `thidua corrections list` shows them.")


def carry_out(engine: Engine) -> bool:
    """Carry out all corrections that were added, edited or taken back since the last load, in one transaction.

    Returns:
        False if a load is under way, which carries them out when it is published.
    """
    with engine.begin() as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": LOCK}):
            return False
        for statement in _NOTHING_LOADED:
            connection.execute(text(statement))
        note_events(connection)
        summaries.begin(connection)
        find_concerned(connection)
        summaries.count_articles(connection, -1)
        put_back(connection)
        carry_out_all(connection)
        resolve_events(connection)
        summaries.count_articles(connection, 1)
        summaries.settle(connection)
    return True


def listed(engine: Engine, *, review: bool = False) -> list[Correction]:
    """Return all corrections by id, or those that ask for review."""
    columns = ", ".join(f"{name}::text" if name in ("fact_key", "article_id") else name for name in Correction._fields)
    statement = f"SELECT {columns} FROM mart.corrections WHERE status = 'review' OR NOT :review ORDER BY correction_id"  # noqa: S608
    with engine.connect() as connection:
        return [Correction(*row) for row in connection.execute(text(statement), {"review": review})]


def _kind(connection: Connection, fact_key: str) -> str:
    with suppress(ValueError):
        found = connection.scalar(text(_KIND), {"key": uuid.UUID(fact_key)})
        if found:
            return str(found)
    raise CorrectionError(
        f"There is no fact {fact_key!r}. Take award_key of mart.awards, campaign_fact_key of mart.campaigns or "
        "result_key of mart.results."
    )


_KIND = """
    SELECT 'award' FROM mart.fact_award WHERE award_key = :key
    UNION ALL SELECT 'campaign' FROM mart.fact_campaign WHERE campaign_fact_key = :key
    UNION ALL SELECT 'result' FROM mart.fact_result WHERE result_key = :key
    UNION ALL SELECT fact FROM ops.fact_as_read WHERE fact IN ('award', 'campaign', 'result') AND fact_key = :key
    LIMIT 1
"""

_ADD = """
    INSERT INTO ops.correction (fact, fact_key, field, value, reason, corrected_by)
    VALUES (:fact, CAST(:key AS uuid), :field, :value, :reason, :by) RETURNING correction_id
"""

# What a publish finds out of its load, for a transaction without one.
_NOTHING_LOADED = (
    "CREATE TEMP TABLE change (document_key uuid, article_key uuid, is_new boolean) ON COMMIT DROP",
    "CREATE TEMP TABLE touched (article_id uuid) ON COMMIT DROP",
    "CREATE TEMP TABLE moved (article_id uuid) ON COMMIT DROP",
    "CREATE TEMP TABLE restoried (article_key uuid, story_id uuid) ON COMMIT DROP",
)
