"""Databases of others on the embedded server, beside the warehouse and out of its way."""

from pathlib import Path

from sqlalchemy import text

from warehouse import server
from warehouse.engine import connect


def companion_database(home: Path, name: str, extension: str) -> str:
    """Make a database with an extension on the running embedded server, if it is not there.

    Args:
        home: of the server.
        name: of the database; a plain word.
        extension: of PostgreSQL, that its owner needs; a plain word.

    Returns:
        Host, port and name as the end of an address: `thidua@127.0.0.1:5432/name`. The password is in the server's
        password file.
    """
    admin = connect(server.url(home))
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT true FROM pg_database WHERE datname = :name"), {"name": name}):
            connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()
    own = connect(server.url(home, name))
    with own.begin() as connection:
        connection.execute(text(f'CREATE EXTENSION IF NOT EXISTS "{extension}"'))
    own.dispose()
    return f"{server.USER}@{server.HOST}:{server.status(home).port}/{name}"
