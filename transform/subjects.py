"""Who a predicate of recognition is said of: the named subject to its left, alone or in a row."""

from transform.circumstances import Circumstances
from transform.gazetteer import gazetteer
from transform.lexicon import word_set
from transform.nodes import KINDS
from transform.predicates import Frame
from transform.recipients import PRONOUNS, TEAMS, numbered_team

DEFINITE = word_set("definite_bodies")
_VILLAGES = frozenset(["xã", "phường", "thôn", "ấp", "bản", "buôn", "khóm", "làng", "khối phố", "khu phố"])
_THIS = frozenset(["này", "ấy", "đó", "trên"])
_LIVES = frozenset(["ở", "tại", "trú", "quê", "ngụ"])
_OTHER = frozenset(["khác", "mới"])
_ADVERBS = frozenset(["lại", "cũng", "còn", "đã", "đều", "tiếp", "tục", "liên"])
_SCHOOL_BODIES = frozenset(["liên đội", "chi bộ", "chi đoàn"])
_AUTHORS = frozenset(["và", "các", "nhóm", "những", "nhóm tác giả"])
"""What stands between "của" and the names of those who made a work."""
_BULLETS = frozenset(["*", "+", "•"])
_LABEL = 16
"""Nodes of the longest name, with what a bracket says of it, that opens an item."""
_LONGEST_ROW = 6
"""Predicates of the longest row about one subject met."""


class Subjects(Circumstances):
    """A clause that also finds the named subjects of its predicates."""

    def subject(self, frame: Frame, chain: int = 0) -> int | None:
        """Node of the named subject to the left of a passive or attaining frame.

        Args:
            chain: how many predicates of a row stand between this one and the one asked about.
        """
        if chain > _LONGEST_ROW:
            return None
        nodes = self.nodes
        k = frame.start - 1
        earlier = next((f for f in reversed(self.frames) if f.at < frame.start), None)
        in_row = earlier is not None and earlier.passive and frame.passive and nodes[k].form in ("và", ",")
        if earlier is not None and in_row:
            shared = self.subject(earlier, chain + 1)  # "nhà trường được công nhận …, được tặng Cờ"
            if shared is not None or nodes[k].form == "và":
                return shared
        behind = self.tags[frame.at + 1 :].partition(";")[0]
        attains = frame.verb == "A" and behind[:1] in ("T", "Q", "t") and "N" not in behind
        while k >= 0:
            if self.tags[k] == ")" and self.tags[max(0, k - 3) : k] == "(Ni":
                k -= 4  # "đội tuyển quận A (12 người) đoạt giải Nhì"
                continue
            bracket = self.tags.rfind("(", 0, k) if self.tags[k] == ")" else 0
            if bracket > 0 and self.tags[bracket - 1 : k + 1] != "c(O)":  # "có CĐCS (Trường Mầm non A) được tặng"
                k = bracket - 1  # "anh A (công nhân mỏ B, Công ty C) được tặng"
                continue
            node = nodes[k]
            one_of = node.tag == "N" and k > 1 and nodes[k - 1].form == "là" and nodes[k + 1].form == "trong"
            if one_of and not set("Pi") & set(self.tags[self.tags.rfind(";", 0, k) + 1 : k]):
                k -= 2  # "LĐLĐ tỉnh là 1 trong 6 đơn vị được tặng Cờ": the six were, and so was it
                continue
            if node.tag == "N" and any(g.first == k for g in self.groups) and nodes[k - 1].form != "với":
                return None
            if node.form == "những" and self.forms[max(0, k - 3) : k] == ["là", "một", "trong"]:
                k -= 4  # "LĐLĐ tỉnh là một trong những đơn vị được đề nghị tặng Cờ"
                continue
            if node.tag == "%" and frame.verb == "A" and (work := self._work_in_clause(k)) is not None:
                return self._work_of(work)  # "…; giải pháp “X” giúp tăng năng suất 30%, đoạt giải Ba"
            several = node.form in ("các", "những", "một số") or (node.form == "nhiều" and nodes[k + 1].tag != "w")
            if node.tag == "%" or (several and nodes[k + 1].form != "năm"):
                return None
            whom = self.tags[k + 1 : frame.start]
            relative = frame.verb == "A" or (whom[-1:] in ("i", "c") and set(whom) <= set("wic"))
            if node.form in ("cho", "cho các") and relative:
                return None  # "trao huy hiệu cho các tác giả đạt giải Nhất": who did stands behind "cho"
            if node.tag == ":" and (label := self.label()) is not None and label[1] == k:
                return label[0]  # "- Công đoàn trường: Được LĐLĐ quận tặng Giấy khen"
            goes_on = node.tag == ";" and (nodes[frame.start].tag == "D" or attains)
            if node.tag in ";:" and not (goes_on and self._only_when(k + 1, frame.start)):
                return None
            if node.tag == ";" and earlier is not None and not in_row and (earlier.passive or earlier.verb == "A"):
                shared = self.subject(earlier, chain + 1)  # "năm 2013 được …; năm 2014 được …; năm 2016 nhận …"
                if shared is not None:
                    return shared
            if node.tag == ";" and earlier is None and frame.passive and (opens := self._opens_sentence()) is not None:
                return opens  # "Công đoàn trường phát động phong trào “X”; được Công đoàn ngành tặng Giấy khen"
            if (node.tag == "P" or self.pronoun(k)) and frame.verb == "K" and self.tags[:k].endswith("QZ"):
                return k - 2  # "Sáng kiến “…” của thầy A được Hội đồng khoa học tỉnh xếp loại B"
            if self._this_work(k, frame):
                return k  # "Giải pháp này đoạt giải Nhì"
            if self.pronoun(k) and frame.verb == "A" and (work := self._own_work(k)) is not None:
                return work if self.tags[work - 1 : work] != "N" else None
            placed = k > 1 and nodes[k - 1].form in gazetteer().areas and nodes[k - 2].form in ("ở", "tại", "thuộc")
            if node.tag == "P" and placed:
                k -= 2
                continue  # "3 gia đình ở xã Phan Hiệp được biểu dương"
            if node.tag == "Q" and self.tags[max(0, k - 2) : k] in ("Nk", "Ns") and nodes[k - 2].value.value > 1:
                return None  # "3 mô hình “Nhà sạch, vườn đẹp” được tặng": the three were
            if node.tag == "P" or (node.tag == "Q" and k and nodes[k - 1].tag in "ks"):
                return self._work_of(k)  # "Tiểu phẩm “Giường số 12” nhận giải phụ"
            of_people = self.forms[max(0, k - 3) : k] == ["và", "nhân", "dân"]  # "Đảng bộ và nhân dân tỉnh A được tặng"
            opens = k == 0 or self.tags[k - 1] in ";:" or of_people
            if node.tag == "p" and opens and node.value[1] and frame.passive:
                return k  # "Bắc Ninh một lần nữa được tặng Cờ thi đua"
            if self._works_there(k):
                k -= 2
                continue
            if node.tag == "O":
                before = nodes[k - 1] if k else None
                if before is not None and (
                    before.tag in "DB" or before.form in ("của", "tại", "ở", "với", "cùng", "từ", "thuộc")
                ):
                    if before.tag == "D":
                        k -= 1
                    k -= 1
                    continue
                if (
                    before is not None and (before.tag in "i" or before.form in ("chủ tịch", "tịch", "viên", "trưởng"))
                ) or self._held_by(k):
                    k -= 1
                    continue
                return k
            if node.tag == "c" and self._lives_there(k):
                k -= 1
                continue
            if node.tag == "c" and (self._proper_group(k, frame) or self._team_of(k)):
                whose = self.tags[k - 2 : k] == "P," and self.tags[frame.start - 1] == ","
                return k - 2 if whose else k  # "cô A, tổ Sinh học, đoạt giải Nhì"
            if self.pronoun(k) and (
                k == 0 or k == frame.start - 1 or nodes[k - 1].tag in ",Y" or nodes[k - 1].form == "và"
            ):
                return k
            receives = frame.verb == "A" and self.tags[frame.at + 1 : frame.at + 2] == "T"
            of_all = self.forms[frame.at + 2 : frame.at + 4] == ["toàn", "đoàn"]  # "giành giải Nhất toàn đoàn"
            wins = receives or frame.passive or of_all
            counted = any(g.first < k < g.last for g in self.groups)  # "12 tổ, đội được tặng"
            if node.tag == "c" and wins and not counted and self._definite(k) and self._adverbs(k + 1, frame.start):
                return k
            k -= 1
        return self._named_behind(frame) if frame.passive else None

    def _opens_sentence(self) -> int | None:
        """Node of the body or person that opens the sentence and acts in it."""
        k = next((k for k, tag in enumerate(self.tags) if tag not in "whY,"), len(self.tags))
        named = self.tags[k : k + 1] in ("O", "P") or (self.tags[k : k + 1] == "c" and self._definite(k))
        return k if named and "J" in self.tags[k + 1 : k + 4] else None

    def _work_of(self, k: int) -> int:
        """`Loạt bài “X” của các tác giả A, B đoạt giải Nhất`: the work that the name at node `k` made, else `k`."""
        j = k
        while j > 1 and (self.tags[j] in "PiN," or self.forms[j] in _AUTHORS or self._capital(j)):
            j -= 1
        return j - 1 if self.tags[j - 2 : j + 1] in ("kQZ", "sQZ") else k

    def _work_in_clause(self, k: int) -> int | None:
        """Node of the one named work that the clause of node `k` is about."""
        clause = self.tags.rfind(";", 0, k) + 1
        named = [j for j in range(clause + 1, k) if self.tags[j - 1 : j + 1] in ("sQ", "kQ")]
        counted = named and self.tags[max(0, named[0] - 2) : named[0] - 1] == "N"
        return named[0] if len(named) == 1 and not counted and not set("OP") & set(self.tags[named[0] : k]) else None

    def _capital(self, k: int) -> bool:
        """Whether node `k` begins with a capital, as part of a pen name does."""
        return self.view.clean[self.nodes[k].start].isupper()

    def _works_there(self, k: int) -> bool:
        """`anh A, thợ vận hành (Công ty B), năm 2018 được tặng`: the body in the bracket is where the person works."""
        person = self.tags.rfind("P", 0, k)
        bracketed = self.tags[k - 1 : k + 2] == "(O)" and self.tags[k - 2] in "wiP"
        return bracketed and person != -1 and ";" not in self.tags[person:k]

    def _lives_there(self, k: int) -> bool:
        """`em A, ở thôn Cù Lạc, xã Sơn Trạch, được tặng`: the commune at node `k` is where somebody lives."""
        before = self.nodes[max(0, k - 6) : k]
        at = next((j for j, n in reversed(list(enumerate(before))) if n.form in _LIVES), None)
        return self.forms[k] in _VILLAGES and at is not None and all(n.tag in "wc,pP" for n in before[at:])

    def label(self) -> tuple[int, int] | None:
        """The name that opens an item and the colon behind it: `- Anh A (Tổ 2): …`."""
        if self.tags[:1] != "-" and self.forms[0] not in _BULLETS:
            return None  # "Ông A, Chủ tịch Công đoàn: …": what somebody says
        colon = self.tags.find(":")
        name = next((k for k in range(max(0, colon)) if self.tags[k] not in "-i"), len(self.nodes))
        if not 0 <= name < colon < name + _LABEL:
            return None
        opens = self.tags.find("(", name, colon)
        bracket = opens != -1 and self.tags[colon - 1] == ")"
        between = self.tags[name + 1 : opens if bracket else colon]
        body = self.tags[name] == "c" and not between and self.forms[name] in DEFINITE | _SCHOOL_BODIES
        named = self.tags[name] in "OP" and not set(between) - set("wpcO,-iP")
        return (name, colon) if body or named else None

    def _team_of(self, k: int) -> bool:
        """`Đội tuyển của Bệnh viện cũng đạt giải Nhì`: a team that goes by whose it is."""
        opens = k == 0 or self.tags[k - 1] in ",;:."
        own = self.tags[k + 1 :].lstrip("w")[:2]  # "Tổ sửa chữa của ông cũng được tặng"
        if opens and own == "Zi" and self.forms[k] in TEAMS | {"tổ"}:
            return True
        return opens and self.forms[k] in TEAMS and self.tags[k + 1 : k + 3] in ("Zc", "ZO")

    def _only_when(self, first: int, last: int) -> bool:
        """`…; năm 2014 được tặng`, `…; 6 năm liền (2012 - 2017) được tặng`: nothing but the time."""
        years = self.tags[first : first + 2] == "Nh" and self.forms[first + 1] == "năm"
        return all(n.tag in "Yhw,()" for n in self.nodes[first + years : last])

    def _this_work(self, k: int, frame: Frame) -> bool:
        """Whether node `k` is a work told of before that wins; not "Nhờ sáng kiến này, nhà trường đạt giải"."""
        if self.tags[k] not in "sk" or frame.verb != "A" or self.forms[k + 1] not in _THIS:
            return False
        between = set(self.forms[k + 2 : frame.start])
        return between <= _ADVERBS and (k == 0 or self.tags[k - 1] in ",;:")

    def _own_work(self, k: int) -> int | None:
        """`sáng kiến khác của anh từng đoạt giải`: the work of the person whom the pronoun at node `k` stands for."""
        at = k - 2 - (self.forms[max(0, k - 2)] in _OTHER)
        return at if at >= 0 and self.forms[k - 1] == "của" and self.tags[at] in "sk" else None

    def _named_behind(self, frame: Frame) -> int | None:
        """`Được Chủ tịch nước tặng Huân chương Lao động năm 2014, ông vẫn xin ở lại`: whom the main clause names."""
        if any(n.tag not in "wYh," for n in self.nodes[: frame.start]) or frame.end < len(self.nodes):
            return None
        for k in range(frame.at, frame.end - 1):
            if self.nodes[k].tag == ",":
                return k + 1 if self.tags[k + 1] == "P" or self.pronoun(k + 1) else None
        return None

    def with_partners(self, k: int) -> list[int]:
        """A subject with the names of its kind that stand in a row before it: "LĐLĐ A, LĐLĐ B, CĐ C giành giải Ba"."""
        names = [k]
        if numbered_team(self.nodes, k) > k and self.nodes[k - 1].form == "và":
            return [j for j in range(max(0, k - 8), k - 1) if numbered_team(self.nodes, j) == k - 1][-1:] + names
        while (before := self._row_before(k)) is not None and self.nodes[before].tag == self.nodes[k].tag:
            apart = self.nodes[k].tag == "P" and self.nodes[k - 1].form == "," and not self._announced(k)
            if self.nodes[k].tag not in "OP" or apart:
                break
            if before and self.nodes[before - 1].tag in "ZD" and self.nodes[before].tag == "O":
                break  # "A được tặng Cờ thi đua của Chính phủ, B được tặng …": an awarder
            k = before
            names.insert(0, k)
        return names

    def _announced(self, k: int) -> bool:
        """`các đồng chí: A, B, C được tặng`: whether a colon behind a plural opens the row of names at node `k`."""
        colon = self.tags.rfind(":", 0, k)
        several = not {"các", "những"}.isdisjoint(self.forms[max(0, colon - 4) : max(0, colon)])
        return colon != -1 and several and set(self.tags[colon + 1 : k]) <= set("P,wiO()c")

    def _row_before(self, k: int) -> int | None:
        """Node of the name that "," or "và" puts before the one at node `k`, behind a bracket: `A (huyện B) và C`."""
        join = k - 1 - (self.tags[k - 1] == "c")  # "đội Công ty A và đội Trường B"
        if join < 1 or self.nodes[join].form not in (",", "và"):
            return None
        opens = self.tags.rfind("(", 0, join) if self.tags[join - 1] == ")" else join
        return opens - 1 if opens > 0 else None

    def together_with(self, k: int) -> int | None:
        """`bà A, Chủ tịch LĐLĐ quận, và tập thể LĐLĐ quận được tặng`: the person before a body, or the body before."""
        nodes, wanted = self.nodes, {"O": "P", "c": "P", "P": "O"}.get(self.nodes[k].tag)
        j = k - 1
        while j > 0 and nodes[j].tag in "ic":
            j -= 1
        if wanted is None or j < 1 or nodes[j].form not in ("và", "cùng"):
            return None
        if wanted == "O":
            opens = j - 2
            while opens > 0 and nodes[opens].tag == "i":
                opens -= 1  # "tập thể nữ CNVCLĐ Trường Mầm non Tuổi Hoa và chị A"
            return j - 1 if nodes[j - 1].tag == "O" and (opens < 0 or nodes[opens].tag in "c.,;:Y") else None
        for i in range(j - 1, max(-1, j - 9), -1):
            if nodes[i].tag == "P":
                opens = i - (i > 0 and nodes[i - 1].tag == "i")
                return i if opens == 0 or nodes[opens - 1].tag in ",;:.Y" else None
            if nodes[i].tag not in "Oi,-wp":
                break
        return None

    def _adverbs(self, first: int, last: int) -> bool:
        """`Công đoàn lại được tặng`: adverbs, or another thing it did, between a subject and its verb."""
        between = self.nodes[first:last]
        if all(n.form in _ADVERBS for n in between):
            return True
        return between[-1].form == "," and all(n.tag in "wAh," for n in between)  # "tổ đạt vững mạnh, được tặng"

    def pronoun(self, k: int) -> bool:
        """Whether node `k` is a pronoun for the person last named."""
        node = self.nodes[k]
        young = node.form == "em" and self.forms[max(0, k - 1) : k] not in (["các"], ["những"], ["nhiều"], ["số"])
        known = self.passage.person is not None or "P" in self.tags[:k]
        if node.tag != "i" or not (node.form in PRONOUNS or young) or not known:
            return False
        return not any(g.first < k < g.last for g in self.groups)

    def _definite(self, k: int) -> bool:
        """`Năm 2015, tổ được Công đoàn ngành tặng Cờ thi đua`: one body, known from before."""
        named = self.nodes[k].form
        if self.view.clean[self.nodes[k].end + 1 : self.nodes[k].end + 2].isupper():
            return False  # "CĐ ngành Giáo dục, ngành Y tế được tặng"
        k -= bool(k and self.nodes[k - 1].form == "tập thể")  # "tập thể bệnh viện được Bộ Y tế tặng"
        before = self.nodes[k - 1] if k else None
        if k > 1 and self.tags[k - 1] == "," and self.tags[k - 2] in KINDS:
            return False  # "bốn nhà báo gắn bó với đề tài công nhân, công đoàn"
        alone = before is None or before.tag in ",Y:;" or before.form in ("và", "năm")
        return alone and named in DEFINITE

    def _proper_group(self, k: int, frame: Frame) -> bool:
        """A team by its proper name: "Đội Khối Văn hóa - Báo chí giành giải nhất"."""
        behind = self.nodes[k + 1 : frame.start]
        if (opens := self.tags.find("(", k, frame.start)) > k + 1 and self.tags[k:opens].isalpha():
            closes = self.tags.find(")", opens, frame.start)  # "đội tuyển quận A (đại diện Cụm thi đua số 1) đoạt"
            behind = [*self.nodes[k + 1 : opens], *self.nodes[closes + 1 : frame.start]] if closes > 0 else behind
        if not behind or len(behind) > 12 or any(n.tag not in "wcPpk-,iO" for n in behind):
            return False
        of_place = self.forms[k] in TEAMS and behind[0].tag == "p" and bool(behind[0].value[1])
        proper = of_place or self.view.clean[behind[0].start].isupper() or numbered_team(self.nodes, k) > k
        proper = proper or self._pointed_out(k)
        return proper and (k == 0 or self.nodes[k - 1].tag in ";,.:" or self.nodes[k - 1].form == "và")

    def _pointed_out(self, k: int) -> bool:
        """Whether a unit goes by its number or its village, or is the one just told of: `Tổ số 3`, `Công ty này`."""
        behind = self.nodes[k + 1 : k + 3]
        if len(behind) < 2:
            return False
        numbered = behind[0].form == "số" and behind[1].form.isdecimal()
        of_village = behind[0].form in _VILLAGES and self.view.clean[behind[1].start].isupper()
        return numbered or of_village or behind[0].form in _THIS

    def _held_by(self, k: int) -> bool:
        """A body behind a person's post: `bà A, Chủ tịch CĐ B`."""
        if self.nodes[k - 1].form in ("và", "cùng"):
            return False
        person = self.tags.rfind("P", 0, k)
        if person == -1 or k - person > 14:
            return False
        between = self.tags[person:k]
        described = between[1:3] == ",i" and "," not in between[2:]  # "ông A, giáo viên dạy Thể dục Trường B"
        apposed = self.tags[person + 1] == "," and (self.tags[k - 1] == "," or described)
        apposed = apposed and not set(between) & set("HVKABDNZ")
        return ";" not in between and (k - person < 7 or apposed)  # "bà A, Tổ trưởng Tổ Hóa học, Trường B"
