"""What part a body plays in its sentence: it acts, helps, is celebrated, or came as a guest; and to which event."""

import re
from itertools import pairwise

from transform.lexicon import word_set
from transform.nodes import Node, Tagged

_PARTNER = word_set("partners")
_ADDRESS = 20
"""Nodes in which an address names who speaks, posts and all."""
_COMES = frozenset(["dự", "thăm", "tham dự", "chúc mừng"])
"""What guests do."""
AT_EVENT = (
    "tại hội nghị", "luận hội nghị", "tại buổi", "tại lễ", "tại đại hội", "tại chương trình", "cùng ngày", "dịp này",
)  # fmt: skip
"""Openings of sentences that report the event itself."""
_LOOKING_BACK = re.compile(
    r"đại hội(?: \w+){0,2} thi đua\b|(?:hội nghị|gặp mặt|tuyên dương) (?:các )?điển hình tiên tiến\b"
)
"""Events held at the end of some years to look back on them, whether or not they say so."""
_TO_LOOK_BACK = ("đại", "hội nghị", "gặp mặt", "tuyên dương")
"""How the first node of such an event begins."""


def names_guests(tagged: Tagged) -> bool:
    """`Tới dự hội nghị có đồng chí A, Phó Chủ tịch LĐLĐ tỉnh; đại diện các ban`: a sentence about who came."""
    return "dự" in tagged.forms[:2] and "có" in tagged.forms[:6]


def of_guest(tagged: Tagged, at: int) -> bool:
    """`với sự tham dự của đồng chí A, Phó Chủ tịch HĐND tỉnh`: the body at node `at` is a guest's."""
    before = tagged.forms[at - 1] if at else ""
    post = at > 0 and (tagged.tags[at - 1] == "i" or before in ("tịch", "viên", "trưởng", "thư"))
    attends = "dự" in tagged.forms[:at]
    came = any(a in ("tới", "đến", "về", "đã") and b == "dự" for a, b in pairwise(tagged.forms[at:]))
    return post and (attends or came) and "P" in tagged.tags[max(0, at - 9) : at]


def attends(tagged: Tagged, at: int) -> bool:
    """`Chủ tịch nước Nguyễn Văn A đã về dự Ngày hội`: the body at node `at`, or who holds its office, came to see."""
    for k in range(at + 1, min(at + _ADDRESS, len(tagged.nodes))):
        form = tagged.forms[k]
        if form in _COMES:
            return True
        if tagged.tags[k] not in "OPicwp,-" or form in ("tổ", "chức", "họp", "của", "có"):
            return False
    return False


def helps(tagged: Tagged, at: int) -> bool:
    """`do LĐLĐ tỉnh chủ trì, Sở A phối hợp, diễn ra …`: a partner, told behind whoever runs it."""
    words = [form for form in tagged.forms[at + 1 : at + 4] if form]
    joint = " ".join(words[:2]).startswith("phối hợp")
    return joint and not any(w in ("với", "cùng", "tổ chức", "phối hợp với", "phối hợp tổ chức") for w in words)


def joins(tagged: Tagged, at: int) -> bool:
    """`Báo A đã phối hợp với Ban B tổ chức cuộc thi`: the body at node `at` runs something together with others."""
    behind = " ".join(form for form in tagged.forms[at + 1 : at + 5] if form)
    return behind.removeprefix("đã ").startswith("phối hợp") and "J" in tagged.tags[at:]


def hands_over(tagged: Tagged) -> bool:
    """Whether a person by name hands something over before anything else happens."""
    verb = next((i for i, tag in enumerate(tagged.tags) if tag in "HVKAJ"), None)
    if verb is None or tagged.tags[verb] not in "HV":
        return False
    body = tagged.tags.rfind("O", 0, verb)
    return "P" in tagged.tags[max(0, body) : verb] or (body > 1 and "P," in tagged.tags[max(0, body - 7) : body])


def speaks(tagged: Tagged) -> bool:
    """`Phó Chủ tịch LĐLĐ Thành phố A phát biểu tại Hội nghị`: an address to the event, not a report."""
    opens = tagged.forms[:_ADDRESS]
    return any(a == "phát" and b == "biểu" for a, b in pairwise(opens)) and "P" in tagged.tags[:_ADDRESS]


def reports(nodes: list[Node], at: int) -> bool:
    """`Theo báo cáo của LĐLĐ huyện`: whose figures the article tells."""
    return at > 2 and nodes[at - 1].form == "của" and [n.form for n in nodes[at - 3 : at - 1]] == ["báo", "cáo"]


def celebrated(tagged: Tagged, at: int) -> bool:
    """`chào mừng Đại hội Công đoàn Giáo dục`, `kỷ niệm 94 năm thành lập Công đoàn`: an occasion, no subject."""
    before = " ".join(tagged.forms[max(0, at - 8) : at])
    return before.endswith(("đại hội", "thành lập", "ngày thành lập", "đại hội đại biểu")) and (
        "chào mừng" in before or "kỷ niệm" in before or "hướng tới" in before
    )


def acts(nodes: list[Node], at: int) -> bool:
    """Whether the body at node `at` can be the subject of its clause."""
    if not at or nodes[at - 1].form in _PARTNER:
        return not at
    whose = at
    while whose > 1 and nodes[whose - 1].tag in "ci":
        whose -= 1
    if whose < at and nodes[whose - 1].tag == "U":
        return False  # "giải Nhất được trao cho đội Công đoàn ngành Y tế"
    before = " ".join([n.form for n in nodes[max(0, at - 3) : at]])
    if before.endswith(("ngày thành lập", "năm thành lập", "ngày truyền thống")):
        return False  # "kỷ niệm 83 năm Ngày thành lập Công đoàn Việt Nam"
    return "đại hội" not in before  # "Đại hội XII Công đoàn Việt Nam"


def held_to_look_back(tagged: Tagged, k: int) -> bool:
    """`tổ chức Đại hội Thi đua yêu nước giai đoạn 2020 - 2025`: node `k` begins an event that looks back on years.

    Not one that is only spoken of: "chào mừng Đại hội …", "dự Đại hội …".
    """
    held = tagged.forms[k].startswith(_TO_LOOK_BACK) and "J" in tagged.tags[max(0, k - 6) : k + 1]
    return held and _LOOKING_BACK.match(" ".join(tagged.forms[k : k + 6])) is not None
