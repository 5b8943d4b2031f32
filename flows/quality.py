"""Checking the mart as it stands, outside any load."""

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
