"""Awards of a sentence: the counted ones and the named ones."""

from transform.counted import CountedAwards
from transform.facts import Award
from transform.groups import Group
from transform.items import ItemAwards
from transform.named import NamedAwards
from transform.nodes import Tagged
from transform.passage import Passage
from transform.predicates import Frame
from transform.series import restated, told_before, won_before
from transform.standings import Standings, may_tell_standings


def read_awards(passage: Passage, tagged: Tagged, found: list[Group], predicates: list[Frame]) -> list[Award]:
    """Awards stated in a sentence with its counted groups and its predicates, in the order of the text."""
    awards: list[tuple[int, Award]] = []
    if found:
        counted = CountedAwards(passage, tagged, found, predicates)
        if predicates or counted.self_evident():
            awards += [(at, one) for at, one in counted.counted() if not told_before(passage, tagged, at, one)]
    again = restated(passage, tagged, awards)
    if again is not None:
        awards = again
    if awards:
        passage.memory.counted.append([award for _, award in awards])
        passage.prizes += [award for _, award in awards if award.recipient_kind == "prize"]
    ranked = Standings(passage, tagged, found, predicates).told() if may_tell_standings(tagged) else []
    if ranked:
        awards += ranked
    elif predicates:
        named = NamedAwards(passage, tagged, found, predicates).named()
        awards += [(at, one) for at, one in named if not won_before(passage, tagged, one)]
    elif not awards:
        items = ItemAwards(passage, tagged, found, predicates)
        awards += (items.noted() if passage.memory.listing else []) or items.labelled()
    awards.sort(key=lambda placed: placed[0])
    return [award for _, award in awards]
