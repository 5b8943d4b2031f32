"""Landing: the raw bytes of every page, kept as WARC before anything reads them.

One page is one small WARC file that any archive tool opens. Its name comes from its content and its address, so the
same bytes from the same address land once, and nothing that has landed ever changes; a file that got damaged is written
anew when its page comes again.
"""

import hashlib
import io
import os
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from extract.errors import ExtractError

MAX_PAYLOAD = 16 * 1024 * 1024
"""Bytes of one page, decompressed, beyond which it is no news page: not fetched, landed or parsed."""

_PROBLEMS_NAMED = 20
"""Problems of one archive that a message names: an archive may hold a million records."""

_DAMAGE = (ArchiveLoadFailed, EOFError, OSError, zlib.error, AttributeError, TypeError, ValueError)
"""What warcio raises for a file that is no archive, or for a record that breaks off in its headers."""


class _MalformedRecordError(ValueError):
    """A record of an archive that does not say where it came from, or when."""


@dataclass(frozen=True, slots=True)
class LandedPage:
    """Where the raw bytes of a page lie, and what was known when they came."""

    source_uri: str
    digest: str
    """SHA-256 in hex of the payload, and of those of the article's further pages."""
    path: str
    """Of the WARC file, relative to the landing root, with forward slashes."""
    offset: int
    length: int
    """Bytes of the payload."""
    fetched_at: datetime
    """Aware, UTC."""
    status: int | None = None
    """HTTP status; None for a file read from disk."""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def content_type(self) -> str | None:
        """The declared Content-Type, charset included."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), None)


@dataclass(frozen=True, slots=True)
class Capture:
    """One page out of somebody's web archive."""

    source_uri: str
    payload: bytes
    fetched_at: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...]


class Landing:
    """A folder of landed pages.

    `root` is made if need be; pages are fanned out over sub-folders by digest.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def land(
        self,
        payload: bytes,
        source_uri: str,
        *,
        fetched_at: datetime | None = None,
        status: int | None = None,
        headers: Sequence[tuple[str, str]] = (),
        further: Sequence[tuple[str, bytes]] = (),
    ) -> LandedPage:
        """Write a page to disk and return where it lies; it is on the disk, fsynced, when this returns.

        Landing the same payload of the same address again writes nothing and returns the first landing, unless its file
        no longer holds what landed.

        Args:
            payload: the body, after decompression.
            source_uri: where it came from.
            fetched_at: aware; now if not given.
            status: HTTP status of an answer; None for a file, which becomes a WARC `resource` record.
            headers: of the HTTP answer, or those that describe a file.
            further: addresses and bodies of the article's further pages; they lie in the same file.
        """
        digest = _digest([payload, *(body for _, body in further)])
        address = hashlib.sha256(source_uri.encode()).hexdigest()
        path = f"{digest[:2]}/{digest[:40]}-{address[:12]}.warc.gz"
        target = self.root / path
        if not _holds(target, digest):
            moment = (fetched_at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
            pages = [(source_uri, payload), *further]
            _write_durably(target, b"".join(_record(body, uri, moment, status, headers) for uri, body in pages))
        return self.reopen(source_uri, digest, path)

    def reopen(self, source_uri: str, digest: str, path: str) -> LandedPage:
        """Return the landed page that lies at a path below the root, as `land` returned it.

        Raises:
            ExtractError: there is none.
        """
        try:
            capture = next(_captures(self.root / path))
        except (StopIteration, *_DAMAGE) as error:
            raise ExtractError(f"{source_uri}: its landed bytes at {path} cannot be read: {error}") from error
        return LandedPage(
            source_uri=source_uri,
            digest=digest,
            path=path,
            offset=0,
            length=len(capture.payload),
            fetched_at=capture.fetched_at,
            status=capture.status,
            headers=capture.headers,
        )

    def read(self, landed: LandedPage) -> list[bytes]:
        """Return the payload of a landed page, and those of the article's further pages behind it.

        Raises:
            ExtractError: the file is gone or no longer holds what landed.
        """
        try:
            payloads = [capture.payload for capture in _captures(self.root / landed.path)]
        except _DAMAGE as error:
            raise ExtractError(
                f"{landed.source_uri}: its landed bytes at {landed.path} cannot be read: {error}"
            ) from error
        if _digest(payloads) != landed.digest:
            raise ExtractError(
                f"{landed.source_uri}: {landed.path} no longer holds the bytes that landed; fetch it again"
            )
        return payloads


def read_archive(path: Path) -> Iterator[Capture]:
    """Read the pages of a web archive: every `response` or `resource` record with HTML or text in it.

    Yields:
        Captures in the order of the archive. Redirects, errors, images and records over `MAX_PAYLOAD` are passed over.

    Raises:
        ExtractError: the file is no web archive, or is cut off, or has records without an address or a date; only after
            all the records that can be read.
    """
    problems = []
    try:
        for offset, record in _records(path):
            try:
                capture = _capture(record, MAX_PAYLOAD + 1)
            except _MalformedRecordError as error:
                problems.append(f"the record at offset {offset} {error}")
                continue
            if _is_page(capture):
                yield capture
    except _DAMAGE as error:
        problems.append(f"not a web archive, or one that is cut off or damaged: {error}")
    if problems:
        unnamed = len(problems) - _PROBLEMS_NAMED
        more = f"; and {unnamed} more like these" if unnamed > 0 else ""
        raise ExtractError(f"{path}: " + "; ".join(problems[:_PROBLEMS_NAMED]) + more)


def _digest(payloads: Sequence[bytes]) -> str:
    digest = hashlib.sha256()
    for payload in payloads:
        digest.update(payload)
    return digest.hexdigest()


def _holds(path: Path, digest: str) -> bool:
    """Whether a landed file is there, and whole."""
    try:
        payloads = [capture.payload for capture in _captures(path)]
    except _DAMAGE:  # the file is not there, or a crash or a full disk cut it off
        return False
    return bool(payloads) and _digest(payloads) == digest


def _captures(path: Path) -> Iterator[Capture]:
    """What lies in a landed file, whole whatever its size: it was bounded, or taken in whole, before it landed."""
    return (_capture(record) for _, record in _records(path))


def _records(path: Path) -> Iterator[tuple[int, ArcWarcRecord]]:
    """The records of an archive that may be pages, and the offset of each."""
    with path.open("rb") as stream:
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
    return (
        capture.status in (None, 200)
        and len(capture.payload) <= MAX_PAYLOAD
        and any(word in kind for word in ("html", "text/plain", "octet-stream"))
    )


def _record(
    payload: bytes, source_uri: str, moment: datetime, status: int | None, headers: Sequence[tuple[str, str]]
) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    http = None
    kind = next((value for name, value in headers if name.lower() == "content-type"), "application/octet-stream")
    if status is not None:
        # The body is kept decompressed, so the header that says otherwise is renamed, as Common Crawl does.
        kept = [
            ("X-Crawler-" + name if name.lower() in ("content-encoding", "transfer-encoding") else name, value)
            for name, value in headers
        ]
        http = StatusAndHeaders(f"{status} ", kept, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            source_uri,
            "response" if http else "resource",
            payload=io.BytesIO(payload),
            http_headers=http,
            warc_content_type=kind if http is None else "",
            warc_headers_dict={"WARC-Date": datetime_to_iso_date(moment)},
        )
    )
    return buffer.getvalue()


def _write_durably(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".landing-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:  # also when the run is stopped: nobody else would ever remove it
            Path(file.name).unlink(missing_ok=True)
            raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
