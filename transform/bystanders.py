"""Who is counted in a sentence about an honour and did not get it: onlookers, rivals, those spoken for."""

from transform.circumstances import Circumstances
from transform.groups import Group
from transform.lexicon import word_set
from transform.predicates import Frame
from transform.recipients import TEAMS

HEDGES = frozenset(["hơn", "gần", "trên", "khoảng"])
"""What stands between a preposition and a number."""
_ABOUT = HEDGES | {"cho", "toàn", "thể", "tất", "cả", "các"}
_ROUNDS = frozenset(["chung kết", "chung khảo", "bán kết", "vòng", "vòng trong", "kết", "khảo"])
_SAVES = frozenset(["cứu", "cứu giúp"])
_CHOSE = word_set("selects")


class Bystanders(Circumstances):
    """A clause that also tells whom an honour is not for."""

    def _got_nothing(self, group: Group, frame: Frame | None) -> bool:
        """Whether a group only stands beside an honour."""
        if self._only_place(group, frame) or self._share_of(group) or self._at_least(group) or self._onlookers(group):
            return True
        spoken_for = frame is not None and frame.at < group.first and self._spoken_for(group)
        return spoken_for or self._finalists(group) or self._in_passing(group, frame)

    def _in_passing(self, group: Group, frame: Frame | None) -> bool:
        """`CĐ Truyền tải điện (64 bài)`, `đội tuyển của trường (5 em)`: in a bracket, what one sent or who it is."""
        before = max(0, group.first - 2)
        sent = group.tag in "ks" and self.tags[before : group.first] in ("O(", "p(")
        won = frame is not None and frame.verb == "A"
        team = won and group.tag == "i" and not TEAMS.isdisjoint(self.forms[max(0, before - 4) : before + 1])
        bracketed = self.tags[before + 1] == "(" and self.tags[group.last : group.last + 1] == ")"
        return (bracketed and (sent or team)) or self._some_of(group)

    def _some_of(self, group: Group) -> bool:
        """`12 tập thể (trong đó có 5 doanh nghiệp)`: some of those before a bracket that names no honour."""
        opens, closes = self.tags.rfind("(", 0, group.first), self.tags.find(")", group.last)
        if opens < 1 or closes == -1 or ")" in self.tags[opens : group.first]:
            return False
        counted = any(g.last == opens for g in self.groups)
        inside = self.tags[opens:closes]
        return counted and self.forms[opens + 1].startswith("trong đó") and not set(inside) & set("TQRLHVKA")

    def _somebodys(self, group: Group) -> bool:
        """`anh A, tác giả của 4 sáng kiến, được biểu dương`: what the one who is praised has done."""
        behind = self.forms[max(0, group.first - 2) : group.first] == ["tác giả", "của"]
        return behind and (self.tags[group.first - 3] in "P," or self.forms[group.first - 3] == "là")

    def _spoken_for(self, group: Group) -> bool:
        """`chọn thí sinh ưu tú thay mặt hơn 3.200 công nhân dự Hội thi`: those in whose name somebody acts."""
        with_them = group.first - 1 - (self.forms[group.first - 1] in HEDGES)
        earlier = next((g for g in self.groups if g.last == with_them and self.forms[with_them] == "với"), None)
        if earlier is not None and self._spoken_for(earlier):
            return True  # "đại diện cho 2.580 CĐCS với gần 600.000 CNVCLĐ"
        before = [form for form in self.forms[max(0, group.first - 6) : group.first] if form not in _ABOUT]
        handed = self.tags[max(0, group.first - 3) : group.first] == "Uww"  # "trao Giấy khen cho đại diện 20 hộ"
        return " ".join(before[-2:]) in ("thay mặt", "đại diện") and not handed

    def _at_least(self, group: Group) -> bool:
        """`19 cá nhân được tặng từ 02 Bằng Lao động sáng tạo trở lên`: how many each of them has."""
        return self.forms[group.first - 1] == "từ" and self.forms[group.last : group.last + 2] == ["trở", "lên"]

    def _finalists(self, group: Group) -> bool:
        """`chọn được 15 ý tưởng vào chung kết`: who goes on, not who won."""
        behind = self.forms[group.last : group.last + 6]
        goes_on = not {"vào", "lọt"}.isdisjoint(behind[:-1]) and not _ROUNDS.isdisjoint(behind)
        return goes_on and not set(self.tags[group.last : group.tail]) & set("RGTQ")

    def _onlookers(self, group: Group) -> bool:
        """Before how many it was, who was outdone or saved: `trước hơn 700 thợ lò`, `vượt qua 48 thí sinh`."""
        k = group.first - 1
        k -= self.forms[k] in HEDGES
        if k < 0 or group.tag not in "icfk":
            return False
        if self.forms[k] in _SAVES or self.forms[k] == "vượt":
            return True
        if self.forms[k] in ("qua", "lên", "được", "sống") and self.forms[k - 1] in ("vượt", "cứu"):
            return True
        return k > 0 and self.forms[k] == "trước" and self.tags[k - 1] not in "HVK" and group.tag != "k"

    def _only_place(self, group: Group, frame: Frame | None) -> bool:
        """`thợ ở một công ty gỗ giành giải nhất`, `bình xét, suy tôn của 12 cụm`: where it was, or who judged."""
        before = self.nodes[group.first - 1] if group.first else None
        if before is None or group.tag not in "ick":
            return False
        counted = any(frame.at < g.first < group.first for g in self.groups) if frame is not None else False
        if (
            before.form == "của"
            and group.tag != "k"
            and counted
            and (group.tag == "c" or self.tags[group.first - 2] in "Qk")
        ):
            return True  # "khen thưởng 181 cá nhân của 109 công đoàn cơ sở", "cho tác phẩm “X” của hai tác giả"
        if before.form == "của" and group.tag != "k" and frame is not None and frame.at == group.first - 2:
            return frame.verb in "VK"
        honoured = bool(set("tTQ") & set(self.tags[group.last : group.tail + 2]))
        chose = self.nodes[group.first - 2]
        chosen_from = before.form == "từ" and (chose.tag == "K" or chose.form in _CHOSE)  # "chọn từ 17.600 giáo viên"
        pool = chosen_from and not (honoured or (frame is not None and frame.passive and frame.at > group.first))
        return pool or (group.tag == "c" and before.form in ("ở", "tại", "thuộc", "khắp", "đến từ", "từ"))

    def _share_of(self, group: Group) -> bool:
        """`60 đoàn viên, trong đó Công ty A có 5 người`: how many of those told are one body's."""
        if group.noun is None or group.noun.form != "người":
            return False
        k = group.first - 1
        k -= self.nodes[k].form == "có"
        return self.tags[k] == "O" and self.nodes[k - 1].form in ("trong đó", "riêng", "trong đó có")

    def _compared(self, group: Group) -> bool:
        """A difference to another year: "tăng lần lượt 410, 37 và 2 gương", "nhiều hơn năm 2018 là 5 tập thể"."""
        for k in range(group.first - 1, max(0, group.first - 9), -1):
            if self.nodes[k].tag in "HVKA;:":
                return False
            if self.nodes[k].form in ("tăng", "giảm") or (
                self.nodes[k].form == "hơn" and self.nodes[k - 1].form == "nhiều"
            ):
                return True
        return False
