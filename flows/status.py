"""How an installation stands, at a glance: what `thidua status` shows."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flows.service import ScheduledRun, Service, find_service, next_run
from flows.settings import Settings
from transform.read import EXTRACTOR_VERSION
from warehouse import runs
from warehouse.engine import Engine, describe
from warehouse.migrate import head
from warehouse.query import run_sql

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
RUNS_SHOWN = 8

_FIGURES = """
    SELECT (SELECT count(*) FROM mart.articles), (SELECT count(*) FROM mart.awards),
           (SELECT count(*) FROM mart.campaigns), (SELECT count(*) FROM mart.results),
           (SELECT max(published_at) FROM mart.articles),
           (SELECT max(ended_at) FROM ops.load WHERE status = 'published'),
           current_setting('server_version')
"""
_WAITING = "SELECT reason, count(*) FROM quarantine.item WHERE resolved_at IS NULL GROUP BY reason ORDER BY reason"
_CORRECTED = "SELECT status, count(*) FROM mart.corrections GROUP BY status ORDER BY status"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an operator asks first."""

    COLUMNS: ClassVar = ("started", "run", "status", "pages", "articles", "quarantined", "seconds", "why")

    version: str
    extractor_version: str
    schema: str
    database: str
    articles: int
    awards: int
    campaigns: int
    results: int
    newest_article: datetime | None
    last_published: datetime | None
    """When the last load was published."""
    waiting: dict[str, int]
    """Quarantine by reason."""
    corrections: dict[str, int]
    """Corrections by status; those on review ask to be looked at again."""
    service: Service | None
    """The running `thidua serve`."""
    next_run: ScheduledRun | None
    """What it runs next."""
    runs: list[runs.Run]

    def lines(self) -> list[tuple[str, str]]:
        """Return label and words, one pair a line; times are Vietnam's."""
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.waiting.items())
        return [
            ("thidua", f"{self.version}, reader {self.extractor_version}, schema {self.schema}"),
            ("database", self.database),
            (
                "holds",
                f"{self.articles} articles, {self.awards} awards, {self.campaigns} campaigns, {self.results} results",
            ),
            ("newest", f"article of {local(self.newest_article)}, last load published {local(self.last_published)}"),
            ("quarantine", f"{sum(self.waiting.values())} waiting" + (f" ({reasons})" if reasons else "")),
            ("service", self.service.prefect if self.service else "does not run (thidua serve)"),
            ("next run", f"{self.next_run.name}, {local(self.next_run.at)}" if self.next_run else "none is scheduled"),
            ("corrections", ", ".join(f"{n} {how}" for how, n in self.corrections.items()) or "none"),
        ]

    def rows(self) -> list[list[str]]:
        """Return the last runs for a table, newest first."""
        shown = []
        for run in self.runs:
            counts = [run.summary.get(name) for name in ("pages", "articles", "quarantined", "seconds")]
            words = ["" if count is None else f"{count:.0f}" for count in counts]
            shown.append([local(run.started_at), run.kind, run.status, *words, (run.reason or "").split("\n")[0][:100]])
        return shown

    def as_json(self) -> str:
        """Return everything as JSON, times in ISO form, UTC."""
        values = asdict(self) | {"runs": [run._asdict() for run in self.runs]}
        return json.dumps(values, ensure_ascii=False, indent=1, default=_plain)


def standing(engine: Engine, settings: Settings) -> Standing:
    """Look the state of the installation up in its database, and in the service if that runs."""
    service = find_service(settings.home)
    articles, awards, campaigns, results, newest, published, server = run_sql(engine, _FIGURES).rows[0]
    return Standing(
        version=version("thidua"),
        extractor_version=EXTRACTOR_VERSION,
        schema=head(),
        database=f"PostgreSQL {server} at {describe(engine.url)}",
        articles=articles,
        awards=awards,
        campaigns=campaigns,
        results=results,
        newest_article=newest,
        last_published=published,
        waiting=dict(run_sql(engine, _WAITING).rows),
        corrections=dict(run_sql(engine, _CORRECTED).rows),
        service=service,
        next_run=next_run(service) if service else None,
        runs=runs.recent(engine, RUNS_SHOWN),
    )


def local(moment: datetime | None) -> str:
    """Return a moment as people in Vietnam read it, to the minute."""
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M}" if moment else "never"


def _plain(value: Any) -> str:  # noqa: ANN401
    return value.isoformat() if isinstance(value, datetime) else str(value)
