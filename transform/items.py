"""Awards in the items of a list, which do without a verb: `- Bằng khen của A`, `- Ông B: giải Nhất hội thi C`."""

from dataclasses import replace
from itertools import pairwise

from transform.bodies import WORKPLACES
from transform.facts import Award
from transform.named import NamedAwards


class ItemAwards(NamedAwards):
    """The awards of an item that no number and no verb tells."""

    def noted(self) -> list[tuple[int, Award]]:
        """`- Bằng khen của Tổng LĐLĐ Việt Nam, năm học 2002 - 2003`: an item of the honours that the body has won."""
        first = next((k for k, n in enumerate(self.nodes) if n.tag != "-"), len(self.nodes))
        host = self.discourse.host()
        if host is None or first == 0 or self.tags[first : first + 1] != "T" or "N" in self.tags:
            return []
        frame = self.without_verb(first - 1)
        award = self.named_award([first], frame)
        if award is None:
            return []
        return [(self.nodes[first].start, replace(award, recipient_kind="collective", recipients=(host.name,)))]

    def labelled(self) -> list[tuple[int, Award]]:
        """`- Anh A (Tổ 2): giải Nhất hội thi thợ giỏi cấp quận, giải Ba cấp tỉnh`: who, and what behind a colon."""
        label = self.label()
        if label is None or "N" in self.tags[label[1] :]:
            return []
        name, colon = label
        body = self.nodes[name].value if self.tags[name] == "O" else None
        if body is not None and body.type not in WORKPLACES and body.level != "grassroots":
            return []  # "- Tổng LĐLĐ Việt Nam: Bằng khen": who confers
        starts = [k for k in range(colon, len(self.nodes) - 1) if self._honour_opens(k)]
        frame = self.without_verb(colon)
        found = []
        for start, end in pairwise([*starts, len(self.nodes)]):
            award = self.named_award([name], replace(frame, at=start, end=end))
            if award is not None:
                found.append((self.nodes[name].start, award))
        return found

    def _honour_opens(self, k: int) -> bool:
        """Whether an honour or a rank stands right behind the mark at node `k`."""
        mark = self.tags[k] in ":,;" or self.nodes[k].form == "và"
        return mark and (self.tags[k + 1] == "R" or self.is_title(self.nodes[k + 1]))
