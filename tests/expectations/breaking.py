"""Breaking staged rows, and asking the gate what it makes of them."""

import re
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, text

from expectations.checkpoint import AuditResult, audit
from expectations.suites import load_suites
from expectations.volumes import Volume
from flows.settings import load_settings

SITE = Path(__file__).parents[2] / "flows" / "sample_site" / "cong-doan"
PAGES = sorted(SITE.glob("*-2*.html"))


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
    return audit(url, load_suites(load_id, len(PAGES), volumes), load_settings().docs, "load-1")
