"""Running a flow from the command line: start-up side by side, progress, summary, exit code."""

import importlib
import sys
from typing import Any

from rich.console import Console

from flows.prefect_api import prefect_api
from flows.progress import watching
from flows.settings import load_settings, prepare_prefect, silence_prefect
from flows.stages import database, upgraded


def run_flow(name: str, **parameters: Any) -> int:  # noqa: ANN401
    """Run a flow by its name in `flows.catalog`, show how it goes, and return the exit code.

    Raises whatever the flow raises, but for a load that was stopped: that is shown, and is exit code 1.
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
        try:
            with prefect.tags(catalog.TAG):
                report = catalog.FLOWS[name](**parameters)
        except catalog.LoadStoppedError as stopped:
            report = stopped.report
        except KeyboardInterrupt:
            sys.stderr.write("Stopped. The load under way left the mart as it was; the same command begins it again.\n")
            raise
        finally:
            catalog.deliver()
    screen = Console()
    screen.print(report.headline, soft_wrap=True)
    screen.print(report.table())
    if report.docs:
        screen.print(f"Data Docs: {report.docs}", soft_wrap=True, highlight=False)
    if report.funnels:
        screen.print(report.funnel_table())
    for line in (*report.reasons, *report.warnings):
        sys.stderr.write(f"{line}\n")
    for refusal in report.refused:
        sys.stderr.write(f"quarantined: {refusal.reason}: {refusal.message}\n")
    return 0 if report.succeeded else 1
