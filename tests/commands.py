"""What the tests of the command share."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SITE = Path(__file__).parents[1] / "flows" / "sample_site"
PAGES = sorted((SITE / "cong-doan").glob("*-2*.html"))


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


def environment_of(home: Path, **more: str) -> dict[str, str]:
    """The environment of a person who has only THIDUA_HOME set, and what else is given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "THIDUA"))}
    return clean | {"THIDUA_HOME": str(home)} | more
