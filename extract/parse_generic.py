"""A page of unknown markup: readability finds where the article is, its known failures are corrected.

readability-lxml is right about the place on nearly every page, and wrong about the edges: the lead outside the
article's element is lost, short headings and tables go, bylines, captions and related links stay. So only its choice of
place is taken, and the lines are read from the page itself.
"""

import re
from collections import Counter

from lxml.etree import LxmlError
from readability import Document
from readability.readability import Unparseable
from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract import furniture
from extract.blocks import Block, read_blocks
from extract.dates import read_date
from extract.encoding import clean
from extract.metadata import Metadata
from extract.tidy import Draft, tidy

_MARK = "data-element"
_LARGEST_FOR_READABILITY = 2_000_000
"""Characters of markup beyond which its regular expressions take minutes."""
_LARGEST_BOX = 1500
"""Characters of a box inside an article; what is longer is a part of the article."""
_SITE_NAME = re.compile(r"\s+(?:[-–—|»·•:]|::)\s+")


def read_generic(tree: LexborHTMLParser, meta: Metadata) -> Draft | None:
    """Read a page that no profile knows.

    Returns:
        None where nothing on the page reads like an article.
    """
    body = tree.body
    if body is None:
        return None
    place = _find_article(tree, body)
    if place is None:
        return None
    page = _Page(body, place)
    draft = Draft(title=_find_title(page, body, meta))
    title_at = page.position(draft.title)
    before = page.before(title_at)
    _read_head(page, before, draft)
    if draft.date is None and title_at is not None:
        draft.date = next(
            (block.text for block in page.blocks[max(0, title_at - 4) : title_at] if _is_date(block)), None
        )
    draft.date = draft.date or page.date
    article = read_blocks(place, page.skipped, page.captions)
    start = next((n for n, block in enumerate(article) if draft.title and _same(block.text, draft.title)), None)
    if start is not None:
        draft.date = draft.date or next((b.text for b in article[: start + 6] if _is_date(b)), None)
        article = article[start + 1 :]
    article = [block for n, block in enumerate(article) if not (n < 6 and _is_date(block))]
    tidy([*_leads(before, article, meta), *article], draft)
    draft.author = draft.author or page.author or _author_below(page.after())
    return draft


def _find_article(tree: LexborHTMLParser, body: LexborNode) -> LexborNode | None:
    """The element that holds what readability takes for the article; the densest one where readability gives up."""
    tree.strip_tags(["script", "style", "noscript", "iframe", "svg"])
    nodes = body.css("*")
    for number, node in enumerate(nodes):
        node.attrs[_MARK] = str(number)
    html = tree.html or ""
    weights: Counter[int] = Counter()
    if len(html) <= _LARGEST_FOR_READABILITY:
        try:
            summary = LexborHTMLParser(Document(html).summary(html_partial=True))
        except (Unparseable, LxmlError, ValueError, TypeError, AttributeError, RecursionError):
            summary = LexborHTMLParser("")  # its own faults on odd pages; the densest element is tried instead
        for node in summary.css("*"):
            weights[_marked(node)] += len((node.text(deep=False, separator=" ") or "").strip())
        del weights[-1]
    if not weights.total():
        places = {node.mem_id: number for number, node in enumerate(nodes)}
        for block in read_blocks(body):
            if len(block.text) >= 80 and block.linked < 0.3 and block.node in places:
                weights[places[block.node]] += len(block.text)
    return _deepest(body, nodes, weights)


def _deepest(body: LexborNode, nodes: list[LexborNode], weights: Counter[int]) -> LexborNode | None:
    """The deepest element that holds nearly all of the weight."""
    total = weights.total()
    if not total:
        return None
    held: Counter[int] = Counter()
    for number, weight in weights.items():
        walker: LexborNode | None = nodes[number] if number < len(nodes) else None
        while walker is not None and walker.mem_id != body.mem_id:
            held[walker.mem_id] += weight
            walker = walker.parent
    best = body
    for node in nodes:  # in the order of the page: a descendant comes after its ancestor
        if held[node.mem_id] >= 0.8 * total and node.tag not in ("p", "span", "font", "b", "strong"):
            best = node
    return best


def _marked(node: LexborNode) -> int:
    """The number of an element of readability's answer, or of the next one around it: readability adds some itself."""
    walker: LexborNode | None = node
    while walker is not None and walker.is_element_node:
        number = walker.attributes.get(_MARK)
        if number:
            return int(number)
        walker = walker.parent
    return -1


class _Page:
    """The whole page as lines, and which of its elements are furniture by name."""

    def __init__(self, body: LexborNode, place: LexborNode) -> None:
        self.place = place
        self.inside = {node.mem_id for node in place.css("*")} | {place.mem_id}
        around = set()
        walker: LexborNode | None = place
        while walker is not None:
            around.add(walker.mem_id)
            walker = walker.parent
        self.skipped: set[int] = set()
        self.captions: set[int] = set()
        self.author: str | None = None
        self.date: str | None = None
        self.names: dict[int, str] = {}
        most = 0.3 * len(place.text(deep=True, separator=" ") or "")
        for node in body.css("[class], [id], [itemprop], [type], time"):
            if node.mem_id not in around:
                self._sort(node, most)
        for node in place.css("div, section, article, ul, ol, table, blockquote"):
            if node.mem_id not in around and node.css_first("a") is not None and self._is_box(node):
                self.skipped.add(node.mem_id)
        self.blocks = read_blocks(body, self.skipped, self.captions)

    def _is_box(self, node: LexborNode) -> bool:
        """Whether an element inside the article leads to other articles: a headed list of links, or a teaser."""
        if len(node.text(deep=True, separator=" ") or "") > _LARGEST_BOX:
            return False
        blocks = read_blocks(node, self.skipped, self.captions)
        if len(blocks) < 2:
            return False
        first, second = blocks[0], blocks[1]
        headed = furniture.is_end_heading(first.text) or furniture.is_inner_heading(first.text)
        if headed:
            return second.linked > 0.9
        running = sum(len(block.text) for block in blocks if block.linked < 0.5)
        return first.linked > 0.9 and len(first.text) >= 20 and running < 400

    def _sort(self, node: LexborNode, most: float) -> None:
        attributes = node.attributes
        name = " ".join(attributes.get(key) or "" for key in ("class", "id", "itemprop", "type"))
        self.names[node.mem_id] = name
        if furniture.pattern("classes", "caption").search(name):
            self.captions.add(node.mem_id)
        elif furniture.pattern("classes", "drop").search(name):
            if len(node.text(deep=True, separator=" ") or "") <= most:
                self.skipped.add(node.mem_id)
        elif furniture.pattern("classes", "author").search(name):
            text = " ".join((node.text(deep=True, separator=" ") or "").split())
            found, author = furniture.read_byline(text)
            if found:
                self.author = self.author or author
                self.skipped.add(node.mem_id)
        elif furniture.pattern("classes", "date").search(name) or node.tag == "time":
            text = " ".join((node.text(deep=True, separator=" ") or "").split())
            if len(text) < 80 and read_date(text) and node.mem_id in self.inside:
                self.date = self.date or text
                self.skipped.add(node.mem_id)

    def headline_score(self, place: int) -> int:
        """How much a line that no metadata name looks like the headline."""
        block = self.blocks[place]
        text = block.text
        if not 10 <= len(text) <= 250 or block.linked > 0.5 or block.kind in ("row", "caption"):
            return 0
        if furniture.is_chrome(text) or furniture.is_end_heading(text) or (read_date(text) and len(text) < 60):
            return 0
        named = bool(re.search(r"title|head|tieu-?de", self.names.get(block.node, ""), re.IGNORECASE))
        dated = place + 1 < len(self.blocks) and _is_date(self.blocks[place + 1])
        looks = 2 * (not text.endswith(".")) + (20 <= len(text) <= 130) + block.bold - block.italic
        return 3 * (block.kind == "heading") + 3 * named + 2 * dated + looks

    def after(self) -> list[Block]:
        """The lines right below the article."""
        last = max((n for n, block in enumerate(self.blocks) if block.node in self.inside), default=len(self.blocks))
        return self.blocks[last + 1 : last + 3]

    def position(self, title: str | None) -> int | None:
        """Where the headline stands among the lines of the page."""
        if not title:
            return None
        return next((n for n, block in enumerate(self.blocks) if _same(block.text, title)), None)

    def before(self, title_at: int | None) -> list[Block]:
        """The lines between headline and article; those shortly before the article where the headline is unknown."""
        end = next((n for n, block in enumerate(self.blocks) if block.node in self.inside), len(self.blocks))
        if title_at is not None:
            return self.blocks[title_at + 1 : end]
        return self.blocks[max(0, end - 4) : end]


def _find_title(page: _Page, body: LexborNode, meta: Metadata) -> str | None:
    """The headline as the page shows it, else as its metadata give it."""
    texts = [block.text for block in page.blocks if len(block.text) < 300]
    for wanted in (meta.title, meta.page_title):
        for text in texts:
            if wanted and _same(text, wanted):
                return text
    parts = [part.strip() for part in _SITE_NAME.split(meta.page_title or "") if part.strip()]
    headline = " - ".join(parts[:-1]) if len(parts) > 1 else None
    for wanted in (headline, *sorted(parts, key=len, reverse=True)):
        for text in texts:
            if wanted and len(wanted) > 20 and _same(text, wanted):
                return text
    shown = [clean(node.text(deep=True, separator=" ")) for node in body.css("h1")]
    for text in shown:
        if 10 <= len(text) <= 250 and not _same(text, meta.site or "") and not furniture.is_chrome(text):
            return text
    if meta.title:
        return meta.title
    first = next((n for n, block in enumerate(page.blocks) if block.node in page.inside), len(page.blocks))
    near = [(page.headline_score(n), -n) for n in range(max(0, first - 8), min(first + 2, len(page.blocks)))]
    best, place = max(near, default=(0, 0))
    if best > 1:
        return page.blocks[-place].text
    return headline or meta.page_title


def _read_head(page: _Page, before: list[Block], draft: Draft) -> None:
    for block in before:
        if draft.date is None and _is_date(block):
            draft.date = block.text
            parts = re.split(r"\s[-–|•·]\s|\s{2,}|, ", block.text)
            draft.author = draft.author or next((part for part in parts if furniture.is_name(part)), None)
        elif draft.author is None and len(block.text) < 80:
            found, author = furniture.read_byline(block.text)
            draft.author = author if found and (":" in block.text) else None


def _author_below(blocks: list[Block]) -> str | None:
    for block in blocks:
        found, author = furniture.read_byline(block.text)
        if found and author and block.linked < 0.5 and len(block.text) < 60 and block.kind != "heading":
            return author
    return None


def _is_date(block: Block) -> bool:
    """Whether a line is a time of publication: a date with a clock, or hardly anything but a date."""
    if len(block.text) >= 80 or block.kind == "row" or not read_date(block.text):
        return False
    return bool(re.search(r"\d{1,2}[:h]\d{2}", block.text)) or len(re.sub(r"[\W\d_]", "", block.text)) < 16


def _leads(before: list[Block], article: list[Block], meta: Metadata) -> list[Block]:
    """The lead that stands outside the article's element."""
    described = furniture.fold(meta.description or "")[:60]
    inside = {block.text for block in article}
    leads = []
    for block in before:
        if block.kind in ("caption", "row") or block.linked > 0.3 or block.text in inside:
            continue
        is_described = len(described) > 30 and described[:50] in furniture.fold(block.text)[:120]
        reads_so = len(block.text) >= 70 or (len(block.text) >= 40 and furniture.is_sentence(block.text))
        if is_described or (reads_so and not furniture.is_chrome(block.text)):
            leads.append(block)
    return leads


def _same(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= 20 and furniture.fold(one) == furniture.fold(other)
