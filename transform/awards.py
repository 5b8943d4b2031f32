"""Awards: counted groups under a predicate of recognition, with everything the clause and the passage say of them."""

from dataclasses import dataclass, field, replace

from transform.discourse import RANK, Discourse, acts
from transform.facts import Award, Level, RecipientKind, Status
from transform.frames import Frame, frames
from transform.groups import KIND_OF_TAG, Group, groups
from transform.lexicon import Title
from transform.mentions import CampaignMention, Mentions
from transform.organizations import Organization
from transform.periods import Period
from transform.tagging import KINDS, Node, Tagged
from transform.text import View, fold

_TO_WHOM = frozenset(["thuộc về", "về tay"])
_PRONOUNS = frozenset(["ông", "bà", "anh", "chị", "cô", "thầy"])
_BEFORE_NAME = frozenset(["đồng chí", "cá nhân", "tập thể", "riêng", "các", "đ/c", "nhóm", "tác giả", ":", "đại diện", "đơn vị"])
_CONTEST_RANKS = frozenset(["nhất", "nhì", "ba", "khuyến khích", "đặc biệt", "phụ", "A", "B", "C", "vàng", "bạc", "đồng"])
_PERIOD_ORDER = {"years": 0, "year": 0, "month": 0, "quarter": 0, "relative": 0, "span": 1, "run": 1, "date": 2, "day": 2}


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the paragraph leave to later ones."""

    title: Title | None = None
    frame: Frame | None = None
    contest: CampaignMention | None = None
    movement: CampaignMention | None = None
    years: tuple[int | None, int | None] | None = None
    heads: dict[str, CampaignMention] = field(default_factory=dict)
    """Last campaign by its head word, for a later bare "Cuộc thi", "Chương trình"."""
    aged: bool = False
    """The contest comes from an earlier paragraph."""
    recalled: bool = False
    """The sentence takes up a programme by its head word."""


class AwardReader:
    """Reads the awards of one sentence after the other."""

    def __init__(self, view: View, discourse: Discourse, mentions: Mentions) -> None:
        self.view, self.discourse, self.mentions = view, discourse, mentions
        self.memory = Memory()
        self.person: str | None = None

    def paragraph(self) -> None:
        """A new paragraph begins: titles and movements carry no further, a contest does."""
        self.memory = Memory(contest=self.memory.contest, heads=self.memory.heads, aged=True)

    def read(self, tagged: Tagged) -> list[Award]:
        """Awards stated in a sentence, in order."""
        found_groups, found_frames = groups(tagged), frames(tagged)
        self.memory.recalled = False
        for node in tagged.nodes:
            if node.tag == "C":
                self._recall(node.form)
        awards: list[Award] = []
        clause = Clause(self, tagged, found_groups, found_frames)
        if found_groups and (found_frames or clause.self_evident()):
            awards += clause.counted()
        awards += clause.named()
        self._remember(tagged)
        awards.sort(key=lambda a: a.char_start)
        return awards

    def _recall(self, head: str) -> None:
        """A bare "Cuộc thi", "Chương trình" or "giai đoạn 2" takes up the campaign last named so."""
        back = self.memory.heads.get(head.split(" ")[0])
        if back is None and head in ("giai đoạn", "đợt"):
            back = self.memory.heads.get("chương")
        if back is None:
            return
        if back.kind == "contest":
            self.memory.contest = back
        elif back.kind == "programme":
            self.memory.movement = back
            self.memory.recalled = True

    def _remember(self, tagged: Tagged) -> None:
        for node in tagged.nodes:
            if node.tag == "P":
                self.person = node.value
            if node.tag == "T":
                self.memory.title = node.value
            elif node.tag == "Q":
                if node.value.title or node.value.titled:
                    self.memory.title = node.value.title or Title(node.value.text)
        for period in tagged.periods:
            if period.kind in ("year", "years", "relative") and not period.anniversary and period.year_from is not None:
                self.memory.years = (period.year_from, period.year_to)
        for mention in self.mentions.in_sentence(tagged):
            if mention.kind == "contest":
                self.memory.contest, self.memory.aged = mention, False
            else:
                self.memory.movement = mention
            self.memory.heads[mention.head.split(" ")[0]] = mention


class Clause:
    """One sentence with its groups and frames, while its awards are being read."""

    def __init__(self, reader: AwardReader, tagged: Tagged, found: list[Group], predicates: list[Frame]) -> None:
        self.reader, self.tagged, self.groups, self.frames = reader, tagged, found, predicates
        self.nodes, self.tags = tagged.nodes, tagged.tags
        self.discourse, self.mentions, self.view = reader.discourse, reader.mentions, reader.view

    # which predicate a group stands under

    def self_evident(self) -> bool:
        """Groups that need no verb: ranked prizes, initiatives of a level, counted titles."""
        return any(g.tag in "RTQ" or self._level_word(g) for g in self.groups)

    def counted(self) -> list[Award]:
        """Awards of the counted groups."""
        awards: list[Award] = []
        previous: tuple[Group, Frame | None] | None = None
        for position, group in enumerate(self.groups):
            frame, direct = self._govern(group, position)
            if frame is None and previous is not None and self._coordinated(previous[0], group):
                frame = previous[1]
            award = self._award(group, frame, position, direct=direct)
            if award is not None:
                awards.append(award)
                previous = (group, frame)
        return self._without_totals(awards)

    def _govern(self, group: Group, position: int) -> tuple[Frame | None, bool]:
        """The frame that a group is an argument of, and whether the group is its direct object."""
        left = right = None
        for frame in self.frames:
            if frame.at < group.first:
                left = frame
            elif right is None and frame.start >= group.last - (1 if group.elided else 0):
                right = frame
        if left is not None and self._object_of(left, group):
            return left, True
        if right is not None and self._subject_of(right, group, position):
            return right, False
        if left is not None and self._reaches(left, group):
            return left, False
        return None, False

    def _object_of(self, frame: Frame, group: Group) -> bool:
        """The group follows the verb at once, or after "cho"."""
        before = self.nodes[group.first - 1] if group.first else None
        if before is None:
            return False
        return group.first - 1 == frame.at or before.tag in "U:" or before.form in ("các", "đã", "được", "ra", "tổng cộng")

    def _subject_of(self, frame: Frame, group: Group, position: int) -> bool:
        """Passive or attaining frames to the right take the groups before them as their subject."""
        attains = frame.verb == "A"
        if not (frame.passive or attains):
            return False
        between = self.tags[group.last : frame.start]
        if ";" in between or ":" in between or "U" in between and not attains:
            return False
        later = self.groups[position + 1 :]
        if any(g.first < frame.start for g in later):
            chain = [g for g in later if g.first < frame.start]
            gaps = zip([group, *chain], [*chain], strict=False)
            return all(self._coordinated(a, b) for a, b in gaps)
        return len(between) < 26

    def _coordinated(self, a: Group, b: Group) -> bool:
        """Only a comma, "và", "cùng" or modifiers stand between two groups."""
        between = self.nodes[a.last : b.first]
        if any(n.tag in "HVKABDF" for n in between):
            return False
        return bool(between) and (between[-1].form in (",", "và", "cùng", ";", "trong đó", "còn", "với", "là") or not between)

    def _reaches(self, frame: Frame, group: Group) -> bool:
        """An active frame to the left still governs a later group of its clause."""
        between = self.nodes[frame.at + 1 : group.first]
        if any(n.tag == ";" for n in between):
            if frame.verb in "HVK" and not frame.passive and self.nodes[group.first - 1].tag in ";,":
                return True
            return group.tag in "RG" or len(between) < 30 and frame.verb in "HV" and not any(n.tag in "O" for n in between[-4:])
        return len(between) < 60

    # what is said of it

    def _award(self, group: Group, frame: Frame | None, position: int, *, direct: bool) -> Award | None:
        if frame is not None and (frame.plan or frame.negated):
            return None
        if self._is_gift(group, frame):
            return None
        following = self.groups[position + 1] if position + 1 < len(self.groups) else None
        limit = following.first if following else len(self.nodes)
        rank = self._rank(group, frame, limit)
        title, said = self._title(group, frame, limit, rank)
        level_word = self._level_word(group, frame)
        if not self._evident(group, frame, title, rank, level_word, direct=direct, said=said):
            return None
        owner = self._owner(group, frame, limit)
        level, body = self._who(group, frame, owner, level_word or said, title, rank)
        kind = self._kind(group, frame, title)
        if kind is None:
            return None
        years = self._years(group, frame, limit)
        campaign = self._campaign(group, frame, title, rank)
        start, end = self._quote(group, frame)
        status: Status = "nominated" if frame is not None and frame.nominated else "awarded"
        quote_start, quote_end = self.view.span(start, end)
        return Award(
            count=int(group.count),
            count_qualifier=group.qualifier,
            recipient_kind=kind,
            award_title=title.title if title else None,
            prize=rank,
            level=level,
            organization=body,
            campaign=campaign,
            year_from=years[0],
            year_to=years[1],
            status=status,
            recipients=self._recipients(group, limit),
            quote=self.view.original[quote_start:quote_end],
            char_start=quote_start,
            char_end=quote_end,
            rule=f"{'counted' if frame else 'self-evident'} {group.tag} under {frame.verb if frame else 'none'}",
            cues=tuple(n.form for n in self.nodes[group.first : group.last] if n.form)
            + ((self.nodes[frame.at].form,) if frame else ()),
        )

    def _is_gift(self, group: Group, frame: Frame | None) -> bool:
        """Welfare: what is handed over is a gift or money, and no honour stands beside it."""
        if frame is None or frame.verb not in "HA":
            return False
        scope = self.nodes[frame.at + 1 : frame.end] if frame.at < group.first else self.nodes[frame.start : frame.end]
        if any(n.tag in "TRQt" for n in scope):
            return False
        return any(n.tag in "gM" or n.form in ("giúp", "ủng hộ", "trợ cấp", "hỗ trợ") for n in scope)

    def _rank(self, group: Group, frame: Frame | None, limit: int) -> str | None:
        if group.tag == "R" and group.noun is not None:
            return str(group.noun.value)
        if group.tag == "G":
            return None
        for back in (1, 2):
            k = group.first - back
            if k >= 0 and self.nodes[k].tag == "R" and (back == 1 or self.nodes[k + 1].form in ("có", ":", "là", "gồm")):
                return str(self.nodes[k].value)
        for node in self.nodes[group.last : limit]:
            if node.tag in ";:N":
                break
            if node.tag == "R":
                return str(node.value)
        if frame is not None and frame.at >= group.last:
            return self._rank_after(frame)
        if frame is not None:
            for node in reversed(self.nodes[frame.at : group.first]):
                if node.tag == "R" and node.form.startswith(("hạng", "giải", "mức", "loại")):
                    return str(node.value)
                if node.tag == "T":
                    return None
        return None

    def _title(self, group: Group, frame: Frame | None, limit: int, rank: str | None) -> tuple[Title | None, str | None]:
        """The honour of a group, and the level that its words name."""
        if group.tag in "TQ" and group.noun is not None:
            return self._title_of(group.noun, following=self._more_titles(group))
        tail = range(group.last, limit)
        candidates: list[Node] = []
        if frame is not None and frame.at >= group.last:
            tail = range(group.last, min(limit, frame.start))
            candidates = [*self.nodes[frame.at : frame.end]]
        elif frame is not None:
            candidates = [*reversed(self.nodes[frame.at : group.first])]
        for k in tail:
            node = self.nodes[k]
            if node.tag in ";:" or node.tag in "HVKA" and (frame is None or k != frame.at):
                break
            if self._is_title(node) and not self._counted_elsewhere(node):
                found = self._title_of(node)
                if found[0] and frame is not None and frame.verb == "H" and frame.at < group.first:
                    break  # "Giấy khen cho 80 cá nhân điển hình tiên tiến": the form conferred is the title
                return found
        for node in candidates:
            if node.tag == ";":
                break
            if self._is_title(node) and not self._counted_elsewhere(node):
                return self._title_of(node)
        if frame is None or frame.verb in "VA":
            shared = self._shared_title(group)
            if shared is not None:
                return self._title_of(shared)
        if frame is not None and frame.verb == "A" and rank is not None and rank not in _CONTEST_RANKS:
            for node in reversed(self.nodes[: frame.at]):
                if self._is_title(node):
                    return self._title_of(node)
        bare = any(n.tag == "t" or n.form in ("danh hiệu",) for n in candidates)
        elided = group.elided or frame is not None and (bare or frame.verb == "K")
        if elided and rank is None and group.tag == "i":
            for node in reversed(self.nodes[: group.first]):
                if node.tag == "T" or node.tag == "Q" and (node.value.title or node.value.titled):
                    return self._title_of(node)[0], None
            return self.reader.memory.title, None
        return None, None

    def _shared_title(self, group: Group) -> Node | None:
        """`101 cá nhân, 30 tập thể điển hình tiên tiến`: a title behind the last of coordinated groups is everybody's."""
        later = [g for g in self.groups if g.first > group.first]
        before = group
        for other in later:
            if not self._coordinated(before, other) or other.tag not in KINDS:
                return None
            for node in self.nodes[other.last : other.tail]:
                if self._is_title(node) and not self._counted_elsewhere(node):
                    return node
            before = other
        return None

    def _is_title(self, node: Node) -> bool:
        if node.tag == "T":
            return not self.mentions.is_campaign(node)
        if node.tag == "Q":
            return (node.value.title is not None or node.value.titled) and not self.mentions.is_campaign(node)
        return False

    def _counted_elsewhere(self, node: Node) -> bool:
        return any(g.noun is node for g in self.groups)

    def _title_of(self, node: Node, following: list[Node] | None = None) -> tuple[Title | None, str | None]:
        if node.tag == "T":
            title: Title = node.value
            return title, None
        title = node.value.title or Title(node.value.text)
        names = [title.title, *((n.value.title.title if n.value.title else n.value.text) for n in following or ())]
        return replace(title, title=", ".join(names)), node.value.level

    def _more_titles(self, group: Group) -> list[Node]:
        """`352 “Công nhân giỏi”, “Lao động giỏi”`: one number, several titles."""
        more: list[Node] = []
        k = group.last
        while k + 1 < len(self.nodes) and self.nodes[k].form in (",", "và") and self.nodes[k + 1].tag == "Q":
            more.append(self.nodes[k + 1])
            k += 2
        return more

    def _level_word(self, group: Group, frame: Frame | None = None) -> str | None:
        stop = group.tail
        if frame is not None and frame.at >= group.last:
            stop = frame.end
        previous = ""
        for node in self.nodes[group.last : stop]:
            if node.tag == "N" or node.tag == ";":
                break
            if node.tag == "L" and previous != "của":
                return str(node.value)
            previous = node.form
        if frame is not None and frame.at < group.first:
            for node in self.nodes[frame.at : group.first]:
                if node.tag == "L":
                    return str(node.value)
        if frame is not None and frame.verb == "V" and not frame.passive and frame.agent is None:
            for node in self.nodes[max(0, frame.at - 5) : frame.at]:
                if node.tag == "L":
                    return str(node.value)
        start = group.first
        for node in self.nodes[max(0, start - 2) : start]:
            if node.tag == "L" and (frame is None or frame.at < start):
                return str(node.value)
        return None

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
        if group.tag in "RG":
            return group.tag == "R" or verb in ("H", "A") and not self._ranks_follow(group)
        if group.tag in "TQ":
            known = group.tag == "T" or self._is_title(group.noun) if group.noun else False
            return (bool(verb) or level is not None or said is not None) and (known or direct)
        if group.tag == "s":
            if level is not None and not self._is_plan(group):
                return True
            return verb in ("V", "H", "A") and (honour or verb == "V") or verb == "K" and bool(frame and frame.passive)
        if frame is None:
            return False
        if verb == "V":
            return direct or frame.passive or frame.at < group.first
        if verb == "H":
            return honour or self._has(frame, group, ("khen", "giải", "danh hiệu", "thưởng"))
        if verb == "A":
            return honour or self._has(frame, group, ("danh hiệu", "giải", "khen thưởng", "nhận khen thưởng"))
        if verb == "K":
            return honour or level is not None and group.tag in "if"
        return honour or level is not None

    def _has(self, frame: Frame, group: Group, words: tuple[str, ...]) -> bool:
        scope = self.nodes[frame.at : frame.end] if frame.at > group.first else self.nodes[frame.at : group.tail]
        return any(n.form in words or n.tag in "tG" for n in scope)

    def _is_plan(self, group: Group) -> bool:
        return any(n.tag == "F" for n in self.nodes[max(0, group.first - 12) : group.first])

    def _ranks_follow(self, group: Group) -> bool:
        return any(g.tag == "R" and g.first > group.first for g in self.groups)

    def _kind(self, group: Group, frame: Frame | None, title: Title | None) -> RecipientKind | None:
        if group.mixed:
            return "mixed"
        if group.tag in KINDS and group.tag:
            return KIND_OF_TAG[group.tag]
        if group.tag in "RG":
            return self._prize_kind(group)
        if title is not None and title.kind is not None:
            return title.kind
        tags = {n.tag for n in self.nodes[group.last : group.tail] if n.tag in KINDS}
        if len(tags) > 1:
            return "mixed"
        if tags:
            return KIND_OF_TAG[tags.pop()]
        if title is not None and title.title.startswith("Cờ"):
            return "collective"
        return "individual"

    def _prize_kind(self, group: Group) -> RecipientKind:
        """Prizes, unless their winners are named behind them ("hai giải Nhì được trao cho Bệnh viện A, Bệnh viện B")."""
        k = group.last
        while k < len(self.nodes) and self.nodes[k].tag in "wDHFJL" and k - group.last < 4:
            k += 1
        if k < len(self.nodes) and (self.nodes[k].tag == "U" or self.nodes[k].form in _TO_WHOM):
            names = self._name_list(k + 1, len(self.nodes))
            if names:
                return "individual" if self.nodes[names[0][0]].tag == "P" else "collective"
        return "prize"

    # who, when, in what

    def _owner(self, group: Group, frame: Frame | None, limit: int) -> Organization | None:
        """The body behind "của" after the honour: `Bằng khen của LĐLĐ TP cho năm CĐCS`."""
        scope = range(group.last, limit)
        if frame is not None:
            scope = range(frame.at, group.first) if frame.at < group.first else range(frame.at, frame.end)
        for k in scope:
            node = self.nodes[k]
            if node.tag in "TQRt" and k + 1 < len(self.nodes):
                j = k + 1
                while j < len(self.nodes) and (self.nodes[j].tag in "RYL" or self.nodes[j].form in ("năm", "(", ")")):
                    j += 1
                if j + 1 < len(self.nodes) and self.nodes[j].form == "của":
                    j += 1
                    if self.nodes[j].tag == "O":
                        return self.discourse.resolve(self.nodes[j].value)
                elif j < len(self.nodes) and self.nodes[j].tag == "O" and j == k + 1 and frame and not frame.passive:
                    return self.discourse.resolve(self.nodes[j].value)
        return None

    def _agent(self, frame: Frame, group_at: int) -> Organization | None:
        """Who confers by the frame itself."""
        if frame.agent is not None:
            return self.discourse.resolve(frame.agent)
        if frame.agent_area is not None:
            return self.discourse.of_area(frame.agent_area)
        if frame.passive or frame.verb in "A":
            return None
        if frame.verb == "B":
            for k in range(frame.at + 1, frame.end):
                if self.nodes[k].tag == "O" and self.nodes[k - 1].form == "của":
                    return self.discourse.resolve(self.nodes[k].value)
            return None
        depth = 0
        for k in range(frame.start - 1, -1, -1):
            node = self.nodes[k]
            depth += (node.tag == ")") - (node.tag == "(")
            if depth > 0:
                continue
            if node.tag == "O" and not (k and self.nodes[k - 1].tag == "D") and acts(self.nodes, k):
                body = self.discourse.resolve(node.value)
                outside = body is not None and (body.type in ("enterprise", "school", "health") or body.level == "grassroots")
                if body is not None and (not outside or k == 0):
                    return body
            if node.tag == "E":
                return None
        return None

    def _who(
        self,
        group: Group,
        frame: Frame | None,
        owner: Organization | None,
        level_word: str | None,
        title: Title | None,
        rank: str | None,
    ) -> tuple[Level | None, str | None]:
        """Level and awarder: the words' level wins; a level above the passage's body has no default awarder."""
        if level_word is None and frame is not None:
            level_word = frame.agent_level
        level = self.discourse.level(level_word) if level_word else None
        if level is None and title is not None and title.level is not None:
            level = title.level
        body = owner or (self._agent(frame, group.first) if frame is not None else None)
        named = body is not None
        if body is None and group.tag in "RGOP" and rank in _CONTEST_RANKS and (contest := self.reader.memory.contest) is not None:
            body = contest.body
            by_name = _level_in_name(contest.name)
            if level is None and by_name is not None and contest.launcher is None:
                own = self.discourse.level(by_name)
                level = own if body is None or RANK[own] > RANK[body.level] else None
        if body is None:
            body = self.discourse.host()
        if level is not None and body is not None and RANK[level] > RANK[body.level]:
            return level, None
        if level is None and body is not None:
            level = body.level
        if named and body is not None and level_word is None and title is not None and title.level is None:
            level = body.level
        return level, body.name if body else None

    def _years(self, group: Group, frame: Frame | None, limit: int) -> tuple[int | None, int | None]:
        """The period beside the group, else the sentence's, else the event's."""
        stated = self.period_in_sentence(group, frame, limit)
        if stated is not None:
            return stated
        contest = self.reader.memory.contest
        if group.tag in "RG" and contest is not None and contest.year is not None:
            return contest.year
        if self.reader.memory.years is not None and not self._at_the_event():
            return self.reader.memory.years
        year, heading = self.discourse.year(), self.discourse.heading_years
        if heading is not None and (year is None or heading[0] == heading[1] and 0 <= year - heading[0] <= 1):
            return heading
        return year, year

    def _at_the_event(self) -> bool:
        """`Dịp này`, `Tại hội nghị`: the sentence reports the event itself."""
        low = self.view.low[self.tagged.sentence.start : self.tagged.sentence.start + 40]
        return any(words in low for words in ("dịp này", "tại hội nghị", "tại buổi", "tại lễ", "tại đại hội", "cùng ngày", "tại chương trình"))

    def period_in_sentence(
        self, group: Group, frame: Frame | None = None, limit: int | None = None
    ) -> tuple[int | None, int | None] | None:
        """The years that the sentence states for a group: behind it first, then before it; None if it states none."""
        nodes = self.nodes
        first, last = group.first, group.last
        if frame is not None and frame.at >= group.last:
            own = nodes[frame.at : frame.end]
        else:
            own = nodes[last : limit if limit is not None else len(nodes)]
        left = max((k for k in range(first) if nodes[k].tag == ";"), default=-1) + 1
        right = next((k for k in range(last, len(nodes)) if nodes[k].tag == ";"), len(nodes))
        scopes = (own, nodes[last:right] if self._shares_tail(group) else (), nodes[left:first][::-1], nodes[:left][::-1], nodes[last:])
        for scope in scopes:
            candidates = [n for n in scope if n.tag == "Y"]
            best: Period | None = None
            for node in candidates:
                period: Period = node.value
                if period.anniversary:
                    continue
                if best is None or _PERIOD_ORDER[period.kind] < _PERIOD_ORDER[best.kind]:
                    best = period
            if best is None:
                continue
            if best.kind == "span":
                term = self.discourse.term(best.length)
                if term is not None:
                    return term
                continue
            if best.year_from is not None and best.kind not in ("day", "date"):
                return best.year_from, best.year_to
            if best.year_from is not None:
                return best.year_from, best.year_from
        return None

    def _shares_tail(self, group: Group) -> bool:
        """Whether what stands behind the last of coordinated groups is said of this one too."""
        later = [g for g in self.groups if g.first > group.first]
        return bool(later) and self._coordinated(group, later[0])

    def _campaign(self, group: Group, frame: Frame | None, title: Title | None, rank: str | None) -> str | None:
        """The movement or contest in which it was won, where the sentence or the passage says so."""
        here = self.mentions.in_sentence(self.tagged)
        named = [m for m in here if m.kind != "programme" or "sáng kiến" in fold(m.name)]
        if named:
            at = self.nodes[group.first].start
            before = [m for m in named if m.start < at]
            return (before[-1] if before else named[0]).name
        if title is not None and (same := self.mentions.named(title.title)) is not None:
            return same.name
        memory = self.reader.memory
        if memory.contest is not None and (group.tag in "RG" or rank in _CONTEST_RANKS) and title is None:
            return memory.contest.name
        if memory.movement is not None and frame is not None and (title is None or memory.recalled):
            return memory.movement.name
        return None

    def _recipients(self, group: Group, limit: int) -> tuple[str, ...]:
        """Names given for the group: after "là", "gồm" or a colon."""
        names: list[str] = []
        k = group.last
        while k < len(self.nodes) and self.nodes[k].tag not in "S:.;N":
            k += 1
        if k >= len(self.nodes) or self.nodes[k].tag not in "S:":
            return ()
        for node in self.nodes[k + 1 :]:
            if node.tag in ";." or node.tag == "N":
                break
            if node.tag == "P":
                names.append(node.value)
        return tuple(names)

    def _quote(self, group: Group, frame: Frame | None) -> tuple[int, int]:
        """The part of the sentence between semicolons that holds group and frame; the whole of a short sentence."""
        low = self.nodes[group.first].start
        high = self.nodes[group.last - 1].end
        if frame is not None:
            low = min(low, self.nodes[frame.start].start)
            high = max(high, self.nodes[frame.end - 1].end)
        start, end = self.tagged.sentence.start, self.tagged.sentence.end
        if end - start > 260:
            for node in self.nodes:
                if node.tag == ";" and node.end <= low:
                    start = node.end
                if node.tag == ";" and node.start >= high:
                    end = node.start
                    break
        return trim(self.view, start, end)

    def _without_totals(self, awards: list[Award]) -> list[Award]:
        """The parts are rows, their total is not: "38 mô hình đạt giải: 02 giải nhì, 04 giải ba và 32 giải khuyến khích"."""
        ranked = [a.count for a in awards if a.prize is not None]
        if len(ranked) < 2:
            return awards
        return [a for a in awards if a.prize is not None or a.count != sum(ranked)]

    # one named recipient

    def named(self) -> list[Award]:
        """Awards to named persons or bodies: "ông A được ORG tặng TITLE", "tặng TITLE cho CĐCS B", "giải Nhất thuộc về C"."""
        awards: list[Award] = []
        for frame in self.frames:
            if frame.plan or frame.negated or frame.verb in "BK" and not frame.nominated:
                continue
            for names in self._receivers(frame):
                award = self._named_award(names, frame)
                if award is not None:
                    awards.append(award)
        return awards

    def _receivers(self, frame: Frame) -> list[list[int]]:
        """Node indices of the named recipients of a frame, one list for each kind."""
        nodes = self.nodes
        after = next((k for k in range(frame.at, frame.end) if nodes[k].tag == "U" or nodes[k].form in _TO_WHOM), None)
        if after is not None and (nodes[after].tag == "U" or frame.at == after):
            names = self._name_list(after + 1, len(nodes))
            if names:
                return names
            if nodes[after].form in _TO_WHOM:
                return []
        if frame.passive or frame.verb == "A" or frame.nominated and after is None:
            subject = self._subject(frame)
            return [[subject]] if subject is not None else []
        return []

    def _name_list(self, k: int, stop: int) -> list[list[int]]:
        """Names that stand in a row from node `k`, by kind."""
        nodes = self.nodes
        found: dict[str, list[int]] = {}
        while k < stop and (nodes[k].form in _BEFORE_NAME or nodes[k].tag in "ic" and self._name_follows(k)):
            k += 1
        while k < stop and (nodes[k].tag in "OP" or nodes[k].tag == "p" and nodes[k].value[1]):
            found.setdefault(nodes[k].tag, []).append(k)
            k += 1
            if k < stop and nodes[k].tag == "(":
                while k < stop and nodes[k].tag != ")":
                    k += 1
                k += 1
            if k + 1 < stop and nodes[k].form in (",", "và", "cùng", ";"):
                k += 1
                while k + 1 < stop and (nodes[k].form in _BEFORE_NAME or nodes[k].tag in "ic" and nodes[k + 1].tag in "OP"):
                    k += 1
                if nodes[k].tag == "O" and nodes[k - 1].tag == "i":
                    break  # "…, Chủ tịch Công đoàn cơ sở X": who the person is
        return list(found.values())

    def _name_follows(self, k: int) -> bool:
        return k + 1 < len(self.nodes) and self.nodes[k + 1].tag in "OP"

    def _subject(self, frame: Frame) -> int | None:
        """Node of the named subject to the left of a passive or attaining frame."""
        nodes = self.nodes
        k = frame.start - 1
        while k >= 0:
            node = nodes[k]
            if node.tag == "N" and any(g.first == k for g in self.groups) or node.form in ("các", "những", "nhiều", "một số"):
                return None
            if node.tag in ";:":
                return None
            if node.tag == "P":
                return k
            if node.tag == "O":
                before = nodes[k - 1] if k else None
                if before is not None and (before.tag in "DB" or before.form in ("của", "tại", "ở", "với", "cùng", "từ")):
                    if before.tag == "D":
                        k -= 1
                    k -= 1
                    continue
                if before is not None and (before.tag in "i" or before.form in ("chủ tịch", "tịch", "viên", "trưởng")) or self._held_by(k):
                    k -= 1
                    continue
                return k
            if node.tag == "i" and node.form in _PRONOUNS and self.reader.person and (k == 0 or k == frame.start - 1 or nodes[k - 1].tag in ",“"):
                return k
            k -= 1
        return None

    def _held_by(self, k: int) -> bool:
        """A body behind a person's post: `bà A, Chủ tịch CĐ B`."""
        return any(n.tag == "P" for n in self.nodes[max(0, k - 6) : k]) and not any(
            n.tag in ";" for n in self.nodes[max(0, k - 6) : k]
        )

    def _named_award(self, names: list[int], frame: Frame) -> Award | None:
        nodes = self.nodes
        first = nodes[names[0]]
        rank_node = next((n for n in nodes[max(0, frame.start - 6) : frame.start] if n.tag == "R"), None)
        group = Group(names[0], names[-1] + 1, names[-1] + 1, len(names), "exact", first.tag, first)
        if first.form in _PRONOUNS or first.tag == "P":
            kind: RecipientKind = "individual"
        else:
            kind = "collective"
        names_given = tuple(self._name(nodes[k]) for k in names)
        if rank_node is not None and (nodes[frame.at].form in _TO_WHOM or names[0] > frame.at):
            counted = any(g.noun is rank_node for g in self.groups)
            if counted:
                return None  # "hai giải Nhì được trao cho A, B": the counted group is the row
            rank: str | None = str(rank_node.value)
            title: Title | None = None
            said: str | None = None
        else:
            rank = self._rank_after(frame)
            title, said = self._title_near(frame)
            if title is None and rank is None:
                return None
        if any(self._governs(g, frame) for g in self.groups if g.tag in "TQ"):
            return None
        owner = self._owner(group, frame, frame.end)
        level_word = self._level_word(group, frame) or said
        level, body = self._who(group, frame, owner, level_word, title, rank)
        if first.tag == "O" and body is not None and names_given == (body,):
            level, body = (title.level if title else None), None
        years = self._years(group, frame, frame.end)
        start, end = self._quote(group, frame)
        a, b = self.view.span(start, end)
        return Award(
            count=len(names),
            recipient_kind=kind,
            award_title=title.title if title else None,
            prize=rank,
            level=level,
            organization=body,
            campaign=self._campaign(group, frame, title, rank),
            year_from=years[0],
            year_to=years[1],
            status="nominated" if frame.nominated else "awarded",
            recipients=names_given,
            quote=self.view.original[a:b],
            char_start=a,
            char_end=b,
            rule=f"named {first.tag} under {frame.verb}",
            cues=(nodes[frame.at].form,),
        )

    def _governs(self, group: Group, frame: Frame) -> bool:
        return frame.at < group.first < frame.end

    def _name(self, node: Node) -> str:
        if node.tag == "P":
            return str(node.value)
        if node.tag == "O":
            body = self.discourse.resolve(node.value)
            return body.name if body is not None else node.value.name
        if node.tag == "p":
            return self.view.surface(node.start, node.end)
        return self.reader.person or ""

    def _rank_after(self, frame: Frame) -> str | None:
        for node in self.nodes[frame.at + 1 : frame.end]:
            if node.tag == "R":
                return str(node.value)
            if node.tag in ";N":
                return None
        return None

    def _title_near(self, frame: Frame) -> tuple[Title | None, str | None]:
        """The honour that a frame confers on a named recipient: behind the verb, or its subject before it."""
        for node in self.nodes[frame.at + 1 : frame.end]:
            if node.tag == ";":
                break
            if self._is_title(node) and not self._counted_elsewhere(node):
                return self._title_of(node)
        if frame.passive:
            for node in reversed(self.nodes[: frame.start]):
                if node.tag in ";,":
                    break
                if self._is_title(node) and not self._counted_elsewhere(node):
                    return self._title_of(node)
        return None, None


def _level_in_name(name: str) -> str | None:
    """Level word that the name of a contest implies by its place."""
    low = f" {fold(name)} "
    for words, level in (
        (" toàn quốc ", "national"), (" việt nam ", "national"), (" tỉnh ", "province"), (" thành phố ", "city"), (" thủ đô ", "province"),
        (" quận ", "district"), (" huyện ", "district"),
    ):  # fmt: skip
        if words in low:
            return level
    return None


def trim(view: View, start: int, end: int) -> tuple[int, int]:
    """A stretch of the view without white space and list marks at its borders."""
    while start < end and view.clean[start] in " ,;:*-+•":
        start += 1
    while end > start and view.clean[end - 1] in " ,;":
        end -= 1
    return start, end
