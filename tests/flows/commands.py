"""What the tests of the command share."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SITE = Path(__file__).parents[2] / "flows" / "sample_site"
PAGES = sorted((SITE / "cong-doan").glob("*-2*.html"))


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]
