"""Numbers told in a row for a row of things: "lần lượt", "con số tương ứng của năm 2017 là 1.104, 49 và 3"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from transform.facts import Award
from transform.lexicon import word_set
from transform.nodes import BARE_RANKS, KINDS, Node, Tagged
from transform.passage import Passage

_YEAR = re.compile(r"(?:19|20)\d\d")
_REFERS = frozenset(["tương", "ấy", "này", "đó", "trên"])
"""Behind "con số": the numbers are of what was told before."""
_SECTIONS = word_set("contest_sections")


def noun_of_row(tagged: Tagged, i: int) -> Node | None:
    """The noun that the last of a row of numbers names for all: `lần lượt thuộc về 1.870, 62 và 06 công nhân`.

    Or the one whose numbers they are: `số sáng kiến được áp dụng lần lượt là 3.214, 3.580 và 4.126`. `i` is the node of
    one of the numbers; None if it stands in no such row.
    """
    if "lượt" not in tagged.forms[max(0, i - 9) : i]:
        return None
    nodes = tagged.nodes
    turn = _turn(tagged) or 0
    told = next((k for k in range(1, turn) if tagged.forms[k - 1] == "số" and nodes[k].tag in KINDS), None)
    if told is not None and set(tagged.tags[turn + 1 : i]) <= set("SN,w"):
        return nodes[told]
    k = i
    while k + 2 < len(nodes) and nodes[k + 1].form in (",", "và") and nodes[k + 2].tag == "N":
        k += 2
    return nodes[k + 1] if k > i and k + 1 < len(nodes) and nodes[k + 1].tag in KINDS else None


def _turn(tagged: Tagged) -> int | None:
    """Node of the "lượt" of "lần lượt"."""
    return pair_at(tagged.forms, "lần", "lượt")


def pair_at(forms: list[str], first: str, second: str) -> int | None:
    """Index of the second of the first two words in a row that are these."""
    if second not in forms:
        return None
    return next((k for k in range(1, len(forms)) if forms[k] == second and forms[k - 1] == first), None)


def rank_of_row(tagged: Tagged, i: int) -> Node | None:
    """The rank that a row gives to the number at node `i`: `giải Nhì, Ba và Khuyến khích lần lượt là 5, 10 và 15`.

    None unless there are as many numbers behind "lần lượt" as ranks before it.
    """
    turn, nodes = _turn(tagged), tagged.nodes
    if turn is None or turn >= i:
        return None
    ranks: list[Node] = []
    for k in range(turn):
        bare = next((w for w in (nodes[k].form, f"{nodes[k].form} {nodes[k + 1].form}") if w in BARE_RANKS), None)
        if nodes[k].tag == "R":
            ranks.append(nodes[k])
        elif ranks and bare is not None and nodes[k - 1].form in (",", "và"):
            node = nodes[k]
            ranks.append(Node("R", node.start, node.end, node.first, node.last, BARE_RANKS[bare], bare))
    row = [k for k in range(turn, len(nodes)) if nodes[k].tag == "N"]
    return ranks[row.index(i)] if i in row and len(ranks) == len(row) > 1 else None


def _in_turn(tagged: Tagged, starts: Sequence[int], at: int) -> tuple[int, int, int] | None:
    """Node of "lượt", place of the number at node `at` among those behind it, how many those are."""
    turn = _turn(tagged)
    if turn is None or at < turn:
        return None
    behind = [start for start in starts if start > turn]
    return (turn, behind.index(at), len(behind)) if at in behind else None


def level_of_row(tagged: Tagged, starts: Sequence[int], at: int) -> str | None:
    """The level that a row of levels before "lần lượt" gives to the number at node `at`.

    `starts` are the first nodes of all counted groups of the sentence; None unless there are as many numbers as levels.
    """
    found = _in_turn(tagged, starts, at)
    if found is None:
        return None
    turn, place, size = found
    levels = [n for n in tagged.nodes[:turn] if n.tag == "L"]
    return str(levels[place].value) if len(levels) == size > 1 else None


def year_of_row(low: str, tagged: Tagged, starts: Sequence[int], at: int) -> int | None:
    """The year that a row of years gives to the number at node `at`: `các năm 2020, 2021 lần lượt là 52 và 61 người`.

    `low` is the folded text of the view, `starts` as in `level_of_row`.
    """
    found = _in_turn(tagged, starts, at)
    if found is None:
        return None
    turn, place, size = found
    years = [year for n in tagged.nodes[:turn] if n.tag == "Y" for year in _YEAR.findall(low, n.start, n.end)]
    return int(years[place]) if len(years) == size > 1 else None


def restated(passage: Passage, tagged: Tagged, here: list[tuple[int, Award]]) -> list[tuple[int, Award]] | None:
    """Awards that a row of bare numbers tells again of another year, as they were told before in the same order.

    `here` are the sentence's own awards with their offsets. None where the sentence has no such row; else all of its
    awards, those read out of the bare numbers replaced.
    """
    if tagged.tags.count("N") < 2:
        return None
    nodes = tagged.nodes
    number = pair_at(tagged.forms[:-1], "con", "số")
    if number is None or tagged.forms[number + 1] not in _REFERS:
        return None
    head = number - 1
    row = [n for n in nodes[head:] if n.tag == "N"]
    told = [award for at, award in here if at < nodes[head].start] or _last_of(passage.memory.counted, len(row))
    named = any(n.tag == "N" and after.tag in "TRQ" for n, after in pairwise(nodes[head:]))
    if len(row) < 2 or len(told) < len(row) or named:
        return None
    years = [n.value for n in nodes[max(0, head - 4) :] if n.tag == "Y" and n.value.kind == "year"]
    year = years[0].year_from if years else None
    start, end = passage.view.span(tagged.sentence.start, tagged.sentence.end)
    again = [
        (
            node.start,
            replace(
                award, count=int(node.value.value), count_qualifier=node.value.qualifier, recipients=(),
                year_from=year or award.year_from, year_to=year or award.year_to,
                quote=passage.view.original[start:end], char_start=start, char_end=end,
                rule="told again of another year", cues=(f"con số {nodes[head + 2].form}",),
            ),
        )
        for node, award in zip(row, told[-len(row) :], strict=True)
    ]  # fmt: skip
    return [(at, award) for at, award in here if at < nodes[head].start] + again


def told_before(passage: Passage, tagged: Tagged, at: int, award: Award) -> bool:
    """`… trao 3 giải A, 7 giải B. Ba giải A thuộc về …`: prizes that open a sentence and were counted in one before.

    `at` is the offset of the award's group in the view.
    """
    if award.prize is None or at > tagged.nodes[0].start or _sets_apart(tagged):
        return False
    key = (award.count, award.prize, award.award_title, award.campaign)
    return any((one.count, one.prize, one.award_title, one.campaign) == key for one in _counted(passage))


def won_before(passage: Passage, tagged: Tagged, award: Award) -> bool:
    """`… trao 1 giải Đặc biệt, 3 giải Nhất. Giải Đặc biệt thuộc về em A`: who won what a sentence before counted."""
    if award.prize is None or _sets_apart(tagged):
        return False
    key = (award.count, award.prize, award.campaign, award.year_from)
    of_another = any(n.tag == "C" and n.value == "contest" for n in tagged.nodes)
    told = _counted(passage) if of_another else passage.prizes
    alike = (one for one in told if (one.count, one.prize, one.campaign, one.year_from) == key)
    return any(one.recipient_kind == "prize" and one.level == award.level for one in alike)


def _counted(passage: Passage) -> list[Award]:
    """The counted awards of the paragraph so far."""
    return [one for awards in passage.memory.counted for one in awards]


def _sets_apart(tagged: Tagged) -> bool:
    """Whether a sentence tells of a part of a contest, whose prizes are of their own."""
    words = f" {' '.join(tagged.forms)} "
    return any(f" {section} " in words for section in _SECTIONS)


def _last_of(told: list[list[Award]], size: int) -> list[Award]:
    """The awards of the last sentences that told `size` of them in all; of the last alone, if that told more."""
    found: list[Award] = []
    for awards in reversed(told):
        found = [*awards, *found]
        if len(found) >= size:
            return found if len(found) == size or found == awards else []
    return []
