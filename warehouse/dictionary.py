"""The data dictionary, written from the schema: `python -m warehouse.dictionary > warehouse/DATA_DICTIONARY.md`."""

import sys

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql

from warehouse.schema import SCHEMAS, metadata
from warehouse.views import VIEWS

_HEAD = """# Data dictionary

Written by `python -m warehouse.dictionary` from the schema itself; a test holds the two together. The same words stand
in the database as comments, where psql (`\\d+`), DBeaver and Metabase show them. Analysts need the schema `mart` only:
its views for most questions, its tables for the rest. A `?` behind a type says that the column may be null.
"""


def render() -> str:
    """Return the dictionary as Markdown: views, then the tables of each schema, columns with type, key and meaning."""
    parts = [_HEAD, "## Views of mart\n"]
    for view in VIEWS:
        parts.append(f"### mart.{view.name}\n\n{view.grain}\n")
        parts.append(_rows(["column", "meaning"], [(name, words) for name, (_, words) in view.columns.items()]))
    for schema, meaning in reversed(SCHEMAS.items()):
        parts.append(f"## Tables of {schema}\n\n{meaning}\n")
        for table in sorted(_tables(schema), key=lambda table: table.name):
            parts.append(f"### {table.fullname}\n\n{table.comment}\n")
            parts.append(_rows(["column", "type", "meaning"], [(c.name, _type(c), _meaning(c)) for c in table.columns]))
    return "\n".join(parts)


def _tables(schema: str) -> list[Table]:
    return [table for table in metadata.tables.values() if table.schema == schema]


def _type(column: Column[object]) -> str:
    name = column.type.compile(postgresql.dialect()).lower()  # type: ignore[no-untyped-call]
    return f"{name}{'?' if column.nullable else ''}"


def _meaning(column: Column[object]) -> str:
    roles = ["Primary key."] if column.primary_key else []
    roles += [f"→ {key.column.table.fullname}." for key in column.foreign_keys]
    return " ".join([str(column.comment), *roles])


def _rows(head: list[str], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(render())
