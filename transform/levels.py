"""Levels: at which a body stands by the guide's table, and which the words at the end of a title name."""

from typing import TYPE_CHECKING

from transform.facts import Level
from transform.gazetteer import gazetteer
from transform.text import fold

if TYPE_CHECKING:
    from transform.organizations import Organization

_COMMUNES_GREW = (2025, 7)
"""From July 2025 wards and communes are the level above the grassroots (Law on Local Government 2025)."""


def level_of(org: "Organization", head_level: Level | None, year_month: tuple[int, int] | None) -> Level | None:
    """Level at which a body stands, by the guide's table of levels."""
    g = gazetteer()
    low = fold(org.name)
    if head_level == "grassroots":
        return head_level
    if low.endswith(" việt nam") or " trung ương" in low or " tw" in low:
        if low.startswith(_WORKPLACES) and not low.startswith(_BRANCHES):
            return "grassroots"  # "Công đoàn Công ty TNHH Canon Việt Nam"
        if low.startswith("công đoàn tổng công ty"):
            return "district"  # one corporation's union, by the guide
        state_group = low.startswith("tập đoàn")  # as its union is: a branch of the whole country
        return "district" if org.type == "enterprise" and not state_group else "national"
    if head_level:
        return head_level
    area = org.area
    if area in ("quận", "huyện", "thị xã", "tx"):
        return "district"
    if area in ("phường", "xã", "thị trấn", "đặc khu"):
        grown = org.type == "union" or (year_month is not None and year_month >= _COMMUNES_GREW)
        return "district" if grown else "grassroots"
    if area == "tỉnh":
        return "district" if org.type == "union" and org.head == "Công đoàn" else "province"
    if area in ("thành phố", "tp", "tp."):
        if org.type == "union" and org.head == "Công đoàn" and not low.startswith("công đoàn thành phố"):
            return "district"
        place = low.rsplit("thành phố", 1)[-1].strip()
        return "province" if place in g.municipalities or not place else "district"
    if org.type == "union":
        if org.head == "Liên đoàn Lao động":
            return "province"
        return "grassroots" if low.startswith(_WORKPLACES) else "district"
    if org.type in ("party", "youth", "women", "association") and f"công đoàn {fold(org.proper)}".startswith(
        _WORKPLACES
    ):
        return "grassroots"  # "Đảng ủy Trường Đại học A"
    if org.type in ("authority", "front", "women", "farmers", "association", "armed", "party", "youth", "department"):
        return "province"
    return None


_BRANCHES = ("công đoàn cơ quan", "công đoàn ban", "công đoàn viện", "công đoàn đại học", "công đoàn báo")
"""Workplaces by their first word that may be the union of a whole branch."""

_WORKPLACES = (
    "công đoàn công ty", "công đoàn trường", "công đoàn bệnh viện", "công đoàn nhà máy", "công đoàn xí nghiệp",
    "công đoàn cơ quan", "công đoàn phòng", "công đoàn trung tâm", "công đoàn chi cục", "công đoàn ban",
    "công đoàn mầm non", "công đoàn đại học", "công đoàn viện", "công đoàn sở", "công đoàn báo",
)  # fmt: skip

LEVEL_TAILS = {
    "thủ đô": "province", "toàn quốc": "national", "toàn ngành": "focus", "cấp cơ sở": "grassroots",
    "cấp quận": "district", "cấp huyện": "district", "cấp thành phố": "city", "cấp tỉnh": "province",
    "cấp ngành": "focus", "cấp trường": "grassroots", "cấp xã": "commune", "cấp phường": "commune",
    "cấp tập đoàn": "district", "cấp tổng công ty": "district", "cấp công ty": "grassroots", "cấp bộ": "national",
    "thành phố": "city", "cấp trên cơ sở": "district", "cơ sở": "grassroots",
}  # fmt: skip
AREA_LEVELS = {"quận": "district", "huyện": "district", "thị xã": "district", "thành phố": "city", "tỉnh": "province"}


def strip_level(name: str) -> tuple[str, str | None]:
    """A title without the level words at its end: ("Công nhân giỏi", "thủ đô") of "Công nhân giỏi Thủ đô"."""
    low = name.lower()
    for tail in LEVEL_TAILS:
        if low.endswith(" " + tail) and len(low) > len(tail) + 6:
            return name[: -len(tail)].rstrip(" ,-–"), LEVEL_TAILS[tail]
    for area, level in AREA_LEVELS.items():
        at = low.rfind(f" {area} ")
        if at > 6 and name[at + len(area) + 2 : at + len(area) + 3].isupper() and len(low) - at < 30:
            return name[:at].rstrip(" ,-–"), level
    return name, None
