"""A source's night against a real server: what is fetched, kept back, left for the next run and warned of."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from feeding import collected, item, rss, source_at
from misbehaving import Site, article, in_turn, page, redirect, reset, running

from extract.errors import NotHtmlError
from extract.fetch import Fetcher
from extract.landing import Landing
from extract.outcome import Outcome
from extract.parse import parse_landed


def test_a_run_goes_on_whatever_single_pages_do_and_reports_each(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    behaviours = {
        "/good-1.html": (page(article()), Outcome.FETCHED),
        "/gone-2.html": (page(b"", 410), Outcome.GONE),
        "/reset-3.html": (reset, Outcome.CONNECTION),
        "/inside-4.html": (redirect("http://10.0.0.1/"), Outcome.REFUSED_ADDRESS),
        "/image-5.html": (page(b"\x89PNG", kind="image/png"), Outcome.WRONG_TYPE),
        "/good-6.html": (page(article("Bài khác hẳn của trang này")), Outcome.FETCHED),
    }
    for path, (behaviour, _) in behaviours.items():
        site.serve(path, behaviour)
    feed = site.serve("/feed", page(rss(*map(item, behaviours)), kind="text/xml"))
    result = collected(source_at(site, feeds=[feed]), fetcher, tmp_path)
    assert [page.outcome for page in result.pages] == [outcome for _, outcome in behaviours.values()]
    assert len(result.landed) == 2
    assert all(page.message for page in result.pages if page.landed is None)


def test_an_image_that_is_called_a_page_lands_and_is_refused_by_the_parser(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.serve("/a-1.html", page(b"\x89PNG\r\n\x1a\n" + bytes(2000)))
    source = source_at(site, feeds=[site.serve("/feed", page(rss(item("/a-1.html")), kind="text/xml"))])
    (landed,) = collected(source, fetcher, tmp_path).landed
    with pytest.raises(NotHtmlError):
        parse_landed(landed, Landing(tmp_path))


def test_a_feed_with_unfinished_articles_is_read_again_by_the_next_run(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.serve("/a-1.html", in_turn(reset, reset, page(article())))
    source = source_at(site, feeds=[site.serve("/feed", page(rss(item("/a-1.html")), kind="text/xml", ETag='"1"'))])
    first = collected(source, fetcher, tmp_path)
    assert first.states[source.discovery.feeds[0]].etag is None
    second = collected(source, fetcher, tmp_path, first.states)
    assert [page.outcome for page in second.pages] == [Outcome.FETCHED]
    assert second.states[source.discovery.feeds[0]].etag == '"1"'


def test_pages_kept_back_by_an_unreachable_robots_file_are_not_lost(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    with running() as other:
        other.serve("/robots.txt", page(b"", 503))
        moved = redirect(other.serve("/a-1.html", page(article())))
        site.serve("/a-1.html", moved)
        source = source_at(site, feeds=[site.serve("/feed", page(rss(item("/a-1.html")), kind="text/xml", ETag='"1"'))])
        result = collected(source, fetcher, tmp_path)
    assert [page.outcome for page in result.pages] == [Outcome.ROBOTS_UNREACHABLE]
    assert result.states[source.discovery.feeds[0]].etag is None


def test_what_has_landed_is_not_fetched_again_unless_its_feed_dates_it_later(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    items = [item("/a-1.html", "Fri, 25 Jul 2025 07:18:00 +0700"), item("/a-2.html", "Fri, 25 Jul 2025 07:18:00 +0700")]
    for number in (1, 2):
        site.serve(f"/a-{number}.html", page(article()))
    source = source_at(site, feeds=[site.serve("/feed", page(rss(*items), kind="text/xml"))])
    known = {
        "http://news.example/a-1.html": datetime(2025, 7, 24, tzinfo=UTC),
        "http://news.example/a-2.html": datetime(2025, 7, 26, tzinfo=UTC),
    }
    result = collected(source, fetcher, tmp_path, known=known)
    assert [page.candidate.canonical for page in result.pages] == ["http://news.example/a-1.html"]
    assert result.known == 1


def test_a_budget_of_pages_leaves_the_rest_for_the_next_run(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    paths = [f"/a-{number}.html" for number in range(5)]
    for path in paths:
        site.serve(path, page(article(f"Bài {path}")))
    source = source_at(site, feeds=[site.serve("/feed", page(rss(*map(item, paths)), kind="text/xml", ETag='"1"'))])
    source = source.model_copy(update={"rate": source.rate.model_copy(update={"pages": 2})})
    result = collected(source, fetcher, tmp_path)
    assert (len(result.landed), result.left) == (2, 3)
    assert result.states[source.discovery.feeds[0]].etag is None
    assert any("budget" in warning for warning in result.warnings)


def test_a_budget_of_minutes_leaves_the_rest_for_the_next_run(
    site: Site, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"/a-{number}.html" for number in range(5)]
    for path in paths:
        site.serve(path, page(article(f"Bài {path}")))
    source = source_at(site, feeds=[site.serve("/feed", page(rss(*map(item, paths)), kind="text/xml"))])
    rate = source.rate.model_copy(update={"minutes": 2})
    # A clock by which every page takes a minute.
    clock = SimpleNamespace(monotonic=lambda: 60.0 * sum(site.asked[path] for path in paths))
    monkeypatch.setattr("extract.collect.time", clock)
    result = collected(source.model_copy(update={"rate": rate}), fetcher, tmp_path)
    assert (len(result.landed), result.left) == (3, 2)


def test_fewer_articles_than_expected_are_a_warning(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    site.serve("/a-1.html", page(article()))
    source = source_at(site, feeds=[site.serve("/feed", page(rss(item("/a-1.html")), kind="text/xml"))])
    source = source.model_copy(update={"expected": source.expected.model_copy(update={"min": 3})})
    assert any("fewer than the 3 expected" in warning for warning in collected(source, fetcher, tmp_path).warnings)


def test_a_source_that_lists_nothing_is_a_warning_night_after_night(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    source = source_at(site, feeds=[site.serve("/feed", page(rss(), kind="text/xml", ETag='"1"'))])
    assert collected(source, fetcher, tmp_path).warnings == []
    source = source.model_copy(update={"expected": source.expected.model_copy(update={"min": 1})})
    first = collected(source, fetcher, tmp_path)
    second = collected(source, fetcher, tmp_path, first.states)
    warning = "test lists 0 articles, fewer than the 1 expected"
    assert [first.warnings, second.warnings] == [[warning], [warning]]


def test_an_empty_feed_beside_an_unchanged_one_makes_no_source_empty(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.serve("/a-1.html", page(article()))
    feeds = [
        site.serve("/empty", page(rss(), kind="text/xml")),
        site.serve("/feed", page(rss(item("/a-1.html")), kind="text/xml")),
    ]
    source = source_at(site, feeds=feeds)
    source = source.model_copy(update={"expected": source.expected.model_copy(update={"min": 1})})
    first = collected(source, fetcher, tmp_path)
    assert collected(source, fetcher, tmp_path, first.states).warnings == []


def test_a_feed_whose_entries_fit_no_pattern_is_a_warning_that_names_it(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    feed = site.serve("/feed", page(rss(item("/a-1.htm"), item("/a-2.htm")), kind="text/xml"))
    (warning,) = collected(source_at(site, feeds=[feed]), fetcher, tmp_path).warnings
    assert warning.startswith(f"{feed} is empty: lists 2 entries, none of them an article")


def test_a_feed_that_is_left_alone_is_a_warning(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    source = source_at(site, feeds=[site.serve("/feed", page(b"", 404))])
    first = collected(source, fetcher, tmp_path)
    (warning,) = collected(source, fetcher, tmp_path, first.states).warnings
    assert "is backing off: failed 1 times in a row" in warning
