"""Names in a row behind "cho", "thuộc về" or a colon."""

from transform.nodes import Node
from transform.proper import FUNCTION_WORDS

TO_WHOM = frozenset(["thuộc về", "về tay", "đến với", "đến tay", "tới tay", "về với", "gọi tên"])
ENTRANTS = frozenset(["thí sinh", "vận động viên", "diễn viên"])
"""Whoever takes part in a contest, recognised only where a verb says so."""
PRONOUNS = frozenset(["ông", "bà", "anh", "chị", "cô", "thầy"])
_MANY = frozenset(["các", "những", "nhiều", "cho các", "một số", "hai", "ba"])
TEAMS = frozenset(["đội", "đội tuyển", "đội thi", "đoàn"])
"""Those who enter a contest together."""
_TEAM_WORDS = frozenset(["đội", "đoàn", "nhóm", "tập thể", "tổ"])
_SECTIONS = frozenset(["khoa", "phòng", "ban"])
"""Parts of a workplace whose name goes on in small letters behind its first capital."""
_NUMBERED = frozenset(["cụm", "khối", "cụm thi đua", "khối thi đua"])
"""Rows of bodies that emulate with each other, which go by their number."""
_BEFORE_NAME = frozenset(
    ["đồng chí", "cá nhân", "tập thể", "riêng", "các", "đ/c", "nhóm", "tác giả", ":", "đại", "diện", "đơn vị"]
)


def _behind_apposition(nodes: list[Node], k: int) -> int:
    """`ông A, công nhân lái cẩu Cảng Hòn La và bà B`: where the row goes on behind who the first one is."""
    if k >= len(nodes) or nodes[k].form != "," or nodes[k - 1].tag != "P":
        return k
    for j in range(k + 1, min(k + 14, len(nodes) - 1)):
        if nodes[j].form in ("và", "cùng", ",") and nodes[j + 1].tag == "P":
            return j
        if nodes[j].tag in "HVKABD;:N.PTQ":
            break
    return k


def numbered_team(nodes: list[Node], k: int) -> int:
    """Node behind "Cụm giao ước thi đua số 5"; `k` where no such name begins there."""
    if nodes[k].form not in _NUMBERED:
        return k
    number = next((j for j in range(k + 1, min(k + 6, len(nodes) - 1)) if nodes[j].form == "số"), None)
    return number + 2 if number is not None and nodes[number + 1].form.isdecimal() else k


def team(nodes: list[Node], k: int, clean: str) -> int:
    """Node behind a proper name that no type of body begins ("đội Sao Mai", "WECO"); `k` where none begins there."""
    first = k + 1 if nodes[k].tag == "c" else k
    to_whom = nodes[k - 1].form
    if to_whom in _MANY or not (nodes[k].tag == "c" or (nodes[k].tag == "w" and to_whom in TO_WHOM)):
        return k
    if first > k and first < len(nodes) and nodes[first].tag == "p" and nodes[first].value[1]:
        return first + 1  # "Đội thi phường Tân An"
    if (numbered := numbered_team(nodes, k)) > k:
        return numbered
    if nodes[k].form in TEAMS and first + 1 < len(nodes) and nodes[first].tag == "c":
        first += 1  # "đội khối phố Nam Diêu"
    last = first
    while last < len(nodes) and nodes[last].tag in "wgkhci" and clean[nodes[last].start].isupper():
        last += 1
    if nodes[k].form in _SECTIONS and last > first:
        while last < len(nodes) and nodes[last].tag == "w" and nodes[last].form not in FUNCTION_WORDS:
            last += 1  # "Khoa Hồi sức cấp cứu"
    common = nodes[k].tag == "c" and nodes[k].form in _TEAM_WORDS and to_whom in TO_WHOM
    if common and last == first < len(nodes) and nodes[first].tag in "ic":
        return first  # "Giải “…” thuộc về đội công nhân vệ sinh môi trường"
    return last if last > first else k


def name_list(nodes: list[Node], k: int, clean: str) -> list[list[int]]:
    """Names that stand in a row from node `k`, by kind; `clean` is the text with its capitals."""
    stop = len(nodes)
    found: dict[str, list[int]] = {}
    if k + 1 < stop and nodes[k].tag == "k" and nodes[k + 1].tag == "Q":
        return [[k + 1]]  # "thuộc về tác phẩm “Nắng trên mẻ lưới” của anh A"
    while k < stop and (
        nodes[k].form in _BEFORE_NAME
        or (nodes[k].tag in "ic" and (k + 1 < stop and nodes[k + 1].tag in "OP"))
        or [n.tag for n in nodes[k : k + 3]] in (["i", ":", "P"], ["c", ":", "O"])  # "thuộc về các thí sinh: A, B"
        or (nodes[k].tag == ":" and nodes[k - 1].tag in "ic")
    ):
        k += 1
    while k < stop:
        if [n.tag for n in nodes[k : k + 2]] == ["O", "P"]:
            k += 1  # "cho phóng viên Báo A Nguyễn Văn B", "cho Giám đốc Công ty C Trần Thị D"
        known = nodes[k].tag in "OP" or (nodes[k].tag == "p" and nodes[k].value[1])
        behind = k + 1 if known else team(nodes, k, clean)
        if behind == k or (found and behind < stop and nodes[behind].tag in "HVJD"):
            break  # "…, LĐLĐ quận trao thêm": the subject of what follows
        found.setdefault(nodes[k].tag if known else "O", []).append(k)
        k = behind + (nodes[k].tag in "Oc" and behind < stop and nodes[behind].tag == "O")
        alone = k + 2 >= stop or nodes[k + 2].form not in (",", "và", "cùng")
        if not known and alone and [n.tag for n in nodes[k : k + 2]] == [",", "O"]:
            k += 2  # "WECO, Trường THPT A": where it comes from
        if k < stop and nodes[k].tag == "(":
            while k < stop and nodes[k].tag != ")":
                k += 1
            k += 1
        k = _behind_apposition(nodes, k)
        if k + 1 < stop and nodes[k].form in (",", "và", "cùng"):
            k += 1
            while k + 1 < stop and (
                nodes[k].tag == "U"
                or nodes[k].form in _BEFORE_NAME
                or (nodes[k].tag in "ic" and nodes[k + 1].tag in "OP")
            ):
                k += 1
            if nodes[k].tag == "O" and nodes[k - 1].tag == "i" and nodes[k + 1 : k + 2] and nodes[k + 1].tag != "P":
                break  # "…, Chủ tịch Công đoàn cơ sở X": who the person is
    persons, bodies = found.get("P", []), found.get("O", [])
    if persons and bodies and all(nodes[b - 1].form == "," and b - 2 in persons for b in bodies):
        return [persons]  # "cho tác giả Hồ Thị Lý, Công đoàn ngành Giáo dục": whose member the person is
    return list(found.values())
