"""Pages to articles: known publishers by their frozen pages, unknown markup, and what is no article."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from misbehaving import PARAGRAPH, article

from extract.article import Article
from extract.errors import (
    BotCheckError,
    EmptyPageError,
    MarkupError,
    NoArticleError,
    NotHtmlError,
    PageError,
    PaywallError,
    TooLargeError,
)
from extract.parse import parse
from extract.sources import Source, packaged_sources

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
MARKUPS = sorted((Path(__file__).parent / "markups").glob("*.html"))
URI = "https://unknown.example/bai-1.html"
CPU_SECONDS = 30.0
"""Many times what refusing takes."""


def expected(page: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    return values


def fields(read: Article) -> dict[str, Any]:
    return {
        "publisher": read.publisher,
        "url": read.url,
        "title": read.title,
        "kicker": read.kicker,
        "author": read.author,
        "published_at": read.published_at.isoformat() if read.published_at else None,
        "captions": list(read.captions),
        "text": read.text.split("\n"),
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_frozen_page_reads_as_a_person_would_copy_it(page: Path) -> None:
    assert fields(parse(page.read_bytes(), URI)) == expected(page)


def test_every_publisher_has_a_frozen_page() -> None:
    assert {expected(page)["publisher"] for page in PAGES} >= set(packaged_sources())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_generic_reader_reads_known_publishers_as_their_profiles_do(page: Path) -> None:
    read, wanted = fields(parse(page.read_bytes(), URI, sources={})), expected(page)
    for field in ("text", "title", "published_at", "url"):
        assert read[field] == wanted[field]
    assert (read["author"] or "").casefold() == (wanted["author"] or "").casefold()


@pytest.mark.parametrize("name", ["laodongthudo.vn-2018", "laodong.vn-2024", "unknown-portal"])
@pytest.mark.parametrize("markup", MARKUPS, ids=lambda markup: markup.stem)
def test_markup_never_seen_before_is_read_without_its_furniture(markup: Path, name: str) -> None:
    told = expected(Path(__file__).parent / "pages" / f"{name}.html")
    lead, *paragraphs = told["text"]
    paragraphs = [line for line in paragraphs if len(line) > 100]
    paragraphs = [*paragraphs[:6], " ".join(paragraphs[6:])]
    published = datetime.fromisoformat(told["published_at"])
    values = {f"p{number}": text for number, text in enumerate(paragraphs, 1)}
    page = Template(markup.read_text(encoding="utf-8")).substitute(
        values,
        title=told["title"],
        title_json=json.dumps(told["title"]),
        lead=lead,
        author=told["author"],
        caption="Lãnh đạo Công đoàn ngành trao Giấy khen cho các tập thể. Ảnh: T.H",
        day=f"{published:%d/%m/%Y}",
        clock=f"{published:%H:%M}",
        iso=published.isoformat(),
    )
    read = parse(page.encode(), URI)
    assert read.text.split("\n") == [lead, *paragraphs]
    assert (read.title, read.author) == (told["title"], told["author"])
    assert read.published_at is not None
    assert read.published_at.date() == published.date()


@pytest.mark.parametrize(
    "html",
    [
        f'<p><img src="a.jpg">{PARAGRAPH}</p>',
        f'<div><img src="a.jpg">{PARAGRAPH}</div>',
        f'<div><p><img src="a.jpg"></p><p>{PARAGRAPH}</p><p>Ngắn thôi.</p></div>',
    ],
)
def test_a_paragraph_with_an_image_in_it_is_no_caption(html: str) -> None:
    read = parse(article().replace(b"<div>", f"<div>{html}".encode()), URI)
    assert read.text.startswith(PARAGRAPH.strip())
    assert not read.captions


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="a.jpg"><figcaption>Quang cảnh hội nghị.</figcaption></figure>',
        '<p><img src="a.jpg"></p><p><em>Quang cảnh hội nghị.</em></p>',
        '<p style="text-align:center"><img src="a.jpg"><br>Quang cảnh hội nghị.</p>',
        '<div><img src="a.jpg"><div>Quang cảnh hội nghị.</div></div>',
        '<table><tr><td><img src="a.jpg"></td></tr><tr><td>Quang cảnh hội nghị.</td></tr></table>',
        '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">Quang cảnh hội nghị.</p></div>',
        '<center><img src="a.jpg"><br><small>Quang cảnh hội nghị.</small></center>',
    ],
)
def test_captions_are_kept_apart_however_they_are_marked_up(html: str) -> None:
    page = article().replace(b"<p>", f"<p>{PARAGRAPH}Đầu tiên.</p>{html}<p>".encode(), 1)
    read = parse(page, URI)
    assert read.captions == ("Quang cảnh hội nghị.",)
    assert "Quang cảnh" not in read.text


def test_a_table_of_data_becomes_lines_and_a_table_of_layout_does_not() -> None:
    page = next(page for page in PAGES if page.stem == "hanoi.gov.vn-2019")
    text = parse(page.read_bytes(), URI).text
    assert "TT | Đơn vị | Số người được biểu dương\n1 | Xí nghiệp Xe buýt 10-10 Hà Nội | 06\n" in text


@pytest.mark.parametrize(
    ("payload", "error", "reason"),
    [
        (b"", EmptyPageError, "empty"),
        (b" \n\0\0", EmptyPageError, "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, NotHtmlError, "not_html"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", NotHtmlError, "not_html"),
        (bytes(range(256)) * 40, PageError, None),
        (
            b"<html><body><h1>404</h1><p>Kh\xc3\xb4ng t\xc3\xacm th\xe1\xba\xa5y trang</p></body></html>",
            NoArticleError,
            "no_article",
        ),
        (b"<html><body>" + b"<a href='/a'>Tin</a> " * 500 + b"</body></html>", NoArticleError, "no_article"),
        (b"<html>" + b"a" * 40_000_000, TooLargeError, "too_large"),
        (
            b"<html><head><script>document.cookie='D1N=1';window.location.reload(true);</script></head><body></body></html>",
            BotCheckError,
            "bot_check",
        ),
        (
            b'<html><head><script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}'
            b"</script></head><body><p>D\xc3\xa0nh cho thu\xc3\xaa bao.</p></body></html>",
            PaywallError,
            "paywall",
        ),
        ("Một dòng chữ ngắn.".encode(), NoArticleError, "no_article"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(
    payload: bytes, error: type[PageError], reason: str | None
) -> None:
    with pytest.raises(error) as raised:
        parse(payload, "file:///page.html")
    assert reason in (None, raised.value.reason)
    assert "file:///page.html" in str(raised.value)


def test_the_teaser_of_an_article_for_subscribers_is_no_article_and_a_whole_text_is() -> None:
    told = b'<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    shown = f"<h1>Bài dài</h1><div><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></div>"
    teaser = f"<html><head>{told.decode()}</head><body>{shown}</body></html>"
    with pytest.raises(PaywallError):
        parse(teaser.encode(), URI)
    whole = article().replace(b"<head>", b"<head>" + told).replace(b"</div>", f"<p>{PARAGRAPH * 3}</p></div>".encode())
    assert len(parse(whole, URI).text) > 1000


def test_an_error_page_with_status_200_is_no_article() -> None:
    boxes = "".join(f"<li><a href='/{n}.html'>Trao 52 Giấy khen cho công nhân giỏi lần {n}</a></li>" for n in range(30))
    page = (
        "<html><head><title>404 - Không tìm thấy trang</title></head><body><h1>Không tìm thấy trang</h1><div><p>Đường "
        "dẫn bạn yêu cầu không tồn tại hoặc đã bị xóa khỏi hệ thống, mời bạn trở về trang chủ hoặc tìm kiếm bài "
        "viết khác. Xin lỗi bạn đọc vì sự bất tiện này.</p></div>" + f"<ul>{boxes}</ul></body></html>"
    )
    with pytest.raises(NoArticleError):
        parse(page.encode(), URI)


@pytest.mark.parametrize("tag", [b"<div>", b"<table><tr><td>", b"<font><b>", b"<blockquote>"])
def test_a_hundred_thousand_nested_tags_are_refused_at_once(tag: bytes) -> None:
    started = time.process_time()
    with pytest.raises(MarkupError, match="inside each other"):
        parse(article().replace(b"<div>", tag * 100_000 + b"<div>"), URI)
    assert time.process_time() - started < CPU_SECONDS


def test_a_page_of_half_a_million_elements_is_refused_at_once() -> None:
    started = time.process_time()
    with pytest.raises(MarkupError, match="elements"):
        parse(article().replace(b"</body>", b"x<br>" * 500_000 + b"</body>"), URI)
    assert time.process_time() - started < CPU_SECONDS


def test_tags_nested_as_deep_as_bad_portals_nest_them_are_read() -> None:
    assert "52 cá nhân" in parse(article().replace(b"<div>", b"<table><tr><td>" * 60 + b"<div>"), URI).text


def test_nul_bytes_do_not_hide_an_article() -> None:
    assert "\0" not in parse(article().replace(b"Gi\xe1", b"\0Gi\xe1"), URI).text


def test_a_date_after_the_page_was_fetched_is_not_believed() -> None:
    page = article().replace(
        b"<head>", b'<head><meta property="article:published_time" content="2099-01-01T00:00:00+07:00">'
    )
    assert parse(page, URI, fetched_at=datetime(2025, 8, 1, tzinfo=UTC)).published_at is None


def test_the_language_of_an_unknown_page_is_told_by_its_letters_and_not_by_its_tags() -> None:
    english = "<p>" + "The union of the district commended fifty-two workers for their initiatives today. " * 4 + "</p>"
    page = f'<html lang="vi"><body><h1>Fifty-two workers</h1><div>{english * 3}</div></body></html>'
    assert parse(page.encode(), URI).language == "und"
    assert parse(article().replace(b"<html>", b'<html lang="en">'), URI).language == "vi"


def test_a_canonical_link_that_is_no_address_is_passed_over() -> None:
    page = article().replace(b"<head>", b'<head><link rel="canonical" href="http://[x/a.html">')
    assert parse(page, URI).url == URI


def test_a_theme_is_tried_first_on_pages_of_its_time() -> None:
    themes = [
        {"name": "now", "since": "2020-01-01", "body": ".content", "title": "h1", "author": ".by"},
        {"name": "then", "until": "2019-12-31", "body": ".content", "title": "h1", "author": ".writer"},
    ]
    source = Source(name="test", title="Báo thử", hosts=["unknown.example"], themes=themes)
    for year, author in ((2018, "Mai Khôi"), (2024, "Hà Anh"), (None, "Hà Anh")):
        head = f'<meta property="article:published_time" content="{year}-05-01T08:00:00+07:00">' if year else ""
        body = f'<p class="by">Hà Anh</p><p class="writer">Mai Khôi</p><div class="content">{PARAGRAPH * 3}</div>'
        page = f"<html><head>{head}</head><body><h1>Trao Giấy khen</h1>{body}</body></html>"
        assert parse(page.encode(), URI, sources={"test": source}).author == author


def test_the_site_itself_is_no_author() -> None:
    page = article().replace(b"<head>", '<head><meta name="author" content="Báo Lao Động">'.encode())
    assert parse(page, URI).author is None


@given(st.text(alphabet="<>/=\"' pdivtablrh1&;#-áđ\n", max_size=400))
def test_no_markup_brings_the_parser_down(markup: str) -> None:
    page = article().replace(b"</body>", f"{markup}</body>".encode())
    try:
        parse(page, URI)
    except PageError:
        return


@given(st.binary(max_size=400))
def test_no_bytes_bring_the_parser_down(payload: bytes) -> None:
    try:
        parse(payload, URI)
    except PageError:
        return
