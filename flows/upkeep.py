"""The flows that look after the service: the weekly check of the sources, and maintenance."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterTags,
)
from prefect.runtime import deployment
from prefect.states import Completed, Failed

from extract.check import Checked, check_source
from extract.sources import Source
from flows.artifacts import EVIDENCE
from flows.carrying import PATIENCE_SECONDS
from flows.settings import load_settings
from flows.sources import enabled, fetcher
from flows.stages import opened
from warehouse import retention
from warehouse.load import no_other_load

TAG = "thidua"
"""Carried by every flow run of ours, whoever starts it: a Prefect server may have flows of others too."""
_RUNS_AT_ONCE = 200


@task(task_run_name="check {name}")
def check_one(source: Source, name: str) -> list[Checked]:
    """Fetch from one live site and say which feeds and selectors work."""
    del name
    return check_source(source, fetcher(load_settings().contact, source.loopback), datetime.now(UTC))


@flow(name="source-check")
def source_check(sources: list[str] | None = None, site: str | None = None) -> State[Any]:
    """Try the profiles on their live sites; ends as Failed if a feed or a selector is broken.

    Args:
        sources: names of source profiles; all that are enabled, if not given.
        site: address of a copy of the sources' site to ask instead, as tests do.
    """
    profiles = [source.served_at(site) if site else source for source in enabled(sources)]
    found = [finding for source in profiles for finding in check_one(source, source.name)]
    rows = [
        {
            "source": each.source,
            "part": each.part,
            "subject": each.subject,
            "outcome": each.outcome,
            "detail": each.detail,
        }
        for each in found
    ]
    create_table_artifact(rows, key="source-check", description="Feeds, listings and selectors on the live sites")
    broken = [each for each in found if each.outcome == "broken"]
    if broken:
        words = [f"{each.source}: {each.part} {each.subject}: {each.detail}" for each in broken]
        return Failed(message="\n".join([f"{len(broken)} parts of profiles are broken.", *words]))
    return Completed(message=f"{len(profiles)} sources work.")


@flow(name="maintenance")
def maintenance(landing_days: int = 90, run_days: int = 400, docs_days: int = 90) -> State[Any]:
    """Let go of what nobody needs any more, and tidy the database.

    Args:
        landing_days: landed pages that neither a replay nor quarantine needs stay this long; the others stay for good.
        run_days: what is noted of runs and their documents, here and in Prefect, stays this long.
        docs_days: Data Docs and evidence pages stay this long.

    Raises:
        LoadBusyError: a load goes on.
    """
    settings = load_settings()
    with opened() as engine:
        # What a load has landed belongs to nothing until it is published.
        with no_other_load(engine, PATIENCE_SECONDS if deployment.get_id() else 0.0):
            gone = {
                "landed pages": retention.drop_landed(engine, settings.landing, _before(landing_days)),
                **retention.drop_runs(engine, _before(run_days)),
            }
        gone |= {
            "Prefect runs": drop_flow_runs(_before(run_days)),
            "Data Docs": _drop_docs(settings.docs, _before(docs_days)),
        }
        retention.vacuum(engine)
    words = ", ".join(f"{count} {what}" for what, count in gone.items())
    get_run_logger().info("let go: %s", words)
    create_table_artifact([gone], key="maintenance", description="What was let go")
    return Completed(message=f"Let go: {words}.", data=gone)


def _before(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def drop_flow_runs(before: datetime) -> int:
    """Delete our flow runs that ended before a moment; their logs and artifacts go with them.

    The Prefect server may be shared: only runs of our flows that carry our tag are ours.
    """
    from flows.catalog import DEPLOYMENTS  # which has the flows of this module

    ours = FlowFilter(name=FlowFilterName(any_=sorted({deployed.flow.name for deployed in DEPLOYMENTS})))
    old, dropped = (
        FlowRunFilter(
            end_time=FlowRunFilterEndTime.model_validate({"before_": before}), tags=FlowRunFilterTags(all_=[TAG])
        ),
        0,
    )
    with get_client(sync_client=True) as client:
        while found := client.read_flow_runs(flow_filter=ours, flow_run_filter=old, limit=_RUNS_AT_ONCE):
            for each in found:
                client.delete_flow_run(each.id)
            dropped += len(found)
    return dropped


def _drop_docs(root: Path, before: datetime) -> int:
    """Delete the sites of Data Docs and the evidence pages that were written before a moment."""
    from expectations.docs import drop_sites

    pages = [page for page in (root / EVIDENCE).glob("*.html") if page.stat().st_mtime < before.timestamp()]
    for page in pages:
        page.unlink()
    return drop_sites(root, before) + len(pages)
