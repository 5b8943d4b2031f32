"""Names in running text: quoted strings, persons, and the abbreviations that an article defines."""

from transform.gazetteer import gazetteer
from transform.lexicon import Entry, phrases, word_set
from transform.text import Tokens, View, fold

_HONORIFICS = word_set("honorifics")
_CLOSING = {"“": "”", '"': '"', "'": "'", "’": "’"}
QUOTES = frozenset(_CLOSING)
HONORIFIC_FIRSTS = frozenset(phrase.split()[0] for phrase in _HONORIFICS)
_LONGEST_NAME = 28
"""Words in the longest quoted name met in the genre; more is speech."""
_LONG_NAME, _FINITE = 24, frozenset(["đã", "không", "là", "được", "sẽ"])
"""Words of a long name, and those that a name of this length never holds but speech does."""
_NESTED = 12
"""Tokens of the longest name that ends another."""


def quoted(tokens: Tokens, i: int) -> tuple[int, int, int] | None:
    """A quoted name that opens at token `i`: (index after it, start and end of its content in the view).

    None for quoted speech: longer than a name, or a sentence with a stop inside.
    """
    forms, clean = tokens.forms, tokens.clean
    opening = forms[i]
    if opening not in _CLOSING:
        return None
    closings = (_CLOSING[opening], "”", '"', "’") if opening != "'" else ("'", "’")
    inside_to = 0
    for j in range(i + 1, min(i + _LONGEST_NAME + 12, len(forms))):
        if j <= inside_to:
            continue
        if forms[j] in closings:
            start, end = tokens.end(i), tokens.starts[j]
            inside = clean[start:end].strip()
            words = sum(map(str.isalpha, forms[i + 1 : j]))
            if not words and not any(c.isdecimal() for c in inside):
                return None
            if words > _LONGEST_NAME or any(mark in inside for mark in (". ", "? ", "! ")):
                return None
            if words > _LONG_NAME and any(word in _FINITE for word in inside.lower().split()):
                return None
            if inside[-1:] in ".!?" and words > 8:
                return None
            lead = len(clean[start:end]) - len(clean[start:end].lstrip())
            return j + 1, start + lead, start + lead + len(inside)
        if forms[j] == "“":
            inside_to = next((k for k in range(j + 1, min(j + _NESTED, len(forms))) if forms[k] == "”"), 0)
            if not inside_to or forms[inside_to + 1 : inside_to + 2] != ["”"]:
                return None  # but “… xứng danh “Bộ đội Cụ Hồ””: a name that ends with another
    return None


_COMMUNES = frozenset(["xã", "phường", "thôn", "ấp", "bản", "làng", "buôn", "khóm", "trấn"])
_POSTS = frozenset(("phó", word) for word in ("chủ", "bí", "giám", "trưởng", "tổng", "hiệu", "ban", "phòng", "đoàn"))
"""Posts whose first word is a surname too."""


def unquoted(forms: list[str]) -> list[str]:
    """Words without quotation marks."""
    return [form for form in forms if form not in "“”\"'’"]


def person_at(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """A person whose name, honorific or not, begins at token `i`: (index of the name, index after it)."""
    forms = tokens.forms
    j = i
    while forms[j] in HONORIFIC_FIRSTS or (j > i and forms[j] == "," and forms[j + 1 : j + 2] == ["tiến"]):
        at = j + (forms[j] == ",")  # "Phó Giáo sư, Tiến sĩ Đinh Hồng Thụ"
        length = next((n for n in (5, 3, 2, 1) if " ".join(forms[at : at + n]) in _HONORIFICS), 0)
        if length == 0 or at + length >= len(forms):
            break
        j = at + length
        if forms[j] != ",":
            break
    honoured = j > i
    if not honoured and (forms[j] not in gazetteer().surnames or tuple(forms[j : j + 2]) in _POSTS):
        return None
    last = j
    while last - j < 6 and tokens.capital(last) and forms[last].replace("'", "").isalpha():
        if len(forms[last]) > 1 and tokens.upper(last):
            break
        last += 1
    if not honoured and (last - j < 2 or last - j > 5):
        return None
    if not honoured and last - j == 2 and i and forms[i - 1] in _COMMUNES:
        return None  # "ở xã Phú Lâm", but "Bí thư Đảng ủy xã Nguyễn Văn An"
    if honoured and last == j:
        return None
    if forms[j : last + 1] == ["thủ", "đô"]:
        return None  # "153 nhà giáo Thủ đô"
    return j, last


def common_honour(words: str) -> Entry | None:
    """The honour that some common words are: "công nhân giỏi" of "công nhân giỏi (CNG)"."""
    forms = fold(words).split()
    found = phrases().at(forms, 0)
    return found[1] if found is not None and found[0] == len(forms) and found[1].tag == "T" else None


def learned_abbreviations(view: View) -> dict[str, str]:
    """Abbreviations that the article defines itself ("Điện lực Việt Nam (ĐLVN)"): folded form to full name."""
    found: dict[str, str] = {}
    clean = view.clean
    at = clean.find("(")
    while at != -1:
        close = clean.find(")", at, at + 20)
        short = clean[at + 1 : close].strip() if close != -1 else ""
        if 2 <= len(short) <= 12 and short.isupper() and short.isalpha():
            words = clean[max(0, at - 120) : at].split("\n")[-1].split()
            for length in range(2, min(len(words), 9) + 1):
                name = words[-length:]
                if not name[0][0].isupper() and common_honour(" ".join(name)) is None:
                    continue
                initials = "".join(w[0] for w in name if w[0].isalpha()).upper()
                if initials == short:
                    found.setdefault(short.lower(), " ".join(name).strip('“”"'))
                    break
        at = clean.find("(", at + 1)
    return found
