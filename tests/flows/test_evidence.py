"""The evidence page shows each fact where it stands, runs nothing, loads nothing, and escapes what the web says."""

import re
from dataclasses import fields
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine

from flows.pages.evidence import Evidence, Fact, page_of, paragraphs
from flows.pages.words import Language, words_of
from transform.facts import (
    Award,
    Campaign,
    CampaignKind,
    Grounded,
    Level,
    Measure,
    Qualifier,
    RecipientKind,
    Result,
    Status,
)
from warehouse.query import run_sql

VI = words_of("vi")


class Page(HTMLParser):
    """Collects the words of the article, the elements, and the addresses in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.paragraphs: list[str] = []
        self._within = self._in_paragraph = False
        self._skip = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.tags.append(tag)
        self.addresses += [str(values[name]) for name in ("href", "src", "srcset", "action") if values.get(name)]
        self.ids.add(values.get("id") or "")
        self._within = self._within or tag == "article"
        if tag == "p" and self._within:
            self.paragraphs.append("")
            self._in_paragraph = True
        # Numbers and cards are not words of the article.
        if self._skip or tag == "a" or values.get("class") == "card":
            self._skip += tag in ("a", "span", "b", "i")

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "article"
        self._in_paragraph = self._in_paragraph and tag != "p"
        self._skip -= bool(self._skip) and tag in ("a", "span", "b", "i")

    def handle_data(self, data: str) -> None:
        if self._in_paragraph and not self._skip:
            self.paragraphs[-1] += data


def test_the_page_of_an_article_holds_its_whole_text_and_every_fact(
    thidua: Command, engine: Engine, tmp_path: Path
) -> None:
    assert thidua("run", str(PAGES[1])).code == 0
    ((article_id, url, text, facts),) = run_sql(
        engine,
        "SELECT article_id::text, url, text, (SELECT count(*) FROM mart.awards) + (SELECT count(*) FROM mart.campaigns)"
        " + (SELECT count(*) FROM mart.results) FROM mart.articles",
    ).rows
    for name in (article_id, url):
        ended = thidua("evidence", name, "-o", str(tmp_path / "page.html"))
        assert ended.code == 0, ended.err
        assert f"{facts} facts" in ended.out
        page = Page((tmp_path / "page.html").read_text(encoding="utf-8"))
        assert "\n".join(page.paragraphs) == text
        outside = [address for address in page.addresses if not address.startswith("#")]
        assert sorted(outside) == ["data:,", url]
        assert {address[1:] for address in page.addresses if address.startswith("#")} <= page.ids
        assert page.tags.count("blockquote") == facts
        assert "script" not in page.tags
        assert not {"img", "iframe"} & set(page.tags)

    # What a person corrected is marked as that.
    assert "người đã sửa" not in (tmp_path / "page.html").read_text(encoding="utf-8")
    ((award,),) = run_sql(engine, "SELECT award_key::text FROM mart.awards ORDER BY char_start, award_key LIMIT 1").rows
    assert thidua("corrections", "add", award, "--set", "count=4321", "--reason", "the decision says so").code == 0
    assert thidua("evidence", article_id, "-o", str(tmp_path / "page.html"), "--lang", "en").code == 0
    mended = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "4,321" in mended
    assert "corrected by a person" in mended


def test_what_the_web_says_is_escaped() -> None:
    evil = '<script>alert("x")</script>'
    text = f"{evil} & 12 cá nhân\ndòng hai"
    award = Fact("1", "award", text[:20], 0, 20, "<b>", {"organization": evil, "count": 12})
    whole = Fact("2", "result", text, 0, len(text), "rule", {"measure": '"onmouseover="alert(1)'})
    shown = page_of(Evidence(evil, f"javascript:{evil}", "file:///x", evil, None, None, text, (award, whole)), VI)
    assert "<script" not in shown
    assert not re.search(r'"\s*onmouseover=', shown)
    assert "\n".join(Page(shown).paragraphs) == text
    assert all(address.startswith(("#", "data:,")) for address in Page(shown).addresses)


def test_facts_that_overlap_are_all_shown_where_they_do() -> None:
    text = "Một câu có hai dữ kiện chồng lên nhau.\nCâu sau."
    facts = (
        Fact("a", "award", text[:20], 0, 20, "r", {}),
        Fact("b", "award", text[7:30], 7, 30, "r", {}),
        Fact("c", "result", text[25:45], 25, 45, "r", {}),
    )
    first, second = paragraphs(Evidence("t", None, "file:///x", None, None, None, text, facts))
    assert [(stretch.words, stretch.inside, stretch.opening, stretch.kind) for stretch in first] == [
        (text[:7], (0,), (0,), "award"),
        (text[7:20], (0, 1), (1,), "award"),
        (text[20:25], (1,), (), "award"),
        (text[25:30], (1, 2), (2,), "several"),
        (text[30:38], (2,), (), "result"),
    ]
    assert [(stretch.words, stretch.inside) for stretch in second] == [(text[39:45], (2,)), (text[45:], ())]


@pytest.mark.parametrize("language", get_args(Language))
def test_every_field_and_code_of_a_fact_has_a_word(language: Language) -> None:
    words = words_of(language)
    codes = [get_args(domain) for domain in (Qualifier, RecipientKind, Level, Status, CampaignKind, Measure)]
    assert {*("award", "campaign", "result"), *(code for domain in codes for code in domain)} <= set(words.table["of"])
    said = {field.name for kind in (Award, Campaign, Result) for field in fields(kind)}
    assert said - {field.name for field in fields(Grounded)} <= set(words.table["fields"])


def test_both_languages_say_the_same_things() -> None:
    # But for the forms of one thing alone, which Vietnamese does not have.
    def keys(table: dict[str, Any]) -> dict[str, Any]:
        return {name: keys(value) for name, value in table.items() if isinstance(value, dict) and name != "one"} | {
            name: sorted(re.findall(r"{(\w+)}", value))
            for name, value in table.items()
            if isinstance(value, str) and name not in ("date", "month")
        }

    assert keys(VI.table) == keys(words_of("en").table)


def test_numbers_and_days_are_written_as_each_language_does() -> None:
    english = words_of("en")
    assert [VI.number(335080), VI.number(126.5), VI.number(0.25)] == ["335.080", "126,5", "0,25"]
    assert [english.number(335080), english.number(126.5)] == ["335,080", "126.5"]
    assert (VI.day(date(2024, 12, 9)), english.day(date(2024, 12, 9))) == ("9/12/2024", "9 December 2024")
    assert VI.month(date(2024, 12, 1)) == "tháng 12 năm 2024"


def test_an_article_that_is_not_there_is_wrong_usage(thidua: Command, tmp_path: Path) -> None:
    ended = thidua("evidence", "https://example.org/none.html", "-o", str(tmp_path / "page.html"))
    assert ended.code == 2
    assert "No article https://example.org/none.html" in ended.err
    assert not (tmp_path / "page.html").exists()


def test_a_page_that_cannot_be_written_is_wrong_usage(thidua: Command, engine: Engine, tmp_path: Path) -> None:
    assert thidua("run", str(PAGES[1])).code == 0
    ((article_id,),) = run_sql(engine, "SELECT article_id::text FROM mart.articles").rows
    page = tmp_path / "missing" / "page.html"
    ended = thidua("evidence", article_id, "-o", str(page))
    assert ended.code == 2
    assert ended.err == f"thidua: {page} cannot be written: No such file or directory\n"
