"""Discovery against a real server: each article once, states of feeds, what is broken and what is empty."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feeding import NOW, item, printing_at, rss, source_at
from misbehaving import Behaviour, Handler, Site, article, in_turn, page, reset

from extract.dates import believable
from extract.discover import MAX_SITEMAPS, FeedState, discover
from extract.fetch import Fetcher


def test_one_article_under_three_addresses_is_one_candidate(site: Site, fetcher: Fetcher) -> None:
    links = ["/a-1.html?utm_source=rss", "http://m.news.example/a-1.html#top", "/a-1.html?fbclid=x&zarsrc=1"]
    feed = site.serve("/feed", page(rss(*map(item, links)), kind="application/rss+xml"))
    found = discover(source_at(site, feeds=[feed]), fetcher, {}, NOW)
    assert [candidate.canonical for candidate in found.candidates] == ["http://news.example/a-1.html"]


def test_mirror_mobile_and_print_addresses_are_the_one_article(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    site.serve("/bai-1.html", page(article()))
    links = [
        "/in/1",
        "http://m.news.example/bai-1.html",
        "http://127.0.0.1/bai-1.html",
        "/bai-1.html",
        "/bai-1.html?print=1",
    ]
    for order in (links, links[::-1]):
        feed = site.serve("/feed", page(rss(*map(item, order)), kind="text/xml"))
        found = discover(printing_at(site, feed), fetcher, {}, NOW)
        assert [candidate.canonical for candidate in found.candidates] == ["http://news.example/bai-1.html"]


def test_a_gzipped_sitemap_that_is_a_bomb_is_broken(site: Site, fetcher: Fetcher) -> None:
    sitemap = site.serve("/s.xml.gz", page(gzip.compress(b"<urlset>" + b" " * 70_000_000, 1), kind="application/gzip"))
    (report,) = discover(source_at(site, sitemaps=[sitemap]), fetcher, {}, NOW).reports
    assert report.outcome == "broken"
    assert "when decompressed" in report.message


def test_a_feed_of_ten_thousand_items_is_read_whole(site: Site, fetcher: Fetcher) -> None:
    feed = site.serve("/feed", page(rss(*(item(f"/a-{n}.html") for n in range(10_000))), kind="text/xml"))
    assert len(discover(source_at(site, feeds=[feed]), fetcher, {}, NOW).candidates) == 10_000


def test_foreign_hosts_and_other_pages_of_the_site_are_no_candidates(site: Site, fetcher: Fetcher) -> None:
    links = ["https://elsewhere.example/a-1.html", "/tags/thi-dua", "/a-2.html", "ftp://news.example/a-3.html"]
    feed = site.serve("/feed", page(rss(*map(item, links)), kind="text/xml"))
    found = discover(source_at(site, feeds=[feed]), fetcher, {}, NOW)
    assert [candidate.canonical for candidate in found.candidates] == ["http://news.example/a-2.html"]


def test_a_date_of_tonight_is_not_believed_at_noon() -> None:
    noon = datetime(2025, 8, 1, 12, tzinfo=UTC)
    moments = [noon + timedelta(minutes=minutes) for minutes in (-1, 5, 60)]
    assert [believable(moment, noon) for moment in moments] == [*moments[:2], None]


def test_dates_that_are_missing_or_in_the_future_are_not_believed(site: Site, fetcher: Fetcher) -> None:
    items = [item("/a-1.html"), item("/a-2.html", "Fri, 25 Jul 2099 07:18:00 +0700"), item("/a-3.html", "rất mới")]
    feed = site.serve("/feed", page(rss(*items), kind="text/xml"))
    found = discover(source_at(site, feeds=[feed]), fetcher, {}, NOW)
    assert [candidate.published_at for candidate in found.candidates] == [None, None, None]


def test_an_empty_feed_is_empty_and_a_broken_one_broken(site: Site, fetcher: Fetcher) -> None:
    feeds = [
        site.serve("/empty", page(rss(), kind="text/xml")),
        site.serve("/html", page(article())),
        site.serve("/500", page(b"", 500)),
        site.serve("/gone", page(b"", 410)),
        site.serve("/check", page(b"<script>document.cookie='D1N=1';window.location.reload(true);</script>")),
        site.serve("/reset", reset),
    ]
    found = discover(source_at(site, feeds=feeds), fetcher, {}, NOW)
    assert [report.outcome for report in found.reports] == ["empty"] + ["broken"] * 5
    assert all(report.message for report in found.reports)


@pytest.mark.parametrize(
    ("behaviour", "first", "longest"),
    [
        (page(b"", 503), timedelta(hours=1), timedelta(days=1)),
        (page(b"<html>moved</html>"), timedelta(hours=6), timedelta(days=3)),
        (page(b"", 410), timedelta(hours=24), timedelta(days=14)),
    ],
    ids=["temporary", "soft", "hard"],
)
def test_how_long_a_feed_is_left_alone_depends_on_how_it_failed(
    site: Site, fetcher: Fetcher, behaviour: Behaviour, first: timedelta, longest: timedelta
) -> None:
    feed = site.serve("/feed", behaviour)
    source, states, now, pauses = source_at(site, feeds=[feed]), {}, NOW, []
    for _ in range(8):
        states = discover(source, fetcher, states, now).states
        retry_at = datetime.fromisoformat(states[feed].retry_at or "")
        pauses.append(retry_at - now)
        now = retry_at
    assert (pauses[0], pauses[1], pauses[-1]) == (first, 2 * first, longest)


def test_a_feed_that_fails_is_left_alone_ever_longer_and_comes_back(site: Site, fetcher: Fetcher) -> None:
    feed = site.serve("/feed", in_turn(*[page(b"", 404)] * 2, page(rss(item("/a-1.html")), kind="text/xml")))
    source = source_at(site, feeds=[feed])
    first = discover(source, fetcher, {}, NOW)
    again = discover(source, fetcher, first.states, NOW + timedelta(hours=1))
    assert again.reports[0].outcome == "backing_off"
    second = discover(source, fetcher, first.states, NOW + timedelta(days=2))
    pauses = [datetime.fromisoformat(found.states[feed].retry_at or "") for found in (first, second)]
    assert pauses[1] - (NOW + timedelta(days=2)) > pauses[0] - NOW
    third = discover(source, fetcher, second.states, NOW + timedelta(days=10))
    assert (third.reports[0].outcome, third.states[feed].failures) == ("read", 0)


def test_a_feed_is_asked_for_conditionally_and_its_state_survives_json(site: Site, fetcher: Fetcher) -> None:
    def behave(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.answer(304)
        else:
            handler.answer(200, rss(item("/a-1.html")), "text/xml", ETag='"v1"')

    source = source_at(site, feeds=[site.serve("/feed", behave)])
    first = discover(source, fetcher, {}, NOW)
    states = {url: FeedState.from_json(state.as_json()) for url, state in first.states.items()}
    second = discover(source, fetcher, states, NOW)
    assert [first.reports[0].outcome, second.reports[0].outcome] == ["read", "unchanged"]


def test_a_feed_is_asked_for_by_the_date_of_its_last_change(site: Site, fetcher: Fetcher) -> None:
    changed = "Fri, 25 Jul 2025 00:18:00 GMT"

    def behave(handler: Handler) -> None:
        if handler.headers.get("If-Modified-Since") == changed:
            handler.answer(304)
        else:
            handler.answer(200, rss(item("/a-1.html")), "text/xml", Last_Modified=changed)

    source = source_at(site, feeds=[site.serve("/feed", behave)])
    first = discover(source, fetcher, {}, NOW)
    assert discover(source, fetcher, first.states, NOW).reports[0].outcome == "unchanged"


def test_a_feed_with_the_same_bytes_is_unchanged_without_any_headers(site: Site, fetcher: Fetcher) -> None:
    source = source_at(site, feeds=[site.serve("/feed", page(rss(item("/a-1.html")), kind="text/xml"))])
    first = discover(source, fetcher, {}, NOW)
    assert discover(source, fetcher, first.states, NOW).reports[0].outcome == "unchanged"


def test_an_index_that_stays_the_same_does_not_hide_new_articles(site: Site, fetcher: Fetcher) -> None:
    first = page(b"<urlset><url><loc>/a-1.html</loc></url></urlset>", kind="text/xml")
    second = page(b"<urlset><url><loc>/a-2.html</loc></url></urlset>", kind="text/xml")
    site.serve("/s1.xml", in_turn(first, second))
    index = b"<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>"
    source = source_at(site, sitemaps=[site.serve("/sitemap.xml", page(index, kind="text/xml", ETag='"1"'))])
    before = discover(source, fetcher, {}, NOW)
    after = discover(source, fetcher, before.states, NOW)
    assert [candidate.canonical[-8:] for candidate in after.candidates] == ["a-2.html"]


def test_an_index_is_broken_if_no_sitemap_that_was_tried_can_be_read(site: Site, fetcher: Fetcher) -> None:
    paths = [f"/s{number}.xml" for number in range(MAX_SITEMAPS + 5)]
    for path in paths:
        site.serve(path, page(b"", 404))
    index = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths)
    feed = site.serve("/sitemap.xml", page(f"<sitemapindex>{index}</sitemapindex>".encode(), kind="text/xml"))
    found = discover(source_at(site, sitemaps=[feed]), fetcher, {}, NOW)
    assert found.reports[0].outcome == "broken"
    assert found.states[feed].failures == 1


def test_a_listing_whose_next_page_failed_is_read_whole_the_next_time(site: Site, fetcher: Fetcher) -> None:
    site.serve("/cd/2", in_turn(reset, reset, page(b'<h3><a href="/a-3.html">Ba</a></h3>')))
    listing = site.serve("/cd", page(b'<h3><a href="/a-2.html">Hai</a></h3><a class="next" href="/cd/2">2</a>'))
    source = source_at(site, listings=[{"url": listing, "item": "h3 a", "next": "a.next", "pages": 2}])
    before = discover(source, fetcher, {}, NOW)
    assert "next page" in before.reports[0].message
    after = discover(source, fetcher, before.states, NOW)
    assert [candidate.canonical[-8:] for candidate in after.candidates] == ["a-2.html", "a-3.html"]


def test_sitemaps_and_listings_with_pagers_are_followed(site: Site, fetcher: Fetcher) -> None:
    site.serve("/s1.xml", page(b"<urlset><url><loc>/a-1.html</loc></url></urlset>", kind="application/xml"))
    index = site.serve(
        "/sitemap.xml",
        page(b"<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>", kind="application/xml"),
    )
    site.serve("/cd/2", page(b'<h3><a href="/a-3.html">Ba</a></h3>'))
    listing = site.serve("/cd", page(b'<h3><a href="/a-2.html">Hai</a></h3><a class="next" href="/cd/2">2</a>'))
    source = source_at(
        site, sitemaps=[index], listings=[{"url": listing, "item": "h3 a", "next": "a.next", "pages": 3}]
    )
    found = discover(source, fetcher, {}, NOW)
    assert [candidate.canonical[-8:] for candidate in found.candidates] == ["a-1.html", "a-2.html", "a-3.html"]
