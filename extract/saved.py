"""What a run is given: pages, text dumps and web archives by path, folder or glob, and addresses of the web."""

import glob
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.archive import MAX_PAYLOAD
from extract.errors import NothingFoundError, TooLargeError

PAGE_SUFFIXES = (".html", ".htm", ".txt")
ARCHIVE_SUFFIXES = (".warc", ".warc.gz")


def is_archive(path: Path) -> bool:
    """Whether the path names a web archive, by its suffix."""
    return path.name.lower().endswith(ARCHIVE_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Given:
    """What the arguments of a run name."""

    documents: tuple[Path, ...] = ()
    """Absolute, each once, in the order of their names whatever order was given."""
    addresses: tuple[str, ...] = ()
    """Of pages on the web, each once, in the order given."""
    passed_over: tuple[Path, ...] = ()
    """Files named outright that are no documents by their suffix."""

    @property
    def why(self) -> str:
        """What is said of each file that is passed over."""
        return f"passed over: only {_suffixes()} are read; rename it if it is one of these"


def find(given: Sequence[str]) -> Given:
    """Find what the arguments of a run name.

    Args:
        given: files, folders (searched with their sub-folders), globs, or addresses (http, https), as typed.

    Returns:
        Pages (.html, .htm, .txt) and web archives (.warc, .warc.gz); addresses; and by name what is neither.

    Raises:
        NothingFoundError: a path does not exist, a folder or glob holds no document, or nothing at all is left to read.
    """
    addresses = [one for one in given if is_address(one)]
    found = {path for one in given if not is_address(one) for path in _files(one)}
    ordered = sorted(found, key=lambda path: (path.name, str(path)))
    passed_over = tuple(path for path in ordered if not _is_document(path))
    documents = tuple(path for path in ordered if _is_document(path))
    all_given = Given(documents, tuple(dict.fromkeys(addresses)), passed_over)
    if not documents and not addresses:
        raise NothingFoundError("\n".join(f"{path}: {all_given.why}" for path in passed_over) or "nothing was given")
    return all_given


def find_documents(given: Sequence[str]) -> Given:
    """Find what the arguments of an archive's backfill name: as `find`, but for addresses.

    Raises:
        NothingFoundError: as `find`, or an address is given.
    """
    for one in given:
        if is_address(one):
            raise NothingFoundError(f"{one}: an archive is made of files; `thidua run` loads single addresses")
    return find(given)


def read_page(path: Path) -> bytes:
    """Read a saved page.

    Raises:
        TooLargeError: it has more bytes than any page, of which hardly any were read.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size <= MAX_PAYLOAD:
            return file.read()
    raise TooLargeError(
        path.as_uri(), f"has {size:,} bytes; a news page has less than {MAX_PAYLOAD:,}; it was not read"
    )


def is_address(given: str) -> bool:
    """Whether an argument is an address of the web rather than a path."""
    return given.lower().startswith(("http://", "https://"))


def _files(given: str) -> list[Path]:
    path = Path(given).expanduser()
    if path.is_dir():
        inside = [inner for inner in path.rglob("*") if _is_document(inner)]
        if not inside:
            raise NothingFoundError(f"{given}: the folder holds no document (looked for {_suffixes()})")
    elif path.exists():
        inside = [path]
    elif glob.has_magic(given):
        # Path.glob takes no absolute pattern.
        matches = glob.glob(str(path), recursive=True)  # noqa: PTH207
        inside = [inner for inner in map(Path, matches) if _is_document(inner)]
        if not inside:
            raise NothingFoundError(f"{given}: no document matches (looked for {_suffixes()})")
    else:
        raise NothingFoundError(f"{given}: no such file or folder; give a file, a folder, a quoted glob or an address")
    # Not the name that a link leads to: the suffix of the one given says what it is.
    return [inner.parent.resolve() / inner.name for inner in map(Path.absolute, inside)]


def _is_document(path: Path) -> bool:
    return path.is_file() and path.name.lower().endswith(PAGE_SUFFIXES + ARCHIVE_SUFFIXES)


def _suffixes() -> str:
    return ", ".join(PAGE_SUFFIXES + ARCHIVE_SUFFIXES)
