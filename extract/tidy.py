"""Lines of an article's element to the article: captions, bylines, boxes and controls told apart from the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract import furniture
from extract.blocks import Block

_POINTER = re.compile(
    r"^(?:>+|»+|→|►|▶|[•*\-–]\s*>+)\s*\S|^(?:xem thêm|đọc thêm|mời xem thêm|tin liên quan|bài liên quan)\s*[:>»]", re.I
)


@dataclass(slots=True)
class Draft:
    """An article being put together from its page."""

    title: str | None = None
    kicker: str | None = None
    url: str | None = None
    author: str | None = None
    date: str | None = None
    lines: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def tidy(blocks: Iterable[Block], draft: Draft) -> None:
    """Sort an article's lines into the draft's text, captions and author.

    Args:
        blocks: lead and body as `read_blocks` gives them.
        draft: its title is known; lines, captions and (if still unknown) the author are filled in.
    """
    kept = _without_captions(list(blocks), draft)
    kept = _without_headline(kept, draft)
    kept = _without_boxes(kept)
    kept = _without_bylines(kept, draft)
    seen: set[str] = set()
    for block in kept:
        if len(block.text) > 60 and block.text in seen:
            continue
        seen.add(block.text)
        draft.lines.append(block.text)


def _without_captions(blocks: list[Block], draft: Draft) -> list[Block]:
    kept: list[Block] = []
    title = furniture.fold(draft.title or "")
    for block in blocks:
        if block.kind == "caption" or _reads_as_caption(block):
            if furniture.fold(block.text) != title:
                draft.captions.append(block.text)
        else:
            kept.append(block)
    return kept


def _reads_as_caption(block: Block) -> bool:
    if len(block.text) > 350 or block.kind in ("row", "heading"):
        return False
    unended = len(block.text) < 200 and not block.bold and not furniture.is_sentence(block.text)
    set_apart = block.after_image and (block.italic or (block.centred and not block.bold) or unended)
    credited = len(block.text) < 250 or block.after_image or block.italic or block.centred
    if not set_apart and not (credited and furniture.has_credit(block.text)):
        return False
    return not furniture.read_byline(block.text)[0]


def _without_headline(blocks: list[Block], draft: Draft) -> list[Block]:
    names = {furniture.fold(name) for name in (draft.title, draft.kicker) if name}
    longest = max(map(len, names), default=0) + 20
    return [block for block in blocks if len(block.text) > longest or furniture.fold(block.text) not in names]


def _without_boxes(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    total = sum(len(block.text) for block in blocks if block.linked < 0.5)
    passed = 0
    in_box = False
    for place, block in enumerate(blocks):
        text = block.text
        if furniture.is_end_heading(text) or furniture.is_inner_heading(text):
            rest = sum(len(later.text) for later in blocks[place + 1 :] if later.linked < 0.5)
            goes_on = passed < 0.3 * total or (furniture.is_inner_heading(text) and rest > 0.3 * total)
            if not goes_on:
                break
            in_box = True
            continue
        passed += len(text) if block.linked < 0.5 else 0
        if furniture.is_chrome(text) or _is_pointer(block):
            continue
        if in_box and not furniture.is_sentence(text) and block.kind in ("item", "heading") and block.linked > 0.2:
            continue
        in_box = False
        kept.append(block)
    return kept


def _is_pointer(block: Block) -> bool:
    """Whether a line only leads to other articles."""
    if block.kind == "row":
        return False
    if block.linked >= 0.9 and len(block.text) > 12:
        return True
    return bool(_POINTER.match(block.text)) and (block.linked > 0.3 or not furniture.is_sentence(block.text))


def _without_bylines(blocks: list[Block], draft: Draft) -> list[Block]:
    start, end = 0, len(blocks)
    for _ in range(5):
        if end <= start:
            break
        found, author = _byline(blocks[end - 1], at_end=True)
        if not found:
            break
        draft.author = draft.author or author
        end -= 1
    for _ in range(4):
        if start >= end:
            break
        found, author = _byline(blocks[start], at_end=False)
        if not found:
            break
        draft.author = draft.author or author
        start += 1
    return blocks[start:end]


def _byline(block: Block, *, at_end: bool) -> tuple[bool, str | None]:
    text = block.text
    if at_end and furniture.is_imprint(text):
        return True, None
    if block.kind == "row" or len(text) > 120:
        return False, None
    found, author = furniture.read_byline(text)
    if found and (at_end or not block.bold or ":" in text):
        return True, author
    return not re.search(r"[^\W\d_]", text), None
