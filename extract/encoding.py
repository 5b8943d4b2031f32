"""Bytes to Vietnamese text: header, meta, BOM and the bytes themselves weighed, legacy fonts recognised, NFC."""

import codecs
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extract.errors import NotHtmlError, UndecodableError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"RIFF",
    b"\x1f\x8b",
    b"BM",
    b"\x7fELF",
    b"Rar!",
)
_VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
_OWN_LETTERS = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
"""Letters that Vietnamese shares with no other language written in Latin letters."""
_FEWEST_SIGNS = 8
"""Accented characters below which a text is too short to tell a legacy font from another language."""
_SIGN_IN_WORD = re.compile("(?<=[^\\W\\d_])[\xa1-\xac\xae-\xb3\xb5\xb6\xb8-\xbf\xd7\xf7](?=[^\\W\\d_])")
"""Signs that stand inside words of no language, but where letters of a legacy font were."""
_LIKELY_CONVERTED = 0.85
"""Share of plausible words from which a conversion is believed; proper Vietnamese pages have 0.94 and more."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060]")
_MOJIBAKE = re.compile("á[º»]|Ä[\x90‘\u0091]|Æ[°¡]|Ã[¡\xa0¢£¨©ª]")


def decode(payload: bytes, source_uri: str, content_type: str | None = None) -> str:
    """Decode a page or a text dump.

    What the bytes can be weighs more than what is declared: bytes that are valid UTF-8 are UTF-8 whatever the page says
    (declarations are wrong more often than ten non-ASCII characters are valid UTF-8 by chance). Text that went through
    a wrong decoding once (`Tin tá»©c`) is set right, TCVN3 and VNI font text is converted.

    Args:
        payload: the raw bytes.
        source_uri: named in errors.
        content_type: the Content-Type header, if there was one.

    Returns:
        Text in NFC.

    Raises:
        NotHtmlError: the bytes are an image, a PDF, an archive or other binary data.
        UndecodableError: no encoding gives readable text, or only that of a legacy font that is not known.
    """
    if payload.startswith(_MAGIC):
        raise NotHtmlError(
            source_uri, f"is no web page: its first bytes are {payload[:4]!r}; only HTML and text are read"
        )
    text = _unmark(payload, source_uri, content_type)
    if not _is_healthy(text):
        if _MOJIBAKE.search(text):
            text = _undo_mojibake(text)
        text = from_legacy(text)
        if len(_SIGN_IN_WORD.findall(text)) >= _FEWEST_SIGNS and not _is_healthy(text):
            raise UndecodableError(
                source_uri, "is in an encoding or a font of the years before Unicode that is unknown"
            )
    return unicodedata.normalize("NFC", text.replace("\0", ""))


def clean(text: str) -> str:
    """Fold white space and drop characters that nobody sees: controls, zero-width characters, soft hyphens."""
    return " ".join((text if text.isprintable() else _CONTROLS.sub("", text)).split())


def language_of(text: str) -> str:
    """`vi` for a text of which at least one letter in fifty is one that only Vietnamese has, else `und` (ISO 639-2).

    In Vietnamese prose it is about one in six.
    """
    return "vi" if len(_OWN_LETTERS.findall(text)) * 50 >= len(text) else "und"


def _is_healthy(text: str) -> bool:
    """Whether the text has its share of letters beyond Latin-1, as properly decoded Vietnamese has."""
    text = text[:: len(text) // 8_000 + 1]
    latin = text.encode("latin-1", "ignore")
    beyond = len(text) - len(latin)
    accented = len(latin) - len(latin.decode("latin-1").encode("ascii", "ignore"))
    return beyond * 4 > accented


def _unmark(payload: bytes, source_uri: str, content_type: str | None) -> str:
    for bom, name in _BOMS:
        if payload.startswith(bom):
            return payload[len(bom) :].decode(name, errors="replace")
    sample = payload[:4096]
    if sample.count(0) > len(sample) // 8:
        text = _utf16_without_bom(payload)
        if text is None:
            raise NotHtmlError(source_uri, "is no web page: binary data; only HTML and text are read")
        return text
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return _weigh(payload, source_uri, content_type)


def _utf16_without_bom(payload: bytes) -> str | None:
    for name in ("utf-16-le", "utf-16-be"):
        text = payload.decode(name, errors="replace")
        if text.count("\ufffd") * 100 < len(text):
            ascii_share = sum(character < "\u0250" for character in text[:2000]) / max(1, len(text[:2000]))
            readable = sum(character.isprintable() or character in "\r\n\t" for character in text[:2000])
            if ascii_share > 0.5 and readable > 0.95 * len(text[:2000]):
                return text
    return None


def _weigh(payload: bytes, source_uri: str, content_type: str | None) -> str:
    """Choose among the encodings declared and the likely ones, by how Vietnamese the outcome reads."""
    declared = [match[1] for match in [_HEADER.search(content_type or "")] if match]
    declared += [match[1].decode("ascii") for match in [_META.search(payload[:4096])] if match]
    best, best_score = "", float("-inf")
    for name in dict.fromkeys(["utf-8", *declared, "windows-1258", "windows-1252"]):
        try:
            text = unicodedata.normalize("NFC", from_legacy(payload.decode(name, errors="replace")))
        except LookupError:
            continue
        score = _readability(text) + 0.02 * (name in declared)
        if score > best_score:
            best, best_score = text, score
    if best_score < 0.0:
        raise UndecodableError(source_uri, "its encoding cannot be told: no known one gives readable text")
    return best


def _readability(text: str) -> float:
    """Share of the non-ASCII characters that are Vietnamese letters or punctuation, less what is surely wrong."""
    others = [character for character in text if character > "\x7f"]
    if not others:
        return 1.0
    good = sum(bool(_VIETNAMESE.match(character)) or character in "“”‘’–—…•°\xa0" for character in others)
    bad = sum(character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Co") for character in others)
    own = len(_OWN_LETTERS.findall(text))
    return (good + 0.2 * own - 2 * bad) / len(others)


def _undo_mojibake(text: str) -> str:
    """Set right UTF-8 that was read as windows-1252 and saved again, if that makes the text read better."""
    if len(_OWN_LETTERS.findall(text)) > len(_MOJIBAKE.findall(text)):
        return text
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode("windows-1252")
        except UnicodeEncodeError:
            raw += character.encode("latin-1") if character <= "\xff" else character.encode("utf-8")
    mended = raw.decode("utf-8", errors="replace")
    return mended if mended.count("\ufffd") <= len(mended) // 500 else text


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("legacy.yml").read_text(encoding="utf-8"))
    return tables


@cache
def _tcvn3() -> dict[int, int]:
    table = _tables()["tcvn3"]
    return dict(zip(map(ord, table["plain"]), map(ord, table["means"]), strict=True))


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table = _tables()["vni"]
    marks: dict[str, str] = dict(table["marks"])
    marks |= {mark.upper(): meaning for mark, meaning in table["marks"].items()}
    letters: dict[str, str] = dict(table["letters"])
    letters |= {letter.upper(): meaning.upper() for letter, meaning in table["letters"].items()}
    signs = "".join(marks)
    pattern = re.compile(f"([aeouyöôAEOUYÖÔ])([{signs}])|([{''.join(letters)}])")
    return pattern, marks | letters


def from_legacy(text: str) -> str:
    """Convert text typed in TCVN3 or VNI fonts to Unicode; return any other text as it is.

    Such text has hardly any letter that only Vietnamese has, and turns into Vietnamese when converted.
    """
    if len(re.findall("[\xa1-\xff]", text)) < _FEWEST_SIGNS or _is_healthy(text):
        return text
    words = _plausible_share(text)
    best, best_share = text, max(_LIKELY_CONVERTED, words + 0.2)
    for converted in (text.translate(_tcvn3()), _from_vni(text)):
        share = _plausible_share(converted)
        if share > best_share:
            best, best_share = converted, share
    return best


def _from_vni(text: str) -> str:
    pattern, meanings = _vni()

    def unicode_of(match: re.Match[str]) -> str:
        vowel, mark, letter = match.groups()
        if letter:
            return meanings[letter]
        return unicodedata.normalize("NFC", meanings.get(vowel, vowel) + meanings[mark])

    return pattern.sub(unicode_of, text)


_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|nh|ng|[cmnpt])?",
    re.IGNORECASE,
)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def _plausible_share(text: str) -> float:
    """Share of the accented words of a text that are well-formed Vietnamese syllables."""
    words = [
        word for word in re.findall(r"[^\W\d_]+(?:[^\s<>\"'.,;:()]*)", text[:20000]) if re.search("[\x80-\uffff]", word)
    ]
    if not words:
        return 1.0
    return sum(_is_syllable(word) for word in words) / len(words)


def _is_syllable(word: str) -> bool:
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    return bool(_SYLLABLE.fullmatch(toneless))
