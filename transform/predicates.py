"""A predicate of recognition, and when two verbs make one or the second goes on with the first."""

from dataclasses import dataclass, replace

from transform.nodes import Node, Tagged
from transform.organizations import Organization


@dataclass
class Frame:
    """One predicate: `at` is its node, `start` the first node of its phrase; `verb` the tag of its main verb."""

    at: int
    start: int
    verb: str
    passive: bool
    nominated: bool
    plan: bool
    negated: bool
    agent: Organization | None
    agent_area: str | None
    agent_level: str | None
    """Level of awarders that are named only by their kind ("được các CĐCS khen thưởng")."""
    end: int
    """Node index where its own clause ends: the next frame, a semicolon, or the end."""


def joined(nodes: list[Node], a: int, b: int) -> bool:
    """`được tặng hoặc truy tặng danh hiệu …`, `xét công nhận đạt giải thưởng …`: one predicate of two verbs."""
    if b == a + 1 and nodes[a].tag == "K" and (nodes[b].tag == "A" or _chosen_for(nodes, a, b)):
        return True
    return b == a + 2 and nodes[a].tag == nodes[b].tag and nodes[a + 1].form in ("hoặc", "và", "hay")


def as_one(nodes: list[Node], frame: Frame, pairs: dict[int, int]) -> Frame:
    """A frame with the verb that is joined to its own."""
    if frame.at not in pairs:
        return frame
    last = pairs[frame.at]
    passive = frame.passive or _chosen_for(nodes, frame.at, last)
    verb = nodes[last].tag if passive and nodes[last].tag in "HV" else frame.verb
    return replace(frame, at=last, passive=passive, verb=verb)


def _chosen_for(nodes: list[Node], a: int, b: int) -> bool:
    """`nằm trong 10 người được chọn trao Giải thưởng Tôn Đức Thắng`, `63 nhà giáo được lựa chọn tuyên dương`."""
    passive = nodes[a].form.startswith("được ") or (a > 0 and nodes[a - 1].tag == "D")
    return passive and nodes[b].tag in "HV"


def chosen_to_be_sought_for(tagged: Tagged, found: list[Frame]) -> list[Frame]:
    """`3 người được chọn lập hồ sơ đề nghị Tổng LĐLĐ cấp …`: chosen is only who is put forward, one predicate."""
    kept = found[:1]
    for frame in found[1:]:
        before = kept[-1]
        chosen = before.verb == "K" and (before.passive or tagged.forms[before.at].startswith("được "))
        at_once = set(tagged.tags[before.at + 1 : frame.start]) <= set("wB")
        if chosen and at_once and frame.nominated and not frame.passive:
            kept[-1] = replace(frame, start=before.start, passive=True)
        else:
            kept.append(frame)
    return kept


def inherit(nodes: list[Node], before: Frame, frame: Frame) -> None:
    """`đề nghị ORG tặng … và biểu dương …`, `đề nghị … ; Cờ thi đua … cho …`: the second goes on with the first."""
    if not before.nominated or before.passive or frame.passive or frame.nominated:
        return
    at_once = frame.verb == before.verb == "H" and [n.tag for n in nodes[frame.at - 2 : frame.at]] == [";", "O"]
    if at_once and before.agent is not None:
        frame.nominated = True  # "đề nghị A tặng Bằng khen cho …; B tặng Bằng khen cho …"
    if frame.agent is not None:
        return
    listed = nodes[frame.at].tag in "TQ"
    bodies = (k for k in range(before.at, frame.at) if nodes[k].tag == "O" and nodes[k - 1].tag != "U")
    goes_on = nodes[frame.start - 1].form == "và" or (nodes[frame.start - 1].tag == "," and before.agent is not None)
    if listed or (goes_on and next(bodies, None) is None):
        frame.nominated = True
        frame.agent = before.agent if not listed else None


def handed_too(tagged: Tagged, found: list[Frame]) -> list[Frame]:
    """`được UBND tỉnh xếp loại xuất sắc, tặng Cờ thi đua`: the second has the voice and the awarder of the first."""
    kept = found[:1]
    for frame in found[1:]:
        before = kept[-1]
        behind = tagged.tags[frame.at + 1 :].partition(";")[0]
        agreed = before.passive and (before.agent is not None or before.agent_area is not None)
        own = frame.passive or frame.nominated or frame.agent is not None
        between = tagged.tags[before.at + 1 : frame.start]
        goes_on = tagged.forms[frame.start - 1] in (",", "và") and not set(between) & set(";:NUPODF")
        given = (frame.verb == "H" and behind[:1] == "T") or (frame.verb == "V" and behind[:2] in ("SQ", "ST"))
        if not (agreed and goes_on and given and "U" not in behind) or own:
            kept.append(frame)
            continue
        handed = replace(
            frame, passive=True, nominated=before.nominated, plan=before.plan, negated=before.negated,
            agent=before.agent, agent_area=before.agent_area,
        )  # fmt: skip
        if before.verb in "VK" and set(between) <= set("w,"):
            kept[-1] = replace(handed, start=before.start)  # "được LĐLĐ tỉnh khen thưởng, tặng Bằng khen": one
        else:
            kept.append(handed)
    return kept
