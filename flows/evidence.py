"""The evidence page of an article: its text, with every fact marked where it stands.

One self-contained page. Nothing runs in it and nothing is loaded; everything that comes from the web is escaped.
"""

import html
import re
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Any

from warehouse.engine import Engine
from warehouse.query import run_sql, screen_value

KINDS = {"award": "awards", "campaign": "campaigns", "result": "results"}
"""Kind of fact → the view that has it."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIELDS = {
    "award": (
        "count", "count_qualifier", "recipient_kind", "award_title", "prize", "level", "organization", "campaign",
        "year_from", "year_to", "status", "recipients",
    ),
    "campaign": ("campaign", "kind", "organization", "date_from", "date_to", "theme"),
    "result": ("measure", "value", "value_qualifier", "campaign", "organization", "year_from", "year_to"),
}  # fmt: skip


class NoSuchArticleError(Exception):
    """The warehouse has no such article."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as the evidence page shows it."""

    kind: str
    quote: str
    char_start: int
    char_end: int
    rule: str
    fields: dict[str, Any]
    """By name, without those that are not said."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A current article with its facts, in the order of the text."""

    title: str | None
    url: str | None
    source_uri: str
    author: str | None
    publisher: str | None
    published_at: Any
    text: str
    facts: tuple[Fact, ...]


def find_article(engine: Engine, article: str) -> Evidence:
    """Look an article up with its facts.

    Args:
        engine: of the warehouse.
        article: its `article_id`, its canonical address, or where it was loaded from.

    Raises:
        NoSuchArticleError: it is not in the mart.
    """
    where = "article_id = %(wanted)s" if _UUID.fullmatch(article) else "url = %(wanted)s OR source_uri = %(wanted)s"
    columns = "article_id, title, url, source_uri, author, publisher, published_at, text"
    rows = run_sql(engine, f"SELECT {columns} FROM mart.articles WHERE {where} LIMIT 1", {"wanted": article}).rows  # noqa: S608
    if not rows:
        raise NoSuchArticleError(f"No article {article} is in the warehouse; the view mart.articles lists them.")
    article_id, *_ = rows[0]
    facts = [fact for kind in KINDS for fact in _facts(engine, kind, article_id)]
    facts.sort(key=lambda fact: (fact.char_start, fact.char_end, fact.kind))
    _, title, url, source_uri, author, publisher, published_at, text = rows[0]
    return Evidence(title, url, source_uri, author, publisher, published_at, text, tuple(facts))


def _facts(engine: Engine, kind: str, article_id: object) -> list[Fact]:
    names = _FIELDS[kind]
    answer = run_sql(
        engine,
        f"SELECT quote, char_start, char_end, rule, {', '.join(names)} FROM mart.{KINDS[kind]}"  # noqa: S608
        " WHERE article_id = %(wanted)s",
        {"wanted": article_id},
    )
    facts = []
    for quote, start, end, rule, *values in answer.rows:
        said = {name: value for name, value in zip(names, values, strict=True) if value not in (None, [])}
        facts.append(Fact(kind, quote, start, end, rule, said))
    return facts


def page_of(evidence: Evidence) -> str:
    """Return the page as HTML."""
    title = html.escape(evidence.title or evidence.url or evidence.source_uri)
    address = evidence.url or evidence.source_uri
    said = (evidence.publisher, evidence.author, screen_value(evidence.published_at), address)
    meta = " · ".join(html.escape(str(part)) for part in said if part)
    counts = {kind: sum(fact.kind == kind for fact in evidence.facts) for kind in KINDS}
    legend = " ".join(f'<mark class="{kind}">{count} {kind}s</mark>' for kind, count in counts.items())
    style = (files("flows") / "evidence.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f'<p class="meta">{meta}</p>\n<p class="legend">{legend}</p>\n<article>\n{_marked(evidence)}\n</article>\n'
        f'</main>\n<section lang="en" aria-label="Facts">\n<h2>Facts</h2>\n{_listed(evidence)}\n</section>\n'
        "</body>\n</html>\n"
    )


def _marked(evidence: Evidence) -> str:
    """Return the paragraphs, each stretch of text marked with the facts whose quotes hold it."""
    text = evidence.text
    borders = {0, len(text)} | {i for i, letter in enumerate(text) if letter == "\n"}
    borders |= {i + 1 for i, letter in enumerate(text) if letter == "\n"}
    opening: dict[int, list[int]] = defaultdict(list)
    for number, fact in enumerate(evidence.facts):
        borders |= {fact.char_start, fact.char_end}
        opening[fact.char_start].append(number)
    places = sorted(borders)
    parts = ["<p>"]
    for start, end in pairwise(places):
        if text[start:end] == "\n":
            parts.append("</p>\n<p>")
            continue
        inside = [fact for fact in evidence.facts if fact.char_start <= start and end <= fact.char_end]
        words = html.escape(text[start:end], quote=False)
        if not inside:
            parts.append(words)
            continue
        kinds = {fact.kind for fact in inside}
        links = "".join(f'<a href="#f{n + 1}" title="{_brief(evidence.facts[n])}">{n + 1}</a>' for n in opening[start])
        kind = kinds.pop() if len(kinds) == 1 else "several"
        parts.append(f'<mark class="{kind}" title="{" | ".join(map(_brief, inside))}">{links}{words}</mark>')
    return "".join([*parts, "</p>"])


def _listed(evidence: Evidence) -> str:
    entries = []
    for number, fact in enumerate(evidence.facts, 1):
        fields = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in _said(fact))
        head = f"<small>{number} · {fact.kind} · {html.escape(fact.rule)}</small>"
        quote = f'<blockquote lang="vi">{html.escape(fact.quote)}</blockquote>'
        entries.append(f'<div class="fact {fact.kind}" id="f{number}">{head}<dl>{fields}</dl>{quote}</div>')
    return "\n".join(entries) or "<p>No fact was read out of this article.</p>"


def _brief(fact: Fact) -> str:
    return html.escape(f"{fact.kind}: " + ", ".join(f"{name} {value}" for name, value in _said(fact)))


def _said(fact: Fact) -> list[tuple[str, str]]:
    return [(name, screen_value(value)) for name, value in fact.fields.items()]
