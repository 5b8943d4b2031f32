"""Winners told by their bare rank: `Toàn đoàn: CĐ ngành Y tế nhất, LĐLĐ huyện Tiên Du nhì`, `A (nhất), B (nhì)`."""

from transform.facts import Award, RecipientKind
from transform.groups import Group
from transform.named import NamedAwards
from transform.nodes import BARE_RANKS, Tagged

_RANKS = ("nhất", "nhì", "ba")
_BEFORE_NAMES = frozenset(["và", "là", "kết quả", "quả", "thuộc về"])
"""Forms behind which a name in the row begins, beside the marks."""
_LONGEST = 9
"""Nodes of a name."""


def may_tell_standings(tagged: Tagged) -> bool:
    """Whether a sentence holds the bare ranks of the first and the second at all."""
    return "nhì" in tagged.forms and "nhất" in tagged.forms


class Standings(NamedAwards):
    """The awards of a sentence that tells who came first, second and third without the word "giải"."""

    def told(self) -> list[tuple[int, Award]]:
        """Awards of the row, each with the offset of its name in the view; none unless first and second are told."""
        if self.is_sport():
            return []
        row = [(k, name) for k in range(1, len(self.nodes)) if (name := self._ranked(k)) is not None]
        if [self.forms[k] for k, _ in row][:2] != ["nhất", "nhì"]:
            return []
        winners = {self._name(n) for _, name in row for n in range(*name) if self.tags[n] == "O"}
        return [(self.nodes[first].start, self._won(k, first, last, winners)) for k, (first, last) in row]

    def _ranked(self, k: int) -> tuple[int, int] | None:
        """First node and end of the name right before a bare rank at node `k`, in a bracket or not."""
        ends = self.tags[k + 1 : k + 2] in ",;.)" or self.forms[k + 1] == "và"
        if self.forms[k] not in _RANKS or self.tags[k] not in "wN" or not ends:
            return None
        last = k - (self.tags[k - 1] == "(")
        first = last
        while first > 0 and self.tags[first - 1] not in ",;:.()" and self.forms[first - 1] not in _BEFORE_NAMES:
            first -= 1
        name = self.tags[first:last]
        proper = any(self.view.clean[n.start].isupper() for n in self.nodes[first:last])
        return (first, last) if 0 < len(name) < _LONGEST and proper and set(name) <= set("OPpcwi") else None

    def _won(self, k: int, first: int, last: int, winners: set[str]) -> Award:
        frame = self.without_verb(k)
        node = next((n for n in self.nodes[first:last] if n.tag in "OP"), self.nodes[first])
        group = Group(first, last, last, 1, "exact", node.tag, node)
        rank = BARE_RANKS[self.forms[k]]
        level, body = self.who(group, frame, None, None, None, rank)
        main = self.discourse.main
        if (body is None or body in winners) and main is not None:
            level, body = main.level, main.name if main.name not in winners else None
        name = self.view.surface(self.nodes[first].start, self.nodes[last - 1].end)
        kind: RecipientKind = "individual" if node.tag == "P" else "collective"
        return self._award_of(group, frame, kind, (name,), None, rank, level, body)
