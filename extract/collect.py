"""One source, from its feeds to landed pages, within its budget."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime

from extract.addresses import canonical_address
from extract.discover import NO_ENTRIES, Candidate, Discovered, FeedReport, FeedState, discover
from extract.encoding import decode
from extract.errors import PageError
from extract.fetch import Fetcher
from extract.landing import LandedPage, Landing
from extract.outcome import TRANSIENT, Fetched, Outcome
from extract.pager import MAX_PAGES, further_pages, next_page
from extract.sources import Rate, Source, source_of

_TRY_AGAIN = TRANSIENT | {Outcome.BOT_CHECK, Outcome.CERTIFICATE}
"""Outcomes after which the next run should find the article again."""

_SITES_AT_ONCE = 4
UNKNOWN_SITE = Rate()
"""How hard a site without a profile is asked."""

Known = Callable[[Sequence[str]], Mapping[str, datetime]]
"""Of some canonical addresses, those that have landed before and when (aware)."""


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What came of one article's address, for the run's report."""

    candidate: Candidate
    outcome: Outcome
    message: str = ""
    landed: LandedPage | None = None


@dataclass(slots=True)
class Collection:
    """What a run brought in of one source."""

    source: str
    pages: list[PageOutcome] = field(default_factory=list)
    feeds: list[FeedReport] = field(default_factory=list)
    states: dict[str, FeedState] = field(default_factory=dict)
    """New state of the feeds, to be kept in the transaction that publishes the pages."""
    known: int = 0
    """Articles listed that had landed before."""
    left: int = 0
    """New articles that the budget left for the next run."""
    warnings: list[str] = field(default_factory=list)

    @property
    def landed(self) -> list[LandedPage]:
        """The pages that came, in the order discovered."""
        return [page.landed for page in self.pages if page.landed]

    @property
    def broken(self) -> bool:
        """Whether the source gave nothing because all its feeds failed."""
        return bool(self.feeds) and all(feed.outcome in ("broken", "backing_off") for feed in self.feeds)


def collect(
    source: Source,
    fetcher: Fetcher,
    landing: Landing,
    *,
    states: Mapping[str, FeedState],
    known: Known,
    now: datetime,
    discovering: Callable[[Source, Fetcher, Mapping[str, FeedState], datetime], Discovered] = discover,
) -> Collection:
    """Discover a source's new articles, fetch them and land them.

    Args:
        source: the profile.
        fetcher: shared by all sources of a run.
        landing: where pages are kept.
        states: of the source's feeds, from the last run.
        known: which articles have landed before; one that its feed dates after its landing is fetched again.
        now: aware.
        discovering: finds the articles; by default asks the feeds, sitemaps and listings for what is new.

    Returns:
        Every candidate's outcome. The state of a feed moves on only if nothing that it lists has to be tried again.
    """
    started = time.monotonic()
    found = discovering(source, fetcher, states, now)
    before = known([candidate.canonical for candidate in found.candidates])
    new = [candidate for candidate in found.candidates if _is_new(candidate, before)]
    taken = new[: source.rate.pages]

    def bring(candidate: Candidate) -> PageOutcome | None:
        if time.monotonic() - started > source.rate.minutes * 60:
            return None
        return _bring(candidate, source, fetcher, landing)

    landing.sweep()
    with ThreadPoolExecutor(max_workers=source.rate.concurrency) as threads:
        pages = [page for page in threads.map(bring, taken) if page is not None]
    done = {page.candidate.canonical for page in pages if page.outcome not in _TRY_AGAIN}
    return Collection(
        source=source.name,
        pages=pages,
        feeds=found.reports,
        states=_states(found, states, {candidate.feed for candidate in new if candidate.canonical not in done}),
        known=len(found.candidates) - len(new),
        left=len(new) - len(pages),
        warnings=[*_warnings(source, found, len(new) - len(pages)), *_gaps(found, states)],
    )


def _is_new(candidate: Candidate, before: Mapping[str, datetime]) -> bool:
    landed = before.get(candidate.canonical)
    return landed is None or (candidate.published_at is not None and candidate.published_at > landed)


def collect_pages(
    addresses: Sequence[str], fetcher: Fetcher, landing: Landing, sources: Mapping[str, Source]
) -> Collection:
    """Fetch single pages that somebody asks for by their addresses, and land them.

    They are asked for like those of a feed: robots files, delays and bounds hold. Whether a page has landed before does
    not matter.

    Args:
        addresses: of any site.
        fetcher: shared by a whole run.
        landing: where pages are kept.
        sources: profiles by name; a site without one is asked at the rate of a profile that says nothing.

    Returns:
        What came of each article, in the order given; addresses of one article are asked for once.
    """
    landing.sweep()
    wanted: dict[str, tuple[Candidate, Source | None]] = {}
    for address in addresses:
        source = source_of(address, sources)
        canonical = canonical_address(address, source) or address
        wanted.setdefault(canonical, (Candidate(address, canonical), source))
    with ThreadPoolExecutor(max_workers=_SITES_AT_ONCE) as threads:
        pages = list(threads.map(lambda one: _bring(one[0], one[1], fetcher, landing), wanted.values()))
    return Collection("addresses", pages)


def _bring(candidate: Candidate, source: Source | None, fetcher: Fetcher, landing: Landing) -> PageOutcome:
    rate = source.rate if source else UNKNOWN_SITE
    answer = fetcher.get(candidate.url, rate)
    if not answer.ok:
        return PageOutcome(candidate, answer.outcome, answer.message)
    further = []
    for more in _further(answer, source, lambda url: fetcher.get(url, rate)):
        if not more.ok:
            return PageOutcome(candidate, more.outcome, f"its further page {more.url}: {more.message}")
        further.append((more.url, more.payload))
    landed = landing.land(
        answer.payload,
        candidate.canonical,
        fetched_at=answer.fetched_at,
        status=answer.status,
        headers=answer.headers,
        further=further,
    )
    return PageOutcome(candidate, answer.outcome, landed=landed)


def _further(first: Fetched, source: Source | None, get: Callable[[str], Fetched]) -> Iterator[Fetched]:
    """The answers for the further pages of an article; none is asked for after one that failed."""
    if source is not None:
        if any(theme.pager for theme in source.themes):
            yield from map(get, further_pages(_html(first), first.final_url, source))
        return
    page = first
    for number in range(2, MAX_PAGES + 2):
        url = next_page(_html(page), page.final_url, first.final_url, number)
        if url is None:
            return
        page = get(url)
        yield page


def _html(answer: Fetched) -> str:
    """The markup of an answer; nothing where it cannot be told, since the parser refuses that page by its reason."""
    try:
        return decode(answer.payload, answer.final_url, answer.header("Content-Type"))
    except PageError:
        return ""


def _states(found: Discovered, old: Mapping[str, FeedState], unfinished: set[str]) -> dict[str, FeedState]:
    """New states; a feed with unfinished articles forgets what it has seen, so that the next run reads it again."""
    kept = {}
    for url, state in found.states.items():
        before = old.get(url, FeedState())
        unmoved = replace(state, etag=before.etag, last_modified=before.last_modified, digest=before.digest)
        kept[url] = unmoved if url in unfinished else state
    return kept


def _warnings(source: Source, found: Discovered, left: int) -> list[str]:
    warnings = [
        f"{report.url} is {report.outcome.replace('_', ' ')}: {report.message}"
        for report in found.reports
        if report.message and report.message != NO_ENTRIES
    ]
    listed = len(found.candidates)
    outcomes = {report.outcome for report in found.reports}
    # A feed that is unchanged still lists articles: an empty one beside it does not make the source empty.
    if "read" in outcomes or ("empty" in outcomes and "unchanged" not in outcomes):
        if listed < source.expected.min:
            warnings.append(f"{source.name} lists {listed} articles, fewer than the {source.expected.min} expected")
        if listed > source.expected.max:
            warnings.append(f"{source.name} lists {listed} articles, more than the {source.expected.max} expected")
    if left:
        warnings.append(f"{source.name}: the budget left {left} new articles for the next run")
    return warnings


def _gaps(found: Discovered, states: Mapping[str, FeedState]) -> list[str]:
    """Name each feed that lists nothing as old as its last reading: articles may have come and gone in between."""
    gaps = []
    for report in found.reports:
        before = states.get(report.url, FeedState()).read_at
        if report.kind == "feed" and report.oldest and before and datetime.fromisoformat(before) < report.oldest:
            gaps.append(
                f"{report.url} reaches back to {report.oldest:%Y-%m-%d %H:%M} only and was last read on"
                f" {before[:16].replace('T', ' ')} UTC: what it listed in between is missing; where the source has a"
                f" sitemap, `thidua backfill --from {before[:10]}` brings it"
            )
    return gaps
