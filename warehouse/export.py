"""Handing the flat views over as files: JSON lines, CSV or Parquet, in an order that does not depend on the loads."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, text

from warehouse.query import csv_value, json_value, reading
from warehouse.views import ARTICLES, AWARDS, CAMPAIGNS, RECIPIENTS, RESULTS

Format = Literal["jsonl", "csv", "parquet"]

TABLES = {
    "articles": (ARTICLES, "article_id"),
    "awards": (AWARDS, "article_id, char_start, char_end, award_key"),
    "campaigns": (CAMPAIGNS, "article_id, char_start, char_end, campaign_fact_key"),
    "results": (RESULTS, "article_id, char_start, char_end, result_key"),
    "award_recipients": (RECIPIENTS, "article_id, award_key, position"),
}
"""File → the view it holds and the order of its rows."""

TIMEOUT_SECONDS = 3600.0
_ROWS_AT_ONCE = 5000

Row = tuple[Any, ...]


def export(engine: Engine, folder: Path, format: Format = "jsonl") -> dict[str, int]:
    """Write the five flat views to `folder`, all from one state of the warehouse; files there are replaced.

    JSON is NFC UTF-8, one object a line, times in ISO form in Vietnam's zone (+07:00), lists as lists. In CSV null is
    empty and lists are JSON. Parquet keeps types, times in UTC.

    Returns:
        Rows by file name without extension.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write = _WRITERS[format]
    written = {}
    with reading(engine, TIMEOUT_SECONDS, "REPEATABLE READ") as connection:
        for name, (view, order) in TABLES.items():
            path = folder / f"{name}.{format}"
            fresh = path.with_name(f".{path.name}.part")
            columns = list(view.columns)
            written[name] = write(fresh, columns, _lots(connection, name, columns, order))
            fresh.replace(path)
    return written


def _lots(connection: Connection, view: str, columns: list[str], order: str) -> Iterator[list[Row]]:
    listed = ", ".join(f'"{column}"' for column in columns)
    statement = text(f"SELECT {listed} FROM mart.{view} ORDER BY {order}")  # noqa: S608
    result = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(statement)
    for lot in result.partitions():
        yield [tuple(row) for row in lot]


def _write_jsonl(path: Path, columns: list[str], lots: Iterator[list[Row]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for lot in lots:
            for row in lot:
                values = dict(zip(columns, map(json_value, row), strict=True))
                file.write(json.dumps(values, ensure_ascii=False) + "\n")
            count += len(lot)
    return count


def _write_csv(path: Path, columns: list[str], lots: Iterator[list[Row]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for lot in lots:
            writer.writerows([csv_value(value) for value in row] for row in lot)
            count += len(lot)
    return count


def _write_parquet(path: Path, columns: list[str], lots: Iterator[list[Row]]) -> int:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    schema = pa.schema([pa.field(column, _arrow_type(pa, column)) for column in columns])
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for lot in lots:
            values = zip(*lot, strict=True)
            arrays = [
                pa.array(
                    [str(v) if v is not None and pa.types.is_string(field.type) else v for v in column], field.type
                )
                for field, column in zip(schema, values, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(lot)
    return count


def _arrow_type(pa: Any, column: str) -> Any:  # noqa: ANN401
    """Return the Arrow type of a column of the flat views; what is not listed is text."""
    match column:
        case "count":
            return pa.int64()
        case "year_from" | "year_to" | "char_start" | "char_end" | "position":
            return pa.int32()
        case "value":
            return pa.float64()
        case "corrected":
            return pa.bool_()
        case "published_at":
            return pa.timestamp("us", tz="UTC")
        case "recipients" | "source_uris" | "captions":
            return pa.list_(pa.string())
    return pa.string()


_WRITERS: dict[Format, Callable[[Path, list[str], Iterator[list[Row]]], int]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
