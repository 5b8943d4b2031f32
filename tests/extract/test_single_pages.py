"""Single pages and their parts against a real server: pagers, print views, addresses that somebody gives."""

from pathlib import Path

import pytest
from feeding import collected, item, printing_at, rss, source_at
from misbehaving import PARAGRAPH, Handler, Site, article, page

from extract.collect import collect_pages
from extract.fetch import Fetcher
from extract.landing import Landing
from extract.outcome import Outcome
from extract.parse import parse, parse_landed
from extract.sources import Rate, Theme


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
