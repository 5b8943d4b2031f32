"""Backing the database up into one file, and restoring it: by the pg_dump and pg_restore that come with the package."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from sqlalchemy import Engine, text

from warehouse.engine import DatabaseError, parse, without_password
from warehouse.load import no_other_load
from warehouse.schema.base import SCHEMAS
from warehouse.server import program


class BackupError(DatabaseError):
    """A backup cannot be written or restored; the message says why. Whatever was there is as it was."""


def write_backup(url: str, target: Path) -> int:
    """Write everything in our schemas to a file that only its owner may read, as one moment saw it; loads may go on.

    Args:
        url: address of the database.
        target: file to write; one that is there is replaced once the new one is whole.

    Returns:
        Bytes written.

    Raises:
        BackupError: pg_dump cannot read the database, or the file cannot be written.
    """
    fresh = target.with_name(target.name + ".part")
    schemas = [f"--schema={schema}" for schema in SCHEMAS]
    try:
        # A file left by another try may be open to others; pg_dump writes into what is there.
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-acl", *schemas, f"--file={fresh}")
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return target.stat().st_size


def restore_backup(engine: Engine, url: str, source: Path, *, replace: bool) -> None:
    """Bring a database to what a backup holds, in one transaction and with the right to load.

    Our schemas go with everything in them and upon them, such as tables that came with a newer version and views that
    analysts made. Rights are not in a backup: users are granted anew.

    Args:
        engine: of the same database.
        url: its address.
        source: what `write_backup` wrote.
        replace: whether what has been loaded into the database may be replaced.

    Raises:
        BackupError: the database holds loads and may not be replaced, or the file is no backup.
        LoadBusyError: a load is under way.
    """
    if not source.is_file():
        raise BackupError(f"{source}: no such file.")
    if _holds_loads(engine) and not replace:
        raise BackupError("The database holds loads already; give --replace to put the backup in their place.")
    engine.dispose()  # our own idle connections must not hold up what is dropped
    with no_other_load(engine, 0.0):
        _put_in_place(url, source)


def _put_in_place(url: str, source: Path) -> None:
    """Feed psql the drop of our schemas and what pg_restore writes; it commits only once that has come to its end."""
    begin = ["BEGIN;", *(f"DROP SCHEMA IF EXISTS {schema} CASCADE;" for schema in reversed(SCHEMAS))]
    read = [str(program("pg_restore")), "--no-owner", "--no-acl", "--file=-", str(source)]
    target, environment = _target(url)
    write = [str(program("psql")), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", target]
    with tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as unreadable:
        with (
            suppress(BrokenPipeError),  # psql has stopped, and says why
            subprocess.Popen(write, env=environment, stdin=subprocess.PIPE, stderr=complaints) as writer,  # noqa: S603
            subprocess.Popen(read, stdout=subprocess.PIPE, stderr=unreadable) as reader,  # noqa: S603
        ):
            into, out_of = cast("IO[bytes]", writer.stdin), cast("IO[bytes]", reader.stdout)
            into.write("\n".join([*begin, ""]).encode())
            shutil.copyfileobj(out_of, into)
            if reader.wait() == 0:
                into.write(b"COMMIT;\n")
            into.flush()
        for name, done, said in (("psql", writer, complaints), ("pg_restore", reader, unreadable)):
            if done.returncode:
                said.seek(0)
                raise BackupError(f"{name} failed: {said.read().decode(errors='replace').strip() or done.returncode}")


def _holds_loads(engine: Engine) -> bool:
    with engine.connect() as connection:
        if connection.scalar(text("SELECT to_regclass('ops.load')")) is None:
            return False
        return bool(connection.scalar(text("SELECT EXISTS (SELECT FROM ops.load)")))


def _run(name: str, url: str, *arguments: str) -> None:
    target, environment = _target(url)
    command = [str(program(name)), *arguments, target]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip() or done.returncode}")


def _target(url: str) -> tuple[str, dict[str, str]]:
    """Return an address as an argument, and the environment with its password: every user may list arguments."""
    address = parse(url)
    password = address.password or address.query.get("password")
    secret = {"PGPASSWORD": str(password)} if password else {}
    bare = parse(without_password(url)).set(drivername="postgresql")
    return f"--dbname={bare.render_as_string()}", os.environ | secret
