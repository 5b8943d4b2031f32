"""Connecting to PostgreSQL, the embedded or any other, by its address."""

import re
from typing import Any

import psycopg
from sqlalchemy import Connection, create_engine
from sqlalchemy import Engine as Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError

OLDEST_VERSION = 15
CONNECT_SECONDS = 10


class DatabaseError(Exception):
    """The database cannot be used; the message says which one and what to do, and holds no password."""


class DatabaseUnreachableError(DatabaseError):
    """Nobody answers at the address, or it turns us away."""


TRANSIENT_ERRORS = (DatabaseUnreachableError, OperationalError, InterfaceError, psycopg.OperationalError)
"""What a lost connection or a server that restarts raises: worth another try."""


def connect(url: str) -> Engine:
    """Open a pool of connections and try one.

    Args:
        url: `postgresql://user@host:port/database`, with libpq's parameters after `?` (sslmode, passfile …).

    Returns:
        An engine whose sessions keep time in UTC.

    Raises:
        DatabaseUnreachableError: nobody answers, or the user, password or database is refused.
        DatabaseError: the address cannot be read, or the server is older than PostgreSQL 15.
    """
    address = parse(url)
    arguments = {"connect_timeout": CONNECT_SECONDS, "application_name": "thidua", "options": "-c timezone=UTC"}
    given = {name: value for name, value in arguments.items() if name not in address.query}
    engine = create_engine(address, connect_args=given, pool_pre_ping=True, hide_parameters=True)
    try:
        with engine.connect() as connection:
            version = connection.dialect.server_version_info or (0,)
    except OperationalError as error:
        engine.dispose()
        # Of several tries the last; its words may go on over indented lines.
        reason = " ".join(re.split(r"\n(?=\S)", str(error.orig).strip())[-1].split())
        raise DatabaseUnreachableError(
            f"No connection to PostgreSQL at {describe(address)}: {reason} "
            "Check THIDUA_DATABASE_URL, and that the server runs and lets you in."
        ) from None
    if version[0] < OLDEST_VERSION:
        engine.dispose()
        raise DatabaseError(
            f"{describe(address)} is PostgreSQL {version[0]}; version {OLDEST_VERSION} or newer is needed."
        )
    return engine


def parse(url: str) -> URL:
    """Read an address and name the driver in it; DatabaseError if it is none of PostgreSQL's."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise DatabaseError(
            "The database address cannot be read; it looks like postgresql://user@host:5432/database"
        ) from None
    if address.get_backend_name() not in ("postgresql", "postgres"):
        raise DatabaseError(f"The database address begins with {address.drivername}://; it must be postgresql://")
    return address.set(drivername="postgresql+psycopg")


def without_password(url: str) -> str:
    """Return an address without the password in it, if it has one, as psql and process lists may see it."""
    address = parse(url)
    if address.password is None and "password" not in address.query:
        return url
    query = {name: value for name, value in address.query.items() if name != "password"}
    bare = URL.create("postgresql", address.username, None, address.host, address.port, address.database, query)
    return bare.render_as_string()


def describe(address: URL) -> str:
    """Return host, port and database of an address: what may stand in a message."""
    return f"{address.host or 'the local socket'}:{address.port or 5432}/{address.database or address.username or ''}"


def driver_cursor(connection: Connection) -> psycopg.Cursor[Any]:
    """Return a cursor of psycopg itself, inside the transaction of a connection: for COPY and prepared statements."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(f"not a psycopg connection: {driver!r}")
    return driver.cursor()
