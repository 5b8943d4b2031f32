"""Quarantine: what could not be loaded waits here, with its reason, until a later load brings it in."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, text

from warehouse.keys import row_key
from warehouse.records import Refusal

_PUT = text("""
    INSERT INTO quarantine.item
        (item_id, stage, reason, message, source_uri, payload_digest, path, warc_offset, "row", load_id)
    VALUES (:item_id, :stage, :reason, :message, :source_uri, :payload_digest, :path, :warc_offset,
            CAST(:row AS jsonb), :load_id)
    ON CONFLICT (item_id) DO UPDATE SET
        message = EXCLUDED.message, payload_digest = EXCLUDED.payload_digest, path = EXCLUDED.path,
        warc_offset = EXCLUDED.warc_offset, load_id = EXCLUDED.load_id,
        attempts = quarantine.item.attempts + 1, last_seen = now(), resolved_at = NULL, resolved_load_id = NULL
""")

_NOTE = text("""
    INSERT INTO ops.load_document (load_id, source_uri, outcome, reason)
    VALUES (:load_id, :source_uri, 'quarantined', :reason)
    ON CONFLICT (load_id, source_uri) DO UPDATE SET outcome = EXCLUDED.outcome, reason = EXCLUDED.reason
""")

_LIST = """
    SELECT item_id::text, stage, reason, message, source_uri, payload_digest, path, warc_offset,
           attempts, first_seen, last_seen, load_id, resolved_at, resolved_load_id, "row"
    FROM quarantine.item
    WHERE CAST(:all AS boolean) OR resolved_at IS NULL
    ORDER BY source_uri COLLATE "C", stage, reason
"""


class NoSuchItemError(LookupError):
    """No item of that id, or several that begin with it; the message says so."""


class Item(NamedTuple):
    """One row of `quarantine.item`; moments are aware, UTC."""

    item_id: str
    stage: str
    reason: str
    message: str
    source_uri: str
    payload_digest: str | None
    path: str | None
    warc_offset: int | None
    attempts: int
    first_seen: datetime
    last_seen: datetime
    load_id: int | None
    resolved_at: datetime | None
    resolved_load_id: int | None
    row: dict[str, Any] | None
    """Where a row of the page was refused and not all of it."""


def put(engine: Engine, refusals: Iterable[Refusal], load_id: int | None = None) -> int:
    """Keep refusals; one that is there already counts a further attempt. Returns how many there were.

    Within a load the documents are also noted as quarantined in `ops.load_document`, so that its outcomes add up.
    """
    with engine.begin() as connection:
        return keep(connection, list(refusals), load_id)


def keep(connection: Connection, refusals: Sequence[Refusal], load_id: int | None) -> int:
    """Do as `put`, inside a transaction that is open already."""
    rows = [_row(refusal, load_id) for refusal in refusals]
    if rows:
        connection.execute(_PUT, rows)
        if load_id is not None:
            whole = [row for row, refusal in zip(rows, refusals, strict=True) if refusal.row is None]
            if whole:
                connection.execute(_NOTE, whole)
    return len(rows)


def list_items(engine: Engine, *, resolved: bool = False) -> list[Item]:
    """Return what waits, by address; with `resolved` also what later loads brought in."""
    with engine.connect() as connection:
        return [Item(*row) for row in connection.execute(text(_LIST), {"all": resolved})]


def find_item(engine: Engine, item_id: str) -> Item:
    """Return the item with an id, or the only one whose id begins with it.

    Raises:
        NoSuchItemError: there is none, or more than one.
    """
    found = [item for item in list_items(engine, resolved=True) if item.item_id.startswith(item_id.lower())]
    if len(found) != 1 or not item_id:
        how_many = "no item" if not found else f"{len(found)} items"
        raise NoSuchItemError(f"{how_many} of quarantine with an id that begins with {item_id!r}")
    return found[0]


def _row(refusal: Refusal, load_id: int | None) -> dict[str, Any]:
    landed = refusal.landed
    content = json.dumps(refusal.row, ensure_ascii=False, sort_keys=True, default=str) if refusal.row else None
    return {
        "item_id": row_key("quarantine", refusal.stage, refusal.source_uri, refusal.reason, content),
        "stage": refusal.stage,
        "reason": refusal.reason,
        "message": _storable(refusal.message),
        "source_uri": _storable(refusal.source_uri),
        "payload_digest": landed.digest if landed else None,
        "path": landed.path if landed else None,
        "warc_offset": landed.offset if landed else None,
        "row": content.replace("\\u0000", "") if content else None,
        "load_id": load_id,
    }


def _storable(words: str) -> str:
    return words.replace("\x00", "\\x00").encode(errors="backslashreplace").decode()
