"""Which pages a replay reads: those that are loaded, or those that wait in quarantine."""

import json
from collections.abc import Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from extract.errors import NothingFoundError
from flows.stages import PAGES_PER_BATCH, upgraded
from warehouse.engine import Engine
from warehouse.query import run_sql
from warehouse.state import Kept, KeptPage, loaded, waiting

_REASONS = "SELECT DISTINCT reason FROM quarantine.item WHERE resolved_at IS NULL AND path IS NOT NULL ORDER BY 1"
_PUBLISHERS = (
    "SELECT DISTINCT u.name FROM ops.document d JOIN mart.dim_article a ON a.article_key = d.article_key"
    " JOIN mart.dim_publisher u ON u.publisher_key = a.publisher_key ORDER BY 1"
)


def count_kept(quarantine: bool = False, reason: str | None = None, publisher: str | None = None) -> int:
    """Count what a replay with these parameters reads; none, if nothing is loaded or waits.

    Raises:
        NothingFoundError: there are no pages of that reason or publisher; the message lists those that there are.
    """
    with upgraded() as engine:
        count = _kept(quarantine, reason, publisher).count(engine)
        if not count:
            _refuse_nothing(engine, quarantine, reason if quarantine else publisher)
        return count


def kept_pages(
    quarantine: bool = False, reason: str | None = None, publisher: str | None = None
) -> tuple[int, Iterator[tuple[KeptPage, ...]]]:
    """Set aside what a replay with these parameters reads, and give how many pages it is and their lots.

    The list lies in a file of its own, deleted with its last lot: it may be longer than memory, and no transaction
    stays open while its pages are read. A lot is as many pages as one task handles.

    Raises:
        NothingFoundError: there are no pages of that reason or publisher; the message lists those that there are.
    """
    count = 0
    aside = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
    with upgraded() as engine:
        for page in _kept(quarantine, reason, publisher).pages(engine):
            aside.write(json.dumps(page) + "\n")
            count += 1
        if not count:
            aside.close()
            _refuse_nothing(engine, quarantine, reason if quarantine else publisher)
            return 0, iter(())
    return count, _lots(aside)


def _lots(aside: IO[str]) -> Iterator[tuple[KeptPage, ...]]:
    aside.seek(0)
    with aside:
        while lot := tuple(KeptPage(*json.loads(line)) for line in islice(aside, PAGES_PER_BATCH)):
            yield lot


def _kept(quarantine: bool, reason: str | None, publisher: str | None) -> Kept:
    return waiting(reason) if quarantine else loaded(publisher)


def _refuse_nothing(engine: Engine, quarantine: bool, wanted: str | None) -> None:
    """Raise NothingFoundError if nothing was found although one reason or publisher was wanted."""
    if wanted is None:
        return
    known = ", ".join(name for (name,) in run_sql(engine, _REASONS if quarantine else _PUBLISHERS).rows)
    what = "that can be read again waits in quarantine with the reason" if quarantine else "is loaded of the publisher"
    raise NothingFoundError(f"No page {what} {wanted}; there are: {known or 'none at all'}.")
