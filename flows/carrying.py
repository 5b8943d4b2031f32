"""Carrying collected batches into the mart, inside a flow: stage, check, publish, and say what came of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from prefect import State, get_run_logger
from prefect.client.orchestration import get_client
from prefect.context import TagsContext
from prefect.events import emit_event
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.runtime import deployment, flow_run
from prefect.states import Completed, Failed

from flows import artifacts, history, progress
from flows.progress_artifact import ProgressArtifact
from flows.report import BackfillReport, Funnel, RunReport
from flows.settings import load_settings
from flows.stages import Batch, upgraded
from flows.tasks import StagedBatch, check, document, publish_load, read_and_stage
from warehouse import runs
from warehouse.engine import Engine
from warehouse.load import fail, open_load, seal
from warehouse.reader import harmless
from warehouse.records import FeedState, Refusal

SOURCE_LOW = "thidua.source.low"
"""Event of a source that listed fewer articles than its profile expects, two nights running."""

NIGHT_DONE = "thidua.night.done"
"""Event of a nightly run on all sources that published; one on some of them, or on the demo's site, is no night."""

PATIENCE_SECONDS = 3600.0

Staging = Callable[[int], Iterable[tuple[Batch, StagedBatch]]]
"""Given the id of a load, stages it and gives each batch with what became of it."""


class LoadStoppedError(Exception):
    """Something was not published: no source could be asked, or the gate stopped a load; `report` says why."""

    def __init__(self, report: RunReport | BackfillReport) -> None:
        super().__init__("\n".join([report.headline, *report.reasons]))
        self.report = report


@dataclass
class _Tally:
    """What the batches of a load came to so far."""

    sources: dict[str, str] = field(default_factory=dict)
    """Source by address, of every document met."""
    refused: list[Refusal] = field(default_factory=list)
    feed_states: list[FeedState] = field(default_factory=list)
    found: list[Funnel] = field(default_factory=list)
    parsed: Counter[str] = field(default_factory=Counter)
    telling: Counter[str] = field(default_factory=Counter)
    """Articles, and those that state a fact, by source."""

    def add(self, batch: Batch, staged: StagedBatch) -> None:
        """Count a batch that is staged."""
        self.sources |= dict.fromkeys(batch.addresses, batch.source)
        self.refused += staged.refused
        self.feed_states += batch.feed_states
        self.found += [batch.funnel] if batch.funnel else []
        self.parsed[batch.source] += staged.parsed
        self.telling[batch.source] += staged.telling

    def funnels(self, outcomes: Mapping[str, str]) -> tuple[Funnel, ...]:
        """Return the way of each source's articles; `outcomes` by address, once published."""
        quarantined = Counter(self.sources.get(refusal.source_uri, "") for refusal in self.refused)
        documents: dict[str, Counter[str]] = {}
        for address, outcome in outcomes.items():
            documents.setdefault(self.sources.get(address, ""), Counter())[outcome] += 1
        return tuple(
            replace(
                funnel,
                parsed=self.parsed[funnel.source],
                telling=self.telling[funnel.source],
                quarantined=quarantined[funnel.source],
                documents=dict(documents.get(funnel.source, {})),
            )
            for funnel in self.found
        )


def one_by_one(batches: Iterable[Batch], load_id: int) -> Iterator[tuple[Batch, StagedBatch]]:
    """Read and stage batches in this process, in their order."""
    for number, batch in enumerate(batches, 1):
        yield batch, read_and_stage(batch, load_id, number, len(batch.landed))


def gated(collected: Iterable[Batch], stage: str, total: int) -> RunReport | State[Any]:
    """Carry batches into the mart as one load; `total` documents or sources are to be counted off on the way.

    A load that is stopped ends the flow as Failed, its message says why.

    Raises:
        LoadBusyError: another load is under way.
    """
    with progress.beside(ProgressArtifact()) as watcher:
        watcher.begin(stage, total)
        report = carry(lambda load_id: one_by_one(collected, load_id))
    return ended(report, report.outcome)


_reports: ContextVar[list[RunReport | BackfillReport]] = ContextVar("reports")


@contextmanager
def reported() -> Iterator[list[RunReport | BackfillReport]]:
    """Collect the reports of the flow runs that end inside the block.

    They stay in this process: what a flow returns as a state comes back as Prefect's server gives it, which is without
    the report where the server was told of the end twice, because its first answer was late.
    """
    reports: list[RunReport | BackfillReport] = []
    token = _reports.set(reports)
    try:
        yield reports
    finally:
        _reports.reset(token)


def ended(report: RunReport | BackfillReport, outcome: str) -> State[Any]:
    """Return the last state of a flow run, whose message says what came of it."""
    _reports.get([]).append(report)
    if report.succeeded:
        return Completed(message=outcome, data=report)
    stopped = LoadStoppedError(report)
    return Failed(message=str(stopped), data=stopped)


def carry(staging: Staging, *, lot: str | None = None) -> RunReport:
    """Take what is collected and staged all the way into the mart; if it does not pass, the mart is as it was.

    Args:
        staging: stages the load.
        lot: of a backfill, the part of it that this load is.

    Raises:
        LoadBusyError: another load is under way.
    """
    # A backfill is one flow run of many loads, each a run of its own in `ops.run`.
    run_id = str(uuid4() if lot else flow_run.get_id())
    # Tags are for the flow run: for each task that carries one, Prefect's server is asked whether the tag has a limit,
    # and while others write to its SQLite it answers "locked", whereupon the client waits 2 seconds, then 4, 8, 16, 32.
    with (
        TagsContext(current_tags=set()),
        upgraded() as engine,
        open_load(engine, run_id=run_id, wait_seconds=_patience()) as load_id,
        _noted(engine, run_id, lot) as counts,
    ):
        _tag(load_id)
        report = _load(engine, load_id, staging)
        counts |= report.counts()
        return _told(engine, report)


def _load(engine: Engine, load_id: int, staging: Staging) -> RunReport:
    """Read, stage, check and publish within an open load; a load that does not pass is closed as failed."""
    started, watcher, logger, tally = monotonic(), progress.current(), get_run_logger(), _Tally()
    for batch, staged in staging(load_id):
        tally.add(batch, staged)
    report = RunReport(load_id=load_id, published=False, funnels=tally.funnels({}))
    if report.broken:
        # Published, it would pass for a quiet night and keep the freshness check content. The feeds' states are not
        # kept either: where every source fails, the fault is likely ours and must not make the next run hold back.
        fail(engine, load_id, "\n".join(report.reasons))
        return replace(report, seconds=monotonic() - started)
    rows = seal(engine, load_id)
    watcher.begin("checking")
    volumes = tuple(funnel.volume for funnel in report.funnels if funnel.most)
    verdict, write_docs = check(load_id, len(tally.sources), volumes)
    documented = document.submit(load_id, write_docs)
    report = replace(
        report,
        pages=len(tally.sources),
        articles=rows.document,
        awards=rows.award,
        campaigns=rows.campaign,
        results=rows.result,
        shares=history.staged_shares(engine, load_id),
        refused=tuple(sorted(tally.refused, key=lambda refusal: refusal.source_uri)),
        expectations=verdict.checked,
        docs=verdict.docs.as_uri(),
        critical=tuple(map(str, verdict.critical)),
        warnings=(*map(str, verdict.warnings), *(warning for funnel in report.funnels for warning in funnel.warnings)),
    )
    if verdict.passed:
        watcher.begin("publishing")
        published = publish_load(load_id, tuple(tally.feed_states), recount=_rereads_what_is_loaded())
        funnels = tally.funnels(history.outcomes(engine, load_id))
        report = replace(report, published=True, documents=published.documents, funnels=funnels)
    else:
        fail(engine, load_id, "\n".join(report.reasons))
    try:
        documented.result()
    except Exception as error:
        # The check has judged the load; that its pages could not be written changes nothing about that.
        logger.exception("load_id=%d has no Data Docs", load_id)
        missing = f"The Data Docs of load {load_id} could not be written ({type(error).__name__}: {error})"
        report = replace(report, docs="", warnings=(*report.warnings, missing))
    logger.info("load_id=%d %s", load_id, report.outcome)
    return replace(report, seconds=monotonic() - started)


@contextmanager
def _noted(engine: Engine, run_id: str, lot: str | None) -> Iterator[dict[str, Any]]:
    """Keep the present run in `ops.run`, with the counts that the block leaves and how it ended."""
    counts = dict[str, Any]()
    parameters = flow_run.get_parameters() | ({"lot": lot} if lot else {})
    runs.begin(engine, run_id, str(flow_run.get_flow_name()), parameters, flow_run.get_id())
    try:
        yield counts
    finally:
        runs.end(engine, run_id, "succeeded" if counts.get("published") else "failed", counts)


def _patience() -> float:
    """Return how many seconds to wait for another load: nobody reads at night what a person would be told at once."""
    return PATIENCE_SECONDS if deployment.get_id() or flow_run.get_flow_name() == "backfill" else 0.0


def _rereads_what_is_loaded() -> bool:
    """Whether the present flow is what people turn to when the mart looks wrong, and not a retry of some pages."""
    return flow_run.get_flow_name() == "replay" and not flow_run.get_parameters().get("quarantine")


def _is_night() -> bool:
    """Whether the present flow asks all sources, as `warehouse.runs.last_night` tells it from its parameters."""
    given = flow_run.get_parameters()
    return flow_run.get_flow_name() == "nightly" and not given.get("sources") and not given.get("site")


def _tag(load_id: int) -> None:
    """Tag the present flow run with its load, so that the UI finds one by the other."""
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(flow_run.get_id()), tags={*flow_run.get_tags(), f"load-{load_id}"})


def _told(engine: Engine, report: RunReport) -> RunReport:
    """Show what came of a load in Prefect; where that fails, the load stays what it is and the report says so."""
    try:
        # One login for all that is asked.
        with harmless(engine) as reader:
            _tell_of_low_sources(reader, report)
            artifacts.show(reader, report, load_settings())
        if report.published and _is_night():
            emit_event(NIGHT_DONE, {"prefect.resource.id": "thidua.night", "prefect.resource.name": "night"})
    except Exception as error:
        get_run_logger().exception("load_id=%d is not shown whole", report.load_id)
        warning = f"Prefect does not show the whole of load {report.load_id} ({type(error).__name__}: {error})"
        return replace(report, warnings=(*report.warnings, warning))
    return report


def _tell_of_low_sources(engine: Engine, report: RunReport) -> None:
    low_before = history.low_before(engine, report.load_id)
    for funnel in report.funnels:
        if funnel.is_low and funnel.source in low_before:
            emit_event(
                SOURCE_LOW,
                {"prefect.resource.id": f"thidua.source.{funnel.source}", "prefect.resource.name": funnel.source},
                payload={"listed": funnel.listed, "least": funnel.least},
            )


def deliver() -> None:
    """Wait until the server has all logs and events of this process's runs: it may be about to stop."""
    EventsWorker.drain_all(timeout=10)
    APILogWorker.drain_all(timeout=10)
