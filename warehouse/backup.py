"""Backing the database up into one file, and restoring it: by the pg_dump and pg_restore that come with the package."""

import os
import subprocess
from pathlib import Path

from sqlalchemy import Engine, text

from warehouse.engine import DatabaseError, parse
from warehouse.schema.base import SCHEMAS
from warehouse.server import program


class BackupError(DatabaseError):
    """A backup cannot be written or restored; the message says why. Whatever was there is as it was."""


def write_backup(url: str, target: Path) -> int:
    """Write everything in our schemas to a file, as one moment saw it; loads may go on meanwhile.

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
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-acl", *schemas, f"--file={fresh}")
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return target.stat().st_size


def restore_backup(engine: Engine, url: str, source: Path, *, replace: bool) -> None:
    """Bring a database to what a backup holds, in one transaction.

    Rights are not in a backup: users are granted anew.

    Args:
        engine: of the same database.
        url: its address.
        source: what `write_backup` wrote.
        replace: whether what has been loaded into the database may be replaced.

    Raises:
        BackupError: the database holds loads and may not be replaced, or the file is no backup.
    """
    if not source.is_file():
        raise BackupError(f"{source}: no such file.")
    if _holds_loads(engine) and not replace:
        raise BackupError("The database holds loads already; give --replace to put the backup in their place.")
    engine.dispose()  # our own idle connections must not hold up what is dropped
    _run("pg_restore", url, "--single-transaction", "--clean", "--if-exists", "--no-owner", "--no-acl", str(source))


def _holds_loads(engine: Engine) -> bool:
    with engine.connect() as connection:
        if connection.scalar(text("SELECT to_regclass('ops.load')")) is None:
            return False
        return bool(connection.scalar(text("SELECT EXISTS (SELECT FROM ops.load)")))


def _run(name: str, url: str, *arguments: str) -> None:
    address = parse(url).set(drivername="postgresql")
    # Not in the arguments, which every user of the machine can list.
    secret = {"PGPASSWORD": address.password} if address.password else {}
    open_address = address.set(password=None).render_as_string(hide_password=False)
    command = [str(program(name)), *arguments, f"--dbname={open_address}"]
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip() or done.returncode}")
