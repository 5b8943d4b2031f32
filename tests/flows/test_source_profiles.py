"""`thidua sources check` and `new` from the command line, against a real site on this machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import SITE, Command

from extract.parse import parse
from extract.sources import load_source, packaged_sources
from flows.static_site import static_site

pytestmark = pytest.mark.slow

ARTICLE = "/cong-doan/det-may-viet-nam-mot-nam-thi-dua-cua-nhung-ban-tay-gioi-nghe-200205.html"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A copy of the sample site that may be broken."""
    return shutil.copytree(SITE, tmp_path / "site")


@pytest.fixture
def site(pages: Path) -> Iterator[str]:
    with static_site(pages, 0) as address:
        yield address


def rows(table: str) -> dict[tuple[str, str], str]:
    """Outcome by part and subject of the printed table."""
    cells = [[cell.strip() for cell in line.split("│")] for line in table.splitlines() if line.startswith("│")]
    return {(part, subject): outcome for _, _, part, subject, outcome, *_ in cells}


def test_a_site_on_which_all_of_a_profile_works_is_exit_code_0(in_process: Command, site: str) -> None:
    ended = in_process("sources", "check", "demo", "--site", site)
    assert ended.code == 0, ended.out
    found = rows(ended.out)
    assert found["feed", f"{site}/rss/cong-doan.xml"] == "ok"
    assert found["listing", f"{site}/cong-doan/"] == "ok"
    assert found["body", ".story"] == "ok"
    assert "broken" not in found.values()


def test_a_feed_that_is_none_any_more_is_exit_code_1(in_process: Command, site: str, pages: Path) -> None:
    (pages / "rss" / "cong-doan.xml").write_text("<html><body>Chuyên mục đã chuyển</body></html>")
    ended = in_process("sources", "check", "demo", "--site", site)
    assert ended.code == 1
    broken = [row for row, outcome in rows(ended.out).items() if outcome == "broken"]
    assert broken == [("feed", f"{site}/rss/cong-doan.xml")]


def test_a_selector_that_finds_nothing_any_more_is_exit_code_1(in_process: Command, site: str, pages: Path) -> None:
    for page in pages.glob("cong-doan/*.html"):
        page.write_text(page.read_text("utf-8").replace('class="headline"', 'class="new-theme"'), "utf-8")
    ended = in_process("sources", "check", "demo", "--site", site)
    assert ended.code == 1
    broken = [row for row, outcome in rows(ended.out).items() if outcome == "broken"]
    assert broken == [("title", "h1.headline")]


def test_a_site_that_has_nothing_of_a_profile_is_exit_code_1(in_process: Command, site: str) -> None:
    ended = in_process("sources", "check", "hanoimoi.vn", "--site", site)
    assert ended.code == 1
    assert "gone: answered 404" in ended.out
    assert "no article found to try the selectors on" in ended.out


def test_a_profile_that_is_not_there_is_wrong_usage(in_process: Command) -> None:
    ended = in_process("sources", "check", "nosuch.vn")
    assert ended.code == 2
    assert "there are demo, " in ended.err


def test_a_drafted_profile_is_valid_and_reads_the_page_as_the_one_written_by_hand(
    in_process: Command, site: str, tmp_path: Path
) -> None:
    ended = in_process("sources", "new", site + ARTICLE)
    assert ended.code == 0, ended.err
    profile = tmp_path / "draft.yml"
    profile.write_text(ended.out, "utf-8")
    drafted = load_source(profile)
    assert drafted.is_article(site + ARTICLE)
    payload, demo = (SITE / ARTICLE[1:]).read_bytes(), packaged_sources()["demo"]
    read, wanted = (parse(payload, site + ARTICLE, sources={"x": source}) for source in (drafted, demo))
    for field in ("title", "author", "published_at", "text"):
        assert getattr(read, field) == getattr(wanted, field)
    assert f"title         {wanted.title}" in ended.err
    assert wanted.text[:100] in ended.err
    assert wanted.text[-100:] in ended.err


@pytest.mark.parametrize(
    ("path", "code", "said"), [("/nothing-1.html", 1, "gone: answered 404"), ("/robots.txt", 1, "no article")]
)
def test_an_address_without_an_article_gives_no_draft(
    in_process: Command, site: str, path: str, code: int, said: str
) -> None:
    ended = in_process("sources", "new", site + path)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert "Traceback" not in ended.err
