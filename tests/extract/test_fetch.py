"""Fetching from a real server on loopback that misbehaves."""

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from commands import until
from misbehaving import (
    Behaviour,
    Handler,
    Site,
    article,
    endless_body,
    gzip_bomb,
    gzipped,
    hurried,
    in_turn,
    page,
    redirect,
    reset,
    silent,
    slow_body,
    slow_headers,
    too_long,
    too_short,
)

from extract.fetch import Fetcher
from extract.guard import RefusedAddressError, check_address
from extract.outcome import Outcome
from extract.sources import Rate

D1N_CHECK = (
    b"<html><body><script>document.cookie='D1N=4f3c'+';expires=Fri, 31-Dec-2037';window.location.reload(true);"
    b"</script></body></html>"
)


def test_a_page_is_fetched_with_a_user_agent_that_names_a_contact(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    answer = fetcher.get(site.serve("/a.html", page(article())), rate)
    assert (answer.outcome, answer.status, answer.payload) == (Outcome.FETCHED, 200, article())
    sent = dict(site.requests)["/a.html"]
    assert "https://example.org/contact" in sent["User-Agent"]


@pytest.mark.parametrize(
    ("behaviour", "outcome", "tries"),
    [
        (endless_body, Outcome.TOO_LARGE, 1),
        (page(b"<html>" + b"a" * 40_000_000), Outcome.TOO_LARGE, 1),
        (too_short, Outcome.INCOMPLETE, 2),
        (gzipped(article() * 50, keep=300), Outcome.INCOMPLETE, 2),
        (page(b"\x1f\x8bno gzip at all", Content_Encoding="gzip"), Outcome.INCOMPLETE, 2),
        (page(article(), Content_Encoding="br"), Outcome.INCOMPLETE, 2),
        (gzip_bomb, Outcome.TOO_LARGE, 1),
        (reset, Outcome.CONNECTION, 2),
        (page(b"", 304), Outcome.NOT_MODIFIED, 1),
        (page(b"gone", 404), Outcome.GONE, 1),
        (page(b"gone", 410), Outcome.GONE, 1),
        (page(b"members only", 403), Outcome.FORBIDDEN, 1),
        (page(b"pay first", 402), Outcome.FORBIDDEN, 1),
        (page(b"what?", 400), Outcome.CLIENT_ERROR, 1),
        (page(b"oops", 500), Outcome.SERVER_ERROR, 2),
        (page(b"slow down", 429), Outcome.RATE_LIMITED, 2),
        (page(b"\x89PNG", kind="image/png"), Outcome.WRONG_TYPE, 1),
        (page(D1N_CHECK), Outcome.BOT_CHECK, 1),
        (
            page(b"<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x.js>", 503),
            Outcome.BOT_CHECK,
            1,
        ),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_a_server_does_ends_as_the_right_class_of_outcome(
    site: Site, fetcher: Fetcher, rate: Rate, behaviour: object, outcome: Outcome, tries: int
) -> None:
    url = site.serve("/a.html", behaviour)
    answer = fetcher.get(url, rate)
    assert answer.outcome is outcome, answer.message
    assert answer.message
    assert site.asked["/a.html"] == tries
    assert answer.payload == b""


@pytest.mark.parametrize("behaviour", [slow_headers, slow_body, silent], ids=lambda value: value.__name__)
def test_a_server_that_never_comes_to_an_end_is_given_up_in_time(
    site: Site, fetcher: Fetcher, rate: Rate, behaviour: Behaviour
) -> None:
    assert fetcher.get(site.serve("/a.html", page(article())), rate).ok
    with hurried(fetcher):
        answer = fetcher.get(site.serve("/slow.html", behaviour), rate)
    assert (answer.outcome, answer.payload, answer.tries) == (Outcome.TIMEOUT, b"", 2)
    assert answer.message
    until(lambda: site.asked["/slow.html"] == 2)


def test_an_error_that_passes_is_tried_again(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    answer = fetcher.get(site.serve("/a.html", in_turn(page(b"oops", 500), page(article()))), rate)
    assert (answer.outcome, answer.tries) == (Outcome.FETCHED, 2)


def test_a_short_retry_after_is_waited_for(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    url = site.serve("/a.html", in_turn(page(b"", 429, Retry_After="1"), page(article())))
    started = time.monotonic()
    assert fetcher.get(url, rate).ok
    assert time.monotonic() - started >= 1.0


def test_a_long_retry_after_closes_the_host_for_the_run(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    tomorrow = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
    busy = site.serve("/busy.html", page(b"", 503, Retry_After=tomorrow))
    other = site.serve("/other.html", page(article()))
    first = fetcher.get(busy, rate)
    assert first.outcome is Outcome.SERVER_ERROR
    assert first.retry_after == pytest.approx(86_400, abs=3600)
    assert fetcher.get(other, rate).outcome is Outcome.RATE_LIMITED
    assert site.asked["/other.html"] == 0


def test_redirects_are_followed_and_the_last_address_is_told(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    site.serve("/new-2.html", page(article()))
    answer = fetcher.get(site.serve("/old-1.html", redirect("/new-2.html", 301)), rate)
    assert answer.ok
    assert answer.final_url == site.url("/new-2.html")


def test_a_circle_of_redirects_ends(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    site.serve("/b.html", redirect("/a.html", 301))
    assert fetcher.get(site.serve("/a.html", redirect("/b.html", 301)), rate).outcome is Outcome.REDIRECT_LOOP


def test_a_chain_of_redirects_without_end_ends(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    for number in range(10):
        site.serve(f"/{number}.html", redirect(f"/{number + 1}.html"))
    assert fetcher.get(site.url("/0.html"), rate).outcome is Outcome.REDIRECT_LOOP
    assert site.asked["/9.html"] == 0


def test_an_article_that_leads_to_the_front_page_is_gone(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    site.serve("/", page(article("Trang chủ")))
    assert fetcher.get(site.serve("/a-1.html", redirect("/")), rate).outcome is Outcome.GONE


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/a",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/a",
        "http://[fe80::1]/a",
        "http://0.0.0.0/a",
        "http://2130706433.example.invalid@10.0.0.1/a",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://127.0.0.1/",
    ],
)
def test_a_redirect_inside_or_to_another_scheme_is_refused(
    site: Site, fetcher: Fetcher, rate: Rate, target: str
) -> None:
    answer = fetcher.get(site.serve("/a.html", redirect(target)), rate)
    assert answer.outcome is Outcome.REFUSED_ADDRESS, answer.message


def test_this_machine_is_asked_only_where_that_was_opted_for(site: Site, rate: Rate) -> None:
    url = site.serve("/a.html", page(article()))
    for address in (url, url.replace("127.0.0.1", "localhost")):
        assert Fetcher(contact="x", tries=1).get(address, rate).outcome is Outcome.REFUSED_ADDRESS
    assert not site.requests


def test_a_name_that_resolves_inside_is_refused_when_connecting(
    site: Site, fetcher: Fetcher, rate: Rate, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = [(2, 1, 6, "", ("10.1.2.3", 80))]
    monkeypatch.setattr("extract.guard.socket.getaddrinfo", lambda *_, **__: inside)
    assert fetcher.get("http://news.example.org/a.html", rate).outcome is Outcome.REFUSED_ADDRESS


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111"])
def test_public_addresses_pass_the_guard(address: str) -> None:
    check_address("example.org", address, loopback=False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "::1",
        "100.64.0.1",
        "224.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "64:ff9b:1::808:808",
        "fec0::1",
        "::8.8.8.8",
        "::10.0.0.1",
        "::ffff:0:8.8.8.8",
        "::ffff:0:10.0.0.1",
        "::ffff:192.0.0.9",
        "192.0.0.9",
        "192.0.0.170",
    ],
)
def test_addresses_that_are_not_public_do_not_pass(address: str) -> None:
    with pytest.raises(RefusedAddressError):
        check_address("example.org", address, loopback=False)


def test_robots_that_forbid_all_are_obeyed(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    site.serve("/robots.txt", page(b"User-agent: *\nDisallow: /\n", kind="text/plain"))
    assert fetcher.get(site.serve("/a.html", page(article())), rate).outcome is Outcome.ROBOTS
    assert site.asked["/a.html"] == 0


def test_robots_that_cannot_be_had_forbid_all(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    site.serve("/robots.txt", page(b"", 500))
    answer = fetcher.get(site.serve("/a.html", page(article())), rate)
    assert answer.outcome is Outcome.ROBOTS_UNREACHABLE
    assert "500" in answer.message


def test_robots_that_are_not_there_forbid_nothing_and_are_asked_for_once(
    site: Site, fetcher: Fetcher, rate: Rate
) -> None:
    url = site.serve("/a.html", page(article()))
    assert fetcher.get(url, rate).ok
    assert fetcher.get(url, rate).ok
    assert site.asked["/robots.txt"] == 1


def test_the_rules_at_the_start_of_an_overlong_robots_file_hold(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    rules = b"User-agent: thidua\nDisallow: /private\n" + b"# filler\n" * 120_000
    site.serve("/robots.txt", page(rules, kind="text/plain"))
    assert fetcher.get(site.serve("/private/a.html", page(article())), rate).outcome is Outcome.ROBOTS
    assert fetcher.get(site.serve("/a.html", page(article())), rate).ok


def test_crawl_delay_keeps_requests_apart(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    site.serve("/robots.txt", page(b"User-agent: *\nCrawl-delay: 0.2\n", kind="text/plain"))
    url = site.serve("/a.html", page(article()))
    started = time.monotonic()
    for _ in range(3):
        assert fetcher.get(url, rate).ok
    assert time.monotonic() - started >= 0.4


def test_a_site_that_asks_for_longer_pauses_than_a_run_has_is_not_asked(
    site: Site, fetcher: Fetcher, rate: Rate
) -> None:
    site.serve("/robots.txt", page(b"User-agent: *\nCrawl-delay: 3600\n", kind="text/plain"))
    answer = fetcher.get(site.serve("/a.html", page(article())), rate)
    assert answer.outcome is Outcome.ROBOTS
    assert "3600 seconds" in answer.message
    assert site.asked["/a.html"] == 0


def test_one_host_is_asked_by_no_more_threads_than_its_rate_allows(site: Site, fetcher: Fetcher) -> None:
    busy: list[int] = []
    most: list[int] = []

    def behave(handler: Handler) -> None:
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.05)
        busy.pop()
        handler.answer(200, article())

    url = site.serve("/a.html", behave)
    threads = [threading.Thread(target=fetcher.get, args=(url, Rate(delay=0, concurrency=2))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 8
    assert max(most) <= 2
    assert site.asked["/robots.txt"] == 1


def test_a_connection_cut_off_by_the_deadline_does_not_harm_the_next_request(
    site: Site, fetcher: Fetcher, rate: Rate
) -> None:
    url = site.serve("/a.html", page(article()))
    assert fetcher.get(url, rate).ok
    with hurried(fetcher):
        assert fetcher.get(site.serve("/slow.html", slow_body), rate).outcome is Outcome.TIMEOUT
    assert fetcher.get(url, rate).ok


def test_bytes_behind_the_declared_end_do_not_harm_the_next_request(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    first = fetcher.get(site.serve("/long.html", too_long), rate)
    assert first.outcome is Outcome.FETCHED
    assert first.payload.endswith(b"</html>")
    assert fetcher.get(site.serve("/a.html", page(article())), rate).payload == article()


def test_cookies_are_not_kept(site: Site, fetcher: Fetcher, rate: Rate) -> None:
    url = site.serve("/a.html", page(article(), Set_Cookie="D1N=1; path=/"))
    fetcher.get(url, rate)
    fetcher.get(url, rate)
    assert all("Cookie" not in headers for _, headers in site.requests)
