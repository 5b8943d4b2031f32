"""How good the text of articles is, against gold, and how fast it comes, against trafilatura on the same pages.

The gold stands outside the project. `THIDUA_GOLD` names a folder with `articles/*.json` (each beside its page) and
`seeds/*.json`, `THIDUA_SEEDS` the folder of the text dumps; without them only the frozen pages are measured.
"""

import json
import logging
import os
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import trafilatura

from extract.parse import parse
from extract.sources import packaged_sources, source_of

pytestmark = pytest.mark.bench

PAGES = Path(__file__).parents[1] / "extract" / "pages"
ROUNDS = 7
SMALLEST = 8_000
"""Bytes of a page that says something about speed; live pages have some 170,000."""


def words(paragraphs: Iterable[str]) -> Counter[str]:
    return Counter(word for paragraph in paragraphs for word in re.findall(r"\w+", paragraph.casefold()))


def text_f1(got: str, must: list[str], may: list[str]) -> float:
    """Word-level F1: `must` has to be there, `may` is allowed beside it."""
    read, need, allowed = words([got]), words(must), words([*must, *may])
    recall = sum((need & read).values()) / sum(need.values())
    precision = sum((allowed & read).values()) / max(1, sum(read.values()))
    return 2 * precision * recall / (precision + recall)


def folder(variable: str, *inside: str) -> Path:
    if variable not in os.environ:
        pytest.skip(f"{variable} names no folder")
    return Path(os.environ[variable], *inside)


def measure(gold: list[dict[str, Any]], pages: Path, *, known: bool = True) -> list[float]:
    figures = []
    for told in gold:
        must, may = told["text"]["must"], told["text"].get("may", [])
        page = pages / told["document"]
        if isinstance(must[0], int):
            lines = page.read_text(encoding="utf-8").split("\n")
            must, may = ([lines[number - 1] for number in numbers] for numbers in (must, may))
        article = parse(page.read_bytes(), page.as_uri(), sources=None if known else {})
        figures.append(text_f1(article.text, must, may))
        assert article.title == told["title"]
        if told.get("author"):
            assert (article.author or "").casefold() == told["author"].casefold()
        if told.get("published_at"):
            assert article.published_at is not None
            assert article.published_at.isoformat() == told["published_at"]
    return figures


def read_gold(where: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(where.glob("*.json"))]


def mean(figures: list[float]) -> float:
    return sum(figures) / len(figures)


def test_the_text_of_the_dumps_is_right() -> None:
    figures = measure(read_gold(folder("THIDUA_GOLD", "seeds")), folder("THIDUA_SEEDS"))
    print(f"\ntext of {len(figures)} dumps: F1 {mean(figures):.4f} (wanted: 0.99); titles, authors and dates all right")
    assert mean(figures) >= 0.99


@pytest.mark.parametrize(("known", "least"), [(True, 0.985), (False, 0.985)], ids=["by profile", "generic"])
def test_the_text_of_the_articles_is_right(known: bool, least: float) -> None:
    where = folder("THIDUA_GOLD", "articles")
    gold = read_gold(where)
    figures = measure(gold, where, known=known)
    unknown = [
        figure for told, figure in zip(gold, figures, strict=True) if source_of(told["url"], packaged_sources()) is None
    ]
    how = "read by profile where there is one" if known else "all read as of unknown publishers"
    print(
        f"\ntext of {len(figures)} pages, {how}: F1 {mean(figures):.4f} (wanted: {least}), of the {len(unknown)} of"
        f" unknown publishers {mean(unknown):.4f} (wanted: 0.95); titles, authors and dates all right"
    )
    assert mean(figures) >= least
    assert mean(unknown) >= 0.95


def test_a_known_publishers_page_is_read_ten_times_as_fast_as_by_trafilatura() -> None:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    known = [path.read_bytes() for path in sorted(PAGES.glob("*.html")) if not path.stem.startswith("unknown")]
    pages = [page for page in known if len(page) >= SMALLEST]
    ours = theirs = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for page in pages:
            parse(page, "file:///page.html")
        ours = min(ours, time.process_time() - started)
        started = time.process_time()
        for page in pages:
            trafilatura.bare_extraction(page, with_metadata=True)
        theirs = min(theirs, time.process_time() - started)
    print(
        f"\n{len(pages)} pages of known publishers, one process: {len(pages) / ours:,.0f} a second, by trafilatura"
        f" {len(pages) / theirs:,.0f}: {theirs / ours:.1f} times as fast (wanted: 10)"
    )
    assert theirs / ours >= 10
