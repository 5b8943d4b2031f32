"""All campaigns that an article names, ready to be asked by sentence or by name; spellings of one campaign merged."""

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from transform.campaign_drives import CampaignMention, tells_when
from transform.campaign_names import NAMING, NameFinder
from transform.discourse import Discourse
from transform.lexicon import in_full, phrases
from transform.nodes import Node, Tagged
from transform.text import View, fold

PHASES = frozenset(["đợt", "giai đoạn", "chặng"])
"""Heads of parts of a campaign, which only their number takes up again ("Cuối đợt 1, …")."""

_SOMEBODY_WON = re.compile(r"[Pi][^;N]*AR[^;]*$")
"""Tags of who has won which prize, before the contest it was won in."""
_NTH = re.compile(r"\W{0,3}\blần thứ (\w+)")
_EMULATION = frozenset(["phong trào", "phong trào thi đua", "đợt thi đua", "đợt phát động"])
"""Bare heads by which a movement or a peak is taken up, whichever it was called before."""


class Mentions:
    """All campaign mentions of an article, ready to be asked by sentence or by name."""

    def __init__(self) -> None:
        self.all: list[CampaignMention] = []
        self._nodes: set[int] = set()
        self._by_sentence: dict[int, list[CampaignMention]] = {}
        self._canonical: dict[str, str] = {}
        self._by_name: dict[str, CampaignMention] = {}

    def is_campaign(self, node: Node) -> bool:
        """Whether a quoted name or title node was read as a campaign's name."""
        return node.start in self._nodes

    def in_sentence(self, tagged: Tagged) -> list[CampaignMention]:
        """Mentions in a sentence, in order, under their canonical names."""
        return self._by_sentence.get(tagged.sentence.start, [])

    def named(self, name: str) -> CampaignMention | None:
        """A campaign of the article that has this very name."""
        return self._by_name.get(_words(name))

    def year_of(self, name: str) -> tuple[int | None, int | None] | None:
        """The years of a campaign's run, from whichever mention states them."""
        return next((m.year for m in self.all if m.name == name and m.year is not None), None)

    def phase_year(self) -> int | None:
        """The year of the last numbered phase ("Đợt 2 từ 1/8/2020 đến 31/12/2020"): the year that a plan is for."""
        years = [m.year[0] for m in self.all if m.head in PHASES and m.year is not None]
        return years[-1] if years else None

    def read(self, view: View, tagged: Tagged, discourse: Discourse) -> None:
        """Find the campaigns of a sentence; sentences come in order, `discourse` has entered them."""
        if NAMING.search(tagged.tags) is None:
            if self.all and self.all[-1].date_to is None and tells_when(view, tagged):
                again = NameFinder(view, tagged, discourse).taken_up(self.all[-1])
                self.all += [replace(again, year=None)] if again is not None else []  # a plan: not yet won by anybody
            return
        sentence = NameFinder(view, tagged, discourse)
        for mention, node_start in sentence.find():
            self._nodes.add(node_start)
            if mention.kind == "contest":  # "Hội thi An toàn vệ sinh viên giỏi": the honour in its name is none
                self._nodes |= {n.start for n in tagged.nodes if n.tag == "T" and mention.start < n.start < mention.end}
            back = next((m for m in reversed(self.all) if m.kind == mention.kind == "contest"), None)
            if back is not None and mention.theme == mention.name and mention.head.split(" ")[0] in back.head:
                mention = replace(mention, name=back.name)  # "…, cuộc thi có chủ đề “…”"
            self.all.append(replace(mention, body=None, in_passing=True) if self._past(tagged, mention) else mention)
        for head in sentence.bare_heads():
            back = next((m for m in reversed(self.all) if m.head.split(" ")[0] == head.split(" ")[0]), None)
            if back is None and head in _EMULATION:
                back = next((m for m in reversed(self.all) if m.kind in ("movement", "peak")), None)
                back = back if back is not None and back.date_from is None else None
            if back is not None and _another_run(view, tagged, back):
                continue
            if back is not None and (again := sentence.taken_up(back)) is not None:
                self.all.append(again)

    def _past(self, tagged: Tagged, mention: CampaignMention) -> bool:
        """`Ông A từng giành giải Nhất Hội thi Bàn tay vàng`, told after another contest: what somebody won before."""
        first = next((m for m in self.all if m.kind == "contest"), None)
        if first is None or first.name == mention.name or mention.kind != "contest" or mention.launcher is not None:
            return False
        before = "".join([n.tag for n in tagged.nodes if n.start < mention.start])
        return _SOMEBODY_WON.search(before) is not None

    def settle(self) -> None:
        """Merge variants once all sentences are read: each takes the longest spelling."""
        names = sorted({m.name for m in self.all}, key=lambda n: (-len(n), n))
        run = {m.name for m in self.all if m.carried}
        launched: defaultdict[str, set[str]] = defaultdict(set)
        for mention in self.all:
            if mention.launcher is not None:
                launched[mention.name].add(mention.launcher.name)
        for short in names:
            for long in names:
                same = _opened(short) == _opened(long) or not launched[short].isdisjoint(launched[long])
                if long != short and (same or long in run or short not in run) and _variant(short, long, names):
                    self._canonical[short] = long
                    break
        for name, other in self._canonical.items():
            if self._canonical.get(other, name) != name:
                self._canonical[name] = self._canonical[other]  # the spelling of a spelling
        self.all = [replace(m, name=self._canonical[m.name]) if m.name in self._canonical else m for m in self.all]
        for mention in sorted(self.all, key=attrgetter("start")):
            self._by_sentence.setdefault(mention.sentence, []).append(mention)
            self._by_name.setdefault(_words(mention.name), mention)


def _another_run(view: View, tagged: Tagged, back: CampaignMention) -> bool:
    """`Cuộc thi lần thứ 3 được phát động`, in a report on the second: its days are not those of the one reported."""
    first, again = _NTH.match(view.low, back.end), _NTH.search(view.low, tagged.sentence.start, tagged.sentence.end)
    return first is not None and again is not None and first[1] != again[1]


@lru_cache(maxsize=4096)
def _words(name: str) -> str:
    """A name by its words alone: dashes and commas between them vary from sentence to sentence."""
    return " ".join(word for word in re.split(r"\W+", fold(name)) if word)


@lru_cache(maxsize=4096)
def _opened(name: str) -> str:
    """A folded name with its abbreviations in full."""
    return re.sub(r"\btp\b\.? ?", "thành phố ", fold(in_full(name))).strip()


def _variant(short: str, long: str, names: list[str]) -> bool:
    """`1 triệu sáng kiến` of its long name, `Xanh - Sạch - Đẹp` of its full one; "Lao động giỏi" stays its own."""
    a, b = _opened(short), _opened(long)
    if a == b:
        return long < short
    if _words(a) == f"cuộc thi {_words(b)}":
        return True
    if _words(a) == _words(b):
        return (len(long), short) > (len(short), long)  # a dash in one place is a comma in another
    if not b.startswith(a) or b[len(a) : len(a) + 1] not in (",", " ", "-"):
        return False
    rest = b[len(a) :].strip(" ,-")
    if len(a.split()) < 3 or any(fold(n) == rest for n in names):
        return False
    known = phrases().at(rest.split(), 0)
    return known is None or known[1].tag != "T"
