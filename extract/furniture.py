"""What stands on a news page beside the article, told by its words: boxes, controls, bylines, captions, credits."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_ACCENTS: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370)) | {ord("đ"): "d"}
_END = re.compile(r"[.!?…:;”\"»)]$")


@cache
def _lexicon() -> dict[str, Any]:
    lexicon: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("furniture.yml").read_text(encoding="utf-8"))
    return lexicon


@cache
def _headings(which: str) -> frozenset[str]:
    return frozenset(_plain_heading(heading) for heading in _lexicon()[which])


@cache
def pattern(*keys: str) -> re.Pattern[str]:
    """Compile one of the lexicon's expressions, named by its keys."""
    entry: Any = _lexicon()
    for key in keys:
        entry = entry[key]
    return re.compile(entry if isinstance(entry, str) else "|".join(f"(?:{one})" for one in entry), re.IGNORECASE)


def _plain_heading(text: str) -> str:
    return text.strip(" .:…>»|-–*#_").casefold()


def is_end_heading(text: str) -> bool:
    """Whether the line heads a box below which the article does not go on."""
    return len(text) < 60 and _plain_heading(re.sub(r"\s*\(\d+\)$", "", text)) in _headings("end_headings")


def is_inner_heading(text: str) -> bool:
    """Whether the line heads a box of links that may stand between paragraphs."""
    return len(text) < 60 and _plain_heading(text) in _headings("inner_headings")


def is_chrome(text: str) -> bool:
    """Whether the line is a control or a note of the site."""
    return len(text) < 320 and bool(pattern("chrome").fullmatch(text.strip()))


def is_imprint(text: str) -> bool:
    """Whether the line is the site's imprint, as it stands below articles."""
    return len(text) < 600 and bool(pattern("imprint").search(text)) and len(pattern("contact").findall(text)) >= 2


def is_sentence(text: str) -> bool:
    """Whether a line ends as sentences do."""
    return bool(_END.search(text.rstrip()))


def has_credit(text: str) -> bool:
    """Whether a line ends with the credit of a picture, as captions do."""
    return len(text) < 400 and bool(pattern("credit").search(text))


_WORD = re.compile(r"[^\W\d_]+\.?")
_JOINTS = re.compile(r"\s*(?:[-–—,&+;/]|\bvà\b)\s*")


def is_name(text: str) -> bool:
    """Whether a text is a personal or pen name, or several: two to six capitalised words each, or initials."""
    if not 3 <= len(text) <= 70 or re.search(r"\d", text) or pattern("no_names").fullmatch(text.strip()):
        return False
    names = [name for name in _JOINTS.split(text.strip()) if name]
    return bool(names) and len(names) <= 5 and all(_is_one_name(name) for name in names)


def _is_one_name(name: str) -> bool:
    words = re.findall(r"[^\s.]+\.?", name)
    if not 1 <= len(words) <= 6 or not all(_WORD.fullmatch(word) for word in words):
        return False
    return all(word[0].isupper() for word in words)


def read_byline(text: str) -> tuple[bool, str | None]:
    """Read a short line as a byline.

    Returns:
        Whether the line is a byline, a credit or a source note, and the author it names: `Bài và ảnh: MAI KHÔI` gives
        `MAI KHÔI`, `(Nguồn: Công đoàn ngành GTVT)` gives none.
    """
    line = text.strip().strip("*_|").strip()
    if not line or len(line) > 120:
        return False, None
    bare = line.strip("()[] ")
    if pattern("source_line").fullmatch(line) and not re.search(r"[.!?;]\s|\.$", line):
        return True, None
    prefixed = pattern("byline_prefixes").match(bare)
    name = bare[prefixed.end() :] if prefixed else bare
    name = pattern("byline_suffixes").sub("", name).strip(" .,-–—;:|()/")
    lone_word = not prefixed and " " not in name and "." not in name and not name.isupper()
    if pattern("collective").fullmatch(name) or (is_name(name) and not lone_word):
        only_picture = prefixed is not None and re.fullmatch(r"ảnh\s*[:.]\s*", prefixed[0], re.IGNORECASE)
        return True, None if only_picture else name
    return False, None


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Fold a line for comparison: no accents, case, punctuation or double spaces; đ becomes d."""
    return " ".join(_NOT_PLAIN.sub(" ", _unaccent(text.casefold())).split())


def _unaccent(text: str) -> str:
    return unicodedata.normalize("NFD", text).translate(_ACCENTS)
