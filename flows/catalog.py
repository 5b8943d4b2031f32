"""The flows by name, and how each is deployed: what `thidua serve` serves and `prefect.yaml` repeats."""

from dataclasses import dataclass
from typing import Any, Final

from flows.backfill import backfill
from flows.carrying import LoadStoppedError, deliver, reported
from flows.loading import load_saved, nightly, replay
from flows.upkeep import TAG, maintenance, source_check

__all__ = ["DEPLOYMENTS", "FLOWS", "TAG", "TIMEZONE", "Deployed", "LoadStoppedError", "deliver", "reported"]

TIMEZONE: Final = "Asia/Ho_Chi_Minh"
FLOWS: Final[dict[str, Any]] = {"backfill": backfill, "load_saved": load_saved, "nightly": nightly, "replay": replay}
"""What the command runs."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """One deployment."""

    name: str
    flow: Any
    description: str
    cron: str | None = None
    """In `TIMEZONE`."""


DEPLOYMENTS: Final = (
    Deployed("nightly", nightly, "What is new at all sources, read, checked and published.", "0 2 * * *"),
    Deployed("backfill", backfill, "An archive, or a window of days out of the sources' sitemaps, load by load."),
    Deployed("replay", replay, "Landed pages read again, without the network."),
    Deployed("saved-pages", load_saved, "Saved pages and web archives."),
    Deployed("source-check", source_check, "The profiles of the sources, tried on their live sites.", "0 9 * * 1"),
    Deployed("maintenance", maintenance, "Retention of landing, runs and Data Docs; vacuum.", "0 4 * * 0"),
)
