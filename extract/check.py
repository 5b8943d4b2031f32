"""Looking after source profiles: what of one works on the live site, and a first draft of a new one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import yaml
from bs4 import BeautifulSoup
from bs4.element import Tag
from selectolax.lexbor import LexborHTMLParser

from extract import furniture
from extract.article import Article
from extract.discover import discover
from extract.encoding import decode
from extract.errors import ExtractError, PageError
from extract.fetch import Fetcher
from extract.parse import parse
from extract.parse_profile import theme_of
from extract.sources import Rate, Source, Theme

_FIELDS = ("title", "kicker", "lead", "body", "author", "date", "captions", "drop", "pager")
_MAY_BE_MISSING = frozenset(("kicker", "author", "captions", "lead", "drop", "pager"))


@dataclass(frozen=True, slots=True)
class Checked:
    """One part of a profile and whether it works."""

    source: str
    part: str
    """`feed`, `sitemap`, `listing`, `page`, or a field of the article."""
    subject: str
    """The address or the selectors."""
    outcome: str
    """`ok`, `missing` (not on this page, which may be right), or `broken`."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A profile drafted from one page, and what is read by it."""

    text: str
    """YAML, to be saved as `extract/sources/<publisher>.yml` and looked over."""
    article: Article


def check_source(source: Source, fetcher: Fetcher, now: datetime, *, pages: int = 2) -> list[Checked]:
    """Try a profile on its live site.

    Args:
        source: the profile.
        fetcher: the way out.
        now: aware.
        pages: how many of the newest articles to read.

    Returns:
        A row for every feed, sitemap, listing and page, and for every field of the theme that reads the page. All is
        well if no row is `broken`.
    """
    found = discover(source, fetcher, {}, now)
    rows = [
        Checked(
            source.name,
            report.kind,
            report.url,
            "broken" if report.outcome in ("broken", "empty") else "ok",
            report.message or f"{report.entries} articles",
        )
        for report in found.reports
    ]
    for candidate in found.candidates[:pages]:
        rows += _check_page(source, fetcher, candidate.url)
    if not found.candidates:
        rows.append(Checked(source.name, "page", "", "broken", "no article found to try the selectors on"))
    return rows


def _check_page(source: Source, fetcher: Fetcher, url: str) -> list[Checked]:
    answer = fetcher.get(url, source.rate)
    if not answer.ok:
        return [Checked(source.name, "page", url, "broken", f"{answer.outcome}: {answer.message}")]
    try:
        text = decode(answer.payload, url, answer.header("Content-Type"))
        article = _read(answer.payload, url, source)
    except PageError as error:
        return [Checked(source.name, "page", url, "broken", str(error))]
    tree = LexborHTMLParser(text)
    theme = theme_of(tree, source, article.published_at.date() if article.published_at else None)
    if theme is None:
        detail = f"no theme's body is on the page; read generically ({len(article.text)} characters)"
        return [Checked(source.name, "page", url, "broken", detail)]
    read = {"title": article.title, "kicker": article.kicker, "author": article.author, "body": article.text}
    read["date"] = article.published_at.isoformat() if article.published_at else None
    return [
        Checked(source.name, "page", url, "ok", f"theme {theme.name!r}, {len(article.text)} characters"),
        *(_check_field(source, theme, tree, name, read) for name in _FIELDS if getattr(theme, name)),
    ]


def _check_field(
    source: Source, theme: Theme, tree: LexborHTMLParser, name: str, read: Mapping[str, str | None]
) -> Checked:
    selectors = getattr(theme, name)
    node = next((node for node in map(tree.css_first, selectors) if node is not None), None)
    subject = ", ".join(selectors)
    if node is None:
        return Checked(
            source.name, name, subject, "missing" if name in _MAY_BE_MISSING else "broken", "not on the page"
        )
    value = read.get(name) or " ".join((node.text(deep=True, separator=" ") or "").split())
    return Checked(source.name, name, subject, "ok" if value else "broken", value[:80] or "found, but empty")


def draft_source(url: str, fetcher: Fetcher) -> Drafted:
    """Draft a profile from one article's page.

    Args:
        url: address of an article of the new publisher.
        fetcher: the way out.

    Returns:
        The profile as YAML and the article as it reads the page.

    Raises:
        ExtractError: the page cannot be fetched; `PageError` where no article is on it.
    """
    answer = fetcher.get(url, Rate(delay=0.0))
    if not answer.ok:
        raise ExtractError(f"{url}: {answer.outcome}: {answer.message}; give the address of one of its articles")
    article = parse(answer.payload, answer.final_url, content_type=answer.header("Content-Type"), sources={})
    soup = BeautifulSoup(decode(answer.payload, url, answer.header("Content-Type")), "lxml")
    host = (urlsplit(answer.final_url).hostname or "").removeprefix("www.")
    source = {
        "name": host,
        "title": host,
        "hosts": [host],
        "discovery": {"feeds": _feeds(soup, answer.final_url)},
        "include": _include(answer.final_url),
        "themes": [{"name": "first seen", **_selectors(soup, article)}],
        "verified": [],
    }
    text = yaml.safe_dump(source, allow_unicode=True, sort_keys=False, width=120)
    return Drafted(text, _read(answer.payload, answer.final_url, Source.model_validate(source)))


def _read(payload: bytes, url: str, source: Source) -> Article:
    return parse(payload, url, sources={source.name: source})


def _feeds(soup: BeautifulSoup, base: str) -> list[str]:
    links = soup.find_all("link", type=["application/rss+xml", "application/atom+xml"])
    return [urljoin(base, str(link["href"])) for link in links if link.get("href")]


def _include(url: str) -> list[str]:
    """What the addresses of its articles likely have in common: a number at the end."""
    numbered = re.search(r"([-/.])\d{3,}(\.[a-z]{2,5})?/?$", urlsplit(url).path)
    return [numbered[1].replace(".", r"\.") + r"\d+" + re.escape(numbered[2] or "") + "/?$"] if numbered else []


def _selectors(soup: BeautifulSoup, article: Article) -> dict[str, str]:
    """Selectors of the elements that hold what the generic reader found."""
    lines = article.text.split("\n")
    middle = [element for line in lines[len(lines) // 3 :] if (element := _holder(soup, line))]
    body = _common(middle)
    found = {"title": _holder(soup, article.title or ""), "body": body, "author": _holder(soup, article.author or "")}
    lead = _holder(soup, lines[0])
    if lead is not None and body is not None and body not in lead.parents:
        found["lead"] = lead
    return {name: selector for name, element in found.items() if element and (selector := _selector(soup, element))}


def _holder(soup: BeautifulSoup, text: str) -> Tag | None:
    """The smallest element whose text is the one given."""
    wanted = furniture.fold(text)
    if not wanted or soup.body is None:
        return None
    fitting = [element for element in soup.body.find_all(True) if furniture.fold(element.get_text(" ")) == wanted]
    return fitting[-1] if fitting else None


def _common(elements: list[Tag]) -> Tag | None:
    """The smallest element around most of them."""
    around: dict[int, int] = {}
    parents: dict[int, Tag] = {}
    for element in elements:
        for parent in element.parents:
            around[id(parent)] = around.get(id(parent), 0) + 1
            parents[id(parent)] = parent
    fitting = [parents[key] for key, count in around.items() if count * 5 >= len(elements) * 4]
    return max(fitting, key=lambda element: len(list(element.parents)), default=None)


def _selector(soup: BeautifulSoup, element: Tag) -> str | None:
    """A selector that finds the element first on its page: by class, by id, by tag, or within its parent's."""
    names = [f"{element.name}.{name}" for name in element.get("class") or []]
    if element.get("id") and not any(sign.isdigit() for sign in str(element["id"])):
        names.append(f"#{element['id']}")
    if element.get("itemprop"):
        names.append(f'[itemprop="{element["itemprop"]}"]')
    for selector in [*names, element.name]:
        try:
            if soup.select_one(selector) is element:
                return selector
        except ValueError:  # a class name that no selector can carry
            continue
    outer = (
        _selector(soup, element.parent)
        if element.parent and element.parent.name not in ("body", "[document]")
        else None
    )
    return f"{outer} > {element.name}" if outer else None
