"""A load: one set of documents on its way into the mart, as a whole or not at all.

One load at a time. The right to load is an advisory lock held by a connection of its own, so it ends with the process
that has it, however that ends; what such a process left in staging is cleared when the next load opens.
"""

import math
import os
import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from warehouse.engine import TRANSIENT_ERRORS
from warehouse.publish import BrokenKeyError, StagingLostError, publish
from warehouse.schema.facts import STAGED
from warehouse.staging import LoadClosedError, StagedRows, seal, stage

__all__ = [
    "BrokenKeyError",
    "LoadBusyError",
    "LoadClosedError",
    "StagedRows",
    "StagingLostError",
    "fail",
    "no_other_load",
    "open_load",
    "publish",
    "seal",
    "skip",
    "stage",
]

LOCK = 7_404_184_001
"""Any number, the same in every version: who holds this advisory lock loads, or carries out corrections."""


class LoadBusyError(Exception):
    """Another load is under way; the message says whose it is and since when."""


@contextmanager
def open_load(engine: Engine, *, run_id: str | None = None, wait_seconds: float = 0.0) -> Iterator[int]:
    """Take the right to load, clear what a dead load left behind, and give the id of the new load.

    Leaving the block without `publish` or `fail` marks the load as failed, with the exception as the reason.

    Args:
        run_id: UUID of the run in `ops.run` that the load belongs to.
        wait_seconds: how long to wait for another load to end.

    Raises:
        LoadBusyError: another load goes on.
    """
    with no_other_load(engine, wait_seconds) as connection:
        load_id = _begin(connection, run_id)
        try:
            yield load_id
        except BaseException as error:
            # Without a database the load stays open, and the next one marks it; the reason to tell is the first error.
            with suppress(*TRANSIENT_ERRORS):
                fail(engine, load_id, f"{type(error).__name__}: {error}")
            raise
        fail(engine, load_id, "ended without being published")


@contextmanager
def no_other_load(engine: Engine, wait_seconds: float = 0.0) -> Iterator[Connection]:
    """Hold the right to load for the time of the block, and give the connection that holds it.

    Args:
        wait_seconds: how long to wait for a load to end.

    Raises:
        LoadBusyError: a load goes on.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Out of the pool, or closing would hand it on with the lock still held.
        connection.detach()
        _take_lock(connection, wait_seconds)
        try:
            yield connection
        finally:
            # The end of a connection lets the lock go too, but not before the server has noticed it.
            with suppress(*TRANSIENT_ERRORS):
                if not connection.invalidated:
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK})


def fail(engine: Engine, load_id: int, reason: str) -> None:
    """Close a load without publishing it; its rows stay in staging for a look until the next one opens.

    Does nothing to a load that is closed already.
    """
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE ops.load SET status = 'failed', reason = :reason, ended_at = now() "
                "WHERE load_id = :load_id AND status = 'open'"
            ),
            {"load_id": load_id, "reason": reason.replace("\x00", "")[:4000]},
        )


def skip(engine: Engine, load_id: int, documents: Iterable[tuple[str, str]]) -> None:
    """Note documents that a load leaves out, by name: pairs of address and reason code.

    An address that the load has staged or quarantined keeps that outcome.
    """
    rows = [{"load_id": load_id, "source_uri": uri, "reason": reason} for uri, reason in documents]
    if rows:
        with engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO ops.load_document (load_id, source_uri, outcome, reason) "
                    "VALUES (:load_id, :source_uri, 'skipped', :reason) ON CONFLICT DO NOTHING"
                ),
                rows,
            )


def _take_lock(connection: Connection, wait_seconds: float) -> None:
    ours = {"key": LOCK}
    if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), ours):
        return
    if wait_seconds <= 0:
        raise LoadBusyError(_who_loads(connection))
    # Waiting on the server, which lets in who came first: a backfill that takes the lock again and again for its next
    # load would leave one who only asks now and then outside for good.
    connection.execute(text(_WAIT_SO_LONG), {"limit": f"{math.ceil(1000 * wait_seconds)}ms"})
    try:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), ours)
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise LoadBusyError(_who_loads(connection)) from None
        raise
    connection.execute(text(_WAIT_AS_USUAL))


_WAIT_SO_LONG = "SELECT set_config('lock_timeout', :limit, false), set_config('statement_timeout', '0', false)"
_WAIT_AS_USUAL = "RESET lock_timeout; RESET statement_timeout"


def _who_loads(connection: Connection) -> str:
    row = connection.execute(
        text(
            "SELECT load_id, holder, started_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS since FROM ops.load "
            "WHERE status = 'open' ORDER BY load_id DESC LIMIT 1"
        )
    ).one_or_none()
    whose = f"load {row.load_id} by {row.holder}, since {row.since:%Y-%m-%d %H:%M:%S}" if row else "just begun"
    return f"Another load is under way ({whose}). Wait for it to end, then run again."


def _begin(connection: Connection, run_id: str | None) -> int:
    connection.execute(
        text(
            "UPDATE ops.load SET status = 'abandoned', ended_at = now(), "
            "reason = 'its process ended without closing it' WHERE status = 'open'"
        )
    )
    connection.execute(text(f"TRUNCATE {', '.join(table.fullname for table in STAGED)}"))
    return int(
        connection.scalar(
            text("INSERT INTO ops.load (run_id, holder) VALUES (:run_id, :holder) RETURNING load_id"),
            {"run_id": run_id, "holder": f"{platform.node()}, process {os.getpid()}"},
        )
    )
