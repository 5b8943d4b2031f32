"""What suites are made of: a few kinds of expectation, each with its words and its severity."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, get_args

from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations import counting

CRITICAL: Final = FailureSeverity.CRITICAL
"""Stops the publish."""
WARNING: Final = FailureSeverity.WARNING
"""Publishes and shows."""

ROW_NAMES: Final = ("row_key", "source_uri", "sentence")
"""Columns that name a failing row to a reader; every suite's query has them."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one table."""

    table: str
    """With its schema."""
    query: str
    """Its rows, with `ROW_NAMES`."""
    expectations: tuple[Expectation, ...]


def not_null(columns: str) -> Iterable[Expectation]:
    for column in columns.split():
        yield counting.NotNull(column=column, severity=CRITICAL, description=f"{column} is filled in")


def domain(column: str, literal: Any) -> Expectation:  # noqa: ANN401
    values = list(get_args(literal))
    return counting.InSet(
        column=column, value_set=values, severity=CRITICAL, description=f"{column} is one of {', '.join(values)}"
    )


def no_rows(description: str, where: str, columns: str = "", severity: FailureSeverity = CRITICAL) -> Expectation:
    """Expect that no row meets a condition.

    `columns` are shown of those that do, beside `ROW_NAMES`, separated by blanks.
    """
    names = ", ".join((*ROW_NAMES[:2], *columns.split(), ROW_NAMES[2]))
    return counting.NoRowsExpectation(
        condition=where,
        unexpected_rows_query=f"SELECT {names} FROM {{batch}} WHERE {where}",  # noqa: S608
        severity=severity,
        description=description,
    )
