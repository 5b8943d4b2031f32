"""What the tests of the command share."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SITE = Path(__file__).parents[1] / "flows" / "sample_site"
PAGES = sorted((SITE / "cong-doan").glob("*-2*.html"))


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]

PATIENCE = 180.0
"""Seconds after which a test gives up what should have happened: many times what it takes, so that no machine is too
slow or too busy for it."""


def until(happened: Callable[[], Any], every: float = 0.2) -> Any:
    """Wait for a condition, looking after so many seconds each time, and return what it gave."""
    deadline = time.monotonic() + PATIENCE
    while not (found := happened()):
        assert time.monotonic() < deadline, f"did not happen in {PATIENCE:g} s"
        time.sleep(every)
    return found


def environment_of(home: Path, **more: str) -> dict[str, str]:
    """The environment of a person who has only THIDUA_HOME set, and what else is given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "THIDUA"))}
    return clean | {"THIDUA_HOME": str(home)} | more
