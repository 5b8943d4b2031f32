"""Bulk loads: where most of a table comes with one load, its indexes are built behind the rows instead of row by row.

Only the owner of a table may do so; for a loader the rows go in under the indexes, with the same result. Readers wait
for the commit meanwhile, of tables that hold little yet.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, text

SMALLEST = 50_000
"""Rows from which on building indexes anew is worth looking into."""


def is_bulk(connection: Connection, table: Table, rows: int) -> bool:
    """Whether so many new rows are more than the table holds, and its indexes ours to build."""
    if rows < SMALLEST:
        return False
    # At most so many rows are looked at.
    few = text(f"SELECT count(*) FROM (SELECT FROM {table.fullname} LIMIT :rows) held")  # noqa: S608
    holds = connection.scalar(few, {"rows": rows})
    ours = connection.scalar(
        text("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = CAST(:name AS regclass)"),
        {"name": table.fullname},
    )
    return bool(ours) and int(holds or 0) < rows


@contextmanager
def indexes_built_after(connection: Connection, tables: tuple[Table, ...], worth: bool) -> Iterator[None]:
    """Take the keys and indexes off tables for the time of the block, if that is worth it, then build them again.

    Raises:
        sqlalchemy.exc.IntegrityError: the rows that came break a key.
    """
    if not worth:
        yield
        return
    found = [
        row
        for table in tables
        for statement in (_FOREIGN_KEYS, _KEYS, _INDEXES)
        for row in connection.execute(text(statement), {"name": table.fullname})
    ]
    for row in found:
        connection.execute(text(row.off))
    for table in tables:
        # A file of its own from this transaction on: a server without followers syncs it instead of logging each row.
        # Only where there never was a row, or a reader with an older view of the table would find it empty.
        if connection.scalar(text("SELECT pg_relation_size(CAST(:name AS regclass)) = 0"), {"name": table.fullname}):
            connection.execute(text(f"TRUNCATE {table.fullname}"))
    yield
    connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
    for row in reversed(found):
        connection.execute(text(row.on))


# Off in this order, on in the opposite one. Of two tables that belong together the one referred to comes first.
_FOREIGN_KEYS = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS off,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS on
    FROM pg_constraint WHERE contype = 'f' AND confrelid = CAST(:name AS regclass) ORDER BY conname
"""
_KEYS = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS off,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS on
    FROM pg_constraint WHERE contype IN ('p', 'u') AND conrelid = CAST(:name AS regclass) ORDER BY conname
"""
_INDEXES = """
    SELECT format('DROP INDEX %s', indexrelid::regclass) AS off, pg_get_indexdef(indexrelid) AS on
    FROM pg_index i WHERE indrelid = CAST(:name AS regclass)
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY indexrelid
"""
