"""What a running `thidua serve` leaves for others to find: where it listens."""

import fcntl
import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.errors import NoServiceError
from flows.settings import Settings, prefect_server, prepare_prefect, reporting_to, silence_prefect

_FILE = "service.json"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service."""

    pid: int
    prefect: str
    """Address of Prefect's UI; its API is below it at /api."""
    docs: str
    """Where Data Docs and evidence pages are served."""


@dataclass(frozen=True, slots=True)
class ScheduledRun:
    """A run that is due."""

    name: str
    at: datetime
    """Aware."""


def next_run(service: Service) -> ScheduledRun | None:
    """Ask a running service which deployment is due next, and when; None if none is, or if it does not answer."""
    api = f"{service.prefect}/api"
    scheduled = {"state": {"type": {"any_": ["SCHEDULED"]}}}
    try:
        found = _ask(f"{api}/flow_runs/filter", {"flow_runs": scheduled, "sort": "EXPECTED_START_TIME_ASC", "limit": 1})
        if not found:
            return None
        deployment = _ask(f"{api}/deployments/{found[0]['deployment_id']}")
    except OSError:
        return None
    return ScheduledRun(deployment["name"], datetime.fromisoformat(found[0]["expected_start_time"]))


def _ask(address: str, question: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
    # Not Prefect's client, which takes seconds to import.
    data = json.dumps(question).encode() if question is not None else None
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
        return json.load(answer)


@contextmanager
def announced(home: Path, prefect: str, docs: str) -> Iterator[None]:
    """Let `find_service` find this process for the time of the block."""
    with (home / _FILE).open("a") as file:
        # The system lets go of it however the process ends.
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        json.dump(asdict(Service(os.getpid(), prefect, docs)), file)
        file.flush()
        yield


@contextmanager
def reporting_to_service(settings: Settings) -> Iterator[None]:
    """Talk to the Prefect server that `PREFECT_API_URL` names, else to that of `thidua serve`, inside the block.

    Raises:
        NoServiceError: there is neither.
    """
    prepare_prefect(settings)
    silence_prefect()
    if prefect_server():
        yield
        return
    service = find_service(settings.home)
    if service is None:
        raise NoServiceError("The service does not run: start `thidua serve`, or set PREFECT_API_URL.")
    with reporting_to(f"{service.prefect}/api"):
        yield


def find_service(home: Path) -> Service | None:
    """Return the service of a home, if one runs."""
    path = home / _FILE
    if not path.exists():
        return None
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            try:
                return Service(**json.load(file))
            except ValueError:  # it has only just begun, and is about to write
                return None
    return None
