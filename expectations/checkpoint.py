"""The quality gate: Great Expectations over the staged rows of one load, and its verdict in plain words."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import great_expectations as gx
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations.errors import AuditError
from expectations.suites import CRITICAL, ROW_NAMES, Suite
from warehouse.engine import parse

ROWS_SHOWN: Final = 5
URL_VARIABLE: Final = "THIDUA_GATE_URL"
"""Great Expectations keeps the name of this variable instead of the address, and with it any password."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that does not hold."""

    table: str
    expectation: str
    """In words: what should hold."""
    severity: FailureSeverity
    count: int
    """Rows that break it."""
    rows: tuple[Mapping[str, Any], ...]
    """The first of them: key, where it was loaded from, the values at fault, the sentence."""

    def __str__(self) -> str:
        rows = [", ".join(f"{name}={_shown(value)}" for name, value in row.items()) for row in self.rows]
        more = [f"… and {self.count - len(rows)} more"] if self.count > len(rows) else []
        head = f"{self.severity.value}: {self.table}: expected that {self.expectation}; {self.count} row(s) fail"
        return "\n".join([head, *(f"    {row}" for row in (*rows, *more))])


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The verdict on one load."""

    load_id: int
    checked: int
    """Expectations that were checked."""
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether the load may be published: nothing critical fails."""
        return not self.critical

    @property
    def critical(self) -> tuple[Failure, ...]:
        return tuple(failure for failure in self.failures if failure.severity == CRITICAL)

    @property
    def warnings(self) -> tuple[Failure, ...]:
        return tuple(failure for failure in self.failures if failure.severity != CRITICAL)


def audit(url: str, load_id: int, suites: Sequence[Suite]) -> AuditResult:
    """Check the rows of a load.

    Args:
        url: address of the database.
        load_id: of the load; only its rows are looked at.
        suites: what to expect of them, as `expectations.suites.load_suites` gives it.

    Raises:
        AuditError: an expectation could not be evaluated.
    """
    with _database(url):
        results = _checkpoint(suites, load_id).run().run_results.values()
    failures = [
        _failure(result.suite_name, outcome) for result in results for outcome in result.results if not outcome.success
    ]
    order = [suite.table for suite in suites]
    failures.sort(key=lambda failure: (failure.severity != CRITICAL, order.index(failure.table)))
    return AuditResult(load_id, sum(len(result.results) for result in results), tuple(failures))


@contextmanager
def _database(url: str) -> Iterator[None]:
    before = os.environ.get(URL_VARIABLE)
    os.environ[URL_VARIABLE] = parse(url).render_as_string(hide_password=False)
    try:
        yield
    finally:
        if before is None:
            del os.environ[URL_VARIABLE]
        else:
            os.environ[URL_VARIABLE] = before


def _checkpoint(suites: Sequence[Suite], load_id: int) -> gx.Checkpoint:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    warehouse = context.data_sources.add_postgres(
        "warehouse", connection_string=f"${{{URL_VARIABLE}}}", create_temp_table=False
    )
    validations = []
    for suite in suites:
        asset = warehouse.add_query_asset(suite.table, query=suite.query.format(load_id=load_id))
        definition = gx.ValidationDefinition(
            name=suite.table,
            data=asset.add_batch_definition_whole_table("load"),
            suite=context.suites.add(gx.ExpectationSuite(suite.table, expectations=list(suite.expectations))),
        )
        validations.append(context.validation_definitions.add(definition))
    shape = {"result_format": "COMPLETE", "unexpected_index_column_names": list(ROW_NAMES)}
    return gx.Checkpoint(name="gate", validation_definitions=validations, result_format=shape)


def _failure(table: str, outcome: ExpectationValidationResult) -> Failure:
    wanted = outcome.expectation_config
    if wanted is None:
        raise AuditError(f"{table}: an expectation came back without its configuration")
    says = wanted.description or wanted.type
    found = outcome.result
    if not found:
        raise AuditError(f"{table}: could not check that {says}: {_cause(outcome.exception_info)}")
    rows = found.get("unexpected_index_list") or found.get("details", {}).get("unexpected_rows") or []
    return Failure(
        table=table,
        expectation=says,
        severity=wanted.severity,
        count=int(found.get("unexpected_count", found.get("observed_value", len(rows)))),
        rows=tuple(rows[:ROWS_SHOWN]),
    )


def _cause(info: Mapping[str, Any]) -> str:
    """Find the message of an exception, which lies one level deeper where a metric raised it."""
    entries = [info, *(entry for entry in info.values() if isinstance(entry, Mapping))]
    return next(
        (str(entry["exception_message"]) for entry in entries if entry.get("exception_message")), "no reason given"
    )


def _shown(value: object) -> str:
    words = str(value)
    return words if len(words) <= 200 else words[:200] + "…"
