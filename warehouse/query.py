"""Asking the warehouse in SQL, without being able to change it."""

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import errors, pq
from sqlalchemy import Connection, Engine
from sqlalchemy.engine.interfaces import IsolationLevel

from warehouse.engine import driver_cursor
from warehouse.reader import harmless

TIMEOUT_SECONDS = 60.0


class QueryError(Exception):
    """The database refused a query; the message is its own, with the place in the query."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of the columns, and rows of values as PostgreSQL gave them."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def as_csv(self) -> str:
        """Return header and rows as CSV (RFC 4180, but lines end with a newline); null is empty, lists are JSON."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([csv_value(value) for value in row] for row in self.rows)
        return buffer.getvalue()

    def as_json(self) -> str:
        """Return a JSON list of one object a row."""
        return json.dumps(
            [dict(zip(self.columns, map(json_value, row), strict=True)) for row in self.rows],
            ensure_ascii=False,
            indent=1,
        )

    def as_text(self) -> list[list[str]]:
        """Return the rows as words for a table on a screen; null is empty."""
        return [[screen_value(value) for value in row] for row in self.rows]


def run_sql(
    engine: Engine, sql: str, parameters: Mapping[str, Any] | None = None, *, timeout: float = TIMEOUT_SECONDS
) -> Answer:
    """Run one query in a read-only transaction; times come in Vietnam's time.

    Whatever the rights of the engine's user, a query can change no data, write no file and run no program. It can lift
    the timeout, as any user can with set_config: that guards against mistakes only.

    Args:
        sql: one statement, as psql takes it; a `%` needs no care unless parameters are given.
        parameters: values for `%(name)s` places.
        timeout: seconds after which the server gives the query up.

    Raises:
        QueryError: the query is wrong, would change something, or took too long.
        DatabaseError: the engine's user could do harm, and no other can log in for the query.
    """
    with reading(engine, timeout) as connection, driver_cursor(connection) as cursor:
        # Prepared, because the server takes only one statement that way: none can end the transaction and go on.
        try:
            cursor.execute(sql.encode(), dict(parameters) if parameters else None, prepare=True)
        except (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege) as error:
            raise QueryError(f"{str(error).strip()}; queries here are read-only") from None
        except errors.SyntaxError as error:
            if "multiple commands" in str(error):
                raise QueryError(
                    "these are several statements; give one at a time, without what follows its ;"
                ) from None
            raise QueryError(str(error).strip()) from None
        except psycopg.Error as error:
            raise QueryError(str(error).strip()) from None
        if cursor.pgresult and cursor.pgresult.status == pq.ExecStatus.EMPTY_QUERY:
            raise QueryError("there is no statement in it; ask for instance: SELECT count(*) FROM mart.awards")
        if cursor.description is None:
            return Answer([], [])
        return Answer([column.name for column in cursor.description], cursor.fetchall())


@contextmanager
def reading(engine: Engine, timeout: float, isolation: IsolationLevel = "READ COMMITTED") -> Iterator[Connection]:
    """Give a connection in a read-only transaction, bounded in time, in Vietnam's time zone, of a harmless login."""
    with harmless(engine) as reader, reader.connect().execution_options(isolation_level=isolation) as connection:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {math.ceil(timeout * 1000)}")
        connection.exec_driver_sql("SET LOCAL TIME ZONE 'Asia/Ho_Chi_Minh'")
        yield connection


def json_value(value: Any) -> Any:  # noqa: ANN401
    """Return a value as JSON has it: times in ISO form with their zone, whole numbers without a decimal point."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return str(value)
        case Decimal() | float():
            return int(value) if math.isfinite(value) and value == int(value) else _number(value)
        case list():
            return [json_value(part) for part in value]
        case None | bool() | int() | str() | dict():
            return value
    return str(value)


def csv_value(value: Any) -> Any:  # noqa: ANN401
    """Return a value as it stands in a CSV cell."""
    plain = json_value(value)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, list | dict) else plain


def screen_value(value: Any) -> str:  # noqa: ANN401
    """Return a value as a person reads it; null is empty."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case list():
            return "; ".join(screen_value(part) for part in value)
    return str(csv_value(value))


def _number(value: Decimal | float) -> float | None:
    return float(value) if math.isfinite(value) else None
