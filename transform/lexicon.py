"""The lexicons in memory: phrases folded and matched word by word, longest first."""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from transform.facts import CampaignKind, Level, RecipientKind
from transform.text import _WORD, fold


@dataclass(frozen=True)
class Entry:
    """What a phrase stands for: one `tag` of the grammar and, by tag, a value; `form` as `form_of` has it."""

    tag: str
    value: Any
    form: str


def form_of(words: list[str]) -> str:
    """Words as the form of one node; of eight and more none, for no rule asks for so many."""
    return " ".join(words) if len(words) < 8 else ""


_Branch = dict[str, tuple["_Branch", Entry | None]]
"""Where the phrases that begin with the same words part: by their next word, with the one that ends there."""


class Phrases:
    """A set of phrases that finds the longest one at a word."""

    def __init__(self) -> None:
        self._root: _Branch = {}

    def add(self, phrase: str, tag: str, value: object) -> None:
        """Enter a phrase; the first entry of the same words stands."""
        words = _WORD.findall(fold(phrase))
        branch = self._root
        for word in words[:-1]:
            branch = branch.setdefault(word, ({}, None))[0]
        following, entry = branch.get(words[-1], ({}, None))
        branch[words[-1]] = following, entry or Entry(tag, value, form_of(words))

    def at(self, words: list[str], i: int, barred: str | None = None) -> tuple[int, Entry] | None:
        """The longest phrase at word `i`, folded, whose tag is not `barred`: (index after it, its entry)."""
        found: tuple[int, Entry] | None = None
        step, size = self._root.get(words[i]) if i < len(words) else None, len(words)
        while step is not None:
            branch, entry = step
            i += 1
            if entry is not None and entry.tag != barred:
                found = i, entry
            step = branch.get(words[i]) if branch and i < size else None
        return found

    def firsts(self) -> Set[str]:
        """First words of the phrases."""
        return self._root.keys()


@dataclass(frozen=True)
class Title:
    """An honour: its canonical name and what statute fixes of it."""

    title: str
    level: Level | None = None
    kind: RecipientKind | None = None
    by: str | None = None
    """Who alone confers it."""
    proper: bool = False
    """Common words too: an honour only in quotes, after "danh hiệu" or with a capital."""
    usual: Level | None = None
    """The level at which it is won where neither words nor an awarder say otherwise."""
    authority: bool = False
    """An authority or an employer confers it by law (Law on Emulation and Commendation), never a union."""


@dataclass(frozen=True)
class Head:
    """A word that begins the names of bodies."""

    name: str
    type: str
    level: Level | None = None
    whole: bool = False
    """The head is the whole name."""
    capital: bool = False
    """A head only when the next word is capitalised (Bộ Công Thương, never bộ máy)."""
    area: str | None = None
    """The area whose name the head waits for (Tỉnh đoàn: tỉnh)."""


def read_yaml(name: str) -> Any:  # noqa: ANN401 - YAML has no static type
    """A packaged lexicon, as YAML has it."""
    # libyaml, where PyYAML was built with it, reads ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words = resources.files("transform").joinpath("lexicon", f"{name}.yml").read_text("utf-8")
    return yaml.load(words, loader)  # noqa: S506 - safe, either of them


WORD_TAGS = {
    "confer": "H", "praise": "V", "recognise": "K", "attain": "A", "nominate": "B", "plan": "F", "passive": "D",
    "to": "U", "launch": "J", "own": "Z", "copula": "S", "negation": "!", "panel": "E",
    "plain": "w",
}  # fmt: skip
KIND_TAGS = {
    "individual": "i", "collective": "c", "family": "f", "initiative": "s", "work": "k", "prize": "G", "title": "t",
    "gift": "g", "share": "h",
}  # fmt: skip


def in_full(name: str) -> str:
    """The name of an honour or a campaign with its abbreviations opened: "CN tiêu biểu" is "Công nhân tiêu biểu"."""
    words, short = _abbreviations()
    opened = short.sub(lambda m: words[m[0]], name)
    return opened[:1].upper() + opened[1:] if opened != name else name


@cache
def _abbreviations() -> tuple[dict[str, str], re.Pattern[str]]:
    """What abbreviations stand for, and where in a name they are met."""
    borders = read_yaml("borders")
    words = {short.upper(): full for short, full in borders["honours_in_full"].items()}
    opening = {short.upper() for short in borders["in_full_at_the_start"]}
    anywhere = "|".join(sorted(words.keys() - opening))
    return words, re.compile(rf"(?:^(?:{'|'.join(sorted(opening))})|\b(?:{anywhere}))\b(?!-)")


def _spellings(form: str) -> set[str]:
    """A phrase and what the press makes of it with abbreviations: "bằng lao động sáng tạo", "bằng lđ sáng tạo"."""
    low = fold(form)
    return {low, *(low.replace(full, short.lower()) for short, full in _abbreviations()[0].items() if full in low)}


@cache
def phrases() -> Phrases:
    """Every packaged phrase of the grammar under its tag."""
    found = Phrases()
    for row in read_yaml("titles"):
        title = Title(**{key: value for key, value in row.items() if key != "forms"})
        for form in (row["title"], *row.get("forms", ())):
            for spelling in sorted(_spellings(form)):
                found.add(spelling, "T", title)
    for known in read_yaml("campaigns")["known"]:
        for form in known["forms"]:
            for spelling in sorted(_spellings(form)):
                found.add(spelling, "X", (known["name"], known["kind"]))
    for head, kind in campaign_heads().items():
        found.add(head, "C", kind)
    for phrase, level in read_yaml("levels").items():
        found.add(phrase, "L", level)
    for phrase, prize in read_yaml("prizes")["ranks"].items():
        found.add(phrase, "R", prize)
    for name, words in read_yaml("words").items():
        for word in words:
            found.add(word, WORD_TAGS[name], None)
    for name, words in read_yaml("kinds").items():
        for word in words:
            found.add(word, KIND_TAGS[name], name)
    return found


@cache
def campaign_heads() -> dict[str, CampaignKind]:
    """Head phrase of campaign names to the kind it makes them."""
    heads: dict[str, CampaignKind] = read_yaml("campaigns")["heads"]
    return heads


@cache
def word_set(name: str) -> frozenset[str]:
    """A packaged set of folded words (lexicon/borders.yml)."""
    return frozenset(fold(word) for word in read_yaml("borders")[name])
