"""In which movement or contest a recognition was won."""

from itertools import pairwise

from transform.campaign_drives import CampaignMention
from transform.discourse import REVIEWS
from transform.groups import Group
from transform.honours import CONTEST_RANKS
from transform.lexicon import Title, word_set
from transform.nodes import KINDS
from transform.passage import FORMS
from transform.predicates import Frame
from transform.series import pair_at
from transform.text import fold, holds
from transform.timing import Timing

_ADVERBS = frozenset(["đã", "cũng", "còn", "sẽ", "tiến", "hành", "quyết", "định"])
_PANELS = frozenset(["ban tổ chức", "btc", "ban giám khảo", "hội đồng giám khảo"])
_AT_LARGE = "phong trào thi đua"
_CLOSINGS = REVIEWS | {"thúc", "kết thúc", "bế mạc", "lại"}
"""Words before a bare head that close its campaign: "Kết thúc phong trào, …"."""


def brings_none(name: str) -> bool:
    """Whether a movement is of another matter than initiatives (Xanh - Sạch - Đẹp, văn hóa công sở)."""
    return holds(fold(name), word_set("no_initiatives"))


class Attribution(Timing):
    """A clause that also reads the campaign of what it tells."""

    def campaign(self, group: Group, frame: Frame | None, title: Title | None, rank: str | None) -> str | None:
        """The movement or contest in which it was won, where the sentence or the passage says so."""
        if title is not None and title.title.startswith("Kỷ niệm chương "):
            return None  # for a life's work
        here = self.mentions.in_sentence(self.tagged)
        named = [
            m for m in here if m.kind != "programme" or "sáng kiến" in fold(m.name) or self._honours_people(m, frame)
        ]
        named = [m for m in named if not self._theme_of_other(m, group)]
        end = self._chain_end(group) if named or "C" in self.tags else 0
        if named:
            at = self.nodes[group.first].start
            tail = [m for m in named if at < m.start < end]
            before = [m for m in named if m.start < at]
            left = max((n.end for n in self.nodes[: group.first] if n.tag == ";"), default=0)
            right = next((n.start for n in self.nodes[group.last :] if n.tag == ";"), self.tagged.sentence.end)
            opens = self.nodes[min((g.first for g in self.groups), default=group.first)].start
            of_those = self.forms[group.last : group.last + 2] == ["trong", "số"]  # "; 30 gia đình trong số đó"
            if (
                (group.tag in KINDS or group.tag == "T")
                and not tail
                and not of_those
                and before
                and opens < before[-1].start < left
            ):
                back = self._headed_in_tail(group, end)  # the one before belongs to an earlier item of the list
                return back.name if back is not None else None
            spoken = self._headed_in_tail(group, end) if before and not tail else None
            if spoken is not None and spoken.kind == "contest":
                return spoken.name  # "… trong chương trình “X”, 41 cá nhân có thành tích trong hội diễn"
            near = tail or before[-1:] or [m for m in named if left <= m.start < right]
            if near:
                return near[0].name
            if frame is not None and frame.verb == "H" and (title is None or title.title.startswith(FORMS)):
                shared = self._reason_of_all(group)
                if shared is not None:
                    return shared.name
        if frame is not None and (honouring := self._honouring(frame)) is not None:
            return honouring.name
        if "C" in self.tags:
            if self._at_large(group, end):
                return None
            spoken = self._headed_in_tail(group, end) or self._headed_before(group)
            if spoken is not None:
                return spoken.name
        if title is not None and (same := self.mentions.named(title.title)) is not None:
            return same.name
        memory = self.passage.memory
        contest = self.contest(group) if memory.contest is not None else None
        if title is not None and memory.movement is not None and fold(title.title) in fold(memory.movement.name):
            return memory.movement.name  # "Lao động giỏi" of "Lao động giỏi, lao động sáng tạo"
        if group.noun is not None and group.noun.form == "thí sinh" and contest is not None:
            return contest.name
        classed = group.tag == "s" and frame is not None and frame.verb == "K"  # "xếp 8 sáng kiến loại A"
        prizes = group.tag in "RG" or (rank in CONTEST_RANKS and not classed)
        prizes = prizes or (frame is not None and self.tags[frame.at + 1 : frame.at + 2] == "G")  # "trao giải cho …"
        prizes = prizes or (frame is not None and frame.passive and self.tags[: frame.start].startswith("G"))
        named_prize = title is not None and self._prize_by_name(title)
        if contest is not None and ((prizes and title is None) or named_prize):
            return contest.name
        if contest is not None and (self._winners(group) or self._helpers(group, frame, title)):
            return contest.name
        if memory.movement is not None and (
            memory.one_of_several
            or (group.tag == "s" and brings_none(memory.movement.name))
            or self._of_workplace(memory.movement)
        ):
            return None
        plain = title is None or title.title.startswith(FORMS)
        own = memory.movement is not None and (memory.recalled or (memory.movement.kind == "peak" and plain))
        merely_named = memory.movement is not None and memory.movement.kind == "programme" and not memory.recalled
        if (
            memory.movement is not None
            and (group.tag == "s" or not merely_named)
            and (group.tag == "s" or (frame is not None and (title is None or own)))
        ):
            return memory.movement.name
        topic = self.passage.topic if plain and (self.at_the_event() or self._names_topic()) else None
        reviewed, run = self.discourse.heading_years, topic.year if topic is not None else None
        if reviewed is not None and run is not None and run[0] is not None and run[0] > reviewed[1]:
            return None  # launched at the event, for the year to come
        return topic.name if topic is not None and topic.kind in ("movement", "peak") else None

    def _honours_people(self, campaign: CampaignMention, frame: Frame | None) -> bool:
        """`được tuyên dương tại chương trình “Vinh quang Việt Nam”`: a programme that is held to honour."""
        head = next((k for k, n in enumerate(self.nodes) if n.tag == "C" and n.start <= campaign.start <= n.end + 2), 0)
        return frame is not None and frame.verb == "V" and head > 0 and self.forms[head - 1] in ("tại", "trong", "ở")

    def _names_topic(self) -> bool:
        """`9.317 chị đạt danh hiệu “X”; 236 chị được tặng Giấy khen`: about the movement that the article is about."""
        topic = self.passage.topic
        titles = (self.title_of(n)[0] for n in self.nodes if n.tag in "TQ" and self.is_title(n))
        return topic is not None and any(t is not None and fold(t.title) == fold(topic.name) for t in titles)

    def _reason_of_all(self, group: Group) -> CampaignMention | None:
        """`A tặng Bằng khen cho 3 cá nhân; B tặng Giấy khen cho 74 cá nhân có thành tích trong phong trào “X”`."""
        if not self.groups:
            return None
        last, here = self.groups[-1], self.mentions.in_sentence(self.tagged)
        given = next((f for f in reversed(self.frames) if f.at < last.first), None)
        alike = given is not None and given.verb == "H" and not given.passive and given.at > group.first
        behind = [m for m in here if m.start > self.nodes[last.first].start]
        praised = pair_at(self.forms[last.last :], "thành", "tích") is not None
        own = self.nodes[group.last : max(group.last, self.tags.find(";", group.last))]
        reasoned = any(n.form in ("có", "vì", "đã", "thành", "hoàn") for n in own)
        return behind[0] if alike and praised and not reasoned and len(behind) == len(here) == 1 else None

    def _of_workplace(self, campaign: CampaignMention) -> bool:
        """Whether a campaign is one workplace's, told as an example in a report on a body above it."""
        host, launcher = self.discourse.host(), campaign.launcher
        example = launcher is not None and launcher.level == "grassroots"
        return example and host is not None and host.level not in ("grassroots", None)

    def _honouring(self, frame: Frame) -> CampaignMention | None:
        """`Chương trình “Vinh quang Việt Nam” lần thứ 18 tôn vinh 6 tập thể`: the campaign that itself honours."""
        k = frame.start - 1
        while k > 0 and self.tags[k] in "whY":
            k -= 1
        if frame.verb not in "VH" or frame.passive or k < 1 or self.tags[k - 1 : k + 1] not in ("CQ", "CX"):
            return None
        head = self.nodes[k - 1].start
        return next((m for m in self.mentions.in_sentence(self.tagged) if head <= m.start <= self.nodes[k].end), None)

    def _theme_of_other(self, campaign: CampaignMention, group: Group) -> bool:
        """`tặng Cờ thi đua chuyên đề “…” cho 13 đơn vị và Bằng khen cho 24 tập thể`: what the honour before was for."""
        k = next((k for k, n in enumerate(self.nodes) if n.start >= campaign.start), 0)
        return k > 0 and self.tags[k - 1] == "T" and "T" in self.tags[k + 1 : group.last]

    def _winners(self, group: Group) -> bool:
        """`mười lăm người đoạt giải Nhất, Nhì được tặng Bằng khen`: what they got, they got for the contest."""
        behind = [n for n in self.nodes[group.last : group.last + 4] if n.form != "các"]
        return len(behind) > 1 and behind[0].tag == "A" and behind[1].tag in "RG"

    def _helpers(self, group: Group, frame: Frame | None, title: Title | None) -> bool:
        """`Ban tổ chức tặng Giấy khen cho 5 tập thể`, `… cho 9 người có đóng góp trong công tác tổ chức`."""
        form = frame is not None and title is not None and title.title.startswith((*FORMS, "Giấy chứng nhận"))
        return form and frame is not None and (self.of_panel(frame) or (self._organised(group) and not self.frames[1:]))

    def _organised(self, group: Group) -> bool:
        """`… trong công tác tổ chức`, `… tổ chức cuộc thi`; not "tổ chức Công đoàn", "tổ chức hội nghị"."""
        for k in range(group.last + 2, group.tail):
            work = self.forms[k - 2 : k] == ["công", "tác"] and self.forms[k] == "tổ chức"
            contest = self.tags[k + 1 : k + 2] == "C" and self.nodes[k + 1].value == "contest"
            if work and (contest or self.tags[k + 1 : k + 2] in ("", ".", ",", ";")):
                return True
        return False

    def of_panel(self, frame: Frame) -> bool:
        """`Ban tổ chức cũng tặng Giấy khen`: those who run a contest confer."""
        before = frame.start - 1
        while before > 0 and self.forms[before] in _ADVERBS:
            before -= 1
        if frame.verb not in "HVK" or frame.passive:
            return False
        earlier = next((f for f in reversed(self.frames) if f.at < frame.at), None)
        goes_on = earlier is not None and before > 0 and self.tags[before] in ";,"
        panel = before >= 0 and self.forms[before] in _PANELS
        return panel or (goes_on and earlier is not None and self.of_panel(earlier))

    def _prize_by_name(self, title: Title) -> bool:
        """`giải “Giọng hát triển vọng”`: a prize of the contest, though it has a name of its own."""
        return "giải" in self.forms and any(
            node.tag == "Q" and node.value.text == title.title and before.form == "giải"
            for before, node in pairwise(self.nodes)
        )

    def _headed_before(self, group: Group) -> CampaignMention | None:
        """`Sơ kết đợt thi đua này, 37 tập thể …`: a head word that takes up its campaign before the group."""
        for k, (node, following) in enumerate(pairwise(self.nodes[: group.first + 1])):
            several = k and self.nodes[k - 1].form in ("các", "những")
            ends = self.tags[k + 1 :].lstrip("hY").startswith(",")  # "Tổng kết phong trào năm 2017, …"
            closed = ends and k and self.nodes[k - 1].form in _CLOSINGS and node.form != _AT_LARGE
            if node.tag == "C" and not several and (closed or following.form in ("này", "trên", "đó", "ấy")):
                return self.passage.memory.heads.get(node.form.split(" ")[0])
        return None

    def _at_large(self, group: Group, end: int) -> bool:
        """`dẫn đầu phong trào thi đua năm 2022`, `… phong trào CNVCLĐ`: emulation at large, no movement by name."""
        for node, following in zip(self.nodes[group.last :], self.nodes[group.last + 1 :], strict=False):
            if node.start >= end:
                return False
            if node.form == "phong trào" and following.tag in ".;" and "phong" in self.passage.memory.heads:
                return False
            if node.tag == "C" and node.value == "movement":
                return following.tag in "hYZ.,;ic" or following.form in ("và", "trong", "theo", "giai đoạn")
        return False

    def _headed_in_tail(self, group: Group, end: int) -> CampaignMention | None:
        """`35 cá nhân có thành tích trong hội diễn`: a bare head word behind the group takes up its campaign."""
        for node in self.nodes[group.last :]:
            if node.start >= end:
                return None
            if node.form == "phong trào" and (topic := self.passage.topic) is not None and self.at_the_event():
                return topic if topic.kind == "movement" else None  # "có thành tích trong 5 năm thực hiện phong trào"
            if node.tag == "C" and (back := self.passage.memory.heads.get(node.form.split(" ")[0])) is not None:
                return back
        return None

    def _chain_end(self, group: Group) -> int:
        """Offset where the tail shared by a group and those coordinated with it ends."""
        last = group
        for other in self.groups:
            if "S" in self.tags[last.last : other.first]:
                break  # "60 đoàn viên, trong đó …, cùng 28 cá nhân tiêu biểu trong …"
            if other.first > last.first and self.coordinated(last, other):
                last = other
        owned = (g for g in self.groups if g.first > last.first and self.nodes[g.first - 1].form != "của")
        following = next(owned, None)
        stop = self.nodes[following.first].start if following else self.tagged.sentence.end
        semicolon = next((n.start for n in self.nodes[last.last :] if n.tag == ";"), stop)
        return min(stop, semicolon)
