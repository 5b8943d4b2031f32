"""Who may do what: three roles, and users who belong to them.

| role | may |
| --- | --- |
| thidua_owner | change the schema: owns every table |
| thidua_loader | write through staging, publish and quarantine |
| thidua_analyst | read the schema mart, and see nothing else |
"""

import secrets
from typing import Literal, get_args

from psycopg import sql
from sqlalchemy import Connection, Engine, text

from warehouse.engine import DatabaseError, driver_cursor
from warehouse.schema.base import SCHEMAS

Role = Literal["owner", "loader", "analyst"]

ANALYST_SECONDS = 300
"""A query of an analyst that takes longer is stopped."""


class UserExistsError(DatabaseError):
    """A user of this name exists already; the message says what to do."""


def role_name(role: Role) -> str:
    """Return the name of a role in the database."""
    return f"thidua_{role}"


def grant(engine: Engine, role: Role, user: str) -> str:
    """Make the three roles as they should be, and a user with a new password who has one of them.

    Needs a connection that may create roles. The password goes to the server hashed, so that no log of it holds it.

    Returns:
        The password.

    Raises:
        UserExistsError: there is a user of that name; its password stays as it is.
    """
    password = secrets.token_urlsafe(18)
    with engine.begin() as connection:
        if _exists(connection, user):
            raise UserExistsError(
                f"The database has a user {user!r} already. Choose another name, or give it the rights yourself: "
                f"GRANT {role_name(role)} TO {user}"
            )
        _make_roles(connection)
        with driver_cursor(connection) as cursor:
            hashed = cursor.connection.pgconn.encrypt_password(password.encode(), user.encode(), b"scram-sha-256")
            name = sql.Identifier(user)
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(hashed.decode())))
            cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role_name(role)), name))
            if role == "analyst":
                # Settings of a role do not pass to its members, so the user has them.
                cursor.execute(sql.SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(name))
                limit = sql.Literal(f"{ANALYST_SECONDS}s")
                cursor.execute(sql.SQL("ALTER ROLE {} SET statement_timeout = {}").format(name, limit))
    return password


def become_owner(connection: Connection) -> None:
    """Act as the owner for the rest of the transaction, where this database was given to that role."""
    owner = connection.scalar(text("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'mart'"))
    if owner == role_name("owner"):
        connection.execute(text(f"SET LOCAL ROLE {owner}"))


def _exists(connection: Connection, role: str) -> bool:
    return bool(connection.scalar(text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :role)"), {"role": role}))


def _make_roles(connection: Connection) -> None:
    owner, loader, analyst = map(role_name, get_args(Role))
    for role in (owner, loader, analyst):
        if not _exists(connection, role):
            connection.execute(text(f"CREATE ROLE {role} NOLOGIN"))
    connection.execute(text(f"GRANT {owner} TO current_user"))
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    connection.execute(text(f"GRANT CREATE ON DATABASE {database} TO {owner}"))
    for schema in SCHEMAS:
        connection.execute(text(_OWN.format(schema=schema, owner=owner)))
        rights = "SELECT, INSERT, UPDATE, DELETE" + (", TRUNCATE" if schema == "staging" else "")
        _allow(connection, schema, owner, loader, rights)
    _allow(connection, "mart", owner, analyst, "SELECT")
    if connection.exec_driver_sql("SHOW is_superuser").scalar() == "on":
        # Lets bulk loads check their keys as sets; without it they check row by row.
        connection.execute(text(f"GRANT SET ON PARAMETER session_replication_role TO {owner}, {loader}"))


def _allow(connection: Connection, schema: str, owner: str, role: str, rights: str) -> None:
    """Give rights on the tables of a schema, and on those that the owner will make there."""
    for statement in (
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        f"GRANT {rights} ON ALL TABLES IN SCHEMA {schema} TO {role}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT {rights} ON TABLES TO {role}",
    ):
        connection.execute(text(statement))


# A sequence of an identity column follows its table.
_OWN = """
DO $$
DECLARE thing record;
BEGIN
    ALTER SCHEMA {schema} OWNER TO {owner};
    FOR thing IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class c
        WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind IN ('r', 'v') LOOP
        EXECUTE format('ALTER %s %s OWNER TO {owner}',
                       CASE thing.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, thing.name);
    END LOOP;
END $$
"""
