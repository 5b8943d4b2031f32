"""Web archives (WARC), anybody's and ours: their records in, captures of pages out."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from extract.errors import ExtractError

MAX_PAYLOAD = 16 * 1024 * 1024
"""Bytes of one page, decompressed, beyond which it is no news page: not fetched, landed or parsed."""

_PROBLEMS_NAMED = 20
"""Problems of one archive that a message names: an archive may hold a million records."""

DAMAGE = (ArchiveLoadFailed, EOFError, OSError, zlib.error, AttributeError, TypeError, ValueError)
"""What warcio raises for a file that is no archive, or for a record that breaks off in its headers."""


class _MalformedRecordError(ValueError):
    """A record of an archive that does not say where it came from, or when."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One page out of a web archive."""

    source_uri: str
    payload: bytes
    fetched_at: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of records of an archive, small enough to be read at once."""

    path: Path
    offset: int = 0
    """Bytes into the file at which its first record begins."""
    records: int | None = None
    """Of those that may be pages; None for all up to the end of the file."""

    @property
    def uri(self) -> str:
        """Address of the part, to name it by: that of the file, and where in it."""
        return self.path.as_uri() + (f"#{self.offset}" if self.offset else "")


def cut(path: Path, records: int) -> Iterator[Part]:
    """Cut an archive into parts, so that one of a million pages is never held in memory as a whole.

    Args:
        path: of the archive.
        records: of each part but the last, counting those that may be pages.

    Yields:
        Parts that are the whole archive together. The last one reaches to the end of the file, or to where it is
        damaged: reading that part says what is wrong.
    """
    start, count = 0, 0
    try:
        for offset, _ in _records(path):
            if count == records:
                yield Part(path, start, count)
                start, count = offset, 0
            count += 1
    except DAMAGE:  # told by whoever reads the last part, which meets the same damage
        pass
    yield Part(path, start)


def read_archive(part: Part) -> Iterator[Capture]:
    """Read the pages of a web archive: every `response` or `resource` record with HTML or text in it.

    Yields:
        Captures in the order of the archive. Redirects, errors and images are passed over.

    Raises:
        ExtractError: the file is no web archive, holds no page, or is cut off, or has records without an address or a
            date, or pages over `MAX_PAYLOAD`; only after all the records that can be read.
    """
    problems, pages = [], 0
    try:
        for offset, record in islice(_records(part.path, part.offset), part.records):
            try:
                capture = _capture(record, MAX_PAYLOAD + 1)
            except _MalformedRecordError as error:
                problems.append(f"the record at offset {offset} {error}")
                continue
            if _is_page(capture):
                if len(capture.payload) <= MAX_PAYLOAD:
                    pages += 1
                    yield capture
                else:
                    problems.append(
                        f"the record at offset {offset} has over {MAX_PAYLOAD:,} bytes, as no news page has"
                    )
    except DAMAGE as error:
        problems.append(f"not a web archive, or one that is cut off or damaged: {error}")
    if not (pages or problems or part.offset or part.records):
        problems.append("holds no web page")
    if problems:
        unnamed = len(problems) - _PROBLEMS_NAMED
        more = f"; and {unnamed} more like these" if unnamed > 0 else ""
        raise ExtractError(f"{part.path}: " + "; ".join(problems[:_PROBLEMS_NAMED]) + more)


def captures(path: Path) -> Iterator[Capture]:
    """What lies in a landed file, whole whatever its size: it was bounded, or taken in whole, before it landed."""
    return (_capture(record) for _, record in _records(path))


def _records(path: Path, start: int = 0) -> Iterator[tuple[int, ArcWarcRecord]]:
    """The records of an archive that may be pages, from the one at `start` on, and the offset of each."""
    with path.open("rb") as stream:
        stream.seek(start)
        # The iterator itself would stop for good at a record without an address.
        archive = ArchiveIterator(stream, no_record_parse=True)
        for record in archive:
            if record.rec_type in ("response", "resource"):
                address = record.rec_headers.get_header("WARC-Target-URI")
                if address:
                    record.http_headers = archive.loader.load_http_headers(
                        record.rec_type, address, record.raw_stream, record.length
                    )
                yield archive.offset, record


def _capture(record: ArcWarcRecord, limit: int | None = None) -> Capture:
    source_uri, fetched_at = _origin(record)
    http = record.http_headers
    if http:
        code = http.get_statuscode() or ""
        status = int(code) if code.isdigit() else 0
        headers = tuple((str(name), str(value)) for name, value in http.headers)
    else:
        status = None
        headers = (("Content-Type", record.rec_headers.get_header("Content-Type") or "application/octet-stream"),)
    return Capture(
        source_uri=source_uri,
        payload=record.content_stream().read(limit),
        fetched_at=fetched_at,
        status=status,
        headers=headers,
    )


def _origin(record: ArcWarcRecord) -> tuple[str, datetime]:
    """Where a record came from, and when."""
    address = record.rec_headers.get_header("WARC-Target-URI")
    date = record.rec_headers.get_header("WARC-Date")
    if not address:
        raise _MalformedRecordError("has no WARC-Target-URI")
    try:
        return address, datetime.fromisoformat(date or "").astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _MalformedRecordError(f"has no WARC-Date that can be read: {date!r}") from error


def _is_page(capture: Capture) -> bool:
    kind = next((value.lower() for name, value in capture.headers if name.lower() == "content-type"), "text/html")
    return capture.status in (None, 200) and any(word in kind for word in ("html", "text/plain", "octet-stream"))
