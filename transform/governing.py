"""Which predicate each counted group of a sentence stands under: verb before it, passive behind it, or none."""

import re
from dataclasses import replace
from itertools import pairwise

from transform.bystanders import HEDGES
from transform.frames import FIRM_PLANS
from transform.grounds import TAKES_PART, Grounds
from transform.groups import Group
from transform.lexicon import word_set
from transform.nodes import BARE_RANKS, KINDS
from transform.predicates import Frame
from transform.recipients import ENTRANTS
from transform.series import pair_at
from transform.text import holds

_REACH = 160
"""Nodes between a group and a predicate behind it that may still be its own: longer than any list met."""
_BUT = frozenset(["nhưng", "song"])
_IS_AMONG = frozenset(["nằm", "lọt", "đứng"])
_WON = re.compile("w*Aw*[RTQ]w*")
"""Tags of what those who are chosen have won."""
_BRACKETED = re.compile(r"\([^()]*\)")
_THERE_ARE = frozenset(["có", "là", "với", "đăng ký", "đăng ký được"])
_CONNECTIVES = frozenset(
    ["thời", "ra", "đó", "này", "cùng", "với", "thêm", "gần", "hơn", "trên", "khoảng", "đến", "cả"]
)
"""Last words of what joins a clause to the one before: "đồng thời", "ngoài ra", "cùng với"."""
_SIGNS_UP = TAKES_PART | {"ký", "đăng ký"}
_FOR_OTHERS = frozenset(["đại", "đại diện", "thay", "thay mặt"])
_BECAUSE = frozenset(["vì", "nhờ", "bởi"])
_EVENTS = frozenset(["lễ", "buổi lễ", "buổi", "đêm"])


class Governing(Grounds):
    """A clause that also finds the predicates of its counted groups."""

    def _shares_frame(self, before: Group, frame: Frame | None, group: Group) -> bool:
        """Whether a group stands under the predicate of the one before it, for want of any of its own."""
        if self._introduced_by(group) == "với":
            return False  # "142 cá nhân đại diện cho 2.580 CĐCS với gần 600.000 CNVCLĐ"
        parted = self.nodes[group.first - 1].tag == ";" and group.tag == "s" != before.tag
        return self.coordinated(before, group) and not (frame and (parted or self._does_else(frame, group)))

    def _govern(self, group: Group, position: int) -> tuple[Frame | None, bool]:
        """The frame that a group is an argument of, and whether the group is its direct object."""
        left = next((f for f in reversed(self.frames) if f.at < group.first), None)
        if left is not None and not FIRM_PLANS.isdisjoint(self.forms[left.at : group.first]):
            left = None  # "… xét tặng Giải thưởng cho anh A, đồng thời đặt mục tiêu có trên 300 đề tài"
        left = self._praised_with(left, group) or left
        if self.forms[group.first - 1] == "trong" and self.forms[group.first - 2] in _IS_AMONG:
            left = None  # "…, và Thanh Xuân nằm trong năm quận có tỷ lệ cao nhất"
        rights = self._rights(group, position)
        sent_up = next((f for f in rights if f.nominated and f.passive), None)
        forward = next((f for f in rights if f.nominated and not f.passive), None)
        forward = forward or next((f for f in rights if not f.passive and f.verb in "HVK"), None)
        if sent_up is not None and sent_up.agent_area and sent_up.start == group.last:
            return sent_up, True  # "công nhận 57 sáng kiến; 12 sáng kiến được đề nghị Thành phố xem xét"
        again = left is not None and left.nominated and forward is not None and forward.nominated
        if (
            again
            and left is not None
            and forward is not None
            and (forward.start == group.last or self.tags[group.last] == "(" or ";" in self.tags[left.at : group.first])
        ):
            return forward, False  # "14 người đề nghị A tuyên dương “…”, 9 người đề nghị B khen thưởng “…”"
        chosen = left is not None and (left.verb == "K" or self.nodes[left.at].form == "suy tôn")
        if chosen and forward is not None:
            return forward, False  # "xét chọn 6 công nhân đề nghị LĐLĐ tỉnh tuyên dương"
        if left is not None and left.verb == "B" and self.tags[left.at + 1] == ",":
            left = None  # "Từ 138 gương do các CĐCS giới thiệu, phường chọn 62 người để vinh danh"
        if left is not None and left.verb == "B" and (offered := self._offered(group)) is not None:
            return offered, False
        if left is not None and left.verb == "B" and sent_up is not None:
            return sent_up, True  # "giới thiệu 3 tập thể dự hội nghị biểu dương của ORG"
        won = bool(rights) and rights[0].verb == "A" and self._says_honour(rights[0])
        records = left is not None and (left.verb == "A" or self.nodes[left.at].form == "ghi nhận")
        if won and records and left is not None and not self._says_honour(left):
            # "Huyện đón 6 cán bộ nhận kỷ niệm chương", "ghi nhận 11.240 lượt chị đạt danh hiệu"
            return rights[0], False
        listed = left is not None and self.nodes[group.first - 1].tag == ":" and left.verb in "VKH"
        if left is not None and self._object_of(left, group) and not (listed and rights):
            return left, True
        if left is not None and self._in_row_behind(left, group, position):
            return left, False
        if left is not None and rights and self._honours_in_row(left, group, position):
            return left, True
        if rights and (self._says_honour(rights[0]) or left is None):
            return rights[0], False
        if left is not None and self._reaches(left, group):
            return left, False
        if rights:
            return rights[0], False
        return None, False

    def _in_row_behind(self, left: Frame, group: Group, position: int) -> bool:
        """`tặng Giấy khen cho 24 tập thể, 118 cá nhân có thành tích …, cùng 52 học sinh đoạt giải`."""
        before = self.groups[position - 1] if position else None
        if before is None or left.verb not in "HV" or left.passive or before.first < left.at or group.tag not in KINDS:
            return False
        bare = before.last == group.first - 1 and self.nodes[before.last].form == ","
        return bare and self._object_of(left, before) and self.forms[group.last : group.last + 1] == ["có"]

    def _honours_in_row(self, left: Frame, group: Group, position: int) -> bool:
        """`được cấp trên tặng 19 Bằng khen, 14 Cờ thi đua, được tặng Huân chương`: honours counted behind one verb."""
        before = self.groups[position - 1] if position else None
        if before is None or left.verb != "H" or not before.tag == group.tag == "T":
            return False
        return before.first - 1 == left.at and before.last == group.first - 1

    def _praised_with(self, left: Frame | None, group: Group) -> Frame | None:
        """`biểu dương 38 CĐCS đạt danh hiệu “…” và 64 cá nhân`: what both get, though the first attained more.

        `tặng Bằng khen cho 2 tác giả đạt giải A và 1 tập thể có nhiều bài dự thi` likewise.
        """
        if left is None or left.verb != "A" or self.nodes[group.first - 1].form not in ("và", ","):
            return None
        first = next((g for g in self.groups if g.last == left.start and g.tag in KINDS), None)
        if first is None or group.tag not in KINDS or group.tag == first.tag:
            return None
        given = self.tags[first.first - 1] == "U"
        behind = (f for f in reversed(self.frames) if f.at < first.first and not f.passive)
        nearest = next(behind, None)
        if nearest is None or (nearest.verb == "V" and nearest.at == first.first - 1):
            return nearest
        return nearest if nearest.verb == "H" and given else None

    def _offered(self, group: Group) -> Frame | None:
        """`giới thiệu 2 đơn vị xét tặng Bằng khen`: the honour right behind those put forward for it."""
        after = next((f for f in self.frames if f.at >= group.last), None)
        if after is None or after.verb not in "HVK" or after.passive:
            return None
        between = self.nodes[group.last : after.start]
        if after.verb == "K":  # "giới thiệu 12 người tham gia xét chọn danh hiệu “…” cấp TP"
            if self.tags[after.at + 1 : after.at + 2] not in ("t", "T", "Q"):
                return None
            between = [n for n in between if n.form not in TAKES_PART]
        purpose = "O" if any(n.form == "để" for n in between) else ""  # "giới thiệu năm người để LĐLĐ tỉnh xét tặng"
        if any(n.tag not in f"wic{purpose}" for n in between):
            return None
        return None if "N" in self.tags[after.at : after.end] else replace(after, nominated=True)

    def _rights(self, group: Group, position: int) -> list[Frame]:
        """Frames behind a group that take it as their subject; one that says its honour before a bare one."""
        start = group.last - (1 if group.elided else 0)
        near = (f for f in self.frames if start <= f.start < start + _REACH)
        found = [f for f in near if self._subject_of(f, group, position)]
        if group.tag in "RG":
            found = [f for f in found if not f.nominated]
        if len(found) > 1 and found[0].verb == "A" and found[1].passive and found[1].verb == "H":
            between = self.nodes[found[0].at : found[1].start]
            ranks = "".join(n.tag for n in between if n.form not in BARE_RANKS)[1:].lstrip("R,")
            if not (set(ranks) & set(",;N") or any(n.form in ("và", "còn") for n in between)):
                found = found[1:]  # "ba người đoạt giải Nhất được LĐLĐ tỉnh tặng Bằng khen"
        return sorted(found, key=lambda f: (not self._says_honour(f), f.at))

    def _says_honour(self, frame: Frame) -> bool:
        tags = set(self.tags[frame.at : frame.end])
        if tags & set("RtVKL"):
            return True
        return bool(tags & set("TQ")) and any(self.is_title(n) for n in self.nodes[frame.at : frame.end])

    def _object_of(self, frame: Frame, group: Group) -> bool:
        """The group follows the verb at once, or after "cho"."""
        before = self.nodes[group.first - 1] if group.first else None
        if before is None:
            return False
        if before.form == "của" and any(n.form in ("nhóm", "tác giả", "nhóm tác giả") for n in self.nodes[frame.at :]):
            before = next((n for n in reversed(self.nodes[: group.first - 1]) if n.tag not in "wic"), before)
        return (
            group.first - 1 == frame.at or before.tag in "U:" or before.form in ("các", "đã", "được", "ra", "tổng cộng")
        )

    def _subject_of(self, frame: Frame, group: Group, position: int) -> bool:
        """Passive or attaining frames to the right take the groups before them as their subject."""
        attains = frame.verb == "A" or (frame.verb == "V" and self._by_level(frame))
        if not (frame.passive or attains):
            return self._put_forward(frame, group)
        between = self.tags[group.last : self._apposed(group, frame)]
        gives = any(self.tags[k] == "U" and self.forms[k - 1] != "kiện" for k in range(group.last, frame.start))
        if ";" in between or ":" in between or (gives and "U" in between and not attains):
            return False  # but "20 doanh nghiệp tạo điều kiện cho đoàn viên … được tặng"
        if not _BUT.isdisjoint(self.forms[group.last : frame.start]):
            return False
        if attains and self.forms[frame.start - 1] == "lệ":
            return False  # "năm quận có tỷ lệ đạt danh hiệu cao nhất"
        if attains and self.tags[frame.start - 1] == "i" and self.forms[frame.start - 2] == "có":
            return False  # "27 DN có người đoạt danh hiệu"
        is_some = self.forms[group.last : group.last + 1] == ["là"] and self.tags[group.last + 1] not in "OPTQ"
        if is_some and "," in between:
            return False  # "Tổ có 11 người thì 10 người là nữ, năm 2018 được tặng"
        done = any(f.verb in "HV" and not f.passive and f.at < group.first for f in self.frames)
        if done and any(n.form.startswith("trong đó") for n in self.nodes[group.last : frame.start]):
            return False  # "đã khen thưởng 1.702 lượt cá nhân, trong đó được tặng Huân chương có 2 tập thể"
        before = self._introduced_by(group)
        if group.first > 1 and self.tags[group.first - 2 : group.first] in ("QD", "XD"):
            return False  # "phong trào “…” được 1.284 CĐCS hưởng ứng, 46 tập thể được tặng Bằng khen"
        speaks_for = holds(" ".join(self.forms[max(0, group.first - 4) : group.first]), ("thay mặt", "đại diện"))
        if speaks_for and position and between.endswith(","):
            return False  # "75 cán bộ, thay mặt trên 120.000 lao động của ngành, được biểu dương"
        if before == "của" and position:
            return False  # "25 tập thể, đại diện cho đoàn viên của 63 công đoàn, được biểu dương"
        if before == "gồm" and "," in between and group.first not in self.wholes:
            return False  # "Tổ của anh gồm 12 người, ba năm liền được tặng"
        out_of = self.forms[max(0, group.first - 2) : group.first] == ["trong", "số"]
        if "," in between and (out_of or (before == "trong" and not frame.passive)):
            return False  # "Trong 12 đội vào chung kết, đội A đoạt giải Nhất", "Trong số 15 bản, ba bản xếp loại A"
        if before == "với" and "," in between and not any(g.first < frame.start for g in self.groups[position + 1 :]):
            return False  # "đơn vị dẫn đầu với 41 công trình, nhận Cờ"
        named = _BRACKETED.sub("", between)
        told = named.count("P") == group.count and named.endswith("P")  # "hai cá nhân là anh A (tổ 1) và chị B được"
        if (
            "P" in between
            and not told
            and any(n.form in ("có", "là", "gồm") for n in self.nodes[group.last : frame.start])
        ):
            return False  # "trong danh sách 35 người có cô A, vừa được …": cô A was
        apposed = self._apposed(group, frame)
        aside = self.tags[group.last : group.last + 2] in ("(S", ",S") and self.tags[frame.start - 1] in "),"
        if aside and frame.passive:
            apposed = group.last  # "100 cá nhân, trong đó có 20 công nhân trực tiếp, được tuyên dương"
        later = [g for g in self.groups[position + 1 :] if not apposed <= g.first < frame.start]
        if any(g.first < frame.start for g in later):
            chain = [g for g in later if g.first < frame.start and self.nodes[g.first - 1].form != "của"]
            if not chain:
                return len(between) < 26
            said = chain[0].first if group.tag in "sk" else group.last + 3  # "76 sáng kiến của công nhân gửi dự thi"
            if not TAKES_PART.isdisjoint(self.forms[group.last : said]):
                return False  # "38.400 lượt công nhân dự thi, 2.905 người được công nhận"
            if self._says_of_itself(group, chain[0].first):
                return False  # "có 412 sáng kiến, làm lợi 9 tỷ đồng, 21 cá nhân được tặng"
            if any(n.tag == "L" for n in self.nodes[group.last : group.tail]):
                return False  # "3.225 gương cấp cơ sở … và 15 gương được UBND công nhận"
            headed = self.nodes[max(0, group.first - 2) : group.first]
            among = self.forms[chain[0].first - 1].startswith("trong đó")
            parted = headed and (headed[-1].form in _THERE_ARE or among)
            of_part = among and not set(self.tags[chain[0].last : frame.start]) & set(",)")
            if among and (group.tag != chain[0].tag or of_part):
                return False  # "6.200 thí sinh viết bài, trong đó 128 bài được khen thưởng"
            if group.tag == chain[0].tag == "s" and parted:
                return False  # "có 327 sáng kiến, hai đề tài được Thành phố công nhận": the first are merely there
            if len(headed) == 2 and headed[0].tag in "RL" and headed[1].form in ("có", ":"):
                return False  # "mức 3 có 3 đồng chí và 3 đồng chí được CĐ ngành khen thưởng"
            pronoun = chain[0].noun is not None and chain[0].noun.form in ("người", "chị", "em", "đồng chí")
            if (
                pronoun
                and group.tag == "i"
                and group.tail > group.last + 1
                and self.nodes[chain[0].first - 1].tag == ","
            ):
                return False  # "51.000 công nhân cầm dao vào cuộc, 3.640 người được công nhận"
            if self._closes(group, chain[0]) or (attains and group.tag == "k" and chain[0].tag == "i"):
                return False  # … "chỉ có 686 bài và 14 tác giả đoạt giải"
            return self.in_a_row(group, chain)
        if group.tag == "s" and "," in between and holds(" ".join(self.forms[group.last :][:3]), word_set("in_use")):
            return False  # "anh có 4 sáng kiến được áp dụng, năm 2010 được Bộ tặng bằng khen"
        return len(between) < 26

    def _introduced_by(self, group: Group) -> str:
        """The form before a group and its hedge: "với" of "với gần 600.000 CNVCLĐ"."""
        hedged = group.first > 1 and self.forms[group.first - 1] in HEDGES
        return self.forms[group.first - 1 - hedged] if group.first else ""

    def _apposed(self, group: Group, frame: Frame) -> int:
        """`98 cá nhân, đại diện cho 830 nghìn đoàn viên, được biểu dương`: node where an apposition begins."""
        if self.tags[frame.start - 1] != ",":
            return frame.start
        for k in range(group.last, frame.start):
            if self.forms[k] in _FOR_OTHERS and (k == group.last or self.tags[k - 1] in ",ic"):
                return k - (k > group.last and self.tags[k - 1] == ",")
        return frame.start

    def _says_of_itself(self, group: Group, stop: int) -> bool:
        """Whether what stands between a group and the next says of it what it brought or did, so no honour behind."""
        between = self.forms[group.last : stop]
        if group.tag == "s" and between[-1:] == [","]:
            return "M" in self.tags[group.last : stop] or holds(" ".join(between[:8]), word_set("in_use"))
        sends = group.tag == "c" and "gửi" in between
        return sends and between[-1:] in (["với"], [","])  # "127 CĐCS gửi hồ sơ về … với 9.412 người được công nhận"

    def _closes(self, group: Group, following: Group) -> bool:
        """`tặng Bằng khen cho 12 đơn vị và 8 đoàn viên, 9 công nhân được …`: the last one of a row behind "cho"."""
        before = next((g for g in reversed(self.groups) if g.first < group.first), None)
        if before is None or self.nodes[group.first - 1].form != "và" or self.nodes[before.first - 1].tag != "U":
            return False
        return self.nodes[following.first - 1].form == ","

    def _put_forward(self, frame: Frame, group: Group) -> bool:
        """`xét chọn 6 công nhân đề nghị LĐLĐ tỉnh tuyên dương`: whom an active nomination right behind them names."""
        between = self.nodes[group.last : frame.start]
        later = [g for g in self.groups if group.first < g.first < frame.start]
        if later and self.in_a_row(group, later):
            between = self.nodes[later[-1].last : frame.start]  # "chọn 95 cá nhân và 21 tập thể để LĐLĐ quận khen"
        if between and between[0].tag == "(" and ")" in (tags := "".join(n.tag for n in between)):
            between = between[tags.index(")") + 1 :]  # "2 người (anh A; chị B) đề nghị Tổng LĐLĐ cấp Bằng …"
        won = _WON.match("".join(n.tag for n in between))
        between = between[won.end() if won else 0 :]  # "lựa chọn 11 thí sinh đoạt giải Nhất đề nghị UBND tỉnh tặng"
        while between and between[-1].tag == "O" and "để" in (n.form for n in between):
            between = between[:-1]
        relative = bool(between) and between[0].form == "mà"  # "ba người mà Công đoàn A đề nghị tặng"
        purpose = [n.form for n in between if n.form not in ("xét", "và")]
        chosen_for = purpose[-1:] == ["để"] and frame.verb in "HVK"  # "chọn 5 sáng kiến để khen"
        if chosen_for and self.nodes[group.first - 1].form == "của":
            return False  # "chọn 5 sáng kiến của 7 tác giả để khen"
        before = self.nodes[group.first - 1].form if group.first else ""
        named_so = self.tags[frame.at + 1 : frame.at + 2] in ("t", "T", "Q", "G") and frame.start == group.last
        chosen_for = chosen_for or (
            named_so and before in ("chọn", "chọn ra", "chọn được", "lấy", "ra")
        )  # "chọn 75 người trao danh hiệu", "chọn 30 tác phẩm trao giải"
        if not (frame.nominated or chosen_for) or any(n.tag not in ("wicO" if relative else "wic") for n in between):
            return False
        clause = self.nodes[frame.start : frame.end]
        stop = next((k for k, n in enumerate(clause) if n.tag == ","), len(clause))
        return not any(n.tag in "UN" for n in clause[:stop])

    def _example(self, k: int) -> bool:
        """Whether node `k` opens an example: `đơn cử như`, `điển hình như`, `như`."""
        return self.forms[k] == "như" or self.forms[k - 1 : k + 1] == ["đơn", "cử"]

    def _reaches(self, frame: Frame, group: Group) -> bool:
        """An active frame to the left still governs a later group of its clause."""
        between = self.tags[frame.at + 1 : group.first]
        if self.tags[group.first - 1] in ",;S" and self._does_else(frame, group):
            return False
        subject = any(g.last <= frame.start for g in self.groups)
        said = " ".join(self.forms[group.last : group.last + 3])
        if group.tag == "s" and subject and holds(said, word_set("in_use")):
            return False  # "9.412 người được công nhận …, trong đó 1.755 sáng kiến làm lợi 25 tỷ đồng"
        if subject and frame.verb != "A" and self._parted_by_trait(group):
            return False  # "Trong 150 công nhân được tuyên dương có 60 nữ, 25 đảng viên"
        signed = not _SIGNS_UP.isdisjoint(self.forms[group.last : group.tail])  # "đã có 35 doanh nghiệp ký tham gia"
        signed = signed and frame.verb != "B"
        apart = "," in between or signed
        if frame.start and self.nodes[frame.start - 1].form in _EVENTS and apart:
            return False  # "Sau lễ trao giải, 25 công nhân được tặng máy tính"
        if self.tags[group.first - 1] == "," and self._told_why(frame.at, group.first):
            return False  # "giành giải Tập thể vì có nhiều bài dự thi hơn cả, 164 bài"
        if frame.verb == "A" and "đăng ký" in self.forms[frame.at : group.first]:
            return False  # "chín người vừa nhận giải đã đăng ký kèm 21 thợ"
        has = self.forms[group.first - 1] == "có" and self.tags[group.first - 2] == "O"
        if has and frame.passive and group.tag == "s" and self._example(group.first - 3):
            return False  # "có 9.845 người được công nhận …, đơn cử như CĐCS A có 148 sáng kiến"
        if pair_at(self.forms[frame.at : group.first], "sử", "dụng") is not None:
            return False  # "42 doanh nghiệp được vinh danh đang sử dụng gần 61.000 lao động"
        if (
            group.tag == "k"
            and frame.passive
            and any(g.last <= frame.start for g in self.groups)
            and "U" not in between
        ):
            return False  # "45 công nhân được tuyên dương, xen giữa hai tiết mục"
        if ";" in between:
            if group.noun is not None and group.noun.form in ENTRANTS:
                return False  # "trao 3 giải Ba; hội thi có 76 thí sinh"
            onwards = between.rpartition(";")[2]
            ranked = " ".join(self.forms[group.first - 2 : group.first]) in BARE_RANKS  # "…, khuyến khích 8 tác phẩm"
            joined = ranked or self.forms[group.first - 1] in _THERE_ARE | _CONNECTIVES
            if group.tag in KINDS and onwards.endswith("ww") and "U" not in onwards and not joined:
                return False  # "…; phối hợp kiểm tra 4 đơn vị": done, not given
            if "J" in onwards:
                return False  # "…; CĐ B phát động phong trào “…”, thu về 174 ý tưởng, 61 ý tưởng đưa vào áp dụng"
            if frame.verb in "HVK" and not frame.passive and self.nodes[group.first - 1].tag in ";,":
                return True
            return group.tag in "RG" or (len(between) < 30 and frame.verb in "HV" and "O" not in between[-4:])
        return len(between) < 60

    def _parted_by_trait(self, group: Group) -> bool:
        """Whether a number parts those told before by what they are: `… có 60 nữ, 25 đảng viên`."""
        row = [g for g in self.groups if g.first <= group.first and g.noun and g.noun.form in word_set("traits")]
        opens = self._introduced_by(row[0]) if row and row[-1] is group else ""
        return opens in ("có", "gồm") or opens.startswith("trong đó")

    def _told_why(self, first: int, last: int) -> bool:
        """Whether nodes tell what something was won for: "vì có nhiều bài dự thi hơn cả", not "vì thành tích"."""
        return any(a in _BECAUSE and b in ("có", "nhiều") for a, b in pairwise(self.forms[first:last]))

    def _does_else(self, frame: Frame, group: Group) -> bool:
        """`2.600 sinh viên đạt giải, 900 sinh viên tham gia …; 30 đội được lập`: a group with a verb of its own."""
        after = self.nodes[group.tail] if group.tail < len(self.nodes) else None
        if after is not None and after.tag == "D":
            return not any(f.start <= group.tail <= f.at for f in self.frames)
        subject = any(g.last <= frame.start for g in self.groups)
        return subject and frame.verb == "A" and not TAKES_PART.isdisjoint(self.forms[group.last : group.tail])
