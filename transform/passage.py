"""What earlier sentences leave to later ones: the running memory of the reader, one for each article."""

import itertools
import re
from dataclasses import dataclass, field

from transform.campaign_drives import CampaignMention
from transform.discourse import REVIEWS, Discourse
from transform.facts import Award
from transform.lexicon import Title, word_set
from transform.mentions import PHASES, Mentions
from transform.nodes import Tagged
from transform.periods import Period
from transform.predicates import Frame
from transform.roles import AT_EVENT
from transform.text import View, fold, holds

FORMS = ("Bằng khen", "Giấy khen", "Cờ", "Huân chương", "Bằng ", "Giấy chứng nhận", "Thư khen")
"""Forms of commendation, which no "danh hiệu này" takes up."""
_HONOURS = re.compile("[TQ]")
"""Tags of what can be an honour."""
_TURNS = ("hội nghị", "buổi ", "lễ ", "đại hội", "nhân dịp", " vừa ", "lãnh đạo ")
"""In the opening of a sentence these turn from the years that are looked back on to the event, or to what is new."""
_NO_RECALL = frozenset(["các", "những", "nhiều", "mọi", "tại"])
"""Before a bare head these make it several, or the event itself ("Tại chương trình, …")."""
_YEARS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_LATER = re.compile(rf"({'|'.join(_YEARS)}) năm sau,")
_SAME_YEAR = word_set("same_year")
_STATES = re.compile(r"[HVKA]|N(?!h\(?Y)")
"""Tags of what a year that opens a sentence stands before; "5 năm (2010 - 2015)" is all one."""


@dataclass
class Memory:
    """What earlier sentences of the paragraph leave to later ones."""

    frame: Frame | None = None
    contest: CampaignMention | None = None
    movement: CampaignMention | None = None
    one_of_several: bool = False
    """Whether the movement was named beside another: which of them a later honour was won in, nobody says."""
    programme: CampaignMention | None = None
    """The programme of initiatives last named, until a movement is: what is told of initiatives came of it."""
    drive: CampaignMention | None = None
    """The drive last named: nothing is won in one, but much is done."""
    years: tuple[int | None, int | None] | None = None
    """Those that a sentence opened with."""
    told: tuple[int | None, int | None] | None = None
    """Those last told of anything."""
    counted: list[list[Award]] = field(default_factory=list)
    """Counted awards of each sentence of the paragraph, for numbers that only say "con số ấy"."""
    heads: dict[str, CampaignMention] = field(default_factory=dict)
    """Last campaign by its head word, for a later bare "Cuộc thi", "Chương trình"."""
    aged: bool = False
    """The contest comes from an earlier paragraph."""
    listing: bool = False
    """A line announced honours behind its colon, one item each."""
    recalled: bool = False
    """The sentence takes up a programme by its head word."""


class Passage:
    """The article being read: its text, bodies and campaigns, and what the paragraph has said so far."""

    def __init__(self, view: View, discourse: Discourse, mentions: Mentions) -> None:
        self.view, self.discourse, self.mentions = view, discourse, mentions
        self.memory = Memory()
        self.topic: CampaignMention | None = None
        """The one campaign that the first sentence names: what the article is about."""
        self.person: str | None = None
        self.reviewed: tuple[int | None, int | None] | None = None
        """The years of a term that is being looked back on, till the article turns to the event or to another time."""
        self.told: tuple[int | None, int | None] | None = None
        """The years last stated, in whichever paragraph."""
        self.titles: list[Title] = []
        self.prizes: list[Award] = []
        """The counted prizes of the whole article so far, of which later sentences may name the winners."""
        self.title_years: dict[str, tuple[int | None, int | None]] = {}
        """The year that the article gives an honour where it first names one: "Giải thưởng X lần thứ 25 - năm 2025"."""

    def paragraph(self, *, story: bool) -> None:
        """A new paragraph begins: titles and movements carry no further, a contest does till the next story."""
        before = Memory() if story else self.memory
        self.memory = Memory(contest=before.contest, programme=before.programme, heads=before.heads, aged=True)

    def last_title(self, prefix: str, *, of_families: bool = False) -> Title | None:
        """The honour last spoken of whose name begins with `prefix`, in the whole article so far."""
        told = (t for t in reversed(self.titles) if of_families or t.kind != "family")
        return next((t for t in told if t.title.startswith(prefix)), None)

    def open(self, headings: list[Tagged], lead: list[Tagged]) -> None:
        """Take in the honours that headline and lead name, for a body that only says "danh hiệu"."""
        for tagged in [*reversed(lead), *headings]:
            self._note_titles(tagged)
        self.titles.reverse()
        named = {m.name: m for tagged in lead[:1] for m in self.mentions.in_sentence(tagged)}
        run = [m for m in named.values() if m.kind != "drive"] or self._in_headline(headings)
        self.topic = run[0] if len(run) == 1 else None

    def _in_headline(self, headings: list[Tagged]) -> list[CampaignMention]:
        """The campaign that the headline quotes: `“75 nghìn sáng kiến” ở ngành Ngân hàng: Bài toán khó là đo đếm`."""
        quoted = [fold(n.value.text) for tagged in headings for n in tagged.nodes if n.tag == "Q"]
        found = {m.name: m for m in self.mentions.all if fold(m.name).startswith(tuple(quoted))} if quoted else {}
        return [m for m in found.values() if m.kind in ("programme", "contest")]

    def _note_titles(self, tagged: Tagged) -> None:
        if "T" not in tagged.tags and "Q" not in tagged.tags:
            return
        for i in tagged.where(_HONOURS):
            title, node = None, tagged.nodes[i]
            if node.tag == "T":
                title = node.value
            elif node.value.title or node.value.titled:
                title = node.value.title or Title(node.value.text, kind="family" if node.value.names == "f" else None)
            if title is not None and not title.title.startswith(FORMS):
                self.titles.append(title)
                own = itertools.takewhile(lambda n: n.tag not in ",;:DHVKA", tagged.nodes[i + 1 : i + 8])
                year = next((n.value for n in own if n.tag == "Y"), None)
                if year is not None and year.kind in ("year", "years") and not year.anniversary:
                    self.title_years.setdefault(title.title, (year.year_from, year.year_to))

    def begin(self, tagged: Tagged) -> None:
        """Take up what the heads of a sentence refer back to, before it is read."""
        self.memory.recalled = False
        opening = self.view.low[tagged.sentence.start : tagged.sentence.start + 60]
        dated = any(p.kind in ("day", "date") for p in tagged.periods)
        if self.reviewed is not None and (dated or self.at_event(tagged) or holds(opening, _TURNS)):
            self.reviewed = None
        if self.told is not None and holds(opening[:30], _SAME_YEAR):
            self.memory.years = self.told
        if self.told is not None and self.told[1] is not None and (later := _LATER.match(opening)) is not None:
            year = self.told[1] + _YEARS[later[1]]
            self.memory.years = self.told = (year, year)  # "Một năm sau, chị nhận …"
        if "C" in tagged.tags:
            for k, node in enumerate(tagged.nodes):
                before = tagged.nodes[k - 1].form if k else ""
                won_at = before == "tại" and node.value == "contest"  # "27 giải pháp đoạt giải tại Hội thi, gồm: …"
                if node.tag == "C" and (won_at or before not in _NO_RECALL):
                    self._recall(node.form)
                if node.form in PHASES and k + 1 < len(tagged.nodes):
                    name = f"{node.form.capitalize()} {tagged.forms[k + 1]}"
                    self.memory.movement = self.mentions.named(name) or self.memory.movement

    def _turns_to_prize(self, tagged: Tagged) -> bool:
        """Whether a sentence speaks of a prize by name that the article has spoken of before."""
        named = [n.value.title for n in tagged.nodes if n.tag == "T" and n.value.title.startswith("Giải thưởng ")]
        return bool(named) and any(t.title == named[-1] for t in self.titles[: -len(named)])

    def at_event(self, tagged: Tagged) -> bool:
        """`Dịp này`, `Tại hội nghị`: the sentence reports the event itself."""
        whole = self.view.low[tagged.sentence.start : tagged.sentence.end]
        return "dịp này" in whole or holds(whole[:40], AT_EVENT)

    def _recall(self, head: str) -> None:
        """A bare "Cuộc thi", "Chương trình" or "giai đoạn 2" takes up the campaign last named so."""
        back = self.memory.heads.get(head) or self.memory.heads.get(head.split(" ")[0])
        if back is None and head in ("giai đoạn", "đợt"):
            back = self.memory.heads.get("chương")
        if back is None:
            return
        if back.kind == "contest":
            self.memory.contest = back
        elif back.kind == "programme":
            self.memory.movement = back
            self.memory.recalled = True

    def _lists_years(self, period: Period) -> bool:
        """`Trung đoàn hai năm (2016, 2018) được …`: years picked out, none of which the next sentences are of."""
        bracketed = self.view.low.endswith("(", 0, period.start)
        return bracketed and "," in self.view.low[period.start : period.end]

    def _closes(self, tagged: Tagged, mention: CampaignMention) -> bool:
        """`CĐ ngành Y tế tổng kết 5 năm thực hiện cuộc vận động “…”`: the event is about the drive."""
        return any(n.form in REVIEWS and n.start < mention.start for n in tagged.nodes)

    def end(self, tagged: Tagged) -> None:
        """Remember names, titles, years and campaigns of a sentence that has been read."""
        person = tagged.tags.rfind("P")
        if person != -1:
            self.person = tagged.nodes[person].value
        self._note_titles(tagged)
        here = self.mentions.in_sentence(tagged)
        if self.memory.aged and not any(m.kind == "contest" for m in here) and self._turns_to_prize(tagged):
            self.memory.contest = None  # "… kế hoạch Giải thưởng “X” lần thứ 6": whose prizes are told next
        at = _STATES.search(tagged.tags)
        verb = tagged.nodes[at.start()].start if at is not None else tagged.sentence.end
        for period in tagged.periods:
            stated = period.kind in ("year", "years", "relative", "past")
            aside = period.school and period.before  # "Năm học trước, các con số tương ứng là …": only compared with
            aside = aside or self._lists_years(period)
            if stated and not (aside or period.anniversary) and period.year_from is not None:
                self.memory.told = self.told = self.discourse.years_of(period)
                item = self.memory.listing and tagged.tags.startswith("-")
                named = [m for m in here if m.start <= period.start]
                gap = self.view.low[named[-1].end : period.start].split() if named else []
                own = bool(named) and len(gap) < 5 and "," not in "".join(gap)  # "Tại Hội thi … lần thứ IV năm 2009"
                self.memory.years = None if own else self.memory.years
                heads = period.start < verb and not (item or own)  # a year behind an honour is that honour's alone
                if heads or tagged.tags.endswith(":"):  # "Các khen thưởng trong năm học 2004 - 2005:"
                    self.memory.years = self.memory.told
            elif period.kind == "span" and (term := self.discourse.term(period.length)) is not None:
                self.memory.years = term
        years = self.memory.years
        if years is not None and years[0] is not None and years[1] is not None:
            self.reviewed = years if years[1] - years[0] > 1 else None
        if tagged.tags.endswith(":"):
            self.memory.listing = any(tag in "HV" for tag in tagged.tags) or "khen thưởng" in tagged.forms
        listed = [m for m in here if m.kind not in ("contest", "drive")]
        alike = {m.kind for m in listed} == {"movement"} and len({m.start for m in listed}) > 1  # "phong trào “A”, “B”"
        for mention in here:
            if mention.in_passing:
                continue
            if mention.kind == "contest":
                self.memory.contest, self.memory.aged = mention, False
            elif mention.among_drives:
                in_passing = holds(fold(mention.name), word_set("drives_in_passing"))
                self.memory.drive = self.memory.drive if in_passing else mention
                if not in_passing and self._closes(tagged, mention):
                    self.memory.movement = mention  # what is told next was won in it
            elif mention.head not in PHASES:
                of_initiatives = mention.kind == "programme" and "sáng kiến" in fold(mention.name)
                self.memory.programme = mention if of_initiatives else None
                if len(listed) < 3:
                    self.memory.movement, self.memory.one_of_several = mention, alike
            self.memory.heads[mention.head] = self.memory.heads[mention.head.split(" ")[0]] = mention
