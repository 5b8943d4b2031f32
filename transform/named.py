"""Awards to named persons and bodies: "ông A được ORG tặng TITLE", "tặng TITLE cho CĐCS B", "giải Nhất thuộc về C"."""

import re
from dataclasses import replace
from itertools import pairwise

from transform.facts import Award, Level, RecipientKind
from transform.groups import Group
from transform.lexicon import Title, word_set
from transform.nodes import Node
from transform.predicates import Frame
from transform.recipients import TEAMS, TO_WHOM, name_list, team
from transform.subjects import DEFINITE, Subjects

_SEVERAL = word_set("several_or_wished")
_GOES_ON = re.compile(";[hY,w]*O")
"""Tags of what goes on with another awarder: "…; năm 2020, Tổng LĐLĐ Việt Nam cấp …"."""
_PRAISED = re.compile("[Yh,]*(K)[wcsi,]*ZP(?=,O)")
"""Tags of "Ghi nhận những đóng góp của cô A, UBND tỉnh đã tặng Bằng khen": who gets what is behind."""
_LISTED_YEAR = re.compile(r"\b\d{4}\b")


def _years(node: Node) -> tuple[int | None, int | None]:
    return node.value.year_from, node.value.year_to


class NamedAwards(Subjects):
    """The awards of a sentence whose recipients are named, not counted."""

    def named(self) -> list[tuple[int, Award]]:
        """Awards to named persons or bodies, each with the offset of its first name in the view."""
        awards: list[tuple[int, Award]] = []
        for frame in self.frames:
            if frame.plan or frame.negated or (frame.verb in "BK" and not (frame.nominated or frame.passive)):
                continue
            if (one := self._initiative(frame)) is not None:
                awards.append((self.nodes[frame.at].start, one))
                continue
            if frame.at and self.tags[frame.at] in "TQR":  # "…; Bằng khen của Thủ tướng cho bà B"
                frame = replace(frame, at=frame.at - 1)
            goal = self._goal(frame)
            parts = self._honours(frame) if goal is None else [goal]
            for place, part in enumerate(parts):
                to = "U" in self.tags[part.at : part.end]
                for names in self._receivers(part if to and goal is None else frame) or self._goes_on_for(frame):
                    in_turn = all(self.tags[p.at + 1 : p.at + 2] == "R" for p in parts)
                    in_turn = in_turn and not any("U" in self.tags[p.at : p.end] for p in parts[:-1])
                    if len(parts) == len(names) > 1 and in_turn:
                        names = names[place : place + 1]  # "trao giải Nhất và giải Nhì cho A và B"
                    award = self.named_award(names, part)
                    if award is not None:
                        each = self._each_year(award) if len(names) == 1 else [award]
                        if len(each) == len(parts) > 1 and self.tags.count("Y") == 1:
                            each = each[place : place + 1]  # "Năm 2010 và 2015, … hạng Ba và hạng Nhì"
                        awards += [(self.nodes[names[0]].start, one) for one in each]
        return awards + self._won_too(awards)

    def _won_too(self, before: list[tuple[int, Award]]) -> list[tuple[int, Award]]:
        """`A đoạt giải Nhất, B giải Nhì, C giải Ba`: those behind the first, who won without a verb of their own."""
        found: list[tuple[int, Award]] = []
        if not any(award.prize is not None for _, award in before):
            return found
        for k in range(1, len(self.nodes) - 1):
            won = next((f for f in reversed(self.frames) if f.at < k), None)
            behind = team(self.nodes, k, self.view.clean) if self.tags[k] == "c" else k + (self.tags[k] in "OP")
            if self.forms[k - 1] not in (",", ";", "và") or behind == k or self.tags[behind : behind + 1] != "R":
                continue
            if won is None or won.verb != "A" or won.plan or won.negated or "R" not in self.tags[won.at : k]:
                continue
            names = self.with_partners(k)
            award = self.named_award(names, replace(won, at=behind - 1, start=behind, end=behind + 1, passive=False))
            if award is not None:
                found.append((self.nodes[names[0]].start, award))
        return found

    def _each_year(self, award: Award) -> list[Award]:
        """`được Chính phủ tặng Cờ thi đua năm 2007 và 2009`: one for each year of a list that is no run of years."""
        same = [n for n in self.nodes if n.tag == "Y" and _years(n) == (award.year_from, award.year_to)]
        for node in same if all(len(_LISTED_YEAR.findall(n.form)) > 1 and "-" not in n.form for n in same) else ():
            years = [int(year) for year in _LISTED_YEAR.findall(node.form)]
            listed = len(years) > 1 and any(mark in node.form for mark in (",", " và "))
            if listed and years[-1] - years[0] >= len(years):
                return [replace(award, year_from=year, year_to=year) for year in years]
        return [award]

    def _goal(self, frame: Frame) -> Frame | None:
        """`giới thiệu anh A và chị B để LĐLĐ tỉnh xét trao Giải thưởng …`: what those put forward are meant to get."""
        behind = next((f for f in self.frames if f.at > frame.at), None)
        if frame.verb != "B" or behind is None or behind.verb != "H" or behind.passive:
            return None
        purpose = "để" in self.forms[frame.at : behind.at] and "N" not in self.tags[frame.at : behind.at]
        return replace(behind, nominated=True) if purpose else None

    def _initiative(self, frame: Frame) -> Award | None:
        """`được giám đốc công ty công nhận là sáng kiến cấp cơ sở`: one, though no number says so."""
        behind = self.tags[frame.at + 1 : frame.at + 4]
        clause = self.tags.rfind(";", 0, frame.at) + 1
        counted = any(clause <= g.first < frame.at for g in self.groups)
        by_somebody = frame.verb == "K" and frame.passive and frame.at - frame.start > 1
        if not by_somebody or behind != "SsL" or counted or not _SEVERAL.isdisjoint(self.forms[clause : frame.at]):
            return None
        noun = frame.at + 2
        group = Group(noun, noun + 1, noun + 1, 1, "exact", "s", self.nodes[noun])
        level, body = self.who(group, frame, None, str(self.nodes[noun + 1].value), None, None)
        return self._award_of(group, frame, "initiative", (), None, None, level, body)

    def _honours(self, frame: Frame) -> list[Frame]:
        """The frame once for each honour in a row behind it: `được tặng Bằng khen của A năm 2016, Cờ thi đua của B`."""
        stop = next((f.start for f in self.frames if f.at > frame.at), len(self.nodes))
        at = [
            k
            for k in range(frame.at + 1, stop)
            if self.tags[k] in "TQR"
            and self.tags[k - 1 : k + 1] != "TQ"  # "Cờ thi đua chuyên đề “…”": what it is for
            and (self.is_title(self.nodes[k]) or self._rank_given(k) or self._class_again(k, frame))
            and not self.counted_elsewhere(self.nodes[k])
        ]
        row = at[:1]
        for k in at[1:]:
            start = k - 1 if self.nodes[k - 1].tag == "t" else k  # "…, danh hiệu “…”"
            if self.nodes[start - 1].form not in (",", ";", "và", "cùng") or "N" in self.tags[row[-1] : start]:
                break
            if self.tags[start - 1] == ";" and any(tag in "DHVKABNU" for tag in self.tags[start:].partition(";")[0]):
                break  # "…; Kỷ niệm chương được trao cho 14 đồng chí"
            row.append(k)
        # "Giải Nhất được trao cho A, giải Nhì cho B và giải Ba cho C": the first of the row stands before the verb
        opened = frame.passive and bool(row) and "U" in self.tags[frame.at : row[0]] and "R" in self.tags[: frame.start]
        if len(row) < 2 and not opened:
            given = bool(row) and any(g.tag == "T" and frame.at < g.first < row[0] for g in self.groups)
            return [replace(frame, at=row[0] - 1)] if given else [frame]  # "trao 3 Huân chương cho …, Bằng khen cho A"
        starts = [frame.at, *(k - 1 for k in (row if opened else row[1:]))]
        semicolon = self.tags.find(";", row[-1])
        counted = next((g.first for g in self.groups if row[-1] < g.first < stop and g.tag in "TQ"), stop)
        ends = [*starts[1:], min(counted, stop if semicolon == -1 else semicolon)]
        return [replace(frame, at=start, end=end) for start, end in zip(starts, ends, strict=True)]

    def _rank_given(self, k: int) -> bool:
        """`trao giải Nhất cho A, giải Nhì cho B`: a rank right before whom it goes to."""
        if self.tags[k - 1] == "T":
            return False
        rowed = self.nodes[k - 1].form in (",", "và") and self.tags[k - 2] == "R"
        in_row = self.tags[k + 2 : k + 3] == "R" and self.nodes[k + 1].form in (",", "và")
        return self.tags[k : k + 2] == "RU" or rowed or in_row

    def _class_again(self, k: int, frame: Frame) -> bool:
        """`Huân chương Lao động hạng Ba năm 1985, hạng Nhì năm 1997`: the next class of an order told before."""
        node, before = self.nodes[k], self.nodes[k - 1]
        ordered = "TR" in self.tags[frame.at : k] and before.form in (",", ";", "và", "cùng")
        return node.tag == "R" and str(node.value).startswith("hạng") and ordered and not self._counts_next(node)

    def _receivers(self, frame: Frame) -> list[list[int]]:
        """Node indices of the named recipients of a frame, one list for each kind."""
        nodes = self.nodes
        if frame.verb == "V" and not frame.passive and "khen" in nodes[frame.at].form:
            whole = [k for k in range(frame.at + 1, min(frame.at + 5, len(nodes) - 1)) if nodes[k].form == "tập thể"]
            return name_list(nodes, whole[0], self.view.clean) if whole else []  # "khen thưởng tập thể CĐCS A"
        if frame.verb == "V" and not frame.passive and self.tags[frame.at + 1 : frame.at + 3].lstrip("N")[:1] == "P":
            person = frame.at + 1 + (self.tags[frame.at + 1] == "N")
            return name_list(nodes, person, self.view.clean)  # "biểu dương hai em A và B"
        if frame.verb in "HB" and frame.at + 1 < len(nodes):
            whom = nodes[frame.at + 1]
            if (whom.tag in "OP" and (frame.verb == "H" or whom.tag == "P")) or self.pronoun(frame.at + 1):
                return name_list(nodes, frame.at + 1, self.view.clean) or [
                    [frame.at + 1]
                ]  # "tặng thưởng ông Huân chương Lao động"
            if frame.verb == "H" and self._definite_object(frame.at + 1):
                return [[frame.at + 1]]  # "đã trao tặng Công ty nhiều phần thưởng cao quý: Huân chương …"
        after = self._to(frame)
        if nodes[frame.at].form in ("là", "-", ":") and nodes[frame.at + 1].tag in "OP":
            return name_list(nodes, frame.at + 1, self.view.clean)
        if after is not None and (nodes[after].tag == "U" or frame.at == after):
            numbered = self.tags[after + 1 : after + 3] == "NP"  # "cho hai bác sĩ A, B"
            names = name_list(self.nodes, after + 1 + numbered, self.view.clean)
            if names:
                return names
            unit = after + 1 + (self.forms[after + 1 : after + 2] == ["tập thể"])
            host = self.discourse.host()
            alone = unit > after + 1 and self.tags[unit + 1 : unit + 2] in ("", ",", ";", ".")
            alone = alone and host is not None and host.level == "grassroots"
            if alone and not DEFINITE.isdisjoint(self.forms[unit : unit + 1]):
                return [[unit]]  # "tặng Bằng khen cho tập thể nhà trường"
            if nodes[after].form in TO_WHOM:
                return []
            if after + 1 < len(nodes) and self.pronoun(after + 1) and nodes[after].form != "cho các":
                return [[after + 1]]  # "cấp Bằng Lao động sáng tạo cho ông"
        if after is not None and "N" in self.tags[after : after + 3]:
            counted = (g.last for g in self.groups if after < g.first and g.last < frame.end - 1)
            beside = next((k for k in counted if self.forms[k] in ("và", "cùng") and self.tags[k + 1] == "P"), None)
            return name_list(self.nodes, beside + 1, self.view.clean) if beside else []  # "cho 1 tập thể và đồng chí A"
        copula = next((k for k in range(frame.at, frame.end) if nodes[k].tag == "S"), None)
        listed = copula is not None and any(self.is_title(n) for n in nodes[frame.at : copula])
        listed = listed or (copula is not None and self.tags[frame.at + 1 : copula] == "R")  # "Đoạt giải Nhất là đội A"
        unnamed = copula is not None and nodes[copula].form in ("gồm", "bao gồm") and self.subject(frame) is None
        if copula is not None and listed and (frame.verb == "A" or (frame.passive and unnamed)):
            if any(g.last <= frame.start and g.tag in "ic" for g in self.groups):
                return []  # "22 đơn vị đạt Cờ thi đua gồm: A, B": the counted group is the row
            if row := name_list(nodes, copula + 1, self.view.clean):
                return row  # "Bước lên nhận Cờ thi đua của LĐLĐ tỉnh là CĐCS A"
        if (
            frame.passive
            or frame.verb == "A"
            or (frame.nominated and after is None and frame.verb in "HVK" and not self._of_others(frame))
        ):
            subject = self.subject(frame)
            if subject is None:
                return []
            subjects = self.with_partners(subject)
            if any(g.last <= subjects[0] and self._lists_group(g, subjects) for g in self.groups):
                return []  # "hai tập thể là A và B được tặng": the counted group is the row
            other = self.together_with(subjects[0])
            return [[other], subjects] if other is not None else [subjects]
        praised = _PRAISED.match(self.tags) if frame.agent is not None and after is None else None
        return [[praised.end() - 1]] if praised is not None and self.forms[praised.start(1)] == "ghi nhận" else []

    def _definite_object(self, k: int) -> bool:
        """Whether node `k` is a body known from before, right behind a verb and before what it is given."""
        behind = self.tags[k + 1 :].partition(";")[0]
        listed = self.forms[k + 1 : k + 2] == ["nhiều"] and ":" in behind  # "nhiều phần thưởng cao quý: Huân chương …"
        given = (behind[:1] == "T" or listed) and "U" not in behind
        return self.tags[k] == "c" and self.forms[k] in DEFINITE and given

    def _of_others(self, frame: Frame) -> bool:
        """`A đề nghị LĐLĐ tỉnh biểu dương 10 người`: whom it is sought for stands behind the verb."""
        return "N" in self.tags[frame.at + 1 : frame.at + 3]

    def _to(self, frame: Frame) -> int | None:
        """Node of the word behind which a frame names its recipients."""
        to, whom = self.tags.find("U", frame.at, frame.end), TO_WHOM.intersection(self.forms[frame.at : frame.end])
        known = ([to] if to != -1 else []) + [self.forms.index(word, frame.at) for word in whom]
        return min(known, default=None)

    def _goes_on_for(self, frame: Frame) -> list[list[int]]:
        """`A được UBND tỉnh tặng Bằng khen, Sở tặng Giấy khen`: whoever the verb before was said of."""
        before = next((f for f in reversed(self.frames) if f.at < frame.at), None)
        got = before is not None and (before.passive or before.verb == "A")
        if before is None or not got or frame.verb != "H" or frame.agent is None:
            return []
        between = self.nodes[before.at : frame.at]
        counted = any(n.tag == "N" and after.tag != "h" for n, after in pairwise(self.nodes[before.at : frame.end]))
        opens = self.tags.rfind(";", before.at, frame.at)
        if opens != -1 and _GOES_ON.fullmatch(self.tags[opens : frame.at]):
            between = self.nodes[before.at : opens]  # "…; LĐLĐ tỉnh tặng Bằng khen năm 2016"
        if counted or any(n.tag in ";:U" for n in [*between, *self.nodes[frame.at : frame.end]]):
            return []
        return self._receivers(before)

    def _lists_group(self, group: Group, names: list[int]) -> bool:
        """Whether names stand behind a group and "là", "gồm" or a colon; or at once: `hai đội Công ty A và B`."""
        at = names[0]
        if group.last == at and group.count == len(names) > 1:
            return True
        between = self.tags[group.last : at]
        told, _, part = between.partition("S")
        if part and set("HVKA") & set(told) and self.forms[group.last + len(told)].startswith("trong đó"):
            return False  # "7 sáng kiến được công nhận, trong đó sáng kiến “X” đoạt giải Nhất": of its own
        if group.noun is not None and group.noun.form in TEAMS and set(between) <= set("w,P") and self.tags[at] == "P":
            return True  # "hai đội Hậu Xá và An Bang đoạt giải Ba"
        if group.tag == "i" and group.count == len(names) > 1 and set(between) <= set("wZc,i") and "," in between:
            return True  # "Hai người con của mỏ, ông A và ông B, được"
        if between[:1] in ("P", "(") and not set("HVKABD;") & set(between):
            return True  # "4 thí sinh A (đội 1), B và C cùng đoạt giải", "2 gia đình (nhà bà A và nhà ông B) được"
        return ("S" in between or ":" in between) and ";" not in between and at - group.last < 30

    def named_award(self, names: list[int], frame: Frame) -> Award | None:
        nodes = self.nodes
        first = nodes[names[0]]
        if self.is_sport():
            return None
        clause = max(0, frame.start - 6, self.tags.rfind(";", 0, frame.start) + 1)
        rank_node = next((n for n in reversed(nodes[clause : frame.start]) if n.tag == "R"), None)
        group = Group(names[0], names[-1] + 1, names[-1] + 1, len(names), "exact", first.tag, first)
        if first.tag in "iP":
            kind: RecipientKind = "individual"
        elif first.tag in "Qsk":
            of_kind = first.tag if first.tag in "sk" else self.tags[names[0] - 1 : names[0]]
            kind = "initiative" if frame.verb == "K" or of_kind == "s" else "work"
        else:
            kind = "collective"
        named = [k for k in names if first.tag not in "sk" and self.forms[k + 1 : k + 2] not in (["này"], ["ấy"])]
        names_given = tuple(self._name(k) for k in named)
        behind = self.tags[frame.at + 1 :].lstrip("tw")
        own = behind.startswith(("RU", "TU", "QU"))  # "…, giải Nhì cho B", "…, Bằng khen cho C"
        if rank_node is not None and not own and (nodes[frame.at].form in TO_WHOM or names[0] > frame.at):
            counted = any(g.noun is rank_node for g in self.groups)
            if counted:
                return None  # "hai giải Nhì được trao cho A, B": the counted group is the row
            rank: str | None = str(rank_node.value)
            classed = nodes[nodes.index(rank_node) - 1]  # "Huân chương Lao động hạng Nhất được tặng cho ông A"
            title: Title | None = classed.value if classed.tag == "T" else None
            said: str | None = None
        else:
            rank = self.rank_after(frame)
            title, said = self._title_near(frame)
            if title is None and rank is not None and rank.startswith("hạng"):
                orders = [n for n in nodes[: frame.at + 2] if n.tag == "T" and self.is_title(n)]
                title = orders[-1].value if orders else None  # "… hạng Nhất cho A, hạng Nhì cho B"
            by_somebody = not frame.passive or (frame.agent is not None and self.tags[names[0] - 1 : names[0]] != "Z")
            if title is None and rank is None and not (frame.verb == "V" and by_somebody):
                return None
        if any(self._governs(g, frame) for g in self.groups if g.tag in "TQ"):
            return None
        owner = self.owner(group, frame, frame.end)
        level_word = self.level_word(group, frame) or said
        level, body = self.who(group, frame, owner, level_word, title, rank)
        lawful = title is not None and title.authority  # "Tập thể Bệnh viện được công nhận Tập thể lao động xuất sắc"
        if (first.tag == "O" or lawful) and body is not None and names_given == (body,):
            level, body = (title.level if title else None), None
        if lawful and frame.verb in "AK" and owner is None and self.agent(frame, group.first) is None:
            body = None  # "nhiều năm liền cô đạt danh hiệu Chiến sĩ thi đua cơ sở": by law, of whoever employs her
        return self._award_of(group, frame, kind, names_given, title, rank, level, body)

    def _award_of(
        self, group: Group, frame: Frame, kind: RecipientKind, names: tuple[str, ...], title: Title | None,
        rank: str | None, level: Level | None, body: str | None,
    ) -> Award:  # fmt: skip
        """The award that a group without a number and its frame make."""
        years = self.years(group, frame, frame.end, title, rank)
        start, end = self.quote(group, frame)
        a, b = self.view.span(start, end)
        return Award(
            count=int(group.count),
            recipient_kind=kind,
            award_title=title.title if title else None,
            prize=rank,
            level=level,
            organization=body,
            campaign=self.campaign(group, frame, title, rank),
            year_from=years[0],
            year_to=years[1],
            status="nominated" if frame.nominated else "awarded",
            recipients=names,
            quote=self.view.original[a:b],
            char_start=a,
            char_end=b,
            rule=f"named {group.tag} under {frame.verb}",
            cues=(self.nodes[frame.at].form,),
        )

    def without_verb(self, at: int) -> Frame:
        """The frame of words that say from node `at` on who has won what, with no verb."""
        return Frame(at, at, "A", False, False, False, False, None, None, None, len(self.nodes))

    def _governs(self, group: Group, frame: Frame) -> bool:
        return frame.at < group.first < frame.end

    def _name(self, k: int) -> str:
        node = self.nodes[k]
        if node.tag == "P":
            return str(node.value)
        if node.tag == "Q":
            return str(node.value.text)
        if node.tag == "O":
            body = self.discourse.resolve(node.value)
            name = body.name if body is not None else str(node.value.name)
            part_of = self.tags[k + 1 : k + 2] == "O"
            return f"{name} {self._name(k + 1)}" if part_of else name
        if (behind := team(self.nodes, k, self.view.clean)) > k:
            part_of = self.tags[behind : behind + 1] == "O"  # "Đội Cảnh sát giao thông Công an huyện Hòa An"
            own = self.view.surface(node.start, self.nodes[behind - 1].end)
            return f"{own} {self._name(behind)}" if part_of else own
        definite = node.form in DEFINITE and not self.view.clean[node.end + 1 : node.end + 2].isupper()
        definite = definite and not self.tags[k + 1 :].lstrip("w").startswith("Zi")  # "Tổ sửa chữa của ông"
        if node.tag == "c" and definite and not self._pointed_out(k):
            host = self.discourse.host()
            return host.name if host is not None else node.form
        if node.tag == "c":
            verbs = (k for k, n in enumerate(self.nodes) if n.tag in "HVKAD:" and n.start > node.start)
            behind = next(verbs, k + 1)
            while self.nodes[behind - 1].form in ("đã", "cũng", "còn", "lại", "đều"):
                behind -= 1
            return self.view.surface(node.start, self.nodes[behind].start).strip()
        if node.tag == "p":
            return self.view.surface(node.start, node.end)
        here = self.tags.find("P", 0, k)
        return self.passage.person or (str(self.nodes[here].value) if here != -1 else "")

    def _title_near(self, frame: Frame) -> tuple[Title | None, str | None]:
        """The honour that a frame confers on a named recipient: behind the verb, or its subject before it."""
        for before, node in pairwise(self.nodes[frame.at : frame.end]):
            if node.tag == ";":
                break
            if before.tag == "C" and before.value == "contest":
                break  # "đoạt giải Ba Hội thi thợ giỏi toàn quốc": what the contest is of
            if before.form in ("nhiều", "các", "những"):
                continue  # "… và nhiều Bằng khen khác": how many, nobody says
            if self.is_title(node) and not self.counted_elsewhere(node):
                return self.title_of(node)
        handed = frame.verb == "H" and any(n.tag == "U" for n in self.nodes[frame.at : frame.end])
        if frame.passive or handed or self.nodes[frame.at].form in TO_WHOM:
            done = next((f.end for f in reversed(self.frames) if f.at < frame.start and f.passive), 0)
            for node in reversed(self.nodes[done : frame.start]):
                if node.tag in ";,":
                    break
                if self.is_title(node) and not self.counted_elsewhere(node):
                    return self.title_of(node)
        joined = frame.start > 1 and self.forms[frame.start - 1] in ("và", ",", "để")
        if frame.verb == "V" and joined and self.tags[frame.start - 2] == "T":
            return self.title_of(self.nodes[frame.start - 2])  # "tặng Giấy khen và biểu dương hai em A và B"
        return None, None
