"""What stands on a page between the paragraphs of a report and belongs to other stories. Pure."""

from collections import Counter
from functools import cache

from transform.gazetteer import gazetteer
from transform.levels import AREA_LEVELS
from transform.lexicon import word_set
from transform.nodes import Tagged
from transform.text import Sentence, View, fold

_ENDS = '.!?…:;”"’)'
"""Marks of which prose ends in one, and a headline in none."""
_NEAR = 10
"""Nodes at the head of an item in which its day and its body stand."""


def announces_others(view: View, sentence: Sentence) -> bool:
    """`Xem thêm: …`: the headline of another story between the paragraphs."""
    return view.low[sentence.start : sentence.start + 24].startswith(_related())


@cache
def _related() -> tuple[str, ...]:
    return tuple(f"{words}:" for words in word_set("related"))


def without_headlines(view: View, sentences: list[Tagged], title: str) -> list[Tagged]:
    """The sentences without lines such as `LĐLĐ huyện Ứng Hòa khen thưởng 54 tập thể`, of a place named nowhere else.

    A page on which most lines set no stop is left as it is.

    Args:
        title: the folded headline of the article itself.
    """
    lines = Counter(s.sentence.paragraph for s in sentences)
    closed = {s.sentence.paragraph for s in sentences if _closed(view, s)}
    if 2 * len(closed) < len(lines):
        return sentences
    text = f"{title}\n{view.low}"
    kept: list[Tagged] = []
    listing = False
    for s in sentences:
        listing = bool(kept) and (kept[-1].tags.endswith(":") or (listing and not _closed(view, kept[-1])))
        if listing or lines[s.sentence.paragraph] > 1 or not _of_another_place(view, s, text):
            kept.append(s)
    return kept


def _closed(view: View, tagged: Tagged) -> bool:
    return view.clean[tagged.sentence.end - 1] in _ENDS


def _of_another_place(view: View, tagged: Tagged, text: str) -> bool:
    """Whether a line without a stop is about a unit, or a body that confers, which the rest never mentions."""
    first = tagged.nodes[0]
    opens = tagged.tags[:1] in ("O", "p")
    confers = opens and tagged.tags[1:2] in tuple("HVKJ") and "N" in tagged.tags
    of_unit = opens and first.tag == "O" and first.value.area in AREA_LEVELS
    if _closed(view, tagged) or tagged.sentence.paragraph == 0 or not (confers or of_unit):
        return False
    proper = first.value.proper if first.tag == "O" else first.value[1]
    words = fold(proper or "").split()
    while words and (words[0] in gazetteer().areas or " ".join(words[:2]) in gazetteer().areas):
        words = words[1 if words[0] in gazetteer().areas else 2 :]
    return bool(words) and text.count(" ".join(words)) == 1


def stories(sentences: list[Tagged]) -> list[bool]:
    """Of each sentence whether it opens the next story of a bulletin: `* Ngày 5-6, LĐLĐ quận A sơ kết phong trào`.

    On a page that begins with a star every starred line does; elsewhere only one with a day and a body that acts.
    """
    begins = bool(sentences) and sentences[0].forms[0] == "*"
    return [s.forms[0] == "*" and (begins or _reports(s)) for s in sentences]


def _reports(tagged: Tagged) -> bool:
    """Whether a line tells on which day a body did something."""
    day = any(n.tag == "Y" and n.value.kind in ("day", "date") for n in tagged.nodes[:_NEAR])
    body = tagged.tags.find("O")
    return day and 0 < body < _NEAR and tagged.tags[body + 1 : body + 2] in tuple("JHV")
