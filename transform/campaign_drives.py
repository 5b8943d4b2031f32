"""Campaigns as mentioned, and the drives that have no name but their number, their occasion or their theme."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from transform.announcements import Announcement
from transform.discourse import Discourse
from transform.facts import CampaignKind
from transform.lexicon import phrases, word_set
from transform.nodes import Node, Tagged
from transform.organizations import Organization
from transform.proper import FUNCTION_WORDS
from transform.text import Sentence, View, fold

_PEAK_STOPS = word_set("peak_stops")
_RUN = 16
"""Tokens of the longest run of days between an emulation drive and its occasion."""
_AMONG = 8
"""Tokens of the longest "trong …" that says whose a drive is."""
_OCCASIONS = frozenset(["chào", "kỷ", "mừng", "hướng", "hoàn", "tổ", "tiến"])
"""First words of what an emulation drive is for ("chào mừng …", "tổ chức thành công …", "tiến tới …")."""
_AFTER_ITS_RUN = re.compile(r"sau (?:hơn |gần )?\w+ (?:tháng|tuần|ngày) (?:phát động|triển khai|tổ chức|diễn ra)\b")
_TAKES_PLACE = frozenset(["diễn", "diễn ra", "kéo dài", "kéo", "bắt", "nhận", "nhận bài", "thời"])


@dataclass(frozen=True)
class CampaignMention:
    """A campaign named in the view at `start` to `end`, with what its sentence says of it."""

    name: str
    kind: CampaignKind
    start: int
    end: int
    sentence: int
    body: Organization | None
    launcher: Organization | None
    host: Organization | None
    """The body that the passage is about."""
    anonymous: bool
    """Launched by "tổ chức Công đoàn": nobody by name."""
    date_from: str | None
    date_to: str | None
    theme: str | None
    year: tuple[int | None, int | None] | None
    head: str
    """The folded head word it was named after ("hội thi")."""
    carried: bool = True
    """The sentence does not merely answer it ("hưởng ứng chương trình …")."""
    in_passing: bool = False
    """A contest of the past in a report on another: what somebody once won."""

    @property
    def among_drives(self) -> bool:
        """A drive, by its kind or by its name, or named in a row with one: `cuộc vận động “A”, phong trào “B”`."""
        rowed = self.head.startswith("cuộc vận động") or _known_as_drive(self.name)
        return self.kind == "drive" or (self.kind == "movement" and rowed)


@lru_cache(maxsize=1024)
def _known_as_drive(name: str) -> bool:
    known = phrases().at(fold(name).split(), 0)
    return known is not None and known[1].tag == "X" and known[1].value[1] == "drive"


def tells_when(view: View, tagged: Tagged) -> bool:
    """`Thời gian nhận bài từ 1/3 đến 31/8`, `Sau 8 tháng phát động (từ …)`: when the campaign told of last is run."""
    if not any(p.kind == "run" for p in tagged.periods):
        return False
    words = tagged.sentence.start
    while words < tagged.sentence.end and not view.low[words].isalpha():
        words += 1
    return view.low.startswith("thời gian", words) or _AFTER_ITS_RUN.match(view.low, words) is not None


class DriveFinder(Announcement):
    """One sentence with the readers of peaks, phases and drives that go by their theme."""

    def __init__(self, view: View, tagged: Tagged, discourse: Discourse) -> None:
        super().__init__(view, tagged, discourse)
        self.sentence: Sentence = tagged.sentence

    def taken_up(self, back: CampaignMention) -> CampaignMention | None:
        """A campaign taken up by its bare head, where the sentence says who launched it and when."""
        run = next((p for p in self.tagged.periods if p.kind == "run" and not p.anniversary), None)
        days = self.days()
        if run is None and len(days) > 1 and self._opens_and_closes(days[0], days[1]):
            run = self._from_day_to_day(days[0], days[1])
        if (
            run is None
            and self.launched_first()
            and (launcher := self.discourse.resolve(self.nodes[1].value)) is not None
        ):
            at = self.sentence.start
            return replace(back, start=at, end=at, sentence=at, body=launcher, launcher=launcher)
        if run is None or not any(n.tag == "J" or n.form in _TAKES_PLACE for n in self.nodes):
            return None
        body = next((n for i, n in enumerate(self.nodes) if n.tag == "O" and i and self.nodes[i - 1].tag in "DZ"), None)
        launcher = self.discourse.resolve(body.value) if body is not None else back.launcher
        return replace(
            back, start=self.sentence.start, end=self.sentence.start, sentence=self.sentence.start,
            body=launcher or back.body, launcher=launcher, date_from=run.date_from, date_to=run.date_to,
            year=(run.year_from, run.year_to), theme=back.theme or self.theme(0),
        )  # fmt: skip

    def launched_first(self) -> bool:
        """`Do Tổng LĐLĐ Việt Nam phát động từ đầu năm 2022, chương trình …`: who launched it stands before it."""
        return self.nodes[0].form == "do" and self.tagged.tags[1:3] == "OJ"

    def by_theme(self, i: int, taken: set[int]) -> tuple[CampaignMention, int] | None:
        """`đợt thi đua cao điểm từ … đến … với chủ đề “X”`: a drive without a name goes by its theme."""
        theme = next((j for j in range(i + 1, len(self.nodes)) if self.nodes[j].tag == "Q" and self.theme_at(j)), None)
        head = self.nodes[i]
        launched = any(n.tag == "J" and n.form not in ("tham gia", "hưởng ứng") for n in self.nodes[max(0, i - 5) : i])
        if (
            theme is None
            or theme in taken
            or theme - i > 14
            or not (self.dated() if head.value == "peak" else launched)
        ):
            return None
        node = self.nodes[theme]
        return self.mention(self.full_name(node), head.value, i, i, head.start, head.end), head.start

    def dated(self) -> bool:
        """Whether the sentence says from which day to which something runs."""
        return any(p.kind == "run" for p in self.tagged.periods)

    def full_name(self, node: Node) -> str:
        """The words inside the quotes, level words kept: a campaign's name keeps them."""
        if node.tag == "T":
            return self.view.surface(node.start, node.end)
        return self.view.surface(node.value.start, node.value.end)

    def peak(self, i: int) -> tuple[CampaignMention, int] | None:
        """`đợt thi đua cao điểm chào mừng …`: the occasion is the name."""
        tokens = self.sentence.tokens
        first = self.nodes[i].last
        while first < len(tokens.forms) and tokens.forms[first] in (
            "cao",
            "điểm",
            "đặc",
            "biệt",
            "lập",
            "thành",
            "tích",
            "để",
        ):
            first += 1
        if tokens.forms[first : first + 1] == ["trong"]:  # "đợt thi đua đặc biệt trong CNVCLĐ quận chào mừng …"
            among = tokens.forms[first : first + _AMONG]
            first += next((k for k, form in enumerate(among) if form in _OCCASIONS), 0)
        if tokens.forms[first : first + 1] == ["từ"]:  # "đợt thi đua cao điểm từ ngày 1/4 đến 30/9/2024 chào mừng …"
            behind = tokens.forms[first : first + _RUN]
            days = any(form in ("ngày", "nay", "tháng") or form.isdecimal() for form in behind[1:2])
            first += next((k for k, form in enumerate(behind) if days and (form in _OCCASIONS or form in ";“")), 0)
        if first >= len(tokens.forms) or (
            tokens.forms[first] not in _OCCASIONS and not tokens.forms[first].isdecimal()
        ):
            return None
        last = first
        while last < len(tokens.forms) and last - first < 30:
            form = tokens.forms[last]
            if form in (";", ".", ":", "(", "“", '"', "…") or (
                form in _PEAK_STOPS and self.view.clean[tokens.starts[last]].islower()
            ):
                if form == "(" and self._term_bracket(last):
                    last = self._close(last)
                    continue
                break
            if form == "," and not self._joined_name(last):
                break
            last += 1
        days = tokens.forms[first].isdecimal() and tokens.forms[first + 1 : last] == ["ngày"] and self.dated()
        if last - first < 3 and not days:
            return None
        start = self.nodes[i].start if days else tokens.starts[first]  # "Đợt thi đua cao điểm 40 ngày"
        name = self.view.surface(start, tokens.end(last - 1))
        return (
            self.mention(name[:1].upper() + name[1:], "peak", i, i, self.nodes[i].start, tokens.end(last - 1)),
            self.nodes[i].start,
        )

    def _term_bracket(self, j: int) -> bool:
        tokens = self.sentence.tokens
        return (
            j + 1 < len(tokens.forms) and tokens.forms[j + 1][0].isdecimal() and tokens.forms[j - 1] in ("kỳ", "khóa")
        )

    def _close(self, j: int) -> int:
        tokens = self.sentence.tokens
        while j < len(tokens.forms) and tokens.forms[j] != ")":
            j += 1
        return min(j + 1, len(tokens.forms))

    def _joined_name(self, j: int) -> bool:
        tokens = self.sentence.tokens
        follows = " ".join(tokens.forms[j + 1 : j + 3])
        return follows in ("thống nhất", "nhiệm kỳ", "tiến tới") and tokens.forms[j - 1] not in FUNCTION_WORDS

    def phase(self, i: int) -> list[tuple[CampaignMention, int]]:
        """`Đợt 1 từ ngày … đến …, với chủ đề “…”`: a numbered phase with a run of its own."""
        head = self.nodes[i]
        if i + 1 >= len(self.nodes):
            return []
        tokens, at = self.sentence.tokens, head.last
        number = tokens.forms[at] if at < len(tokens.forms) else ""
        if not ((number.isdecimal() and len(number) < 3) or number in ("i", "ii", "iii")):
            return []
        clause = self.nodes[i : i + 16]
        ends = next((k for k, n in enumerate(clause) if n.tag == ";"), len(clause))
        times = [n for n in clause[:ends] if n.tag == "Y"]
        opens = len(times) > 1 and self._opens_and_closes(times[0], times[1])
        near = [n for n in times if n in self.nodes[i : i + 12]]
        runs = opens or any(n.value.kind == "run" or self._ends(n) for n in near)
        upto = self.view.low[self.nodes[i + 1].end : near[0].start].split() if near else []
        runs = runs or upto in (["đến"], ["đến", "hết"], ["đến", "hết", "năm"], ["tới"])  # "đợt 2 đến 31/8"
        if not (self.theme(i) and times if head.form == "giai đoạn" else runs):
            return []
        name = f"{head.form.capitalize()} {self.view.surface(tokens.starts[at], tokens.end(at))}"
        return [(self.mention(name, "peak", i, i, head.start, tokens.end(at)), head.start)]

    def mention(self, name: str, kind: str, head: int, at: int, start: int, end: int) -> CampaignMention:
        launcher, anonymous = self.launcher(head, at, end)
        date_from, date_to, year = self.run(head, at, kind, end)
        return CampaignMention(
            name=name,
            kind=kind,  # type: ignore[arg-type]
            start=start,
            end=end,
            sentence=self.sentence.start,
            body=launcher or (None if anonymous else self.host_of(name, kind)),
            launcher=launcher,
            host=self.discourse.host(),
            anonymous=anonymous,
            date_from=date_from,
            date_to=date_to,
            theme=self.theme(at),
            year=year,
            head=self.nodes[head].form,
            carried=not any(n.form in ("hưởng ứng", "tham gia", "dự") for n in self.nodes[max(0, head - 4) : head]),
        )
