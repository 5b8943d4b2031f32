"""Saved documents: pages, text dumps and web archives named by a path, a folder or a glob."""

import glob
from collections.abc import Sequence
from pathlib import Path

from extract.errors import NothingFoundError

PAGE_SUFFIXES = (".html", ".htm", ".txt")
ARCHIVE_SUFFIXES = (".warc", ".warc.gz")


def is_archive(path: Path) -> bool:
    """Whether the path names a web archive, by its suffix."""
    return path.name.lower().endswith(ARCHIVE_SUFFIXES)


def find(paths: Sequence[str]) -> list[Path]:
    """Find the documents that the paths name.

    Args:
        paths: files, folders (searched with their sub-folders) or globs, as typed.

    Returns:
        Absolute paths, each once, in the order of their names whatever order was given: pages (.html, .htm, .txt) and
        web archives (.warc, .warc.gz). A file named outright is taken whatever its suffix.

    Raises:
        NothingFoundError: a path does not exist, a folder or glob holds no document.
    """
    found: set[Path] = set()
    for given in paths:
        found.update(_documents(given))
    return sorted(found, key=lambda path: (path.name, str(path)))


def _documents(given: str) -> list[Path]:
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
        raise NothingFoundError(f"{given}: no such file or folder; give a file, a folder or a quoted glob")
    return [inner.resolve() for inner in inside]


def _is_document(path: Path) -> bool:
    return path.is_file() and path.name.lower().endswith(PAGE_SUFFIXES + ARCHIVE_SUFFIXES)


def _suffixes() -> str:
    return ", ".join(PAGE_SUFFIXES + ARCHIVE_SUFFIXES)
