"""The Prefect flows that load: collect, read and stage in batches, check, publish."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import TaskRun
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.runtime import flow_run
from prefect.states import Failed
from prefect.task_runners import ThreadPoolTaskRunner

from extract import saved
from extract.collect import Collection
from extract.landing import Landing
from extract.sources import Source
from flows import progress
from flows.kept import find_kept
from flows.report import Funnel, RunReport
from flows.settings import load_settings
from flows.sources import batches_of, collect_source, enabled
from flows.stages import PAGES_PER_BATCH, Batch, batches, database, land_documents, read_pages, reopen_pages
from warehouse import quarantine, runs
from warehouse.engine import TRANSIENT_ERRORS, Engine, connect
from warehouse.load import fail, open_load, publish, seal, skip, stage
from warehouse.migrate import upgrade
from warehouse.records import FeedState, Published, Refusal
from warehouse.state import KeptPage

if TYPE_CHECKING:
    from expectations.checkpoint import AuditResult


class LoadStoppedError(Exception):
    """Nothing was published: no source could be asked, or the quality gate stopped the load; `report` says why."""

    def __init__(self, report: RunReport) -> None:
        super().__init__("\n".join([report.headline, *report.reasons]))
        self.report = report


def _is_transient(_task: Any, _run: TaskRun, state: State[Any]) -> bool:  # noqa: ANN401
    """Retry what a lost connection broke, and nothing else: the rest would break again."""
    return isinstance(state.result(raise_on_failure=False), TRANSIENT_ERRORS)


_RETRIED: dict[str, Any] = {"retries": 3, "retry_delay_seconds": [1, 5, 20], "retry_condition_fn": _is_transient}


@dataclass
class _Tally:
    """What the batches of a load came to so far."""

    addresses: set[str] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    feed_states: list[FeedState] = field(default_factory=list)
    funnels: list[Funnel] = field(default_factory=list)

    def add(self, batch: Batch, refused: Iterable[Refusal]) -> None:
        """Count a batch that is staged, with all that was refused of it."""
        self.addresses |= batch.addresses
        self.refused += refused
        self.feed_states += batch.feed_states
        self.funnels += [batch.funnel] if batch.funnel else []


@task(task_run_name="land batch {number}: {count} documents")
def land(documents: tuple[Path, ...], number: int, count: int) -> Batch:
    """Write the raw bytes of saved documents to landing."""
    del number, count
    return land_documents(documents, Landing(load_settings().landing))


@task(task_run_name="read and stage batch {number}: {count} pages", **_RETRIED)
def read_and_stage(batch: Batch, load_id: int, number: int, count: int) -> tuple[Refusal, ...]:
    """Parse landed pages, read their facts and copy them to staging; return what went to quarantine."""
    del count
    settings, logger = load_settings(), get_run_logger()
    reading = read_pages(batch.landed, Landing(settings.landing), logger)
    refused = (*batch.refused, *reading.refused)
    with database(settings) as url:
        engine = connect(url)
        try:
            staged = stage(engine, load_id, reading.pages)
            quarantine.put(engine, refused, load_id)
            skip(engine, load_id, batch.skipped)
        finally:
            engine.dispose()
    logger.info("load %d batch %d staged %s, quarantined %d", load_id, number, asdict(staged), len(refused))
    return refused


@task(task_run_name="check load {load_id}", **_RETRIED)
def check(load_id: int, met: int) -> "AuditResult":
    """Hold the staged rows against the expectations."""
    # Great Expectations takes seconds to import, which pass while Prefect's server starts.
    from expectations.checkpoint import audit
    from expectations.suites import load_suites

    settings = load_settings()
    with database(settings) as url:
        return audit(url, load_suites(load_id, met), settings.docs, f"load-{load_id}")


@task(task_run_name="publish load {load_id}", **_RETRIED)
def publish_load(load_id: int, feed_states: tuple[FeedState, ...]) -> Published:
    """Bring the staged rows into the mart in one transaction."""
    with database(load_settings()) as url:
        engine = connect(url)
        try:
            return publish(engine, load_id, feed_states=feed_states)
        finally:
            engine.dispose()


def carry(collected: Iterable[Batch]) -> RunReport:
    """Take collected batches all the way into the mart, inside a flow.

    Raises:
        LoadStoppedError: no source could be asked, or the load did not pass; the mart is as it was.
        LoadBusyError: another load is under way.
    """
    with database(load_settings()) as url:
        engine = connect(url)
        try:
            upgrade(engine)
            with open_load(engine, run_id=flow_run.get_id()) as load_id, _noted(engine) as counts:
                report = _load(engine, load_id, collected)
                counts |= report.counts()
                create_markdown_artifact(report.markdown(), key="load-summary", description=report.headline)
                if not report.published:
                    raise LoadStoppedError(report)
        finally:
            engine.dispose()
    return report


def _load(engine: Engine, load_id: int, collected: Iterable[Batch]) -> RunReport:
    """Read, stage, check and publish within an open load; a load that does not pass is closed as failed."""
    started, watcher, tally = time.monotonic(), progress.current(), _Tally()
    for number, batch in enumerate(collected, 1):
        tally.add(batch, read_and_stage(batch, load_id, number, len(batch.landed)))
    broken = RunReport(load_id=load_id, published=False, funnels=tuple(tally.funnels))
    if broken.broken:
        # Published, it would pass for a quiet night and keep the freshness check content. The feeds' states are not
        # kept either: where every source fails, the fault is likely ours and must not make the next run hold back.
        fail(engine, load_id, "\n".join(broken.reasons))
        return replace(broken, seconds=time.monotonic() - started)
    staged = seal(engine, load_id)
    watcher.begin("checking")
    verdict = check(load_id, len(tally.addresses))
    report = RunReport(
        load_id=load_id,
        published=False,
        pages=len(tally.addresses),
        articles=staged.document,
        awards=staged.award,
        campaigns=staged.campaign,
        results=staged.result,
        refused=tuple(sorted(tally.refused, key=lambda refusal: refusal.source_uri)),
        expectations=verdict.checked,
        docs=verdict.docs.as_uri(),
        critical=tuple(map(str, verdict.critical)),
        warnings=(*map(str, verdict.warnings), *(warning for funnel in tally.funnels for warning in funnel.warnings)),
        funnels=tuple(tally.funnels),
    )
    if verdict.passed:
        watcher.begin("publishing")
        published = publish_load(load_id, tuple(tally.feed_states))
        report = replace(report, published=True, documents=published.documents)
    else:
        fail(engine, load_id, "\n".join(report.reasons))
    get_run_logger().info("load %d %s %s", load_id, "published" if report.published else "stopped", report.documents)
    return replace(report, seconds=time.monotonic() - started)


@contextmanager
def _noted(engine: Engine) -> Iterator[dict[str, Any]]:
    """Keep the present flow run in `ops.run`, with the counts that the block leaves and how it ended."""
    run_id, status = str(flow_run.get_id()), "failed"
    counts: dict[str, Any] = {}
    runs.begin(engine, run_id, str(flow_run.get_flow_name()), flow_run.get_parameters(), run_id)
    try:
        yield counts
        status = "succeeded"
    finally:
        runs.end(engine, run_id, status, counts)


def _name_of_saved() -> str:
    paths = flow_run.get_parameters()["paths"]
    return "load " + (paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more")


@flow(name="load saved pages", flow_run_name=_name_of_saved)
def load_saved(paths: list[str]) -> RunReport | State[Any]:
    """Load saved pages.

    Args:
        paths: files, folders or globs of pages (.html, .htm, .txt) and web archives (.warc, .warc.gz).
    """
    documents = saved.find(paths)
    progress.current().begin("reading", len(documents))
    return gated(_landed(documents))


def _landed(documents: Sequence[Path]) -> Iterator[Batch]:
    """Give the batches of saved documents; each document counts as done when its batch is staged."""
    for number, lot in enumerate(batches(documents), 1):
        yield land(lot, number, len(lot))
        progress.current().advance(len(lot))


@task(task_run_name="reopen batch {number}: {count} pages")
def reopen(kept: tuple[KeptPage, ...], number: int, count: int) -> Batch:
    """Find pages in landing again."""
    del number, count
    return reopen_pages(kept, Landing(load_settings().landing))


@flow(name="replay")
def replay(quarantine: bool = False, reason: str | None = None, publisher: str | None = None) -> RunReport | State[Any]:
    """Read landed pages again, without the network: after a fix of a reader or of a profile.

    Args:
        quarantine: only the pages that wait in quarantine; else those that are loaded.
        reason: of those in quarantine, only those with this reason code.
        publisher: of those that are loaded, only this publisher's.

    Raises:
        NothingFoundError: there are no pages of that reason or publisher.
    """
    kept = find_kept(quarantine, reason, publisher)
    progress.current().begin("reading", len(kept))
    return gated(_reopened(kept))


def _reopened(kept: Sequence[KeptPage]) -> Iterator[Batch]:
    """Give the batches of kept pages; each page counts as done when its batch is staged."""
    for number, start in enumerate(range(0, len(kept), PAGES_PER_BATCH), 1):
        lot = tuple(kept[start : start + PAGES_PER_BATCH])
        yield reopen(lot, number, len(lot))
        progress.current().advance(len(lot))


@task(task_run_name="collect {name}")
def collect(source: Source, name: str) -> Collection:
    """Discover, fetch and land what is new of one source, within its budget."""
    del name
    found = collect_source(source, load_settings())
    for warning in found.warnings:
        get_run_logger().warning(warning)
    return found


def _name_of_nightly() -> str:
    return "nightly " + ", ".join(flow_run.get_parameters().get("sources") or ["all sources"])


_SOURCES_AT_ONCE: Any = ThreadPoolTaskRunner(max_workers=4)
"""Sources wait for politeness most of their time."""


@flow(name="nightly", flow_run_name=_name_of_nightly, task_runner=_SOURCES_AT_ONCE)
def nightly(sources: list[str] | None = None, site: str | None = None) -> RunReport | State[Any]:
    """Load what is new at the sources.

    Args:
        sources: names of source profiles; all that are enabled, if not given.
        site: address of a copy of the sources' site to ask instead, as the demo does.
    """
    profiles = [source.served_at(site) if site else source for source in enabled(sources)]
    progress.current().begin("fetching and reading", len(profiles))
    return gated(_collected(profiles))


def _collected(profiles: Sequence[Source]) -> Iterator[Batch]:
    """Give the batches of each source; a source whose collection breaks is named and does not stop the others.

    A source counts as done when its batches are staged.
    """
    futures = [collect.submit(source, source.name) for source in profiles]
    for source, future in zip(profiles, futures, strict=True):
        found = future.result(raise_on_failure=False)
        if isinstance(found, Collection):
            yield from batches_of(found)
        else:
            why = f"could not be collected: {found}"
            yield Batch(funnel=Funnel(source.name, broken=why, warnings=(f"{source.name}: {why}",)))
        progress.current().advance()


def gated(collected: Iterable[Batch]) -> RunReport | State[Any]:
    """Carry batches into the mart; a load that is stopped ends the flow as Failed, its message says why."""
    try:
        return carry(collected)
    except LoadStoppedError as stopped:
        return Failed(message=str(stopped), data=stopped)


def deliver() -> None:
    """Wait until the server has all logs and events of this process's runs: it may be about to stop."""
    EventsWorker.drain_all(timeout=10)
    APILogWorker.drain_all(timeout=10)
