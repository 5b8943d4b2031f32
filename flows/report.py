"""What a run comes to: the record, the table on the terminal, the artifact in Prefect."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.table import Table

from warehouse.records import Refusal

_FUNNEL = ("source", "listed", "known", "fetched", "failed", "left")


@dataclass(frozen=True, slots=True)
class Funnel:
    """What became of a source's articles up to landing."""

    source: str
    listed: int = 0
    known: int = 0
    """Of them landed by an earlier run."""
    fetched: int = 0
    failed: int = 0
    left: int = 0
    """New ones that the source's budget left for the next run."""
    broken: str = ""
    """Why the source could not be asked at all; empty if it answered."""
    warnings: tuple[str, ...] = ()


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
    """By outcome, once published: new, changed, unchanged, quarantined, skipped."""
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
    def headline(self) -> str:
        """The outcome in one line."""
        if self.broken:
            return f"Load {self.load_id} brought nothing: no source could be asked; the mart is as it was."
        if not self.published:
            return f"Load {self.load_id} was stopped by the quality gate; the mart is as it was."
        return f"Load {self.load_id} is published."

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
        figures = ("pages", "articles", "awards", "campaigns", "results", "documents", "expectations", "seconds")
        kept = {name: getattr(self, name) for name in figures}
        return kept | {
            "quarantined": len(self.refused),
            "critical": len(self.critical),
            "warnings": len(self.warnings),
            "funnels": [asdict(funnel) for funnel in self.funnels],
        }

    def rows(self) -> list[tuple[str, str]]:
        """Return what the summary shows: label and figure."""
        changes = ", ".join(
            f"{self.documents[name]} {name}" for name in ("new", "changed", "unchanged") if self.documents.get(name)
        )
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
        table = Table(show_header=False)
        for label, figure in self.rows():
            table.add_row(label, figure)
        return table

    def funnel_table(self) -> Table:
        """Lay the way of each source's articles out for a terminal."""
        table = Table(*_FUNNEL, title="Sources", title_justify="left")
        for funnel in self.funnels:
            table.add_row(*_cells(funnel))
        return table

    def markdown(self) -> str:
        """Lay the summary out as an artifact."""
        parts = [f"# {self.headline}", _grid(["", ""], ([label, figure] for label, figure in self.rows()))]
        if self.docs:
            parts.append(f"Data Docs: {self.docs}")
        if self.funnels:
            parts.append(_grid(list(_FUNNEL), map(_cells, self.funnels)))
        parts += _section("What stopped the load", self.reasons)
        parts += _section("Warnings", self.warnings)
        parts += _section("Quarantined", (f"{refusal.reason}: {refusal.message}" for refusal in self.refused))
        return "\n\n".join(parts)


def _cells(funnel: Funnel) -> list[str]:
    numbers = (funnel.listed, funnel.known, funnel.fetched, funnel.failed, funnel.left)
    return [funnel.source, *map(str, numbers)]


def _grid(header: list[str], rows: Iterable[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    # A fence of four: what a web page says may hold one of three.
    entries = [f"````text\n{line.replace('````', '')}\n````" for line in lines]
    return [f"## {title}", *entries] if entries else []
