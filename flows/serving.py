"""Everything on one machine: Prefect's server with UI and database, the deployments, and the Data Docs beside it."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from flows.service import announced, find_service
from flows.settings import Settings, environment_of_server, reporting_to
from flows.static_site import HOST, static_site
from warehouse import server
from warehouse.companion import companion_database

READY_SECONDS = 120
STOP_SECONDS = 20
PREFECT_DATABASE = "prefect"
"""On the embedded PostgreSQL: on SQLite Prefect stalls for half a minute after a night of a thousand tasks."""
_PR_SET_PDEATHSIG = 1


class ServeError(Exception):
    """The service cannot start; the message says why."""


def serve(settings: Settings, port: int, docs_port: int) -> None:
    """Serve until SIGTERM or Ctrl+C, then stop everything that was started.

    Args:
        settings: of this installation.
        port: of Prefect's API and UI.
        docs_port: of the Data Docs and evidence pages.

    Raises:
        ServeError: the service runs already, a port is taken, or Prefect's server does not come up.
    """
    if running := find_service(settings.home):
        raise ServeError(f"The service runs already, as process {running.pid}: {running.prefect}")
    for wanted in (port, docs_port):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, wanted)) == 0:
                raise ServeError(f"Port {wanted} is taken by another program; choose others.")
    signal.signal(signal.SIGTERM, _interrupt)
    settings.docs.mkdir(parents=True, exist_ok=True)
    address = f"http://{HOST}:{port}"
    with (
        contextlib.suppress(KeyboardInterrupt),
        server.running(settings.home),
        _prefect_server(settings.home, port) as process,
        static_site(settings.docs, docs_port) as docs,
        reporting_to(f"{address}/api", docs),
        announced(settings.home, address, docs),
    ):
        # Takes seconds to import, which pass while Prefect's server starts.
        from flows.deploying import serve_deployments

        _await_ready(process, address, settings.home)
        sys.stdout.write(
            f"Prefect     {address}\nData Docs   {docs}\nNightly at 02:00 Asia/Ho_Chi_Minh. Ctrl+C stops everything.\n"
        )
        sys.stdout.flush()
        serve_deployments()


def _interrupt(number: int, frame: object) -> None:
    del number, frame
    raise KeyboardInterrupt


@contextlib.contextmanager
def _prefect_server(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    log = _log(home)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as output:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)],
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl+C is ours to handle: the deployments stop before their server
            preexec_fn=_end_with_parent,
            env=environment_of_server(
                ui=f"http://{HOST}:{port}",
                database=f"postgresql+asyncpg://{companion_database(home, PREFECT_DATABASE, 'pg_trgm')}",
                password_file=server.status(home).password_file,
            ),
        )
    try:
        yield process
    finally:
        _stop_group(process)


def _end_with_parent() -> None:
    """Have the kernel end this process when its parent is killed: a server left behind would keep the port."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _log(home: Path) -> Path:
    return home / "prefect" / "server.log"


def _await_ready(process: subprocess.Popen[bytes], address: str, home: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/api/health", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ServeError(f"Prefect's server does not come up; its log is {_log(home)}.")


def _stop_group(process: subprocess.Popen[bytes]) -> None:
    for step in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, step)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
            return
