"""Landing: the raw bytes of every page, kept as WARC before anything reads them.

One page is one small WARC file that any archive tool opens. Its name comes from its content and its address, so the
same bytes from the same address land once, and nothing that has landed ever changes; a file that got damaged is written
anew when its page comes again.
"""

import fcntl
import hashlib
import io
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from extract.archive import DAMAGE, captures
from extract.errors import ExtractError

_YOUNG = 3600.0
"""Seconds for which a half-written page is left alone whatever its lock says: one is written in far less."""


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


class Landing:
    """A folder of landed pages.

    `root` is made if need be; pages are fanned out over sub-folders by digest.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._scratch = root / ".landing"
        """Of this folder's file system, so that a page written here moves to its place at once or not at all."""

    def sweep(self) -> None:
        """Remove what killed processes left half written; what a living one writes stays."""
        for path in self._scratch.glob("*"):
            if _is_abandoned(path):
                path.unlink(missing_ok=True)

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
        no longer holds what landed. The file is as young as its last landing, for retention goes by its age.

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
        if _holds(target, digest):
            os.utime(target)
        else:
            moment = (fetched_at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
            pages = [(source_uri, payload), *further]
            _write_durably(
                target, self._scratch, b"".join(_record(body, uri, moment, status, headers) for uri, body in pages)
            )
        return self.reopen(source_uri, digest, path)

    def reopen(self, source_uri: str, digest: str, path: str) -> LandedPage:
        """Return the landed page that lies at a path below the root, as `land` returned it.

        Raises:
            ExtractError: there is none.
        """
        try:
            capture = next(captures(self.root / path))
        except (StopIteration, *DAMAGE) as error:
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
            payloads = [capture.payload for capture in captures(self.root / landed.path)]
        except DAMAGE as error:
            raise ExtractError(
                f"{landed.source_uri}: its landed bytes at {landed.path} cannot be read: {error}"
            ) from error
        if _digest(payloads) != landed.digest:
            raise ExtractError(
                f"{landed.source_uri}: {landed.path} no longer holds the bytes that landed; fetch it again"
            )
        return payloads


def _digest(payloads: Sequence[bytes]) -> str:
    digest = hashlib.sha256()
    for payload in payloads:
        digest.update(payload)
    return digest.hexdigest()


def _holds(path: Path, digest: str) -> bool:
    """Whether a landed file is there, and whole."""
    try:
        payloads = [capture.payload for capture in captures(path)]
    except DAMAGE:  # the file is not there, or a crash or a full disk cut it off
        return False
    return bool(payloads) and _digest(payloads) == digest


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


def _write_durably(target: Path, scratch: Path, content: bytes) -> None:
    scratch.mkdir(parents=True, exist_ok=True)
    is_new = not target.parent.exists()
    target.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=scratch, delete=False) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX)  # held until the file is closed, or its process is gone
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:  # also when the run is stopped
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync(target.parent)
    if is_new:
        _sync(target.parent.parent)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _is_abandoned(path: Path) -> bool:
    """Whether nobody writes to a file any more: it is old, and no living process holds it."""
    try:
        with path.open("rb") as file:
            if time.time() - os.fstat(file.fileno()).st_mtime < _YOUNG:
                return False
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:  # finished meanwhile
        return False
    except BlockingIOError:
        return False
    return True
