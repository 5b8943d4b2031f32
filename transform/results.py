"""Results: every other counted outcome of a campaign or of emulation work, with what is said of it."""

import re

from transform.amounts import Amounts
from transform.attribution import brings_none
from transform.campaign_drives import CampaignMention
from transform.circumstances import Circumstances, trim
from transform.facts import Award, Result
from transform.groups import Group
from transform.lexicon import word_set
from transform.mentions import PHASES
from transform.nodes import Node, Tagged
from transform.outcomes import Reading
from transform.passage import Passage
from transform.periods import Period
from transform.predicates import Frame
from transform.roles import acts
from transform.text import fold, holds

_NEAR = 14
"""Nodes within which a campaign behind a number is still said of it."""
_MONEY_AND_SHARES = re.compile("[M%]")
"""Tags of money and shares."""
_NUMERIC = re.compile("[NhM%]")
"""Tags of whatever can be a result."""


class _Results(Amounts):
    """Reads the results of one sentence."""

    def read(self, tagged: Tagged, counted: list[Group], predicates: list[Frame], found: list[Award]) -> list[Result]:
        """Results stated in the sentence that its awards do not already tell."""
        low = self.low
        self.counted = counted
        readings: list[Reading] = []
        for group in counted:
            reading = self._count(tagged, low, group) if not group.awarded else None
            if reading is not None:
                readings.append(reading)
        for i in tagged.where(_MONEY_AND_SHARES):
            if tagged.tags[i] == "M":
                reading = self._money(tagged, low, i)
            else:
                told = any(r.first < i and ";" not in tagged.tags[r.first : i] for r in readings)
                reading = self._share(tagged, low, i, tied=told or bool(found))
            if reading is not None:
                readings.append(reading)
        readings += self._nounless(tagged, counted) + self._contributions(tagged) + self._dossiers(tagged)
        readings += self._aims(tagged, readings)
        if not readings:
            return []
        readings.sort(key=lambda r: r.first)
        clause = Circumstances(self.passage, tagged, counted, predicates)
        told_of = next((a.campaign for a in found if a.campaign), None)
        return [self._result(clause, tagged, r, told_of) for r in readings]

    def _result(self, clause: Circumstances, tagged: Tagged, reading: Reading, told_of: str | None) -> Result:
        nodes = tagged.nodes
        group = Group(reading.first, reading.last, reading.last, reading.value, reading.qualifier, "", None)
        campaign = self._campaign_of(tagged, reading)
        if campaign is not None and campaign in self._in_clause(tagged, reading.first):
            told_of = None  # "phong trào A có 5.900 sáng kiến; phong trào B …, 46 tập thể được tặng Bằng khen"
        if told_of is not None and self._told_behind(tagged, reading, told_of):
            told_of = None  # "… làm lợi 4,2 tỷ đồng; trong đó giải pháp “…” đoạt giải Ba Hội thi X"
        target = reading.measure in ("target_count", "target_percent")
        years = self._year_of_bracket(tagged, reading.first) or clause.period_in_sentence(group)
        if years is None and campaign is not None:
            run = self.passage.mentions.year_of(campaign.name)
            years = run if run is None or target else clause.till_now(run)
        if years is None:
            years = self._years_of_passage(clause, target=target)
        start, end = trim(self.view, tagged.sentence.start, tagged.sentence.end)
        a, b = self.view.span(start, end)
        return Result(
            measure=reading.measure,
            value=reading.value,
            value_qualifier=reading.qualifier,
            campaign=told_of or (campaign.name if campaign else None),
            organization=self._body(nodes, reading, campaign),
            year_from=years[0],
            year_to=years[1],
            quote=self.view.original[a:b],
            char_start=a,
            char_end=b,
            rule=f"counted {reading.measure}",
            cues=tuple(n.form for n in nodes[reading.first : reading.last] if n.form),
        )

    def _year_of_bracket(self, tagged: Tagged, i: int) -> tuple[int | None, int | None] | None:
        """`so với năm 2016 (840 bài dự thi, 60 ảnh)`: the year that a bracket of numbers belongs to."""
        opens = tagged.tags.rfind("(", 0, i)
        if opens < 1 or tagged.tags[opens - 1] != "Y" or ")" in tagged.tags[opens:i]:
            return None
        period: Period = tagged.nodes[opens - 1].value
        return self.passage.discourse.years_of(period) if period.kind in ("year", "years") else None

    def _years_of_passage(self, clause: Circumstances, *, target: bool) -> tuple[int | None, int | None]:
        """The years last told; of a target only those still to come when the event took place."""
        memory, year = self.passage.memory, self.passage.discourse.year()
        if not target:
            return memory.years or clause.term_reviewed() or clause.event_years()
        if year is not None and (planned := self.passage.mentions.phase_year()) is not None and planned > year:
            return planned, planned
        told = memory.told or self.passage.told
        ahead = told is not None and told[0] is not None and year is not None and told[0] >= year
        return told if ahead and told is not None else (year, year)

    def _of_honour(self, tagged: Tagged, reading: Reading) -> CampaignMention | None:
        """`90% hội viên đạt danh hiệu “Giỏi nghề”`: the movement that goes by the name of what was won."""
        if reading.measure not in ("rate_percent", "target_percent", "target_count"):
            return None
        for node in tagged.nodes[reading.last :]:
            if node.tag in ",;N%":
                return None
            if node.tag in "TQ":
                title = node.value if node.tag == "T" else node.value.title
                return self.passage.mentions.named(title.title if title is not None else node.value.text)
        return None

    def _campaign_of(self, tagged: Tagged, reading: Reading) -> CampaignMention | None:
        if (honour := self._of_honour(tagged, reading)) is not None:
            return honour
        here = self.named
        if reading.measure in ("target_count", "target_percent") and ";" in tagged.tags:
            here = self._in_clause(tagged, reading.first)
            return here[-1] if here else self._launched_before(tagged, reading)  # in a row each is of its own
        at = tagged.nodes[reading.first].start
        before = [m for m in here if m.start < at]
        if len(before) > 1 and reading.measure in ("initiatives", "benefit_vnd"):
            brings = (m for m in before if holds(fold(m.name), word_set("brings_initiatives")))
            return next(brings, before[-1])  # "nòng cốt là “Lao động giỏi, lao động sáng tạo”, “Xanh - Sạch - Đẹp” …"
        if before:
            return before[-1]
        stop = tagged.tags.find(";", reading.last)
        behind = [m for m in here if stop == -1 or m.start < tagged.nodes[stop].start]
        if behind:
            return behind[0]
        drives = [m for m in self.passage.mentions.in_sentence(tagged) if m.start < at]
        if drives and reading.measure in ("other", "works"):
            return drives[-1]  # "cuộc vận động “X” đã trồng 11.000 cây"
        memory = self.passage.memory
        phase = memory.movement is not None and memory.movement.head in PHASES
        if phase and reading.measure in ("target_count", "target_percent"):
            return None  # what a year is to bring is told behind its phases
        if (again := self._spoken_of_again(tagged, reading)) is not None:
            return again
        contest = self._unless_behind(memory.contest, tagged, at)
        if contest is not None and (self.of_contest or (memory.movement is None and not memory.aged)):
            return contest
        topic = self.passage.topic
        of_skill = topic is not None and topic.kind == "contest" and "sáng" not in fold(topic.name)
        if of_skill and reading.measure in ("initiatives", "benefit_vnd"):
            topic = None  # a contest of skill brings no initiatives
        apart = memory.movement is not None and brings_none(memory.movement.name)
        movement = None if apart and reading.measure in ("initiatives", "benefit_vnd") else memory.movement
        brought = memory.programme if reading.measure in ("initiatives", "benefit_vnd") else None
        told = (self._unless_behind(m, tagged, at) for m in (movement, memory.drive, brought))
        return next(filter(None, told), topic)

    @staticmethod
    def _unless_behind(campaign: CampaignMention | None, tagged: Tagged, at: int) -> CampaignMention | None:
        """A campaign remembered, unless this sentence names it behind offset `at`, for what is told there."""
        return None if campaign is not None and at < campaign.start < tagged.sentence.end else campaign

    def _told_behind(self, tagged: Tagged, reading: Reading, name: str) -> bool:
        """Whether a campaign is named in the sentence only behind the semicolon that closes a number's clause."""
        stop = tagged.tags.find(";", reading.last)
        named = [m.start for m in self.passage.mentions.in_sentence(tagged) if m.name == name]
        return bool(named) and stop != -1 and min(named) > tagged.nodes[stop].start

    def _launched_before(self, tagged: Tagged, reading: Reading) -> CampaignMention | None:
        """The drive that the paragraph has launched before it tells what it is to bring."""
        peak = self.passage.memory.movement
        if peak is None or peak.kind != "peak" or peak.head in PHASES:
            return None
        return peak if peak.start < tagged.nodes[reading.first].start else None

    def _spoken_of_again(self, tagged: Tagged, reading: Reading) -> CampaignMention | None:
        """`638 sáng kiến đăng ký trong đợt thi đua`: the campaign that a bare head word takes up."""
        heads = self.passage.memory.heads
        for k in range(reading.last, min(reading.last + _NEAR, len(tagged.nodes))):
            if tagged.tags[k] == ";":
                break
            head = tagged.forms[k].split(" ")[0]
            ends = tagged.tags[k + 1 : k + 2] in tuple(".,;") and tagged.forms[k - 1] == "trong"
            if tagged.tags[k] == "C" and ends and head != "phong":
                return heads.get(head)
        return None

    def _in_clause(self, tagged: Tagged, i: int) -> list[CampaignMention]:
        """Campaigns named between the semicolons around node `i`."""
        nodes = tagged.nodes
        left = next((n.end for n in reversed(nodes[:i]) if n.tag == ";"), tagged.sentence.start)
        right = next((n.start for n in nodes[i:] if n.tag == ";"), tagged.sentence.end)
        return [m for m in self.named if left <= m.start < right]

    def _body(self, nodes: list[Node], reading: Reading, campaign: CampaignMention | None) -> str | None:
        """The body whose result it is: the one that opens the line or the clause, else the passage's."""
        host = self.passage.discourse.host()
        if reading.first > 1 and nodes[reading.first - 1].tag == "(" and nodes[reading.first - 2].tag in "Op":
            named = nodes[reading.first - 2]  # "Phú Thọ (74 sáng kiến), CĐ ngành A (39 sáng kiến)"
            body = self.passage.discourse.resolve(named.value) if named.tag == "O" else None
            return body.name if body is not None else None
        for at in range(reading.first - 1, -1, -1):
            node = nodes[at]
            if node.tag == ";":
                break
            if node.tag == "O" and acts(nodes, at) and not (at and nodes[at - 1].form == "các"):
                body = self.passage.discourse.resolve(node.value)
                asks = any(n.form == "đề nghị" for n in nodes[at : reading.first])  # a guest's wish, the host's work
                if (
                    body is not None
                    and body.type not in ("council", "party")
                    and not (asks and reading.measure.startswith("target"))
                    and (body.level != "national" or (host is not None and host.level == "national"))
                ):
                    return body.name
        if campaign is not None and campaign.kind == "contest" and campaign.body is not None:
            return campaign.body.name
        return host.name if host else None


def read_results(
    passage: Passage, tagged: Tagged, found: list[Group], predicates: list[Frame], awards: list[Award]
) -> list[Result]:
    """Results stated in a sentence that its `awards` do not already tell, in order."""
    if not found and _NUMERIC.search(tagged.tags) is None:
        return []
    return _Results(passage, tagged).read(tagged, found, predicates, awards)
