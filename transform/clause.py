"""One clause of recognition: its groups and frames, which of its names are honours, and the level that it names."""

import re
from dataclasses import replace

from transform.groups import LINKS, Group
from transform.levels import AREA_LEVELS
from transform.lexicon import Title, in_full
from transform.nodes import KINDS, Node, Tagged
from transform.passage import Passage
from transform.predicates import Frame
from transform.series import level_of_row, pair_at

_PLACES = {"cơ sở": "grassroots", "đơn vị": "grassroots"}
_PICKS = frozenset(["chỉ", "chọn", "đúng", "mới", "thì", "bầu", "ra"])
"""Between a level and the number that was chosen there: "ở cấp tỉnh chỉ chọn đúng 60 chị"."""
_ROW_OF_RANKS = re.compile("N[ick]?A?R(?:[,w]+N[ick]?A?R)+[Cwick]{0,6}L")
"""Tags of `5 em đoạt giải Nhất, 12 em đoạt giải Nhì kỳ thi … cấp huyện`: the level behind the last is that of all."""
_UPPER_UNIONS = ("công đoàn cấp trên", "cđ cấp trên")


class Clause:
    """A sentence with its groups and frames, and the readers of every field that a fact of it can have."""

    def __init__(self, passage: Passage, tagged: Tagged, found: list[Group], predicates: list[Frame]) -> None:
        self.passage, self.tagged, self.groups, self.frames = passage, tagged, found, predicates
        self.nodes, self.tags, self.forms = tagged.nodes, tagged.tags, tagged.forms
        self.discourse, self.mentions, self.view = passage.discourse, passage.mentions, passage.view

    def coordinated(self, a: Group, b: Group) -> bool:
        """Only a comma, "và", "cùng" or modifiers stand between two groups."""
        hedged = self.nodes[b.first].value.first if self.nodes[b.first].tag == "N" else self.nodes[b.first].first
        between = [n for n in self.nodes[a.last : b.first] if n.first < hedged]
        parted = self.tags[a.last : a.last + len(between)]
        if set("HVKABDF") & set(parted) or "J" in parted.partition(";")[2]:
            return False
        unlike = (a.tag in "RG" and b.tag in KINDS) or a.tag != b.tag == "s"
        if between and between[-1].tag == ";" and unlike:
            return False  # "giành 1 giải Nhì; trên 20 đơn vị tham gia …", "… 26.490 cá nhân; 46 đề tài …"
        if between and all(n.tag in ",hY" or n.form in LINKS for n in between):
            return True  # "năm 2022 có 50 công nhân, năm 2023 có 55 công nhân được vinh danh"
        return bool(between) and between[-1].form in (",", "và", "cùng", ";", "trong đó", "còn", "với", "là")

    def in_a_row(self, group: Group, others: list[Group]) -> bool:
        """Whether each of some groups is coordinated with the one before it, the first with `group`."""
        return all(self.coordinated(a, b) for a, b in zip([group, *others], others, strict=False))

    def _next_item(self, group: Group, frame: Frame, limit: int) -> bool:
        """`… đạt Huân chương hạng Ba, 3 cá nhân Lao động tiên tiến`: an item of a list, its honour behind it."""
        listed = any(frame.at < g.first < group.first and g.tag in KINDS for g in self.groups)
        if not listed and self.nodes[group.first - 1].form not in (",", "và", ";"):
            return False
        ends = self.tags.find(";", group.last, limit)
        behind = (n for n in self.nodes[group.last : limit if ends == -1 else ends] if self.is_title(n))
        return any(not (self.counted_elsewhere(n) or self._others_honour(n)) for n in behind)

    def _others_honour(self, node: Node) -> bool:
        """`cho 2 cá nhân, Huân chương Lao động hạng Ba cho 3 tập thể`: the next honour of a row, with its own "cho"."""
        if node.tag not in "TQ":
            return False
        k = self.nodes.index(node)
        behind = self.tags[k + 1 : k + 3]
        return k > 0 and self.nodes[k - 1].form in (",", ";", "và") and "U" in behind.lstrip("R")[:1]

    def _of_contest(self, group: Group, frame: Frame) -> str | None:
        """`Tại hội thi … cấp tỉnh, 3 người đoạt giải Nhì`, `gửi dự thi cấp Thành phố, kết quả có 1 giải Nhì`."""
        if frame.verb != "A" or not (group.tag in "RG" or set("RG") & set(self.tags[frame.at : frame.end])):
            return None
        for k in range((frame.at if group.tag in "OPQ" else min(group.first, frame.at)) - 1, 0, -1):
            before = self.nodes[max(0, k - 6) : k]
            contest = any(n.tag == "C" and n.value == "contest" for n in before)
            if self.nodes[k].tag == "L" and (contest or before[-1].form in ("thi", "dự thi")):
                return str(self.nodes[k].value)
        return None

    def _of_congress(self, k: int) -> bool:
        """`chào mừng Đại hội đại biểu Phụ nữ toàn quốc lần thứ XIII`: the level of what is celebrated."""
        ordinal = self.nodes[k + 1 : k + 2] and self.nodes[k + 1].form == "lần"
        return bool(ordinal) and "đại hội" in self.view.low[max(0, self.nodes[k].start - 50) : self.nodes[k].start]

    def _of_work(self, first: int, last: int) -> bool:
        """`tổ chức hội thi ở cơ sở`, `có thành tích trong hoạt động công đoàn ở cơ sở`: where the work was done."""
        return "C" in self.tags[first:last] or pair_at(self.forms[first:last], "hoạt", "động") is not None

    def _level_acts(self, k: int) -> bool:
        """`cấp cơ sở trong toàn thành phố công nhận …`: a level as the subject of an active verb."""
        if self.nodes[k].tag != "L" or (k and self.nodes[k - 1].tag not in ",;:Y"):
            return False
        verb = next((n for n in self.nodes[k + 1 : k + 7] if n.tag not in "wcpi"), None)
        return verb is not None and verb.tag in "HVK"

    def is_title(self, node: Node) -> bool:
        if node.tag == "T":
            return not self.mentions.is_campaign(node)
        if node.tag == "Q":
            return (node.value.title is not None or node.value.titled) and not self.mentions.is_campaign(node)
        return False

    def contrasts(self, node: Node) -> bool:
        """`…, trong khi năm 2023 là 7.960`: what follows is told of another year."""
        return node.form == "trong" and self.view.low.startswith("trong khi", node.start)

    def counted_elsewhere(self, node: Node) -> bool:
        return any(g.noun is node for g in self.groups)

    def title_of(self, node: Node, following: list[Node] | None = None) -> tuple[Title | None, str | None]:
        if node.tag == "T":
            title: Title = node.value
            listed = [n.value.title for n in following or ()]
            return (replace(title, title=", ".join([title.title, *listed])) if listed else title), None
        title = node.value.title or Title(in_full(node.value.text))
        names = [title.title, *((n.value.title.title if n.value.title else n.value.text) for n in following or ())]
        return replace(title, title=", ".join(names)), node.value.level

    def level_word(self, group: Group, frame: Frame | None = None) -> str | None:
        if "L" not in self.tags and (frame is None or frame.verb != "V"):
            return None
        if group.tag == "T" and group.noun is not None and group.noun.value.level is not None:
            return None  # "5 chiến sĩ thi đua cấp tỉnh, 20 chiến sĩ thi đua cơ sở": the title says it
        stop = group.tail
        won = next((f for f in self.frames if f.start == group.last and f.verb == "A"), None)
        if frame is not None and frame.at >= group.last:
            stop = frame.end
        elif won is not None and (frame is None or frame.verb == "K"):
            stop = won.end  # "công nhận 1.246 công nhân đạt danh hiệu thợ giỏi cấp cơ sở"
        if self.tags.count("L") > 1:
            in_turn = level_of_row(self.tagged, [g.first for g in self.groups], group.first)
            if in_turn is not None:
                return in_turn
        k = group.first - 1
        while k > 0 and (self.nodes[k].form in LINKS or self.nodes[k].form in _PICKS):
            k -= 1
        parted = self.forms[k + 1] in (",", "và")  # "9.412 người cấp cơ sở, 58 công nhân giỏi"
        of_before = parted and k > 0 and self.tags[k - 1] in "TQRGicfks"
        if k >= 0 and self.nodes[k].tag == "L" and not of_before:
            return str(self.nodes[k].value)  # "cấp huyện có 1.087 sáng kiến"
        previous = ""
        own = frame is not None and any(group.last <= f.at < frame.start for f in self.frames)
        own = own or (frame is not None and frame.at > group.last and self.tags[frame.at] in ":,;")
        for k in range(frame.at if frame is not None and own else group.last, stop):
            node = self.nodes[k]
            length = self.tags[k : k + 3] == "NhL"  # "5 năm cấp cơ sở"
            named_so = frame is not None and k in (
                frame.at,
                frame.at + 1,
            )  # "được bình chọn là Công nhân giỏi cấp cơ sở"
            if node.tag == ";" or (node.tag == "S" and not named_so) or (node.tag == "N" and not length):
                break
            if (
                node.tag == "L"
                and previous not in ("của", "thi", "dự thi")
                and not (node.form == "trung ương" and self.nodes[k - 1].tag == "c")
                and not (node.form.startswith("ở ") and self._of_work(group.last, k))
                and not self._level_acts(k)
                and not self._of_congress(k)
            ):
                further = self.tags[k + 1 : stop].lstrip("w")  # "102 Chủ tịch Hội cấp huyện tiêu biểu toàn quốc"
                node = self.nodes[stop - len(further)] if further[:1] == "L" else node
                return str(node.value)
            if previous in ("ở", "tại") and node.tag == "c" and node.form in (levels := AREA_LEVELS | _PLACES):
                return levels[node.form]  # "165 lượt người ở huyện và 9 lượt người ở Thành phố"
            previous = node.form
        if (row := _ROW_OF_RANKS.match(self.tags, group.first)) is not None:
            return str(self.nodes[row.end() - 1].value)
        if frame is not None and frame.at < group.first:
            first_of_row = max((g.first for g in self.groups if frame.at < g.first < group.first), default=0)
            beside = self.tags[max(frame.at, first_of_row - 1)] == "L"  # "khen thưởng cấp cơ sở 2.050 nữ, 85 cá nhân …"
            for node in self.nodes[first_of_row if beside and first_of_row else frame.at : group.first]:
                if node.tag == "L" and not self._next_item(group, frame, stop):
                    return str(node.value)
            opens = next((k for k in range(frame.at - 1, -1, -1) if self.nodes[k].tag in ",;:"), -1) + 1
            if self._level_acts(opens):
                return str(self.nodes[opens].value)
        if frame is not None and (level := self._of_contest(group, frame)) is not None:
            return level
        if frame is not None and frame.passive and frame.at < group.first:
            for k in range(frame.start - 1, 0, -1):
                if self.nodes[k].tag in ",;":
                    break
                if self.nodes[k].tag == "L" and self.nodes[k - 1].tag in "TQt":
                    return str(self.nodes[k].value)  # "danh hiệu “…” cấp cơ sở được trao cho 60.220 công nhân"
        if frame is not None and frame.verb == "V" and not frame.passive and frame.agent is None:
            for node in self.nodes[max(0, frame.at - 5) : frame.at]:
                if node.tag == "L":
                    return str(node.value)
                if node.tag == "c" and self.view.low.startswith(_UPPER_UNIONS, node.start):
                    return "district"  # "các công đoàn cấp trên trực tiếp cơ sở đã khen thưởng …"
        opening = self.nodes[:3]
        at = next((k for k, n in enumerate(opening) if n.tag == "L"), None)
        there = self.view.low[opening[at].start - 3 : opening[at].end] if at is not None else ""
        first_item = ";" not in self.tags[: group.first] and (frame is None or frame.agent is None)
        placed = (
            at is not None
            and first_item
            and (there.startswith("tại") or " ở " in f" {there}" or opening[at - 1].form == "riêng")
        )
        if (
            at is not None
            and placed
            and ("cấp" in there or there.endswith("ở cơ sở"))
            and self.tags[at + 1 : at + 2] == ","
        ):
            return str(opening[at].value)  # "Ở cấp cơ sở, 41 công đoàn đã …"
        start = group.first
        for node in self.nodes[max(0, start - (1 if self.tags[:start].endswith(";") else 2)) : start]:
            if node.tag == "L" and (frame is None or (frame.at < start and not self._next_item(group, frame, stop))):
                return str(node.value)
        return None
