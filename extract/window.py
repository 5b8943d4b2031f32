"""A window of time out of a source's sitemaps: for a backfill, which asks for what is old rather than new."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from extract.discover import Candidate, candidates_of, one_each
from extract.errors import ExtractError
from extract.feeds import BrokenFeedError, Entry, read_sitemap
from extract.fetch import Fetcher
from extract.sources import Source


class NoWindowError(ExtractError):
    """A source cannot say which of its articles are of a window of time; the message says why and what to do."""


@dataclass(slots=True)
class Window:
    """The articles of a source that its sitemaps date into a window."""

    candidates: list[Candidate] = field(default_factory=list)
    undated: int = 0
    """Articles without a date, which are left out."""
    failures: list[str] = field(default_factory=list)
    """Sitemaps of an index that could not be read: their articles are missing."""


def find_window(source: Source, fetcher: Fetcher, first: date, last: date, now: datetime) -> Window:
    """Ask a source's sitemaps for the articles of the days `first` to `last`, in the source's time zone.

    The day is the one that the sitemap gives: of publication in a news sitemap, else of the last change.

    Args:
        now: aware; dates after it are not believed.

    Returns:
        Each article once, the oldest first.

    Raises:
        NoWindowError: the source has no sitemap, or none that can be read or that dates its articles.
    """
    sitemaps = source.discovery.sitemaps
    if not sitemaps:
        raise NoWindowError(
            f"{source.name} has no sitemap: its feeds and listings name what is new and do not say how old it is. "
            "Name a sitemap in its profile, or load an archive of saved pages instead."
        )
    found = Window()
    listed: list[Candidate] = []
    for url in sitemaps:
        entries = list(_entries(source, fetcher, url, first, found.failures, is_root=True))
        for candidate in candidates_of(source, entries, url, now):
            if candidate.published_at is None:
                found.undated += 1
            elif first <= candidate.published_at.astimezone(source.zone).date() <= last:
                listed.append(candidate)
    if not listed and found.undated:
        raise NoWindowError(f"{source.name}: its sitemaps date none of their {found.undated} articles.")
    found.candidates = sorted(one_each(listed, source), key=lambda each: (str(each.published_at), each.canonical))
    return found


def _entries(
    source: Source, fetcher: Fetcher, url: str, first: date, failures: list[str], is_root: bool = False
) -> Iterator[Entry]:
    try:
        entries, further = _read(source, fetcher, url)
    except BrokenFeedError as error:
        if is_root:
            raise NoWindowError(f"{source.name}: its sitemap {url} cannot be read: {error}") from error
        failures.append(f"{source.name}: its sitemap {url} cannot be read: {error}")
        return
    yield from entries
    for entry in further if is_root else []:
        # A sitemap that did not change since before the window lists nothing of it.
        if entry.published_at is None or entry.published_at.astimezone(source.zone).date() >= first:
            yield from _entries(source, fetcher, entry.url, first, failures)


def _read(source: Source, fetcher: Fetcher, url: str) -> tuple[list[Entry], list[Entry]]:
    answer = fetcher.get(url, source.rate, kind="sitemap")
    if not answer.ok:
        raise BrokenFeedError(f"{answer.outcome}: {answer.message}")
    return read_sitemap(answer.payload, answer.final_url, source.zone)
