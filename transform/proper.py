"""Where the proper part of a body's name ends: "quận Hai Bà Trưng", "Cổ phần May Đức Giang", "ngành Y tế tỉnh"."""

from transform.gazetteer import gazetteer
from transform.lexicon import phrases, word_set
from transform.text import Tokens

FUNCTION_WORDS = word_set("function_words")
_HONOUR_FIRSTS = frozenset(["bằng", "giấy", "cờ", "huân", "huy", "kỷ", "kỉ"])
_NO_NAMES = frozenset(["ông", "bà", "chị", "anh", "phó", "chủ", "ảnh", "trưởng", "bí", "giám", "nguyên"])
"""Behind a dash these begin a person, a post or the line of a picture, no part of a body's name."""
_GETS = frozenset(["được", "đạt", "giành", "đoạt", "nhận", "vinh", ")"])
"""Words behind a number that ends the name of a school."""
_SCHOOLS = frozenset(["thpt", "thcs", "tiểu", "mầm"])
_BEHIND_SCHOOL = frozenset(["đã", "vừa", "tổ", "trao", "tặng", "khen", "biểu", "tuyên", ".", ";", "("])


class NameReader:
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
            elif form in self.g.areas and self.form(i + 1) != "hội":
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
        return self.g.compound.sub(lambda m: self.g.compounds["".join(m[0].lower().split())], name)

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


def honour_at(forms: list[str], k: int) -> bool:
    """`tặng Công ty May Đức Giang Cờ thi đua`: the name ends where the honour begins."""
    found = phrases().at(forms, k) if forms[k] in _HONOUR_FIRSTS else None
    if found is None or found[1].tag != "T":
        return False
    place = gazetteer().districts.at(forms, k - 1)
    return place is None or place[0] <= k  # "quận Cầu Giấy khen thưởng"


def proper_end(
    reader: NameReader, j: int, *, after_person_title: bool, by_sector: bool, by_union: bool
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
        # No "Trung tâm Quản lý giao thông công cộng": in small letters only at the start, or where it is long.
        told = sector is not None and by_sector and (j == start or sector[0] > j + 2)
        if sector and (reader.capital(j) or reader.form(j) == "các" or area == "ngành" or told):
            j = sector[0]
            continue
        if (province := g.provinces.at(forms, j)) and reader.capital(j):
            j = province[0]
            break
        inner = g.inner.at(forms, j)
        if form == "các" and reader.form(j + 1) in g.areas:
            break  # "Hội Luật gia các tỉnh phía Bắc"
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
            if reader.form(j + 1) in _NO_NAMES or g.heads.at(forms, j + 1):
                break
            j += 1
            continue
        if (
            j > start
            and reader.capital(j - 1)
            and reader.capital(j + 1)
            and form.isalpha()
            and form not in FUNCTION_WORDS
            and not _acts(reader, j)
        ):
            j += 2
            continue
        if form.isdecimal() and len(form) < 4 and _of_name(reader, j):
            school = not _SCHOOLS.isdisjoint(reader.forms[max(0, j - 6) : j])
            if reader.form(j + 1) in _GETS or (school and reader.form(j + 1) in _BEHIND_SCHOOL):
                j += 1
                break  # "Trường Mầm non Sơn Ca 11 được tặng"
        if form.isdecimal() and j > start and reader.form(j - 1) in ("số", "quân", "khu", "quận", "may", "nghiệp"):
            j += 1
            continue
        break
    return j, area


def _acts(reader: NameReader, j: int) -> bool:
    """Whether a verb of recognition stands at token `j`: "Trường Mầm non Ánh Dương đón Cờ thi đua"."""
    found = phrases().at(reader.forms, j)
    return found is not None and found[1].tag in "HVKABD"


def _of_name(reader: NameReader, j: int) -> bool:
    """Whether the number at token `j` may end a name: behind a capital or the kind of a school."""
    return reader.capital(j - 1) or reader.form(j - 1) == "non"


def to_alias(reader: NameReader, j: int) -> int:
    """Index after what joins a name to the bracket of its short form: "… Đầu tư phát triển hạ tầng đô thị (UDIC)"."""
    k = j
    while (word := reader.g.inner.at(reader.forms, k) or reader.g.sectors.at(reader.forms, k)) is not None:
        k = word[0]
    behind = reader.bracket(k)
    return behind if behind > k > j else j


def _area_phrase(reader: NameReader, j: int) -> tuple[str, int] | None:
    """A two-word area ("thành phố", "thị xã", "đặc khu") at token `j`: (word, index after it)."""
    pair = f"{reader.form(j)} {reader.form(j + 1)}"
    return (pair, j + 2) if pair in reader.g.areas else None


def _capital_soon(reader: NameReader, j: int) -> bool:
    for k in range(j, min(j + 3, len(reader.forms))):
        if reader.capital(k):
            return True
        if reader.form(k) == "năm" or not reader.form(k).isalpha():  # "… Bộ Y tế các năm 2018, 2021"
            return reader.form(k).isdecimal()
    return False


def _joins(reader: NameReader, j: int) -> bool:
    """`và` at token `j` joins parts of one name only in enterprises and the like ("Dịch vụ Lắp đặt và Bảo dưỡng")."""
    return reader.form(j - 1) not in reader.g.municipalities and reader.form(j - 2) in ("dịch", "thương", "đầu")
