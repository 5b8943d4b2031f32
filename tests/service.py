"""`thidua serve` in a process of its own, for the tests."""

import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from commands import PATIENCE, environment_of, until


def free_port() -> int:
    """A port that nobody has, below those that systems give to whoever asks for any: it stays free until it is used."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


class Service:
    """A running service and what its Prefect server says."""

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.docs_port = home, free_port(), free_port()
        self.start()

    def start(self) -> None:
        begun = datetime.now(UTC)
        ports = ["--port", str(self.port), "--docs-port", str(self.docs_port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "serve", *ports],
            env=environment_of(
                self.home, PREFECT_RUNNER_POLL_FREQUENCY="1", PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS="3"
            ),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        lines = [self.process.stdout.readline() for _ in range(3)]
        assert "Nightly at 02:00 Asia/Ho_Chi_Minh" in lines[2]
        with self.client() as client:
            until(lambda: sum(each.updated > begun for each in client.read_deployments()) == 6)
            self._keep_to_this_machine(client)

    def _keep_to_this_machine(self, client: Any) -> None:
        """Pause what would ask the web if its hour came meanwhile."""
        for name in ("nightly/nightly", "source-check/source-check"):
            deployment = client.read_deployment_by_name(name)
            for schedule in deployment.schedules:
                client.update_deployment_schedule(deployment.id, schedule.id, active=False)

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
            return until(lambda: (state := client.read_flow_run(run).state) and state.name in names and state)

    def flow_processes(self) -> list[psutil.Process]:
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [
            child
            for child in children
            if "prefect.engine" in child.cmdline() or "prefect.flow_engine" in child.cmdline()
        ]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
