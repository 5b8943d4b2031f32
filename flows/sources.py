"""The network path of a run: one source at a time from its feeds to landed batches."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from extract.collect import Collection, collect, collect_pages
from extract.discover import Candidate, Discovered, FeedState
from extract.errors import NothingFoundError
from extract.fetch import Fetcher
from extract.landing import Landing
from extract.outcome import Outcome
from extract.sources import Source, is_this_machine, packaged_sources
from extract.window import Window, find_window
from flows.report import Funnel
from flows.settings import Settings, load_settings
from flows.stages import PAGES_PER_BATCH, Batch, opened, upgraded
from warehouse import records, state
from warehouse.records import Refusal

LEFT_OUT = frozenset({Outcome.NOT_MODIFIED, Outcome.GONE, Outcome.ROBOTS})
"""Outcomes that leave nothing to repair: the document is skipped by name, not quarantined."""


def enabled(names: Sequence[str] | None) -> list[Source]:
    """Return the profiles of the names given, else all that are enabled, by name.

    Raises:
        NothingFoundError: there is no profile of a name.
    """
    known = packaged_sources()
    missing = [name for name in names or [] if name not in known]
    if missing:
        raise NothingFoundError(f"No source is called {', '.join(missing)}; there are {', '.join(sorted(known))}.")
    return [source for name, source in sorted(known.items()) if (name in names if names else source.enabled)]


def collect_source(source: Source, settings: Settings, given: Sequence[Candidate] | None = None) -> Collection:
    """Discover, fetch and land what is new of one source; of the articles given, if any are."""
    ways: dict[str, Any] = {} if given is None else {"discovering": lambda *_: Discovered(candidates=list(given))}
    with opened() as engine:
        return collect(
            source,
            fetcher(settings.contact, source.loopback),
            Landing(settings.landing),
            states={url: FeedState.from_json(kept) for url, kept in state.feed_states(engine, source.name).items()},
            known=lambda addresses: state.landed_before(engine, addresses),
            now=datetime.now(UTC),
            **ways,
        )


def collect_addresses(addresses: Sequence[str], settings: Settings) -> Collection:
    """Fetch and land single pages; one of this machine is asked for only because its address says so outright."""
    found = Collection("addresses")
    for loopback in (False, True):
        asked = [address for address in addresses if is_this_machine(address) == loopback]
        way_out, landing = fetcher(settings.contact, loopback), Landing(settings.landing)
        found.pages += collect_pages(asked, way_out, landing, packaged_sources()).pages
    found.warnings += [f"{one.candidate.url}: {one.message}" for one in found.pages if one.outcome in LEFT_OUT]
    return found


def window_of(source: Source, settings: Settings, first: date, last: date) -> tuple[Window, int]:
    """Find the articles of a window of days that are not at hand, and count those that are.

    Raises:
        NoWindowError: the source cannot say which they are.
    """
    window = find_window(source, fetcher(settings.contact, source.loopback), first, last, datetime.now(UTC))
    with upgraded() as engine:
        known = state.landed_before(engine, [candidate.canonical for candidate in window.candidates])
    window.candidates = [candidate for candidate in window.candidates if candidate.canonical not in known]
    return window, len(known)


@cache
def fetcher(contact: str, loopback: bool = False) -> Fetcher:
    """One for all sources of a process, so that two sources on one host wait for each other."""
    return Fetcher(contact=contact, loopback=loopback, authorities=load_settings().authorities)


def funnel_of(collection: Collection) -> Funnel:
    """Count what became of a source's articles."""
    fetched = len(collection.landed)
    return Funnel(
        source=collection.source,
        listed=collection.known + collection.left + len(collection.pages),
        known=collection.known,
        fetched=fetched,
        failed=len(collection.pages) - fetched,
        left=collection.left,
        measured=_is_measured(collection),
        broken="; ".join(f"{feed.url}: {feed.message}" for feed in collection.feeds) if collection.broken else "",
        warnings=tuple(collection.warnings),
    )


def _is_measured(collection: Collection) -> bool:
    """Whether the number listed says anything: a feed that is unchanged still has articles, which it names no more."""
    outcomes = {feed.outcome for feed in collection.feeds}
    return collection.broken or "read" in outcomes or ("empty" in outcomes and "unchanged" not in outcomes)


def batches_of(collection: Collection) -> Iterator[Batch]:
    """Cut what a source gave into batches; the first carries all that is not a landed page."""
    landed = collection.landed
    missed = [page for page in collection.pages if page.landed is None]
    for start in range(0, max(len(landed), 1), PAGES_PER_BATCH):
        first = start == 0
        yield Batch(
            landed=tuple(landed[start : start + PAGES_PER_BATCH]),
            refused=tuple(
                Refusal(page.candidate.canonical, "fetch", page.outcome.value, f"{page.candidate.url}: {page.message}")
                for page in missed
                if first and page.outcome not in LEFT_OUT
            ),
            skipped=tuple(
                (page.candidate.canonical, page.outcome.value) for page in missed if first and page.outcome in LEFT_OUT
            ),
            feed_states=tuple(
                records.FeedState(url, collection.source, kept.as_json()) for url, kept in collection.states.items()
            )
            if first
            else (),
            funnel=funnel_of(collection) if first else None,
        )
