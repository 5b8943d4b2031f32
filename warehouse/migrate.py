"""Bringing a database to the schema of this version: tables by Alembic, then reference rows and views.

Tables move forward revision by revision and keep their data. Views and reference rows hold none of the loads, so they
are made anew from their definitions whenever these changed.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

from warehouse import views
from warehouse.access import become_owner
from warehouse.schema.base import SCHEMAS

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "alembic_version"
MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_404_184_002


class SchemaTooNewError(Exception):
    """The database was made by a newer version of thidua; the message says what to do."""


class SchemaOutdatedError(Exception):
    """The database has no schema yet, or an older one; the message says what to do."""


def head() -> str:
    """Return the newest revision of this version: revisions are numbered, and files begin with their number."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current(connection: Connection) -> str | None:
    """Return the revision of the database; None if it has none of ours."""
    if connection.scalar(text("SELECT to_regclass('ops.alembic_version')")) is None:
        return None
    return str(connection.scalar(text("SELECT version_num FROM ops.alembic_version")))


def require_current(engine: Engine) -> None:
    """Raise SchemaTooNewError or SchemaOutdatedError unless the database has the schema of this version."""
    with engine.connect() as connection:
        found = current(connection)
    _refuse_newer(found)
    if found != head():
        raise SchemaOutdatedError(
            f"The database is {'empty' if found is None else f'at schema {found}'}, this version needs {head()}. "
            "Run `thidua db migrate`."
        )


def upgrade(engine: Engine) -> None:
    """Bring the database to the schema of this version, in one transaction; at once if it is there.

    Raises:
        SchemaTooNewError: a newer version made it.
    """
    from warehouse import reference  # it brings the lexicons along, which those who only ask need not wait for

    definitions = {"views": views.digest(), "reference": reference.digest()}
    with engine.connect() as connection:
        found = current(connection)
        _refuse_newer(found)
        if found == head() and _settings(connection).items() >= definitions.items():
            return
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        become_owner(connection)
        found = current(connection)
        _refuse_newer(found)
        stale = definitions.items() - (_settings(connection).items() if found else set())
        changed = {name for name, _ in stale}
        if found != head():
            views.drop(connection)
            _make_schemas(connection)
            _run_alembic(connection)
            changed.add("views")
        if "reference" in changed:
            reference.fill(connection)
        if "views" in changed:
            views.drop(connection)
            views.create(connection)
        for name, value in definitions.items():
            connection.execute(
                text(
                    "INSERT INTO ops.setting (name, value) VALUES (:name, :value) "
                    "ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value"
                ),
                {"name": name, "value": value},
            )


def upgrade_sql(revision: str = "head") -> str:
    """Return the SQL that makes the schema of a revision in an empty database, for those who run it themselves.

    Reference rows and views follow with the first `upgrade` that finds the tables there.
    """
    from alembic import command

    buffer = io.StringIO()
    for name, comment in SCHEMAS.items():
        buffer.write(f"{_schema_sql(name, comment)};\n\n".replace(";\n\n", ";\n"))
    command.upgrade(_config(buffer), revision, sql=True)
    return buffer.getvalue()


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Tell Alembic which schemas and tables it may look at."""
    del parents
    return name in SCHEMAS if kind == "schema" else name != VERSION_TABLE


def _refuse_newer(found: str | None) -> None:
    if found is not None and found > head():
        raise SchemaTooNewError(
            f"The database has schema {found}, this version of thidua knows schemas up to {head()}. "
            "Install the version that made it, or a newer one; nothing was changed."
        )


def _settings(connection: Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(text("SELECT name, value FROM ops.setting"))}


def _make_schemas(connection: Connection) -> None:
    for name, comment in SCHEMAS.items():
        for statement in _schema_sql(name, comment).split(";\n"):
            connection.execute(text(statement))


def _schema_sql(name: str, comment: str) -> str:
    return f"CREATE SCHEMA IF NOT EXISTS {name};\nCOMMENT ON SCHEMA {name} IS '{comment.replace(chr(39), chr(39) * 2)}'"


def _run_alembic(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(output: io.StringIO | None = None) -> "Config":
    from alembic.config import Config

    config = Config(output_buffer=output)
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
