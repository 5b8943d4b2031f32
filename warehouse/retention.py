"""Retention: what the warehouse and its landing folder let go of, and what they keep for good."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from warehouse.schema.base import SCHEMAS

_NEEDED = """
    SELECT p.path FROM landing.page p
    JOIN ops.document d ON d.source_uri = p.source_uri AND d.payload_digest = p.digest
    WHERE p.path LIKE :folder
    UNION
    SELECT path FROM quarantine.item WHERE resolved_at IS NULL AND path LIKE :folder
"""


def drop_landed(engine: Engine, root: Path, before: datetime) -> int:
    """Delete landed files that are older than a moment and that neither a replay nor quarantine would read.

    Those are earlier contents of pages that changed, and pages whose load was never published. Whoever calls holds the
    right to load: what a load has landed belongs to nothing yet.

    Args:
        root: landing folder.
        before: aware.

    Returns:
        Files deleted.
    """
    dropped = 0
    for folder in sorted(path for path in root.glob("[0-9a-f][0-9a-f]") if path.is_dir()):
        with engine.begin() as connection:
            needed = set(connection.scalars(text(_NEEDED), {"folder": f"{folder.name}/%"}))
            old = [
                path
                for path in folder.iterdir()
                if f"{folder.name}/{path.name}" not in needed and path.stat().st_mtime < before.timestamp()
            ]
            names = [f"{folder.name}/{path.name}" for path in old]
            connection.execute(text("DELETE FROM landing.page WHERE path = ANY(:names)"), {"names": names})
        for path in old:
            path.unlink()
        dropped += len(old)
    return dropped


def drop_runs(engine: Engine, before: datetime) -> dict[str, int]:
    """Delete what is noted of runs, of loads that brought nothing, and of the documents of loads, from before a moment.

    Published loads stay, and so do the runs of a backfill's lots: they tell the next backfill what it need not load.

    Returns:
        Rows deleted, by what they are.
    """
    with engine.begin() as connection:
        return {
            "notes on documents": _delete(connection, _DOCUMENTS, before),
            "loads that failed": _delete(connection, _LOADS, before),
            "runs": _delete(connection, _RUNS, before),
        }


_DOCUMENTS = """
    DELETE FROM ops.load_document USING ops.load
    WHERE load.load_id = load_document.load_id AND load.ended_at < :before
"""
_LOADS = "DELETE FROM ops.load WHERE status IN ('failed', 'abandoned') AND ended_at < :before"
_RUNS = """
    DELETE FROM ops.run WHERE ended_at < :before AND NOT (parameters ? 'lot' AND EXISTS (
        SELECT FROM ops.load WHERE load.run_id = run.run_id AND load.status = 'published'))
"""


def _delete(connection: Connection, statement: str, before: datetime) -> int:
    return connection.execute(text(statement), {"before": before}).rowcount


def vacuum(engine: Engine) -> None:
    """Return the room of deleted rows and renew the statistics of every table."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        tables = connection.scalars(
            text("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = ANY(:names)"),
            {"names": list(SCHEMAS)},
        ).all()
        for table in tables:
            connection.exec_driver_sql(f"VACUUM (ANALYZE) {table}")
