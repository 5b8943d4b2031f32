"""Staging the sample articles, breaking their rows, and asking the gate what it makes of them."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from expectations.checkpoint import AuditResult, audit, examine
from expectations.suites import load_suites
from expectations.volumes import Volume
from extract.landing import Landing
from flows.settings import load_settings
from flows.stages import land_documents, read_pages
from warehouse.load import open_load, seal, stage
from warehouse.records import ReadPage

SITE = Path(__file__).parents[2] / "flows" / "sample_site" / "cong-doan"
PAGES = sorted(SITE.glob("*-2*.html"))


def samples_read(folder: Path) -> tuple[ReadPage, ...]:
    """Land the sample articles in a folder and read them."""
    landing = Landing(folder)
    reading = read_pages(land_documents(PAGES, landing).landed, landing, logging.getLogger(__name__))
    assert not reading.refused
    return reading.pages


@contextmanager
def samples_staged(engine: Engine, read: Sequence[ReadPage]) -> Iterator[int]:
    """Open a load in which they are staged and sealed."""
    with open_load(engine) as load_id:
        stage(engine, load_id, read)
        seal(engine, load_id)
        yield load_id


def change(engine: Engine, statements: str) -> None:
    """Run statements that name the n-th staged row as `pick('table', n)`."""
    with engine.begin() as connection:

        def place(found: re.Match[str]) -> str:
            rows = connection.scalars(text(f"SELECT ctid::text FROM {found[1]} ORDER BY ctid")).all()
            return f"'{rows[int(found[2])]}'::tid"

        places = {found[0]: place(found) for found in re.finditer(r"pick\('([\w.]+)', (\d+)\)", statements)}
        for statement in statements.split(";\n"):
            if statement.strip():
                connection.execute(text(re.sub(r"pick\(.*?\)", lambda found: places[found[0]], statement)))


def verdict(url: str, load_id: int, volumes: Sequence[Volume] = ()) -> AuditResult:
    """Ask the gate, and spare its Data Docs, which take half as long again."""
    return examine(url, load_suites(load_id, len(PAGES), volumes), load_settings().docs, "load-1")[0]


def documented(url: str, load_id: int, volumes: Sequence[Volume] = ()) -> AuditResult:
    """Ask the gate, and have it write its Data Docs."""
    return audit(url, load_suites(load_id, len(PAGES), volumes), load_settings().docs, "load-1")
