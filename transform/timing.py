"""When: the years of a recognition by its sentence, its passage and the event reported."""

from collections.abc import Iterator, Sequence

from transform.campaign_drives import CampaignMention
from transform.groups import LINKS, Group
from transform.honours import CONTEST_RANKS, Honours
from transform.lexicon import Title
from transform.nodes import Node
from transform.periods import Period
from transform.predicates import Frame
from transform.series import year_of_row

_PERIOD_ORDER = {
    "years": 0, "year": 0, "month": 0, "quarter": 0, "relative": 0, "past": 0, "span": 1, "run": 1, "date": 2, "day": 2,
}  # fmt: skip


_EXAMS = frozenset(["chọn", "tốt", "tuyển", "olympic", "thpt", "học", "học sinh", "hs"])
"""Words behind "kỳ thi" that make it an examination of pupils."""
_OF_ONE_HONOUR = ("T(Y", "T(hY", "R(Y", "R(hY", "TZO(Y", "TZO(hY", "(RY", "(RhY", "(TY", "(ThY")
"""A year in a bracket behind an honour, behind whose honour it is, or with the honour."""


class Timing(Honours):
    """A clause that also reads the years of what it tells."""

    def contest(self, group: Group) -> CampaignMention | None:
        """The contest that a prize belongs to: named in the sentence before it, else the one last spoken of."""
        at = self.nodes[group.first].start
        here = [m for m in self.mentions.in_sentence(self.tagged) if m.kind == "contest"]
        before = [m for m in here if m.start < at]
        examined = not here and "kỳ thi" in self.forms[: group.first]
        if examined and self.forms[self.forms.index("kỳ thi") + 1] in _EXAMS:
            return None  # "Ở kỳ thi chọn học sinh giỏi quốc gia, …": an examination, not the contest told of before
        return before[-1] if before else here[0] if here else self.passage.memory.contest

    def years(
        self, group: Group, frame: Frame | None, limit: int, title: Title | None, rank: str | None
    ) -> tuple[int | None, int | None]:
        """The years of an honour, up to the one in which the article appeared."""
        return self.till_now(self._told_years(group, frame, limit, title, rank))

    def till_now(self, years: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
        """Years of what is done; of a programme that goes on, those up to the article's own."""
        first, last = years
        published = self.discourse.published
        if first is not None and last is not None and published is not None and first <= published.year < last:
            return first, published.year
        return years

    def _told_years(
        self, group: Group, frame: Frame | None, limit: int, title: Title | None, rank: str | None
    ) -> tuple[int | None, int | None]:
        """The period beside the group, else the sentence's, else the honour's, else the event's."""
        if frame is not None and self._so_many_years(frame):
            return None, None
        stated = self.period_in_sentence(group, frame, limit)
        once = frame is not None and self.forms[frame.start].startswith("từng")
        if once and frame is not None and "Y" not in self.tags[self.tags.rfind(";", 0, frame.start) + 1 : frame.end]:
            stated = None  # "năm nay 9 người được đề cử; bà A đã từng được cấp Bằng Lao động sáng tạo"
        if stated is not None or once:
            return stated or (None, None)
        won = group.tag in "RG" or (group.tag in "OPQcifk" and rank in CONTEST_RANKS)
        contest = self.contest(group) if won else None
        if contest is not None and contest.year is None:
            contest = next((m for m in self.mentions.all if m.name == contest.name and m.year is not None), None)
        if contest is not None and contest.year is not None:
            by_days = len(contest.date_to or "") > len("YYYY")  # what runs from October to August is won in August
            return (contest.year[1], contest.year[1]) if by_days else contest.year
        if self.passage.memory.years is not None and not self.at_the_event():
            return self.passage.memory.years
        if title is not None and title.title in self.passage.title_years:
            return self.passage.title_years[title.title]
        if self.at_the_event():
            return self.event_years()
        heading = self.discourse.heading_years
        if heading is not None and self.passage.reviewed == heading:
            return heading
        had = "lượt" in self.forms[group.first : group.last] or self.forms[group.first - 1] == "có"
        had = had or "các cấp" in self.forms[self.tags.rfind(";", 0, group.first) + 1 : group.first]
        return (self.term_reviewed() if had or group.tag == "s" else None) or self.event_years()

    def _so_many_years(self, frame: Frame) -> bool:
        """`Chị có bốn năm liền là Chiến sĩ thi đua cơ sở`: how many years, but not which."""
        k = frame.start - 1
        while k > 0 and self.tags[k] == "w":
            k -= 1
        counted = k > 0 and self.forms[k] == "năm" and (self.tags[k - 1] == "N" or self.forms[k - 1] == "nhiều")
        return counted and "Y" not in self.tags[max(0, k - 3) : frame.end]

    def term_reviewed(self) -> tuple[int, int] | None:
        """The years that the event looks back on, if several: what was done in them was done again and again."""
        heading = self.discourse.heading_years
        return heading if heading is not None and heading[1] - heading[0] > 1 else None

    def event_years(self) -> tuple[int | None, int | None]:
        """The years of the event reported: those that a review looks back on, else its date's."""
        year, heading = self.discourse.year(), self.discourse.heading_years
        if heading is not None and (year is None or (heading[1] - heading[0] <= 1 and 0 <= year - heading[1] <= 1)):
            return heading  # "tổng kết năm 2019" in January 2020; a school year
        if year is None:
            return self.discourse.term(None) or (None, None)
        return year, year

    def at_the_event(self) -> bool:
        """`Dịp này`, `Tại hội nghị`: the sentence reports the event itself."""
        return self.passage.at_event(self.tagged)

    def period_in_sentence(
        self, group: Group, frame: Frame | None = None, limit: int | None = None
    ) -> tuple[int | None, int | None] | None:
        """The years that the sentence states for a group: behind it first, then before it; None if it states none."""
        if "Y" not in self.tags:
            return None
        in_turn = year_of_row(self.view.low, self.tagged, [g.first for g in self.groups], group.first)
        if in_turn is not None:
            return in_turn, in_turn
        if (opening := self._year_before(group.first)) is not None:
            return self.discourse.years_of(opening)
        for scope in self._scopes(group, frame, limit):
            candidates = [n for n in scope if n.tag == "Y"]
            best: Period | None = None
            for node in candidates:
                period: Period = node.value
                if period.anniversary or (period.kind == "date" and self._since(period)):
                    continue
                if best is None or _PERIOD_ORDER[period.kind] < _PERIOD_ORDER[best.kind]:
                    best = period
            if best is None:
                continue
            if best.kind == "span":
                term = self.discourse.term(best.length)
                if term is not None:
                    return term
                continue
            if best.kind in ("year", "month") and best.year_from is not None and self._since(best):
                return best.year_from, max(best.year_from, self.discourse.year() or best.year_from)
            if best.year_from is not None and best.kind not in ("day", "date"):
                return self.discourse.years_of(best)
            if best.year_from is not None:
                return best.year_from, best.year_from
        return None

    def _scopes(self, group: Group, frame: Frame | None, limit: int | None) -> Iterator[list[Node]]:
        """Where the year of a group may stand: behind it, before it in its clause, before that, behind all."""
        nodes = self.nodes
        first, last = group.first, group.last
        if frame is not None and frame.at >= group.last:
            yield self._up_to_next(frame.at + (self.tags[frame.at] == ";"), self._own_end(frame))
            clause = self.tags.rfind(";", group.last, frame.start)  # "…; năm 2010, nhận Bằng khen của Bộ Công Thương"
            opens = clause if clause != -1 else group.last if group.tag == "Q" else frame.start - 1
            yield nodes[max(group.last, opens) : frame.start]  # "…, năm 2020 là Chiến sĩ thi đua cấp tỉnh"
        else:
            yield self._up_to_next(last, limit if limit is not None else len(nodes))
        if self._shares_tail(group):
            right = self.tags.find(";", last)
            shared = nodes[last : right if right != -1 else len(nodes)]
            end = next((k for k, n in enumerate(shared) if self.contrasts(n)), len(shared))
            yield [n for k, n in enumerate(shared[:end]) if n.tag != "Y" or not self._opens_group(last + k)]
        left = self.tags.rfind(";", 0, first) + 1
        yield self._unbracketed(nodes[left:first], left)[::-1]
        if left and (opening := self._opening_span()) is not None:
            yield [opening]
        # "Dịp này, A tặng Bằng khen cho … giai đoạn 2021-2023; B tặng Giấy khen cho 12 tổ": of what the first got.
        own = left and frame is not None and frame.verb == "H" and frame.at >= left and self.at_the_event()
        told = next((f.at for f in self.frames), left) if own else left
        yield self._without_contrasts(nodes[: min(told, left)])[::-1]
        behind = self._up_to_next(last, len(nodes))
        yield [n for n in self._unbracketed(behind, last) if not self._opens_frame(n, frame)]

    def _unbracketed(self, nodes: Sequence[Node], first: int) -> list[Node]:
        """The nodes, of which `first` is the index of the first one, without years in the bracket of one honour."""
        return [n for k, n in enumerate(nodes, first) if n.tag != "Y" or not self._in_bracket(k)]

    def _in_bracket(self, k: int) -> bool:
        """`Huân chương Độc lập (năm 2011), 2 Cờ thi đua`, `… (giải B năm 2017)`: the year of that honour alone."""
        return self.tags.endswith(_OF_ONE_HONOUR, 0, k + 1) and self.tags[k + 1 : k + 2] == ")"

    def _own_end(self, frame: Frame) -> int:
        """`… được A tặng Cờ thi đua, năm 2018 được B tặng Bằng khen`: the year behind the comma is the next one's."""
        at = frame.end - 1
        if self.tags[at] != "Y" or not any(f.start == frame.end for f in self.frames):
            return frame.end
        opens = at - (self.forms[at - 1] == "năm")
        return opens if self.forms[opens - 1] in (",", "và") else frame.end

    def _opens_frame(self, node: Node, frame: Frame | None) -> bool:
        """`… năm năm liền đạt danh hiệu X, năm 2017 được B tặng Bằng khen`: a year right before another predicate."""
        starts = {f.start for f in self.frames if frame is not None and f.at > frame.at}
        if node.tag != "Y" or not starts or (k := self.nodes.index(node)) + 1 not in starts:
            return False
        opens = k - (self.forms[k - 1] == "năm")
        return self.forms[opens - 1] in (",", ";", "và")

    def _opening_span(self) -> Node | None:
        """`5 năm qua, hội nhận Huân chương (năm 2016); 402 cán bộ được nhận …`: the term that all its items are of."""
        opens = next((n for n in self.nodes[:4] if n.tag not in "whS"), None)
        return opens if opens is not None and opens.tag == "Y" and opens.value.kind in ("span", "years") else None

    def _without_contrasts(self, nodes: list[Node]) -> list[Node]:
        """Nodes of the clauses before, without what they say of another year."""
        kept: list[Node] = []
        apart = False
        for node in nodes:
            apart = self.contrasts(node) or (apart and node.tag != ";")
            if not apart:
                kept.append(node)
        return kept

    def _since(self, period: Period) -> bool:
        """`do Công đoàn phát động từ ngày 1/3/2016`, `kể từ đầu năm 2013`: when it began, its end left open."""
        before = self.view.low[max(0, period.start - 20) : period.start].removesuffix("năm ").rstrip()
        for part in ("đầu", "giữa", "cuối", "ngày"):
            before = before.removesuffix(part).rstrip()
        return before.endswith("từ") and not before.endswith("ngay từ")

    def _year_before(self, at: int) -> Period | None:
        """`sang 2016 có 24, năm 2017 giữ nguyên 24`: the year that a bare number belongs to."""
        k = at - 1
        if k < 1 or self.nodes[k].form not in LINKS:
            return None
        while k > 0 and at - k < 6 and (self.nodes[k].form in LINKS or self.nodes[k].tag in "wcL"):
            k -= 1
        node = self.nodes[k]
        return node.value if node is not None and node.tag == "Y" and node.value.kind == "year" else None

    def _up_to_next(self, first: int, last: int) -> list[Node]:
        """Nodes `first` to `last` up to a semicolon, without a year that opens the next group ("năm 2020 là 58")."""
        if "Y" not in self.tags[first:last]:
            return []
        scope = self.nodes[first:last]
        ends = (k for k, n in enumerate(scope) if n.tag == ";" or n.form.startswith("trong đó") or self.contrasts(n))
        end = next(ends, len(scope))
        kept = scope[:end]
        for k, node in enumerate(kept):
            j = k + 1
            while j < len(kept) and kept[j].form in LINKS:
                j += 1
            if k and node.tag == "Y" and j > k + 1 and j < len(kept) and kept[j].tag == "N":
                return kept[:k]  # "…, năm 2020 là 58": the year of the next number
        if end == len(scope) and first + end < len(self.nodes):
            following = self.nodes[first + end]
            for back in range(1, min(4, len(kept)) + 1):
                if following.tag != "N" or kept[-back].tag in ",":
                    break
                if kept[-back].tag == "Y":
                    return kept[:-back]
        return kept

    def _opens_group(self, k: int) -> bool:
        """`…, năm 2015 là 70`: a year right before the number that is told of it."""
        k += 1
        while k < len(self.nodes) and self.forms[k] in LINKS:
            k += 1
        return self.tags[k : k + 1] == "N"

    def _shares_tail(self, group: Group) -> bool:
        """Whether what stands behind the last of coordinated groups is said of this one too."""
        later = [g for g in self.groups if g.first > group.first]
        return bool(later) and self.coordinated(group, later[0])
