"""What the passage is about: the body that "quận" or "Công đoàn ngành" means here, the term that "5 năm qua" means."""

import re
from dataclasses import replace
from datetime import date

from transform.bodies import SHORT_BODIES, WORKPLACES, Bodies
from transform.facts import Level
from transform.gazetteer import gazetteer
from transform.levels import AREA_LEVELS
from transform.lexicon import word_set
from transform.nodes import Tagged
from transform.organizations import Organization
from transform.periods import Period
from transform.roles import (
    AT_EVENT,
    acts,
    attends,
    celebrated,
    hands_over,
    held_to_look_back,
    helps,
    joins,
    names_guests,
    of_guest,
    reports,
    speaks,
)
from transform.text import fold, holds

RANK: dict[Level | None, int] = {None: 0, "grassroots": 0, "district": 1, "province": 2, "national": 3}
_HOST_TYPES = word_set("host_types")
CONFEDERATION = "Tổng Liên đoàn Lao động Việt Nam"
_REVIEW_MONTHS = 2
"""Until the end of February articles look back on the year before, which they name once."""
_TERM = 10
"""Years that the longest term of office or of a plan lasts."""
_IN_BRACKETS = re.compile(r"^\([^()]*\)")
_RUNS = re.compile(r"(\([^()]*\)|,p)*J")
"""Tags behind a place that holds an event itself: "xã Hòa Bình, huyện Vũ Thư (Thái Bình) tổ chức"."""
_STILL_RUNS = 1
"""Years before its end from which a term is looked back on."""
_LEAST_TERM = 4
"""Years of the shortest term that may be stated behind "trong … năm qua"."""
_ACTORS = re.compile("[OHVA]")
"""Tags of bodies, and of the verbs before which the subject of a sentence stands."""
_PLACES = re.compile("p")
_BODIES = re.compile("O")
_EVENTS = frozenset(["hội nghị", "lễ", "buổi lễ", "đại hội", "ngày hội", "chương trình"])
_COUNCILS = frozenset(["hđnd", "ubnd"])
"""What a row of the bodies of one unit leaves without its name: "Huyện ủy, HĐND, UBND, Ủy ban MTTQ huyện Quốc Oai"."""
REVIEWS = frozenset(["tổng kết", "sơ kết"])
_LEVELS_IN_NAMES = (
    (" toàn quốc ", "national"), (" quốc gia ", "national"), (" việt nam ", "national"), (" tỉnh ", "province"),
    (" thành phố ", "city"), (" thủ đô ", "province"), (" quận ", "district"), (" huyện ", "district"),
)  # fmt: skip


class Discourse(Bodies):
    """Carries bodies, places, terms and the event's year from sentence to sentence of one article."""

    def __init__(self, published: date | None) -> None:
        super().__init__(published)
        self._workplace: Organization | None = None
        self.event_year: int | None = None
        self._firm = self._looks_back = False
        self.heading_level: str | None = None
        self.heading_years: tuple[int, int] | None = None
        self._terms: list[tuple[int, int]] = []
        self._stated: list[tuple[int, int]] = []
        """All terms of the article: one that is stated later serves where none was yet."""

    def heading(self, tagged: Tagged) -> None:
        """Take in title or kicker: its body is what the article is about."""
        self._note(tagged)
        if self.main is None and (tagged.tags.startswith("O:") or (tagged.tags == "O" and len(tagged.nodes) == 1)):
            self.main = self.focus = self.resolve(tagged.nodes[0].value)  # "Bộ Giao thông vận tải: …"
        for mentioned in self._mentioned(tagged):
            body = self.resolve(mentioned)
            if body is not None and body.type in _HOST_TYPES and not _central(body) and self.main is None:
                self.main = self.focus = body
            if body is not None and body.type in WORKPLACES and body.complete and not set(tagged.tags) & set("AHVK"):
                self._workplace = self._workplace or body
        self._note_level(tagged)
        for period in tagged.periods:
            _note_term(self._terms, period, self.published)
            if period.kind in ("year", "years") and not period.anniversary and period.year_from is not None:
                self.heading_years = self.heading_years or (period.year_from, period.year_to or period.year_from)

    def lead(self, tagged: list[Tagged]) -> None:
        """Take in the first sentences, to know the body and the event before reading from the top."""
        for sentence in tagged:
            self._note(sentence)
            for k, node in enumerate(sentence.nodes):
                since = "từ" in sentence.forms[max(0, k - 2) : k]  # "phát động từ ngày 1-1-2009": no event of today
                if node.tag == "Y" and not node.value.anniversary and not since:
                    self._event(node.value)
            for period in sentence.periods:
                _note_term(self._terms, period, self.published)
            if sentence.forms[:1] != ["*"]:  # an item of a bulletin, whose year is not that of the others
                self._note_review(sentence)
            self._note_level(sentence)
        if self.heading_years is None:
            told = _only_years(tagged)
            if self.published is None or (told is not None and told == self._year_before):
                self.heading_years = told
            elif self._looks_back:
                self.heading_years = self._year_before
        if self.main is None:
            self.main = self.focus = self._organiser(tagged)
        elif self.main.area == "ngành" or self._by_alias(self.main) is not None:
            self.main = self.focus = self.resolve(self.main)  # by its full name, if the lead gives one

    def _note_review(self, tagged: Tagged) -> None:
        """`họp tổng kết phong trào thi đua năm học 2021 - 2022`: the year that the event looks back on."""
        planned = self.published is not None and self.heading_years == (self.published.year, self.published.year)
        if "Y" not in tagged.tags or (self.heading_years is not None and not (planned and self._year_before)):
            return
        nodes = tagged.nodes
        review = next((k for k, n in enumerate(nodes) if n.form in REVIEWS or n.tag == "V"), len(nodes))
        looks_back = next((k for k in range(review) if held_to_look_back(tagged, k)), review)
        for node in nodes[looks_back:]:
            if node.tag != "Y" or node.value.kind not in ("year", "years"):
                continue
            period: Period = node.value
            years = (period.year_from, period.year_to or period.year_from)
            if period.anniversary or (planned and years != self._year_before):
                continue  # "Hội nghị người lao động năm 2023, tổng kết phong trào thi đua năm 2022"
            if years[0] is not None and years[1] is not None:
                self.heading_years = (years[0], years[1])
                return

    @property
    def _year_before(self) -> tuple[int, int] | None:
        """The year before the article's, where it appeared in the months that look back."""
        if self.published is None or self.published.month > _REVIEW_MONTHS:
            return None
        return self.published.year - 1, self.published.year - 1

    def survey(self, tagged: list[Tagged]) -> None:
        """Look over the whole article: for the places that short names fall back on, for the year it looks back on."""
        super().survey(tagged)
        for period in (p for sentence in tagged for p in sentence.periods):
            _note_term(self._stated, period, self.published)
        before = self._year_before
        if before is None:
            return
        periods = (p for sentence in tagged if "F" not in sentence.tags for p in sentence.periods)
        told = [p for p in periods if p.kind in ("year", "past") and not p.anniversary]
        back = sum(p.year_from == before[0] for p in told)
        self._looks_back = back > 1 and back > sum(p.year_from == before[0] + 1 for p in told)

    def _note_level(self, tagged: Tagged) -> None:
        at = tagged.tags.find("L")
        if at != -1 and self.heading_level is None:
            self.heading_level = tagged.nodes[at].value

    def _organiser(self, tagged: list[Tagged]) -> Organization | None:
        """The body of the lead that acts (organises, launches, confers); else its first one below the centre.

        A school, a hospital or an enterprise is it only where no other body acts in the lead.
        """
        candidates: list[Organization] = []
        workplace = self.resolve(self._workplace) if self._workplace is not None else None
        place = next((b for s in tagged if (b := self._of_place(s)) is not None), None)
        for sentence in (s for s in tagged if not names_guests(s)):
            asked = self._interviewed(sentence)
            if asked is not None:
                return asked
            for i, node in enumerate(sentence.nodes):
                if node.tag != "O" or not (acts(sentence.nodes, i) or reports(sentence.nodes, i)):
                    continue
                body = self.resolve(node.value)
                if body is None:
                    continue
                if of_guest(sentence, i) or attends(sentence, i) or sentence.tags[i - 1 : i] == "(":
                    continue
                follows = _IN_BRACKETS.sub("", sentence.tags[i + 1 :])[:4]
                if body.type not in _HOST_TYPES or body.level == "grassroots":
                    runs = "J" in follows or (body.type == "press" and joins(sentence, i))
                    if workplace is None and body.complete and runs:
                        workplace = body
                    continue
                confers_here = sentence.tags[:i].endswith("D")  # "48 tập thể được LĐLĐ Thành phố tặng …"
                told = confers_here and (place is not None or any(not _central(b) for b in candidates))
                acting = (any(tag in follows for tag in "JHV") or joins(sentence, i)) and not told
                second = body.level == "national" and bool(
                    candidates
                )  # "Bộ A tổng kết … Phong trào do Bộ và Công đoàn A"
                if (acting or reports(sentence.nodes, i)) and not _central(body) and not second:
                    return self._first_of_row(sentence, i) or body
                if not confers_here:
                    candidates.append(body)
            if sentence is tagged[0] and workplace is not None and not candidates and "J" in sentence.tags:
                return workplace  # "Trường A tổ chức hội nghị tổng kết phong trào thi đua": its own event
            if sentence is tagged[0] and place is not None and place.area not in AREA_LEVELS and not candidates:
                return place  # a commune; of a district it may be its union that the rest is about
        below = next((b for b in candidates if b.level != "national"), None)
        rest = candidates[1:] if candidates and candidates[0].name == CONFEDERATION else candidates[:1]
        branch = next((b for b in rest if not _central(b)), None)  # "Chương trình do Tổng LĐLĐ phát động. CĐ ngành A …"
        found = below or branch or workplace or (candidates[0] if candidates else None)
        found = found or place or next((b for s in tagged if (b := self._whose_event(s)) is not None), None)
        if found is not None:
            return found
        bare = {n.form for sentence in tagged for n in sentence.nodes if n.form in SHORT_BODIES}
        named = (n.value for sentence in tagged for n in sentence.nodes if n.tag == "O")
        return next((b for b in named if b.type in WORKPLACES and b.complete and self._kind_of(b) in bare), None)

    def _whose_event(self, tagged: Tagged) -> Organization | None:
        """`ông A dự Hội nghị biểu dương công nhân của Công đoàn ngành B`: whose event it is."""
        for k in tagged.where(_BODIES):
            held = tagged.forms[k - 1] == "của" and not _EVENTS.isdisjoint(tagged.forms[max(0, k - 9) : k])
            body = self.resolve(tagged.nodes[k].value) if k and held else None
            if body is not None and body.type in _HOST_TYPES:
                return body
        return None

    def _interviewed(self, tagged: Tagged) -> Organization | None:
        """`Phóng viên trò chuyện với bà A, Chủ tịch Công đoàn các KCN tỉnh B`: who speaks in all that follows."""
        person, body = tagged.tags.find("P"), tagged.tags.find("O", tagged.tags.find("P") + 1)
        before = " ".join(tagged.forms[max(0, person - 5) : max(0, person)])
        asked = before.endswith(("trò chuyện với", "phỏng vấn", "trao đổi với", "trò chuyện cùng"))
        return self.resolve(tagged.nodes[body].value) if asked and 0 < body - person < 8 else None

    def _first_of_row(self, tagged: Tagged, i: int) -> Organization | None:
        """`Quận ủy - HĐND - UBND quận tổ chức`: the first of those that act together, by the guide."""
        opens = tagged.tags.rfind("(S", 0, i)
        if opens != -1 and ")" not in tagged.tags[opens:i] and "E" in tagged.tags[:opens]:
            # "Ban Tổ chức hội thi (gồm A, B và C) tổ chức"
            return self.resolve(tagged.nodes[tagged.tags.index("O", opens)].value)
        first = i
        while first > 1 and tagged.tags[first - 1] in "-," and tagged.tags[first - 2] in "Ow":
            party = tagged.tags[first - 2] == "O" and tagged.nodes[first - 2].value.type == "party"
            if tagged.tags[first - 1] == "," and not (party or tagged.forms[first - 2] in _COUNCILS):
                break
            first -= 2
        return self.resolve(tagged.nodes[first].value) if first < i and tagged.tags[first] == "O" else None

    def _of_place(self, tagged: Tagged) -> Organization | None:
        """`Chiều 26-12, quận Hoàng Mai tổng kết phong trào thi đua`: the authority of a unit that acts itself."""
        for k in tagged.where(_PLACES):
            area, name = tagged.nodes[k].value
            if area in gazetteer().areas and name and acts(tagged.nodes, k) and _RUNS.match(tagged.tags, k + 1):
                return self.authority_of(area, name)
        return None

    @staticmethod
    def _kind_of(body: Organization) -> str:
        """The word by which a later sentence calls a workplace: "công ty", "nhà trường"."""
        return "nhà trường" if body.type == "school" else fold(body.head)

    def _event(self, period: Period) -> None:
        if self.event_year is None and period.kind in ("day", "date") and period.year_from:
            near = self.published is None or abs(period.year_from - self.published.year) <= 1
            if near:
                self.event_year = period.year_from

    def enter(self, tagged: Tagged, *, first_of_paragraph: bool, story: bool) -> None:
        """Take in the next sentence before its facts are read; `story` if it opens the next one of a bulletin."""
        self._story = len(self._bodies) if story else self._story
        self._note(tagged)
        for period in tagged.periods:
            _note_term(self._terms, period, self.published)
        if first_of_paragraph and (story or not self._firm or _back_at_event(tagged)):
            self.focus = self.main
        subject = self._subject(tagged)
        if subject is None:
            return
        if self.main is None and subject.type != "state":
            self.main = subject
        if story and self.main is not None and (subject.type, subject.level) == (self.main.type, self.main.level):
            self.main = subject  # "* Ngày 2-6, LĐLĐ quận Gò Vấp mở hội thi …": the next story of a bulletin
        if self.main is None or (subject.type == "party" and self.main.type != "party"):
            return  # party committees speak in reports on others, they do not run them
        above = _stands_above(subject, self.main)
        foreign = above or subject.type != self.main.type
        if (foreign and hands_over(tagged)) or (above and speaks(tagged)):
            return  # "Chủ tịch LĐLĐ tỉnh A trao Bằng khen cho …": under the picture of the district's event
        if not above or (first_of_paragraph and subject.type == self.main.type):
            self.focus = subject
            self._firm = first_of_paragraph and not (foreign and tagged.tags.find("H") != -1)

    def years_of(self, period: Period) -> tuple[int | None, int | None]:
        """The years that a period means here: "năm qua" in a review held in January is the year reviewed."""
        reviewed = self.heading_years
        school = period.school and reviewed is not None and reviewed[1] - reviewed[0] == 1
        if period.before and reviewed is not None and (school or reviewed == self._year_before):
            return reviewed[0] - 1, reviewed[1] - 1  # "năm trước" in January, of the year reviewed
        single = reviewed is not None and reviewed[0] == reviewed[1] and period.kind == "past"
        if single and reviewed is not None and period.year_from in (reviewed[1], reviewed[1] + 1):
            return reviewed
        return period.year_from, period.year_to

    def term(self, length: int | None) -> tuple[int, int] | None:
        """The stated term that "trong `length` năm qua" means: the last one of about that length; of any, if None."""
        heading, published = self.heading_years, self.published
        past = heading is not None and published is not None and heading[1] <= published.year
        of_event = [heading] if heading is not None and past and length is not None else []
        stated = [*of_event, *reversed(self._terms)]
        stated += self._stated if length is not None and length >= _LEAST_TERM else []
        over = [known for known in stated if published is None or known[1] <= published.year + _STILL_RUNS]
        for known in [*over, *stated]:  # one that still runs is looked back on only where no other is
            lasted = known[1] - known[0]
            if lasted <= _TERM if length is None else abs(lasted - length) <= 1:
                return known
        return None

    def _subject(self, tagged: Tagged) -> Organization | None:
        """The body that the sentence is about: its first one, unless that only owns, confers or was conferred on."""
        if "O" not in tagged.tags or (self.main is not None and names_guests(tagged)):
            return None
        owner = None
        for at in tagged.where(_ACTORS):
            node = tagged.nodes[at]
            if node.tag != "O":
                return None
            joined = at - 2 == owner and tagged.forms[at - 1] in (",", "và") and tagged.tags[at + 1 : at + 2] == ","
            if tagged.tags[at - 1 : at] == "Z" or joined:
                owner = at
                continue  # "được sự chỉ đạo của LĐLĐ Thành phố, Công đoàn Dệt May Việt Nam, phong trào …"
            if at and tagged.forms[at - 1] == "là":
                continue  # "Xếp ngay sau Nghệ An là LĐLĐ tỉnh Thanh Hóa"
            body = self.resolve(node.value)
            if body is None or body.type not in _HOST_TYPES or not body.complete:
                continue
            if body.type == "union" and body.level == "grassroots":
                continue
            if tagged.tags[:at].endswith(("D", "B")) or not acts(tagged.nodes, at):
                continue
            if at and tagged.nodes[at - 1].form in ("đại biểu", "bầu", "cử", "bầu cử", "("):
                continue  # "bầu cử đại biểu Quốc hội": what the day is about
            if celebrated(tagged, at) or helps(tagged, at):
                continue
            if tagged.tags[at + 1 : at + 2] == "A" and self.main is not None:
                continue  # "CĐ A giành giải Nhất": it only won
            if of_guest(tagged, at) or attends(tagged, at):
                continue
            if node.form.startswith("lãnh đạo") and self.main is not None and _stands_above(body, self.main):
                continue  # "Lãnh đạo LĐLĐ Thành phố trao Bằng khen …": a guest of the district's event
            return body
        return None

    def _mentioned(self, tagged: Tagged) -> list[Organization]:
        return [node.value for node in tagged.nodes if node.tag == "O"]

    def level(self, word: str) -> Level:
        """The level that a level word names in this article."""
        if word == "city":
            return self.city_level()
        if word == "commune":
            grown = self.year_month is not None and self.year_month >= (2025, 7)
            return "district" if grown else "grassroots"
        if word == "focus":
            level = self.focus.level if self.focus else None
            return level if level in ("district", "province", "national") else "district"
        return word  # type: ignore[return-value]

    def general_level(self) -> Level | None:
        """Where no body is named at all: the level that headline and lead speak of, else that of the province named."""
        if self.heading_level is not None:
            return self.level(self.heading_level)
        return "province" if "tỉnh" in self._places else None

    def level_in_name(self, name: str) -> Level | None:
        """The level that the name of a contest implies by its place ("Hội thi thợ giỏi thành phố Hà Nội")."""
        low = f" {fold(name)} ".replace(" công đoàn việt nam ", " ")  # what "Tìm hiểu 90 năm …" is about
        return next((self.level(level) for words, level in _LEVELS_IN_NAMES if words in low), None)

    def year(self) -> int | None:
        """The year of the event reported: its date, else the day of publication."""
        if self.event_year is not None:
            return self.event_year
        return self.published.year if self.published else None

    def host(self) -> Organization | None:
        """The body that the passage is about; a chairman's committee in his stead."""
        found = self.focus or self.main
        if found is not None and found.head == "Chủ tịch Ủy ban nhân dân":
            return replace(found, name=found.name.removeprefix("Chủ tịch "), head="Ủy ban nhân dân")
        return found


def _central(body: Organization) -> bool:
    """Whether a body is of the centre, which articles name without being about it; a branch's own union is not."""
    if body.type == "enterprise":
        return False  # "Tập đoàn Dệt May Việt Nam": one branch's
    return body.level == "national" and (body.type != "union" or body.name == CONFEDERATION)


def _stands_above(body: Organization, main: Organization) -> bool:
    """Whether a body is of a higher level than another, those of the centre above the unions of whole branches."""
    return RANK[body.level] > RANK[main.level] or (_central(body) and main.level == "national" and not _central(main))


def _back_at_event(tagged: Tagged) -> bool:
    """`Phát biểu tại hội nghị, …`: the paragraph is back at the event that the article reports."""
    return holds(" ".join(tagged.forms[:7]), AT_EVENT)


def _only_years(lead: list[Tagged]) -> tuple[int, int] | None:
    """The years that the opening of an article without a date speaks of, where it speaks of no others."""
    told = (p for sentence in lead[:2] for p in sentence.periods if not p.anniversary)
    stated = (p for p in told if p.kind not in ("day", "date"))
    years = {(p.year_from, p.year_to) for p in stated if p.year_from is not None and p.year_to is not None}
    return years.pop() if len(years) == 1 else None


def _note_term(terms: list[tuple[int, int]], period: Period, published: date | None) -> None:
    """Add a stated run of years to the terms that an article may look back on."""
    if period.kind != "years" or period.school or period.anniversary:
        return
    if period.year_from is None or period.year_to is None:
        return
    if published is not None and period.year_from >= published.year:
        return  # a term that is still to come
    if period.year_to - period.year_from >= 2:
        terms.append((period.year_from, period.year_to))
