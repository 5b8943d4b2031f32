"""A night on a site that misbehaves in every way: each page ends in its class, nothing is lost, the run goes on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

import misbehaving
import pytest
from misbehaving import Behaviour, Handler, Site, article, gzipped, in_turn, page, redirect
from sqlalchemy import Engine

from extract.fetch import Fetcher
from extract.outcome import Fetched
from extract.sources import Rate
from flows.runner import run_flow
from warehouse.query import run_sql

CHECK = b"<html><script>document.cookie='D1N=4f3c';window.location.reload(true);</script></html>"
NOT_FOUND = "<html><title>404</title><h1>Không tìm thấy trang</h1><p>Trang bạn tìm không tồn tại.</p></html>".encode()
SUBSCRIBERS = (
    b'<html><head><script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    + "</head><body><p>Dành cho thuê bao.</p></body></html>".encode()
)
NESTED = article().replace(b"<div>", b"<div>" * 100_000)
WRONG_CHARSET = article("Bảng mã khai sai").replace(b"<head>", b'<head><meta charset="iso-8859-1">')


def soon(handler: Handler) -> None:
    """Busy for a second, said as a date."""
    when = datetime.now(UTC) + timedelta(seconds=1)
    handler.answer(503, b"", Retry_After=format_datetime(when, usegmt=True))


PAGES: dict[str, tuple[Behaviour, str, str | None]] = {
    "tot-1": (page(article("Bài thứ nhất của đêm")), "new", None),
    "slow-headers-2": (misbehaving.slow_headers, "quarantined", "timeout"),
    "slow-body-3": (misbehaving.slow_body, "quarantined", "timeout"),
    "silent-4": (misbehaving.silent, "quarantined", "timeout"),
    "endless-5": (misbehaving.endless_body, "quarantined", "too_large"),
    "too-short-6": (misbehaving.too_short, "quarantined", "incomplete"),
    "too-long-7": (misbehaving.too_long, "new", None),
    "cut-gzip-8": (gzipped(article() * 50, keep=300), "quarantined", "incomplete"),
    "bomb-9": (misbehaving.gzip_bomb, "quarantined", "too_large"),
    "loop-10": (redirect("/cong-doan/loop-10.html", 301), "quarantined", "redirect_loop"),
    "inside-11": (redirect("http://169.254.169.254/latest/meta-data/"), "quarantined", "refused_address"),
    "file-12": (redirect("file:///etc/passwd"), "quarantined", "refused_address"),
    "unmodified-13": (page(b"", 304), "skipped", "not_modified"),
    "missing-14": (page(b"", 404), "skipped", "gone"),
    "gone-15": (page(b"", 410), "skipped", "gone"),
    "busy-16": (page(b"", 429), "quarantined", "rate_limited"),
    "busy-for-a-second-17": (
        in_turn(page(b"", 429, Retry_After="1"), page(article("Bài sau một giây"))),
        "new",
        None,
    ),
    "busy-until-18": (in_turn(soon, page(article("Bài sau giờ hẹn"))), "new", None),
    "error-19": (page(b"", 500), "quarantined", "server_error"),
    "error-at-first-20": (in_turn(page(b"", 500), page(article("Bài ở lần hỏi thứ hai"))), "new", None),
    "reset-21": (misbehaving.reset, "quarantined", "connection"),
    "picture-22": (page(b"\x89PNG", kind="image/png"), "quarantined", "wrong_type"),
    "picture-called-html-23": (page(b"\x89PNG\r\n\x1a\n" + bytes(999)), "quarantined", "not_html"),
    "error-page-24": (page(NOT_FOUND), "quarantined", "no_article"),
    "soft-404-25": (redirect("/"), "skipped", "gone"),
    "wrong-charset-26": (page(WRONG_CHARSET, kind="text/html; charset=windows-1252"), "new", None),
    "nul-27": (page(article("Bài có ký tự rỗng").replace(b"Gi\xe1", b"\0Gi\xe1")), "new", None),
    "40-mb-28": (page(b"<p>" + b"a" * 40_000_000), "quarantined", "too_large"),
    "nested-29": (page(NESTED), "quarantined", "markup"),
    "bot-check-30": (page(CHECK), "quarantined", "bot_check"),
    "paywall-31": (page(SUBSCRIBERS), "quarantined", "paywall"),
    "empty-32": (page(b""), "quarantined", "empty"),
    "tot-33": (page(article("Bài cuối cùng của đêm")), "new", None),
}
"""By the name in its address: what the site does, what becomes of the page, and why."""

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lollollol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b'<!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&j;&f;</title></channel></rss>'
)


def address(name: str) -> str:
    return f"/cong-doan/{name}.html"


@pytest.fixture
def hostile() -> Iterator[Site]:
    items = "".join(
        f"<item><link>{link}</link></item>"
        for name in PAGES
        for link in (
            [address(name)] if name != "tot-1" else [address(name) + query for query in ("", "?fbclid=1", "#a")]
        )
    )
    with misbehaving.running() as site:
        site.serve("/", page(article("Trang nhất")))
        site.serve(
            "/rss/cong-doan.xml", page(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), kind="text/xml")
        )
        site.serve("/sitemap.xml", page(BOMB, kind="text/xml"))
        site.serve("/cong-doan/", misbehaving.reset)
        for name, (behaviour, *_) in PAGES.items():
            site.serve(address(name), behaviour)
        yield site


def test_a_night_on_a_hostile_web_loses_nothing_and_says_what_came_of_every_page(
    api: str,
    url: str,
    engine: Engine,
    hostile: Site,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)
    patient, impatient = (
        Fetcher(contact="https://example.org", loopback=True, tries=2, backoff=0.01, max_bytes=2_000_000)
        for _ in range(2)
    )
    assert impatient.get(hostile.base, Rate(delay=0)).ok

    def get(url: str, rate: Rate, **more: Any) -> Fetched:
        without_end = any(name in url for name in ("slow-headers", "slow-body", "silent"))
        return (impatient if without_end else patient).get(url, rate, **more)

    monkeypatch.setattr("flows.sources.fetcher", lambda *_: SimpleNamespace(get=get))
    with misbehaving.hurried(impatient):
        assert run_flow("nightly", sources=["demo"], site=hostile.base) == 0
    outcomes = run_sql(engine, "SELECT source_uri, outcome, reason FROM ops.load_document").rows
    assert {uri.removeprefix("http://demo.thidua.example"): (outcome, reason) for uri, outcome, reason in outcomes} == {
        address(name): (outcome, reason) for name, (_, outcome, reason) in PAGES.items()
    }
    told = capfd.readouterr().err
    for name, (_, outcome, reason) in PAGES.items():
        assert (f"{address(name)}: " in told) == (outcome == "quarantined"), name
        assert outcome != "quarantined" or f"quarantined: {reason}: " in told
    assert f"{hostile.base}/sitemap.xml is broken: cannot be read as a sitemap" in told
    assert f"{hostile.base}/cong-doan/ is broken: connection" in told
    loaded = [name for name, (_, outcome, _) in PAGES.items() if outcome == "new"]
    assert run_sql(engine, "SELECT count(*) FROM mart.articles").rows == [(len(loaded),)]
    assert run_sql(engine, "SELECT count(*) FROM mart.articles WHERE title = 'Bảng mã khai sai'").rows == [(1,)]
    assert hostile.asked[address("tot-1")] == 1
    assert "root:" not in told
