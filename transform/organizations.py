"""Bodies: where a name begins and ends, what it is in full, of which type and level it is."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from transform.facts import Level
from transform.gazetteer import gazetteer
from transform.levels import level_of
from transform.lexicon import Head, phrases
from transform.proper import FUNCTION_WORDS, NameReader, honour_at, proper_end, to_alias
from transform.text import Tokens, fold

_OFFICES = (
    ["ban", "thường", "vụ"], ["ban", "chấp", "hành"], ["đoàn", "chủ", "tịch"], ["thường", "trực"], ["btv"], ["bch"],
    ["ban", "lãnh", "đạo"], ["lãnh", "đạo"], ["hội", "đồng", "thi", "đua", "-", "khen", "thưởng"],
    ["hội", "đồng", "thi", "đua", "khen", "thưởng"], ["hội", "đồng", "thi", "đua", ",", "khen", "thưởng"],
    ["ban", "giám", "hiệu"], ["ban", "giám", "đốc"],
    ["hội", "đồng", "thi", "đua", "và", "khen", "thưởng"], ["hội", "đồng", "tđkt"], ["hội", "đồng", "tđ", "-", "kt"],
)  # fmt: skip
_OFFICE_FIRSTS = frozenset(office[0] for office in _OFFICES)
_SMALL_LETTERS = 6
"""Words of the longest name of a section behind its first capital."""
_HOSTS = frozenset(["bệnh viện", "công ty", "trường", "nhà trường", "tổng công ty", "tập đoàn", "cơ quan"])
"""Hosts of a union by their bare name: the one that the article speaks of."""


@dataclass
class Organization:
    """A body as mentioned: its canonical name as far as the words go, and the offsets of the mention in the view.

    `area` is the area word of the name (quận, tỉnh, ngành …). `complete` is False for a mention that leaves the proper
    part to the context ("LĐLĐ quận", "Công đoàn ngành").
    """

    name: str
    type: str
    level: Level | None
    area: str | None
    head: str
    proper: str
    complete: bool
    start: int
    end: int

    def at(self, start: int, end: int) -> "Organization":
        """The same body, mentioned elsewhere."""
        return Organization(
            self.name, self.type, self.level, self.area, self.head, self.proper, self.complete, start, end
        )


@cache
def body_firsts() -> frozenset[str]:
    """Words that the name of a body may begin with."""
    return _OFFICE_FIRSTS | frozenset(gazetteer().heads.firsts())


def organization_at(
    tokens: Tokens, i: int, learned: dict[str, str], year_month: tuple[int, int] | None
) -> tuple[int, Organization] | None:
    """The body whose name begins at token `i`: (index after it, the body), or None.

    `learned` maps folded abbreviations that the article itself defines to their full form; `year_month` is when the
    article appeared and decides what a ward or commune is.
    """
    g, forms, first = gazetteer(), tokens.forms, i
    for office in _OFFICES if forms[i] in _OFFICE_FIRSTS else ():
        if forms[i : i + len(office)] == office:
            i += len(office)
            break
    if i >= len(forms):
        return None
    found = g.heads.at(forms, i)
    if found is None and forms[first] == "hội":
        i, found = first, g.heads.at(forms, first)  # "Hội đồng Thi đua - Khen thưởng tỉnh": nobody's by name
    if found is None and forms[i] not in learned:
        return None
    reader = NameReader(tokens, learned)
    if found is None:
        return _learned_at(reader, first, i, year_month)
    j, entry = found
    head: Head = entry.value
    if head.name.startswith("Chủ tịch") and first and forms[first - 1] == "phó":
        return None  # "Phó Chủ tịch nước": who speaks, no awarder
    if head.capital and (not _head_stands(reader, i, j, head) or forms[i : i + 2] == ["hội", "trường"]):
        return None
    if head.whole:
        j = reader.bracket(j)
        if reader.form(j) == "việt" and reader.form(j + 1) == "nam":
            j += 2
        return j, Organization(
            head.name, head.type, head.level, None, head.name, "", True, tokens.starts[first], tokens.end(j - 1)
        )
    if (
        head.name == "Công đoàn"
        and reader.capital(i)
        and reader.form(j) in ("bệnh", "công", "nhà", "trường", "tổng", "tập", "cơ")
    ):
        host = next((n for n in (2, 3, 1) if j + n <= len(forms) and " ".join(forms[j : j + n]) in _HOSTS), 0)
        if host and not reader.capital(j) and not reader.capital(j + host):
            name = " ".join(forms[j : j + host])
            return j + host, Organization(
                f"Công đoàn {name}", "union", "grassroots", None, "Công đoàn", name, True,
                tokens.starts[first], tokens.end(j + host - 1),
            )  # fmt: skip
    if head.type == "armed" and forms[j : j + 1] and forms[j].isdecimal():
        known = described(head, forms[j], None, year_month)  # "Lữ đoàn 146", "Quân khu 7"
        return j + 1, known.at(tokens.starts[first], tokens.end(j))
    if head.name == "Văn phòng":
        return _office_of(tokens, first, j, learned, year_month)
    held = head.name.startswith(("Bộ trưởng", "Chủ tịch ", "Thống đốc"))  # "Bộ trưởng Bộ Tài chính Đinh Tiến Dũng"
    held = held or head.type == "party" or head.name == "Tổng cục"  # "Trưởng Ban Tuyên giáo Thành ủy Nguyễn Doãn Toản"
    after_title = held or not _PERSON_TITLES.isdisjoint(forms[max(0, first - 3) : first])
    by_sector = head.type in ("ministry", "department", "office")
    by_union = head.type == "union"
    last, area = proper_end(reader, j, after_person_title=after_title, by_sector=by_sector, by_union=by_union)
    last = next((k for k in range(j + 1, last) if honour_at(forms, k)), last)
    if head.type == "enterprise" or (by_union and forms[j : j + 2] in (["tổng", "công"], ["công", "ty"])):
        last = to_alias(reader, last)
    if head.name == "Phòng" and last == j + 1 and not tokens.upper(j):
        last = _in_small_letters(reader, last)
    proper = reader.words(j, last)
    if forms[i] == "cđn":
        proper, area = f"ngành {proper}".strip(), area or "ngành"
    if (not proper and not head.area) or (head.type == "council" and area is None):
        return None
    known = described(head, proper, area or head.area, year_month)
    return last, known.at(tokens.starts[first], tokens.end(last - 1))


def _in_small_letters(reader: NameReader, first: int) -> int:
    """`Phòng Cảnh sát hình sự`: index after the small letters in which a name goes on from token `first`."""
    k = first
    while k - first < _SMALL_LETTERS and reader.form(k).isalpha() and reader.form(k) not in FUNCTION_WORDS:
        known = phrases().at(reader.forms, k)
        if reader.capital(k) or (known is not None and known[1].tag != "w"):
            break
        k = known[0] if known is not None else k + 1
    return k


def _office_of(
    tokens: Tokens, first: int, j: int, learned: dict[str, str], year_month: tuple[int, int] | None
) -> tuple[int, Organization] | None:
    """`Văn phòng Huyện ủy Lương Tài`: the office of the body whose name begins at token `j`."""
    served = organization_at(tokens, j, learned, year_month)
    headed = not {"chánh", "nhiệm"}.isdisjoint(tokens.forms[max(0, first - 1) : first])
    if served is None or headed or not served[1].complete or served[1].type == "state":
        return None  # "Chánh Văn phòng Bộ Y tế": who speaks for the ministry
    last, body = served
    office = replace(body, name=f"Văn phòng {body.name}", type="office", head="Văn phòng", proper=body.name)
    return last, office.at(tokens.starts[first], body.end)


@lru_cache(maxsize=4096)
def described(head: Head, proper: str, area: str | None, year_month: tuple[int, int] | None) -> Organization:
    """The body of a head, the proper part behind it and the area word of that; an article names few, and each often."""
    complete = bool(proper) and not (area and _bare(proper))
    words = fold(proper).split()
    whole = gazetteer().provinces.at(words, 0) if head.name == "Công đoàn" and area is None and words else None
    of_province = whole is not None and whole[0] == len(words)  # "Công đoàn Đà Nẵng": its federation
    if (head.name == "Liên đoàn Lao động" and area is None and complete) or of_province:
        area = gazetteer().area_of.get(fold(proper))
        proper = f"{area} {proper}" if area else proper
    if fold(proper) == "thủ đô" and head.type == "union":
        area, proper, head = "thành phố", "thành phố Hà Nội", replace(head, name="Liên đoàn Lao động")
    head_name = head.name
    if (
        head_name == "Công đoàn"
        and area in ("quận", "huyện", "thị xã", "tỉnh", "thành phố", "tp")
        and fold(proper).startswith("thành phố" if area == "tp" else area)
    ):
        head_name = "Liên đoàn Lao động"  # a district's or province's union is its federation
    name = f"{head_name} {proper}".strip()
    org = Organization(name, head.type, None, area, head_name, proper, complete, 0, 0)
    org.level = level_of(org, head.level, year_month)
    return org


_PERSON_TITLES = frozenset(["chủ", "tịch", "bí", "thư", "trưởng", "ban", "giám", "đốc", "viên"])


def _learned_at(
    reader: NameReader, first: int, i: int, year_month: tuple[int, int] | None
) -> tuple[int, Organization] | None:
    """A body that the article introduced with an abbreviation of its own ("Hội Nông dân (HND)": "HND thành phố")."""
    full = reader.learned.get(reader.forms[i])
    if not full or not reader.tokens.upper(i):
        return None
    found = reader.g.heads.at(fold(full).split(), 0)
    if found is None:
        return None
    head: Head = found[1].value
    last, area = proper_end(reader, i + 1, after_person_title=False, by_sector=False, by_union=head.type == "union")
    proper = f"{' '.join(full.split()[found[0] :])} {reader.words(i + 1, last)}".strip()
    if proper.split()[:1] == ["ngành"] and area is None:
        area = "ngành"
    name = full if last == i + 1 else f"{head.name} {proper}".strip()
    complete = not (area and _bare(proper)) and not (head.area and not proper)
    org = Organization(
        name, head.type, None, area, head.name, proper, complete,
        reader.tokens.starts[first], reader.tokens.end(last - 1),
    )  # fmt: skip
    org.level = level_of(org, head.level, year_month)
    return last, org


def _bare(proper: str) -> bool:
    """The proper part ends with an area word that waits for its name ("ngành Giáo dục tỉnh")."""
    low = fold(proper)
    return low in ("ngành", "cụm", "khối", "cấp trên") or f" {low}".endswith(gazetteer().area_endings)


def _head_stands(reader: NameReader, i: int, j: int, head: Head) -> bool:
    """A head that is also a common word counts only before a proper name."""
    if reader.form(i).isupper():
        return True
    follows = reader.capital(j) or reader.g.inner.at(reader.forms, j) is not None if j < len(reader.forms) else False
    if head.type == "enterprise" and reader.form(j) in reader.g.areas:
        return reader.capital(i) and reader.capital(j + 1)  # "Điện lực huyện Vũng Liêm"
    if head.name == "Điện lực" and reader.g.provinces.at(reader.forms, j) is None:
        return False  # "ngành Điện lực Việt Nam"
    if reader.forms[i:j] == ["bộ", "trưởng"]:
        return reader.capital(j) and reader.g.sectors.at(reader.forms, j) is not None  # "Bộ trưởng Y tế"
    if head.type == "armed" and reader.form(j).isdecimal():
        return reader.capital(i)  # "Lữ đoàn 146", no "hai trung đoàn 3 năm liền"
    inside = not {"cán", "nội", "toàn"}.isdisjoint(reader.forms[max(0, i - 1) : i])
    sector = reader.g.sectors.at(reader.forms, j) or (len(reader.form(j)) > 1 and reader.tokens.upper(j))
    if head.name in ("Bộ", "Sở") and not inside and reader.capital(j) and sector:
        return True  # "bộ Giáo dục và Đào tạo", "sở GTVT", no "cán bộ Y tế"
    if head.type in ("enterprise", "school", "health"):
        return follows and (reader.capital(j) or reader.capital(i) or reader.capital(j + 1))
    return follows and reader.capital(i)
