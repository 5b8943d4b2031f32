"""A piece of a page's tree to lines of text, each with what its markup says about it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache, lru_cache

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
_MARKING = _BOLD | _ITALIC | {"a"}
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


def read_blocks(root: LexborNode, skip: Collection[int] = (), captions: Collection[int] = ()) -> list[Block]:
    """Read the lines of an element in the order of the page.

    Args:
        root: the element.
        skip: identities (`mem_id`) of elements to leave out with all they hold.
        captions: identities of elements whose text is a caption.

    Returns:
        Blocks with white space folded; none is empty. Rows of data tables come as cells joined by " | "; what stands
        in a table that only lays out an image is a caption.
    """
    pictured: set[int] = set()
    for image in root.css("img"):
        walker = image.parent
        while walker is not None and walker.mem_id not in pictured and walker.mem_id != root.mem_id:
            pictured.add(walker.mem_id)
            walker = walker.parent
    reader = _Reader(skip, captions, pictured)
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


_style = lru_cache(maxsize=1024)(_Style)
_BREAK = ("\n", _Style())


class _Reader:
    def __init__(self, skip: Collection[int], captions: Collection[int], pictured: Collection[int]) -> None:
        self.blocks: list[Block] = []
        self._skip = skip
        self._captions = captions
        self._pictured = pictured
        self._runs: list[tuple[str, _Style]] = []
        self._image = False
        self._node = 0

    def walk(self, node: LexborNode, depth: int, style: _Style) -> None:
        child = node.first_child
        while child is not None:
            tag = child.tag or "-"
            if tag == "-text":
                text = child.text_content
                if text:
                    self._runs.append((text, style))
            elif tag[0] not in "-!" and tag not in _SKIPPED:
                self._element(child, tag, depth, style)
            child = child.next

    def _element(self, node: LexborNode, tag: str, depth: int, style: _Style) -> None:
        if tag == "br":
            self._runs.append(_BREAK)
            return
        if tag in ("img", "picture"):
            self._image = True
            return
        identity = node.mem_id
        if identity in self._skip:
            return
        if depth > _DEEPEST:
            self._runs.append((node.text(deep=True, separator=" "), style))
        elif tag in _INLINE and identity not in self._captions:
            if tag in _MARKING:
                style = _marked(style, tag)
            self.walk(node, depth + 1, style)
        else:
            attributes = node.attributes
            marks = attributes.get("style")
            if "hidden" in attributes or (marks and _HIDDEN.search(marks)):
                return
            self.flush()
            self._node = identity
            self._block(node, tag, identity, depth, _styled(style, tag, attributes))
            self.flush()
            self._node = identity

    def _block(self, node: LexborNode, tag: str, identity: int, depth: int, style: _Style) -> None:
        if identity in self._captions or tag in ("figure", "figcaption", "caption"):
            self._image = self._image or tag == "figure"
            style = _captioning(style)
        elif style.kind != "caption" and identity in self._pictured and _only_lays_out_an_image(node, tag):
            self._image = True
            style = _captioning(style)
        elif tag == "table" and (rows := _data_rows(node)):
            self.blocks.extend(Block(row, "row", node=identity) for row in rows)
            return
        self.walk(node, depth + 1, style)

    def flush(self) -> None:
        """End the line that is being gathered."""
        runs = self._runs
        if not runs:
            return
        self._runs = []
        line: list[tuple[str, _Style]] = []
        for run in runs:
            if run is _BREAK:
                self._line(line)
                line = []
            else:
                line.append(run)
        self._line(line)

    def _line(self, runs: list[tuple[str, _Style]]) -> None:
        text = clean(runs[0][0] if len(runs) == 1 else "".join([text for text, _ in runs])) if runs else ""
        if not text:
            return
        styles = [style for run, style in runs if not run.isspace()] if len(runs) > 1 else [runs[0][1]]
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
def _marked(style: _Style, tag: str) -> _Style:
    if tag == "a":
        return replace(style, link=True)
    return replace(style, italic=True) if tag in _ITALIC else replace(style, bold=True)


@cache
def _captioning(style: _Style) -> _Style:
    return replace(style, kind="caption")


def _styled(style: _Style, tag: str, attributes: dict[str, str | None]) -> _Style:
    if not attributes and tag == "p":
        return style
    marks = attributes.get("style") or ""
    align = (attributes.get("align") or "").lower()
    return _style(
        "heading" if tag in _HEADINGS else "item" if tag == "li" else style.kind,
        style.link,
        style.bold or tag in _BOLD,
        style.italic,
        style.right or align == "right" or bool(marks and _RIGHT.search(marks)),
        style.centred or align == "center" or tag == "center" or bool(marks and _CENTRE.search(marks)),
    )


def _only_lays_out_an_image(node: LexborNode, tag: str) -> bool:
    """Whether an element that holds an image has no more words than a caption, and those in an element of their own."""
    text = node.text(deep=True, separator=" ")
    if len(text) > 1500:
        return False
    size, paragraphs = len(clean(text)), len(node.css("p"))
    if tag in ("table", "tbody", "tr"):
        return size <= 400 and paragraphs <= 2
    return tag != "p" and size <= 300 and paragraphs <= 1 and not node.text(deep=False).strip()


def _data_rows(table: LexborNode) -> list[str]:
    """The rows of a table of data, cells joined by " | ".

    None for a table that only arranges the page: one column, a table inside, cells of several paragraphs.
    """
    if len(table.css("table")) > 1:
        return []
    rows = [[clean(cell.text(deep=True, separator=" ")) for cell in row.css("td, th")] for row in table.css("tr")]
    rows = [cells for cells in rows if any(cells)]
    widest = max(map(len, rows), default=0)
    longest = max((len(cell) for cells in rows for cell in cells), default=0)
    if len(rows) < 2 or widest < 2 or longest > 500:
        return []
    return [" | ".join(filter(None, cells)) for cells in rows]
