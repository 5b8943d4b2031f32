"""The Prefect flows of daily work: saved pages, what is new at the sources, and landed pages read again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from prefect import State, flow
from prefect.runtime import flow_run
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner

from extract import saved
from extract.collect import Collection
from extract.sources import Source
from flows import progress
from flows.carrying import LoadStoppedError, deliver, gated
from flows.kept import kept_pages
from flows.report import Funnel, RunReport
from flows.sources import batches_of, enabled
from flows.stages import Batch, batches, finished
from flows.tasks import collect, fetch, land, reopen
from warehouse.state import KeptPage

__all__ = ["LoadStoppedError", "deliver", "load_saved", "nightly", "replay"]


def _name_of_saved() -> str:
    paths = flow_run.get_parameters()["paths"]
    return "load " + (paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more")


@flow(name="load saved pages", flow_run_name=_name_of_saved)
def load_saved(paths: list[str]) -> RunReport | State[Any]:
    """Load saved pages, and single pages of the web.

    Args:
        paths: files, folders or globs of pages (.html, .htm, .txt) and web archives (.warc, .warc.gz), or addresses.
    """
    given = saved.find(paths)
    return gated(_given(given), "reading", len(given.documents) + len(given.addresses))


def _given(given: saved.Given) -> Iterator[Batch]:
    """Give the batches of saved documents and addresses; each counts as done when its batch is staged."""
    if given.passed_over:
        yield Batch(skipped=tuple((path.as_uri(), "no_document") for path in given.passed_over))
    for number, lot in enumerate(batches(given.documents), 1):
        yield land(lot, number, len(lot))
        progress.current().advance(finished(lot))
    if given.addresses:
        yield from _fetched(given.addresses, alone=not given.documents)
        progress.current().advance(len(given.addresses))


def _fetched(addresses: tuple[str, ...], *, alone: bool) -> Iterator[Batch]:
    """Give the batches of addresses; where there is nothing else and none could be had, the run has failed."""
    found = fetch(addresses, len(addresses))
    none = (
        "; ".join(f"{page.candidate.url}: {page.message}" for page in found.pages) if alone and not found.landed else ""
    )
    for batch in batches_of(found):
        yield replace(batch, source=found.source, funnel=batch.funnel and replace(batch.funnel, broken=none))


def _name_of_replay() -> str:
    given = flow_run.get_parameters()
    what = "quarantine" if given.get("quarantine") else given.get("publisher") or "all that is loaded"
    return f"replay {what}"


@flow(name="replay", flow_run_name=_name_of_replay)
def replay(quarantine: bool = False, reason: str | None = None, publisher: str | None = None) -> RunReport | State[Any]:
    """Read landed pages again, without the network: after a fix of a reader or of a profile.

    Args:
        quarantine: only the pages that wait in quarantine; else those that are loaded.
        reason: of those in quarantine, only those with this reason code.
        publisher: of those that are loaded, only this publisher's.

    Raises:
        NothingFoundError: there are no pages of that reason or publisher.
    """
    count, kept = kept_pages(quarantine, reason, publisher)
    if not count:
        # An empty load that is published would make the warehouse look fresh.
        return Completed(message="Nothing waits in quarantine." if quarantine else "Nothing is loaded.", data=None)
    return gated(_reopened(kept), "reading", count)


def _reopened(kept: Iterable[tuple[KeptPage, ...]]) -> Iterator[Batch]:
    """Give the batches of kept pages; each page counts as done when its batch is staged."""
    for number, lot in enumerate(kept, 1):
        yield reopen(lot, number, len(lot))
        progress.current().advance(len(lot))


def _name_of_nightly() -> str:
    return "nightly " + ", ".join(flow_run.get_parameters().get("sources") or ["all sources"])


_SOURCES_AT_ONCE: Any = ThreadPoolTaskRunner(max_workers=4)
"""Sources wait for politeness most of their time."""


@flow(name="nightly", flow_run_name=_name_of_nightly, task_runner=_SOURCES_AT_ONCE)
def nightly(sources: list[str] | None = None, site: str | None = None) -> RunReport | State[Any]:
    """Load what is new at the sources since each was last read well, however many nights ago that was.

    Args:
        sources: names of source profiles; all that are enabled, if not given.
        site: address of a copy of the sources' site to ask instead, as the demo does.
    """
    profiles = [source.served_at(site) if site else source for source in enabled(sources)]
    return gated(_collected(profiles), "fetching and reading", len(profiles))


def _collected(profiles: Sequence[Source]) -> Iterator[Batch]:
    """Give the batches of each source; a source whose collection breaks is named and does not stop the others.

    A source counts as done when its batches are staged.
    """
    futures = [collect.submit(source, source.name) for source in profiles]
    for source, future in zip(profiles, futures, strict=True):
        found = future.result(raise_on_failure=False)
        if isinstance(found, Collection):
            for batch in batches_of(found):
                yield replace(batch, source=source.name, funnel=_expected(batch.funnel, source))
        else:
            why = f"could not be collected: {found}"
            funnel = Funnel(source.name, measured=True, broken=why, warnings=(f"{source.name}: {why}",))
            yield Batch(source=source.name, funnel=_expected(funnel, source))
        progress.current().advance()


def _expected(funnel: Funnel | None, source: Source) -> Funnel | None:
    return funnel and replace(funnel, least=source.expected.min, most=source.expected.max, live=not source.loopback)
