"""A window of time out of a source's sitemaps: for a backfill, which asks for what is old rather than new."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from extract.discover import Candidate, candidates_of, one_each
from extract.errors import ExtractError
from extract.feeds import BrokenFeedError, Entry, read_sitemap
from extract.fetch import Fetcher
from extract.sources import Source

MAX_DEPTH = 3
"""Indexes that lie within each other, the outermost counted: an index that names itself has an end too."""


class NoWindowError(ExtractError):
    """A source cannot say which of its articles are of a window of time; the message says why and what to do."""


@dataclass(slots=True)
class Window:
    """The articles of a source that its sitemaps date into a window."""

    candidates: list[Candidate] = field(default_factory=list)
    undated: int = 0
    """Articles without a date, which are left out."""
    failures: list[str] = field(default_factory=list)
    """Sitemaps that could not be read: their articles are missing."""


def find_window(source: Source, fetcher: Fetcher, first: date, last: date, now: datetime) -> Window:
    """Ask a source's sitemaps for the articles of the days `first` to `last`, in the source's time zone.

    The day is the one that the sitemap gives: of publication in a news sitemap, else of the last change.

    Args:
        now: aware; dates after it are not believed.

    Returns:
        Each article once, the oldest first.

    Raises:
        NoWindowError: the source has no sitemap, or none of those in its profile can be read, or they date no article.
    """
    sitemaps = source.discovery.sitemaps
    if not sitemaps:
        raise NoWindowError(
            f"{source.name} has no sitemap: its feeds and listings name what is new and do not say how old it is. "
            "Name a sitemap in its profile, or load an archive of saved pages instead."
        )
    found = Window()
    listed: list[Candidate] = []
    reading = _Reading(source, fetcher, first, found.failures)
    for url in sitemaps:
        entries = list(reading.entries(url))
        for candidate in candidates_of(source, entries, url, now):
            if candidate.published_at is None:
                found.undated += 1
            elif first <= candidate.published_at.astimezone(source.zone).date() <= last:
                listed.append(candidate)
    if reading.broken.issuperset(sitemaps):
        raise NoWindowError("\n".join(found.failures))
    if not listed and found.undated:
        raise NoWindowError(f"{source.name}: its sitemaps date none of their {found.undated} articles.")
    found.candidates = sorted(one_each(listed, source), key=lambda each: (str(each.published_at), each.canonical))
    return found


@dataclass(slots=True)
class _Reading:
    """A source's sitemaps and what they lead to, each read once."""

    source: Source
    fetcher: Fetcher
    first: date
    failures: list[str]
    seen: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def entries(self, url: str, depth: int = 1) -> Iterator[Entry]:
        """Give the articles of a sitemap, or of all within an index; what cannot be read is told in `failures`."""
        if url in self.seen:
            return
        self.seen.add(url)
        try:
            entries, further = _read(self.source, self.fetcher, url)
        except BrokenFeedError as error:
            self.broken.add(url)
            self.failures.append(f"{self.source.name}: its sitemap {url} cannot be read: {error}")
            return
        yield from entries
        if further and depth > MAX_DEPTH:
            self.failures.append(
                f"{self.source.name}: its sitemap {url} is an index within {MAX_DEPTH} others and is not followed"
            )
            return
        for entry in further:
            # A sitemap that did not change since before the window lists nothing of it.
            if entry.published_at is None or entry.published_at.astimezone(self.source.zone).date() >= self.first:
                yield from self.entries(entry.url, depth + 1)


def _read(source: Source, fetcher: Fetcher, url: str) -> tuple[list[Entry], list[Entry]]:
    answer = fetcher.get(url, source.rate, kind="sitemap")
    if not answer.ok:
        raise BrokenFeedError(f"{answer.outcome}: {answer.message}")
    return read_sitemap(answer.payload, answer.final_url, source.zone)
