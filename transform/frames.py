"""Predicates of recognition with what their clause says of them: voice, awarder, nomination, plan."""

import itertools
import re

from transform.bodies import SHORT_BODIES
from transform.lexicon import word_set
from transform.nodes import BARE_RANKS, Node, Tagged
from transform.organizations import Organization
from transform.predicates import Frame, as_one, chosen_to_be_sought_for, handed_too, inherit, joined
from transform.text import holds

_TRANSPARENT = frozenset("wOpDBLPFiY(),hcCgsE")
"""Nodes that may stand between the parts of one predicate ("được LĐLĐ thành phố Hà Nội xét tặng")."""
FIRM_PLANS = word_set("firm_plans")
_HEADS = re.compile("[HVKABTQRS:-]")
"""Tags of what a predicate can be: a verb, an honour whose list needs none, what stands for "is"."""
_EFFORTS = word_set("efforts")
"""Before "phấn đấu" these make it what was done: "quá trình phấn đấu", "không ngừng phấn đấu"."""
_LOOKS_BACK = word_set("looks_back")
"""First words of clauses that tell what was strived for by now."""
_CARRIES_OUT = frozenset(["hoàn", "thực", "có"])
"""First words of what is done without any recognition: "đã hoàn thành", "đã thực hiện", "đã có"."""
DELEGATES = word_set("delegates")
"""Verbs of sending somebody up to a higher body's event."""
CHOOSING = word_set("chooses")
_HONOURING = ("biểu dương", "tuyên dương", "tôn vinh", "vinh danh", "khen thưởng", "điển hình", "thi đua")
_COLONS = re.compile(":")
_UNREAL = re.compile("[F!]")
"""Tags of what makes a predicate a plan, or denies it."""

AREAS = frozenset(["quận", "huyện", "tỉnh", "thành phố", "ngành", "phường", "xã"])
_WORKPLACES = frozenset(["nhà máy", "công ty", "xí nghiệp", "trường", "bệnh viện", "doanh nghiệp", "phân xưởng"])
_COMMUNES = frozenset(["phường", "xã", "thị trấn"])
_GRASSROOTS = frozenset(["cđcs", "công đoàn cơ sở", "cđ cơ sở", "cơ sở", "đơn vị", "nhà trường", "doanh nghiệp"])
_SPOKEN_OF_IN_PLURAL = _GRASSROOTS | _WORKPLACES | _COMMUNES


def frames(tagged: Tagged) -> list[Frame]:
    """Predicates of recognition of a sentence, in order."""
    nodes, tags = tagged.nodes, tagged.tags
    heads = tagged.where(_HEADS)
    if not heads and "dự" not in tagged.forms:
        return []
    at = [i for i in heads if tags[i] in "HVKA" or (tags[i] == "B" and not _has_verb(nodes, i))]
    at = [i for i in at if tags[i : i + 2] not in ("A!", "A%")]  # "số người đạt không nhiều lên", "(đạt 93,6%)"
    listed = (i for i in heads if tags[i] in "TQ" or tags[i - 1 : i + 1] == ";R")
    lists = {i: colon for i in listed if (colon := _lists(tagged, i, at)) is not None}
    at = [i for i in at if not (tags[i] == "B" and i - 1 in lists.values())]
    pairs = {a: b for a, b in itertools.pairwise(at) if joined(nodes, a, b)}
    found = [_frame(tagged, i, before + 1) for before, i in zip([-1, *at], at, strict=False)]
    if pairs:
        found = [as_one(nodes, f, pairs) for f in found if f.at not in pairs.values()]
    for i in heads:
        if i in lists or (tags[i] in "S:-" and (_is_one(nodes, i) or _won_by(nodes, i))):
            verb, sought = ("H", tags[lists[i] + 1] == "B") if i in lists else ("A", False)
            found.append(Frame(i, i, verb, False, sought, False, False, None, None, None, len(nodes)))
    found = handed_too(tagged, chosen_to_be_sought_for(tagged, found))
    sent = _delegations(tagged)
    found = [f for f in found if f.at not in {d.at for d in sent}] + sent
    found.sort(key=lambda f: f.at)
    for before, frame in itertools.pairwise(found):
        inherit(nodes, before, frame)
    for frame, following in zip(found, [*found[1:], None], strict=False):
        stop = following.start if following else len(nodes)
        semicolon = tags.find(";", frame.at + 1, stop)
        frame.end = stop if semicolon == -1 else semicolon
    return found


_LONGEST_RUN = 7
"""Nodes between whoever holds a title and "là", of the years that it was held."""


def _is_one(nodes: list[Node], i: int) -> bool:
    """`ông là Chiến sĩ thi đua cấp cơ sở`: somebody named is what the honour calls him."""
    if nodes[i].form != "là" or i + 1 >= len(nodes):
        return False
    honour = nodes[i + 2] if nodes[i + 1].tag in "ic" and i + 2 < len(nodes) else nodes[i + 1]
    if honour.tag == "Q" and honour.value.title is not None:
        return any(n.tag in "Pi" for n in nodes[max(0, i - 2) : i])  # "Chị là “Thợ giỏi” cấp Tổng công ty"
    if honour.tag != "T":
        return False
    row = "".join([n.tag for n in nodes[max(0, i - 3) : i]]) in (",Ni", ",Nc")
    if row and not any(n.tag == "B" for n in nodes[:i]):
        return True  # "12 bác sĩ được phong tặng …, 27 người là Chiến sĩ thi đua cấp tỉnh"
    if any(a.tag == "N" and b.tag in "ic" for a, b in itertools.pairwise(nodes[max(0, i - 5) : i])):
        clause = next((k for k in range(i, -1, -1) if nodes[k].tag == ";"), 0)
        return not any(n.tag in "HVKAB" for n in nodes[clause:i])  # "33 đơn vị trong đó là tập thể lao động xuất sắc"
    titled = honour is nodes[i + 1] and honour.value.kind == "individual" and not honour.value.proper
    k = i - 1
    while k > 0 and i - k < _LONGEST_RUN and (nodes[k].tag in "wh" or nodes[k + 1].form == "năm"):
        k -= 1  # "Chị có bốn năm liền là Chiến sĩ thi đua cơ sở"
    timed = nodes[i - 1].tag == "Y" or any(n.form == "năm" for n in nodes[k:i])
    goes_on = timed and any(n.tag in "Pi" for n in nodes[:3])  # "Ông được …, năm 2020 là Chiến sĩ …"
    return titled and (goes_on or any(n.tag in "Pi" for n in nodes[max(0, min(k, i - 3)) : i]))


def _won_by(nodes: list[Node], i: int) -> bool:
    """`giải nhì là Trường Đại học A`: a rank, uncounted, and who has it."""
    if nodes[i].form not in ("là", "-", ":") or i < 1 or i + 1 >= len(nodes) or nodes[i + 1].tag not in "OP":
        return False
    k = i - 1
    while k > 0 and nodes[k].tag in "wci" and i - k < 4:
        k -= 1
    return nodes[k].tag == "R" and not (k and nodes[k - 1].tag == "N") and not (k > 1 and nodes[k - 1].tag == "A")


def _lists(tagged: Tagged, i: int, verbs: list[int]) -> int | None:
    """The colon or "cho" behind an honour that its list confers without a verb: `Cờ thi đua của UBND tỉnh: 54 tập thể`.

    Also where the list only seeks it (`Giấy khen của UBND huyện: đề nghị 2 tập thể`), and behind a rank: `…; giải Nhì
    thể loại ảnh cho tác phẩm “X”`.
    """
    nodes, tags = tagged.nodes, tagged.tags
    if tags[i] == "Q" and nodes[i].value.title is None and not nodes[i].value.titled:
        return None
    start = max(tags.rfind(";", 0, i), tags.rfind(":", 0, i)) + 1
    if any(start <= v < i for v in verbs):
        return None
    k = i + 1
    while k < len(tags) and k - i < 9 and tags[k] in ("wkhcC" if tags[i] == "R" else "wRYLZOhcC(),TQ-"):
        if tags[k] in "TQ" and k > i + 2:
            return None
        k += 1
    behind = tags[k + 1 : k + 3]
    given = behind[:1] in tuple("NOPp") or (tags[k : k + 1] == ":" and behind == "BN")
    if tags[i] == "R":
        given = tags[k : k + 1] == "U" and (behind == "kQ" or behind[:1] in tuple("OP"))
    return k if tags[k : k + 1] in (":", "U") and given else None


def _has_verb(nodes: list[Node], i: int) -> bool:
    """Whether a nominating verb at `i` governs a verb of recognition behind it ("đề nghị LĐLĐ Thành phố tặng")."""
    for k in range(i + 1, min(i + 7, len(nodes))):
        if nodes[k].tag in "HVK":
            return True
        if nodes[k].tag in ";.N" or nodes[k].tag == "B":
            return nodes[k].tag == "B"
    return False


def _delegations(tagged: Tagged) -> list[Frame]:
    """`cử hai tập thể, sáu cá nhân đi dự Hội nghị điển hình tiên tiến của LĐLĐ tỉnh`: put forward for its honour."""
    nodes, found = tagged.nodes, []
    for i in range(len(nodes) - 1) if "dự" in tagged.forms else ():
        if (nodes[i].form not in DELEGATES and nodes[i].form not in CHOOSING) or nodes[i + 1].tag != "N":
            continue
        to = next((k for k in range(i + 2, min(i + 14, len(nodes) - 1)) if nodes[k].form == "dự"), None)
        if to is None or not _honours_there(tagged, to + 1):
            continue
        if nodes[i].form not in DELEGATES and "B" not in tagged.tags[i:to]:
            continue  # "chọn 3 tập thể, 9 cá nhân giới thiệu dự Đại hội thi đua yêu nước"
        asked = [after for before, after in itertools.pairwise(nodes[i + 1 : to]) if before.tag == "B"]
        host = next((n.value for n in (*asked, *nodes[to : to + 9]) if n.tag == "O"), None)
        area = next((n.form for n in nodes[to : to + 9] if n.form in AREAS), None) if host is None else None
        found.append(Frame(i, i, "B", False, True, False, False, host, area, None, len(nodes)))
    return found


def _honours_there(tagged: Tagged, at: int) -> bool:
    """`hội nghị biểu dương …`, `lễ tôn vinh …`, `đại hội thi đua …`: an event that honours whoever is sent to it."""
    if not tagged.forms[at].startswith(("hội nghị", "đại hội", "lễ")):
        return False
    called = " ".join(tagged.forms[at : at + 6])
    return called.startswith("đại hội thi đua") or holds(called, _HONOURING)


def _sent_up(nodes: list[Node], i: int, limit: int) -> int | None:
    """`(đi) dự Hội nghị biểu dương của ORG`: the first node of a delegation to a higher body's event."""
    k = i - 1
    if k < limit or nodes[k].form not in ("hội nghị", "lễ", "đại hội", "hội nghị toàn quốc"):
        return None
    for back in range(k - 1, max(limit, k - 3) - 1, -1):
        if nodes[back].form == "dự":
            return back
    return None


def _apposed(nodes: list[Node], k: int) -> bool:
    """`LĐLĐ huyện Bình Chánh, TP HCM biểu dương`: the place only says where the body before it is."""
    return k > 1 and nodes[k - 1].tag == "," and nodes[k - 2].tag == "O"


def _workplaces(nodes: list[Node], k: int) -> bool:
    """Awarders named by their kind: "được cơ sở bình chọn", "được các nhà máy công nhận"."""
    return nodes[k].form in _GRASSROOTS or (nodes[k].form in _WORKPLACES and _in_plural(nodes, k))


def _in_plural(nodes: list[Node], k: int) -> bool:
    """Whether a kind of body stands in the plural, alone or in a row: `các phường và đơn vị`."""
    while k > 1 and nodes[k - 1].form in (",", "và", "hoặc") and nodes[k - 2].tag == "c":
        k -= 2
    return k > 0 and nodes[k - 1].form in ("các", "nhiều", "những")


def _stands_above(tagged: Tagged, node: Node) -> bool:
    """`được công đoàn cấp trên trực tiếp cơ sở công nhận`."""
    words = tagged.sentence.tokens.forms[node.first : node.first + 4]
    return words[-2:] == ["cấp", "trên"] or words[1:3] == ["cấp", "trên"]


def _many(nodes: list[Node], i: int, limit: int) -> bool:
    """`các CĐCS khen thưởng tại chỗ 712 công nhân`: awarders in the plural right before an active verb at `i`."""
    k = i - 1
    while k > limit and nodes[k].form in ("đã", "cũng", "tự", "tổ", "chức", "còn", "tổ chức"):
        k -= 1
    if k <= 0 or nodes[k].form not in _SPOKEN_OF_IN_PLURAL:
        return False
    counted = nodes[k].form in _GRASSROOTS and nodes[k - 1].tag == "N" and nodes[i].tag in "HVK"
    return counted or _in_plural(nodes, k)


def _is_short(nodes: list[Node], k: int, verb: str) -> bool:
    """`Tập đoàn tặng Giấy khen cho …`, `được nhà trường tặng`: the one body of the kind that the article speaks of."""
    return verb in "HVK" and nodes[k].form in SHORT_BODIES and (k == 0 or nodes[k - 1].tag in "D,.;Yi")


def _announces_plan(nodes: list[Node], colon: int) -> bool:
    """`đặt chỉ tiêu năm 2014: …; …`: a colon behind which everything is still to come."""
    opens = max(0, colon - 6)
    what_for = any(n.form == "để" for n in nodes[opens:colon])  # "là điểm tựa để nữ đoàn viên phấn đấu: năm 2015, có …"
    words = FIRM_PLANS - {"phấn đấu"} if what_for else FIRM_PLANS
    return any(n.form in words or n.form in ("chỉ tiêu", "tiêu") for n in nodes[opens:colon])


def told_as_done(tagged: Tagged, first: int, last: int) -> bool:
    """`phấn đấu đạt …, các CĐCS đã chọn được 214 người`: a clause that opens between two nodes tells what was done."""
    for k in range(first, last):
        if tagged.forms[k] != "đã" or "," not in tagged.tags[max(first, k - 6) : k]:
            continue
        if any(n.tag in "HVKA" or n.form in _CARRIES_OUT for n in tagged.nodes[k + 1 : k + 2]):
            return True
    return False


def _strived(tagged: Tagged, k: int) -> bool:
    """`Sau 10 năm phấn đấu, …`, `Ghi nhận sự nỗ lực, phấn đấu của …`: what was done, not what is to come."""
    if k and tagged.forms[k - 1] in _EFFORTS:
        return True
    opens = tagged.tags.rfind(";", 0, k) + 1
    looks_back = tagged.forms[opens] in _LOOKS_BACK or tagged.forms[opens : opens + 2] == ["ghi", "nhận"]
    return looks_back and tagged.tags[k + 1] in ",Z"


def _frame(tagged: Tagged, i: int, limit: int) -> Frame:
    nodes, tags = tagged.nodes, tagged.tags
    passive = nominated = plan = negated = plural = False
    agent: Organization | None = None
    area: str | None = None
    level: str | None = None
    start = i
    verb = nodes[i].tag
    k = i - 1
    blocked = False
    while k >= limit and i - k < 14:
        node = nodes[k]
        if node.tag not in _TRANSPARENT and not (node.tag == "Z" and "E" in tags[max(0, k - 2) : k]):
            break  # all but "được Hội đồng sáng kiến của ngành công nhận"
        if node.tag == "," and not (nodes[k + 1].tag in "Op" and k and nodes[k - 1].tag == "O"):
            break
        if node.tag == "O" and not node.value.complete and k and nodes[k - 1].form in ("các", "những"):
            level, plural = node.value.level, True  # "các LĐLĐ huyện, thị xã tặng": of that level, none by name
            k -= 1
            continue
        if node.tag == "O" and nodes[max(0, k - 1)].form == "thành lập":
            k -= 1
            continue  # "họp mặt kỷ niệm 83 năm Ngày thành lập CĐ Việt Nam và trao …"
        if node.tag == "O" and k and nodes[k - 1].tag == "U":
            break  # "… cho CĐ ngành A và trao": whom it went to
        if node.tag == "O" and agent is not None and k and nodes[k - 1].form == "của":
            break  # "… Bằng khen của Bộ Y tế, LĐLĐ tỉnh tặng": whose honour the clause before told
        if (
            node.tag == "O"
            and not blocked
            and (
                agent is None
                or nodes[k + 1].form in ("và", ",", "cùng", "phối", "phối hợp", "phối hợp với", "phối hợp cùng")
            )
        ):
            agent = node.value
        elif (
            node.tag == "p" and agent is None and area is None and i - k <= 2 and not blocked and not _apposed(nodes, k)
        ):
            area = node.value[0] if not (node.value[0] and node.value[1]) else f"{node.value[0]} {node.value[1]}"
        elif node.form in _COMMUNES and agent is None and _in_plural(nodes, k):
            level = level or "commune"
        elif node.tag in "cg" and i - k <= 2 and (node.form in AREAS or _is_short(nodes, k, verb)):
            area = area or node.form
        elif node.tag == "c" and agent is None and not blocked and _workplaces(nodes, k):
            level = "grassroots"
        elif node.tag == "c" and agent is None and _stands_above(tagged, node):
            level = "district"
        elif node.tag == "D":
            passive, start = True, k
            break
        elif node.tag == "B" and nodes[k + 1].form == "và":
            start = k  # "được đề nghị và trao giải thưởng": it was granted
        elif node.tag == "B":
            nominated, start, blocked = True, k, True
        elif node.tag == "!":
            negated = True
        elif node.tag in "Pi" and i - k > 3 and verb != "B":
            of_body = nodes[k + 1].tag == "O" and k > limit and nodes[k - 1].tag == "D"
            if not of_body:  # "được Giám đốc Sở Y tế đề nghị UBND tỉnh tặng"
                break
        k -= 1
    if not passive and not nominated:
        start = i
    if not passive and not plural and not _many(nodes, i, limit):
        level = None
    plan = any(_announces_plan(nodes, m.start()) for m in _COLONS.finditer(tags, 0, i))
    clause = tags.rfind(";", 0, i) + 1
    depth = 0
    for k in range(i - 1, clause - 1, -1) if _UNREAL.search(tags, clause, i) else ():
        node = nodes[k]
        depth += (node.tag == ")" and "(" in tags[clause:k]) - (node.tag == "(" and depth > 0)
        if depth > 0 or (node.tag == "F" and (tags[k - 1 : k] == "%" or told_as_done(tagged, k + 1, i + 1))):
            continue  # "742 sáng kiến (đạt 164,9% chỉ tiêu), trong đó 58 sáng kiến được công nhận"
        if node.form == "quả" and nodes[k - 1].form == "kết":
            break  # "41.730 người đăng ký phấn đấu, kết quả 36.304 người đạt danh hiệu"
        if node.form == "phấn đấu" and _strived(tagged, k):
            continue
        if node.tag == "F" and node.form in FIRM_PLANS and not (nominated and node.form == "sẽ"):
            plan = True  # "sẽ được LĐLĐ tỉnh đề nghị tặng": put forward
            break
        if node.tag == "!" and (i - k <= 2 or k == start - 1):
            negated = True
    initiatives = i > 0 and (nodes[i - 1].tag == "s" or nodes[i - 1].form == "bản")
    several = tags[i + 2 : i + 3] == "," and i + 3 < len(nodes) and nodes[i + 3].form in BARE_RANKS
    if initiatives and nodes[i].form == "xếp loại" and not several:
        passive = True  # "38 bản xếp loại A cấp huyện", but "1.940 sáng kiến xếp loại A, B, C"
    if verb == "A" and not passive:
        area = None  # whoever it is, receives
    if verb == "B":
        nominated = True
        asked = nodes[i + 1] if i + 1 < len(nodes) else None
        if asked is not None and agent is None and asked.tag == "O":
            agent = asked.value
        elif asked is not None and asked.form in AREAS:
            area = asked.form  # "được đề nghị Thành phố xem xét"
        passive = passive or nodes[i].form.startswith("được ")
    sent = _sent_up(nodes, i, limit)
    if sent is not None:
        start, passive, nominated = sent, True, True
        owner = i + 1 if i + 1 < len(nodes) and nodes[i + 1].form == "của" else i
        agent = nodes[owner + 1].value if owner + 1 < len(nodes) and nodes[owner + 1].tag == "O" else None
    return Frame(i, start, verb, passive, nominated, plan, negated, agent, area, level, len(nodes))
