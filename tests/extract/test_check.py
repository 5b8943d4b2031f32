"""Checking a profile against its site, and drafting a new one from a page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from misbehaving import Site, page

from extract.check import check_source, draft_source
from extract.errors import ExtractError
from extract.fetch import Fetcher
from extract.sources import Source, packaged_sources

NOW = datetime(2025, 8, 1, tzinfo=UTC)
PAGES = Path(__file__).parent / "pages"
SAMPLE = Path(__file__).parents[2] / "flows" / "sample_site"


@pytest.fixture
def demo(site: Site) -> Source:
    """The demo source, its sample site served."""
    for file in SAMPLE.rglob("*.*"):
        kind = "text/xml" if file.suffix == ".xml" else "text/html; charset=utf-8"
        site.serve(f"/{file.relative_to(SAMPLE)}", page(file.read_bytes(), kind=kind))
    site.serve("/cong-doan/", page((SAMPLE / "cong-doan" / "index.html").read_bytes()))
    return packaged_sources()["demo"].served_at(site.base)


def test_every_part_of_a_working_profile_is_reported_as_working(demo: Source, fetcher: Fetcher) -> None:
    rows = check_source(demo, fetcher, NOW)
    assert {row.part for row in rows} >= {"feed", "listing", "page", "title", "lead", "body", "author", "date"}
    assert not [row for row in rows if row.outcome == "broken"]


def test_what_no_longer_works_is_named(demo: Source, site: Site, fetcher: Fetcher) -> None:
    theme = demo.themes[0].model_copy(update={"title": ["h1.gone"]})
    broken = demo.model_copy(update={"themes": [theme]})
    site.serve("/rss/cong-doan.xml", page(b"<html>moved</html>"))
    outcomes = {(row.part, row.subject): row.outcome for row in check_source(broken, fetcher, NOW)}
    assert outcomes["feed", site.url("/rss/cong-doan.xml")] == "broken"
    assert outcomes["title", "h1.gone"] == "broken"
    assert outcomes["body", ".story"] == "ok"


@pytest.mark.parametrize(
    "name", ["laodong.vn-2024", "nld.com.vn-2020", "unknown-opaque-classes", "laodongthudo.vn-2020"]
)
def test_a_drafted_profile_reads_the_page_it_was_drafted_from(site: Site, fetcher: Fetcher, name: str) -> None:
    html = (PAGES / f"{name}.html").read_text(encoding="utf-8").replace('rel="canonical"', 'rel="x"')
    drafted = draft_source(site.serve("/bai-1.html", page(html.encode())), fetcher)
    source = Source.model_validate(yaml.safe_load(drafted.text))
    assert source.hosts == ["127.0.0.1"]
    assert source.themes[0].title
    wanted = yaml.safe_load((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    assert drafted.article.title == wanted["title"]
    missing = [line for line in wanted["text"][1:] if line not in drafted.article.text]
    assert not missing


def test_a_page_that_cannot_be_fetched_gives_no_draft(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(ExtractError, match="gone"):
        draft_source(site.url("/nothing-1.html"), fetcher)
