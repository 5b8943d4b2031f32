"""Staging: the rows of the load under way, brought in by COPY and tidied before the gate looks at them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Literal

from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    DateTime,
    Double,
    Engine,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID
from sqlalchemy.types import TypeEngine

from warehouse.engine import driver_cursor
from warehouse.quarantine import keep
from warehouse.records import ReadPage, Refusal
from warehouse.rows import Row, UnstorableError, rows_of
from warehouse.schema.facts import STAGED

PAGES_AT_ONCE = 500
"""Pages of one transaction: bounds the memory of a load whatever its size."""

_COPY_TYPES: dict[type, str] = {
    BigInteger: "int8",
    Integer: "int4",
    SmallInteger: "int2",
    Double: "float8",
    Boolean: "bool",
    DateTime: "timestamptz",
    Text: "text",
    UUID: "uuid",
    JSONB: "jsonb",
}


def _copy_type(kind: TypeEngine[Any]) -> str:
    return f"{_COPY_TYPES[type(kind.item_type)]}[]" if isinstance(kind, ARRAY) else _COPY_TYPES[type(kind)]


class LoadClosedError(Exception):
    """The load was closed, by its own process or because another took its place."""


@dataclass(frozen=True, slots=True)
class StagedRows:
    """How many rows lie in staging."""

    document: int = 0
    award: int = 0
    campaign: int = 0
    result: int = 0
    award_recipient: int = 0


def stage(engine: Engine, load_id: int, pages: Iterable[ReadPage]) -> StagedRows:
    """Copy read pages into staging, a bounded number at a time; each lot is there when it is committed.

    A page that PostgreSQL cannot hold goes to quarantine as `unstorable`, the rest goes on. Staging a page again within
    the load does no harm.

    Returns:
        The rows that this call added.

    Raises:
        LoadClosedError: the load is no longer open; lots staged before are cleared by the next load.
    """
    added: dict[str, int] = defaultdict(int)
    source = iter(pages)
    while lot := list(islice(source, PAGES_AT_ONCE)):
        rows: dict[Table, list[Row]] = {table: [] for table in STAGED}
        refusals = []
        for page in lot:
            try:
                for table, row in rows_of(page, load_id):
                    rows[table].append(row)
            except UnstorableError as error:
                message = f"{error}; clean the text in the reader of this source, then replay the page"
                refusals.append(Refusal(page.article.source_uri, "stage", "unstorable", message, page.landed))
        with engine.begin() as connection:
            # Shared, because several batches are staged side by side.
            hold(connection, load_id, "FOR SHARE")
            for table, found in rows.items():
                copy_rows(connection, table, found)
                added[table.name] += len(found)
            keep(connection, refusals, load_id)
    return StagedRows(**added)


def hold(connection: Connection, load_id: int, lock: Literal["FOR SHARE", "FOR UPDATE"]) -> dict[str, int]:
    """Lock the row of an open load and return what was sealed; whoever takes its place waits for us.

    A load may lose its right to load without noticing, when the connection that holds it drops; its process would go
    on among the rows of the next load.

    Raises:
        LoadClosedError: the load is no longer open.
    """
    row = connection.execute(
        text(f"SELECT status, reason, staged FROM ops.load WHERE load_id = :load_id {lock}"),  # noqa: S608
        {"load_id": load_id},
    ).one_or_none()
    if row is None:
        raise LoadClosedError(f"There is no load {load_id}.")
    if row.status != "open":
        raise LoadClosedError(f"Load {load_id} is {row.status} ({row.reason or 'no reason given'}); run again.")
    return dict(row.staged)


def copy_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Append rows to a table by binary COPY; each row has a value for every column."""
    columns = list(table.columns)
    names = [column.name for column in columns]
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
        sql.Identifier(str(table.schema), table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    json_columns = {column.name for column in columns if isinstance(column.type, JSONB)}
    with driver_cursor(connection) as cursor, cursor.copy(statement) as copy:
        copy.set_types([_copy_type(column.type) for column in columns])
        for row in rows:
            copy.write_row([Jsonb(row[name]) if name in json_columns else row[name] for name in names])


def seal(engine: Engine, load_id: int) -> StagedRows:
    """Settle what of the staged rows counts, and write down how many there are.

    Of an address staged twice one document stays. Where several documents hold one article version, the facts of one
    of them stay: of one with a date of publication, then with an author, then the first by address. Which one stays
    does not depend on the order of staging.

    Raises:
        LoadClosedError: the load is no longer open.
    """
    ours = {"load_id": load_id}
    with engine.begin() as connection:
        hold(connection, load_id, "FOR UPDATE")
        # Before all else: what the planner knows is of the load before, and for a load with hardly a row it would go
        # over the rest for every row. Only what statements join on: samples of texts take long and tell nothing, and a
        # sample of 3,000 rows tells enough of keys.
        connection.execute(text("SET LOCAL default_statistics_target = 10"))
        for table in STAGED:
            keys = [column.name for column in table.columns if not isinstance(column.type, Text | ARRAY | JSONB)]
            connection.execute(text(f"ANALYZE {table.fullname} ({', '.join(keys)})"))
        twice = connection.scalars(text(_STAGED_TWICE), ours).all()
        if twice:
            for table, key in zip(STAGED[1:], _FACT_KEYS, strict=True):
                connection.execute(
                    text(_DROP_REPEATS.format(table=table.fullname, key=key)), ours | {"documents": twice}
                )
        losers = {
            *connection.scalars(text(_DROP_DOCUMENTS), ours).all(),
            *connection.scalars(text(_MARK_UNTOLD), ours).all(),
        } - {*connection.scalars(text(_TELLING), ours).all()}
        if losers:
            for table in STAGED[1:]:
                connection.execute(text(_DROP_FACTS.format(table=table.fullname)), ours | {"losers": list(losers)})
        counts = StagedRows(
            **{table.name: connection.scalar(text(_COUNT.format(table=table.fullname)), ours) for table in STAGED}
        )
        connection.execute(
            text("UPDATE ops.load SET staged = CAST(:staged AS jsonb) WHERE load_id = :load_id"),
            {"load_id": load_id, "staged": json.dumps(asdict(counts))},
        )
    return counts


_FACT_KEYS = ("award_key", "campaign_fact_key", "result_key", "award_key, position")

_STAGED_TWICE = """
    SELECT document_key FROM staging.document WHERE load_id = :load_id GROUP BY document_key HAVING count(*) > 1
"""

_TELLING = "SELECT document_key FROM staging.document WHERE load_id = :load_id AND tells"

_DROP_FACTS = "DELETE FROM {table} WHERE load_id = :load_id AND document_key = ANY(:losers)"

_COUNT = "SELECT count(*) FROM {table} WHERE load_id = :load_id"

# A row is named by ctid where it may equal another in every column.
_DROP_REPEATS = """
    DELETE FROM {table} WHERE ctid IN (
        SELECT ctid FROM (
            SELECT ctid, row_number() OVER (PARTITION BY {key}) AS place
            FROM {table} WHERE load_id = :load_id AND document_key = ANY(:documents)) numbered
        WHERE place > 1)
"""

_DROP_DOCUMENTS = """
    DELETE FROM staging.document WHERE ctid IN (
        SELECT ctid FROM (
            SELECT ctid, row_number() OVER (
                PARTITION BY source_uri ORDER BY fetched_at DESC, length(text) DESC, document_key) AS place
            FROM staging.document WHERE load_id = :load_id AND source_uri IN (
                SELECT source_uri FROM staging.document WHERE load_id = :load_id
                GROUP BY source_uri HAVING count(*) > 1)) numbered
        WHERE place > 1)
    RETURNING document_key
"""

_MARK_UNTOLD = """
    UPDATE staging.document SET tells = false WHERE load_id = :load_id AND document_key IN (
        SELECT document_key FROM (
            SELECT document_key, row_number() OVER (
                PARTITION BY article_key
                ORDER BY published_at IS NULL, author IS NULL, source_uri COLLATE "C") AS place
            FROM staging.document WHERE load_id = :load_id) numbered
        WHERE place > 1)
    RETURNING document_key
"""
