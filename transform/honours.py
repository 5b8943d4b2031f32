"""Which honour a group gets: its title and its rank, where the clause, the row or the passage names them."""

from itertools import pairwise

from transform.clause import Clause
from transform.groups import LINKS, TAG_OF_KIND, Group
from transform.lexicon import Title
from transform.nodes import BARE_RANKS, KINDS, Node
from transform.passage import FORMS
from transform.predicates import Frame
from transform.recipients import TO_WHOM

CONTEST_RANKS = frozenset(
    ["nhất", "nhì", "ba", "khuyến khích", "đặc biệt", "phụ", "A", "B", "C", "vàng", "bạc", "đồng"]
)
REWARDS = frozenset(["tặng thưởng", "trao thưởng", "phát thưởng"])
"""Verbs of conferring that need no honour by name."""
EXAMPLES = frozenset(["gương", "tấm gương", "gương mặt"])
"""People to follow, who are honoured by being called so."""
_NAMES_WINNERS = TO_WHOM | {"có", ":", "là", "gồm"}
"""What stands between a prize and the number of its winners: "giải Nhất gồm 3 đơn vị"."""


class Honours(Clause):
    """A clause that also reads titles and ranks."""

    def rank(self, group: Group, frame: Frame | None, limit: int) -> str | None:
        if group.tag == "R" and group.noun is not None:
            return str(group.noun.value)
        if group.tag == "G" or ("R" not in self.tags and "xếp loại" not in self.forms):
            return None
        for back in (1, 2):
            k = group.first - back
            if k >= 0 and self.nodes[k].tag == "R" and (back == 1 or self.nodes[k + 1].form in _NAMES_WINNERS):
                return str(self.nodes[k].value)
        k = group.first - 1
        while k > 0 and (self.tags[k] in "HU" or self.forms[k] == "được"):
            k -= 1
        if k < group.first - 1 and group.tag in KINDS:  # "giải Nhì trao cho 2 bài, khuyến khích trao cho 10 bài"
            if self.tags[k] == "R" and self.tags[max(0, k - 1)] != "N":
                return str(self.nodes[k].value)
            if self.forms[k] in BARE_RANKS and k and self.tags[k - 1] in ",;":
                return BARE_RANKS[self.forms[k]]
        opens = self.tags.rfind("(", 0, group.first)
        if opens > 0 and self.tags[: group.first].endswith("):") and self.tags[opens - 1] == "R":
            return str(self.nodes[opens - 1].value)  # "Mức 1 (làm lợi từ 500 triệu đồng): 06 sáng kiến"
        bare = " ".join(self.forms[max(0, group.first - 2) : group.first])
        for words in (bare, bare.split(" ")[-1]):
            ranked = "R" in self.tags[: group.first] or "xếp loại" in self.forms[max(0, group.first - 2) : group.first]
            if words in BARE_RANKS and ranked and group.tag in KINDS:
                return BARE_RANKS[words]  # "giải Ba 4 tác phẩm, khuyến khích 8 tác phẩm", "xếp loại A 12 đề tài"
        own = limit
        if frame is not None and frame.at >= group.last:
            own = min(limit, frame.end)
        elif frame is not None and frame.at < group.first:
            own = next((f.start for f in self.frames if f.verb in "HVB" and group.last <= f.start < limit), limit)
        for node in self.nodes[group.last : own]:
            named_for = node.tag == "s" and group.tag in "icf" and frame is not None and frame.verb in "HV"
            if named_for and frame is not None and frame.at < group.first:
                break  # "trao danh hiệu “…” cho 47 cá nhân có sáng kiến đạt loại A"
            if node.tag in ";:N" or (node.tag == "A" and frame is None and group.tag == "s"):
                break  # "2 sáng kiến cấp tỉnh, từng đoạt giải Nhì hội thi"
            if node.tag == "A" and frame is not None and self._of_form(frame) and node is not self.nodes[frame.at]:
                break  # "ba người đoạt giải Nhất được tặng Bằng khen": the rank is of something else
            if node.tag == "R":
                title = self.nodes[self.nodes.index(node) - 1]
                if frame is not None and frame.passive and frame.at >= group.last and self._of_form(frame):
                    break  # "6 thí sinh giải Nhất được tặng Bằng khen"
                if self._counts_next(node) or self._others_honour(title):
                    break
                return None if self._ranks_listed(node) else str(node.value)
        if frame is not None and frame.at >= group.last:
            said, _, item_by_item = self.tags[frame.at + 1 : frame.end].partition(":")
            if "R" not in said and item_by_item.count("R") > 1:
                return None  # "12 tác phẩm được trao giải: giải A cho “X”, 2 giải B"
            return self.rank_after(frame)
        if frame is not None and group.tag not in "TQ" and not self._next_item(group, frame, own):
            # "Huân chương Lao động hạng Ba tặng 3 tập thể": the class stands right before the verb.
            behind_class = self.tags[frame.at - 1] == "R" and self.forms[frame.at] == "tặng"
            for k in range(group.first - 1, frame.at - 1 - behind_class, -1):
                node = self.nodes[k]
                if node.tag == "R" and frame.verb in "HV" and self.tags[k - 1] == "A":
                    continue  # "tặng Bằng khen cho 2 tác giả đạt giải A và 1 tập thể": what the first have won
                if node.tag == "R" and node.form.startswith(("hạng", "giải", "mức", "loại")):
                    return None if self._ranks_listed(node) else str(node.value)
                if node.tag == "T":
                    return None
        return None

    def _counts_next(self, rank: Node) -> bool:
        """`4.218 sáng kiến, trong đó loại A cấp thị xã có 530`, `…, hạng Nhì cho 4 tập thể`: of what is behind it."""
        k = self.nodes.index(rank) + 1
        k += self.forms[k - 2] in (",", ";", "và") and self.forms[k : k + 1] == ["cho"]
        while k < len(self.nodes) and (self.nodes[k].tag == "L" or self.nodes[k].form in LINKS):
            k += 1
        return k < len(self.nodes) and self.nodes[k].tag == "N"

    def _ranks_listed(self, rank: Node) -> bool:
        """`14 đơn vị đoạt giải Nhất, Nhì, Ba`: several ranks for one number."""
        k = self.nodes.index(rank) + 1
        bare = self.tags[k + 1 : k + 2] == "w" and self.forms[k + 1] in BARE_RANKS
        joined = self.forms[k : k + 1] in ([","], ["và"]) and bare
        return joined and (self.tags[k + 2 : k + 3] in ",.;)ULZO" or self.forms[k + 2] == "và")

    def rank_after(self, frame: Frame) -> str | None:
        """The rank that a frame's own clause names, unless a number counts it."""
        behind = self.nodes[frame.at + 1].form if frame.at + 1 < len(self.nodes) else ""
        if self.nodes[frame.at].form == "xếp loại" and behind in BARE_RANKS:
            return BARE_RANKS[behind]
        for k in range(frame.at + 1, frame.end):
            if self.nodes[k].tag == "R" and self.nodes[k - 1].tag != "N":
                return None if self._counts_next(self.nodes[k]) else str(self.nodes[k].value)
            if self.nodes[k].tag == ";" or (self.nodes[k].tag in KINDS and self.nodes[k - 1].tag == "N"):
                return None
        return None

    def title(self, group: Group, frame: Frame | None, limit: int, rank: str | None) -> tuple[Title | None, str | None]:
        """The honour of a group, and the level that its words name."""
        if group.tag in "TQ" and group.noun is not None:
            form = self._form_conferred(group, frame)
            if form is not None:
                return form.value, None
            if group.noun.form == "huân chương":
                orders = (n for n in reversed(self.nodes[: group.first]) if n.tag == "T")
                full = next((n for n in orders if n.value.title.startswith("Huân chương ")), group.noun)
                return self.title_of(full)  # "17 cá nhân được tặng Huân chương Lao động, trong đó một Huân chương …"
            if group.noun.form == "kỷ niệm chương":
                return self.passage.last_title("Kỷ niệm chương") or group.noun.value, None
            return self.title_of(group.noun, following=self._row_of_titles(group.last - 1))
        if (opening := self.opening_title(group)) is not None:
            return self.title_of(opening)
        if group.tag == "R" and group.elided and rank is not None and rank.startswith("hạng"):
            order = next((n for n in reversed(self.nodes[: group.first]) if n.tag == "T"), None)
            return self.title_of(order) if order is not None else (None, None)
        tail = range(group.last, limit)
        candidates: list[Node] = []
        if frame is not None and frame.at >= group.last:
            tail = range(group.last, min(limit, frame.start))
            candidates = [*self.nodes[frame.at : frame.end]]
        elif frame is not None:
            first = next((g.first for g in self.groups if g.first > frame.at), group.first)
            stop = min(first, group.first) if frame.verb == "V" else group.first
            candidates = [*reversed(self.nodes[frame.at : stop])]
        named = self.nodes[group.last] if frame is not None and frame.verb in "KV" and tail else None
        attained = any(f.verb == "A" and f.start == group.last + 1 for f in self.frames)
        named_so = named is not None and named.tag == "Q" and group.tag in KINDS and not attained
        if named is not None and named_so and not self.mentions.is_campaign(named):
            return self.title_of(named)  # "công nhận bốn đơn vị “Quyết thắng”"
        for k in tail:
            node = self.nodes[k]
            if (
                node.tag == "A"
                and frame is not None
                and frame.at < group.first
                and (frame.verb == "V" or (frame.verb in "HK" and not any(map(self.is_title, candidates))))
            ):
                continue  # "biểu dương 20 đoàn viên đạt danh hiệu …", "trao thưởng cho 30 cá nhân đạt danh hiệu …"
            if (
                node.tag in ";:"
                or node.form.startswith("trong đó")
                or (node.tag in "HVKA" and (frame is None or k != frame.at))
            ):
                break
            told = frame is None and group.tag == "s" and node.tag == "T" and node.value.title.startswith(FORMS)
            if told or self._others_honour(node):
                break  # "tác giả của 4 sáng kiến cấp quận nói rằng tấm bằng khen …"
            if self.is_title(node) and not self.counted_elsewhere(node):
                found = self.title_of(node, following=self._row_of_titles(k))
                if found[0] and frame is not None and self._hands_over(frame, group, found[0]):
                    break  # "Giấy khen cho 80 cá nhân điển hình tiên tiến": the form conferred is the title
                return found
        attained_before = self._attained_before(frame, group) if frame is not None and frame.verb == "H" else ()
        for node in candidates:
            if node.start in attained_before:
                continue
            if node.tag == ";" or self.contrasts(node):
                break
            if (self.is_title(node) and not self.counted_elsewhere(node)) or self._titled_too(node, frame):
                return self.title_of(self._of_kind(node, group))
        if frame is not None and self._hands_flag(frame, group):
            return Title("Cờ thi đua"), None
        if (frame is None or frame.verb in "VAB") and group.tag != "s":
            shared = self._shared_title(group)
            if shared is not None:
                return self.title_of(shared)
        if group.tag == "R" and (prize := self._prize_of_row(group)) is not None:
            return self.title_of(prize)
        if frame is not None and frame.verb == "A" and rank is not None and rank not in CONTEST_RANKS:
            for node in reversed(self.nodes[: frame.at]):
                if self.is_title(node):
                    return self.title_of(node)
        in_turn = frame is not None and "lượt" in self.forms[frame.at : group.first]
        if frame is not None and frame.passive and in_turn and group.tag != "s":
            for node in reversed(self.nodes[: frame.start]):
                if self.is_title(node):
                    return self.title_of(node)  # "số công nhân giỏi được biểu dương lần lượt là 52, 61 và 70 người"
        if frame is not None and self.nodes[frame.at].form in TO_WHOM and frame.at < group.first:
            for node in reversed(self.nodes[: frame.at]):
                if node.tag in ";.":
                    break
                if self.is_title(node) and not self.counted_elsewhere(node):
                    return self.title_of(node)  # "Cờ thi đua của A thuộc về hai đơn vị"
        if frame is not None and frame.verb == "V" and not frame.passive:
            for node in reversed(self.nodes[: frame.at]):
                if node.tag == "T" and node.value.title.startswith("Giải thưởng"):
                    return node.value, None  # "Lễ trao Giải thưởng X lần thứ IV năm 2023 tôn vinh 167 công nhân"
                if node.form == "giải thưởng":
                    return self.passage.last_title("Giải thưởng"), None
                if node.tag not in "whY":
                    break
        if frame is not None and frame.verb == "H" and frame.at < group.first:
            for node in reversed(self.nodes[: frame.at]):
                if node.tag in ";:.":
                    break
                if self.is_title(node) and not self.counted_elsewhere(node):
                    return self.title_of(node)
            semicolon = self.tags.rfind(";", frame.at, group.first)
            listed = semicolon > 0 and self.tags[semicolon + 1] == "N" and group.tag in KINDS
            if listed and (form := self._form_conferred(group, frame)) is not None:
                return self.title_of(form)  # "tặng Giấy khen cho 20 tập thể …; 3 tập thể và 35 cá nhân"
        if rank is not None and rank.startswith("mức ") and group.tag == "i":
            told = self.passage.last_title("")
            return None if told is not None and told.authority else told, None
        graded = group.noun is not None and group.noun.form.startswith("loại")  # "3 loại A, 6 loại B": of initiatives
        if group.tag == "R" and rank in CONTEST_RANKS and not graded and not self._of_a_contest():
            return self.passage.last_title("Giải thưởng"), None
        return self._spoken_of(group, frame, candidates) if rank is None else None, None

    def _attained_before(self, frame: Frame, group: Group) -> set[int]:
        """`tặng Giấy khen cho 31 CĐCS đạt danh hiệu “…” và 58 cá nhân`: where what only the first attained stands."""
        attains = [f.at for f in self.frames if f.verb == "A" and frame.at < f.at < group.first]
        form = bool(attains) and any(n.tag == "T" for n in self.nodes[frame.at : attains[0]])
        return {n.start for n in self.nodes[attains[0] : group.first]} if form else set()

    def _of_a_contest(self) -> bool:
        """Whether the prizes of the sentence are those of a contest spoken of, here or before."""
        here = self.mentions.in_sentence(self.tagged)
        return self.passage.memory.contest is not None or any(m.kind == "contest" for m in here)

    def opening_title(self, group: Group) -> Node | None:
        """`Lao động tiên tiến 1.037 người, Chiến sĩ thi đua cơ sở có 47 đồng chí`: the honour that opens an item."""
        k = group.first - 1
        while k > 0 and (self.nodes[k].form in ("có", ":", "là", "năm", "nay") or self.nodes[k].tag in "LY"):
            k -= 1  # "Giáo viên dạy giỏi cấp trường năm nay có 17 thầy, cô"
        if k < 0 or group.tag not in KINDS or not self.is_title(self.nodes[k]) or self.counted_elsewhere(self.nodes[k]):
            return None
        before = self.nodes[k - 1] if k and self.nodes[k - 1].tag != "t" else self.nodes[k - 2] if k > 1 else None
        listed = before is not None and before.form == "danh sách"  # "Năm ngoái, danh sách “…” có 14 người"
        return self.nodes[k] if before is None or listed or before.tag in ",;:." else None

    def _hands_over(self, frame: Frame, group: Group, title: Title) -> bool:
        """Whether a frame confers something else than the honour that stands behind its group."""
        if frame.verb != "H" or self.nodes[frame.at].form in REWARDS:
            return False
        return frame.at < group.first or (self._of_form(frame) and not title.title.startswith(FORMS))

    def _titled_too(self, node: Node, frame: Frame | None) -> bool:
        """`trao danh hiệu “A” cho 120 thầy cô và “B” cho 15 trường`: the next title, told by where it stands."""
        if node.tag != "Q" or frame is None or frame.verb != "H" or self.mentions.is_campaign(node):
            return False
        k = self.nodes.index(node)
        before = [n for n in self.nodes[frame.at : k] if n.tag == "Q"]
        joined = self.forms[k - 1] in (",", "và") and self.tags[k + 1 : k + 3] == "UN"
        return joined and bool(before) and self.is_title(before[-1])

    def _of_kind(self, node: Node, group: Group) -> Node:
        """`12 doanh nghiệp, 8 doanh nhân được vinh danh “Doanh nghiệp …”, “Doanh nhân …”`: the one of its kind."""
        k = self.nodes.index(node)
        while k + 2 < len(self.nodes) and self.forms[k + 1] in (",", "và") and self.tags[k + 2] == "Q":
            if self._names_kind(self.nodes[k]) in ("", group.tag):
                break
            k += 2
        return self.nodes[k] if self._names_kind(self.nodes[k]) == group.tag else node

    @staticmethod
    def _names_kind(node: Node) -> str:
        """Tag of the kind of recipient that a quoted title is for, if its words tell."""
        if node.tag != "Q":
            return ""
        known = node.value.title.kind if node.value.title is not None else ""
        return str(node.value.names or TAG_OF_KIND.get(known, ""))

    def _hands_flag(self, frame: Frame, group: Group) -> bool:
        """`trao cờ cho 6 trường`: the flag of emulation, by its bare noun; those who only compete get another."""
        given = frame.verb == "H" and self.forms[frame.at + 1 : frame.at + 3] == ["cờ", "cho"]
        return given and group.tag == "c" and not any("dự" in f or "tham gia" in f for f in self.forms[group.last :])

    def _of_form(self, frame: Frame) -> bool:
        """Whether a frame hands over a form of commendation: Bằng khen, Giấy khen, Cờ …"""
        return any(
            n.tag == "T" and n.value.title.startswith((*FORMS, "Kỷ niệm chương", "Huy hiệu"))
            for n in self.nodes[frame.at : frame.end]
        )

    def _form_conferred(self, group: Group, frame: Frame | None) -> Node | None:
        """`tặng Giấy khen cho 28 CĐCS và 60 đoàn viên xuất sắc`: the form handed over, whatever those are called."""
        if frame is None or frame.verb != "H":
            return None
        if frame.at > group.first:
            alone = frame.passive and not any(group.first < g.first < frame.at for g in self.groups)
            behind = self.nodes[frame.at + 1] if alone and frame.at + 1 < len(self.nodes) else None
            given = behind is not None and behind.tag == "T" and behind.value.title.startswith(FORMS)
            return behind if given else None  # "mười thợ giỏi được LĐLĐ tỉnh đề nghị tặng Bằng khen"
        handed = (*FORMS, "Kỷ niệm chương", "Huy chương", "Huy hiệu")
        if group.tag == "T" and group.noun is not None and group.noun.value.title.startswith(handed):
            return None  # "tặng Cờ cho tập thể A; 54 Bằng khen cho …", "…, 139 cá nhân, 618 Kỷ niệm chương"
        between = self.nodes[frame.at : group.first]
        form = next((n for n in between if n.tag == "T" and n.value.title.startswith(FORMS)), None)
        given = form is not None and any(n.tag == "U" and n.start > form.start for n in between)
        return form if given and form is not None and not self.counted_elsewhere(form) else None

    def _spoken_of(self, group: Group, frame: Frame | None, candidates: list[Node]) -> Title | None:
        """The honour that "danh hiệu này", "trao giải" or a bare "được công nhận" takes up from before."""
        heads = [n.form for n in candidates if n.tag == "t" or (n.tag == "G" and not self._of_named_contest(n))]
        if frame is not None and frame.passive and frame.at < group.first and not heads:
            heads = [
                n.form for n in self.nodes[: frame.start] if n.tag in "tG"
            ]  # "Giải thưởng được trao cho 30 cán bộ"
        if group.tag not in ("ifc" if heads else "if"):
            return None
        if frame is None:
            elided = group.elided or self.level_word(group) is not None
        else:
            listed = frame.verb == "A" and self.tags[frame.at + 1 : frame.at + 2] == "L"
            judged = frame.verb == "K" and (frame.at >= group.last or self.level_word(group) is not None)
            again = frame.verb == "V" and self.level_word(group, frame) is not None and group is not self.groups[0]
            again = again and self.forms[group.last : group.last + 1] != ["có"]  # "khen thưởng 26 cá nhân có sáng kiến"
            again = again and not self.mentions.in_sentence(self.tagged)
            judged = judged or (frame.verb == "K" and self._about_honour(group))
            elided = group.elided or bool(heads) or listed or judged or again or self._of_another_year(group)
        if not elided:
            return None
        named = bool(heads) and heads[0] == "danh hiệu"  # "danh hiệu này được trao cho 75 cá nhân và 24 tập thể"
        award = bool(heads) and heads[0].startswith("giải")
        memory = bool(heads) and heads[0].startswith("kỷ niệm chương")
        prefix = "Giải thưởng" if award else "Kỷ niệm chương" if memory else ""
        for node in [*reversed(self.nodes[: group.first]), *self.nodes[group.last :]]:
            of_families = node.tag == "Q" and node.value.names == "f" != group.tag
            if node.tag == "T" or (node.tag == "Q" and (node.value.title or node.value.titled) and not of_families):
                title = self.title_of(node)[0]
                if title is None or title.title.startswith(FORMS) or not title.title.startswith(prefix):
                    continue
                if group.tag == "i" or named or title.kind != "individual":
                    return title
        told = self.passage.last_title(prefix, of_families=group.tag == "f") or (Title(prefix) if memory else None)
        return told if told is None or group.tag == "i" or named or told.kind != "individual" else None

    def _of_named_contest(self, prize: Node) -> bool:
        """`3 người đoạt giải Hội thi thợ giỏi`: a prize of what is named behind it, no honour told before."""
        return any(a is prize and b.value == "contest" for a, b in pairwise(self.nodes))

    def _about_honour(self, group: Group) -> bool:
        """`Danh hiệu “…” được bình xét công khai, kết quả các CĐCS công nhận 1.126 người`: the sentence is about it."""
        people = group.noun is not None and group.noun.form in ("người", "cá nhân", "đồng chí")
        return people and any(self.is_title(n) for n in self.nodes[:2])

    def _of_another_year(self, group: Group) -> bool:
        """`có 64 người được công nhận, trong khi năm 2021 là 51 người`."""
        return self.forms[group.first - 1] == "là" and self.tags[group.first - 2] == "Y"

    def _prize_of_row(self, group: Group) -> Node | None:
        """`3 giải Nhất, 5 giải Nhì, 11 giải Ba Giải thưởng “X”`: the named prize behind the last of a row of ranks."""
        last = group
        for other in self.groups:
            if other.first > last.first and other.tag == "R" and self.coordinated(last, other):
                last = other
        node = self.nodes[last.last] if last.last < len(self.nodes) else None
        return node if node is not None and node.tag == "T" and node.value.title.startswith("Giải thưởng") else None

    def _shared_title(self, group: Group) -> Node | None:
        """`101 cá nhân, 30 tập thể điển hình tiên tiến`: a title behind the last coordinated group is everybody's."""
        later = [g for g in self.groups if g.first > group.first]
        before = group
        for other in later:
            if not self.coordinated(before, other) or other.tag not in KINDS:
                return None
            for node in self.nodes[other.last : other.tail]:
                if node.form.startswith("trong đó"):
                    return None
                own = node.tag == "Q" and other.noun is not None and other.noun.form in EXAMPLES
                if own and node is self.nodes[other.last]:
                    return None  # "62 tập thể, cá nhân điển hình và 9 gương “Người tốt, việc tốt”"
                if self.is_title(node) and not self.counted_elsewhere(node):
                    return node
            before = other
        return None

    def _row_of_titles(self, k: int) -> list[Node]:
        """The titles in a row behind that at node `k`: `352 “Công nhân giỏi”, “Lao động giỏi”`, one number for all."""
        more: list[Node] = []
        tag, k = self.tags[k], k + 1
        while tag in "TQ" and self.tags[k + 1 : k + 2] == tag and self.forms[k] in (",", "và"):
            if self.tags[k + 2 : k + 3] == "U":
                break  # "tặng 3 Cờ thi đua, Bằng khen cho 5 tập thể"
            more.append(self.nodes[k + 1])
            k += 2
        return more
