"""A page of a known publisher, read by its profile."""

from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract import furniture
from extract.blocks import Block, read_blocks
from extract.encoding import clean
from extract.sources import Source, Theme
from extract.tidy import Draft, tidy


def read_profile(tree: LexborHTMLParser, source: Source, published: date | None = None) -> Draft | None:
    """Read a page by the theme of its profile that fits it.

    Returns:
        None where no theme fits: the site has changed, or the page is no article.
    """
    found = _fitting(tree, source, published)
    return _read_theme(tree, *found) if found else None


def theme_of(tree: LexborHTMLParser, source: Source, published: date | None = None) -> Theme | None:
    """Choose the first theme whose body is on the page; those that were in use on its day, if known, are tried first.

    Generations of a site's markup share class names, so that more than one may seem to fit.
    """
    found = _fitting(tree, source, published)
    return found[0] if found else None


def _fitting(tree: LexborHTMLParser, source: Source, published: date | None) -> tuple[Theme, LexborNode] | None:
    themes = sorted(source.themes, key=lambda theme: published is not None and not theme.was_used_on(published))
    bodies = ((theme, _first(tree, theme.body)) for theme in themes)
    return next(((theme, body) for theme, body in bodies if body is not None), None)


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
