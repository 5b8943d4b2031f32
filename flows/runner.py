"""Running a flow from the command line: start-up side by side, progress, summary, exit code."""

import importlib
import sys
from typing import Any

from rich.console import Console

from flows.prefect_api import prefect_api
from flows.progress import watching
from flows.settings import load_settings, prepare_prefect, silence_prefect
from flows.stages import database, upgraded

STOPPED = "Stopped. The load under way left the mart as it was; the same command begins it again."


def run_flow(name: str, **parameters: Any) -> int:  # noqa: ANN401
    """Run a flow by its name in `flows.catalog`, show how it goes, and return the exit code.

    Raises whatever the flow raises, but for a load that was stopped: that is shown, and is exit code 1. A run that has
    come to its end counts by its report, which is kept here: Prefect may lose it, or not hear of the end at all.
    """
    settings = load_settings()
    prepare_prefect(settings)
    silence_prefect()
    with (
        watching(Console(stderr=True)) as watcher,
        prefect_api(settings.home / "prefect"),
        database(settings),
    ):
        watcher.begin("starting")
        # Fail on a database that cannot be used before seconds go into starting anything else.
        with upgraded():
            pass
        # The server starts in its process; meanwhile this one imports what takes longest.
        catalog = importlib.import_module("flows.catalog")
        importlib.import_module("expectations.checkpoint")
        prefect = importlib.import_module("prefect")
        untold = None
        with catalog.reported() as reports:
            try:
                with prefect.tags(catalog.TAG):
                    catalog.FLOWS[name](**parameters)
            except catalog.LoadStoppedError:
                pass  # as its report says
            except (Exception, KeyboardInterrupt) as error:
                if not reports:
                    if isinstance(error, KeyboardInterrupt):
                        sys.stderr.write(f"{STOPPED}\n")
                    raise
                untold = error
            finally:
                catalog.deliver()
    report = reports[-1]
    screen = Console()
    screen.print(report.headline, soft_wrap=True)
    screen.print(report.table())
    if report.docs:
        screen.print(f"Data Docs: {report.docs}", soft_wrap=True, highlight=False)
    if report.funnels:
        screen.print(report.funnel_table())
    if untold:
        sys.stderr.write(f"Prefect may not show how this run ended ({type(untold).__name__}: {untold})\n")
    for line in (*report.reasons, *report.warnings):
        sys.stderr.write(f"{line}\n")
    for refusal in report.refused:
        sys.stderr.write(f"quarantined: {refusal.reason}: {refusal.message}\n")
    return 0 if report.succeeded else 1
