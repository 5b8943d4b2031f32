"""A piece of a page's tree to lines of text, each with what its markup says about it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborNode

from extract.encoding import clean

# fmt: off
_SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "iframe", "object", "embed", "button", "select", "textarea",
        "input", "nav", "footer", "aside", "svg", "canvas", "video", "audio", "head", "title", "map", "dialog", "menu"
    }
)
"""Elements without article text. Forms are none: old ASP.NET pages are one form from top to bottom."""
_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
        "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "st1:place", "st1:city"
    }
)
# fmt: on
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC = frozenset(("i", "em", "cite"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 180
"""Levels of nesting that are walked; what lies deeper is taken as plain text."""


@dataclass(slots=True)
class Block:
    """One line of the page: a paragraph, a heading, a list item, a table row or a caption."""

    text: str
    kind: str = "text"
    """`text`, `heading`, `item`, `row` or `caption`."""
    linked: float = 0.0
    """Share of its characters that are link text."""
    bold: bool = False
    italic: bool = False
    right: bool = False
    centred: bool = False
    after_image: bool = False
    """Whether an image stands between it and the line before."""
    node: int = 0
    """Identity of the element it came from."""


def read_blocks(
    root: LexborNode, skip: Collection[int] = (), captions: Collection[int] = (), until: int | None = None
) -> list[Block]:
    """Read the lines of an element in the order of the page.

    Args:
        root: the element.
        skip: identities (`mem_id`) of elements to leave out with all they hold.
        captions: identities of elements whose text is a caption.
        until: identity of an element at which to stop.

    Returns:
        Blocks with white space folded; none is empty. Rows of data tables come as cells joined by " | "; what stands
        in a table that only lays out an image is a caption.
    """
    reader = _Reader(skip, captions, until)
    reader.walk(root, 0, _Style())
    reader.flush()
    return reader.blocks


@dataclass(frozen=True, slots=True)
class _Style:
    kind: str = "text"
    link: bool = False
    bold: bool = False
    italic: bool = False
    right: bool = False
    centred: bool = False


class _Reader:
    def __init__(self, skip: Collection[int], captions: Collection[int], until: int | None) -> None:
        self.blocks: list[Block] = []
        self._skip = skip
        self._captions = captions
        self._until = until
        self._stopped = False
        self._runs: list[tuple[str, _Style]] = []
        self._image = False
        self._node = 0

    def walk(self, node: LexborNode, depth: int, style: _Style) -> None:
        child = node.first_child
        while child is not None and not self._stopped:
            if child.is_text_node:
                text = child.text_content
                if text:
                    self._runs.append((text, style))
            elif child.is_element_node:
                self._element(child, depth, style)
            child = child.next

    def _element(self, node: LexborNode, depth: int, style: _Style) -> None:
        tag = node.tag or ""
        identity = node.mem_id
        if identity == self._until:
            self._stopped = True
            return
        if tag in _SKIPPED or identity in self._skip:
            return
        if tag == "br":
            self._break()
            return
        if tag == "img" or tag == "picture":
            self._image = True
            return
        attributes = node.attributes
        marks = attributes.get("style") or ""
        if "hidden" in attributes or (marks and _HIDDEN.search(marks)):
            return
        if depth > _DEEPEST:
            self._runs.append((node.text(deep=True, separator=" "), style))
            return
        if tag in _INLINE and identity not in self._captions:
            mark = "link" if tag == "a" else "bold" if tag in _BOLD else "italic" if tag in _ITALIC else None
            self.walk(node, depth + 1, _marked(style, mark) if mark else style)
            return
        self.flush()
        self._node = identity
        self._block(node, tag, identity, depth, _styled(style, tag, attributes, marks))
        self.flush()
        self._node = identity

    def _block(self, node: LexborNode, tag: str, identity: int, depth: int, style: _Style) -> None:
        if identity in self._captions or tag in ("figure", "figcaption", "caption"):
            self._image = self._image or tag == "figure"
            style = replace(style, kind="caption")
        elif tag == "table" or node.css_first("img") is not None:
            if _only_lays_out_an_image(node):
                self._image = True
                style = replace(style, kind="caption")
            elif tag == "table" and (rows := table_rows(node.html or "")):
                self.blocks.extend(Block(row, "row", node=identity) for row in rows)
                return
        self.walk(node, depth + 1, style)

    def _break(self) -> None:
        self._runs.append(("\n", _Style()))

    def flush(self) -> None:
        """End the line that is being gathered."""
        runs, self._runs = self._runs, []
        line: list[tuple[str, _Style]] = []
        for text, style in runs:
            if text == "\n" and style == _Style():
                self._line(line)
                line = []
            else:
                line.append((text, style))
        self._line(line)

    def _line(self, runs: list[tuple[str, _Style]]) -> None:
        text = clean("".join(text for text, _ in runs)) if runs else ""
        if not text:
            return
        styles = [style for run, style in runs if not run.isspace()]
        first = styles[0]
        linked = 0.0
        if any(style.link for style in styles):
            sizes = [(len(run.strip()), style.link) for run, style in runs]
            linked = sum(size for size, link in sizes if link) / sum(size for size, _ in sizes)
        self.blocks.append(
            Block(
                text=text,
                kind=first.kind,
                linked=linked,
                bold=first.bold and all(style.bold for style in styles),
                italic=first.italic and all(style.italic for style in styles),
                right=first.right,
                centred=first.centred,
                after_image=self._image,
                node=self._node,
            )
        )
        self._image = False


@cache
def _marked(style: _Style, mark: str) -> _Style:
    return replace(style, **{mark: True})  # type: ignore[arg-type]


def _styled(style: _Style, tag: str, attributes: dict[str, str | None], marks: str) -> _Style:
    align = (attributes.get("align") or "").lower()
    right = style.right or align == "right" or bool(marks and _RIGHT.search(marks))
    centred = style.centred or align == "center" or tag == "center" or bool(marks and _CENTRE.search(marks))
    kind = "heading" if tag in _HEADINGS else "item" if tag == "li" else style.kind
    if kind == style.kind and right == style.right and centred == style.centred and tag not in _BOLD:
        return style
    return replace(style, kind=kind, right=right, centred=centred, bold=style.bold or tag in _BOLD)


def _only_lays_out_an_image(node: LexborNode) -> bool:
    """Whether an element holds an image and no more words than a caption has."""
    if node.css_first("img") is None:
        return False
    text = " ".join((node.text(deep=True, separator=" ") or "").split())
    return len(text) <= 400 and len(node.css("p")) <= 2


def table_rows(html: str) -> list[str]:
    """Read a table of data as lines, cells joined by " | ".

    Returns:
        No lines for a table that only arranges the page: one column, a table inside, cells of several paragraphs.
    """
    table = BeautifulSoup(html, "lxml").find("table")
    if table is None or table.find("table"):
        return []
    rows = []
    for row in table.find_all("tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["td", "th"])]
        if any(cells):
            rows.append(cells)
    widest = max((len(cells) for cells in rows), default=0)
    longest = max((len(cell) for cells in rows for cell in cells), default=0)
    if len(rows) < 2 or widest < 2 or longest > 500:
        return []
    return [" | ".join(cell for cell in cells if cell) for cells in rows]
