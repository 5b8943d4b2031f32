"""Which amounts of a sentence are results: money, shares, and what a named movement collects or builds."""

import re
from functools import cached_property

from transform.frames import told_as_done
from transform.nodes import Tagged
from transform.numbers import Number
from transform.outcomes import Outcomes, Reading, context_words, measures
from transform.text import holds

_AMOUNTS = re.compile("[Nh]")
"""Tags of whole numbers, and of what may be a fraction."""
_FILE_GOES_ON = frozenset(",;:.()-UZDSAHVKTQOcifskLYpJ")
"""Behind "hồ sơ" these tags say nothing of another kind of file."""
_GOES_ON = frozenset(["chiếm", "tỷ", "tỉ", "bằng", "dẫn", "con"])
"""Behind a comma these first words tell of what stands before it: "tỷ lệ", "dẫn đầu", "con số"."""


class Amounts(Outcomes):
    """Reads the money, the shares and the measured things of one sentence."""

    @cached_property
    def spoken_of_movement(self) -> bool:
        """Whether a named movement is spoken of, in the sentence or before."""
        memory = self.passage.memory
        spoken = [*self.named, memory.movement, memory.drive, self.passage.topic]
        return any(m is not None and m.kind != "contest" for m in spoken)

    def _words_before(self, tagged: Tagged, i: int) -> str:
        """The words of its clause before node `i`, those close to it."""
        first = max(tagged.tags.rfind(";", 0, i) + 1, i - 14)
        return self.view.low[tagged.nodes[first].start : tagged.nodes[i].start].rstrip()

    def _contributed(self, tagged: Tagged, i: int) -> bool:
        """`phong trào “X” đã vận động được 1,7 tỷ đồng và hơn 4.300 ngày công`: what a named movement collects."""
        behind = self.view.low[tagged.nodes[i].end : tagged.nodes[i].end + 8].lstrip()
        clause = self._words_before(tagged, i)
        found = measures()["contributed"].search(clause)
        honoured = set("HVK") & set(tagged.tags[tagged.behind_mark(i) : i])
        if honoured:
            return False  # "tặng Giấy khen cho hai hộ hiến hơn 700 m2 đất"
        if found is None or behind.startswith(("/", "phần", "mỗi")):
            return False
        return not holds(clause[: found.start()].rpartition(",")[2], ("mỗi", "bình quân"))  # "mỗi người góp 100.000"

    def _contributions(self, tagged: Tagged) -> list[Reading]:
        """Days of work, land and the like that a named movement collects, roads and the like that it builds."""
        found: list[Reading] = []
        for i in tagged.where(_AMOUNTS) if self.spoken_of_movement else ():
            number, end = tagged.nodes[i].value, tagged.nodes[i].end
            unit = self.view.low[end : end + 24]
            if not isinstance(number, Number):
                continue
            if measures()["contributions"].match(unit) and self._contributed(tagged, i):
                found.append(Reading("other", number.value, number.qualifier, i, i + 3))
            elif measures()["helped"].match(unit) and self._helped(tagged, i):
                found.append(Reading("other", number.value, number.qualifier, i, i + 2))
            elif measures()["built"].match(unit) and self._built(tagged, i):
                found.append(Reading(self._or_target("works", tagged, i), number.value, number.qualifier, i, i + 3))
        return found

    def _helped(self, tagged: Tagged, i: int) -> bool:
        """`các hộ khá đã giúp 380 hộ nghèo`: whom a named movement has lifted up, not whom a plan would."""
        helps = measures()["helps"].search(self._words_before(tagged, i)) is not None
        return helps and not self._planned(tagged, i)

    def _dossiers(self, tagged: Tagged) -> list[Reading]:
        """`Ban Tổ chức nhận được 72 hồ sơ`, `từ 50 hồ sơ … gửi về`: who was put up for an award, in papers."""
        found: list[Reading] = []
        for i in tagged.where(_AMOUNTS) if "hồ" in tagged.forms and self.of_judging else ():
            number = tagged.nodes[i].value
            if tagged.forms[i + 1 : i + 3] != ["hồ", "sơ"] or not isinstance(number, Number) or number.value < 10:
                continue
            if not self._file_of_award(tagged, i + 3):
                continue
            found.append(Reading(self._or_target("entries", tagged, i), number.value, number.qualifier, i, i + 3))
        return found

    def _file_of_award(self, tagged: Tagged, k: int) -> bool:
        """Whether the words from node `k`, behind "hồ sơ", let it be one for an award: not "hồ sơ khiếu nại"."""
        if k >= len(tagged.nodes):
            return True
        if tagged.tags[k] == "B":  # "hồ sơ đề nghị khen thưởng", not "hồ sơ đề nghị nhà ở xã hội"
            return not set("HVKTQRGL").isdisjoint(tagged.tags[k + 1 : k + 4])
        return tagged.tags[k] in _FILE_GOES_ON or tagged.forms[k] in measures()["file_goes_on"]

    def _built(self, tagged: Tagged, i: int) -> bool:
        """`phong trào “X” đã trồng mới hơn 9.000 cây xanh`: what a named movement builds or plants."""
        stop = tagged.tags.find("D", i, i + 7)
        bare = tagged.forms[i + 1 : i + 2] == ["cầu"] and tagged.tags[i + 2 : i + 3] not in ",;.)"
        if bare and tagged.forms[i + 2] not in measures()["bridges"]:
            return False  # "xây 5 cầu thang"
        by = " ".join(tagged.forms[stop + 1 : stop + 4])
        passive = stop != -1 and not {",", ";"} & set(tagged.tags[i:stop])  # "9.000 cây xanh được trồng"
        if tagged.forms[i + 1 : i + 2] == ["cây"] and tagged.forms[i + 2 : i + 3] not in (["xanh"], ["cầu"]):
            # "trồng 900 cây", not "xây 5 cây xăng"
            planted = measures()["planted"].search(self._words_before(tagged, i)) is not None
            built = planted or (passive and by.startswith("trồng"))
        else:
            passive = passive and by.startswith(measures()["built_by"])
            built = passive or measures()["builds"].search(self._words_before(tagged, i)) is not None
        return built

    def _money(self, tagged: Tagged, low: str, i: int) -> Reading | None:
        """Money that a campaign saved or raised; never gifts, wages or the prize money."""
        number: Number = tagged.nodes[i].value
        range_of = i > 3 and tagged.forms[i - 4] == "từ" and tagged.tags[i - 3] == "N"
        if (i and tagged.forms[i - 1] == "từ") or range_of:
            return None  # "sáng kiến làm lợi từ 1 tỷ đồng trở lên", "từ 200 đến dưới 300 triệu đồng": which of them
        start = tagged.nodes[max(0, i - 16)].start
        before = self.view.low[start : tagged.nodes[i].start]
        clause = before.rsplit(";", 1)[-1]
        strong = holds(clause, measures()["benefit_strong"])
        weak = holds(clause, ("giảm", "giá trị", "mang lại", "đem lại", "đỡ tốn"))
        weak = weak and holds(low, measures()["initiative_words"])
        collected = not strong and self.spoken_of_movement and self._contributed(tagged, i)
        if collected and not holds(clause, measures()["handed_out"]):
            return Reading("other", number.value, number.qualifier, i, i + 1)
        worth = measures()["worth"].search(clause) is not None and not holds(clause, measures()["handed_out"])
        if worth and measures()["worked"].search(clause) and (self.spoken_of_movement or self.of_emulation):
            return Reading("benefit_vnd", number.value, number.qualifier, i, i + 1)
        raised = "quyên góp" in clause and bool(self.passage.mentions.in_sentence(tagged))
        if not (strong or weak or raised) or number.value < 100_000:
            return None
        said = clause.replace("khen thưởng", "")  # "3 sáng kiến được khen thưởng, tổng giá trị làm lợi 25 tỷ đồng"
        if holds(
            said, ("tiết kiệm điện", "tiết kiệm nhất", "sổ tiết kiệm", "gửi tiết kiệm", "lương", "thưởng", "hỗ trợ")
        ):
            return None
        if "thuế" in clause.rpartition(",")[2].split():
            return None  # "Nhà nước cắt giảm thuế 500 tỷ đồng"
        if not strong and holds(clause, ("phần quà", "suất", "trị giá")):
            return None
        yearly = strong and "năm" in clause[-40:]  # "mỗi năm tiết kiệm chừng 80 triệu đồng tiền vải vụn"
        helped = yearly or holds(clause, ("công ty", "doanh nghiệp", "nhà máy", "xí nghiệp", "đơn vị"))
        if not helped and not self.of_emulation and self.campaign is None:
            return None
        return Reading("benefit_vnd", number.value, number.qualifier, i, i + 1)

    def _share(self, tagged: Tagged, low: str, i: int, *, tied: bool) -> Reading | None:
        """A rate of taking part or of reaching a title, `tied` to a fact told before; a target in a plan."""
        number: Number = tagged.nodes[i].value
        before = self.view.low[tagged.nodes[max(0, i - 4)].start : tagged.nodes[i].start]
        end = tagged.nodes[i].end
        after = self.view.low[end : min(end + 60, tagged.sentence.end)].partition(";")[0]
        wished = holds(low, ("phấn đấu", "hứa năm", "hứa sẽ", "muốn", "sẽ nâng", "đích đến")) or "phải" in before
        at_least = (
            holds(before, ("tối thiểu", "ít nhất")) or after.lstrip().startswith("trở lên") or "đích đến" in before
        )
        bound = holds(before, measures()["bounds"]) and not told_as_done(tagged, 0, i)
        bound = bound or ("phải" in after.partition(",")[0][:50].split() and "đạt" not in before.rpartition(";")[2])
        known = tied or self.campaign is not None
        bound = bound and (known or holds(low, (*context_words(), *measures()["honoured"])))
        told_of = self._clause_before(tagged, i)
        if bound and ("theo quy định" in self.view.low[tagged.sentence.start : end] or "lương" in told_of.split()):
            return None  # "theo quy định, tỷ lệ … không quá 15%", "tăng lương không dưới 5%"
        bound = bound or after.lstrip().startswith(("đề ra", "đặt ra"))  # "vượt mục tiêu 80% đề ra"
        if self._planned(tagged, i) or bound or (at_least and (wished or "sẽ" in tagged.forms[:i])):
            if not (known or self.strives or holds(low, (*context_words(), *measures()["work"]))):
                return None
            if i and tagged.forms[i - 1] == "từ" and tagged.forms[i + 1 : i + 2] in (["lên"], ["xuống"], ["còn"]):
                return None  # "nâng tỷ lệ hội viên từ 40% lên 60%": where it stands
            return Reading("target_percent", number.value, number.qualifier, i, i + 1)
        if (
            any(before.rstrip().endswith((w, f"{w} chiếm", f"{w} chiếm tới")) for w in measures()["people"])
            or "nữ chiếm" in before
            or after.lstrip().startswith(("là nữ", "là lao động nữ"))
            or (holds(told_of, ("tỷ lệ nữ", "nữ là")) and not holds(told_of, measures()["striving"]))
            or "nữ chủ tịch" in told_of
        ):
            return None
        if self._differs(before, after) and not self._reached(tagged, i):
            return None
        here = self.passage.mentions.in_sentence(tagged)
        work = any(n.tag == "s" for n in tagged.nodes) or self.passage.memory.recalled
        if holds(after[:30], ("kế hoạch", "chỉ tiêu")) and not (work or here or tied):
            return None
        drawn = told_of.startswith("phong trào") and holds(told_of, ("thu hút", "được"))
        moving = drawn or "phong trào" in after.partition(",")[0]  # "100% CĐCS đăng ký tham gia phong trào thi đua"
        taking_part = any(w in after[:60] or w in before for w in measures()["joined"])
        joined = taking_part and (self.campaign is not None or moving)
        classed = "xếp loại" in after[:60] and holds(after[:60], ("cđcs", "công đoàn cơ sở", "đơn vị"))
        striving = holds(self._around(tagged, i), measures()["striving"]) or holds(told_of, measures()["workers"])
        entrants = "thí sinh" in told_of and self.campaign is not None
        moved = self._moved_to(tagged, i) and (self.campaign is not None or self.of_emulation)
        tied = tied or bool(here) or joined or classed or striving or entrants or moved
        return Reading("rate_percent", number.value, number.qualifier, i, i + 1) if tied else None

    def _differs(self, before: str, after: str) -> bool:
        """`tăng 8% so với năm trước`: by how much something changed; not `đạt 140% so với chỉ tiêu`."""
        behind = after.partition(",")[0][:30]  # "đạt 60%, tăng 5%"
        if behind.lstrip().startswith(measures()["measured_by"]):
            behind = ""
        return any(w in before or w in behind for w in ("tăng", "giảm", "so với"))

    def _reached(self, tagged: Tagged, i: int) -> bool:
        """`tăng từ 81,4% lên 93,6%`, `giảm từ 6,2% còn 2,7%`: the rate that was reached."""
        nodes = tagged.nodes
        dated = nodes[i + 1 : i + 3] and "Y" in tagged.tags[i + 1 : i + 3]
        if i and dated and nodes[i - 1].form in ("từ", "lên") and tagged.tags.count("%") > 1:
            return True  # "tăng từ 32% năm 2015 lên 47% năm 2019": each with its year
        if self._moved_to(tagged, i):
            return True
        rises = i > 2 and nodes[i - 1].form in ("lên", "còn", "xuống", "xuống còn") and nodes[i - 2].tag == "%"
        return rises and nodes[i - 3].form == "từ"

    def _moved_to(self, tagged: Tagged, i: int) -> bool:
        """`giảm tỷ lệ hộ nghèo còn 2,5%`, `tỷ lệ … tăng lên 34%`: where a rate stands now."""
        moved = i > 0 and tagged.forms[i - 1] in ("còn", "lên", "xuống")
        return moved and holds(self._clause_before(tagged, i), ("tỷ lệ", "tỉ lệ"))

    def _around(self, tagged: Tagged, i: int) -> str:
        """The words around node `i` up to the next commas, with those before that its clause takes up again."""
        first = tagged.behind_mark(i)
        while first > 1 and tagged.tags[first - 1] == "," and self._goes_on(tagged, first):
            first = tagged.behind_mark(first - 1)
        stop = min((k for k in (tagged.tags.find(m, i) for m in ",;") if k != -1), default=len(tagged.nodes) - 1)
        words = self.view.low[tagged.nodes[first].start : tagged.nodes[stop].end]
        return self.low if "con số này" in words else words

    def _goes_on(self, tagged: Tagged, k: int) -> bool:
        """Whether the words from node `k`, behind a comma, go on with those before: "trong đó 45% …", "đạt 63%"."""
        return tagged.tags[k] in "SA" or tagged.forms[k] in _GOES_ON

    def _clause_before(self, tagged: Tagged, i: int) -> str:
        """The words between the last comma or semicolon and node `i`."""
        return self.view.low[tagged.nodes[tagged.behind_mark(i)].start : tagged.nodes[i].start]
