"""Counted groups: "83 tập thể", "158 tập thể, cá nhân", "7 giải Nhất, 9 Nhì", "57 “Công nhân giỏi”"."""

import re
from dataclasses import dataclass

from transform.facts import Qualifier, RecipientKind
from transform.lexicon import Title
from transform.nodes import BARE_RANKS, KINDS, Node, Tagged
from transform.numbers import Number
from transform.series import noun_of_row, rank_of_row

KIND_OF_TAG: dict[str, RecipientKind] = {
    "i": "individual", "c": "collective", "f": "family", "s": "initiative", "k": "work",
}  # fmt: skip
TAG_OF_KIND: dict[str, str] = {kind: tag for tag, kind in KIND_OF_TAG.items()}
_CLASSIFIERS = frozenset(["lượt", "nữ", "tấm", "lá", "bạn", "em", "chiếc", "nam", "toàn bộ", "đại diện", "vị", "nhóm"])
STAND_FOR = tuple(
    f"{words}{hedge}" for words in ("đại diện cho", "thay mặt cho") for hedge in ("", " hơn", " trên", " gần")
)
"""Before a number these make it those for whom somebody stands."""
LINKS = frozenset(["có", "là", ":", "được", "đạt", "giữ", "nguyên", "tăng", "lên", "tới", "còn", "cá nhân"])
"""Between a level, a rank or a year and the bare number that belongs to it."""
_CLUSTERS = frozenset(["cụm", "khối", "cụm thi đua", "khối thi đua"])
"""Before a number they are what it says the size of: "cụm 6 tỉnh đồng bằng"."""
_COUNTS = re.compile("N")
_TWO_ROWS = re.compile("[icfw]{1,4}[,w][w]?N[icf][^;HVKA]*D")
_JOINS = frozenset([",", "và", "cùng", "&", "-", "/"])
_LEAST_MONEY = 10_000
"""Behind a rank so much is no number of prizes but what each is worth."""


@dataclass
class Group:
    """A number with the noun it counts: nodes `first` to `last` of the sentence, `tail` where its modifiers end.

    `tag` is the noun's tag: a kind of recipient, R ranked prize, G prize, T or Q a title counted itself, "" no noun.
    """

    first: int
    last: int
    tail: int
    count: float
    qualifier: Qualifier
    tag: str
    noun: Node | None
    mixed: bool = False
    elided: bool = False
    in_words: bool = False
    awarded: bool = False
    """An award was read from it, so no result is."""


def groups(tagged: Tagged) -> list[Group]:
    """Counted groups of a sentence, in order."""
    nodes = tagged.nodes
    found: list[Group] = []
    stood_for = False
    for i in tagged.where(_COUNTS):
        if nodes[i].value.value <= 0 or _part_or_size(tagged, i):
            continue
        stands = " ".join(tagged.forms[max(0, i - 4) : i]).endswith(STAND_FOR)
        of_those = i > 2 and tagged.tags[i - 1] == "w" and "với" in tagged.forms[i - 2 : i] and stood_for
        stood_for = stands and "D" not in tagged.tags[i + 1 : i + 4] and not _stood_for_in_turn(tagged, i, found)
        if of_those:
            continue  # "đại diện cho 2.743 CĐCS với gần 680.000 CNVCLĐ"
        if stood_for:
            continue  # "90 cán bộ, đại diện cho hơn 130.000 cán bộ"
        group = _group(tagged, i, nodes[i].value, found)
        if group is not None:
            found.append(group)
    for group, following in zip(found, [*found[1:], None], strict=False):
        group.tail = _tail(nodes, group.last, following.first if following else len(nodes))
    return found


def _stood_for_in_turn(tagged: Tagged, i: int, before: list[Group]) -> bool:
    """`15 tập thể, 18 cá nhân đại diện cho 42 tập thể, 56 cá nhân được …`: of these, row for row, it is told."""
    return len(before) > 1 and _TWO_ROWS.match(tagged.tags, i + 1) is not None


def _part_or_size(tagged: Tagged, i: int) -> bool:
    """Whether the number at node `i` is the whole of which another is a part, or only says how large something is."""
    if i < 2:
        return i == 1 and tagged.forms[0] in _CLUSTERS
    tag, before = tagged.tags[i - 2], tagged.forms[i - 1]
    if before == "trong":
        return tag == "N" or (i > 2 and tagged.forms[i - 3] == "thứ")  # "đứng thứ 2 trong 8 huyện"
    if before == "cứ" or ("thì" in tagged.forms[max(0, i - 3) : i] and _of_every(tagged, i)):
        return True  # "Cứ 10 cá nhân được tặng bằng khen thì có hơn 6 người là lao động trực tiếp"
    if before in ("số", "tổng số"):
        whole = i - 2 - (tagged.forms[i - 2] == "tổng")
        of = tagged.tags[max(0, whole - 2) : whole]  # "63 trong số 88 CĐCS", "3 gia đình trong số 42 gia đình nói trên"
        return whole > 0 and tagged.forms[whole] == "trong" and (of[-1] == "N" or (of[0] == "N" and of[-1] in KINDS))
    if before in ("dưới", "trên"):
        return tag == "c"  # "DN dưới 200 lao động"
    return before in _CLUSTERS or (before == "/" and tag == "N")


def _of_every(tagged: Tagged, i: int) -> bool:
    """Whether "cứ" and a number stand before the number at node `i`, in its sentence's last nodes."""
    window = tagged.forms[max(0, i - 20) : i]
    at = window.index("cứ") + max(0, i - 20) if "cứ" in window else -1
    return at >= 0 and tagged.tags[at + 1] == "N" and tagged.tags[at + 2] in KINDS


def _group(tagged: Tagged, i: int, number: Number, before: list[Group]) -> Group | None:
    nodes = tagged.nodes
    j = i + 1
    if j + 1 < len(nodes) and nodes[j].tag == "/" and nodes[j + 1].tag == "N":
        j += 2
    while j < len(nodes) and nodes[j].form in _CLASSIFIERS and nodes[j].tag in "wic" and j + 1 < len(nodes):
        if nodes[j].tag in KINDS and nodes[j + 1].tag not in KINDS:
            break
        j += 1
    of = j + 1 + (tagged.forms[j + 1 : j + 2] == ["tổng"])
    whole = of + 2 < len(nodes) and nodes[of].form in ("số", "tổng số") and nodes[of + 1].tag == "N"
    if whole and nodes[j].form == "trong":
        j = of + 2  # "sáu trong số 43 người", "63 trong tổng số 88 CĐCS"
    elif j + 2 < len(nodes) and nodes[j].form == "trong" and nodes[j + 1].tag == "N" and nodes[j + 2].tag in KINDS:
        if number.value == 1:
            number = nodes[j + 1].value  # "là một trong ba người được tặng": three were
        j += 2
    if j >= len(nodes):
        return None
    of_those = tagged.forms[j : j + 3] == ["trong", "số", "đó"] and tagged.forms[j + 3 : j + 4] not in (["là"], ["có"])
    if before and number.value > 1 and of_those and before[-1].tag in KINDS:
        noun = before[-1].noun  # "163 gia đình …; 2 trong số đó được đề nghị biểu dương"
        return Group(i, j + 3, j + 3, number.value, number.qualifier, before[-1].tag, noun, elided=True)
    noun = nodes[j]
    if noun.tag == "s" and i and nodes[i - 1].form in ("nhiệm", "chủ trì"):
        return None  # "chủ nhiệm hai đề tài cấp thành phố": whose work it was
    if noun.form == "kỷ niệm chương":
        noun = Node("T", noun.start, noun.end, noun.first, noun.last, Title("Kỷ niệm chương"), noun.form)
    made = Group(i, j + 1, j + 1, number.value, number.qualifier, noun.tag, noun, in_words=number.in_words)
    if noun.tag in KINDS:
        made.last = _absorb(nodes, j, made)
        told = "s" in tagged.tags[:i] or any(g.tag == "s" for g in before[-1:])
        judged = "R" in tagged.tags[i - 1 : j + 2] or "xếp loại" in tagged.forms[max(0, i - 2) : j + 5]
        if noun.form == "bản" and (told or judged):
            made.tag = "s"  # "xếp 8 bản loại A"
        return made
    if noun.tag == "O" and number.value > 1 and not number.in_words:
        made.tag = "c"  # "cho 25 Sở GD&ĐT"
        return made
    if noun.tag in "RGTQ":
        if (
            noun.tag == "Q"
            and noun.value.title is None
            and not noun.value.titled
            and number.in_words
            and number.value < 5
        ):
            return None
        return made
    bare = noun.form if noun.form in BARE_RANKS else f"{noun.form} {nodes[j + 1].form}" if j + 1 < len(nodes) else ""
    if bare in BARE_RANKS and before and before[-1].tag in "RG" and noun.tag in "wkTti":
        last = noun if bare == noun.form else nodes[j + 1]
        made.tag, made.last = "R", j + 1 + (last is not noun)
        made.noun = Node("R", noun.start, last.end, noun.first, last.last, BARE_RANKS[bare], bare)
        return made
    if (ranked := rank_of_row(tagged, i)) is not None:
        made.tag, made.noun, made.last, made.elided = "R", ranked, j, True
        return made
    if (noun.form in (",", "và") or noun.tag in ".;") and (shared := noun_of_row(tagged, i)) is not None:
        made.tag, made.noun, made.last = shared.tag, shared, j
        return made
    judged = nodes[i - 1].tag == "K" or (nodes[i - 1].form == "được" and i > 1 and nodes[i - 2].tag == "K")
    if i and judged and noun.tag in ",;." and before and before[-1].tag == "s":
        made.tag, made.noun, made.last, made.elided = "s", before[-1].noun, j, True
        return made  # "gửi lên huyện 388, huyện công nhận 203"
    ends = noun.tag in ",;.)" or (noun.form == "và" and j + 1 < len(nodes) and nodes[j + 1].tag in "RL")
    ends = ends or (i > 1 and nodes[i - 1].tag == ":" and nodes[i - 2].tag == "R" and noun.tag in "Uw")
    if ends:
        known = _spoken_of(nodes, i, before)
        placed = nodes[i - 1].form == "có" and nodes[i - 2].tag == "L"  # "ở cấp Thành phố có bốn"
        worth = known is not None and known.tag == "R" and number.value >= _LEAST_MONEY  # "giải Nhì 3 triệu"
        if known is not None and not worth and (not number.in_words or known.tag == "R" or placed):
            made.tag, made.noun, made.last, made.elided = known.tag, known, j, True
            return made
    follows = noun.tag in "LDA" or (noun.form in ("ở", "tại") and j + 1 < len(nodes) and nodes[j + 1].tag == "L")
    if before and follows and before[-1].tag in KINDS + "TQ" and not number.in_words:
        made.tag, made.noun, made.last, made.elided = before[-1].tag, before[-1].noun, j, True
        made.mixed = before[-1].mixed
        return made
    return None


def _spoken_of(nodes: list[Node], i: int, before: list[Group]) -> Node | None:
    """The noun of a bare count: behind its level, its rank or its year.

    `hộ giỏi cấp cơ sở 66.020, cấp huyện 13.940`; `hạng Nhất 9, hạng Nhì 41`; `18 người vào năm 2015, sang 2016 có 24`.
    """
    k = i - 1
    while k > 0 and nodes[k].form in LINKS:
        k -= 1
    if k < 0:
        return None
    if nodes[k].tag == "O" and before and before[-1].tag == "s" and nodes[k - 1].form in (",", "còn", "và"):
        return before[-1].noun  # "CĐ A có 6.102 sáng kiến, LĐLĐ B 2.877, còn CĐ C có 1.409"
    numbered = _numbered(nodes, i)
    if numbered is not None or nodes[k].tag in "HVK":
        return numbered
    if nodes[k].tag == "L" and k and nodes[k - 1].tag == "R":
        k -= 1  # "loại A cấp thị xã có 530"
    if nodes[k].tag == "R":
        return nodes[k] if k == 0 or nodes[k - 1].tag != "N" else None
    if nodes[k].tag == "T" and nodes[i - 1].tag == ":":
        return nodes[k]  # "Đơn vị quyết thắng: 61; Đơn vị tiên tiến: 34"
    if nodes[k].tag == "Y" and k < i - 1 and before:
        return before[-1].noun if before[-1].tag in "icfTQ" else None
    if nodes[k].tag != "L":
        return None
    if before:
        return before[-1].noun if before[-1].tag in KINDS + "TQ" else None
    near = next((n for n in reversed(nodes[max(0, k - 4) : k]) if n.tag in KINDS + "TQ"), None)
    if near is None and nodes[k - 1].tag == ":":
        return next((n for n in nodes[:k] if n.tag in KINDS), None)  # "Sáng kiến được công nhận: cấp cơ sở 9.735, …"
    return near


def _numbered(nodes: list[Node], i: int) -> Node | None:
    """`số chị được quận biểu dương là 60`, `số người được khen là 205, số tập thể là 47`: whose number it is."""
    if nodes[i - 1].form != "là":
        return None
    for k in range(i - 2, max(0, i - 12), -1):
        if nodes[k].tag in ",;:.N":
            return None
        if nodes[k].tag in "ifc" and nodes[k - 1].form == "số":
            return nodes[k]
    return None


def _absorb(nodes: list[Node], j: int, group: Group) -> int:
    """Index after the noun at node `j` with the nouns that only modify or join it; sets `mixed`."""
    first = nodes[j].tag
    k = j + 1
    while k < len(nodes):
        if nodes[k].tag in KINDS:
            k += 1
            continue
        if nodes[k].form in _JOINS and k + 1 < len(nodes) and nodes[k + 1].tag in KINDS:
            same = nodes[k].form == "-" and nodes[k + 1].tag == nodes[k - 1].tag  # "gia đình công nhân - lao động"
            posts = first == "i" and nodes[k - 1].tag == nodes[k + 1].tag == "c"  # "19 chủ tịch công đoàn, nghiệp đoàn"
            if nodes[k + 1].tag != first and not (same or posts) and not {nodes[k + 1].tag, first} <= {"s", "k"}:
                group.mixed = True
            k += 2
            continue
        break
    return k


def _tail(nodes: list[Node], start: int, limit: int) -> int:
    """Where the modifiers of a group that ends at node `start` stop."""
    k = start
    while k < limit and nodes[k].tag not in ";HVKABD." and nodes[k].form not in ("và", "còn", "riêng"):
        k += 1
    return k
