"""Articles cut into several pages: where the next page is."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.parse_profile import theme_of
from extract.sources import Source

MAX_PAGES = 20
"""Further pages of one article that are read."""

_SUFFIX = re.compile(r"(?:\.[a-z]{3,5})?/?$", re.IGNORECASE)
_PATH_NUMBER = re.compile(r"(?:/|[/-](?:page|trang|p)[/-]?)(\d{1,2})(?:\.[a-z]{3,5})?/?", re.IGNORECASE)
_QUERY_NAMES = frozenset(("page", "p", "trang", "pg", "paged"))
_OF_READERS = re.compile(r"comment|binh-?luan|y-?kien", re.IGNORECASE)


def further_pages(html: str, url: str, source: Source) -> list[str]:
    """Addresses of the further pages of an article that is cut into several, by its profile, in their order."""
    tree = LexborHTMLParser(html)
    theme = theme_of(tree, source)
    if theme is None:
        return []
    nodes = [node for selector in theme.pager for node in tree.css(selector)]
    links = [node.attributes.get("href") for node in nodes if node.text().strip() != "1"]
    pages = dict.fromkeys(_join(url, link) for link in links if link and not link.startswith(("#", "javascript:")))
    host = urlsplit(url).netloc
    return [page for page in pages if page and page != url and urlsplit(page).netloc == host][:MAX_PAGES]


def next_page(html: str, url: str, first: str, number: int) -> str | None:
    """Find the page with a number among the links of an article of an unknown publisher.

    Only an address that is the article's own with the number added is one (`…-123.html?page=2`, `…-123/2`): what is
    marked as "next" mostly leads to another article.

    Args:
        html: the page before it.
        url: address of that.
        first: address of the article's first page.
        number: of the page that is looked for, from 2 on.
    """
    for node in LexborHTMLParser(html).css("a[href], link[rel=next]"):
        address = _join(url, node.attributes.get("href") or "")
        if address and _number(address, first) == number and not _is_of_readers(node):
            return address
    return None


def _number(address: str, first: str) -> int | None:
    """The number of the page of an article that an address is; None for any other address."""
    page, article = urlsplit(address), urlsplit(first)
    if (page.scheme, page.netloc) != (article.scheme, article.netloc) or article.path in ("", "/"):
        return None
    if page.path == article.path:
        more = set(parse_qsl(page.query)) ^ set(parse_qsl(article.query))
        name, value = more.pop() if len(more) == 1 else ("", "")
        return int(value) if name.lower() in _QUERY_NAMES and value.isdecimal() else None
    stem = _SUFFIX.sub("", article.path)
    rests = [page.path[len(start) :] for start in (article.path, stem) if page.path.startswith(start)]
    found = next((match for match in map(_PATH_NUMBER.fullmatch, rests) if match), None)
    return int(found[1]) if found and page.query == article.query else None


def _is_of_readers(node: LexborNode) -> bool:
    """Whether a link turns the pages of readers' comments, not of the article."""
    walker: LexborNode | None = node
    while walker is not None and walker.is_element_node:
        if _OF_READERS.search(f"{walker.attributes.get('class') or ''} {walker.id or ''}"):
            return True
        walker = walker.parent
    return False


def _join(base: str, link: str) -> str | None:
    try:
        return urljoin(base, link.strip()).partition("#")[0]
    except ValueError:
        return None
