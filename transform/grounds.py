"""What makes a counted group an award, and what kind of recipient it counts."""

from itertools import pairwise

from transform.bystanders import Bystanders
from transform.facts import RecipientKind
from transform.frames import CHOOSING, DELEGATES, FIRM_PLANS
from transform.groups import KIND_OF_TAG, Group
from transform.honours import EXAMPLES, REWARDS
from transform.lexicon import Title, word_set
from transform.nodes import KINDS, Node
from transform.passage import FORMS
from transform.predicates import Frame
from transform.recipients import ENTRANTS, PRONOUNS, TO_WHOM, name_list
from transform.roles import names_guests
from transform.text import holds

ONE = frozenset(["người", "cá nhân", "tập thể", "đơn vị", "đồng chí", "đoàn viên", "cán bộ", "công nhân", "cđcs"])
"""Recipients that "một" counts before a passive."""
TAKES_PART = frozenset(["dự", "dự thi", "tham gia"])
_HELPS = frozenset(["giúp", "ủng hộ", "trợ cấp", "hỗ trợ"])
_STATE_TITLES = ("Nhà giáo Ưu tú", "Nhà giáo Nhân dân", "Thầy thuốc", "Nghệ nhân", "Nghệ sĩ")
_HAS = frozenset(["có", "là", "bố"])
_LABELS = frozenset(f"{kind}{mark}" for kind in "icf" for mark in ",:")
_NEAR = 30
"""Nodes between what was classed and the bracket that lists its classes."""
CORRECTIONS = word_set("corrections")


class Grounds(Bystanders):
    """A clause that also judges its counted groups."""

    shares: set[int]
    """First nodes of those who share a rank that is told with its own number ("2 giải Nhất, gồm 1 bài và 1 ảnh")."""
    wholes: dict[int, Group]
    """Parts by their first node, to the whole that they add up to."""

    def _wholes(self) -> dict[int, Group]:
        """Parts, by their first node, to the whole that they add up to: "92 tấm gương: 25 tập thể và 67 cá nhân"."""
        found: dict[int, Group] = {}
        for position, whole in enumerate(self.groups):
            if whole.tag == "R" and whole.elided:
                continue  # "giải Nhất: 4, giải Nhì: 3, giải Ba: 1"
            parts: list[Group] = []
            bracket = self._bracket_behind(whole)
            for part in self.groups[position + 1 :]:
                between = self.nodes[(parts[-1] if parts else whole).last : part.first]
                bracketed = part.first in bracket
                split = not parts and (part.tag in "TQ" or whole.tag == "s") and between[-1:] and between[-1].tag == "S"
                if any(n.tag in "HVKAB;" for n in between) and not (
                    bracketed or split or self.nodes[whole.first - 1].form == "trong"
                ):
                    break
                whole_of = self.nodes[whole.first - 1].form == "trong" and any(n.form == "có" for n in between)
                if not parts and not whole_of and not any(n.tag in "S:(" for n in between):
                    break
                parts.append(part)
                if len(parts) > 1 and sum(p.count for p in parts) == whole.count:
                    if (whole.tag == "R" and all(p.tag in KINDS for p in parts)) or self._who_they_are(whole, parts):
                        self.shares |= {p.first for p in parts}
                    else:
                        found |= {p.first: whole for p in parts}
                    break
        return found

    def _bracket_behind(self, whole: Group) -> range:
        """Nodes of the bracket that opens behind a verb: `486 sáng kiến được xếp loại (loại A: 112; loại B: 374)`."""
        opens = self.tags.find("(", whole.last, whole.last + _NEAR)
        closes = self.tags.find(")", opens)
        told = self.tags[whole.last : opens]
        return (
            range(opens, closes)
            if opens < closes and set(told) & set("HVKA") and not set(told) & set(";:N")
            else range(0)
        )

    def _who_they_are(self, whole: Group, parts: list[Group]) -> bool:
        """`86 công nhân tiêu biểu, trong đó 71 người đứng chuyền, 15 người là nhân viên`: no parts of the honour."""
        people = all(g.tag == whole.tag == "i" and g.noun is not None and g.noun.form == "người" for g in parts)
        made_up = any(n.form.startswith("trong đó") for n in self.nodes[whole.last : parts[0].first])
        told_apart = set("RTQLO") & set(self.tags[parts[0].last : parts[-1].tail]) or "Y" in self.tags[whole.last :]
        return people and made_up and not told_apart

    def _given_to(self, position: int) -> Group | None:
        """`ba Huân chương Lao động cho ba cá nhân`, `10 giải cho 10 đội`: those who got counted honours, one each."""
        if not 0 <= position < len(self.groups) - 1:
            return None
        honours, after = self.groups[position], self.groups[position + 1]
        between = self.nodes[honours.last : after.first]
        given = (
            honours.tag in "TG" and bool(between) and between[-1].tag == "U" and all(n.tag in "RwU" for n in between)
        )
        return after if given and after.tag in KINDS and after.count == honours.count else None

    def _corrected(self, group: Group) -> bool:
        """`ghi là 102 người; con số đúng là 120 người`: the number taken back."""
        after = self.view.low[self.nodes[group.last - 1].end : self.tagged.sentence.end]
        return holds(after, CORRECTIONS)

    def _by_rule(self, group: Group) -> bool:
        """`Cơ cấu giải thưởng gồm 1 giải Nhất, …`: what there is to win, not who won."""
        before = self.nodes[: group.first] if "F" in self.tags else []
        return any(n.tag == "F" and n.form in FIRM_PLANS for n in before)

    def _is_gift(self, group: Group, frame: Frame | None) -> bool:
        """Welfare: what is handed over is a gift or money, and no honour stands beside it."""
        if frame is None or frame.verb not in "HA":
            return False
        first = frame.at + 1 if frame.at < group.first else frame.start
        tags = set(self.tags[first : frame.end])
        if group.tag == "Q" and group.noun is not None and group.noun.value.gift and not tags & set("tT"):
            return True  # "trao 2 “Mái ấm Công đoàn”"
        money = "M" in tags and "phần thưởng" in self.forms[first : frame.end]  # "một phần thưởng 200.000 đồng"
        if tags & set("TRQ") or ("t" in tags and not money):
            return False
        return bool(tags & set("gM")) or not _HELPS.isdisjoint(self.forms[first : frame.end])

    def _evident(
        self,
        group: Group,
        frame: Frame | None,
        title: Title | None,
        rank: str | None,
        level: str | None,
        *,
        direct: bool,
        said: str | None,
    ) -> bool:
        """Whether the words make the group an award, by the kind of group and of predicate."""
        verb = frame.verb if frame else ""
        honour = title is not None or rank is not None
        if group.count == 1 and group.tag in "ick" and group.in_words and not self._one(group, frame, direct=direct):
            return False
        if self._got_nothing(group, frame):
            return False
        if not honour and verb == "A" and names_guests(self.tagged):
            return False  # "Dự Hội nghị có … cùng 350 người đạt các danh hiệu thi đua"
        if group.tag in "RG":
            return group.tag == "R" or (verb in ("H", "A") and not self._ranks_follow(group))
        if group.tag in "TQ":
            known = group.tag == "T" or (group.noun is not None and self._honours(group.noun))
            behind = self.tags[group.last : group.last + 2]
            owned = group.tag == "T" and (behind == "ZO" or behind[:1] == "U")  # "03 Bằng khen của LĐLĐ tỉnh"
            had = self._told_as_had(group) and self.forms[self._row_of_honours(group).first - 1] in _HAS
            had = had or self._holds(group)
            stated = bool(verb) or level is not None or said is not None or owned or had or self._state_title(group)
            attained = group.noun is not None and " đạt " in group.noun.form  # "25 CĐCS đạt vững mạnh, chiếm 20,8%"
            stated = stated or (attained and not self._is_plan(group)) or self._beside_honours(group)
            return stated and (known or direct)
        if group.tag == "s":
            if level is None and self._somebodys(group):
                return False
            takes_part = not TAKES_PART.isdisjoint(self.forms[group.last : group.last + 1])
            if level is not None and not takes_part and not self._is_plan(group):
                return True
            put_forward = frame is not None and frame.nominated and bool(frame.agent or frame.agent_area)
            if frame is not None and put_forward and (frame.passive or self._to_judges(frame)):
                return True
            if frame is not None and verb == "K":
                return frame.passive or rank is not None or "công nhận" in self.nodes[frame.at].form
            won = frame is not None and self.tags[frame.at : frame.at + 2] == "AG"  # "23 sáng kiến đoạt giải"
            return verb in ("V", "H", "A", "B") and (honour or verb == "V" or won)
        if frame is None:
            noun = group.noun.form if group.noun is not None else ""
            named = noun in EXAMPLES
            takes_part = not TAKES_PART.isdisjoint(self.forms[group.last : group.last + 2])
            if noun in ENTRANTS or takes_part:
                return False
            told = level is not None or named or self.opening_title(group) is not None
            return told and title is not None and group.tag in "icf"
        if verb == "V":
            before = self.nodes[frame.start - 1 - (self.tags[frame.start - 1] == "O")]
            chosen_for = frame.nominated or before.form == "để"
            return direct or frame.passive or frame.at < group.first or chosen_for or self._by_level(frame)
        if verb == "H":
            thanked = direct and group.tag in "icf" and self.nodes[frame.at].form in REWARDS
            return honour or thanked or self._has(frame, group, ("khen", "giải", "danh hiệu", "thưởng"))
        entered = any(n.form in TAKES_PART for n in self.nodes[group.last : group.last + 1])
        if entered and (verb == "A" or "S" in self.tags[group.last : frame.start]):
            return False  # "đã nhận 1.738 tác phẩm dự giải", "150 giáo viên dự thi, là những người được chọn"
        if verb == "A":
            return honour or self._has(frame, group, ("danh hiệu", "giải", "khen thưởng", "nhận khen thưởng"))
        if verb == "K":
            by_level = (level is not None or frame.agent_level is not None) and group.tag in "if"
            return honour or by_level or self._recognised_work(group, frame)
        delegated = frame.passive and frame.nominated and self.agent(frame, group.first) is not None
        sent = self.nodes[frame.at].form in DELEGATES | CHOOSING and bool(frame.agent or frame.agent_area)
        return honour or level is not None or delegated or sent

    def _to_judges(self, frame: Frame) -> bool:
        """`trình Hội đồng sáng kiến tỉnh 4 đề tài`: put before a body that judges."""
        if self.tags[frame.at : frame.at + 2] != "BO":
            return False
        return self.forms[frame.at].startswith("trình") or self.nodes[frame.at + 1].value.type == "council"

    def _recognised_work(self, group: Group, frame: Frame) -> bool:
        """`23 mô hình được công nhận`, `6 công trình được UBND tỉnh công nhận`: works, as initiatives are."""
        by_somebody = frame.agent is not None or bool(frame.agent_area)
        a_model = group.noun is not None and group.noun.form == "mô hình"
        recognised = frame.passive and "công nhận" in self.forms[frame.at]
        return group.tag == "k" and recognised and (a_model or by_somebody)

    def _by_level(self, frame: Frame) -> bool:
        """`3 tập thể và 4 cá nhân khen thưởng cấp tỉnh`: notes of honours that leave the passive out."""
        level = self.tags[frame.at + 1 : frame.at + 2] == "L" or self.level_of(frame) is not None
        noted = level and self.tags[frame.at - 1] in KINDS
        return noted and frame.agent is None

    def _told_as_had(self, group: Group) -> bool:
        """`ngành đã có 112 “Bàn tay vàng”`, `công bố 10 Gương mặt trẻ tiêu biểu`: an honour that many hold."""
        title = group.noun.value.title if group.noun is not None and group.tag == "Q" else None
        title = group.noun.value if group.noun is not None and group.tag == "T" else title
        if not isinstance(title, Title) or title.kind not in ("individual", "collective") or group.count < 2:
            return False
        return not self._is_plan(group) and not any(n.form in TAKES_PART or n.tag == "C" for n in self.nodes)

    def _holds(self, group: Group) -> bool:
        """`Chị Lan đã có 5 Bằng khen, 12 Giấy khen các cấp`: what a person has been given so far."""
        if group.noun is None or group.tag != "T" or not group.noun.value.title.startswith(FORMS):
            return False
        has = self._row_of_honours(group).first - 1
        holder = len(self.tags[: max(0, has)].rstrip("wh")) - 1
        return self.forms[has] == "có" and holder >= 0 and (self.tags[holder] == "P" or self.forms[holder] in PRONOUNS)

    def _row_of_honours(self, group: Group) -> Group:
        """The first of a row of counted honours: `có 1.742 lao động tiên tiến, 486 chiến sĩ thi đua cơ sở; 52 …`."""
        first = group
        for before in reversed([g for g in self.groups if g.first < group.first]):
            parted = {"," if n.form == "và" else n.tag for n in self.nodes[before.last : first.first]}
            if before.tag != "T" or not parted <= set(",;LZOc"):
                break
            first = before
        return first

    def _beside_honours(self, group: Group) -> bool:
        """`5 Chiến sĩ thi đua cấp tỉnh, 45 Lao động tiên tiến`: in one row with what is an award already."""
        first = self._row_of_honours(group).first
        return any(g.awarded for g in self.groups if first <= g.first < group.first)

    def _state_title(self, group: Group) -> bool:
        """`ngành có 15 Nhà giáo ưu tú`: whom the State has named so, told without a verb."""
        if group.tag != "T" or group.noun is None or not group.noun.value.title.startswith(_STATE_TITLES):
            return False
        return not any(n.form in TAKES_PART or (n.tag == "C" and n.value == "contest") for n in self.nodes)

    def _one(self, group: Group, frame: Frame | None, *, direct: bool) -> bool:
        """Whether "một" counts one recipient; else it is an article ("một trường tiểu học")."""
        if frame is None:
            return False
        somebody = group.tag == "k" or (group.noun is not None and group.noun.form in ONE)
        given = frame.agent is not None and (group.noun is None or group.noun.form not in PRONOUNS)
        gets = frame.passive or (frame.verb == "A" and "T" in self.tags[frame.at : frame.end])
        gets = gets and "P" not in self.tags[group.last : frame.start]  # "một người khác, kỹ sư A, đã nhận …"
        return given or (frame.verb in "HA" and (direct or (somebody and gets)))

    def _honours(self, node: Node) -> bool:
        """Whether a counted name is an honour: known as one, or what it names is a kind of person or of body."""
        if self.is_title(node) or self.mentions.is_campaign(node):
            return self.is_title(node)
        return node.tag == "Q" and bool(node.value.names)

    def _has(self, frame: Frame, group: Group, words: tuple[str, ...]) -> bool:
        opens = frame.start if not frame.passive else self.tags.rfind(";", 0, frame.start) + 1
        scope = self.nodes[frame.at : frame.end] if frame.at > group.first else self.nodes[opens : group.tail]
        return any(n.form in words or n.tag in "tG" for n in scope)

    def _is_plan(self, group: Group) -> bool:
        return "F" in self.tags[max(0, group.first - 12) : group.first]

    def _ranks_follow(self, group: Group) -> bool:
        special = self.forms[group.last : group.last + 1] == ["chuyên đề"]  # "3 giải chuyên đề, 1 giải Nhất"
        return not special and any(g.tag == "R" and g.first > group.first for g in self.groups)

    def _kind(self, group: Group, frame: Frame | None, title: Title | None) -> RecipientKind | None:
        if group.mixed:
            return "mixed"
        if group.tag in KINDS and group.tag:
            return KIND_OF_TAG[group.tag]
        whole = self.wholes.get(group.first)
        if group.tag == "R" and whole is None:
            earlier = [g for g in self.groups if g.first < group.first and g.tag in KINDS]
            between = self.tags[earlier[-1].last : group.first] if earlier else ""
            by_class = group.noun is not None and group.noun.form.startswith("loại")  # "45 SKKN xếp loại A, 320 loại B"
            classed = by_class and between in ("K,", "KR,", "Kw,", "R,") and earlier[-1].tag == "s"
            listed = (group.elided and "S" in between) or classed
            whole = earlier[-1] if listed else None  # parts that do not add up to what they are of
        if group.tag == "R" and whole is not None and whole.tag in KINDS:
            return "mixed" if whole.mixed else KIND_OF_TAG[whole.tag]
        if group.tag in "RG":
            return self._prize_kind(group)
        if group.tag == "T" and group.noun is not None and group.noun.value.kind is not None:
            named: RecipientKind = group.noun.value.kind
            return named
        quoted: Title | None = group.noun.value.title if group.tag == "Q" and group.noun is not None else None
        if quoted is not None and quoted.kind is not None:
            return quoted.kind  # "Giấy khen cho 31 “Công nhân giỏi”"
        if title is not None and title.kind is not None:
            return title.kind
        if group.tag == "Q" and group.noun is not None and group.noun.value.names:
            return KIND_OF_TAG[group.noun.value.names]
        given_to = self._given_to(self.groups.index(group))
        if given_to is not None:
            return KIND_OF_TAG[given_to.tag]
        behind = self.nodes[group.last : group.tail]
        if group.tag == "T" and behind and behind[0].tag == "Z" and "U" not in self.tags[group.last : group.tail]:
            behind = []  # "7 Giấy khen của Giám đốc Công ty": who gave them
        first = next((n for n in behind if n.tag in KINDS), None)
        joined = (n for before, n in pairwise(behind) if before.form in (",", "và", "cho", "cho các"))
        tags = {n.tag for n in (first, *joined) if n is not None and n.tag in KINDS}
        if [n.form for n in self.nodes[group.tail : group.tail + 1]] == ["và"]:
            tags |= {n.tag for n in self.nodes[group.tail + 1 : group.tail + 2] if n.tag in KINDS}
        if len(tags) > 1:
            return "mixed"
        if tags:
            return KIND_OF_TAG[tags.pop()]
        if group.tag in "TQ" and (told := self._told_of(group)) is not None:
            return told
        if title is not None and title.title.startswith("Cờ"):
            return "collective"
        if title is not None and title.title.startswith(("Bằng khen", "Giấy khen", "Huân chương")):
            return "prize"
        return "individual"

    def _told_of(self, group: Group) -> RecipientKind | None:
        """`Đối với cá nhân, Tổng LĐLĐ tặng 3 Bằng khen; …`, `Về tập thể: …`: whom the clauses are about."""
        clause = group.first
        while clause > 0:
            clause = self.tags.rfind(";", 0, clause)
            opens = clause + 1
            if self.tags[opens + 1 : opens + 3] in _LABELS and self.forms[opens] in ("đối với", "về", "với"):
                return KIND_OF_TAG[self.tags[opens + 1]]
        return None

    def _prize_kind(self, group: Group) -> RecipientKind:
        """Prizes, unless their winners are named behind them ("hai giải Nhì được trao cho Bệnh viện A, B")."""
        k = group.last
        if self.forms[k : k + 2] == ["toàn", "đoàn"]:
            k += 2
        while k < len(self.nodes) and self.nodes[k].tag in "wDHFJL" and k - group.last < 4:
            k += 1
        if k == group.last and self.forms[k : k + 1] == ["tập thể"]:
            k += 1  # "3 giải tập thể cho A, B và C"
        if k < len(self.nodes) and (self.nodes[k].tag == "U" or self.nodes[k].form in TO_WHOM):
            names = name_list(self.nodes, k + 1, self.view.clean)
            if names:
                given: dict[str, RecipientKind] = {"P": "individual", "Q": "work"}
                return given.get(self.nodes[names[0][0]].tag, "collective")
            won = self.tags[k + 1 : k + 2]
            if group.count == 1 and won and won in KINDS and self.nodes[k].form != "cho các":
                return KIND_OF_TAG[won]  # "1 giải phụ cho đội có màn chào hỏi ấn tượng"
        return "prize"
