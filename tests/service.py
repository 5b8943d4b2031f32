"""`thidua serve` in a process of its own, for the tests."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from commands import environment_of


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def until(happened: Callable[[], Any], seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = happened()
        if found:
            return found
        time.sleep(0.3)
    raise AssertionError(f"did not happen in {seconds} s")


class Service:
    """A running service and what its Prefect server says."""

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.docs_port = home, free_port(), free_port()
        self.start()

    def start(self) -> None:
        ports = ["--port", str(self.port), "--docs-port", str(self.docs_port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "serve", *ports],
            env=environment_of(self.home, PREFECT_RUNNER_POLL_FREQUENCY="1"),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        lines = [self.process.stdout.readline() for _ in range(3)]
        assert "Nightly at 02:00 Asia/Ho_Chi_Minh" in lines[2]
        with self.client() as client:
            until(lambda: len(client.read_deployments()) == 6, 60)

    @contextmanager
    def client(self) -> Iterator[Any]:
        from prefect.client.orchestration import get_client
        from prefect.settings import PREFECT_API_URL, temporary_settings

        api = f"http://127.0.0.1:{self.port}/api"
        with temporary_settings({PREFECT_API_URL: api}), get_client(sync_client=True) as client:
            yield client

    def run(self, deployment: str, **parameters: Any) -> Any:
        with self.client() as client:
            found = client.read_deployment_by_name(deployment)
            return client.create_flow_run_from_deployment(found.id, parameters=parameters).id

    def state(self, run: Any, *names: str) -> Any:
        """Wait until a flow run is in a state of these names, and return it."""
        with self.client() as client:
            return until(lambda: (state := client.read_flow_run(run).state) and state.name in names and state, 90)

    def flow_processes(self) -> list[psutil.Process]:
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [
            child
            for child in children
            if "prefect.engine" in child.cmdline() or "prefect.flow_engine" in child.cmdline()
        ]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
