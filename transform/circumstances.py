"""The circumstances of a recognition: who conferred it, at which level, and the words that say so."""

import re
from collections.abc import Iterable
from itertools import chain

from transform.attribution import Attribution
from transform.bodies import SHORT_BODIES
from transform.discourse import RANK
from transform.facts import Level
from transform.frames import AREAS
from transform.genre import of_sport
from transform.groups import Group
from transform.honours import CONTEST_RANKS
from transform.levels import AREA_LEVELS
from transform.lexicon import Title
from transform.organizations import Organization
from transform.passage import FORMS
from transform.predicates import Frame
from transform.recipients import TO_WHOM
from transform.roles import acts
from transform.text import View

_SEMICOLONS = re.compile(";")
_PRESIDENT = "Chủ tịch nước"
_BEHIND_TITLE = frozenset(["năm", "học", "năm học", "chuyên đề", "(", ")", "lần", "thứ", "-"])
"""Between an honour and whose it is: `Giải thưởng X lần thứ 22 – năm 2019 do Sở A tổ chức`."""
_GOVERNMENT = ("Chính phủ", "Thủ tướng Chính phủ", "Quốc hội")
"""Bodies of the State that hand over what the President confers, and confer none of it."""


class Circumstances(Attribution):
    """A clause that also reads awarder and level of what it tells, and the words to quote."""

    def is_sport(self) -> bool:
        """Whether the sentence tells of sport, and of no contest by name."""
        if any(m.kind == "contest" for m in self.mentions.in_sentence(self.tagged)):
            return False
        return of_sport(self.view.low[self.tagged.sentence.start : self.tagged.sentence.end])

    def owner(self, group: Group, frame: Frame | None, limit: int) -> Organization | None:
        """The body behind "của" after the honour: `Bằng khen của LĐLĐ TP cho năm CĐCS`."""
        scope: Iterable[int] = range(group.last - (group.tag == "T"), limit)
        if (
            frame is not None
            and (frame.passive or self.nodes[frame.at].form in TO_WHOM)
            and frame.at < group.first
            and group.tag != "T"
            and not self._honour_in(frame.at, group.first)
        ):
            scope = range(frame.start - 1, -1, -1)  # "Bằng Lao động sáng tạo của Tổng LĐLĐ được trao cho ông A"
        elif frame is not None and frame.at < group.first and group.tag == "T":
            to_whom = self.tags.find("U", group.last)  # "2 Cờ thi đua, 23 Bằng khen của TLĐ và 21 Bằng khen của …"
            stop = max(frame.end, self.tags.find(";", group.last)) if frame.end <= group.last else frame.end
            onwards = range(group.last - 1, min(stop, to_whom if to_whom > 0 else stop))
            item = max(frame.at, self.tags.rfind(";", 0, group.first))
            scope = chain(onwards, range(group.first - 1, item - 1, -1))
        elif frame is not None and frame.at < group.first:
            scope = range(group.first - 1, frame.at - 1, -1)  # the honour nearest to the group
        elif frame is not None:
            scope = range(frame.at, frame.end)
        nearest = frame is not None and not frame.passive and frame.verb == "H" and group.tag in "icfskm"
        for k in scope:
            node = self.nodes[k]
            plain = node.tag == "T" and self.tags[k + 1 : k + 2] == "U"
            if plain and nearest and frame is not None and frame.at < k < group.first:
                return None  # "tặng Cờ thi đua của Chính phủ cho 19 tập thể, Bằng khen cho 74 tập thể"
            if node.tag in "TQRt" and k + 1 < len(self.nodes):
                j = k + 1
                flag = node.tag == "T" and node.value.title.startswith("Cờ")  # "Cờ … dẫn đầu phong trào thi đua của A"
                while j < len(self.nodes) and (
                    (flag and j - k < 6 and self.nodes[j].tag in "Cw")
                    or self.nodes[j].tag in "RYL"
                    or self.nodes[j].form in _BEHIND_TITLE
                    or (self.nodes[j].form.isdecimal() and self.forms[j - 1] == "thứ")
                ):
                    j += 1
                if j + 1 < len(self.nodes) and self.nodes[j].tag == "Z":
                    j += 1
                    if self.nodes[j].tag == "O":
                        return self.discourse.resolve(self.nodes[j].value)
                    if (self.nodes[j].form in SHORT_BODIES and self.tags[j] == "c") or self.nodes[j].form == "bộ":
                        return self.discourse.of_area(self.nodes[j].form)  # "danh hiệu “…” của Công ty"
                    if self.nodes[j + 1 : j + 2] and self.nodes[j + 1].form in ("này", "trên", "ấy"):
                        back = next((n for n in reversed(self.nodes[:k]) if n.tag == "O"), None)
                        return self.discourse.resolve(back.value) if back is not None else None
                elif j < len(self.nodes) and self.nodes[j].tag == "O" and j == k + 1 and frame and not frame.passive:
                    return self.discourse.resolve(self.nodes[j].value)
        return None

    def _honour_in(self, first: int, last: int) -> bool:
        return bool(set("TQRt") & set(self.tags[first:last]))

    def agent(self, frame: Frame, group_at: int) -> Organization | None:
        """Who confers by the frame itself."""
        if not frame.passive and (proxy := self._on_behalf_of(frame)) is not None:
            return self.discourse.resolve(proxy)
        if frame.verb == "A" and not frame.passive:
            return self._same_hand(frame)  # its subject receives
        if frame.agent is not None:
            return self.discourse.resolve(frame.agent)
        if frame.agent_area is not None:
            return self.discourse.of_area(frame.agent_area)
        if (body := self.level_of(frame)) is not None:
            return self.discourse.resolve(body)
        if frame.passive and frame.verb == "H" and frame.agent_level is None:
            earlier = next((f for f in reversed(self.frames) if f.at < frame.at), None)
            if (
                earlier is not None
                and earlier.passive
                and earlier.agent is not None
                and not self._parted(earlier, frame)
            ):
                return self.discourse.resolve(earlier.agent)
        if frame.verb == "B":
            for k in range(frame.at + 1, frame.end):
                if self.nodes[k].tag == "O" and self.nodes[k - 1].tag == "Z":
                    return self.discourse.resolve(self.nodes[k].value)
        if frame.passive or frame.verb == "B":
            return None
        before = next((f for f in reversed(self.frames) if f.at < frame.at and f.verb in "HVK"), None)
        if before is not None and not before.nominated and self._goes_on(before, frame):
            if not before.passive:
                return self.agent(before, group_at)
            if before.agent is not None and frame.verb == "H" and "O" not in self.tags[before.at : frame.at]:
                return self.discourse.resolve(before.agent)  # "Số được A trao Cờ là 18 đơn vị, trao Bằng khen là …"
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
                if body is not None and (not outside or k == 0 or self.tags[k + 1 : k + 2] == "J"):
                    return body
            if node.tag == "E":
                return None
        return None

    def _same_hand(self, frame: Frame) -> Organization | None:
        """`A được Tổng LĐLĐ tặng Cờ thi đua toàn diện; B cùng C nhận Cờ thi đua chuyên đề`: who gave the first."""
        before = next((f for f in reversed(self.frames) if f.at < frame.at), None)
        if before is None or before.agent is None or before.verb != "H" or ";" not in self.tags[before.at : frame.at]:
            return None
        first, second = ([n for n in self.nodes[f.at : f.end] if n.tag == "T"][:1] for f in (before, frame))
        forms = [" ".join(n[0].value.title.split()[:2]) for n in (first, second) if n]
        same = len(forms) == 2 and forms[0] == forms[1] and forms[0].startswith(FORMS)
        return self.discourse.resolve(before.agent) if same else None

    def level_of(self, frame: Frame) -> Organization | None:
        """`4 cá nhân khen thưởng cấp Công đoàn Giáo dục Việt Nam`: the body whose praise it was."""
        behind = self.nodes[frame.at + 1 : frame.at + 3]
        noted = frame.verb == "V" and len(behind) == 2 and behind[0].form == "cấp" and behind[1].tag == "O"
        return behind[1].value if noted else None

    def _on_behalf_of(self, frame: Frame) -> Organization | None:
        """`thừa ủy quyền của Chủ tịch nước, ông A trao …`: the absent body confers."""
        for k in range(2, frame.start):
            if self.nodes[k].tag != "O" or ";" in self.tags[k : frame.start]:
                continue
            words = " ".join(form for form in self.forms[k - 3 : k] if form)
            if words.endswith(("quyền của", "thay mặt", "quyền")):
                body: Organization = self.nodes[k].value
                return body
        return None

    def _parted(self, before: Frame, frame: Frame) -> bool:
        """Whether a semicolon stands between two frames."""
        return ";" in self.tags[before.at : frame.start]

    def _goes_on(self, before: Frame, frame: Frame) -> bool:
        """A verb right behind a mark or "và" goes on with the subject of the verb before it."""
        return frame.start > 0 and (
            self.nodes[frame.start - 1].tag in ";," or self.nodes[frame.start - 1].form in ("và", "đồng thời")
        )

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
        if level_word is None and frame is not None and (frame.verb != "A" or owner is None):
            level_word = frame.agent_level
        level = self.discourse.level(level_word) if level_word else None
        if level is None and title is not None:
            level = title.level
        body = owner or (self.agent(frame, group.first) if frame is not None else None)
        named = body is not None
        if not named and level is None and title is not None:
            award = title.title.startswith("Giải thưởng")  # "3 giải Nhất Giải thưởng “Tài năng khoa học trẻ Việt Nam”"
            level = title.usual or (self.discourse.level_in_name(title.title) if award else None)
        hands_over = body is None or body.type != "state" or body.name in _GOVERNMENT
        if title is not None and title.by is not None and (body is None or (title.by == _PRESIDENT and hands_over)):
            return title.level, title.by  # a minister only hands the order over
        if body is None and group.tag == "R":
            body = self._giver_of_row(group)
        by_panel = frame is not None and self.of_panel(frame) and title is not None and title.title.startswith(FORMS)
        of_contest = body is None and (by_panel or (group.tag in "RGOPcik" and rank in CONTEST_RANKS))
        contest = self.contest(group) if of_contest else None
        if contest is not None:
            body = contest.body
            own = self.discourse.level_in_name(contest.name)
            if level is None and own is not None and contest.launcher is None:
                level = own if body is None or RANK[own] > RANK[body.level] else None
        if body is None and frame is not None and (area := (frame.agent_area or "").split(" ")[0]) in ("quận", "huyện"):
            return level or self.discourse.level(AREA_LEVELS[area]), None  # "quận Đống Đa trao …"
        if body is None and frame is not None and frame.agent_area in AREAS and frame.agent_area in AREA_LEVELS:
            return level or self.discourse.level(AREA_LEVELS[frame.agent_area]), None  # "Thành phố tặng …"
        if body is None:
            body = self.discourse.host()
        by_union = not named and body is not None and body.type == "union"
        if by_union and body is not None and title is not None and title.authority:
            level, body = level or body.level, None
        if not named and body is not None and frame is not None and self._receives(frame, body):
            body = None
        if level is None and body is None:
            level = self.discourse.general_level()
        said_who = named and frame is not None and frame.passive and frame.agent is not None
        if level is not None and body is not None and RANK[level] > RANK[body.level] and not said_who:
            return level, title.by if title is not None else None  # "LĐLĐ huyện trao Kỷ niệm chương “Vì sự nghiệp …”"
        if level is None and body is not None:
            level = body.level
        if named and body is not None and level_word is None and title is not None and title.level is None:
            level = body.level
        return level, body.name if body else None

    def _giver_of_row(self, group: Group) -> Organization | None:
        """`A trao 1 giải Nhất cho B; 3 giải Ba được trao cho C; 8 giải Khuyến khích trao D`: who gave the first."""
        giver = next((f for f in self.frames if f.verb == "H" and not f.passive and f.agent is not None), None)
        if giver is None or giver.agent is None or giver.at > group.first:
            return None
        row = [g for g in self.groups if giver.at < g.first <= group.first]
        return self.discourse.resolve(giver.agent) if len(row) > 1 and all(g.tag == "R" for g in row) else None

    def _receives(self, frame: Frame, body: Organization) -> bool:
        """`CĐ ngành đoạt 1 giải A`, `CĐ ngành được cấp trên tặng 19 Bằng khen`: the body gets, another confers."""
        if frame.verb != "A" and not (frame.passive and frame.agent is None):
            return False
        at = self.tags.rfind("O", 0, frame.start)
        if at == -1 or set(self.tags[at + 1 : frame.start]) - set("wDY,h"):
            return False
        while self.tags[at] == "O":
            subject = self.discourse.resolve(self.nodes[at].value)
            if subject is not None and subject.name == body.name:
                return True
            if at < 2 or self.forms[at - 1] not in (",", "và", "cùng"):
                break
            at -= 2  # "CĐ ngành A, LĐLĐ huyện B và LĐLĐ huyện C được tặng"
        return False

    def quote(self, group: Group, frame: Frame | None) -> tuple[int, int]:
        """The part of the sentence between semicolons that holds group and frame; the whole of a short sentence."""
        low = self.nodes[group.first].start
        high = self.nodes[group.last - 1].end
        if frame is not None:
            low = min(low, self.nodes[frame.start].start)
            high = max(high, self.nodes[frame.end - 1].end)
        start, end = self.tagged.sentence.start, self.tagged.sentence.end
        if end - start > 260:
            for i in self.tagged.where(_SEMICOLONS):
                if self.nodes[i].end <= low:
                    start = self.nodes[i].end
                if self.nodes[i].start >= high:
                    end = self.nodes[i].start
                    break
        return trim(self.view, start, end)


def trim(view: View, start: int, end: int) -> tuple[int, int]:
    """A stretch of the view without white space and list marks at its borders."""
    while start < end and view.clean[start] in " ,;:*-+•":
        start += 1
    while end > start and view.clean[end - 1] in " ,;":
        end -= 1
    return start, end
