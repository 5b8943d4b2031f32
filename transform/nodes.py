"""What the sentences of an article are tagged with: typed nodes, and what two in a row make of each other."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from transform.lexicon import Title, read_yaml
from transform.periods import Period
from transform.text import Sentence

KINDS = "icfsk"
"""Tags of counted nouns: individual, collective, family, initiative, work."""
BARE_RANKS: dict[str, str] = read_yaml("prizes")["bare"]
"""Ranks of prizes that go without the word "giải": "9 Nhì, 11 Ba"."""

_REACHES = frozenset(["đạt", "đạt được", "giành", "đoạt", "công nhận", "được công nhận", "chứng nhận"])
_CERTIFICATES = ("Giấy chứng nhận", "Bằng chứng nhận", "Bằng công nhận")
_FORMS = ("Bằng khen", "Giấy khen", "Bằng Lao động sáng tạo", "Huân chương")


class Node:
    """A typed stretch of a sentence; `value` by `tag`:

    N number · M money · % per cent · Y period · O body · P person · Q quoted name · T title · R ranked prize ·
    L level · X campaign known by name · C campaign head · p place · i c f s k counted nouns · G prize · t title word ·
    g gift · h share or measure · H V K A B verbs of recognition · F plan · D passive · U "to" · J launch · Z "of" ·
    S "namely" · ! negation · w any other word · punctuation as itself.
    """

    # Not a dataclass: one is made for every word, and the initialiser of a dataclass is never compiled.
    def __init__(self, tag: str, start: int, end: int, first: int, last: int, value: Any, form: str) -> None:  # noqa: ANN401
        self.tag = tag
        self.start = start
        self.end = end
        self.first = first
        self.last = last
        self.value = value
        self.form = form


@dataclass
class Tagged:
    """A sentence with its nodes; `tags` is the row of their tags, `forms` that of their forms."""

    sentence: Sentence
    nodes: list[Node]
    tags: str = ""
    forms: list[str] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)

    def where(self, tags: re.Pattern[str]) -> list[int]:
        """Indices of the nodes with one of the tags that a pattern names."""
        return [m.start() for m in tags.finditer(self.tags)]

    def behind_mark(self, at: int) -> int:
        """Index of the node behind the last comma or semicolon before node `at`; 0 if none stands there."""
        return max(self.tags.rfind(mark, 0, at) for mark in ",;") + 1


@dataclass(frozen=True)
class Quote:
    """A quoted name: its words, and the title they are if the lexicon knows them as one."""

    text: str
    start: int
    end: int
    title: Title | None
    level: str | None
    titled: bool = False
    """Stands after "danh hiệu": it is a title whatever its words."""
    names: str = ""
    """Tag of the kind of recipient that its first words name ("Kỹ sư …"), if they name one."""
    gift: bool = False
    """Its first words name what is handed over as welfare ("Mái ấm …")."""


def settle(before: list[Node], node: Node) -> None:
    """Settle what a node and the one right before it are, now that both are known."""
    last, earlier = before[-1], before[-2].tag if len(before) > 1 else ""
    if node.tag == "H" and node.form == "tặng" and last.tag in "TR":
        handed = any(n.tag == "H" for n in before[-4:]) or any(n.tag == "U" and n.form == "tặng" for n in before)
        node.tag = "U" if handed else node.tag  # "trao Bằng khen tặng CĐCS A"
    elif node.tag == "Q" and last.form in ("giải", "gửi dự xét", "gửi xét", "gửi xét tặng"):
        node.value = replace(node.value, titled=True)  # "giải “Giọng hát triển vọng”"
    elif node.tag == "O" and last.form == "cấp" and earlier == "V":
        last.tag = "w"  # "khen thưởng cấp Tổng Liên đoàn"
    elif node.tag == "T" and last.form == "có" and node.value.title.startswith(_FORMS):
        counted = [n.tag for n in before[-3:-1]]
        last.tag = "A" if len(counted) == 2 and counted[0] == "N" and counted[1] in KINDS else "w"
    elif node.tag in "TQ" and last.form == "được" and len(before) > 1 and before[-2].form == "giữ":
        last.tag, last.form = "A", "giữ được"  # "Hai thầy cô khác giữ được danh hiệu …"
    elif node.tag == "T" and last.tag == "D" and last.form == "được" and node.value.title.startswith(_FORMS):
        last.tag = "A"  # "bà A được bằng khen của Hội"
    elif node.tag == "T" and last.form in ("cài", "gài"):
        last.tag = "H"  # "được cài Kỷ niệm chương"
    elif node.tag == "Q" and node.value.names and (last.tag == "V" or last.form in _REACHES):
        node.value = replace(node.value, titled=True)  # "96 người đạt “Chủ tịch CĐCS giỏi” cấp thành phố"
    elif node.tag in "TQ" and last.tag == "T" and last.value.title in _CERTIFICATES:
        last.tag = "t"  # "trao giấy chứng nhận “Công nhân giỏi Thủ đô” cho anh A"
        node.value = replace(node.value, titled=True) if node.tag == "Q" else node.value
    elif node.tag in "TQ" and last.form == "bầu":
        last.tag = "K"  # "1.274 người được bầu “Công nhân giỏi” ở cơ sở"
    elif node.tag in "cON" and last.form == "về" and earlier == "R":
        last.tag, last.form = "A", "về tay"  # "Giải Nhất về CĐCS A"
    elif node.tag == "R" and last.form == "đồng":
        last.tag = "A"  # "đội A và đội B đồng giải Ba"
