"""A window of days out of a source's sitemaps: all that they lead to, and what could not be read is named."""

from datetime import date

import pytest
from feeding import NOW, source_at
from misbehaving import Behaviour, Site, page

from extract.fetch import Fetcher
from extract.window import MAX_DEPTH, NoWindowError, Window, find_window


def index(*paths: str, changed: str = "") -> Behaviour:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    listed = "".join(f"<sitemap><loc>{path}</loc>{lastmod}</sitemap>" for path in paths)
    return page(f"<sitemapindex>{listed}</sitemapindex>".encode(), kind="text/xml")


def articles(*names: str, day: str = "2024-05-01") -> Behaviour:
    listed = "".join(f"<url><loc>/{name}.html</loc><lastmod>{day}</lastmod></url>" for name in names)
    return page(f"<urlset>{listed}</urlset>".encode(), kind="text/xml")


def window(site: Site, fetcher: Fetcher, *sitemaps: str) -> Window:
    source = source_at(site, sitemaps=[site.url(path) for path in sitemaps])
    return find_window(source, fetcher, date(2024, 1, 1), date(2024, 12, 31), NOW)


def names(found: Window) -> list[str]:
    return [candidate.canonical.rpartition("/")[2].removesuffix(".html") for candidate in found.candidates]


def test_an_index_within_an_index_is_followed(site: Site, fetcher: Fetcher) -> None:
    site.serve("/all.xml", index("/2024.xml", "/old.xml"))
    site.serve("/2024.xml", index("/may.xml", changed="2024-06-01"))
    site.serve("/old.xml", index("/2019.xml", changed="2019-06-01"))
    site.serve("/may.xml", articles("a-1", "a-2"))
    found = window(site, fetcher, "/all.xml")
    assert (names(found), found.failures) == (["a-1", "a-2"], [])
    assert "/2019.xml" not in site.asked


def test_indexes_that_do_not_end_are_left_at_a_depth_and_named(site: Site, fetcher: Fetcher) -> None:
    for number in range(MAX_DEPTH + 2):
        site.serve(f"/{number}.xml", index(f"/{number}-articles.xml", f"/{number + 1}.xml"))
        site.serve(f"/{number}-articles.xml", articles(f"a-{number}"))
    found = window(site, fetcher, "/0.xml")
    assert names(found) == [f"a-{number}" for number in range(MAX_DEPTH)]
    (failure,) = found.failures
    assert f"/{MAX_DEPTH}.xml is an index within {MAX_DEPTH} others" in failure


def test_an_index_that_names_itself_is_read_once(site: Site, fetcher: Fetcher) -> None:
    site.serve("/all.xml", index("/all.xml", "/may.xml"))
    site.serve("/may.xml", articles("a-1"))
    found = window(site, fetcher, "/all.xml")
    assert (names(found), found.failures) == (["a-1"], [])
    assert site.asked["/all.xml"] == 1


def test_a_sitemap_that_cannot_be_read_is_named_and_keeps_nobody_from_the_others(site: Site, fetcher: Fetcher) -> None:
    site.serve("/good.xml", articles("a-1"))
    found = window(site, fetcher, "/gone.xml", "/good.xml")
    assert names(found) == ["a-1"]
    (failure,) = found.failures
    assert "/gone.xml cannot be read" in failure


def test_a_source_is_refused_if_none_of_its_sitemaps_can_be_read(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(NoWindowError) as refused:
        window(site, fetcher, "/gone.xml", "/too.xml")
    assert "/gone.xml cannot be read" in str(refused.value)
    assert "/too.xml cannot be read" in str(refused.value)
