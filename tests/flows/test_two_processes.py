"""As a person runs it: processes of their own on the embedded server."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commands import PAGES, PATIENCE, Command, environment_of

from warehouse import server

pytestmark = pytest.mark.slow


def test_two_runs_started_at_once_end_published_or_turned_away_and_report_to_the_server_that_is_named(
    apart: Command, api: str
) -> None:
    from prefect.client.orchestration import get_client

    with ThreadPoolExecutor(2) as threads:
        ended = list(threads.map(lambda page: apart("run", str(page), PREFECT_API_URL=api), PAGES[:2]))
    codes = sorted(run.code for run in ended)
    assert codes in ([0, 0], [0, 1])  # [0, 0]: one was done before the other came to load
    for run in ended:
        assert run.code == 0 or "Another load is under way" in run.err
        assert "Traceback" not in run.err
    with get_client(sync_client=True) as client:
        names = {run.name for run in client.read_flow_runs(limit=50)}
    assert {f"load {page}" for page in PAGES[:2]} <= names


def test_the_address_of_the_database_lets_psql_in(apart: Command) -> None:
    address = apart("db", "url").out
    assert address.count("\n") == 1
    asked = subprocess.run(
        [server.program("psql"), address.strip(), "-Atc", "SELECT 1 + 1"], capture_output=True, text=True, check=False
    )
    assert asked.stdout.strip() == "2", asked.stderr
    assert "running" in apart("db", "status").out
    assert "Stopped" in apart("db", "stop").out
    assert "stopped" in apart("db", "status").out


def test_without_a_server_a_run_starts_and_ends_one_of_its_own(apart: Command, own_home: Path) -> None:
    ended = apart("run", str(PAGES[0]))
    assert ended.code == 0, ended.err
    assert (own_home / "prefect" / "prefect.db").stat().st_size > 0
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(own_home) not in left


def test_ctrl_c_in_a_terminal_ends_a_run_at_once(own_home: Path) -> None:
    command = [Path(sys.executable).with_name("thidua"), "run", str(PAGES[0].parent)]
    # A group of its own, as a terminal gives to what it starts: all of it gets the signal, which a suite that runs in
    # the background of a shell ignores and would have its children ignore.
    run = subprocess.Popen(
        command, env=environment_of(own_home), start_new_session=True, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert run.stderr is not None
    for line in run.stderr:
        if "reading" in line:
            break
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=PATIENCE)[1]
    assert "Traceback" not in said
    assert "Stopped. The load under way left the mart as it was" in said
    assert run.returncode == 130
