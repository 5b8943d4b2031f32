"""The evidence page of an article: its text, with every fact marked where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from flows.pages.render import render
from flows.pages.words import Words
from warehouse.engine import Engine
from warehouse.query import run_sql, screen_value

_VIEWS = {
    "award": ("awards", "award_key"),
    "campaign": ("campaigns", "campaign_fact_key"),
    "result": ("results", "result_key"),
}
"""Kind of fact → the view that has it, and its key there."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIELDS = {
    "award": (
        "count", "count_qualifier", "recipient_kind", "award_title", "prize", "level", "organization", "campaign",
        "year_from", "year_to", "status", "recipients",
    ),
    "campaign": ("campaign", "kind", "organization", "date_from", "date_to", "theme"),
    "result": ("measure", "value", "value_qualifier", "campaign", "organization", "year_from", "year_to"),
}  # fmt: skip
_CODED = {"count_qualifier", "recipient_kind", "level", "status", "kind", "measure", "value_qualifier"}
_COUNTED = {"count", "value"}


class NoSuchArticleError(Exception):
    """The warehouse has no such article."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as the evidence page shows it."""

    key: str
    kind: str
    quote: str
    char_start: int
    char_end: int
    rule: str
    fields: dict[str, Any]
    """By name, without those that are not said."""
    corrected: bool = False
    """By a person; `mart.corrections` says who, when and why."""

    @property
    def anchor(self) -> str:
        """Name of its entry in the page."""
        return f"fact-{self.key}"

    def said(self, words: Words) -> list[tuple[str, str]]:
        """Return its fields as a person reads them: name and value."""
        return [(words.table["fields"][name], _spoken(name, value, words)) for name, value in self.fields.items()]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A current article with its facts, in the order of the text."""

    title: str | None
    url: str | None
    source_uri: str
    author: str | None
    publisher: str | None
    published_at: datetime | None
    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text within one paragraph, all of it under the same facts."""

    words: str
    inside: tuple[int, ...]
    """Places of these facts in `Evidence.facts`."""
    opening: tuple[int, ...]
    """Of those that begin here."""
    kind: str
    """Of these facts, `several` if it is not one; empty if there are none."""


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
    facts = [fact for kind in _VIEWS for fact in _facts(engine, kind, article_id)]
    facts.sort(key=lambda fact: (fact.char_start, fact.char_end, fact.kind, fact.key))
    _, title, url, source_uri, author, publisher, published_at, text = rows[0]
    return Evidence(title, url, source_uri, author, publisher, published_at, text, tuple(facts))


def _facts(engine: Engine, kind: str, article_id: object) -> Iterator[Fact]:
    view, key = _VIEWS[kind]
    names = _FIELDS[kind]
    answer = run_sql(
        engine,
        f"SELECT {key}, quote, char_start, char_end, rule, corrected, {', '.join(names)} FROM mart.{view}"  # noqa: S608
        " WHERE article_id = %(wanted)s",
        {"wanted": article_id},
    )
    for row_key, quote, start, end, rule, corrected, *values in answer.rows:
        said = {name: value for name, value in zip(names, values, strict=True) if value not in (None, [])}
        yield Fact(str(row_key), kind, quote, start, end, rule, said, corrected)


def page_of(evidence: Evidence, words: Words) -> str:
    """Return the page as HTML."""
    counts = {kind: sum(fact.kind == kind for fact in evidence.facts) for kind in _VIEWS}
    return render(
        "evidence.html.j2",
        words,
        evidence=evidence,
        paragraphs=paragraphs(evidence),
        counts=counts,
        published=words.day(evidence.published_at) if evidence.published_at else None,
    )


def paragraphs(evidence: Evidence) -> list[list[Stretch]]:
    """Cut the text into paragraphs, and these at every beginning and end of a fact."""
    text = evidence.text
    breaks = [i for i, letter in enumerate(text) if letter == "\n"]
    borders = {0, len(text), *breaks, *(i + 1 for i in breaks)}
    for fact in evidence.facts:
        borders |= {fact.char_start, fact.char_end}
    cut: list[list[Stretch]] = [[]]
    for start, end in pairwise(sorted(borders)):
        if text[start:end] == "\n":
            cut.append([])
            continue
        numbered = list(enumerate(evidence.facts))
        inside = tuple(n for n, fact in numbered if fact.char_start <= start and end <= fact.char_end)
        opening = tuple(n for n in inside if evidence.facts[n].char_start == start)
        kinds = {evidence.facts[n].kind for n in inside}
        cut[-1].append(Stretch(text[start:end], inside, opening, "several" if len(kinds) > 1 else "".join(kinds)))
    return cut


def _spoken(name: str, value: Any, words: Words) -> str:  # noqa: ANN401
    if name in _CODED:
        return words.of(value)
    return words.number(value) if name in _COUNTED else screen_value(value)
