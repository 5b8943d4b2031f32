"""Checking the mart as it stands, outside any load."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.settings import load_settings, prepare_prefect
from flows.stages import database, opened

if TYPE_CHECKING:
    from expectations.checkpoint import AuditResult


def check_mart() -> "AuditResult":
    """Hold every row of the mart against its expectations.

    Raises:
        AuditError: an expectation could not be checked.
    """
    settings = load_settings()
    prepare_prefect(settings)  # Great Expectations' own telemetry is switched off there too
    from expectations.checkpoint import audit
    from expectations.suites import mart_suites

    with database(settings) as url, opened():
        return audit(url, mart_suites(), settings.docs, f"mart-{datetime.now(UTC):%Y%m%dT%H%M%S}")


def as_json(verdict: "AuditResult") -> str:
    """Return a verdict as JSON: how many expectations were checked, and each that fails with its first rows."""
    failures = [
        {
            "table": failure.table,
            "expectation": failure.expectation,
            "severity": failure.severity.value,
            "count": failure.count,
            "rows": [dict(row) for row in failure.rows],
        }
        for failure in verdict.failures
    ]
    found = {"passed": verdict.passed, "checked": verdict.checked, "failures": failures, "docs": str(verdict.docs)}
    return json.dumps(found, ensure_ascii=False, indent=1, default=str)
