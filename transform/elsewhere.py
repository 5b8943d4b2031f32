"""What stands on a page between the paragraphs of a report and belongs to other stories: their headlines. Pure."""

from collections import Counter
from functools import cache

from transform.lexicon import word_set
from transform.nodes import Tagged
from transform.text import Sentence, View

_ENDS = '.!?…:;”"’)'
"""Marks of which prose ends in one, and a headline in none."""


def announces_others(view: View, sentence: Sentence) -> bool:
    """`Xem thêm: …`: the headline of another story between the paragraphs."""
    return view.low[sentence.start : sentence.start + 24].startswith(_related())


@cache
def _related() -> tuple[str, ...]:
    return tuple(f"{words}:" for words in word_set("related"))


def without_headlines(view: View, sentences: list[Tagged], title: str) -> list[Tagged]:
    """The sentences without lines such as `LĐLĐ huyện Ứng Hòa khen thưởng 54 tập thể`, of bodies named nowhere else.

    Args:
        title: the folded headline of the article itself.
    """
    lines = Counter(s.sentence.paragraph for s in sentences)
    closed = {s.sentence.paragraph for s in sentences if view.clean[s.sentence.end - 1] in _ENDS}
    if 2 * len(closed) < len(lines):
        return sentences  # a page that sets no stops
    text = f"{title}\n{view.low}"
    return [s for s in sentences if not (lines[s.sentence.paragraph] == 1 and _of_another(view, s, text))]


def _of_another(view: View, tagged: Tagged, text: str) -> bool:
    """Whether a line without a stop opens with a body that confers something, which the rest never mentions."""
    sentence, first = tagged.sentence, tagged.nodes[0]
    headline = sentence.paragraph > 0 and view.clean[sentence.end - 1] not in _ENDS
    confers = tagged.tags[:1] in ("O", "p") and tagged.tags[1:2] in tuple("HVKJ") and "N" in tagged.tags
    return headline and confers and text.count(view.low[first.start : first.end]) == 1
