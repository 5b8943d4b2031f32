"""Warehouses for tests, and what tests ask of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from warehouse import server
from warehouse.engine import connect, driver_cursor


@contextmanager
def database(home: Path, server_url: str, template: str, name: str) -> Iterator[tuple[str, Engine]]:
    """Give address and engine of a copy of a database, for the time of the block."""
    admin = connect(server_url)
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        url = server.url(home, name)
        engine = connect(url)
        try:
            yield url, engine
        finally:
            engine.dispose()
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


def rows(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
    """Ask on the engine's own connection: `run_sql` logs another user in each time."""
    with engine.connect() as connection, driver_cursor(connection) as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Ho_Chi_Minh'")
        return cursor.execute(sql.encode()).fetchall()


def one(engine: Engine, sql: str) -> Any:
    [(value,)] = rows(engine, sql)
    return value


_REFERENCE = {"dim_date", "dim_place", "bridge_place_successor"}


def digests(engine: Engine) -> dict[str, str]:
    """Digest of every table of the mart, keys included, whatever the order of its rows."""
    return mart_digests(engine, reference=True)


def mart_digests(engine: Engine, *, reference: bool = False) -> dict[str, str]:
    """Digest of every table of the mart that loads write, whatever the order of its rows; of seed tables if asked."""
    tables = rows(engine, "SELECT tablename FROM pg_tables WHERE schemaname = 'mart' ORDER BY 1")
    names = [name for (name,) in tables if reference or name not in _REFERENCE]
    each = "md5(coalesce((SELECT string_agg(t::text, E'\\n' ORDER BY t::text COLLATE \"C\") FROM mart.{} t), ''))"
    [found] = rows(engine, f"SELECT {', '.join(each.format(name) for name in names)}")
    return dict(zip(names, found, strict=True))
