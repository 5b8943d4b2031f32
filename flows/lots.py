"""An archive cut into lots: each lot is one load of a backfill, known by a name that a second run gives it again."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from extract.archive import Part, cut
from extract.saved import is_archive
from flows.stages import Lot

PAGES_PER_TASK = 250
"""Handing a task to a cluster costs as much time as reading thirty pages."""
PAGES_PER_LOAD = 2000
"""What a killed backfill does again at most, and what staging and the gate hold at once."""


@dataclass(frozen=True, slots=True)
class ArchiveLot:
    """What one load of a backfill reads: some saved pages, or a stretch of one web archive."""

    batches: tuple[Lot, ...]
    """A task each."""
    size: int
    """Bytes on disk."""

    @property
    def name(self) -> str:
        """The same for the same files: by their addresses, sizes and times of change."""
        digest = hashlib.sha256()
        for one in (one for batch in self.batches for one in batch):
            path, where = (one.path, f"{one.offset} {one.records}") if isinstance(one, Part) else (one, "")
            found = path.stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns} {where}\n".encode())
        first = self.batches[0][0]
        return f"{first.path.name if isinstance(first, Part) else first.name} … {digest.hexdigest()[:16]}"


def archive_lots(documents: Sequence[Path]) -> Iterator[ArchiveLot]:
    """Cut documents into lots, in their order; a web archive is cut as the lots are asked for.

    No lot has documents of two web archives, so that one that is added changes no lot of another.
    """
    pages = [path for path in documents if not is_archive(path)]
    for start in range(0, len(pages), PAGES_PER_LOAD):
        lot = pages[start : start + PAGES_PER_LOAD]
        tasks = tuple(tuple(lot[at : at + PAGES_PER_TASK]) for at in range(0, len(lot), PAGES_PER_TASK))
        yield ArchiveLot(tasks, sum(path.stat().st_size for path in lot))
    for path in documents:
        if is_archive(path):
            yield from _lots_of(path)


def _lots_of(archive: Path) -> Iterator[ArchiveLot]:
    parts = cut(archive, PAGES_PER_TASK)
    lot = list(islice(parts, PAGES_PER_LOAD // PAGES_PER_TASK))
    while lot:
        following = list(islice(parts, PAGES_PER_LOAD // PAGES_PER_TASK))
        end = following[0].offset if following else archive.stat().st_size
        yield ArchiveLot(tuple((part,) for part in lot), end - lot[0].offset)
        lot = following
