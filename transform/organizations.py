"""Bodies: where a name begins and ends, what it is in full, of which type and level it is."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from transform.facts import Level
from transform.gazetteer import gazetteer
from transform.levels import level_of
from transform.lexicon import Head, phrases, word_set
from transform.text import Tokens, fold

_OFFICES = (
    ["ban", "thường", "vụ"], ["ban", "chấp", "hành"], ["đoàn", "chủ", "tịch"], ["thường", "trực"], ["btv"], ["bch"],
    ["ban", "lãnh", "đạo"], ["lãnh", "đạo"], ["hội", "đồng", "thi", "đua", "-", "khen", "thưởng"],
    ["hội", "đồng", "thi", "đua", "khen", "thưởng"], ["hội", "đồng", "thi", "đua", ",", "khen", "thưởng"],
    ["hội", "đồng", "thi", "đua", "và", "khen", "thưởng"], ["hội", "đồng", "tđkt"], ["hội", "đồng", "tđ", "-", "kt"],
)  # fmt: skip
_OFFICE_FIRSTS = frozenset(office[0] for office in _OFFICES)
_HOSTS = frozenset(["bệnh viện", "công ty", "trường", "nhà trường", "tổng công ty", "tập đoàn", "cơ quan"])
"""Hosts of a union by their bare name: the one that the article speaks of."""


@dataclass(slots=True)
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


class _Reader:
    """Reads one name from a token on."""

    def __init__(self, tokens: Tokens, abbreviations: dict[str, str]) -> None:
        self.tokens, self.forms, self.learned = tokens, tokens.forms, abbreviations
        self.capital = tokens.capital
        self.g = gazetteer()

    def form(self, i: int) -> str:
        return self.forms[i] if i < len(self.forms) else ""

    def words(self, first: int, last: int) -> str:
        """Surface of tokens `first` to `last`, abbreviations opened, brackets left out."""
        parts: list[str] = []
        i = first
        while i < last:
            form = self.forms[i]
            surface = self.tokens.clean[self.tokens.starts[i] : self.tokens.end(i)]
            if form == "(":
                while i < last and self.form(i) != ")":
                    i += 1
                i += 1
                continue
            if form == "tphcm":
                parts.append("Thành phố Hồ Chí Minh")
            elif surface.isupper() and form in self.learned:
                parts.append(self.learned[form])
            elif form == "tư" and (i + 1 < last or surface == "Tư" or self.words(i - 1, i).isupper()):
                parts.append(surface)  # "LĐLĐ HUYỆN TƯ NGHĨA", no "Trung ương"
            elif form in self.g.abbreviations and (surface.isupper() or form in ("tp", "tx", "cty")):
                parts.append(self.g.abbreviations[form])
            elif form == "." and parts and parts[-1] in ("thành phố", "thị xã"):
                pass
            elif form in self.g.areas:
                parts.append(form)
            elif form == ",":
                if parts:
                    parts[-1] += ","
            else:
                parts.append(surface)
            i += 1
        return self._opened(" ".join(parts)).replace("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh")

    def _opened(self, name: str) -> str:
        """Sectors that are written as compounds of initials ("GD-ĐT", "LĐ-TB&XH") in full."""
        if "-" not in name and "&" not in name:
            return name
        for short, full in self.g.compounds.items():
            name = re.sub(rf"(?<!\w){short}(?!\w)", full, name)
        return name

    def place_after(self, i: int, *, after_person_title: bool, commune: bool = False) -> int:
        """Index after the proper name of a place that begins at token `i`; `i` itself if there is none."""
        for known in (self.g.provinces, self.g.districts):
            found = known.at(self.forms, i)
            numbered = self.form(i).isdecimal() and self.form(i - 1) not in ("tỉnh", "phố", "xã", "huyện")
            if found and (self.capital(i) or numbered):
                return found[0]
        if self.form(i) == "tphcm":
            return i + 1
        j = i
        while j < len(self.forms) and j - i < 4 and self.capital(j) and not self._new_head(j):
            j += 1
        if "'" in self.form(i) and after_person_title:
            return i  # "Chủ tịch LĐLĐ tỉnh H’Linh Niê"
        if j - i >= 3 and self.form(i) in self.g.surnames and (after_person_title or not commune):
            return i  # "LĐLĐ Thành phố Lương Đức Toàn cho hay": a person, no place
        return j

    def _new_head(self, i: int) -> bool:
        found = self.g.heads.at(self.forms, i)
        return found is not None and not found[1].value.capital

    def bracket(self, i: int) -> int:
        """Index after a bracketed abbreviation that opens at token `i`, else `i`."""
        if self.form(i) != "(":
            return i
        for j in range(i + 1, min(i + 6, len(self.forms))):
            if self.form(j) == ")":
                inside = self.tokens.clean[self.tokens.end(i) : self.tokens.starts[j]].strip()
                return j + 1 if inside and inside.upper() == inside and len(inside) <= 14 and inside[0].isalpha() else i
        return i


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
    reader = _Reader(tokens, learned)
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
    held = head.name.startswith(("Bộ trưởng", "Chủ tịch ", "Thống đốc"))  # "Bộ trưởng Bộ Tài chính Đinh Tiến Dũng"
    held = held or head.type == "party" or head.name == "Tổng cục"  # "Trưởng Ban Tuyên giáo Thành ủy Nguyễn Doãn Toản"
    after_title = held or not _PERSON_TITLES.isdisjoint(forms[max(0, first - 3) : first])
    by_sector = head.type in ("ministry", "department", "office")
    by_union = head.type == "union"
    last, area = _extend(reader, j, after_person_title=after_title, by_sector=by_sector, by_union=by_union)
    last = next((k for k in range(j + 1, last) if _honour_at(forms, k)), last)
    if head.type == "enterprise" or (by_union and forms[j : j + 2] in (["tổng", "công"], ["công", "ty"])):
        last = _to_alias(reader, last)
    proper = reader.words(j, last)
    if forms[i] == "cđn":
        proper, area = f"ngành {proper}".strip(), area or "ngành"
    if (not proper and not head.area) or (head.type == "council" and area is None):
        return None
    known = _described(head, proper, area or head.area, year_month)
    return last, known.at(tokens.starts[first], tokens.end(last - 1))


@lru_cache(maxsize=4096)
def _described(head: Head, proper: str, area: str | None, year_month: tuple[int, int] | None) -> Organization:
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


FUNCTION_WORDS = word_set("function_words")
_HONOUR_FIRSTS = frozenset(["bằng", "giấy", "cờ", "huân", "huy", "kỷ", "kỉ"])
_PERSON_TITLES = frozenset(["chủ", "tịch", "bí", "thư", "trưởng", "ban", "giám", "đốc", "viên"])


def _honour_at(forms: list[str], k: int) -> bool:
    """`tặng Công ty May Đức Giang Cờ thi đua`: the name ends where the honour begins."""
    found = phrases().at(forms, k) if forms[k] in _HONOUR_FIRSTS else None
    if found is None or found[1].tag != "T":
        return False
    place = gazetteer().districts.at(forms, k - 1)
    return place is None or place[0] <= k  # "quận Cầu Giấy khen thưởng"


def _learned_at(
    reader: _Reader, first: int, i: int, year_month: tuple[int, int] | None
) -> tuple[int, Organization] | None:
    """A body that the article introduced with an abbreviation of its own ("Hội Nông dân (HND)": "HND thành phố")."""
    full = reader.learned.get(reader.forms[i])
    if not full or not reader.tokens.upper(i):
        return None
    found = reader.g.heads.at(fold(full).split(), 0)
    if found is None:
        return None
    head: Head = found[1].value
    last, area = _extend(reader, i + 1, after_person_title=False, by_sector=False, by_union=head.type == "union")
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


def _head_stands(reader: _Reader, i: int, j: int, head: Head) -> bool:
    """A head that is also a common word counts only before a proper name."""
    if reader.form(i).isupper():
        return True
    follows = reader.capital(j) or reader.g.inner.at(reader.forms, j) is not None if j < len(reader.forms) else False
    if head.type == "enterprise" and reader.form(j) in reader.g.areas:
        return reader.capital(i) and reader.capital(j + 1)  # "Điện lực huyện Vũng Liêm"
    if head.name == "Điện lực" and reader.g.provinces.at(reader.forms, j) is None:
        return False  # "ngành Điện lực Việt Nam"
    if head.type in ("enterprise", "school", "health"):
        return follows and (reader.capital(j) or reader.capital(i) or reader.capital(j + 1))
    return follows and reader.capital(i)


def _extend(
    reader: _Reader, j: int, *, after_person_title: bool, by_sector: bool, by_union: bool
) -> tuple[int, str | None]:
    """Index after the proper part that begins at token `j`, and its area word."""
    area: str | None = None
    g, forms = reader.g, reader.forms
    start = j
    while j < len(forms):
        form = forms[j]
        if j > start + 2 and (reader.form(j - 2), reader.form(j - 1)) == ("việt", "nam") and by_union:
            break  # "Công đoàn Ngân hàng Việt Nam Lương Thế Uy": a person
        skipped = reader.bracket(j)
        if skipped != j:
            j = skipped
            continue
        if form == "ngành" and area is None:
            area, j = "ngành", j + 1
            continue
        if form in g.areas and (j == start or reader.form(j - 1) != "các"):
            if area and area != "ngành":
                break
            dotted = j + 2 if reader.form(j + 1) == "." else j + 1
            commune = g.areas[form] == "commune"
            after = reader.place_after(dotted, after_person_title=after_person_title, commune=commune)
            if after > dotted:
                area = "tỉnh" if form == "tỉnh" else form
                j = after
                if form in ("quận", "huyện") and reader.form(j) in ("thành", "tp"):
                    continue
                break
            if area is None or j > start + 1:
                area = form
                j += 1
            break
        if (found := _area_phrase(reader, j)) is not None:
            word, dotted = found
            if area and area != "ngành":
                break
            after = reader.place_after(dotted, after_person_title=after_person_title)
            area = word
            j = after if after > dotted else dotted
            break
        sector = g.sectors.at(forms, j)
        if sector and (reader.capital(j) or reader.form(j) == "các" or area == "ngành" or by_sector):
            j = sector[0]
            continue
        if (province := g.provinces.at(forms, j)) and reader.capital(j):
            j = province[0]
            break
        inner = g.inner.at(forms, j)
        if inner and ((reader.capital(j) and inner[0] > j + 1) or _capital_soon(reader, inner[0])):
            if form == "và" and (not reader.capital(j + 1) or g.heads.at(forms, j + 1) or not _joins(reader, j)):
                break
            j = inner[0]
            continue
        if form == "tphcm":
            area, j = "thành phố", j + 1
            break
        if form == "miền" and reader.form(j + 1) in ("bắc", "trung", "nam"):
            j += 2  # "Tổng công ty Điện lực miền nam"
            continue
        if reader.capital(j):
            if after_person_title and form in g.surnames and reader.capital(j + 1) and reader.capital(j + 2):
                j -= reader.form(j - 1) == "-"  # "Giám đốc Sở Giáo dục và Đào tạo - Nguyễn Hữu Thái"
                break
            j += 1
            continue
        if (
            form in ("-", "&")
            and j > start
            and reader.capital(j + 1)
            and reader.tokens.end(j - 1) + 1 >= reader.tokens.starts[j]
        ):
            if reader.form(j + 1) in ("ông", "bà", "chị", "anh", "phó", "chủ") or g.heads.at(forms, j + 1):
                break
            j += 1
            continue
        if (
            j > start
            and reader.capital(j - 1)
            and reader.capital(j + 1)
            and form.isalpha()
            and form not in FUNCTION_WORDS
        ):
            j += 2
            continue
        if form.isdecimal() and len(form) < 4 and reader.form(j + 1) in _GETS and _of_name(reader, j):
            j += 1
            break  # "Trường Mầm non Sơn Ca 11 được tặng"
        if form.isdecimal() and j > start and reader.form(j - 1) in ("số", "quân", "khu", "quận", "may", "nghiệp"):
            j += 1
            continue
        break
    return j, area


_GETS = frozenset(["được", "đạt", "giành", "đoạt", "nhận", "vinh", ")"])


def _of_name(reader: _Reader, j: int) -> bool:
    """Whether the number at token `j` may end a name: behind a capital or the kind of a school."""
    return reader.capital(j - 1) or reader.form(j - 1) == "non"


_NO_NAME = frozenset(["của", "cho", "với", "tại", "do", "để", "đã", "có", "là", "trong", "năm", "theo", "về"])


def _to_alias(reader: _Reader, j: int) -> int:
    """Index after what joins a name to the bracket of its short form: "… Đầu tư phát triển hạ tầng đô thị (UDIC)"."""
    k = j
    while k < len(reader.forms) and k - j < 8 and reader.forms[k].isalpha():
        known = phrases().at(reader.forms, k)
        if reader.forms[k] in _NO_NAME or (known is not None and known[1].tag in "JHVKABDCTX"):
            return j
        k += 1
    behind = reader.bracket(k)
    return behind if behind > k > j else j


def _area_phrase(reader: _Reader, j: int) -> tuple[str, int] | None:
    """A two-word area ("thành phố", "thị xã", "đặc khu") at token `j`: (word, index after it)."""
    pair = f"{reader.form(j)} {reader.form(j + 1)}"
    return (pair, j + 2) if pair in reader.g.areas else None


def _capital_soon(reader: _Reader, j: int) -> bool:
    for k in range(j, min(j + 3, len(reader.forms))):
        if reader.capital(k):
            return True
        if reader.form(k) == "năm" or not reader.form(k).isalpha():  # "… Bộ Y tế các năm 2018, 2021"
            return reader.form(k).isdecimal()
    return False


def _joins(reader: _Reader, j: int) -> bool:
    """`và` at token `j` joins parts of one name only in enterprises and the like ("Dịch vụ Lắp đặt và Bảo dưỡng")."""
    return reader.form(j - 1) not in reader.g.municipalities and reader.form(j - 2) in ("dịch", "thương", "đầu")
