"""`ops.run`: one row a run, joined to its loads and to its flow run in Prefect."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, text


class Run(NamedTuple):
    """One run with the load it made, if it came that far; moments are aware, UTC."""

    run_id: str
    kind: str
    status: str
    """running, succeeded, failed or crashed."""
    started_at: datetime
    ended_at: datetime | None
    summary: dict[str, Any]
    load_id: int | None
    load_status: str | None
    reason: str | None
    """Why the load failed."""


def begin(engine: Engine, run_id: str, kind: str, parameters: Mapping[str, Any], flow_run_id: str | None) -> None:
    """Note that a run begins to load. Whoever calls holds the right to load, so a run still noted as running died."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE ops.run SET status = 'crashed', ended_at = now() WHERE status = 'running' AND run_id <> :run_id"
            ),
            {"run_id": run_id},
        )
        connection.execute(
            text(
                "INSERT INTO ops.run (run_id, kind, parameters, prefect_flow_run_id) "
                "VALUES (:run_id, :kind, CAST(:parameters AS jsonb), :flow_run_id) ON CONFLICT (run_id) DO NOTHING"
            ),
            {
                "run_id": run_id,
                "kind": kind,
                "parameters": json.dumps(parameters, default=str),
                "flow_run_id": flow_run_id,
            },
        )


def end(engine: Engine, run_id: str, status: str, summary: Mapping[str, Any]) -> None:
    """Note how a run ended, with its counts."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE ops.run SET status = :status, ended_at = now(), summary = CAST(:summary AS jsonb) "
                "WHERE run_id = :run_id"
            ),
            {"run_id": run_id, "status": status, "summary": json.dumps(summary)},
        )


def published_lots(engine: Engine) -> frozenset[str]:
    """Return the names of the lots of backfills whose loads are published."""
    statement = text("""
        SELECT r.parameters ->> 'lot' FROM ops.run r JOIN ops.load l USING (run_id)
        WHERE r.kind = 'backfill' AND r.parameters ? 'lot' AND l.status = 'published'
    """)
    with engine.connect() as connection:
        return frozenset(connection.scalars(statement))


def last_night(engine: Engine) -> datetime | None:
    """Return when the last night that succeeded began (aware, UTC); None if there was none.

    A run of the nightly flow on some of the sources, or on a copy of their site as the demo's, is no night.
    """
    statement = text("""
        SELECT max(started_at) FROM ops.run WHERE kind = 'nightly' AND status = 'succeeded'
        AND coalesce(parameters ->> 'sources', '[]') = '[]' AND parameters ->> 'site' IS NULL
    """)
    with engine.connect() as connection:
        moment: datetime | None = connection.scalar(statement)
    return moment


def recent(engine: Engine, limit: int) -> list[Run]:
    """Return the newest runs, newest first."""
    statement = text("""
        SELECT r.run_id::text, r.kind, r.status, r.started_at, r.ended_at, r.summary, l.load_id, l.status, l.reason
        FROM ops.run r LEFT JOIN LATERAL (
            SELECT * FROM ops.load WHERE run_id = r.run_id ORDER BY load_id DESC LIMIT 1) l ON true
        ORDER BY r.started_at DESC LIMIT :limit
    """)
    with engine.connect() as connection:
        return [Run(*row) for row in connection.execute(statement, {"limit": limit})]
