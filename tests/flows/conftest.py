import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import PATIENCE, Command, Ended, environment_of

from flows import cli
from flows.prefect_api import prefect_api
from flows.sources import fetcher
from warehouse import server


@pytest.fixture(autouse=True)
def _a_run_of_its_own() -> None:
    """Forget, as the process of the next run would, how slowly this machine was asked to be asked."""
    fetcher.cache_clear()


@pytest.fixture(scope="session")
def api(home: Path) -> Iterator[str]:
    """A real Prefect server for the flows of all tests."""
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.loading import deliver

    with prefect_api(home / "prefect"):
        # The end of each flow waits a second for its heartbeat.
        settings = {PREFECT_API_URL: os.environ["PREFECT_API_URL"], PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
        with temporary_settings(settings):
            yield os.environ["PREFECT_API_URL"]
            deliver()


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process."""

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["thidua", *arguments])
        capfd.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        printed = capfd.readouterr()
        return Ended(code, printed.out, printed.err)

    return run


@pytest.fixture
def thidua(api: str, url: str, monkeypatch: pytest.MonkeyPatch, in_process: Command) -> Command:
    """Run the command in this process, on a database of its own, reporting to the session's Prefect server."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)
    return in_process


@pytest.fixture(scope="session")
def own_home() -> Iterator[Path]:
    """A THIDUA_HOME that nothing in this process uses."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-apart-"))
    folder.chmod(0o755)
    yield folder
    server.stop(folder)
    shutil.rmtree(folder)


@pytest.fixture
def apart(own_home: Path) -> Command:
    """Run the command in a process of its own, as a person does, with the embedded server of its own home."""

    def run(*arguments: str, **environment: str) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", *arguments],
            check=False,
            capture_output=True,
            text=True,
            env=environment_of(own_home, **environment),
            timeout=PATIENCE,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run
