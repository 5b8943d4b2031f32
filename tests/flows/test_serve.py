"""`thidua serve`: one command for Prefect, its deployments and the Data Docs; a schedule fires by itself."""

import datetime
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import PAGES, Command

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def until(happened: Callable[[], Any], seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = happened()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"did not happen in {seconds} s")


@pytest.fixture
def service(own_home: Path, apart: Command, api: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The running service, the address of its API and that of its Data Docs."""
    assert apart("run", str(PAGES[0]), PREFECT_API_URL=api).code == 0
    port, docs_port = free_port(), free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "THIDUA"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "serve", "--port", str(port), "--docs-port", str(docs_port)],
        env=clean | {"THIDUA_HOME": str(own_home), "PREFECT_RUNNER_POLL_FREQUENCY": "2"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(3)]
    assert "Nightly at 02:00 Asia/Ho_Chi_Minh" in lines[2]
    yield process, f"http://127.0.0.1:{port}/api", f"http://127.0.0.1:{docs_port}"
    if process.poll() is None:
        process.kill()


def test_a_schedule_fires_by_itself_and_the_service_stops_cleanly(
    service: tuple[subprocess.Popen[str], str, str], own_home: Path
) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.schedules import IntervalSchedule
    from prefect.settings import PREFECT_API_URL, temporary_settings

    process, api, docs = service
    with temporary_settings({PREFECT_API_URL: api}), get_client(sync_client=True) as client:
        names = until(lambda: len(found := client.read_deployments()) == 3 and found, 60)
        assert {found.name for found in names} == {"nightly", "saved-pages", "replay"}
        nightly = client.read_deployment_by_name("nightly/nightly")
        (schedule,) = nightly.schedules
        assert (schedule.schedule.cron, schedule.schedule.timezone) == ("0 2 * * *", "Asia/Ho_Chi_Minh")
        assert "names of source profiles" in nightly.parameter_openapi_schema["properties"]["sources"]["description"]
        replay = client.read_deployment_by_name("replay/replay")
        soon = IntervalSchedule(
            interval=datetime.timedelta(seconds=20), anchor_date=datetime.datetime.now(datetime.UTC)
        )
        client.create_deployment_schedules(replay.id, [(soon, True)])

        def ended() -> Any:
            runs = [run for run in client.read_flow_runs() if run.deployment_id == replay.id]
            return next((run for run in runs if run.state_name in ("Completed", "Failed", "Crashed")), None)

        run = until(ended, 120)
        assert run.state_name == "Completed", run.state.message
        assert run.auto_scheduled
    with urllib.request.urlopen(docs) as page:
        assert b"Data Docs, newest first" in page.read()
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    until(lambda: str(own_home) not in subprocess.check_output(["ps", "-eo", "args"], text=True), 30)


def test_prefect_deploys_the_same_to_a_work_pool(api: str) -> None:
    from prefect.client.orchestration import get_client

    def prefect(*arguments: str) -> None:
        done = subprocess.run(
            [Path(sys.executable).parent / "prefect", "--no-prompt", *arguments],
            cwd=ROOT,
            env=os.environ | {"PREFECT_API_URL": api},
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    prefect("work-pool", "create", "thidua", "--type", "process")
    prefect("deploy", "--all")
    with get_client(sync_client=True) as client:
        deployed = {found.name: found for found in client.read_deployments()}
    assert set(deployed) == {"nightly", "saved-pages", "replay"}
    assert all(found.work_pool_name == "thidua" for found in deployed.values())
    assert all(found.global_concurrency_limit.limit == 1 for found in deployed.values())
    assert deployed["nightly"].schedules[0].schedule.timezone == "Asia/Ho_Chi_Minh"
