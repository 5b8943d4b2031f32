"""Text dumps: articles that some generic reader turned into plain text or Markdown, page furniture and all.

Such readers leave traces that tell what a line was: an image's alternative text (mostly the headline again, in old
pages without accents) stands on the line before its caption, related headlines run together under the lead, the byline
is a short last line, and boxes begin with a known heading.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from extract import furniture
from extract.dates import read_date
from extract.encoding import clean
from extract.tidy import Draft

_IMAGE = re.compile(r"!\[([^\]]*)\]\s*(?:\([^)]*\)|\[[^\]]*\])?")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?:[^()\s]|\([^)]*\))*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"(?:link|url|nguồn|source)?\s*[:=]?\s*<?(https?://[^\s<>]+)>?", re.IGNORECASE)
_FIELD = re.compile(
    r"#?\s*(doc_id|id|url|link|title|tiêu đề|date|ngày|published|author|tác giả|source|nguồn)\s*[:=]\s*(.+)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s|:*_=~#<>!\-–—]*")
_NUMBERED_IMAGE = re.compile(r"[-–] Ảnh \d+\.?$")
_DRAFT_IMAGE = re.compile(r"tin nhap \d{6,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    apart: bool
    """Whether a blank line stands before it."""
    image: bool = False
    """Whether an image stands on the line or just before it."""
    linked: bool = False
    heading: bool = False
    row: bool = False
    cell: bool = False
    """Whether it is all that a table's row holds: a table that lays out an image or related headlines."""


def read_dump(text: str) -> Draft:
    """Read an article out of a text dump.

    Args:
        text: the dump, decoded.

    Returns:
        A draft; without lines where the dump holds no article.
    """
    draft = Draft()
    lines = _read_fields(_rewrap(_lines(text)), draft)
    lines = _cut_boxes(lines)
    lines = _without_tail(lines, draft)
    lines = _take_head(lines, draft)
    lines = _without_captions(lines, draft)
    lines = _without_related(lines)
    draft.lines = [line.text for line in lines if not furniture.is_chrome(line.text)]
    return draft


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    apart, image = True, False
    for raw in text.splitlines():
        if not raw.strip():
            apart = True
            continue
        plain, has_image = _plain(raw)
        image = image or has_image
        if plain is None:
            continue
        lines.append(replace(plain, apart=apart, image=image))
        apart, image = False, False
    return lines


def _plain(raw: str) -> tuple[_Line | None, bool]:
    """A line without its Markdown; None where only marks or an image are on it."""
    text, images = _IMAGE.subn(" ", raw)
    links = "".join(found[1] for found in _LINK.finditer(text))
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"<!--.*?-->|-->|<!--", " ", text)
    heading = bool(re.match(r"\s*#{1,6}\s", text))
    cells = [cell.strip() for cell in text.split("|") if cell.strip()]
    of_table = text.strip().startswith("|") or text.strip().endswith("|")
    row, cell = of_table and len(cells) > 1, of_table and len(cells) == 1
    if row or cell:
        text = " | ".join(cells)
    else:
        text = re.sub(r"^\s*#{1,6}\s+|^\s*[*+•]\s+|^\s*>\s+", "", text.strip().strip("|"))
    text = clean(re.sub(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", text))
    if _RULE.fullmatch(text):
        return None, bool(images)
    linked = bool(links) and len("".join(links.split())) >= 0.9 * len("".join(text.split()))
    return _Line(text, True, False, linked, heading, row, cell), bool(images)


def _rewrap(lines: list[_Line]) -> list[_Line]:
    """Join paragraphs that were broken at a fixed width."""
    groups: list[list[_Line]] = []
    for line in lines:
        if line.apart or not groups:
            groups.append([])
        groups[-1].append(line)
    return [line for group in groups for line in ([_joined(group)] if _is_broken(group) else group)]


def _is_broken(group: list[_Line]) -> bool:
    """Whether lines without a blank one between them are one paragraph: all about as wide, none a whole sentence."""
    widths = [len(line.text) for line in group[:-1]]
    return (
        len(group) > 2
        and max(widths) <= 110
        and min(widths) >= max(40, max(widths) - 20)
        and len(group[-1].text) <= max(widths) + 10
        and not any(line.row or line.image or line.linked for line in group)
        and sum(furniture.is_sentence(line.text) for line in group[:-1]) * 3 < len(group)
        and sum(line.text[0].islower() for line in group[1:]) * 3 >= len(group) - 1
    )


def _joined(group: list[_Line]) -> _Line:
    return replace(group[0], text=" ".join(line.text for line in group))


def _read_fields(lines: list[_Line], draft: Draft) -> list[_Line]:
    """Take addresses and named fields out of the first and last lines."""
    kept = []
    for place, line in enumerate(lines):
        outside = place < 6 or place >= len(lines) - 4
        address = _ADDRESS.fullmatch(line.text)
        found = _FIELD.fullmatch(line.text) if outside and len(line.text) < 300 else None
        if address:
            draft.url = draft.url or (address[1] if outside else None)
        elif found and _take_field(found[1].lower(), found[2].strip(), draft):
            continue
        else:
            kept.append(line)
    return kept


def _take_field(name: str, value: str, draft: Draft) -> bool:
    if name in ("url", "link", "source", "nguồn"):
        return False
    if name in ("title", "tiêu đề"):
        draft.title = value
    elif name in ("author", "tác giả"):
        draft.author = value
    elif read_date(value):
        draft.date = value
    elif re.fullmatch(r"(?:19|20)\d{6}", value):
        draft.date = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    else:
        return name in ("id", "doc_id")
    return True


def _cut_boxes(lines: list[_Line]) -> list[_Line]:
    """Drop the boxes below the article, and links under a heading between its paragraphs."""
    total = sum(len(line.text) for line in lines)
    kept: list[_Line] = []
    passed, in_box = 0, False
    teasers = [place for place, (one, other) in enumerate(pairwise(lines)) if _is_teaser(one, other)]
    last_but_one = teasers[-2] if len(teasers) > 1 else -1
    for place, line in enumerate(lines):
        if len(kept) > 3 and place <= last_but_one and _is_teaser(line, lines[place + 1]):
            break
        if furniture.is_end_heading(line.text) or furniture.is_inner_heading(line.text):
            has_text = any(len(before.text) > 100 for before in islice(kept, 1, 200))
            goes_on = (
                furniture.is_inner_heading(line.text)
                and passed < 0.5 * total
                and _goes_on(lines[place + 1 : place + 200])
            )
            if has_text and not goes_on:
                break
            in_box = True
            continue
        if (
            in_box
            and (line.linked or (not furniture.is_sentence(line.text) and len(line.text) < 200))
            and len(kept) > 1
        ):
            continue
        in_box = False
        passed += len(line.text)
        kept.append(line)
    return kept


def _goes_on(rest: list[_Line]) -> bool:
    """Whether running text, and no further box, follows a box between paragraphs."""
    following = [line for line in rest if furniture.is_sentence(line.text) and len(line.text) > 150]
    return len(following) >= 2 and not any(_is_teaser(one, other) for one, other in pairwise(rest))


def _is_teaser(line: _Line, following: _Line) -> bool:
    """Whether two lines are a headline twice: as an image's alternative text, then as a link."""
    return line.text == following.text and following.apart and not furniture.is_sentence(line.text)


def _without_tail(lines: list[_Line], draft: Draft) -> list[_Line]:
    for _ in range(6):
        if len(lines) < 3:
            break
        last = lines[-1].text
        found, author = furniture.read_byline(last)
        if found:
            draft.author = draft.author or author
        elif len(last) < 60 and read_date(last) and not furniture.is_sentence(last):
            draft.date = draft.date or last
        elif not furniture.is_chrome(last) and not furniture.is_imprint(last):
            break
        lines = lines[:-1]
    return lines


def _take_head(lines: list[_Line], draft: Draft) -> list[_Line]:
    """Take kicker, headline, date and byline off the top."""
    head: list[_Line] = []
    place = 0
    for place, line in enumerate(lines[:9]):  # noqa: B007
        if _is_breadcrumb(line.text) or (head and len(line.text) < 60 and re.match(r"[-–]\s\D+$", line.text)):
            continue
        if (
            len(line.text) < 90
            and read_date(line.text)
            and re.search(r"\d[:h]\d\d|^\W*(?:thứ|chủ nhật|ngày)", line.text, re.I)
        ):
            draft.date = draft.date or line.text
            continue
        if furniture.is_chrome(line.text) or not re.search(r"[^\W\d_]", line.text):
            continue
        found, author = furniture.read_byline(line.text)
        if head and found and (":" in line.text or len(line.text) < 30):
            draft.author = draft.author or author
            continue
        if (
            line.cell
            or len(line.text) > 250
            or (furniture.is_sentence(line.text) and not line.text.endswith((":", "”", '"', "?", "!", "…")))
        ):
            break
        if len(head) == 3:
            break
        head.append(line)
    else:
        place = min(len(lines), 9)
    if draft.title is None and head:
        at = _headline(head, lines[place:])
        draft.title = head[at].text
        draft.kicker = head[at - 1].text if at else None
        head = head[at + 1 :]
    named = {furniture.fold(text) for text in (draft.title, draft.kicker) if text}
    return [line for line in head if furniture.fold(line.text) not in named] + lines[place:]


def _headline(head: list[_Line], rest: list[_Line]) -> int:
    """Which of the short lines at the top is the headline: mostly the first, unless a kicker stands over it."""
    if len(head) == 1:
        return 0
    first, second = head[0].text, head[1].text
    later = [furniture.fold(line.text) for line in rest]
    again = [any(line.startswith(furniture.fold(text)) for line in later) for text in (first, second)]
    if head[0].heading or again == [True, False]:
        return 0
    if head[1].heading or first.endswith(":") or again == [False, True]:
        return 1
    # A lead without its full stop is longer than a headline, the name of a section shorter.
    headline_sized = max(25, 0.6 * len(first)) <= len(second) <= 110
    return 1 if len(first) <= 90 and headline_sized and not second.endswith(":") else 0


def _is_breadcrumb(text: str) -> bool:
    return len(text) < 120 and len(re.findall(r"\s[»›>/]\s", text)) >= 1 and not furniture.is_sentence(text)


def _without_captions(lines: list[_Line], draft: Draft) -> list[_Line]:
    folded = [furniture.fold(line.text) for line in lines]
    times = Counter(folded)
    alternatives = {
        text
        for text, line in zip(folded, lines, strict=True)
        if times[text] > 1 and len(text) > 25 and not furniture.has_credit(line.text)
    }
    title = furniture.fold(draft.title or "")
    if title:
        alternatives.add(title)
    apart = sum(line.apart for line in lines) > 0.6 * len(lines)
    kept: list[_Line] = []
    expecting = False
    for place, line in enumerate(lines):
        if place > 1 and place + 1 < len(lines) and _leads_to_caption(lines[place : place + 3], apart):
            expecting = True
            continue
        beside = lines[max(0, place - 1) : place + 2]
        if line.cell and not line.image and not any(other.row for other in beside):
            # Related headlines come several at a time, or before any text.
            if sum(other.cell for other in beside) == 1 and any(furniture.is_sentence(one.text) for one in kept):
                draft.captions.append(line.text)
            continue
        if not line.row and not line.cell and _is_alternative(line, folded[place], alternatives, title):
            following = lines[place + 1] if place + 1 < len(lines) else line
            unended = not furniture.is_sentence(following.text) or furniture.has_credit(following.text)
            numbered = bool(_NUMBERED_IMAGE.search(line.text)) and unended
            longer = folded[place].startswith(f"{title} ") and not line.text.isascii() and not _is_doubled(line.text)
            closes = lines[place + 2].apart if place + 2 < len(lines) else apart
            expecting = numbered or (not longer and not following.apart and (closes or unended))
            continue
        captioned = (expecting or (line.image and _captions_image(line))) and len(line.text) <= 350 and not line.row
        if captioned or (furniture.has_credit(line.text) and len(line.text) < 250):
            if line.text not in draft.captions:
                draft.captions.append(line.text)
        else:
            kept.append(line)
        expecting = False
    return kept


def _captions_image(line: _Line) -> bool:
    """Whether the line below an image is its caption, and not the next paragraph."""
    if line.cell or furniture.has_credit(line.text):
        return True
    return len(line.text) <= 250 if not furniture.is_sentence(line.text) else not line.apart and len(line.text) <= 120


def _leads_to_caption(lines: list[_Line], apart: bool) -> bool:
    """Whether of two lines between blank ones, in a dump that sets paragraphs apart, the second captions an image."""
    line, caption = lines[0], lines[1]
    alone = apart and line.apart and not caption.apart and (len(lines) < 3 or lines[2].apart)
    if not alone or line.heading or line.row or caption.row or not 25 < len(line.text) <= 200:
        return False
    one_sentence = len(caption.text) <= 160 and not re.search(r"[.!?]\s", caption.text)
    return not furniture.is_sentence(line.text) and (one_sentence or furniture.has_credit(caption.text))


def _is_alternative(line: _Line, folded: str, alternatives: set[str], title: str) -> bool:
    """Whether a line is the alternative text of an image, alone or before a related headline."""
    if folded in alternatives or _DRAFT_IMAGE.match(line.text) or _NUMBERED_IMAGE.search(line.text):
        return True
    if _is_doubled(line.text):
        return True
    if furniture.is_sentence(line.text) or line.heading:
        return False
    if len(folded) >= 10 and title.startswith(f"{folded} "):
        return True  # cut off at a quotation mark in the headline
    words = line.text.split()
    if line.text.isascii() and len(words) >= 5 and line.text.islower():
        return True
    if (
        title
        and folded.startswith(title)
        and line.text.lower().startswith(title[:20])
        and not (title.isascii() and folded == title)
    ):
        return True
    mine, wanted = set(folded.split()), set(title.split())
    return len(wanted) >= 6 and len(mine & wanted) >= 0.7 * len(wanted) and len(words) <= 2 * len(wanted)


def _is_doubled(text: str) -> bool:
    half = len(text) // 2
    return half > 20 and text[:half].strip() == text[-half:].strip()


def _without_related(lines: list[_Line]) -> list[_Line]:
    """Drop related headlines under the lead, and lines that are nothing but a link."""
    lines = [line for line in lines if not line.linked or line.row]
    if len(lines) < 3:
        return lines
    end = 1
    while end < len(lines) and _is_headline(lines[end]):
        end += 1
    under = lines[1:end]
    run_together = [line for line in under if not line.apart and lines[0].apart] or [
        line for line in under if len(line.text) > 110
    ]
    if end < len(lines) and (len(under) > 1 or run_together):
        dropped = under if len(under) > 1 and not run_together else run_together
        return [line for line in lines if not any(line is one for one in dropped)]
    return lines


def _is_headline(line: _Line) -> bool:
    return not furniture.is_sentence(line.text) and not line.heading and not line.row and len(line.text) > 20
