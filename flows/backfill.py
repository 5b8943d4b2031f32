"""The flow `backfill`: years of archive, or a window of time out of the sources' sitemaps, load by load.

It never moves what nightly runs go by: the states of feeds stay as they are. A run that was killed is continued by the
next: a lot of an archive that was published is known by its name and left out, an article of a window by its address.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from prefect import State, flow, get_run_logger
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner

from extract import saved
from extract.discover import Candidate
from extract.errors import NothingFoundError
from extract.sources import Expected, Source
from extract.window import NoWindowError, Window
from flows import progress
from flows.carrying import Staging, carry, ended, one_by_one
from flows.cluster import task_runner
from flows.lots import ArchiveLot, archive_lots
from flows.progress_artifact import ProgressArtifact
from flows.report import BackfillReport, RunReport
from flows.settings import load_settings
from flows.sources import batches_of, enabled, window_of
from flows.stages import Batch, Lot, upgraded
from flows.tasks import StagedBatch, collect, land_and_stage
from warehouse.runs import published_lots

TASKS_AHEAD = 16
"""Tasks that wait on a cluster: enough to keep it busy, few enough to stop soon."""

MINUTES_AT_LEAST = 45.0
"""For a part of a window, of whose articles no next night would ask; less than other runs wait for a load to end."""


def _name_of_backfill() -> str:
    given = flow_run.get_parameters()
    if given.get("paths"):
        first, *more = given["paths"]
        return f"backfill {first}" + (f" and {len(more)} more" if more else "")
    return f"backfill {given.get('date_from')} to {given.get('date_to')}"


@flow(name="backfill", flow_run_name=_name_of_backfill)
def backfill(
    paths: list[str] | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
    sources: list[str] | None = None,
    dask: str | None = None,
    site: str | None = None,
) -> BackfillReport | State[Any]:
    """Load an archive, or what the sources published in a window of days; nightly runs go on as if it had not happened.

    Args:
        paths: of an archive: files, folders or globs of pages (.html, .htm, .txt) and web archives (.warc, .warc.gz).
        date_from: first day of a window, by the sources' sitemaps.
        date_to: its last day; today where the source is, if not given.
        sources: names of the source profiles to ask for the window; all that are enabled, if not given.
        dask: for an archive: address of a Dask scheduler (tcp://host:8786), or "local" for this machine's processors.
        site: address of a copy of the sources' site to ask instead, as tests do.

    Raises:
        NothingFoundError: neither an archive nor a window is given, its days are the wrong way round or to come, or
            nothing can be found of it.
    """
    if bool(paths) == bool(date_from):
        raise NothingFoundError("A backfill takes either the paths of an archive or the first day of a window.")
    if date_from and date_to and date_to < date_from:
        raise NothingFoundError(f"A window ends on its first day or after it: {date_to} is before {date_from}.")
    with progress.beside(ProgressArtifact()):
        if paths:
            report = _load_archive(paths, dask)
        else:
            profiles = [source.served_at(site) if site else source for source in enabled(sources)]
            report = _load_windows(profiles, date_from or date.min, date_to)
    return ended(report, report.headline)


@dataclass(slots=True)
class _Series:
    """The loads of a backfill, one after the other."""

    report: BackfillReport = field(default_factory=BackfillReport)

    def load(self, staging: Staging, lot: str) -> RunReport:
        """Carry one lot into the mart; one that is stopped by the gate is kept in mind and the next may go on."""
        loaded = carry(staging, lot=lot)
        self.report = self.report.with_load(loaded, lot)
        return loaded


def _load_archive(paths: Sequence[str], dask: str | None) -> BackfillReport:
    documents = saved.find_documents(paths).documents
    watcher, series, logger = progress.current(), _Series(), get_run_logger()
    watcher.begin("kilobytes read", sum(path.stat().st_size for path in documents) // 1024)
    done = _published()
    with task_runner(dask) as runner:
        for lot in archive_lots(documents):
            if lot.name in done:
                series.report = replace(series.report, skipped=series.report.skipped + 1)
                logger.info("lot %s is published already", lot.name)
            else:
                series.load(partial(_staged, runner, lot), lot.name)
            watcher.advance(lot.size // 1024)
    return series.report


def _published() -> frozenset[str]:
    with upgraded() as engine:
        return published_lots(engine)


def _staged(runner: TaskRunner[Any], lot: ArchiveLot, load_id: int) -> Iterator[tuple[Batch, StagedBatch]]:
    """Stage the batches of a lot where the task runner runs them, and give them in their order."""
    waiting: list[Any] = []
    for number, documents in enumerate(lot.batches, 1):
        waiting.append(_submit(runner, documents, load_id, number))
        if len(waiting) == TASKS_AHEAD:
            yield waiting.pop(0).result()
    while waiting:
        yield waiting.pop(0).result()


def _submit(runner: TaskRunner[Any], documents: Lot, load_id: int, number: int) -> Any:  # noqa: ANN401
    given = {"documents": documents, "load_id": load_id, "number": number, "count": len(documents)}
    return runner.submit(land_and_stage, given)


def today_of(source: Source, now: datetime) -> date:
    """Return the day that it is where a source is: the days of its window are told apart by the same clock.

    Args:
        source: its profile names the time zone.
        now: aware.
    """
    return now.astimezone(source.zone).date()


def _load_windows(profiles: Sequence[Source], first: date, last: date | None) -> BackfillReport:
    windows: list[tuple[Source, Window, str]] = []
    now = datetime.now(UTC)
    if all(first > today_of(source, now) for source in profiles):
        raise NothingFoundError(f"A window begins today at the latest: {first} is yet to come.")
    refusals, found = [], 0
    for source in profiles:
        until = last or today_of(source, now)
        try:
            window, known = window_of(source, load_settings(), first, until)
            windows.append((source, window, f"{source.name} {first} to {until}"))
            found += known
        except NoWindowError as error:
            refusals.append(str(error))
    if not windows:
        raise NothingFoundError("\n".join(refusals))
    watcher, series = progress.current(), _Series(BackfillReport(known=found, warnings=tuple(refusals)))
    watcher.begin("articles of the window", sum(len(window.candidates) for _, window, _ in windows))
    for source, window, lot in windows:
        _load_window(series, source, window, lot)
    return series.report


def _load_window(series: _Series, source: Source, window: Window, lot: str) -> None:
    notes = list(window.failures)
    if window.undated:
        notes.append(f"{source.name}: {window.undated} articles of its sitemaps carry no date and are left out")
    series.report = replace(series.report, warnings=(*series.report.warnings, *notes))
    # What a night should list, and how long it may take, says nothing of a window.
    rate = source.rate.model_copy(update={"minutes": max(source.rate.minutes, MINUTES_AT_LEAST)})
    asked = source.model_copy(
        update={"expected": Expected(min=0, max=len(window.candidates) + 1), "rate": rate},
    )
    for number, start in enumerate(range(0, len(window.candidates), source.rate.pages), 1):
        candidates = window.candidates[start : start + source.rate.pages]
        loaded = series.load(partial(_fetched, asked, candidates), f"{lot}, part {number}")
        progress.current().advance(len(candidates))
        if not loaded.published:
            return


def _fetched(source: Source, candidates: list[Candidate], load_id: int) -> Iterable[tuple[Batch, StagedBatch]]:
    found: Any = collect(source, source.name, tuple(candidates))
    batches = (replace(batch, source=source.name, feed_states=()) for batch in batches_of(found))
    return one_by_one(batches, load_id)
