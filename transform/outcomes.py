"""Which counts of a sentence are results: what emulation work or a campaign brought, and what it aims at."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from transform.campaign_drives import CampaignMention
from transform.facts import Measure, Qualifier
from transform.frames import told_as_done
from transform.groups import Group
from transform.lexicon import read_yaml
from transform.nodes import Tagged
from transform.numbers import Number
from transform.passage import Passage
from transform.series import pair_at
from transform.text import fold, holds

_NUMBERS = re.compile("N")
_MOVEMENTS = frozenset(["movement", "drive", "peak"])
_WHOLE = re.compile("[^;,N%]{0,8},Sw{0,2}%")
"""Behind a number these tags make it the whole of which a share is told: "3.200 nữ đoàn viên, trong đó hơn 90% …"."""
_CHOOSES = re.compile("[wcpO]{0,6}[VK],?[VK]?N")
"""Behind a number of bodies these tags make them the ones who choose or praise so many others."""
_REACHED = frozenset(["vượt", "lần", "ký"])
"""Before a target these make it the measure of what was done: "vượt chỉ tiêu", "gấp ba lần chỉ tiêu", "ký cam kết"."""


@cache
def measures() -> dict[str, Any]:
    """The lexicon of measures (lexicon/measures.yml), its verbs as patterns, its words as sets and prefixes."""
    words: dict[str, Any] = read_yaml("measures")
    amount = r"\d(?:[\d.,]*\d)? ?(?:tỷ|tỉ|triệu)?(?: đồng)?"
    between = rf"(?: (?:{'|'.join([*words['hedged'], amount])})| ?(?:{'|'.join(words['contributions'])})|,)*$"
    collects = rf"(?<!cuộc )\b(?:{'|'.join(words['contributed'])})\b"
    more = "|".join([*words["hedged"], "lại"])
    helps = r"\b(?:giúp|giúp đỡ|hỗ trợ)"
    things = {t: re.compile(rf"\s*(?:{'|'.join(words[t])})(?!\w)") for t in ("contributions", "built", "helped")}
    sets = {name: frozenset(words[name]) for name in ("works", "entered", "sends", "target", "aims")}
    return {
        **words,
        **things,
        **sets,
        "verbs": {m: re.compile(rf" (?:{'|'.join(verbs)}) ") for m, verbs in words["verbs"].items()},
        "of_contest": (*words["contest"], *words["entered"]),
        "contributed": re.compile(rf"{collects}(?:(?! mỗi )[^:])*? được{between}|{collects}{between}"),
        "built_by": tuple(words["builds"]),
        "builds": re.compile(rf"\b(?:{'|'.join(words['builds'])})(?: (?:{more}))*$"),
        "planted": re.compile(rf"\btrồng(?: (?:{more}|mới|chăm sóc)|,)*$"),
        "worth": re.compile(rf"(?:{'|'.join(words['worth'])})(?: (?:{more}|là|vào|của))*\s*$"),
        "worked": re.compile(
            rf"(?:\d|\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)) (?:{'|'.join(words['worked'])})\b"
            rf"|(?<!cống )\bhiến\b|{helps}(?: (?:{more}))* \d[\d.,]* (?:{'|'.join(words['helped'])})\b"
        ),
        "helps": re.compile(rf"{helps}(?: (?:{more}))*\s*$"),
        "bounds": tuple(words["bounds"]),
        "measured_by": tuple(words["measured_by"]),
        "differences": [f" {difference} " for difference in words["differences"]],
    }


@cache
def context_words() -> tuple[str, ...]:
    """Words that make a sentence one of emulation work."""
    return (*measures()["initiative_words"], *measures()["emulation_words"])


@dataclass(frozen=True)
class Reading:
    """One number read as a result, at nodes `first` to `last`."""

    measure: Measure
    value: float
    qualifier: Qualifier
    first: int
    last: int


def _takes_part(tagged: Tagged, group: Group) -> bool:
    """`với sự tham gia của hơn 900 lượt đoàn viên`."""
    return tagged.forms[max(0, group.first - 3) : group.first] == ["sự", "tham gia", "của"]


class Outcomes:
    """Reads the numbers of one sentence; shares the passage with the reader of awards."""

    def __init__(self, passage: Passage, tagged: Tagged) -> None:
        self.passage = passage
        self.counted: list[Group] = []
        self.view = passage.view
        self.low = self.view.low[tagged.sentence.start : tagged.sentence.end]
        self.named = [m for m in passage.mentions.in_sentence(tagged) if not m.among_drives]
        self.campaign = self.named[0] if self.named else self._spoken_of()

    def _spoken_of(self) -> CampaignMention | None:
        """The campaign that the passage speaks of: a contest of an earlier paragraph only where contests are meant."""
        memory = self.passage.memory
        if memory.contest is not None and (not memory.aged or self.of_contest):
            return memory.contest
        return memory.movement or self.passage.topic

    @cached_property
    def of_contest(self) -> bool:
        """Whether the sentence speaks of a contest or of those who enter one."""
        return holds(self.low, measures()["of_contest"])

    @cached_property
    def of_emulation(self) -> bool:
        """Whether the sentence speaks of emulation work at all."""
        return holds(self.low, context_words())

    @cached_property
    def of_judging(self) -> bool:
        """Whether the sentence speaks of who judges what is put up for an award; a People's Council does not."""
        return holds(self.low.replace("hội đồng nhân dân", ""), measures()["judged"])

    @cached_property
    def strives(self) -> bool:
        """Whether the sentence strives for something, in an article about a movement."""
        return "phấn đấu" in self.low and any(m.kind in _MOVEMENTS for m in self.passage.mentions.all)

    def _planned(self, tagged: Tagged, first: int) -> bool:
        target: frozenset[str] = measures()["target"]
        reached_at = pair_at(tagged.forms[:first], "kết", "quả") or 0  # "đăng ký phấn đấu, kết quả 36.304 chị …"
        for k in () if target.isdisjoint(tagged.forms[:first]) else range(reached_at, first):
            if tagged.forms[k] not in target or "!A" in tagged.tags[k : k + 5]:
                continue  # "chỉ tiêu chưa đạt là …"
            if tagged.forms[k] == "dự kiến" and ";" in tagged.tags[k:first]:
                continue  # "dự kiến trao 90 suất quà; trong năm kết nạp thêm 700 đoàn viên"
            if k and tagged.forms[k - 1 : k + 1] == ["thần", "phấn đấu"]:
                continue  # "với tinh thần phấn đấu không mệt mỏi, 245 cá nhân …"
            signed = tagged.tags[k + 1 : k + 2] in "tTQ" or tagged.nodes[k + 1].form == "đạt danh hiệu"
            stated = tagged.tags.rfind("(", k, first) > tagged.tags.rfind(")", k, first)  # "chỉ tiêu (5.000 sáng kiến)"
            # "bằng 116% chỉ tiêu; 46.000 lượt …", "vượt chỉ tiêu 292 sáng kiến, đạt 129,2%"
            measured = tagged.tags[k - 1] == "%" or tagged.forms[k - 1] in _REACHED
            measured = measured or tagged.forms[max(0, k - 2) : k] == ["so", "với"]  # "đạt 140% so với chỉ tiêu"
            # "hoàn thành 15/15 chỉ tiêu, quận có 25 tập thể …"
            measured = measured or tagged.tags[max(0, k - 3) : k] == "N/N"
            reached = k and not stated and measured
            if not (reached or told_as_done(tagged, k + 1, first)) and not (
                tagged.nodes[k].form == "phấn đấu" and signed
            ):
                return True
        signed_up = tagged.forms.index("đăng ký") if "đăng ký" in tagged.forms[:first] else first
        if holds(" ".join(tagged.forms[signed_up:first]).rpartition(" ; ")[2], measures()["bounds"]):
            return True  # "mỗi CĐCS đăng ký ít nhất 1 sáng kiến"
        k = first - 1
        while k > 0 and (tagged.tags[k] in "pO" or tagged.nodes[k].form in ("ít", "nhất", "tối", "thiểu", "trên")):
            k -= 1
        return k >= 0 and tagged.nodes[k].form == "giao"

    def _or_target(self, measure: Measure, tagged: Tagged, i: int) -> Measure:
        """What the number at node `i` counts, a target where it is planned."""
        return "target_count" if self._planned(tagged, i) else measure

    def _near_verb(self, tagged: Tagged, group: Group, measure: str) -> bool:
        words = tagged.forms[max(0, group.first - 9) : group.last + 10]
        if measures()["verbs"][measure].search(f" {' '.join(words)} "):
            return True
        staged = any(n.tag == "C" and n.value == "contest" for n in tagged.nodes[: group.first])
        told = "có" in words or "gồm" in words or tagged.nodes[group.first - 1].form == "với"
        return measure != "works" and staged and told  # "Liên hoan có 4 đội", "Hội thi … với 17 đội"

    def _count(self, tagged: Tagged, low: str, group: Group) -> Reading | None:
        authors = group.noun is not None and group.noun.form == "tác giả"  # "của 131 tác giả, nhóm tác giả"
        if group.noun is None or group.tag not in "icfsk" or (group.mixed and not authors):
            return None
        if self._compared(tagged, group) or self._sent_on(tagged, group) or self._meets(tagged, group):
            return None
        planned = self._planned(tagged, group.first)
        if self._of_each(tagged, group, planned=planned):
            return None
        campaign = self.campaign
        contest = (campaign is not None and campaign.kind == "contest") or self.of_contest
        measure = self._measure(group, low, contest=contest)
        if measure is None or (measure == "participants" and tagged.tags[group.last : group.last + 2] in ("AG", "AR")):
            return None  # "lựa chọn được 221 thí sinh đạt giải"
        if planned and set("HVB") & set(tagged.tags[max(0, group.first - 9) : group.first]):
            return None  # "dự kiến đề nghị LĐLĐ tặng Cờ cho 3 tập thể": an honour to come
        if planned and holds(low, ("kết nạp", "thành lập mới", "thành lập thêm")):
            return self._reading("target_count", group)
        signed_up = "đăng ký" in low and holds(low, ("danh hiệu", "đăng ký thi đua"))
        of_files = tagged.forms[max(0, group.first - 2) : group.first - 1] == ["sơ"]
        if measure == "organizations" and of_files and self.of_judging:
            return self._reading(measure, group)  # "52 hồ sơ của 31 CĐCS gửi về"
        tasks = "chào mừng" in low or "phần việc" in group.noun.form
        if measure == "organizations" and not planned and group.count > 1 and self._does(tagged, group):
            return self._reading(measure, group)
        dedicated = (measure == "works" and tasks) or group.noun.form in measures()["entered"]
        drive = self.passage.memory.drive is not None and measure == "works"
        joins = self._joins(tagged, group)
        context = signed_up or drive or campaign is not None or "gắn biển" in low or dedicated or joins
        context = context or (self.of_contest and measure in ("entries", "participants"))
        if not (context or self.of_emulation):
            return None
        if planned and (measure in ("initiatives", "works") or campaign is not None):
            if group.count < 2 and group.in_words:
                return None  # "đề ra phong trào …, ai bậc cao thì kèm một thợ trẻ"
            return self._reading("target_count", group)
        if planned and not measures()["aims"].isdisjoint(tagged.forms[: group.first]):
            return None
        if measure == "initiatives":
            return self._reading(measure, group) if group.count >= 2 and not self._prized(tagged, group) else None
        entered = (contest and self._entered(tagged, group)) or (
            measure == "participants" and self._authors(tagged, group)
        )
        if not self._near_verb(tagged, group, measure) and not entered:
            return None
        answered = measure == "organizations" and "hưởng ứng" in low and self.of_emulation
        told = answered or joins or contest or dedicated or campaign is not None or "giao ước" in low or signed_up
        if measure != "works" and not told and not holds(low, measures()["initiative_words"]):
            return None
        if group.count < 2 and (
            measure in ("participants", "organizations") or (measure == "entries" and group.in_words)
        ):
            return None
        return self._reading(measure, group)

    def _entered(self, tagged: Tagged, group: Group) -> bool:
        """`Năm tổng công ty, gần 20 tiết mục, khoảng 250 diễn viên`: a noun of contests, or a number beside one."""
        if group.tag == "k" and group.count > 1 and not self._prized(tagged, group) and self._of_entries(tagged, group):
            return True
        here = [g for g in self.counted if g.noun is not None and g.noun.form in measures()["entered"]]
        won = tagged.tags[group.first - 1] == "U" and "G" in tagged.tags[: group.first]  # "trao 44 giải cho 44 tác giả"
        authors = group.noun is not None and group.noun.form == "tác giả" and group.count >= 10 and not won
        if group in here or authors:
            return True
        joined = (",", "và", "của", "từ", "đến từ", "với", "thuộc")
        return any(
            tagged.nodes[g.last].form in joined if g.first < group.first else tagged.nodes[group.last].form in joined
            for g in here
            if 0 < (group.first - g.last if g.first < group.first else g.first - group.last) < 4
        )

    def _authors(self, tagged: Tagged, group: Group) -> bool:
        """`4.100 sáng kiến của 3.300 tác giả`: whose they are that were counted just before."""
        whose = tagged.forms[group.first - 1] == "của" and group.noun is not None and group.noun.form == "tác giả"
        return whose and any(g.last == group.first - 1 and g.tag in "sk" for g in self.counted)

    def _of_entries(self, tagged: Tagged, group: Group) -> bool:
        """Works with whose they are ("70 video của 28 CĐCS"), by kind ("trong đó: 90 tác phẩm …"), of a past year."""
        if set("HVKAB") & set(tagged.tags[: group.first]) or "A" in tagged.tags[group.last :].partition(";")[0]:
            return False  # "24 tác phẩm đến từ 9 tòa soạn đã đoạt giải"
        whose = tagged.forms[group.last : group.last + 2]
        parts = tagged.tags[0] == "S" or "S:" in tagged.tags[: group.first]
        another = tagged.tags.rfind("Y(", 0, group.first) > tagged.tags.rfind(")", 0, group.first)
        return whose[:1] == ["của"] or whose == ["đến", "từ"] or parts or another

    def _joins(self, tagged: Tagged, group: Group) -> bool:
        """`phong trào thu hút 4.100 công nhân hưởng ứng`: who joins a movement that the clause speaks of."""
        if _takes_part(tagged, group):
            return True  # "với sự tham gia của hơn 900 lượt đoàn viên"
        opens = tagged.tags.rfind(";", 0, group.first) + 1
        named = "C" in tagged.tags[opens:].partition(";")[0]
        behind, goes = tagged.forms[group.last : group.last + 5], "C" in tagged.tags[group.last : group.last + 5]
        if "đăng ký" in behind and "C" in tagged.tags[opens : group.first]:
            return True
        return named and (holds(" ".join(behind), ("hưởng ứng", "tham gia")) or (goes and "dự" in behind))

    def _meets(self, tagged: Tagged, group: Group) -> bool:
        """`Đại hội diễn ra với sự tham gia của 250 đoàn viên`: who sits in a congress or a conference."""
        if not _takes_part(tagged, group):
            return False
        opens = tagged.tags.rfind(";", 0, group.first) + 1
        start, end = tagged.nodes[opens].start, tagged.nodes[group.first].start
        if "C" in tagged.tags[opens : group.first] or any(start <= m.start < end for m in self.named):
            return False
        return holds(self.view.low[start:end], measures()["meetings"])

    def _does(self, tagged: Tagged, group: Group) -> bool:
        """`35 CĐCS bình xét được 900 công nhân`, `14 xã đạt chuẩn nông thôn mới`: bodies that carry a movement out."""
        behind = " ".join(tagged.forms[group.last : group.last + 6])
        rural = behind.startswith(("đạt chuẩn", "về đích", "cán đích")) and self._of_villages(tagged, group)
        return rural or _CHOOSES.match(tagged.tags, group.last) is not None

    def _of_villages(self, tagged: Tagged, group: Group) -> bool:
        """Whether a number counts communes or villages, in a sentence or of a movement that builds up the country."""
        of = "nông thôn mới" in self.low or (self.campaign is not None and "nông thôn mới" in fold(self.campaign.name))
        return of and group.noun is not None and group.noun.form in ("xã", "thôn", "huyện", "ấp", "bản", "đơn vị")

    def _compared(self, tagged: Tagged, group: Group) -> bool:
        """`nhiều hơn cùng kỳ 19 đơn vị`, `hiện quản lý 186 CĐCS với …`: a difference, or what the body is made of."""
        before = tagged.forms[max(0, group.first - 8) : group.first]
        mark = next((k for k in range(len(before), 0, -1) if before[k - 1] in (",", ";", "và")), 0)
        words = f" {' '.join(before[mark:])} "
        return holds(words, measures()["differences"])

    def _sent_on(self, tagged: Tagged, group: Group) -> bool:
        """`chọn 30 giáo viên tham dự Hội thi cấp tỉnh`, `8 bài được chọn gửi dự thi toàn quốc`: some of those told."""
        words = measures()["sends"]
        end = group.last + len(tagged.tags[group.last : group.last + 12].partition(";")[0])
        if words.isdisjoint(tagged.forms[max(0, group.first - 5) : group.first]):
            comma = tagged.tags.find(",", group.last, end)  # "thu hút 900 thí sinh, chọn ra 20 em dự thi cấp tỉnh"
            following = min((g.first for g in self.counted if g.first >= group.last), default=end)
            end = min(end, following, comma if comma != -1 else end)
            if words.isdisjoint(tagged.forms[group.last : min(end, group.last + 9)]):
                return False
            return any(self._goes_to(tagged, k, end) for k in range(group.last, end))
        return any(self._goes_to(tagged, k, k + 8) for k in range(group.last, end))

    def _goes_to(self, tagged: Tagged, k: int, end: int) -> bool:
        """Whether an event of a higher level, named before node `end`, is gone to at node `k`."""
        if tagged.forms[k] not in ("dự", "tham dự", "dự thi", "gửi dự", "tham gia"):
            return False
        last = min(k + 8, end)
        behind = tagged.forms[k + 1 : last]
        return "L" in tagged.tags[k + 1 : last] or "hội nghị" in behind or "đại hội" in " ".join(behind)

    def _of_each(self, tagged: Tagged, group: Group, *, planned: bool) -> bool:
        """`mỗi đội bảy thí sinh`, `từ ba giải pháp trở lên`, `12 giải pháp có điểm cao nhất`: no sum of anything."""
        before = tagged.forms[max(0, group.first - 3) : group.first]
        after = " ".join(tagged.forms[group.last : group.last + 5])
        each = "mỗi" in before and not any(word in before for word in ("năm", "tháng", "quý", "đợt"))
        size = group.noun is not None and group.noun.form in ("lao động", "công nhân", "công nhân lao động")
        # "100% CĐCS có từ 50 đoàn viên trở lên"
        size = size or "%" in tagged.tags[max(0, group.first - 5) : group.first]
        one_of = 1 < group.count < 20 and tagged.forms[group.first : group.first + 2] == ["một", "trong"]
        return (
            each
            or one_of
            or before[-1:] in (["tốp"], ["top"])
            or (group.tag == "i" and self._whole_of_share(tagged, group))
            or (before[-1:] == ["cả"] and group.in_words)
            or holds(after, ("cao nhất", "hay nhất", "xuất sắc nhất"))
            or after.startswith(("ấy", "này", "đó", "nói trên", "kể trên"))
            or (before[-1:] == ["từ"] and "trở lên" in after and not (planned and not size and not group.in_words))
        )

    def _whole_of_share(self, tagged: Tagged, group: Group) -> bool:
        """`có 3.200 nữ đoàn viên, trong đó hơn 90% tham gia`: a whole of which nothing but a share is told."""
        if _WHOLE.match(tagged.tags, group.last) is None:
            return False
        before = tagged.forms[tagged.behind_mark(group.first) : group.first]
        behind = tagged.forms[group.last : tagged.tags.find(",", group.last)]
        own = f" {' '.join([*before[-4:], *behind])} "  # "thu hút 3.200 đoàn viên tham gia, trong đó 90% là nữ"
        return measures()["verbs"]["participants"].search(own) is None

    def _prized(self, tagged: Tagged, group: Group) -> bool:
        """`19 giải pháp đạt giải`, `trao giải cho 29 giải pháp`: a sum of prizes."""
        after = " ".join(tagged.forms[group.last : group.last + 4])
        before = " ".join(tagged.forms[max(0, group.first - 4) : group.first])
        return "giải" in after.split() or "trao giải" in before or "R" in tagged.tags[group.last : group.last + 3]

    def _measure(self, group: Group, low: str, *, contest: bool) -> Measure | None:
        form = group.noun.form.replace(" ,", ",") if group.noun else ""
        if group.tag == "s":
            ventures = form == "dự án" or holds(low, ("ý tưởng, dự án", "dự án, ý tưởng"))
            return "entries" if contest and ventures else "initiatives"  # "cuộc thi thu hút 67 dự án, ý tưởng"
        if group.tag == "k":
            if form in measures()["works"] and (not contest or "gắn biển" in low or "phần việc" in form):
                return "works"
            sent = self.campaign is not None and form in ("bài", "bài viết", "bài dự thi") and "gửi" in low
            return "entries" if contest or sent else None
        if form in measures()["no_bodies"]:
            return None
        if group.tag in "if":
            return "participants"
        return "organizations" if group.tag == "c" else None

    def _aims(self, tagged: Tagged, readings: list[Reading]) -> list[Reading]:
        """`phấn đấu có 4 xã đạt chuẩn, kết nạp mới 600 đoàn viên`: whatever else a plan counts."""
        found: list[Reading] = []
        if measures()["aims"].isdisjoint(tagged.forms):
            return found
        told = {r.first for r in readings}
        planned = any(r.measure.startswith("target") for r in readings) or bool(self.named)
        planned = planned or self.of_emulation or self.strives
        for group in self.counted if planned else ():
            if group.first in told or group.awarded or group.tag not in "icfskTQ":
                continue
            if measures()["aims"].isdisjoint(tagged.forms[: group.first]) or not self._planned(tagged, group.first):
                continue
            if self._compared(tagged, group) or self._of_each(tagged, group, planned=True):
                continue
            if group.in_words and (group.count < 2 or group.tag in "TQ"):
                continue  # "trong năm “Kỷ cương, trách nhiệm”"
            found.append(self._reading("target_count", group))
        return found

    def _nounless(self, tagged: Tagged, counted: list[Group]) -> list[Reading]:
        """`nâng số sáng kiến được áp dụng lên ít nhất 2.500`, `tổng số sáng kiến là 819`: the noun stands before."""
        found: list[Reading] = []
        if "s" not in tagged.tags:
            return found
        nodes = tagged.nodes
        taken = {g.first for g in counted}
        for i in tagged.where(_NUMBERS):
            node, follows = nodes[i], tagged.tags[i + 1 : i + 2] or "."
            if i in taken or node.value.in_words or follows not in ",.;)":
                continue
            before = " ".join(tagged.forms[max(0, i - 4) : i])
            noun = tagged.tags.rfind("s", max(0, i - 12), i)
            told = noun != -1 and not {"lên", "là", "đạt"}.isdisjoint(before.split())
            if told and "L" not in tagged.tags[noun:i]:
                number: Number = node.value
                found.append(
                    Reading(self._or_target("initiatives", tagged, i), number.value, number.qualifier, i, i + 1)
                )
        return found

    def _reading(self, measure: Measure, group: Group) -> Reading:
        return Reading(measure, group.count, group.qualifier, group.first, group.last)
