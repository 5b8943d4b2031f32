"""Everything on one machine: Prefect's server with its UI, the deployments, and the Data Docs beside it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.prefect_api import URL_VARIABLE
from flows.settings import Settings
from flows.static_site import HOST, static_site

TIMEZONE = "Asia/Ho_Chi_Minh"
NIGHTLY = "0 2 * * *"
READY_SECONDS = 120
STOP_SECONDS = 20


class ServeError(Exception):
    """The service cannot start; the message says why."""


def serve(settings: Settings, port: int, docs_port: int) -> None:
    """Serve until SIGTERM or Ctrl+C, then stop everything that was started.

    Args:
        settings: of this installation.
        port: of Prefect's API and UI.
        docs_port: of the Data Docs.

    Raises:
        ServeError: a port is taken, or the server does not come up.
    """
    for wanted in (port, docs_port):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, wanted)) == 0:
                raise ServeError(f"Port {wanted} is taken; is `thidua serve` running already? Choose others.")
    signal.signal(signal.SIGTERM, _interrupt)
    settings.docs.mkdir(parents=True, exist_ok=True)
    with _prefect_server(settings.home / "prefect", port), static_site(settings.docs, docs_port) as docs:
        sys.stdout.write(
            f"Prefect     http://{HOST}:{port}\nData Docs   {docs}\n"
            f"Nightly at 02:00 {TIMEZONE}. Ctrl+C stops everything.\n"
        )
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            _serve_deployments()


def _interrupt(number: int, frame: object) -> None:
    del number, frame
    raise KeyboardInterrupt


def _serve_deployments() -> None:
    import prefect
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows import loading

    alone = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    flows: dict[str, Any] = {"nightly": loading.nightly, "saved-pages": loading.load_saved, "replay": loading.replay}
    schedules = {"nightly": Cron(NIGHTLY, timezone=TIMEZONE)}
    deployments: list[Any] = [
        flow.to_deployment(
            name,
            schedule=schedules.get(name),
            concurrency_limit=alone,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for name, flow in flows.items()
    ]
    # Prefect's runner answers SIGTERM in a handler that cannot await what it calls; it stops all the same.
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop' was never awaited")
    prefect.serve(*deployments, pause_on_shutdown=False, print_starting_message=False)


@contextlib.contextmanager
def _prefect_server(folder: Path, port: int) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    with log.open("a") as output:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)],
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl+C is ours to handle: the deployments stop before their server
        )
    os.environ[URL_VARIABLE] = f"http://{HOST}:{port}/api"
    try:
        _await_ready(process, port, log)
        yield
    finally:
        del os.environ[URL_VARIABLE]
        _stop_group(process)


def _await_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/api/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ServeError(f"Prefect's server does not come up; its log is {log}.")


def _stop_group(process: subprocess.Popen[bytes]) -> None:
    for step in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, step)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
            return
