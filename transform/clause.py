"""One clause of recognition: what its words and its passage say of an honour, its level, awarder, years and campaign."""

from dataclasses import replace

from transform.discourse import RANK, acts
from transform.facts import Level
from transform.frames import Frame
from transform.groups import Group
from transform.lexicon import Title
from transform.mentions import CampaignMention
from transform.organizations import Organization
from transform.passage import FORMS, Passage
from transform.periods import Period
from transform.tagging import KINDS, Node, Tagged
from transform.text import View, fold

CONTEST_RANKS = frozenset(
    ["nhất", "nhì", "ba", "khuyến khích", "đặc biệt", "phụ", "A", "B", "C", "vàng", "bạc", "đồng"]
)
_PERIOD_ORDER = {
    "years": 0,
    "year": 0,
    "month": 0,
    "quarter": 0,
    "relative": 0,
    "span": 1,
    "run": 1,
    "date": 2,
    "day": 2,
}


class Clause:
    """A sentence with its groups and frames, and the readers of every field that a fact of it can have."""

    def __init__(self, passage: Passage, tagged: Tagged, found: list[Group], predicates: list[Frame]) -> None:
        self.passage, self.tagged, self.groups, self.frames = passage, tagged, found, predicates
        self.nodes, self.tags = tagged.nodes, tagged.tags
        self.discourse, self.mentions, self.view = passage.discourse, passage.mentions, passage.view

    def coordinated(self, a: Group, b: Group) -> bool:
        """Only a comma, "và", "cùng" or modifiers stand between two groups."""
        between = self.nodes[a.last : b.first]
        if any(n.tag in "HVKABDF" for n in between):
            return False
        return bool(between) and (
            between[-1].form in (",", "và", "cùng", ";", "trong đó", "còn", "với", "là") or not between
        )

    def rank(self, group: Group, frame: Frame | None, limit: int) -> str | None:
        if group.tag == "R" and group.noun is not None:
            return str(group.noun.value)
        if group.tag == "G":
            return None
        for back in (1, 2):
            k = group.first - back
            if (
                k >= 0
                and self.nodes[k].tag == "R"
                and (back == 1 or self.nodes[k + 1].form in ("có", ":", "là", "gồm"))
            ):
                return str(self.nodes[k].value)
        for node in self.nodes[group.last : limit]:
            if node.tag in ";:N":
                break
            if node.tag == "R":
                return str(node.value)
        if frame is not None and frame.at >= group.last:
            return self.rank_after(frame)
        if frame is not None:
            for node in reversed(self.nodes[frame.at : group.first]):
                if node.tag == "R" and node.form.startswith(("hạng", "giải", "mức", "loại")):
                    return str(node.value)
                if node.tag == "T":
                    return None
        return None

    def rank_after(self, frame: Frame) -> str | None:
        """The rank that a frame's own clause names, unless a number counts it."""
        for k in range(frame.at + 1, frame.end):
            if self.nodes[k].tag == "R" and self.nodes[k - 1].tag != "N":
                return str(self.nodes[k].value)
            if self.nodes[k].tag == ";":
                return None
        return None

    def title(self, group: Group, frame: Frame | None, limit: int, rank: str | None) -> tuple[Title | None, str | None]:
        """The honour of a group, and the level that its words name."""
        if group.tag in "TQ" and group.noun is not None:
            return self.title_of(group.noun, following=self._more_titles(group))
        tail = range(group.last, limit)
        candidates: list[Node] = []
        if frame is not None and frame.at >= group.last:
            tail = range(group.last, min(limit, frame.start))
            candidates = [*self.nodes[frame.at : frame.end]]
        elif frame is not None:
            candidates = [*reversed(self.nodes[frame.at : group.first])]
        for k in tail:
            node = self.nodes[k]
            if node.tag in ";:" or (node.tag in "HVKA" and (frame is None or k != frame.at)):
                break
            if self.is_title(node) and not self.counted_elsewhere(node):
                found = self.title_of(node)
                if found[0] and frame is not None and frame.verb == "H" and frame.at < group.first:
                    break  # "Giấy khen cho 80 cá nhân điển hình tiên tiến": the form conferred is the title
                return found
        for node in candidates:
            if node.tag == ";":
                break
            if self.is_title(node) and not self.counted_elsewhere(node):
                return self.title_of(node)
        if (frame is None or frame.verb in "VAB") and group.tag != "s":
            shared = self._shared_title(group)
            if shared is not None:
                return self.title_of(shared)
        if frame is not None and frame.verb == "A" and rank is not None and rank not in CONTEST_RANKS:
            for node in reversed(self.nodes[: frame.at]):
                if self.is_title(node):
                    return self.title_of(node)
        if frame is not None and frame.verb == "V" and not frame.passive:
            for node in self.nodes[max(0, frame.at - 3) : frame.at]:
                if node.tag == "T" and node.value.title.startswith("Giải thưởng"):
                    return node.value, None
        if frame is not None and frame.verb == "H" and frame.at < group.first:
            for node in reversed(self.nodes[: frame.at]):
                if node.tag in ";:.":
                    break
                if self.is_title(node) and not self.counted_elsewhere(node):
                    return self.title_of(node)
        return self._spoken_of(group, frame, candidates) if rank is None else None, None

    def _spoken_of(self, group: Group, frame: Frame | None, candidates: list[Node]) -> Title | None:
        """The honour that "danh hiệu này", "trao giải" or a bare "được công nhận" takes up from before."""
        if group.tag != "i":
            return None
        heads = [n.form for n in candidates if n.tag in "tG"]
        if frame is None:
            elided = group.elided or self.level_word(group) is not None
        else:
            listed = frame.verb == "A" and self.tags[frame.at + 1 : frame.at + 2] == "L"
            elided = group.elided or bool(heads) or listed or (frame.verb == "K" and frame.at >= group.last)
        if not elided:
            return None
        award = bool(heads) and heads[0].startswith("giải")
        memory = bool(heads) and heads[0].startswith("kỷ niệm chương")
        prefix = "Giải thưởng" if award else "Kỷ niệm chương" if memory else ""
        for node in [*reversed(self.nodes[: group.first]), *self.nodes[group.last :]]:
            if node.tag == "T" or (node.tag == "Q" and (node.value.title or node.value.titled)):
                title = self.title_of(node)[0]
                if title is not None and not title.title.startswith(FORMS) and title.title.startswith(prefix):
                    return title
        return self.passage.last_title(prefix)

    def _shared_title(self, group: Group) -> Node | None:
        """`101 cá nhân, 30 tập thể điển hình tiên tiến`: a title behind the last of coordinated groups is everybody's."""
        later = [g for g in self.groups if g.first > group.first]
        before = group
        for other in later:
            if not self.coordinated(before, other) or other.tag not in KINDS:
                return None
            for node in self.nodes[other.last : other.tail]:
                if self.is_title(node) and not self.counted_elsewhere(node):
                    return node
            before = other
        return None

    def is_title(self, node: Node) -> bool:
        if node.tag == "T":
            return not self.mentions.is_campaign(node)
        if node.tag == "Q":
            return (node.value.title is not None or node.value.titled) and not self.mentions.is_campaign(node)
        return False

    def counted_elsewhere(self, node: Node) -> bool:
        return any(g.noun is node for g in self.groups)

    def title_of(self, node: Node, following: list[Node] | None = None) -> tuple[Title | None, str | None]:
        if node.tag == "T":
            title: Title = node.value
            return title, None
        title = node.value.title or Title(node.value.text)
        names = [title.title, *((n.value.title.title if n.value.title else n.value.text) for n in following or ())]
        return replace(title, title=", ".join(names)), node.value.level

    def _more_titles(self, group: Group) -> list[Node]:
        """`352 “Công nhân giỏi”, “Lao động giỏi”`: one number, several titles."""
        more: list[Node] = []
        k = group.last
        while k + 1 < len(self.nodes) and self.nodes[k].form in (",", "và") and self.nodes[k + 1].tag == "Q":
            more.append(self.nodes[k + 1])
            k += 2
        return more

    def level_word(self, group: Group, frame: Frame | None = None) -> str | None:
        stop = group.tail
        if frame is not None and frame.at >= group.last:
            stop = frame.end
        previous = ""
        for node in self.nodes[group.last : stop]:
            if node.tag == "N" or node.tag == ";":
                break
            if node.tag == "L" and previous != "của":
                return str(node.value)
            previous = node.form
        if frame is not None and frame.at < group.first:
            for node in self.nodes[frame.at : group.first]:
                if node.tag == "L":
                    return str(node.value)
        if frame is not None and frame.verb == "V" and not frame.passive and frame.agent is None:
            for node in self.nodes[max(0, frame.at - 5) : frame.at]:
                if node.tag == "L":
                    return str(node.value)
                if node.tag == "c" and node.form.startswith(("công đoàn cấp trên", "cđ cấp trên")):
                    return "district"
        start = group.first
        for node in self.nodes[max(0, start - 2) : start]:
            if node.tag == "L" and (frame is None or frame.at < start):
                return str(node.value)
        return None

    def owner(self, group: Group, frame: Frame | None, limit: int) -> Organization | None:
        """The body behind "của" after the honour: `Bằng khen của LĐLĐ TP cho năm CĐCS`."""
        scope = range(group.last, limit)
        if frame is not None and frame.passive and group.tag in "OP" and group.first > frame.at:
            scope = range(frame.start)  # "Bằng Lao động sáng tạo của Tổng LĐLĐ được trao cho ông A"
        elif frame is not None:
            scope = range(frame.at, group.first) if frame.at < group.first else range(frame.at, frame.end)
        for k in scope:
            node = self.nodes[k]
            if node.tag in "TQRt" and k + 1 < len(self.nodes):
                j = k + 1
                while j < len(self.nodes) and (self.nodes[j].tag in "RYL" or self.nodes[j].form in ("năm", "(", ")")):
                    j += 1
                if j + 1 < len(self.nodes) and self.nodes[j].form == "của":
                    j += 1
                    if self.nodes[j].tag == "O":
                        return self.discourse.resolve(self.nodes[j].value)
                elif j < len(self.nodes) and self.nodes[j].tag == "O" and j == k + 1 and frame and not frame.passive:
                    return self.discourse.resolve(self.nodes[j].value)
        return None

    def agent(self, frame: Frame, group_at: int) -> Organization | None:
        """Who confers by the frame itself."""
        if frame.agent is not None:
            return self.discourse.resolve(frame.agent)
        if frame.agent_area is not None:
            return self.discourse.of_area(frame.agent_area)
        if frame.passive and frame.verb == "H" and frame.agent_level is None:
            earlier = next((f for f in reversed(self.frames) if f.at < frame.at), None)
            if (
                earlier is not None
                and earlier.passive
                and earlier.agent is not None
                and not self._parted(earlier, frame)
            ):
                return self.discourse.resolve(earlier.agent)
        if frame.passive or frame.verb in "A":
            return None
        if frame.verb == "B":
            for k in range(frame.at + 1, frame.end):
                if self.nodes[k].tag == "O" and self.nodes[k - 1].form == "của":
                    return self.discourse.resolve(self.nodes[k].value)
            return None
        before = next((f for f in reversed(self.frames) if f.at < frame.at and f.verb in "HVK"), None)
        if before is not None and not before.passive and not before.nominated and self._goes_on(before, frame):
            return self.agent(before, group_at)
        depth = 0
        for k in range(frame.start - 1, -1, -1):
            node = self.nodes[k]
            depth += (node.tag == ")") - (node.tag == "(")
            if depth > 0:
                continue
            if node.tag == "O" and not (k and self.nodes[k - 1].tag == "D") and acts(self.nodes, k):
                body = self.discourse.resolve(node.value)
                outside = body is not None and (
                    body.type in ("enterprise", "school", "health") or body.level == "grassroots"
                )
                if body is not None and (not outside or k == 0):
                    return body
            if node.tag == "E":
                return None
        return None

    def _parted(self, before: Frame, frame: Frame) -> bool:
        """Whether a semicolon stands between two frames."""
        return any(n.tag == ";" for n in self.nodes[before.at : frame.start])

    def _goes_on(self, before: Frame, frame: Frame) -> bool:
        """A verb right behind a mark or "và" goes on with the subject of the verb before it."""
        return frame.start > 0 and (
            self.nodes[frame.start - 1].tag in ";," or self.nodes[frame.start - 1].form in ("và", "đồng thời")
        )

    def contest(self, group: Group) -> CampaignMention | None:
        """The contest that a prize belongs to: named in the sentence before it, else the one last spoken of."""
        at = self.nodes[group.first].start
        here = [m for m in self.mentions.in_sentence(self.tagged) if m.kind == "contest"]
        before = [m for m in here if m.start < at]
        return before[-1] if before else here[0] if here else self.passage.memory.contest

    def who(
        self,
        group: Group,
        frame: Frame | None,
        owner: Organization | None,
        level_word: str | None,
        title: Title | None,
        rank: str | None,
    ) -> tuple[Level | None, str | None]:
        """Level and awarder: the words' level wins; a level above the passage's body has no default awarder."""
        if level_word is None and frame is not None:
            level_word = frame.agent_level
        level = self.discourse.level(level_word) if level_word else None
        if level is None and title is not None and title.level is not None:
            level = title.level
        body = owner or (self.agent(frame, group.first) if frame is not None else None)
        named = body is not None
        if body is None and title is not None and title.by is not None:
            return "national", title.by
        prize = body is None and group.tag in "RGOPc" and rank in CONTEST_RANKS
        contest = self.contest(group) if prize else None
        if contest is not None:
            body = contest.body
            own = self.discourse.level_in_name(contest.name)
            if level is None and own is not None and contest.launcher is None:
                level = own if body is None or RANK[own] > RANK[body.level] else None
        if body is None:
            body = self.discourse.host()
        if level is None and body is None:
            level = self.discourse.general_level()
        if level is not None and body is not None and RANK[level] > RANK[body.level]:
            return level, None
        if level is None and body is not None:
            level = body.level
        if named and body is not None and level_word is None and title is not None and title.level is None:
            level = body.level
        return level, body.name if body else None

    def years(self, group: Group, frame: Frame | None, limit: int) -> tuple[int | None, int | None]:
        """The period beside the group, else the sentence's, else the event's."""
        stated = self.period_in_sentence(group, frame, limit)
        if stated is not None:
            return stated
        contest = self.contest(group) if group.tag in "RG" else None
        if contest is not None and contest.year is not None:
            return contest.year
        if self.passage.memory.years is not None and not self._at_the_event():
            return self.passage.memory.years
        year, heading = self.discourse.year(), self.discourse.heading_years
        if heading is not None and (year is None or (heading[0] == heading[1] and 0 <= year - heading[0] <= 1)):
            return heading
        if year is None:
            return self.discourse.term(None) or (None, None)
        return year, year

    def _at_the_event(self) -> bool:
        """`Dịp này`, `Tại hội nghị`: the sentence reports the event itself."""
        low = self.view.low[self.tagged.sentence.start : self.tagged.sentence.start + 40]
        return any(
            words in low
            for words in (
                "dịp này",
                "tại hội nghị",
                "tại buổi",
                "tại lễ",
                "tại đại hội",
                "cùng ngày",
                "tại chương trình",
            )
        )

    def period_in_sentence(
        self, group: Group, frame: Frame | None = None, limit: int | None = None
    ) -> tuple[int | None, int | None] | None:
        """The years that the sentence states for a group: behind it first, then before it; None if it states none."""
        nodes = self.nodes
        first, last = group.first, group.last
        if frame is not None and frame.at >= group.last:
            own = nodes[frame.at : frame.end]
        else:
            own = nodes[last : limit if limit is not None else len(nodes)]
        own = self._up_to_next(own)
        left = max((k for k in range(first) if nodes[k].tag == ";"), default=-1) + 1
        right = next((k for k in range(last, len(nodes)) if nodes[k].tag == ";"), len(nodes))
        scopes = (
            own,
            nodes[last:right] if self._shares_tail(group) else (),
            nodes[left:first][::-1],
            nodes[:left][::-1],
            nodes[last:],
        )
        for scope in scopes:
            candidates = [n for n in scope if n.tag == "Y"]
            best: Period | None = None
            for node in candidates:
                period: Period = node.value
                if period.anniversary:
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
            if best.year_from is not None and best.kind not in ("day", "date"):
                return best.year_from, best.year_to
            if best.year_from is not None:
                return best.year_from, best.year_from
        return None

    def _up_to_next(self, scope: list[Node]) -> list[Node]:
        """A scope up to its semicolon, without a year that opens the next group ("năm 2020 vẫn có 95 người")."""
        end = next((k for k, n in enumerate(scope) if n.tag == ";"), len(scope))
        kept = scope[:end]
        if end == len(scope) and kept and self.tagged.nodes.index(kept[-1]) + 1 < len(self.nodes):
            following = self.nodes[self.tagged.nodes.index(kept[-1]) + 1]
            for back in range(1, min(4, len(kept)) + 1):
                if following.tag != "N" or kept[-back].tag in ",":
                    break
                if kept[-back].tag == "Y":
                    return kept[:-back]
        return kept

    def _shares_tail(self, group: Group) -> bool:
        """Whether what stands behind the last of coordinated groups is said of this one too."""
        later = [g for g in self.groups if g.first > group.first]
        return bool(later) and self.coordinated(group, later[0])

    def campaign(self, group: Group, frame: Frame | None, title: Title | None, rank: str | None) -> str | None:
        """The movement or contest in which it was won, where the sentence or the passage says so."""
        here = self.mentions.in_sentence(self.tagged)
        named = [m for m in here if m.kind != "programme" or "sáng kiến" in fold(m.name)]
        if named:
            at = self.nodes[group.first].start
            tail = [m for m in named if at < m.start < self._chain_end(group)]
            before = [m for m in named if m.start < at]
            left = max((n.end for n in self.nodes[: group.first] if n.tag == ";"), default=0)
            right = next((n.start for n in self.nodes[group.last :] if n.tag == ";"), self.tagged.sentence.end)
            near = tail or before[-1:] or [m for m in named if left <= m.start < right]
            if near:
                return near[0].name
        spoken = self._headed_in_tail(group)
        if spoken is not None:
            return spoken.name
        if title is not None and (same := self.mentions.named(title.title)) is not None:
            return same.name
        memory = self.passage.memory
        if group.noun is not None and group.noun.form == "thí sinh" and memory.contest is not None:
            return memory.contest.name
        if memory.contest is not None and (group.tag in "RG" or rank in CONTEST_RANKS) and title is None:
            return memory.contest.name
        if memory.movement is not None and (
            group.tag == "s" or frame is not None and (title is None or memory.recalled)
        ):
            return memory.movement.name
        return None

    def _headed_in_tail(self, group: Group) -> CampaignMention | None:
        """`35 cá nhân có thành tích trong hội diễn`: a bare head word behind the group takes up its campaign."""
        end = self._chain_end(group)
        for node in self.nodes[group.last :]:
            if node.start >= end:
                return None
            if node.tag == "C" and (back := self.passage.memory.heads.get(node.form.split(" ")[0])) is not None:
                return back
        return None

    def _chain_end(self, group: Group) -> int:
        """Offset where the tail shared by a group and those coordinated with it ends."""
        last = group
        for other in self.groups:
            if other.first > last.first and self.coordinated(last, other):
                last = other
        following = next((g for g in self.groups if g.first > last.first), None)
        stop = self.nodes[following.first].start if following else self.tagged.sentence.end
        semicolon = next((n.start for n in self.nodes[last.last :] if n.tag == ";"), stop)
        return min(stop, semicolon)

    def quote(self, group: Group, frame: Frame | None) -> tuple[int, int]:
        """The part of the sentence between semicolons that holds group and frame; the whole of a short sentence."""
        low = self.nodes[group.first].start
        high = self.nodes[group.last - 1].end
        if frame is not None:
            low = min(low, self.nodes[frame.start].start)
            high = max(high, self.nodes[frame.end - 1].end)
        start, end = self.tagged.sentence.start, self.tagged.sentence.end
        if end - start > 260:
            for node in self.nodes:
                if node.tag == ";" and node.end <= low:
                    start = node.end
                if node.tag == ";" and node.start >= high:
                    end = node.start
                    break
        return trim(self.view, start, end)


def trim(view: View, start: int, end: int) -> tuple[int, int]:
    """A stretch of the view without white space and list marks at its borders."""
    while start < end and view.clean[start] in " ,;:*-+•":
        start += 1
    while end > start and view.clean[end - 1] in " ,;":
        end -= 1
    return start, end
