"""What feeds, sitemaps and listings say, well written or not."""

import gzip
from datetime import datetime
from pathlib import Path

import pytest
from feeding import URL, item, rss
from hypothesis import example, given
from hypothesis import strategies as st
from misbehaving import article

from extract.dates import VIETNAM
from extract.feeds import BrokenFeedError, read_feed, read_listing, read_sitemap


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
