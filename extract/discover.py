"""Discovery: which articles a source shows, asked as little as can be."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from extract.addresses import canonical_address
from extract.dates import believable
from extract.feeds import BrokenFeedError, Entry, newest_first, read_feed, read_listing, read_sitemap
from extract.fetch import Fetcher
from extract.outcome import TRANSIENT, Fetched, Outcome
from extract.sources import Listing, Source

MAX_SITEMAPS = 20
"""Sitemaps of one index that are read in a run, the newest first."""

NO_ENTRIES = "lists nothing"
"""Message of a feed without entries, which may well be so on a quiet day."""

# After a failure a feed is left alone: for hours that double with each failure in a row, up to a limit of days.
# Temporary: the network or the server; soft: an answer that is no feed, a check for robots; hard: it is gone.
_BACK_OFF = {"temporary": (1, 1), "soft": (6, 3), "hard": (24, 14)}


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is kept of a feed, a sitemap or a listing between runs. Moves on only when its articles are safe."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    """SHA-256 of the bytes last read."""
    failures: int = 0
    """In a row."""
    retry_at: str | None = None
    """ISO time, UTC, before which it is left alone."""
    read_at: str | None = None
    """ISO time, UTC, when it was last read well."""

    def as_json(self) -> dict[str, Any]:
        """The state as JSON values."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "FeedState":
        """The state out of JSON values; names that are not known are passed over."""
        return cls(**{name: values[name] for name in cls.__slots__ if name in values})


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What came of one feed, for the run's report."""

    url: str
    kind: str
    """`feed`, `sitemap` or `listing`."""
    outcome: str
    """`read`, `empty`, `unchanged`, `backing_off` or `broken`."""
    message: str = ""
    entries: int = 0
    """Articles of the source that it lists."""
    oldest: datetime | None = None
    """Date of the oldest of them (aware), where the feed dates them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that discovery found."""

    url: str
    """To fetch."""
    canonical: str
    """To know it by."""
    title: str | None = None
    published_at: datetime | None = None
    feed: str = ""
    """The feed, sitemap or listing that names it first."""


@dataclass(slots=True)
class Discovered:
    """What discovery found of one source."""

    candidates: list[Candidate] = field(default_factory=list)
    reports: list[FeedReport] = field(default_factory=list)
    states: dict[str, FeedState] = field(default_factory=dict)
    """By address; to be kept with the articles, in one transaction."""


def discover(source: Source, fetcher: Fetcher, states: Mapping[str, FeedState], now: datetime) -> Discovered:
    """Ask a source's feeds, sitemaps and listings for its articles.

    Args:
        source: the profile.
        fetcher: the way out.
        states: what is kept of each feed from the last run, by address.
        now: aware; dates after it are not believed.

    Returns:
        Candidates, each article once, in the order found; a report and a new state for every feed. A feed that cannot
        be read is reported as broken and nothing is raised.
    """
    found = Discovered()
    listed: list[Candidate] = []
    for kind, url, listing in _places(source):
        state = states.get(url, FeedState())
        entries, report, state = _ask(source, fetcher, kind, url, listing, state, now)
        candidates = candidates_of(source, entries, url, now)
        listed += candidates
        if report.outcome == "read" and not candidates:
            message = f"lists {len(entries)} entries, none of them an article by the source's hosts and patterns"
            report = replace(report, outcome="empty", message=report.message or (message if entries else NO_ENTRIES))
            # Read again by the next run, which has to find it empty rather than unchanged.
            state = replace(state, etag=None, last_modified=None, digest=None)
        oldest = min((each.published_at for each in candidates if each.published_at), default=None)
        found.reports.append(replace(report, entries=len(candidates), oldest=oldest))
        found.states[url] = state
    found.candidates = one_each(listed, source)
    return found


def _places(source: Source) -> list[tuple[str, str, Listing | None]]:
    places = source.discovery
    return [
        *(("feed", url, None) for url in places.feeds),
        *(("sitemap", url, None) for url in places.sitemaps),
        *(("listing", listing.url, listing) for listing in places.listings),
    ]


def _ask(
    source: Source,
    fetcher: Fetcher,
    kind: str,
    url: str,
    listing: Listing | None,
    state: FeedState,
    now: datetime,
) -> tuple[list[Entry], FeedReport, FeedState]:
    if state.retry_at and now < datetime.fromisoformat(state.retry_at):
        message = f"failed {state.failures} times in a row; left alone until {state.retry_at}"
        return [], FeedReport(url, kind, "backing_off", message), state
    taken = {"listing": "page"}.get(kind, kind)
    answer = fetcher.get(url, source.rate, kind=taken, etag=state.etag, last_modified=state.last_modified)
    if answer.outcome is Outcome.NOT_MODIFIED:
        return (
            [],
            FeedReport(url, kind, "unchanged"),
            replace(state, failures=0, retry_at=None, read_at=now.isoformat()),
        )
    if not answer.ok:
        weight = "hard" if answer.outcome is Outcome.GONE else "temporary" if answer.outcome in TRANSIENT else "soft"
        report = FeedReport(url, kind, "broken", f"{answer.outcome}: {answer.message}")
        return [], report, _backed_off(state, weight, now)
    digest = hashlib.sha256(answer.payload).hexdigest()
    fresh = FeedState(answer.header("ETag"), answer.header("Last-Modified"), digest, 0, None, now.isoformat())
    if digest == state.digest:
        return [], FeedReport(url, kind, "unchanged"), fresh
    try:
        entries, message, telling = _read(source, fetcher, kind, listing, answer)
    except BrokenFeedError as error:
        return [], FeedReport(url, kind, "broken", str(error)), _backed_off(state, "soft", now)
    if not telling:
        fresh = replace(fresh, etag=None, last_modified=None, digest=None)
    return entries, FeedReport(url, kind, "read", message), fresh


def _read(
    source: Source, fetcher: Fetcher, kind: str, listing: Listing | None, answer: Fetched
) -> tuple[list[Entry], str, bool]:
    """The entries of an answer, what went wrong with the pages behind it, and whether the same answer means no news."""
    url = answer.final_url
    if kind == "feed":
        return read_feed(answer.payload, url, source.zone), "", True
    if kind == "sitemap":
        return _read_sitemaps(source, fetcher, answer)
    if listing is None:
        raise TypeError("a listing is read by its selectors")
    entries, following = read_listing(answer.payload, url, listing.item, listing.next)
    for _ in range(listing.pages - 1):
        if not following:
            break
        more = fetcher.get(following, source.rate)
        if not more.ok:
            return entries, f"its next page {following} failed ({more.outcome}: {more.message})", False
        page, following = read_listing(more.payload, more.final_url, listing.item, listing.next)
        entries += page
    return entries, "", True


def _read_sitemaps(source: Source, fetcher: Fetcher, answer: Fetched) -> tuple[list[Entry], str, bool]:
    entries, further = read_sitemap(answer.payload, answer.final_url, source.zone)
    tried = newest_first(further)[:MAX_SITEMAPS]
    failures = []
    for entry in tried:
        more = fetcher.get(entry.url, source.rate, kind="sitemap")
        if not more.ok:
            failures.append(f"{entry.url}: {more.outcome}: {more.message}")
            continue
        try:
            entries += read_sitemap(more.payload, more.final_url, source.zone)[0]
        except BrokenFeedError as error:
            failures.append(f"{entry.url}: {error}")
    if failures and len(failures) == len(tried):
        raise BrokenFeedError("none of its sitemaps can be read: " + failures[0])
    # An index without dates stays the same while its sitemaps change.
    return entries, "; ".join(failures), not further


def candidates_of(source: Source, entries: list[Entry], feed: str, now: datetime) -> list[Candidate]:
    """Return those of a feed's entries that are articles of the source; dates after `now` (aware) are not believed."""
    candidates = []
    for entry in entries:
        host = (urlsplit(entry.url).hostname or "").lower()
        canonical = canonical_address(entry.url, source)
        if canonical and source.owns(host) and (source.is_print(canonical) or source.is_article(canonical)):
            date = believable(entry.published_at, now)
            candidates.append(Candidate(source.on_server(entry.url), canonical, entry.title, date, feed))
    return candidates


def one_each(candidates: Iterable[Candidate], source: Source) -> list[Candidate]:
    """Return each article once, in the order found; its own address rather than its print view, which lacks parts."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        article = source.article_number(candidate.canonical) or candidate.canonical
        held = found.setdefault(article, candidate)
        if source.is_print(held.canonical) and not source.is_print(candidate.canonical):
            found[article] = candidate
    return list(found.values())


def _backed_off(state: FeedState, weight: str, now: datetime) -> FeedState:
    hours, days = _BACK_OFF[weight]
    failures = state.failures + 1
    pause = min(timedelta(hours=hours * 2 ** min(failures - 1, 10)), timedelta(days=days))
    return replace(state, failures=failures, retry_at=(now + pause).isoformat())
