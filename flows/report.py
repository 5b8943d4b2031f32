"""What a run comes to: the record, and the tables on the terminal."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar

from rich.table import Table

from expectations.volumes import Volume
from warehouse.records import Refusal

_FUNNEL = ("source", "listed", "known", "fetched", "failed", "left", "parsed", "with facts", "quarantined", "new")
_FUNNEL_ON_TERMINAL = tuple(column for column in _FUNNEL if column not in ("with facts", "quarantined"))
"""What fits into 80 characters."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """The way of a source's articles from its listings to the mart."""

    source: str
    listed: int = 0
    known: int = 0
    """Of them landed by an earlier run."""
    fetched: int = 0
    """Of the new ones; what is fetched has landed."""
    failed: int = 0
    left: int = 0
    """New ones that the source's budget left for the next run."""
    parsed: int = 0
    """Of those fetched, the pages that gave an article."""
    telling: int = 0
    """Articles that state a fact."""
    quarantined: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    """By outcome, once published: new, changed, unchanged, quarantined, skipped."""
    least: int = 0
    most: int = 0
    """How many a night should list, by the source's profile."""
    measured: bool = False
    """Whether the number listed says anything: feeds that are unchanged since the last run name no articles."""
    live: bool = True
    """Whether news comes from it: not from a sample site on this machine."""
    broken: str = ""
    """Why the source could not be asked at all; empty if it answered."""
    warnings: tuple[str, ...] = ()

    @property
    def is_low(self) -> bool:
        """Whether the source lists fewer articles than its profile expects of a night."""
        return self.measured and self.listed < self.least

    @property
    def volume(self) -> Volume:
        """What the gate judges of it."""
        return Volume(
            source=self.source,
            listed=self.listed,
            known=self.known,
            fetched=self.fetched,
            failed=self.failed,
            left=self.left,
            least=self.least,
            most=self.most,
            measured=self.measured,
            live=self.live,
            why=self.broken,
        )


@dataclass(frozen=True, slots=True)
class RunReport:
    """The outcome of one load."""

    load_id: int
    published: bool
    pages: int = 0
    """Documents that the run came upon, each address once."""
    articles: int = 0
    """Of them read as articles."""
    awards: int = 0
    campaigns: int = 0
    results: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    """By outcome, once published."""
    shares: dict[str, dict[str, int]] = field(default_factory=dict)
    """Awards staged by level and by title: the history that the next loads are held against."""
    refused: tuple[Refusal, ...] = ()
    expectations: int = 0
    """How many were checked."""
    docs: str = ""
    """Address of the load's Data Docs."""
    critical: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    """Expectations that do not hold, in words."""
    funnels: tuple[Funnel, ...] = ()
    """By source, where sources were asked."""
    seconds: float = 0.0

    @property
    def succeeded(self) -> bool:
        """Whether the run did what it was for."""
        return self.published

    @property
    def headline(self) -> str:
        """The outcome in one line."""
        if self.broken:
            return f"Load {self.load_id} brought nothing: no source could be asked; the mart is as it was."
        if not self.published:
            return f"Load {self.load_id} was stopped by the quality gate; the mart is as it was."
        return f"Load {self.load_id} is published."

    @property
    def outcome(self) -> str:
        """The outcome with its counts, in one line: the message of the run's state."""
        counts = ", ".join(f"{count} {name}" for name, count in self.documents.items() if count) or "no documents"
        down = [funnel.source for funnel in self.funnels if funnel.broken]
        more = [f"{len(self.warnings)} warnings"] if self.warnings else []
        more += [f"could not be asked: {', '.join(down)}"] if down else []
        return "; ".join([f"{self.headline} {counts}", *more])

    @property
    def broken(self) -> tuple[str, ...]:
        """Every source that was asked, with what is wrong with it; nothing, if one of them answered."""
        if not all(funnel.broken for funnel in self.funnels):
            return ()
        return tuple(f"{funnel.source}: {funnel.broken}" for funnel in self.funnels)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the load was stopped, in words."""
        return (*self.broken, *self.critical)

    def counts(self) -> dict[str, Any]:
        """Return the figures as `ops.run` keeps them."""
        figures = (
            "pages",
            "articles",
            "awards",
            "campaigns",
            "results",
            "documents",
            "expectations",
            "seconds",
            "shares",
        )
        kept = {name: getattr(self, name) for name in figures}
        return kept | {
            "published": self.published,
            "low": [funnel.source for funnel in self.funnels if funnel.is_low],
            "quarantined": len(self.refused),
            "critical": len(self.critical),
            "warnings": len(self.warnings),
            "funnels": [asdict(funnel) for funnel in self.funnels],
        }

    def rows(self) -> list[tuple[str, str]]:
        """Return what the summary shows: label and figure."""
        changes = _changes(self.documents)
        reasons = ", ".join(
            f"{count} {reason}" for reason, count in sorted(Counter(r.reason for r in self.refused).items())
        )
        failing = (
            f", {len(self.critical)} critical and {len(self.warnings)} warnings"
            if self.critical or self.warnings
            else ""
        )
        return [
            ("pages", str(self.pages)),
            ("articles", f"{self.articles}" + (f" ({changes})" if changes else "")),
            ("awards", str(self.awards)),
            ("campaigns", str(self.campaigns)),
            ("results", str(self.results)),
            ("quarantined", f"{len(self.refused)}" + (f" ({reasons})" if reasons else "")),
            ("expectations", f"{self.expectations} checked{failing}"),
            ("seconds", f"{self.seconds:.1f}"),
        ]

    def table(self) -> Table:
        """Lay the summary out for a terminal."""
        return _labelled(self.rows())

    def funnel_table(self) -> Table:
        """Lay the way of each source's articles out for a terminal."""
        table = Table(*_FUNNEL_ON_TERMINAL, title="Sources", title_justify="left")
        for row in self.funnel_rows():
            table.add_row(*(str(row[column]) for column in _FUNNEL_ON_TERMINAL))
        return table

    def funnel_rows(self) -> list[dict[str, str | int]]:
        """Return the way of each source's articles, a step a column."""
        return [dict(zip(_FUNNEL, _steps(funnel), strict=True)) for funnel in self.funnels]


@dataclass(frozen=True, slots=True)
class BackfillReport:
    """The outcome of a backfill: what its loads come to together."""

    loads: int = 0
    """Published by this run."""
    skipped: int = 0
    """Lots that an earlier run had published."""
    known: int = 0
    """Articles of a window that had landed before."""
    stopped: tuple[str, ...] = ()
    """Lots that were not published, and why."""
    left: int = 0
    """Articles of a window that a source's time did not suffice for."""
    pages: int = 0
    articles: int = 0
    awards: int = 0
    campaigns: int = 0
    results: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    quarantined: int = 0
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    # Of a single load only.
    docs: ClassVar[str] = ""
    funnels: ClassVar[tuple[Funnel, ...]] = ()
    refused: ClassVar[tuple[Refusal, ...]] = ()

    def with_load(self, report: RunReport, lot: str) -> "BackfillReport":
        """Return the report with one more load in it."""
        if not report.published:
            words = "\n".join([f"{lot}: {report.headline}", *report.reasons])
            return replace(self, stopped=(*self.stopped, words))
        return replace(
            self,
            loads=self.loads + 1,
            left=self.left + sum(funnel.left for funnel in report.funnels),
            pages=self.pages + report.pages,
            articles=self.articles + report.articles,
            awards=self.awards + report.awards,
            campaigns=self.campaigns + report.campaigns,
            results=self.results + report.results,
            documents=dict(Counter(self.documents) + Counter(report.documents)),
            quarantined=self.quarantined + len(report.refused),
            warnings=(*self.warnings, *(f"{lot}: {warning}" for warning in report.warnings)),
            seconds=self.seconds + report.seconds,
        )

    @property
    def succeeded(self) -> bool:
        """Whether every load was published, and with all that it was for."""
        return not self.stopped and not self.left

    @property
    def headline(self) -> str:
        """The outcome in one line."""
        before = f", {self.skipped} were published before" if self.skipped else ""
        before += f", {self.known} articles were known" if self.known else ""
        if self.stopped:
            return f"The backfill is incomplete: {len(self.stopped)} loads failed, {self.loads} are published{before}."
        if self.left:
            return (
                f"The backfill is incomplete: {self.left} articles are left, {self.loads} loads are published{before}. "
                "The same command asks for those that are left."
            )
        return f"The backfill is complete: {self.loads} loads are published{before}."

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why loads were stopped, in words."""
        return self.stopped

    def table(self) -> Table:
        """Lay the summary out for a terminal."""
        changes = _changes(self.documents)
        return _labelled(
            [
                ("loads", str(self.loads)),
                ("pages", str(self.pages)),
                ("articles", f"{self.articles}" + (f" ({changes})" if changes else "")),
                ("awards", str(self.awards)),
                ("campaigns", str(self.campaigns)),
                ("results", str(self.results)),
                ("quarantined", str(self.quarantined)),
                ("seconds", f"{self.seconds:.1f}"),
            ]
        )


def _changes(documents: Mapping[str, int]) -> str:
    return ", ".join(f"{documents[name]} {name}" for name in ("new", "changed", "unchanged") if documents.get(name))


def _labelled(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table(show_header=False)
    for label, figure in rows:
        table.add_row(label, figure)
    return table


def _steps(funnel: Funnel) -> tuple[str | int, ...]:
    return (
        funnel.source,
        funnel.listed,
        funnel.known,
        funnel.fetched,
        funnel.failed,
        funnel.left,
        funnel.parsed,
        funnel.telling,
        funnel.quarantined,
        funnel.documents.get("new", 0),
    )
