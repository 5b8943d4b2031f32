"""The reader: a login for queries that come from outside, which can do nothing but read.

A read-only transaction does not keep a superuser from running programs or writing files with COPY, and a role or
session that it takes on can be given up again inside one statement. What such a login may do ends only where another
logs in.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from warehouse.engine import DatabaseError, DatabaseUnreachableError, connect, describe, driver_cursor

READER = "thidua_reader"

_ADVICE = (
    "The user of this address may run programs on the server, so queries run as the user "
    f"{READER} instead, and that is not possible here: {{reason}} Make a user with `thidua db grant analyst NAME` and "
    "ask with its address in THIDUA_DATABASE_URL."
)


@contextmanager
def harmless(engine: Engine) -> Iterator[Engine]:
    """Give an engine whose login can neither run programs nor write files: the same one, or one of the reader.

    Raises:
        DatabaseError: the login could do harm, and the reader cannot log in.
    """
    with engine.connect() as connection:
        harmful = _may_do_harm(connection)
        password = _reader_password(connection)
    if not harmful:
        yield engine
        return
    reader = _log_in(engine, password)
    try:
        yield reader
    finally:
        reader.dispose()


def _may_do_harm(connection: Connection) -> bool:
    """Whether the login is a superuser, may become one, or reaches the files and programs of the server."""
    # Of the login, session_user: the current user is only what it acts as for now.
    return bool(
        connection.scalar(
            text(
                "SELECT EXISTS (SELECT FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER') AND (rolsuper OR "
                "rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files')))"
            )
        )
    )


def _reader_password(connection: Connection) -> str:
    """Return the reader's password, which follows from that of the login: it needs no place to be kept.

    Empty where the server asked for none; the reader then gets none, and comes in only where nobody is asked.
    """
    with driver_cursor(connection) as cursor:
        password = cursor.connection.info.password
    return hmac.new(password.encode(), READER.encode(), hashlib.sha256).hexdigest() if password else ""


def _log_in(engine: Engine, password: str) -> Engine:
    """Log in as the reader, who is made first where there is none with this password."""
    # User and password after the `?` would win over those before the host.
    address = engine.url.difference_update_query(["user", "password"]).set(username=READER, password=password)
    url = address.render_as_string(hide_password=False)
    try:
        try:
            reader = connect(url)
        except DatabaseUnreachableError:
            _make_reader(engine, password)
            reader = connect(url)
    except DBAPIError as error:
        raise DatabaseError(_ADVICE.format(reason=f"it cannot be made ({str(error.orig).strip()}).")) from None
    except DatabaseUnreachableError as error:
        raise DatabaseError(_ADVICE.format(reason=str(error))) from None
    with reader.connect() as connection:
        harmful = _may_do_harm(connection)
    if harmful:
        reader.dispose()
        raise DatabaseError(_ADVICE.format(reason=f"at {describe(address)} that user has such rights too."))
    return reader


def _make_reader(engine: Engine, password: str) -> None:
    """Make the reader, or set it right."""
    name = sql.Identifier(READER)
    with engine.begin() as connection, driver_cursor(connection) as cursor:
        # Roles belong to all databases of the server; processes that make this one at once would break each other.
        cursor.execute("LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE")
        if not cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [READER]).fetchone():
            cursor.execute(sql.SQL("CREATE ROLE {}").format(name))
        # Hashed here, so that no log of the server holds it.
        hashed = cursor.connection.pgconn.encrypt_password(password.encode(), READER.encode(), b"scram-sha-256")
        cursor.execute(
            sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}").format(
                name, sql.Literal(hashed.decode()) if password else sql.NULL
            )
        )
        cursor.execute(sql.SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(name))
        cursor.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(name))
        database = sql.Identifier(cursor.connection.info.dbname)
        cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, name))
