"""The evidence page shows each fact where it stands, runs nothing, loads nothing, and escapes what the web says."""

import re
from html.parser import HTMLParser
from pathlib import Path

from commands import PAGES, Command
from sqlalchemy import Engine

from flows.evidence import Evidence, Fact, page_of
from warehouse.query import run_sql


class Page(HTMLParser):
    """Collects the words of the article, the elements, and the addresses in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.paragraphs: list[str] = []
        self._skip = self._within = self._in_paragraph = False
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
        self._skip = tag == "a"

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "article"
        self._in_paragraph = self._in_paragraph and tag != "p"
        self._skip = False

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
        assert {address.removeprefix("#") for address in page.addresses} <= page.ids
        assert page.tags.count("blockquote") == facts
        assert "script" not in page.tags
        assert not {"link", "img", "iframe"} & set(page.tags)


def test_what_the_web_says_is_escaped() -> None:
    evil = '<script>alert("x")</script>'
    text = f"{evil} & 12 cá nhân\ndòng hai"
    award = Fact("award", text[:20], 0, 20, "<b>", {"organization": evil, "count": 12})
    whole = Fact("result", text, 0, len(text), "rule", {"measure": '"onmouseover="alert(1)'})
    shown = page_of(Evidence(evil, f"javascript:{evil}", "file:///x", evil, None, None, text, (award, whole)))
    assert "<script" not in shown
    assert not re.search(r'"\s*onmouseover=', shown)
    assert "\n".join(Page(shown).paragraphs) == text
    assert all(address.startswith("#") for address in Page(shown).addresses)


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
