"""Rows laid out for a terminal."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from warehouse.query import json_value

WIDEST = 10_000
"""Characters of a table that goes into a pipe: it is not folded."""


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Show on a terminal that something goes on for the time of the block."""
    with Console(stderr=True).status(words):
        yield


def print_json(records: Iterable[Mapping[str, Any]]) -> None:
    """Print records as one JSON list, as a script reads it; moments in ISO form with their zone."""
    plain = [{name: json_value(value) for name, value in record.items()} for record in records]
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1) + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """Print rows as a table; what web pages say is shown as it stands, never as markup."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(width=None if sys.stdout.isatty() else WIDEST).print(table)
