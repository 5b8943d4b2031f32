"""The digest adds up what the resolved views hold, leads to its sentences, and says nothing that a page could run."""

import re
import secrets
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from commands import PAGES, Command
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from flows.pages import charts
from flows.pages.digest import write
from flows.pages.figures import Share, ranked, shifted
from flows.pages.words import words_of
from warehouse.access import grant
from warehouse.engine import connect
from warehouse.query import run_sql

TEXTILES = next(page for page in PAGES if page.name.startswith("det-may"))
VI, EN = words_of("vi"), words_of("en")

_SUMS = """
    SELECT coalesce(sum(count) FILTER (WHERE recipient_kind IN ('individual', 'family')), 0)::int,
           coalesce(sum(count) FILTER (WHERE recipient_kind IN ('collective', 'mixed')), 0)::int,
           coalesce(sum(count) FILTER (WHERE recipient_kind IN ('initiative', 'work', 'prize')), 0)::int
    FROM mart.{view} WHERE status = 'awarded'
"""


def shown(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def numbers(row: Tag) -> list[int]:
    return [int(cell.get_text().replace(",", "")) for cell in row.find_all("td")]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Three articles, one of them on two sites that differ in one number."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in (TEXTILES, PAGES[1], PAGES[4]):
        (folder / page.name).write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    mirrored = TEXTILES.read_text(encoding="utf-8").replace("demo.thidua.example", "mirror.example")
    mirrored = mirrored.replace("62 thí sinh đạt", "63 thí sinh đạt")
    (folder / "mirror.html").write_text(mirrored, encoding="utf-8")
    return folder


def test_every_table_adds_up_to_the_resolved_awards_in_which_copies_do_not_count_twice(
    thidua: Command, engine: Engine, pages: Path, tmp_path: Path
) -> None:
    assert thidua("run", str(pages)).code == 0
    ended = thidua("report", "-o", str(tmp_path / "digest.html"), "--lang", "en", "--evidence")
    assert ended.code == 0, ended.err
    assert "2024-12, 2 of 4 articles" in ended.out
    resolved = list(run_sql(engine, _SUMS.format(view="awards_resolved")).rows[0])
    mentioned = list(run_sql(engine, _SUMS.format(view="awards")).rows[0])
    assert all(once < twice for once, twice in zip(resolved, mentioned, strict=True))
    page = shown(tmp_path / "digest.html")
    tables = [table for table in page.find_all("table") if table.tfoot]
    assert len(tables) == 4
    for table in tables:
        assert numbers(table.tfoot.tr) == resolved
        assert [sum(column) for column in zip(*map(numbers, table.tbody.find_all("tr")), strict=True)] == resolved
        first = table.tbody.tr
        if first.th.get_text() in ("national", "Công đoàn Dệt May Việt Nam"):
            column = "level" if first.th.get_text() == "national" else "organization"
            query = f"{_SUMS.format(view='awards_resolved')} AND {column} = %(name)s"
            assert numbers(first) == list(run_sql(engine, query, {"name": first.th.get_text()}).rows[0])

    # Each notable fact leads to the entry of its evidence page.
    links = [str(link["href"]) for link in page.select("ol.notable .from a")]
    assert len(links) >= 5
    for link in links:
        file, _, anchor = link.partition("#")
        assert file.startswith("digest-evidence/")
        entry = shown(tmp_path / file).find(id=anchor)
        assert entry
        quoted = page.find("a", href=link).find_parent("li").blockquote.get_text()
        assert entry.blockquote.get_text() == quoted

    # Where they contradict each other it says so.
    told = page.select_one("ul.plain ul li")
    assert told.get_text() == "Tập đoàn Dệt May Việt Nam · Thợ giỏi ngành Dệt May · individuals · 2024: 62, 63"
    file, _, anchor = str(told.a["href"]).partition("#")
    assert shown(tmp_path / file).find(id=anchor)


def test_a_digest_runs_nothing_loads_nothing_and_escapes_what_the_web_says(
    thidua: Command, pages: Path, tmp_path: Path
) -> None:
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;"
    page = TEXTILES.read_text(encoding="utf-8").replace("Một năm thi đua", f"{evil} Một năm thi đua")
    page = page.replace("Công đoàn Dệt May Việt Nam ghi nhận", f"Công đoàn Dệt May Việt Nam {evil} ghi nhận")
    page = page.replace("“Lao động giỏi, lao động sáng tạo”", f"“Lao động giỏi {evil} sáng tạo”")
    (pages / TEXTILES.name).write_text(page, encoding="utf-8")
    assert thidua("run", str(pages / TEXTILES.name)).code == 0
    ended = thidua("report", "-o", str(tmp_path / "digest.html"), "--evidence")
    assert ended.code == 0, ended.err
    files = [tmp_path / "digest.html", *(tmp_path / "digest-evidence").iterdir()]
    assert len(files) == 2
    for file in files:
        assert "&lt;script&gt;" in file.read_text(encoding="utf-8")
        written = shown(file)
        assert not written.find_all(["script", "img", "iframe", "object", "embed", "form", "base"])
        assert not written.find_all(src=True)
        assert not [name for tag in written.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert not re.search(r"url\(|@import", file.read_text(encoding="utf-8"))
        assert {str(tag["href"]) for tag in written.find_all("link")} == {"data:,"}
        addresses = [str(tag["href"]) for tag in written.find_all("a")]
        assert {urlsplit(address).scheme for address in addresses} <= {"", "http", "https"}
        policy = written.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_a_digest_can_be_read_without_seeing_it_in_both_languages(
    thidua: Command, engine: Engine, pages: Path, tmp_path: Path
) -> None:
    assert thidua("run", str(pages)).code == 0
    for language in ("vi", "en"):
        output = tmp_path / f"{language}.html"
        assert thidua("report", "-o", str(output), "--lang", language).code == 0
        page = shown(output)
        assert page.html["lang"] == language
        pictures = page.find_all("svg")
        assert len(pictures) == 6
        for picture in pictures:
            assert picture["role"] == "img"
            assert picture.title.get_text()
            assert picture.desc.get_text()
            assert picture.find_parent("figure").find_next_sibling("details").table
        assert {heading["scope"] for heading in page.find_all("th")} == {"col", "row"}
        assert all(quoted["lang"] == "vi" for quoted in page.find_all("blockquote"))
        levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3"])]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        named = {str(tag["aria-labelledby"]) for tag in page.find_all(attrs={"aria-labelledby": True})}
        assert all(page.find(id=name) for name in named)
        # Without evidence pages it leads to the articles.
        assert all(link["href"].startswith("http://") for link in page.select("ol.notable .from a"))
    assert "Tháng 12 năm 2024" in shown(tmp_path / "vi.html").h1.get_text()

    # One who may read the mart alone gets the same, but for what loads and quarantine say.
    user = f"someone-{secrets.token_hex(4)}"
    password = grant(engine, "analyst", user)
    rest = engine.url.render_as_string(hide_password=False).split("@", 1)[1].split("?")[0]
    analyst = connect(f"postgresql://{quote(user)}:{quote(password)}@{rest}")
    figures = write(analyst, tmp_path / "analyst.html", EN)
    analyst.dispose()
    assert (figures.load, figures.waiting) == (None, None)
    told, full = (shown(tmp_path / name).main.get_text() for name in ("analyst.html", "en.html"))
    assert "expectations checked" in full
    assert "expectations checked" not in told
    assert told.split("Quality")[0] == full.split("Quality")[0]
    with engine.begin() as connection:
        connection.exec_driver_sql(f'DROP OWNED BY "{user}"; DROP ROLE "{user}"')


def test_a_month_of_which_nothing_is_told_and_an_empty_warehouse_still_make_a_page(
    thidua: Command, tmp_path: Path
) -> None:
    output = tmp_path / "digest.html"
    assert thidua("report", "-o", str(output), "--lang", "en").code == 0
    page = shown(output)
    assert "The warehouse holds no article yet" in page.main.get_text()
    assert not page.find_all("svg")
    assert thidua("run", str(TEXTILES)).code == 0
    assert thidua("report", "-o", str(output), "--lang", "en", "--month", "2001-02", "--evidence").code == 0
    page = shown(output)
    assert page.h1.get_text() == "February 2001"
    assert "No article of February 2001 tells of an award" in page.main.get_text()
    assert "No campaign has a stated run" in page.main.get_text()
    assert len(page.find_all("svg")) == 4
    assert not (tmp_path / "digest-evidence").exists()


def test_a_digest_that_cannot_be_written_or_a_month_that_is_none_is_wrong_usage(
    thidua: Command, tmp_path: Path
) -> None:
    ended = thidua("report", "-o", str(tmp_path / "none" / "digest.html"))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"thidua: {tmp_path}/none/digest.html cannot be written: No such file or directory\n"
    ended = thidua("report", "-o", str(tmp_path / "digest.html"), "--month", "2024-13")
    assert ended.code == 2
    assert "2024-13" in ended.err


SHARES = st.lists(
    st.builds(Share, st.text(max_size=3), *[st.integers(0, 10**9)] * 4), unique_by=lambda share: share.name, max_size=8
)


@given(SHARES, st.none() | st.builds(Share, st.none(), *[st.integers(0, 10**9)] * 4), st.integers(1, 5))
def test_nothing_is_lost_where_names_are_ranked(named: list[Share], unsaid: Share | None, count: int) -> None:
    ranking = ranked([*named, *([unsaid] if unsaid else [])], count)
    rows = [*ranking.shown, *filter(None, (ranking.rest, ranking.unsaid))]
    assert len(ranking.shown) == min(count, len(named))
    for column in ("awards", "people", "collectives", "works"):
        assert sum(getattr(row, column) for row in rows) == getattr(ranking.total, column)
    people = [share.people for share in ranking.shown]
    assert people == sorted(people, reverse=True)
    assert ranked(named[::-1], count) == ranked(named, count)


@pytest.mark.parametrize(
    ("months", "day"), [(0, "2024-12-01"), (1, "2025-01-01"), (-11, "2024-01-01"), (-12, "2023-12-01")]
)
def test_months_are_counted_over_the_turn_of_years(months: int, day: str) -> None:
    assert shifted(date(2024, 12, 1), months) == date.fromisoformat(day)


def drawn(picture: str, what: str) -> list[Tag]:
    return BeautifulSoup(picture, "lxml").find_all(attrs={"aria-roledescription": what})


def test_a_chart_has_a_mark_for_each_number_that_is_told() -> None:
    rows = [charts.Counted("Sở <b>", 5, 0, 100), charts.Counted("Bộ " + "dài " * 30, 1, 2, 3), charts.Counted("Không")]
    picture = charts.dots(rows, "Theo <cơ quan>", "Mô tả & hết", VI)
    assert len(drawn(picture, "point")) == 5
    told = BeautifulSoup(picture, "lxml")
    assert (told.title.get_text(), told.desc.get_text()) == ("Theo <cơ quan>", "Mô tả & hết")
    assert "Sở <b>" in [words.get_text() for words in told.find_all("text")]
    assert "<b>" not in picture
    assert max(len(words.get_text()) for words in told.find_all("text")) <= 50

    by_year = [charts.Counted("2019", 10), charts.Counted("2021", 20), charts.Counted("2022", 30, 4)]
    assert len(drawn(charts.years(by_year, "t", "d", VI), "point")) == 4


def test_a_run_is_drawn_within_the_window_to_the_end_of_its_last_day() -> None:
    window = (date(2024, 1, 1), date(2024, 12, 31))
    runs = [
        charts.Run("trước và sau", date(2020, 1, 1), date(2030, 1, 1), active=True),
        charts.Run("một ngày", date(2024, 12, 31), date(2024, 12, 31), active=False),
    ]
    picture = charts.timeline(runs, window, date(2024, 6, 1), "t", "d", VI)
    bars = [re.match(r"M([-\d.]+),[-\d.]+h([-\d.]+)", str(bar["d"])) for bar in drawn(picture, "bar")]
    (long_start, long), (short_start, short) = ((float(bar[1]), float(bar[2])) for bar in bars if bar)
    assert (long_start, long) == pytest.approx((0, charts.WIDTH))
    assert short == pytest.approx(charts.WIDTH / 366)  # of a leap year
    assert short_start + short == pytest.approx(charts.WIDTH)
