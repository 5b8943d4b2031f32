"""Discovery and collection against a real server: feeds, sitemaps, listings, states, budgets."""

import gzip
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from misbehaving import PARAGRAPH, Behaviour, Handler, Site, article, in_turn, page, redirect, reset, running

from extract.collect import Collection, collect, collect_pages
from extract.dates import VIETNAM, believable
from extract.discover import MAX_SITEMAPS, FeedState, discover
from extract.errors import NotHtmlError
from extract.feeds import BrokenFeedError, read_feed, read_listing, read_sitemap
from extract.fetch import Fetcher
from extract.landing import Landing
from extract.outcome import Outcome
from extract.parse import parse, parse_landed
from extract.sources import Rate, Source, Theme

NOW = datetime(2025, 8, 1, tzinfo=UTC)
URL = "https://news.example/rss/cong-doan.rss"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str, date: str = "") -> str:
    return f"<item><title>Bài</title><link>{link}</link>{f'<pubDate>{date}</pubDate>' if date else ''}</item>"


def source_at(site: Site, **discovery: Any) -> Source:
    return Source(
        name="test",
        title="Báo thử",
        hosts=["news.example"],
        mirrors=["127.0.0.1", "m.news.example"],
        discovery=discovery,
        include=[r"-\d+\.html$"],
        rate={"delay": 0, "pages": 50},
        loopback=True,
    )


def collected(
    source: Source,
    fetcher: Fetcher,
    folder: Path,
    states: Mapping[str, FeedState] | None = None,
    known: Mapping[str, datetime] | None = None,
) -> Collection:
    def known_of(urls: Sequence[str]) -> dict[str, datetime]:
        return {url: (known or {})[url] for url in urls if url in (known or {})}

    return collect(source, fetcher, Landing(folder), states=states or {}, known=known_of, now=NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Fri, 25 Jul 2025 07:18:00 +0700", "2025-07-25T07:18:00+07:00"),
        ("Fri, 25 Jul 2025 07:18:00 +07", "2025-07-25T07:18:00+07:00"),
        ("Fri, 25 Jul 2025 07:18:00 GMT+7", "2025-07-25T07:18:00+07:00"),
        ("Fri, 25 Jul 2025 00:18:00 GMT", "2025-07-25T07:18:00+07:00"),
        ("25/07/2025 07:18", "2025-07-25T07:18:00+07:00"),
        ("05/07/2025 07:18:00 AM", "2025-07-05T07:18:00+07:00"),
        ("7/5/2025 7:18:00\u202fAM", "2025-07-05T07:18:00+07:00"),
        ("7/25/2025 7:18:00\u202fPM", "2025-07-25T19:18:00+07:00"),
        ("2025-07-25T00:18:00Z", "2025-07-25T07:18:00+07:00"),
        ("2025-07-25 07:18:00", "2025-07-25T07:18:00+07:00"),
        ("Thứ sáu, ngày 25 tháng 7 năm 2025 - 07:18", "2025-07-25T07:18:00+07:00"),
    ],
)
def test_the_dates_of_real_vietnamese_feeds_are_read(written: str, meant: str) -> None:
    (entry,) = read_feed(rss(item("/a-1.html", written)), URL, VIETNAM)
    assert entry.published_at == datetime.fromisoformat(meant)


def test_atom_and_every_rss_since_the_nineties_are_feeds() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><link href="a-1.html"/>'
        b"<updated>2025-07-25T07:18:00+07:00</updated></entry></feed>"
    )
    rdf = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/"><title>t</title></channel>'
        b'<item rdf:about="/a"><title>x</title><link>/a-1.html</link><dc:date>2025-07-25T07:18:00+07:00</dc:date>'
        b"</item></rdf:RDF>"
    )
    old = b'<rss version="0.91"><channel><title>t</title><item><link>/a-1.html</link></item></channel></rss>'
    assert [entry.url for entry in read_feed(atom, URL, VIETNAM)] == ["https://news.example/rss/a-1.html"]
    (entry,) = read_feed(rdf, URL, VIETNAM)
    assert (entry.url, entry.published_at) == (
        "https://news.example/a-1.html",
        datetime(2025, 7, 25, 7, 18, tzinfo=VIETNAM),
    )
    assert [entry.url for entry in read_feed(old, URL, VIETNAM)] == ["https://news.example/a-1.html"]


def test_a_feed_of_ten_thousand_items_is_read_whole() -> None:
    assert len(read_feed(rss(*(item(f"/a-{n}.html") for n in range(10_000))), URL, VIETNAM)) == 10_000


def test_an_xml_bomb_stays_small() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]>'.encode()
    payload = bomb + rss("<item><title>&l9;</title><link>/a-1.html</link></item>")[21:]
    entries = read_feed(payload, URL, VIETNAM)
    assert all(len(entry.title or "") < 1000 for entry in entries)
    assert read_sitemap(bomb + b"<urlset><url><loc>&l9;</loc></url></urlset>", URL, VIETNAM) == ([], [])


def test_an_external_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("s3cret")
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'.encode()
    feed = doctype + rss("<item><title>&f;</title><link>/a-1.html</link></item>")[21:]
    sitemap = doctype + b"<urlset><url><loc>https://news.example/&f;-1.html</loc></url></urlset>"
    entries = read_feed(feed, URL, VIETNAM) + read_sitemap(sitemap, URL, VIETNAM)[0]
    assert "s3cret" not in repr(entries)


@pytest.mark.parametrize("payload", [b"<html><body>Not a feed</body></html>", b"", b"\x00\xff", b"<rss", b"{}"])
def test_what_is_no_feed_is_broken_and_not_empty(payload: bytes) -> None:
    with pytest.raises(BrokenFeedError):
        read_feed(payload, URL, VIETNAM)


@given(st.binary(max_size=300))
@example(b"<:")
@example(b"<urlset><url><:>x</:></url><!-- y --></urlset>")
def test_no_bytes_bring_a_feed_reader_down(payload: bytes) -> None:
    for read in (lambda: read_feed(payload, URL, VIETNAM), lambda: read_sitemap(payload, URL, VIETNAM)):
        try:
            read()
        except BrokenFeedError:
            continue


def test_a_link_that_is_no_address_costs_only_itself() -> None:
    links = ["http://[x/a-1.html", "/a-2.html"]
    sitemap = "".join(f"<url><loc>{link}</loc></url>" for link in links)
    html = (
        "".join(f'<h3><a href="{link}">Bài viết</a></h3>' for link in links) + '<a class="next" href="http://[x">2</a>'
    )
    listed, following = read_listing(html.encode(), URL, "h3 a", "a.next")
    for entries in (
        read_feed(rss(*map(item, links)), URL, VIETNAM),
        read_sitemap(f"<urlset>{sitemap}</urlset>".encode(), URL, VIETNAM)[0],
        listed,
    ):
        assert [entry.url for entry in entries] == ["https://news.example/a-2.html"]
    assert following is None


def test_a_news_sitemap_and_a_gzipped_index_are_read() -> None:
    news = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        b"<url><loc>https://news.example/a-1.html</loc><news:news><news:publication_date>2025-07-25T07:18:00+07:00"
        b"</news:publication_date><news:title>B\xc3\xa0i</news:title></news:news></url></urlset>"
    )
    entries, further = read_sitemap(news, URL, VIETNAM)
    assert [(entry.url, entry.title) for entry in entries] == [("https://news.example/a-1.html", "Bài")]
    assert entries[0].published_at == datetime(2025, 7, 25, 7, 18, tzinfo=VIETNAM)
    index = gzip.compress(b"<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>")
    assert [entry.url for entry in read_sitemap(index, URL, VIETNAM)[1]] == ["https://news.example/s1.xml"]
    assert not further


def test_a_listing_gives_each_article_once_and_its_next_page() -> None:
    html = (
        '<a href="/a-1.html"><img></a><h3><a href="/a-1.html">Bài một</a></h3><h3><a href="b-2.html">Bài hai</a></h3>'
        '<a href="javascript:void(0)">x</a><a class="next" href="?p=2">Tiếp</a>'
    )
    entries, following = read_listing(html.encode(), "https://news.example/cd/", "a:not(.next)", "a.next")
    assert [(entry.url, entry.title) for entry in entries] == [
        ("https://news.example/a-1.html", "Bài một"),
        ("https://news.example/cd/b-2.html", "Bài hai"),
    ]
    assert following == "https://news.example/cd/?p=2"


def test_a_listing_whose_markup_changed_is_broken() -> None:
    with pytest.raises(BrokenFeedError, match="markup"):
        read_listing(article(), URL, ".list_news a", None)


def test_one_article_under_three_addresses_is_one_candidate(site: Site, fetcher: Fetcher) -> None:
    links = ["/a-1.html?utm_source=rss", "http://m.news.example/a-1.html#top", "/a-1.html?fbclid=x&zarsrc=1"]
    feed = site.serve("/feed", page(rss(*map(item, links)), kind="application/rss+xml"))
    found = discover(source_at(site, feeds=[feed]), fetcher, {}, NOW)
    assert [candidate.canonical for candidate in found.candidates] == ["http://news.example/a-1.html"]


def printing_at(site: Site, feed: str) -> Source:
    source = source_at(site, feeds=[feed])
    return source.model_copy(update={"include": [r"-(?P<number>\d+)\.html$"], "prints": [r"^/in/(?P<number>\d+)$"]})


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


def test_a_print_view_alone_is_read_as_the_article_that_it_names(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    named = (
        '<p>Địa chỉ bài viết: http://m.news.example/trao-giay-khen-1.html</p><a href="/bai-khac-2.html">Khác</a></body>'
    )
    site.serve("/in/1", page(article().replace(b"</body>", named.encode())))
    source = printing_at(site, site.serve("/feed", page(rss(item("/in/1")), kind="text/xml")))
    (landed,) = collected(source, fetcher, tmp_path).landed
    (payload,) = Landing(tmp_path).read(landed)
    read = parse(payload, landed.source_uri, sources={"test": source})
    own = parse(article(), "http://news.example/trao-giay-khen-1.html", sources={"test": source})
    assert read.url == own.url == "http://news.example/trao-giay-khen-1.html"
    assert read.article_id == own.article_id


def test_a_gzipped_sitemap_that_is_a_bomb_is_broken(site: Site, fetcher: Fetcher) -> None:
    sitemap = site.serve("/s.xml.gz", page(gzip.compress(b"<urlset>" + b" " * 70_000_000, 1), kind="application/gzip"))
    (report,) = discover(source_at(site, sitemaps=[sitemap]), fetcher, {}, NOW).reports
    assert report.outcome == "broken"
    assert "when decompressed" in report.message


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


def test_a_budget_of_minutes_leaves_the_rest_for_the_next_run(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    paths = [f"/a-{number}.html" for number in range(5)]
    for path in paths:
        site.serve(path, page(article(f"Bài {path}")))
    source = source_at(site, feeds=[site.serve("/feed", page(rss(*map(item, paths)), kind="text/xml"))])
    rate = source.rate.model_copy(update={"minutes": 0.3 / 60, "delay": 0.2})
    result = collected(source.model_copy(update={"rate": rate}), fetcher, tmp_path)
    assert 0 < result.left < 5
    assert len(result.landed) + result.left == 5


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


def part(number: int, links: str) -> bytes:
    text = f"<p>{PARAGRAPH}Phần {number} của bài viết nhiều trang.</p><p>{PARAGRAPH}Hết phần {number}.</p>"
    return f'<html><body><h1>Bài nhiều trang</h1><div class="c">{text}</div>{links}</body></html>'.encode()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sites without a profile are asked without a pause."""
    monkeypatch.setattr("extract.collect.UNKNOWN_SITE", Rate(delay=0))


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("form", ["/bai-1.html?page={}", "/bai-1/{}", "/bai-1/page/{}/", "/bai-1-trang-{}.html"])
def test_the_pages_of_an_unknown_publishers_article_are_joined(
    site: Site, fetcher: Fetcher, tmp_path: Path, form: str
) -> None:
    others = '<a rel="next" href="/bai-2.html">Bài sau</a><div class="comments"><a href="?page=2">2</a></div>'
    parts = {form.format(n): part(n, f'<a href="{form.format(n + 1)}">Tiếp</a>' if n < 3 else "") for n in (2, 3)}

    def behave(handler: Handler) -> None:
        handler.answer(200, parts.get(handler.path) or part(1, others + f'<a href="{form.format(2)}">2</a>'))

    for path in ("/bai-1.html", *parts):
        site.serve(path.split("?")[0], behave)
    result = collect_pages([site.url("/bai-1.html")], fetcher, Landing(tmp_path), {})
    (landed,) = result.landed
    text = parse_landed(landed, Landing(tmp_path)).text
    assert [f"Hết phần {number}." in text for number in (1, 2, 3)] == [True, True, True]
    assert site.asked["/bai-2.html"] == 0


def test_what_only_looks_like_a_further_page_is_not_joined(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    links = ["/bai-2.html", "/bai-1-2.html", "https://elsewhere.example/bai-1.html?page=2", "?page=3", "?id=2", "/"]
    anchors = (
        "".join(f'<a rel="next" href="{link}">2</a>' for link in links) + '<p id="comments"><a href="?page=2">2</a></p>'
    )
    site.serve("/bai-1.html", page(part(1, anchors)))
    (landed,) = collect_pages([site.url("/bai-1.html")], fetcher, Landing(tmp_path), {}).landed
    assert len(Landing(tmp_path).read(landed)) == 1
    assert sum(site.asked.values()) - site.asked["/robots.txt"] == 1


def test_an_article_cut_into_pages_lands_and_reads_as_one(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    def part(number: int) -> bytes:
        text = f"<p>{PARAGRAPH}Phần {number} của bài viết nhiều trang.</p>"
        pager = "".join(f'<a href="/a-1.html?b={page}">{page}</a>' for page in (1, 2, 3))
        head = f'<html><h1>Bài nhiều trang</h1><p class="l">{PARAGRAPH}</p>'
        return f'{head}<div class="c">{text}<div class="p">{pager}</div></div>'.encode()

    def behave(handler: Handler) -> None:
        handler.answer(200, part(int((handler.path + "?b=1").split("b=")[1][0])))

    site.serve("/a-1.html", behave)
    theme = {"name": "x", "title": "h1", "lead": ".l", "body": ".c", "drop": ".p", "pager": ".c .p a"}
    source = source_at(site, feeds=[site.serve("/feed", page(rss(item("/a-1.html")), kind="text/xml"))])
    source = source.model_copy(update={"themes": [Theme.model_validate(theme)]})
    (landed,) = collected(source, fetcher, tmp_path).landed
    landing = Landing(tmp_path)
    first, *further = landing.read(landed)
    lines = parse(first, landed.source_uri, further=further, sources={"test": source}).text.split("\n")
    assert [line.removeprefix(PARAGRAPH) for line in lines[1:]] == [
        f"Phần {number} của bài viết nhiều trang." for number in (1, 2, 3)
    ]
    assert site.asked["/a-1.html"] == 3


@pytest.mark.usefixtures("hasty")
def test_given_addresses_are_asked_for_once_an_article_and_each_has_its_outcome(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.serve("/robots.txt", page(b"User-agent: *\nDisallow: /private\n", kind="text/plain"))
    site.serve("/a-1.html", page(article()))
    addresses = [
        site.url(path) for path in ("/a-1.html", "/a-1.html?utm_source=x", "/private/b-2.html", "/gone-3.html")
    ]
    result = collect_pages([*addresses, "http://10.0.0.1/", "http://["], fetcher, Landing(tmp_path), {})
    assert [page.outcome for page in result.pages] == [
        Outcome.FETCHED, Outcome.ROBOTS, Outcome.GONE, Outcome.REFUSED_ADDRESS, Outcome.REFUSED_ADDRESS,
    ]  # fmt: skip
    assert (site.asked["/a-1.html"], site.asked["/private/b-2.html"]) == (1, 0)
    assert all(page.message for page in result.pages if not page.landed)


def test_a_given_address_of_a_known_site_is_read_by_its_profile(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    site.serve("/a-1.html", page(article()))
    source = source_at(site)
    (landed,) = collect_pages([site.url("/a-1.html")], fetcher, Landing(tmp_path), {"test": source}).landed
    assert landed.source_uri == "http://news.example/a-1.html"
