"""The quality gate: Great Expectations over the staged rows of one load, and its verdict in plain words."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import great_expectations as gx
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations import docs
from expectations.building import CRITICAL, ROW_NAMES, Suite
from expectations.errors import AuditError
from warehouse.engine import parse

ROWS_SHOWN: Final = 5
_WAREHOUSE: Final = "warehouse"
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
    """The verdict on a load, or on the mart."""

    checked: int
    """Expectations that were checked."""
    failures: tuple[Failure, ...]
    docs: Path
    """First page of the load's Data Docs."""

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


def audit(url: str, suites: Sequence[Suite], docs_root: Path, name: str) -> AuditResult:
    """Check what suites expect, and keep the result as Data Docs; as `examine`, which says more."""
    verdict, write_docs = examine(url, suites, docs_root, name)
    write_docs()
    return verdict


def examine(url: str, suites: Sequence[Suite], docs_root: Path, name: str) -> tuple[AuditResult, Callable[[], None]]:
    """Check what suites expect.

    Args:
        url: address of the database.
        suites: as `expectations.suites` gives them, for a load or for the mart.
        docs_root: folder of the Data Docs; a site for this check is built in it.
        name: of the check and its site, `load-17`.

    Returns:
        The verdict, and what writes its Data Docs: that takes half as long again and needs no database, so it can go on
        beside the publish. Until it is done, the first page that the verdict names is not there.

    Raises:
        AuditError: an expectation could not be evaluated.
    """
    context = _context(docs_root / name)
    run_id = RunIdentifier(run_name=name)
    with _database(url):
        try:
            checks = _checks(context, suites)
            results = _run(context, checks, run_id, {"result_format": "BASIC"})
            failed = [check for check in checks if not results[check.name].success]
            if failed:
                # To name the rows at fault takes as long again, so only of the tables that have any.
                rows = {"result_format": "COMPLETE", "unexpected_index_column_names": list(ROW_NAMES)}
                results |= _run(context, failed, run_id, rows)
        finally:
            _close(context)

    def write_docs() -> None:
        docs.escape_results(context.validation_results_store)
        context.build_data_docs()
        docs.finish(docs_root, name)

    failures = [
        _failure(suite.table, outcome)
        for suite in suites
        for outcome in results[suite.table].results
        if not outcome.success
    ]
    failures.sort(key=lambda failure: failure.severity != CRITICAL)
    checked = sum(len(result.results) for result in results.values())
    return AuditResult(checked, tuple(failures), docs_root / name / docs.FIRST_PAGE), write_docs


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


def _context(site: Path) -> EphemeralDataContext:
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        data_docs_sites={docs.SITE: docs.site_config(site)},
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _checks(context: EphemeralDataContext, suites: Sequence[Suite]) -> list[gx.ValidationDefinition]:
    """Define the check of each table; it holds the rows of the table as they are when it runs."""
    # The rows that a query gives are laid down once for all expectations on them.
    warehouse = context.data_sources.add_postgres(
        _WAREHOUSE, connection_string=f"${{{URL_VARIABLE}}}", create_temp_table=True
    )
    checks = []
    for suite in suites:
        asset = warehouse.add_query_asset(suite.table, query=suite.query)
        definition = gx.ValidationDefinition(
            name=suite.table,
            data=asset.add_batch_definition_whole_table("load"),
            suite=context.suites.add(gx.ExpectationSuite(suite.table, expectations=[*map(copy, suite.expectations)])),
        )
        checks.append(context.validation_definitions.add(definition))
    return checks


def _run(
    context: EphemeralDataContext,
    checks: Sequence[gx.ValidationDefinition],
    run_id: RunIdentifier,
    shape: dict[str, Any],
) -> dict[str, ExpectationSuiteValidationResult]:
    """Hold tables against their suites, and return the results of this shape by table."""
    checkpoint = gx.Checkpoint(
        name=f"gate, {shape['result_format']}", validation_definitions=[*checks], result_format=shape
    )
    return {result.suite_name: result for result in checkpoint.run(run_id=run_id).run_results.values()}


def _close(context: EphemeralDataContext) -> None:
    """Let the connection go, and with it the rows laid down."""
    context.data_sources.get(_WAREHOUSE).get_execution_engine().close()


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
