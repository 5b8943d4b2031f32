"""What a run shows in Prefect's UI: its artifacts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.history import last_nights, notable_facts
from flows.pages.evidence import find_article, page_of
from flows.pages.words import words_of
from flows.report import RunReport
from flows.settings import Settings
from warehouse.engine import Engine

_KINDS = ("articles", "awards", "campaigns", "results")
EVIDENCE = "evidence"
"""Folder of evidence pages, beside the Data Docs: both are served together."""


def show(engine: Engine, report: RunReport, settings: Settings) -> None:
    """Attach the artifacts of a load to the present flow run."""
    link = _link(settings)
    create_markdown_artifact(summary(report), key="load-summary", description=report.outcome)
    create_markdown_artifact(quality(report, link), key="quality", description=_verdict(report))
    if report.funnels:
        create_table_artifact(
            report.funnel_rows(), key="funnel", description=f"Load {report.load_id}: from source to mart"
        )
    if report.published:
        kinds = facts_by_kind(report, last_nights(engine, report.load_id))
        create_table_artifact(kinds, key="facts-by-kind", description="This load beside the last nights")
        facts = notable_facts(engine, report.load_id)
        for fact in facts:
            write_evidence(engine, settings, fact["article_id"])
        create_markdown_artifact(notable(facts, link), key="notable-facts", description="The new facts of most weight")


def summary(report: RunReport) -> str:
    """Lay the counts of a load out, with what stopped it and what it could not read."""
    parts = [f"# {report.headline}", _grid(["", ""], ([label, figure] for label, figure in report.rows()))]
    parts += _section("What stopped the load", report.reasons)
    parts += _section("Warnings", report.warnings)
    parts += _section("Quarantined", (f"{refusal.reason}: {refusal.message}" for refusal in report.refused))
    return "\n\n".join(parts)


def quality(report: RunReport, link: str) -> str:
    """Lay the verdict of the gate out, with the way to its Data Docs."""
    parts = [f"# {_verdict(report)}"]
    if report.docs:
        parts.append(f"[Data Docs of load {report.load_id}]({link}/load-{report.load_id}/index.html)")
    parts += _section("Critical", report.critical)
    parts += _section("Warnings", report.warnings)
    return "\n\n".join(parts)


def _verdict(report: RunReport) -> str:
    if not report.expectations:
        return "Nothing was checked"
    return (
        f"{report.expectations} expectations checked, {len(report.critical)} critical and"
        f" {len(report.warnings)} warnings"
    )


def facts_by_kind(report: RunReport, nights: Sequence[tuple[Any, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Return a row a kind: this load, the median of the last nights, and each of them."""
    rows = []
    for kind in _KINDS:
        before = [int(found.get(kind, 0)) for _, found in nights]
        median = sorted(before)[len(before) // 2] if before else None
        row: dict[str, Any] = {"kind": kind, "this load": getattr(report, kind), "median of last nights": median}
        rows.append(row | {str(day): count for (day, _), count in zip(nights, before, strict=True)})
    return rows


def notable(facts: Sequence[Mapping[str, Any]], link: str) -> str:
    """Lay the notable facts out, each with its sentence and the way to its evidence page."""
    parts = ["# Notable facts"]
    for fact in facts:
        who = f", {fact['organization']}" if fact["organization"] else ""
        parts.append(f"**{_plain(fact['what'])}: {fact['figure']:,.0f}**{_plain(who)}")
        parts.append(_fenced(fact["quote"]))
        parts.append(f"[{_plain(fact['article_title'] or 'Article')}]({link}/{EVIDENCE}/{fact['article_id']}.html)")
    return "\n\n".join(parts if facts else [*parts, "No new article states a fact."])


def write_evidence(engine: Engine, settings: Settings, article_id: str) -> None:
    """Write the evidence page of an article beside the Data Docs."""
    folder = settings.docs / EVIDENCE
    folder.mkdir(parents=True, exist_ok=True)
    page = page_of(find_article(engine, article_id), words_of("vi"))
    (folder / f"{article_id}.html").write_text(page, encoding="utf-8")


def _link(settings: Settings) -> str:
    return settings.docs_url or settings.docs.as_uri()


def _grid(header: list[str], rows: Iterable[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    entries = [_fenced(line) for line in lines]
    return [f"## {title}", *entries] if entries else []


def _fenced(words: str) -> str:
    # A fence of four: what a web page says may hold one of three.
    return f"````text\n{words.replace('````', '')}\n````"


def _plain(words: str) -> str:
    """Words of the web as Markdown shows them and nothing more."""
    kept = " ".join(words.split())
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|!" else letter for letter in kept)
