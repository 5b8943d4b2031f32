"""Data Docs are complete without the internet, and show what a check found."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from breaking import PAGES, change, documented, samples_staged
from warehouses import database

from expectations import docs
from expectations.checkpoint import examine
from expectations.suites import load_suites
from warehouse.records import ReadPage

LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}


class Loads(HTMLParser):
    """Collects what a page loads, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if (values.get(LOADED.get(tag, "")) or "data:").partition(":")[0] != "data":
            self.loaded.append(str(values[LOADED[tag]]))
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))


SPOIL = "UPDATE staging.award SET level = '<script>alert(1)</script>' WHERE ctid = pick('staging.award', 3);\n"


@dataclass(frozen=True)
class Checked:
    """A load that does not pass, and the folder of its Data Docs."""

    url: str
    load_id: int
    site: Path


@pytest.fixture(scope="module")
def checked(home: Path, server_url: str, template: str, read: tuple[ReadPage, ...]) -> Iterator[Checked]:
    with database(home, server_url, template, "documented") as (url, engine), samples_staged(engine, read) as load_id:
        change(engine, SPOIL)
        yield Checked(url, load_id, documented(url, load_id).docs.parent)


@pytest.fixture
def site(checked: Checked) -> Path:
    return checked.site


def test_every_page_loads_only_what_lies_beside_it(site: Path) -> None:
    pages = [site.parent / "index.html", *site.rglob("*.html")]
    assert len(pages) > 12
    for page in pages:
        found = Loads()
        found.feed(page.read_text(encoding="utf-8"))
        assert found.loaded, page
        for address in found.loaded:
            assert (page.parent / unquote(address)).is_file(), f"{page}: {address}"
        local = [link for link in found.links if not link.startswith(("#", "http"))]
        for link in local:
            assert (page.parent / unquote(link.split("#")[0].split("?")[0])).is_file(), f"{page}: {link}"
        assert not re.search(r"url\(['\"]?https?:", page.read_text(encoding="utf-8"))


def test_a_failing_row_is_shown_and_what_the_web_says_is_escaped(site: Path) -> None:
    page = next(site.glob("validations/staging/award/*/*/*.html")).read_text(encoding="utf-8")
    assert "level is one of grassroots" in page
    assert "alert(1)" in page
    assert "<script>alert(1)" not in page


def test_no_address_of_the_database_stands_in_the_pages(site: Path, checked: Checked) -> None:
    words = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    assert "passfile" in checked.url
    assert "passfile" not in words


def test_only_the_newest_sites_are_kept(site: Path, checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "KEPT", 1)
    (site.parent / "older").mkdir()
    (site.parent / "older" / "index.html").write_text("")
    os.utime(site.parent / "older", (1, 1))
    documented(checked.url, checked.load_id)
    assert not (site.parent / "older").exists()
    assert site.exists()


def test_assets_are_laid_out_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logo = tmp_path / "logo-long.png"
    with pytest.raises(FileNotFoundError):
        docs._lay_out(tmp_path / "assets", logo)  # the copy breaks off at its last file
    assert list(tmp_path.iterdir()) == []
    logo.write_bytes(b"logo")
    docs._lay_out(tmp_path / "assets", logo)
    first = sorted((tmp_path / "assets").rglob("*"))
    docs._lay_out(tmp_path / "assets", logo)  # as a run does that another one has overtaken
    assert sorted((tmp_path / "assets").rglob("*")) == first
    assert {path.name for path in tmp_path.iterdir()} == {"assets", "logo-long.png"}


def test_a_verdict_does_not_wait_for_its_pages(url: str, staged: int, tmp_path: Path) -> None:
    result, write_docs = examine(url, load_suites(staged, len(PAGES)), tmp_path, "load-1")
    assert result.passed
    assert not result.docs.exists()
    write_docs()
    assert result.docs.read_text(encoding="utf-8").count("staging.award") >= 1
    (page,) = tmp_path.glob("load-1/validations/staging/award/*/*/*.html")
    assert "100% not null" in (told := page.read_text(encoding="utf-8"))
    assert "unknown %" not in told
