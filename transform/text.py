"""The article's characters as the reader sees them: one folded view, and a way back to the original offsets."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

_OLD_TONES = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_NEW_TONES = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TONES = dict(zip(_NEW_TONES, _OLD_TONES, strict=True))
_TONES_AT_END = re.compile(r"o(?<!qo)[àáảãạèéẻẽẹ]\b"), re.compile(r"u(?<!qu)[ỳýỷỹỵ]\b")
"""The new placement. The u of qu is no vowel: quý has one placement. One pattern a vowel, for a fast search."""

_UNIFIED = (
    {"–": "-", "—": "-", "‑": "-", "−": "-", "\xa0": " ", "\u202f": " ", "\u2009": " ", "\t": " "}
    | dict.fromkeys("«„‟", "“")
    | {"»": "”", "‘": "“", "`": "'"}
)
_INITIAL = re.compile(r"\b([^\W\d_])’(?=[^\W\d_])")
"""What names of the Central Highlands begin with: K’Văn, H’Linh, M’Drắk."""

_CLOSING = frozenset(',.;:”")%')
"""Marks that often close a word or a figure."""
_WORD = re.compile(r"t\.ư\b|\b[^\W\d_]'[^\W\d_]++|[^\W\d_]++(?:&[^\W\d_]+)*+|\d++(?:[.,]\d+)*+|[^\w\s]|_")

_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|tp|TX|Tx|PGS|GS|TS|ThS|Th\.S|NGƯT|NGND|BS|Mr|Mrs|Ms|St|No|NSND|NSƯT|[A-ZĐ]))$"
)
_STOP = re.compile(r"([.!?…][.!?…]*)([\"”’')\]]*)\s+(?=[^\W_a-z]|[“\"'*+•(-])")
_RANKED = re.compile(r"(?:giải|loại|hạng|nhóm|bảng) [A-ZĐ]$")
"""A capital that ranks and abbreviates nothing: "5 giải B và 12 giải C. Tính trên …"."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_OPENERS = frozenset(yaml.safe_load(resources.files("transform").joinpath("lexicon", "openers.yml").read_text("utf-8")))
"""Words that open a sentence behind "… của LĐLĐ TP." and begin no name of a city."""


def fold(text: str) -> str:
    """Case and tone-mark placement folded, dashes and quotes unified; the length stays the same.

    `text` is NFC. Characters whose lower case is longer than one character stay as they are.
    """
    return _fold_name(text) if len(text) < _NAME else _fold(text)


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of some words, anywhere in it."""
    return any(map(text.__contains__, words))


_NAME = 120
"""Characters of the longest names, which recur; longer texts do not."""


@lru_cache(maxsize=4096)
def _fold_name(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    for tones in _TONES_AT_END:
        lower = tones.sub(lambda m: _TONES[m.group()], lower)
    return lower


class Tokens:
    """The words, numbers and marks of a stretch of a view: their folded `forms`, and where each starts in it.

    Two lists beside each other, not an object for each word: there are more words than anything else. `figures` are
    the indices of the tokens that are figures.
    """

    __slots__ = ("clean", "figures", "forms", "starts")

    def __init__(self, view: "View", start: int, end: int) -> None:
        forms: list[str] = []
        starts: list[int] = []
        figures: list[int] = []
        at = start
        for word in view.low[start:end].split(" "):
            if word.isalpha():  # most are: only the others can hold several tokens, or other white space
                forms.append(word)
                starts.append(at)
            elif (stem := word[:-1] if word[-1:] in _CLOSING else word).isalpha() or stem.isdecimal():
                if stem.isdecimal():
                    figures.append(len(forms))
                forms.append(stem)
                starts.append(at)
                if stem is not word:
                    forms.append(word[-1])
                    starts.append(at + len(stem))
            else:
                for m in _WORD.finditer(view.low, at, at + len(word)):
                    if m[0][0].isdecimal():
                        figures.append(len(forms))
                    forms.append(m[0])
                    starts.append(m.start())
            at += len(word) + 1
        self.clean, self.forms, self.starts, self.figures = view.clean, forms, starts, figures

    def numerals(self) -> list[int]:
        """Where the figures start in the view."""
        return [self.starts[i] for i in self.figures]

    def end(self, i: int) -> int:
        """Where token `i` ends in the view."""
        return self.starts[i] + len(self.forms[i])

    def capital(self, i: int) -> bool:
        """Whether there is a token `i` and it begins with a capital."""
        return i < len(self.starts) and self.clean[self.starts[i]].isupper()

    def upper(self, i: int) -> bool:
        """Whether token `i` is in capitals throughout."""
        return self.clean[self.starts[i] : self.end(i)].isupper()


@dataclass
class Sentence:
    """A sentence of the view, `start` to `end`, in paragraph number `paragraph` (counted from 0)."""

    start: int
    end: int
    paragraph: int
    tokens: Tokens


class View:
    """The text in NFC with unified dashes, spaces and quotes.

    `clean` keeps the case, `low` is folded; both have the same length. `span(a, b)` gives the offsets in the original
    text of the view's characters `a` to `b`, and `surface(a, b)` the verbatim original words.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        if unicodedata.is_normalized("NFC", original):
            composed, self._origin = original, None
        else:
            composed, self._origin = _compose(original)
        for variant, unified in _UNIFIED.items():
            composed = composed.replace(variant, unified)
        self.clean = _INITIAL.sub(r"\1'", composed) if "’" in composed else composed
        self.low = fold(self.clean)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of the view's characters `start` to `end`."""
        if self._origin is None:
            return start, end
        return self._origin[start], self._origin[end]

    def surface(self, start: int, end: int) -> str:
        """The verbatim original words behind the view's characters `start` to `end`, in NFC."""
        a, b = self.span(start, end)
        return unicodedata.normalize("NFC", self.original[a:b])

    def sentences(self) -> list[Sentence]:
        """Sentences in order, each within one line, with their tokens."""
        spans: list[tuple[int, int, int]] = []
        offset = 0
        for paragraph, line in enumerate(self.clean.split("\n")):
            spans += [(offset + start, offset + end, paragraph) for start, end in _bounded(line)]
            offset += len(line) + 1
        found = [Sentence(start, end, paragraph, Tokens(self, start, end)) for start, end, paragraph in spans]
        return [sentence for sentence in found if sentence.tokens.forms]


def _compose(original: str) -> tuple[str, list[int]]:
    """NFC of a text and, for each of its characters and the end, the offset in the original."""
    starts = [i for i, c in enumerate(original) if not unicodedata.combining(c)]
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    pieces: list[str] = []
    origin: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(original)], strict=True):
        piece = unicodedata.normalize("NFC", original[start:end])
        pieces.append(piece)
        origin.extend([start] * len(piece))
    origin.append(len(original))
    return "".join(pieces), origin


_LONGEST = 3000
"""Characters of a sentence: twice the longest list met in the genre. More is no prose, and would cost its square."""


def _bounded(line: str) -> Iterator[tuple[int, int]]:
    """The sentences of a line; what no stop ends for very long is cut at a semicolon, a comma or a space."""
    for start, end in _split(line):
        while end - start > _LONGEST:
            marks = (line.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in ("; ", ", ", " "))
            cut = next((at + 1 for at in marks if at != -1), start + _LONGEST)
            yield start, cut
            start = cut
        yield start, end


def _split(line: str) -> Iterator[tuple[int, int]]:
    """Sentence borders within one line: a stop, a space, then a capital, a digit, a quote or a bullet."""
    start = 0
    for m in _STOP.finditer(line):
        if line[m.end()].islower():
            continue
        if m.group(1) == "." and _ABBREVIATION.search(line, max(start, m.start() - 5), m.start()):
            if _RANKED.search(line, max(start, m.start() - 8), m.start()):
                yield start, m.end(2)
                start = m.end()
                continue
            opens = _FIRST_WORD.match(line, m.end())
            if not (line[: m.start()].endswith(("TP", "TX")) and opens and opens[0].lower() in _OPENERS):
                continue
        if m.group(1) == "." and m.start() - start < 4 and line[start : m.start()].strip().isdecimal():
            continue  # the number of a list item
        yield start, m.end(2)
        start = m.end()
    if line[start:].strip():
        yield start, len(line)
