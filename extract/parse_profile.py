"""A page of a known publisher, read by its profile."""

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract import furniture
from extract.blocks import Block, read_blocks
from extract.encoding import clean
from extract.sources import Source, Theme
from extract.tidy import Draft, tidy

MAX_PAGES = 20
"""Further pages of one article that are read."""


def read_profile(tree: LexborHTMLParser, source: Source) -> Draft | None:
    """Read a page by the first theme of its profile whose body is on it.

    Returns:
        None where no theme fits: the site has changed, or the page is no article.
    """
    for theme in source.themes:
        body = _first(tree, theme.body)
        if body is not None:
            return _read_theme(tree, theme, body)
    return None


def further_pages(html: str, url: str, source: Source) -> list[str]:
    """Addresses of the further pages of an article that is cut into several, in their order."""
    tree = LexborHTMLParser(html)
    theme = next((theme for theme in source.themes if _first(tree, theme.body) is not None), None)
    if theme is None:
        return []
    nodes = [node for selector in theme.pager for node in tree.css(selector)]
    links = [node.attributes.get("href") for node in nodes if node.text().strip() != "1"]
    pages = dict.fromkeys(urljoin(url, link) for link in links if link and not link.startswith(("#", "javascript:")))
    host = urlsplit(url).netloc
    return [page for page in pages if page != url and urlsplit(page).netloc == host][:MAX_PAGES]


def _read_theme(tree: LexborHTMLParser, theme: Theme, body: LexborNode) -> Draft:
    draft = Draft(
        title=_text(tree, theme.title),
        kicker=_text(tree, theme.kicker),
        author=author_of(_text(tree, theme.author)),
        date=_text(tree, theme.date),
    )
    dropped = _identities(body, theme.drop)
    captions = _identities(body, theme.captions)
    lead = _first(tree, theme.lead)
    blocks: list[Block] = []
    if lead is not None:
        blocks += read_blocks(lead)
        dropped.add(lead.mem_id)
    tidy(blocks + read_blocks(body, dropped, captions), draft)
    return draft


def author_of(text: str | None) -> str | None:
    """The author's name out of a byline: `Bài và ảnh: MAI KHÔI` gives `MAI KHÔI`."""
    if not text:
        return None
    found, name = furniture.read_byline(text)
    return name if found else text


def _identities(body: LexborNode, selectors: list[str]) -> set[int]:
    return {node.mem_id for node in body.css(", ".join(selectors))} if selectors else set()


def _first(tree: LexborHTMLParser, selectors: list[str]) -> LexborNode | None:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None:
            return node
    return None


def _text(tree: LexborHTMLParser, selectors: list[str]) -> str | None:
    node = _first(tree, selectors)
    return (clean(node.text(deep=True, separator=" ") or "") or None) if node is not None else None
