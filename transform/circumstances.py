"""The circumstances of a recognition: who conferred it, at which level, for which years, in which campaign."""

from transform.campaign_names import CampaignMention
from transform.clause import CONTEST_RANKS, Clause
from transform.discourse import RANK, acts
from transform.facts import Level
from transform.frames import Frame
from transform.genre import of_sport
from transform.groups import LINKS, Group
from transform.lexicon import Title, word_set
from transform.organizations import Organization
from transform.periods import Period
from transform.recipients import TO_WHOM
from transform.tagging import Node
from transform.text import View, fold

_PERIOD_ORDER = {
    "years": 0,
    "year": 0,
    "month": 0,
    "quarter": 0,
    "relative": 0,
    "past": 0,
    "span": 1,
    "run": 1,
    "date": 2,
    "day": 2,
}


def brings_none(name: str) -> bool:
    """Whether a movement is of another matter than initiatives (Xanh - Sạch - Đẹp, văn hóa công sở)."""
    return any(words in fold(name) for words in word_set("no_initiatives"))


class Circumstances(Clause):
    """A clause that also reads awarder, level, years, campaign and the words to quote."""

    def is_sport(self) -> bool:
        """Whether the sentence tells of sport, and of no contest by name."""
        if any(m.kind == "contest" for m in self.mentions.in_sentence(self.tagged)):
            return False
        return of_sport(self.view.low[self.tagged.sentence.start : self.tagged.sentence.end])

    def owner(self, group: Group, frame: Frame | None, limit: int) -> Organization | None:
        """The body behind "của" after the honour: `Bằng khen của LĐLĐ TP cho năm CĐCS`."""
        scope = range(group.last, limit)
        if (
            frame is not None
            and (frame.passive or self.nodes[frame.at].form in TO_WHOM)
            and frame.at < group.first
            and not self._honour_in(frame.at, group.first)
        ):
            scope = range(frame.start - 1, -1, -1)  # "Bằng Lao động sáng tạo của Tổng LĐLĐ được trao cho ông A"
        elif frame is not None and frame.at < group.first:
            scope = range(group.first - 1, frame.at - 1, -1)  # the honour nearest to the group
        elif frame is not None:
            scope = range(frame.at, frame.end)
        for k in scope:
            node = self.nodes[k]
            if node.tag in "TQRt" and k + 1 < len(self.nodes):
                j = k + 1
                while j < len(self.nodes) and (
                    self.nodes[j].tag in "RYL" or self.nodes[j].form in ("năm", "học", "năm học", "chuyên đề", "(", ")")
                ):
                    j += 1
                if j + 1 < len(self.nodes) and self.nodes[j].tag == "Z":
                    j += 1
                    if self.nodes[j].tag == "O":
                        return self.discourse.resolve(self.nodes[j].value)
                    if self.nodes[j + 1 : j + 2] and self.nodes[j + 1].form in ("này", "trên", "ấy"):
                        back = next((n for n in reversed(self.nodes[:k]) if n.tag == "O"), None)
                        return self.discourse.resolve(back.value) if back is not None else None
                elif j < len(self.nodes) and self.nodes[j].tag == "O" and j == k + 1 and frame and not frame.passive:
                    return self.discourse.resolve(self.nodes[j].value)
        return None

    def _honour_in(self, first: int, last: int) -> bool:
        return any(n.tag in "TQRt" for n in self.nodes[first:last])

    def agent(self, frame: Frame, group_at: int) -> Organization | None:
        """Who confers by the frame itself."""
        if not frame.passive and (proxy := self._on_behalf_of(frame)) is not None:
            return self.discourse.resolve(proxy)
        if frame.verb == "A" and not frame.passive:
            return None  # its subject receives
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
        if frame.passive:
            return None
        if frame.verb == "B":
            for k in range(frame.at + 1, frame.end):
                if self.nodes[k].tag == "O" and self.nodes[k - 1].tag == "Z":
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
            proposed = self.tags[max(0, k - 2) : k] == "BZ"  # "theo đề nghị của Bộ Khoa học và Công nghệ"
            if node.tag == "O" and not proposed and not (k and self.nodes[k - 1].tag == "D") and acts(self.nodes, k):
                body = self.discourse.resolve(node.value)
                outside = body is not None and (
                    body.type in ("enterprise", "school", "health") or body.level == "grassroots"
                )
                if body is not None and (not outside or k == 0):
                    return body
            if node.tag == "E":
                return None
        return None

    def _on_behalf_of(self, frame: Frame) -> Organization | None:
        """`thừa ủy quyền của Chủ tịch nước, ông A trao …`: the absent body confers."""
        for k in range(2, frame.start):
            words = " ".join(n.form for n in self.nodes[k - 3 : k] if n.form)
            if ";" in self.tags[k : frame.start]:
                continue
            if self.nodes[k].tag == "O" and words.endswith(("quyền của", "thay mặt", "quyền")):
                body: Organization = self.nodes[k].value
                return body
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
            return title.level, title.by
        prize = body is None and group.tag in "RGOPc" and rank in CONTEST_RANKS
        contest = self.contest(group) if prize else None
        if contest is not None:
            body = contest.body
            own = self.discourse.level_in_name(contest.name)
            if level is None and own is not None and contest.launcher is None:
                level = own if body is None or RANK[own] > RANK[body.level] else None
        if body is None:
            body = self.discourse.host()
        if not named and body is not None and frame is not None and self._receives(frame, body):
            body = None
        if level is None and body is None:
            level = self.discourse.general_level()
        said_who = named and frame is not None and frame.passive and frame.agent is not None
        if level is not None and body is not None and RANK[level] > RANK[body.level] and not said_who:
            return level, None
        if level is None and body is not None:
            level = body.level
        if named and body is not None and level_word is None and title is not None and title.level is None:
            level = body.level
        return level, body.name if body else None

    def _receives(self, frame: Frame, body: Organization) -> bool:
        """`CĐ ngành Giáo dục đoạt 1 giải A`: the body attains, so another confers."""
        if frame.verb != "A" or frame.passive:
            return False
        at = self.tags.rfind("O", 0, frame.start)
        if at == -1 or set(self.tags[at + 1 : frame.start]) - set("wDY,h"):
            return False
        subject = self.discourse.resolve(self.nodes[at].value)
        return subject is not None and subject.name == body.name

    def years(
        self, group: Group, frame: Frame | None, limit: int, title: Title | None, rank: str | None
    ) -> tuple[int | None, int | None]:
        """The period beside the group, else the sentence's, else the honour's, else the event's."""
        stated = self.period_in_sentence(group, frame, limit)
        if stated is not None:
            return stated
        contest = self.contest(group) if group.tag in "RG" or (group.tag in "OPc" and rank in CONTEST_RANKS) else None
        if contest is not None and contest.year is not None:
            return contest.year
        if self.passage.memory.years is not None and not self._at_the_event():
            return self.passage.memory.years
        if title is not None and title.title in self.passage.title_years:
            return self.passage.title_years[title.title]
        return self.event_years()

    def event_years(self) -> tuple[int | None, int | None]:
        """The years of the event reported: those that a review looks back on, else its date's."""
        year, heading = self.discourse.year(), self.discourse.heading_years
        if heading is not None and (year is None or (heading[1] - heading[0] <= 1 and 0 <= year - heading[1] <= 1)):
            return heading  # "tổng kết năm 2019" in January 2020; a school year
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
        if (opening := self._year_before(first)) is not None:
            return self.discourse.years_of(opening)
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
            self._up_to_next(nodes[last:]),
        )
        for scope in scopes:
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
            if best.year_from is not None and best.kind not in ("day", "date"):
                return self.discourse.years_of(best)
            if best.year_from is not None:
                return best.year_from, best.year_from
        return None

    def _since(self, period: Period) -> bool:
        """`do Công đoàn phát động từ ngày 1/3/2016`: when it began, nobody's year."""
        return self.view.low[max(0, period.start - 10) : period.start].rstrip().endswith(("từ ngày", "từ"))

    def _year_before(self, at: int) -> Period | None:
        """`sang 2016 có 24, năm 2017 giữ nguyên 24`: the year that a bare number belongs to."""
        k = at - 1
        if k < 1 or self.nodes[k].form not in LINKS:
            return None
        while k > 0 and at - k < 6 and (self.nodes[k].form in LINKS or self.nodes[k].tag in "wcL"):
            k -= 1
        node = self.nodes[k]
        return node.value if node is not None and node.tag == "Y" and node.value.kind == "year" else None

    def _up_to_next(self, scope: list[Node]) -> list[Node]:
        """A scope up to its semicolon, without a year that opens the next group ("năm 2020 vẫn có 95 người")."""
        end = next((k for k, n in enumerate(scope) if n.tag == ";" or n.form.startswith("trong đó")), len(scope))
        kept = scope[:end]
        for k, node in enumerate(kept):
            j = k + 1
            while j < len(kept) and kept[j].form in LINKS:
                j += 1
            if k and node.tag == "Y" and j > k + 1 and j < len(kept) and kept[j].tag == "N":
                return kept[:k]  # "…, năm 2020 là 58": the year of the next number
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
        if self._at_large(group):
            return None
        spoken = self._headed_in_tail(group) or self._headed_before(group)
        if spoken is not None:
            return spoken.name
        if title is not None and (same := self.mentions.named(title.title)) is not None:
            return same.name
        memory = self.passage.memory
        if title is not None and memory.movement is not None and fold(title.title) in fold(memory.movement.name):
            return memory.movement.name  # "Lao động giỏi" of "Lao động giỏi, lao động sáng tạo"
        if group.noun is not None and group.noun.form == "thí sinh" and memory.contest is not None:
            return memory.contest.name
        if memory.contest is not None and (group.tag in "RG" or rank in CONTEST_RANKS) and title is None:
            return memory.contest.name
        if group.tag == "s" and memory.movement is not None and brings_none(memory.movement.name):
            return None
        if memory.movement is not None and (
            group.tag == "s" or (frame is not None and (title is None or memory.recalled))
        ):
            return memory.movement.name
        return None

    def _headed_before(self, group: Group) -> CampaignMention | None:
        """`Sơ kết đợt thi đua này, 37 tập thể …`: a head word that takes up its campaign before the group."""
        for node, following in zip(self.nodes[: group.first], self.nodes[1 : group.first + 1], strict=False):
            if node.tag == "C" and following.form in ("này", "trên", "đó", "ấy"):
                return self.passage.memory.heads.get(node.form.split(" ")[0])
        return None

    def _at_large(self, group: Group) -> bool:
        """`22 CĐCS dẫn đầu phong trào thi đua năm 2022`: emulation at large, no movement by name."""
        end = self._chain_end(group)
        for node, following in zip(self.nodes[group.last :], self.nodes[group.last + 1 :], strict=False):
            if node.start >= end:
                return False
            if node.tag == "C" and node.value == "movement":
                return following.tag in "hYZ.,;" or following.form in ("và", "trong")
        return False

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
