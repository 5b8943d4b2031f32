"""The digest of a month: what was recognised, by whom, which campaigns run, and how far to trust it; one HTML page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from markupsafe import Markup

from flows.pages import charts, evidence
from flows.pages.figures import CampaignRun, Figures, Notable, Publisher, Ranking, Share, figures_of, newest_month
from flows.pages.render import render, web_address
from flows.pages.words import Words
from warehouse.engine import Engine

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PUBLISHERS_SHOWN = 15
_HEADINGS = {"organization": "by_body", "award_title": "by_title", "level": "by_level", "year": "by_year"}


@dataclass(frozen=True, slots=True)
class Table:
    """Awards by one thing, as the page shows them."""

    key: str
    heading: str
    chart: Markup | None
    """None where nothing is known."""
    rows: tuple[Share, ...]
    total: Share


def write(
    engine: Engine, output: Path, words: Words, month: date | None = None, *, with_evidence: bool = False
) -> Figures:
    """Write the digest, and beside it, if asked for, the evidence pages that it leads to.

    Args:
        engine: of the warehouse.
        output: HTML file; the evidence pages go to a folder of its name with `-evidence` behind it.
        words: of the language it speaks.
        month: any day of the month it tells of; that of the newest article if not given.
        with_evidence: whether to write evidence pages; else the page leads to the articles themselves.

    Returns:
        What it shows.

    Raises:
        OSError: a file cannot be written.
    """
    chosen = month or newest_month(engine) or datetime.now(_VIETNAM).date()
    figures = figures_of(engine, chosen.replace(day=1))
    folder = output.with_name(f"{output.stem}-evidence")
    linked = {fact.article_id for fact in (*figures.notable, *figures.contradicted)} if with_evidence else set()
    if linked:
        folder.mkdir(exist_ok=True)
        for article in sorted(linked):
            page = evidence.page_of(evidence.find_article(engine, article), words)
            (folder / f"{article}.html").write_text(page, encoding="utf-8")
    output.write_text(page_of(figures, words, folder.name if with_evidence else None), encoding="utf-8")
    return figures


def page_of(figures: Figures, words: Words, folder: str | None = None) -> str:
    """Return the digest as HTML.

    Args:
        figures: what it shows.
        words: of the language it speaks.
        folder: of the evidence pages, as the page reaches it; None leads to the articles themselves.
    """
    return render(
        "digest.html.j2",
        words,
        figures=figures,
        month=words.month(figures.month),
        tables=[_table(key, ranking, words) for key, ranking in figures.rankings.items()],
        timeline=_timeline(figures, words),
        months=_months(figures, words),
        publishers=_publishers(figures, words),
        link=_linked(folder),
        run_of=_run_of,
        colours=charts.COLOURS,
    )


def _linked(folder: str | None) -> Callable[[Notable], str | None]:
    def link(fact: Notable) -> str | None:
        return f"{folder}/{fact.article_id}.html#fact-{fact.key}" if folder else web_address(fact.article_url)

    return link


def _table(key: str, ranking: Ranking, words: Words) -> Table:
    heading = words.say(_HEADINGS[key])
    named = [_named(share, words) for share in ranking.shown]
    beyond = [
        Share(words.say(phrase, count=share.name), share.awards, share.people, share.collectives, share.works)
        for phrase, share in (("others", ranking.rest), ("unknown", ranking.unsaid))
        if share
    ]
    counted = [charts.Counted(share.name or "", share.people, share.collectives, share.works) for share in named]
    largest = "; ".join(
        f"{row.name} {words.number(max(row.people, row.collectives, row.works))}"
        for row in sorted(counted, key=lambda row: -max(row.people, row.collectives, row.works))[:3]
    )
    draw = charts.years if key == "year" else charts.dots
    ordered = counted[::-1] if key == "year" else counted
    chart = draw(ordered, heading, words.say("chart_desc", parts=largest), words) if counted else None
    return Table(key, heading, chart, (*named, *beyond), ranking.total)


def _named(share: Share, words: Words) -> Share:
    return Share(words.of(share.name or ""), share.awards, share.people, share.collectives, share.works)


def _timeline(figures: Figures, words: Words) -> Markup | None:
    if not figures.runs:
        return None
    runs = [charts.Run(_run_name(run), run.start, run.end, run.active) for run in figures.runs]
    active = sum(run.active for run in runs)
    description = words.say("active_desc", active=active, month=words.month(figures.month), shown=len(runs))
    return charts.timeline(runs, figures.window, figures.month, words.say("active"), description, words)


def _run_name(run: CampaignRun) -> str:
    return f"{run.campaign} · {run.organization}" if run.organization else run.campaign


def _run_of(run: CampaignRun) -> str:
    """Return a run as it was stated."""
    return " – ".join(dict.fromkeys(_stated(day) if day else "…" for day in (run.date_from, run.date_to)))


def _stated(day: str) -> str:
    return "/".join(str(int(part)) for part in reversed(day.split("-")))


def _months(figures: Figures, words: Words) -> Markup | None:
    counts = figures.months
    if not any(count for _, count in counts):
        return None
    most = max(counts, key=lambda month: month[1])
    parts = f"{words.month(most[0])}, {words.number(most[1])}"
    return charts.months(counts, words.say("coverage_intro"), words.say("chart_desc", parts=parts), words)


def _publishers(figures: Figures, words: Words) -> list[Publisher]:
    """Return the publishers with most articles, and what the others come to in one row."""
    shown, beyond = figures.publishers[:PUBLISHERS_SHOWN], figures.publishers[PUBLISHERS_SHOWN:]
    if not beyond:
        return list(shown)
    counts = [(one.articles, one.awards, one.campaigns, one.results) for one in beyond]
    articles, awards, campaigns, results = map(sum, zip(*counts, strict=True))
    return [*shown, Publisher(words.say("others", count=len(beyond)), articles, awards, campaigns, results)]
