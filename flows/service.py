"""What a running `thidua serve` leaves for others to find: where it listens."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "service.json"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service."""

    pid: int
    prefect: str
    """Address of Prefect's UI; its API is below it at /api."""
    docs: str
    """Where Data Docs and evidence pages are served."""


@contextmanager
def announced(home: Path, prefect: str, docs: str) -> Iterator[None]:
    """Let `find_service` find this process for the time of the block."""
    with (home / _FILE).open("w") as file:
        # The system lets go of it however the process ends.
        fcntl.flock(file, fcntl.LOCK_EX)
        json.dump(asdict(Service(os.getpid(), prefect, docs)), file)
        file.flush()
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
            return Service(**json.load(file))
    return None
