"""The stages of a load as plain functions: what Prefect's tasks call, and what runs the same without it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from extract.archive import Part, cut, read_archive
from extract.errors import ExtractError, PageError, TooLargeError
from extract.landing import LandedPage, Landing
from extract.parse import parse_landed
from extract.saved import is_archive, read_page
from flows.report import Funnel
from flows.settings import Settings, load_settings
from transform.read import EXTRACTOR_VERSION, read_facts
from warehouse import server
from warehouse.engine import Engine, connect
from warehouse.migrate import require_current, upgrade
from warehouse.records import FeedState, ReadPage, Refusal
from warehouse.state import KeptPage

Log = logging.Logger | logging.LoggerAdapter[logging.Logger]

PAGES_PER_BATCH = 50
"""Pages that one task handles: an orchestrated task costs milliseconds, a page too."""

Lot = tuple[Path | Part, ...]
"""Saved pages, or a part of a web archive: what one task lands."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one task of collecting brings: pages that landed, and what did not get that far."""

    landed: tuple[LandedPage, ...] = ()
    refused: tuple[Refusal, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    """Documents left out by name: address and reason code."""
    feed_states: tuple[FeedState, ...] = ()
    funnel: Funnel | None = None
    source: str = ""
    """Of the pages, where one was asked."""

    @property
    def addresses(self) -> set[str]:
        """Of every document the batch came upon."""
        landed = {page.source_uri for page in self.landed}
        return landed | {refusal.source_uri for refusal in self.refused} | {uri for uri, _ in self.skipped}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one batch of landed pages gave."""

    pages: tuple[ReadPage, ...] = ()
    refused: tuple[Refusal, ...] = field(default=())


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """Give the address of the database; the embedded server runs at least as long as the block."""
    if settings.database_url:
        yield settings.database_url
    else:
        with server.running(settings.home) as url:
            yield url


@contextmanager
def opened() -> Iterator[Engine]:
    """Open the database of this installation as it is.

    Raises:
        SchemaOutdatedError, SchemaTooNewError: it has not the schema of this version.
    """
    with _engine(require_current) as engine:
        yield engine


@contextmanager
def upgraded() -> Iterator[Engine]:
    """Open the database of this installation, brought to the schema of this version where it has an older one.

    Raises:
        SchemaTooNewError: a later version has migrated it.
    """
    with _engine(upgrade) as engine:
        yield engine


@contextmanager
def _engine(prepare: Callable[[Engine], object]) -> Iterator[Engine]:
    with database(load_settings()) as url:
        engine = connect(url)
        try:
            prepare(engine)
            yield engine
        finally:
            engine.dispose()


def batches(documents: Sequence[Path]) -> Iterator[Lot]:
    """Cut documents into lots of one task each; a web archive is cut into parts, as long as it goes on."""
    pages = [path for path in documents if not is_archive(path)]
    for start in range(0, len(pages), PAGES_PER_BATCH):
        yield tuple(pages[start : start + PAGES_PER_BATCH])
    for archive in documents:
        if is_archive(archive):
            yield from ((part,) for part in cut(archive, PAGES_PER_BATCH))


def finished(lot: Lot) -> int:
    """Count the documents that are done with this lot: an archive is with its last part."""
    return sum(not isinstance(one, Part) or one.records is None for one in lot)


def land_documents(documents: Lot, landing: Landing) -> Batch:
    """Land saved pages and the pages of web archives; what cannot be read from disk is refused."""
    landed: list[LandedPage] = []
    refused: list[Refusal] = []
    landing.sweep()
    for one in documents:
        path, uri = (one.path, one.uri) if isinstance(one, Part) else (one, one.as_uri())
        try:
            if isinstance(one, Part):
                for capture in read_archive(one):
                    landed.append(
                        landing.land(
                            capture.payload,
                            capture.source_uri,
                            fetched_at=capture.fetched_at,
                            status=capture.status,
                            headers=capture.headers,
                        )
                    )
            else:
                landed.append(landing.land(read_page(one), uri))
        except TooLargeError as error:
            refused.append(Refusal(uri, "land", error.reason, str(error)))
        except (OSError, ExtractError) as error:
            refused.append(Refusal(uri, "land", "unreadable", f"{path}: cannot be read: {error}"))
    return Batch(tuple(landed), tuple(refused))


def reopen_pages(kept: Iterable[KeptPage], landing: Landing) -> Batch:
    """Find landed pages again; one whose bytes are gone is refused."""
    landed: list[LandedPage] = []
    refused: list[Refusal] = []
    for page in kept:
        try:
            landed.append(landing.reopen(*page))
        except ExtractError as error:
            refused.append(Refusal(page.source_uri, "land", "unreadable", str(error)))
    return Batch(tuple(landed), tuple(refused))


def read_pages(landed: Iterable[LandedPage], landing: Landing, logger: Log) -> Reading:
    """Parse landed pages and read their facts; a page that gives no article is refused with its reason."""
    pages: list[ReadPage] = []
    refused: list[Refusal] = []
    for page in landed:
        try:
            article = parse_landed(page, landing)
            pages.append(ReadPage(page, article, read_facts(article), EXTRACTOR_VERSION))
        except PageError as error:
            refused.append(Refusal(page.source_uri, "parse", error.reason, str(error), page))
        except ExtractError as error:
            refused.append(Refusal(page.source_uri, "land", "unreadable", str(error), page))
        except Exception as error:
            # A fault of ours in one page must not cost the other pages of the night; quarantine keeps it in sight.
            logger.exception("fault of the reader on %s", page.source_uri)
            words = f"{page.source_uri}: the reader broke on it ({type(error).__name__}: {error}); please report it"
            refused.append(Refusal(page.source_uri, "read", "reader_fault", words, page))
    return Reading(tuple(pages), tuple(refused))
