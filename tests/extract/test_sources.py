"""Source profiles: what is wrong in one is named with its file, key and line; canonical addresses."""

from pathlib import Path

import pytest

from extract.addresses import canonical_address
from extract.errors import SourceError
from extract.sources import FOLDER, load_source, load_sources, packaged_sources, source_of

GOOD = """\
name: news.example
title: Báo thử
hosts: [news.example]
themes:
  - name: now
    body: .content
    title: [h1.a, h1.b]
"""


def write(folder: Path, text: str, name: str = "news.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_packaged_profiles_are_those_that_are_promised() -> None:
    promised = {"laodongthudo.vn", "nld.com.vn", "laodong.vn", "hanoimoi.vn", "kinhtedothi.vn", "hanoi.gov.vn", "demo"}
    assert set(packaged_sources()) == promised
    assert [source.name for source in packaged_sources().values() if not source.enabled] == ["demo"]
    assert [source.name for source in packaged_sources().values() if source.loopback] == ["demo"]
    assert (FOLDER / "README.md").is_file()


def test_only_a_source_whose_discovery_is_verified_may_stop_a_night() -> None:
    for source in packaged_sources().values():
        assert source.expected.min == 0 or "discovery" in source.verified
        assert source.expected.min < source.expected.max < 1000
    assert packaged_sources()["demo"].expected.min > 0


def test_a_selector_may_be_one_or_a_list(tmp_path: Path) -> None:
    theme = load_source(write(tmp_path, GOOD)).themes[0]
    assert (theme.body, theme.title) == ([".content"], ["h1.a", "h1.b"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Báo thử", "titel: Báo thử", "news.yml, line 2: titel: unknown key"),
        ("title: Báo thử\n", "", "news.yml, line 1: title: this key has to be given"),
        ("    body: .content", "    boddy: .content", "news.yml, line 6: themes.0.boddy: unknown key"),
        ("    body: .content", "    body: '..content['", "news.yml, line 6: themes.0.body"),
        ("[h1.a, h1.b]", "[h1.a, '>>']", "line 7: themes.0.title"),
        ("hosts: [news.example]", "hosts: []", "line 3: hosts"),
        ("hosts: [news.example]", "hosts: [news.example]\ninclude: ['(']", "line 4: include"),
        ("hosts: [news.example]", "hosts: [news.example]\nrate: {delay: -1}", "line 4: rate.delay"),
        ("hosts: [news.example]", "hosts: [news.example]\ntimezone: Asia/Hanoi", "line 4: timezone"),
        ("hosts: [news.example]", "hosts: [news.example]\ninclude: ['a']\nprints: ['(?P<number>1)']", "line 5: prints"),
        ("hosts: [news.example]", "hosts: [news.example", "not YAML"),
        ("name: news.example", "name: Báo", "line 1: name"),
    ],
)
def test_what_is_wrong_in_a_profile_is_named_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in GOOD
    with pytest.raises(SourceError) as raised:
        load_source(write(tmp_path, GOOD.replace(old, new)))
    assert said in str(raised.value)


def test_two_profiles_may_share_neither_name_nor_host(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "other.yml")
    with pytest.raises(SourceError, match=r"other\.yml"):
        load_sources(tmp_path)
    write(tmp_path, GOOD.replace("name: news.example", "name: another.example"), "other.yml")
    with pytest.raises(SourceError, match=r"other.yml: news\.example belongs"):
        load_sources(tmp_path)


def test_an_address_finds_its_profile_by_host_mirror_and_mobile_form() -> None:
    sources = packaged_sources()
    for url in ("https://www.laodongthudo.vn/x", "http://m.laodongthudo.vn/x", "https://tacnghiep.laodongthudo.vn/x"):
        source = source_of(url, sources)
        assert source is not None
        assert source.name == "laodongthudo.vn"
    assert source_of("https://laodongthudo.vn.evil.example/x", sources) is None
    assert source_of("file:///laodongthudo.vn/x.html", sources) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://laodongthudo.vn/bai-157341.html?utm_source=zalo&utm_medium=x",
        "https://LAODONGTHUDO.vn:443//bai-157341.html#binh-luan",
        "https://m.laodongthudo.vn/bai-157341.html?fbclid=abc",
        "https://www.laodongthudo.vn/bai-157341.html",
        "https://tinbong247news.net/bai-157341.html",
        "http://laodongthudo.vn/bai-157341.html",
        "http://www.laodongthudo.vn:80/bai-157341.html",
    ],
)
def test_the_ways_of_writing_one_address_fold_into_one(address: str) -> None:
    source = packaged_sources()["laodongthudo.vn"]
    assert canonical_address(address, source) == "https://laodongthudo.vn/bai-157341.html"
    assert source.is_article("https://laodongthudo.vn/bai-157341.html")


def test_parameters_that_name_the_article_stay() -> None:
    address = "https://portal.example/tin-chi-tiet?id=48213&dinhdanh=hai-ngay&utm_campaign=x"
    assert canonical_address(address) == "https://portal.example/tin-chi-tiet?id=48213&dinhdanh=hai-ngay"


@pytest.mark.parametrize(
    "address", [None, "", "javascript:void(0)", "mailto:a@b.vn", "file:///etc/passwd", "http://[", "/a"]
)
def test_what_is_no_address_of_the_web_is_none(address: str | None) -> None:
    assert canonical_address(address) is None


def test_a_served_source_keeps_its_canonical_addresses_whatever_the_port() -> None:
    demo = packaged_sources()["demo"].served_at("http://127.0.0.1:41234")
    assert demo.discovery.feeds == ["http://127.0.0.1:41234/rss/cong-doan.xml"]
    address = canonical_address("http://127.0.0.1:41234/cong-doan/bai-1.html", demo)
    assert address == "http://demo.thidua.example/cong-doan/bai-1.html"


def test_a_copy_of_a_site_is_asked_as_the_site_is_and_without_pauses_if_it_is_on_this_machine() -> None:
    source = packaged_sources()["laodong.vn"]
    assert source.rate.delay > 0
    assert source.served_at("http://copy.example:8000").rate == source.rate
    assert source.served_at("http://127.0.0.1:8000").rate == source.rate.model_copy(update={"delay": 0.0})


@pytest.mark.parametrize("parameter", ["print=1", "tmpl=component&print=1", "view=print", "format=print"])
def test_print_parameters_fold_into_the_address_of_the_article(parameter: str) -> None:
    assert canonical_address(f"https://portal.example/bai-1.html?{parameter}") == "https://portal.example/bai-1.html"


def test_a_print_view_is_known_by_the_number_of_its_article() -> None:
    source = packaged_sources()["laodongthudo.vn"]
    view, own = "https://laodongthudo.vn/apicenter@/print_article&i=157341", "https://laodongthudo.vn/bai-157341.html"
    assert (source.is_print(view), source.is_print(own)) == (True, False)
    assert (source.is_article(view), source.is_article(own)) == (False, True)
    assert source.article_number(view) == source.article_number(own) == "157341"
    assert source.article_number("https://laodongthudo.vn/cong-doan") is None


def test_tags_and_sections_are_no_articles() -> None:
    source = packaged_sources()["laodongthudo.vn"]
    for url in ("https://laodongthudo.vn/tags/thi-dua-61831.tag", "https://laodongthudo.vn/cong-doan"):
        assert not source.is_article(url)
