"""Awards of counted groups: what each and the predicate that it stands under make."""

from transform.facts import Award, Status
from transform.governing import Governing
from transform.groups import Group
from transform.organizations import Organization
from transform.predicates import Frame


class CountedAwards(Governing):
    """The awards of a sentence whose recipients or prizes are counted."""

    def self_evident(self) -> bool:
        """Groups that need no verb: ranked prizes, initiatives of a level, counted titles."""
        return any(g.tag in "RTQ" or self.level_word(g) or self.opening_title(g) for g in self.groups)

    def counted(self) -> list[tuple[int, Award]]:
        """Awards of the counted groups, each with the offset of its group in the view."""
        awards: list[tuple[int, Award]] = []
        previous: tuple[Group, Frame | None] | None = None
        self.shares = set()
        self.wholes = self._wholes()
        for position, group in enumerate(self.groups):
            if group.first in self.shares:
                continue
            if any(whole is group for whole in self.wholes.values()) or self._given_to(position - 1) is group:
                continue
            whole = self.wholes.get(group.first)
            frame, direct = self._govern(whole or group, position)
            if frame is None and previous is not None and self._shares_frame(*previous, group):
                frame = previous[1]
            award = self._award(group, frame, position, direct=direct)
            if award is not None:
                group.awarded = True
                if whole is not None:
                    whole.awarded = True
                awards.append((self.nodes[group.first].start, award))
                previous = (group, frame)
        return self._without_totals(awards)

    def _award(self, group: Group, frame: Frame | None, position: int, *, direct: bool) -> Award | None:
        if (frame.plan or frame.negated) if frame is not None else self._by_rule(group):
            return None
        if self.forms[group.last : group.last + 1] == ["bị"]:
            return None  # "hai người bị rút tên …, danh hiệu được trao cho 38 người"
        if (
            self._corrected(group)
            or self._is_gift(group, frame)
            or self._compared(group)
            or (group.tag in "RG" and self.is_sport())
        ):
            return None
        following = self.groups[position + 1] if position + 1 < len(self.groups) else None
        limit = following.first if following else len(self.nodes)
        rank = self.rank(group, frame, limit)
        title, said = self.title(group, frame, limit, rank)
        whole = self.wholes.get(group.first)
        if title is None and whole is not None and (rank is None or whole.tag in "TQ"):
            title, said = self.title(whole, frame, group.first, None)
        level_word = self.level_word(group, frame)
        if not self._evident(group, frame, title, rank, level_word, direct=direct, said=said):
            return None
        owner = self.owner(group, frame, limit)
        level, body = self.who(group, frame, owner, level_word or said, title, rank)
        if self._of_all_levels(group):
            level, body = None, None
        kind = self._kind(group, frame, title)
        if kind is None:
            return None
        years = self.years(group, frame, limit, title, rank)
        campaign = self.campaign(whole or group, frame, title, rank)
        start, end = self.quote(group, frame)
        sent = [n.form for n in self.nodes[group.last : group.last + 2]]
        # "bầu chọn 8 đại biểu dự Hội nghị …"
        delegated = len(sent) == 2 and sent[0] == "dự" and sent[1] in ("hội nghị", "đại hội")
        sought = self._sought(group)  # "7 người (đề nghị UBND huyện công nhận)"
        nominated = sought is not None or (frame is not None and (frame.nominated or delegated))
        if sought is not None:
            level, body = sought.level, sought.name
        status: Status = "nominated" if nominated else "awarded"
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
            cues=(*filter(None, self.forms[group.first : group.last]), *([self.forms[frame.at]] if frame else ())),
        )

    def _of_all_levels(self, group: Group) -> bool:
        """`684 hộ đạt danh hiệu hộ sản xuất giỏi các cấp`, `12 Giấy khen các cấp`: of none in particular."""
        for k in range(group.last, len(self.nodes)):
            if self.tags[k] in ",;.N":
                return False
            if self.forms[k] == "các cấp" and self.tags[k - 1] in "TQt":
                return self.tags[k + 1 : k + 2] != "O"
        return False

    def _sought(self, group: Group) -> Organization | None:
        """Whom a bracket right behind a group asks to confer: `11 khoa, phòng (đề nghị UBND tỉnh quyết định)`."""
        behind = self.tags[group.last : group.last + 3]
        return self.discourse.resolve(self.nodes[group.last + 2].value) if behind == "(BO" else None

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

    def _without_totals(self, awards: list[tuple[int, Award]]) -> list[tuple[int, Award]]:
        """The parts are rows, their total is not: "38 mô hình đạt giải: 02 giải nhì, 04 giải ba và 32 khuyến khích"."""
        mixed = next((k for k, (_, a) in enumerate(awards) if a.recipient_kind == "mixed"), None)
        if mixed is not None:  # "35 tập thể, cá nhân được khen, trong đó 12 tập thể và 23 cá nhân"
            whole, parts = awards[mixed][1], [a for _, a in awards[mixed + 1 : mixed + 3]]
            alike = all(a.award_title == whole.award_title for a in parts)
            if alike and len(parts) == 2 and sum(a.count for a in parts) == whole.count:
                awards = [*awards[:mixed], *awards[mixed + 1 :]]
        ranked = [a for _, a in awards if a.prize is not None]
        if len(ranked) < 2:
            return awards
        total = sum(a.count for a in ranked)
        clauses = {self._clause_at(at) for at, a in awards if a.prize is not None}
        return [(at, a) for at, a in awards if a.prize or a.count != total or self._clause_at(at) not in clauses]

    def _clause_at(self, offset: int) -> int:
        """How many semicolons stand before an offset in the view."""
        return sum(n.tag == ";" and n.start < offset for n in self.nodes)
