"""Keys made of what they stand for: the same input gives the same keys in every warehouse, on every day."""

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 1990, 2049
"""Years of mart.dim_date."""

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[\w%&/]+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the natural key of a name: what stays when case, quotes, dashes, spacing and tone placement are set aside.

    Letters keep their marks and words their tones, so that names that differ in Vietnamese differ here; a tone stands
    at the end of its word, wherever it was written (hòa, hoà).
    """
    words = _WORD.findall(unicodedata.normalize("NFC", name).lower())
    return " ".join(_with_tone_last(word) for word in words) or name.strip()


@lru_cache(maxsize=65536)
def _with_tone_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    bare = parts.translate(_TONES)
    tones = "".join(sign for sign in parts if ord(sign) in _TONES)
    return unicodedata.normalize("NFC", bare + tones)


def dimension_key(dimension: str, name: str | None) -> int:
    """Return the key of a name in a dimension: positive, 63 bits of a SHA-256; 0 for None, the row of the unknown.

    Among a million names of one dimension two share a key with a chance of 1 in 18 million.
    """
    return _dimension_key(dimension, fold(name)) if name and name.strip() else 0


@lru_cache(maxsize=65536)
def _dimension_key(dimension: str, folded: str) -> int:
    digest = hashlib.sha256(f"{dimension}\x1f{folded}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1 or 1


def row_key(*parts: object) -> uuid.UUID:
    """Return the key of a row: 128 bits of a SHA-256 over its parts, None told apart from the empty string."""
    text = "\x1e".join("\x00" if part is None else str(part) for part in parts)
    return uuid.UUID(bytes=hashlib.sha256(text.encode()).digest()[:16])


def beside(place: bytes, key: uuid.UUID) -> uuid.UUID:
    """Return a key with its first bytes replaced by `place`.

    An index holds keys in their order: rows that come together lie on few of its pages if their keys begin alike, and
    what a load writes to a large table is pages.
    """
    return uuid.UUID(bytes=place + key.bytes[len(place) :])


def digest(parts: Iterable[object]) -> str:
    """Return the SHA-256 in hex over parts, None told apart from the empty string."""
    text = "\x1e".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def day_key(day: date | datetime | None) -> int:
    """Return the key of a day in mart.dim_date, of a moment that of its day in Vietnam; 0 for None and other years."""
    if isinstance(day, datetime):
        day = day.astimezone(VIETNAM).date()
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return 0
    return day.year * 10000 + day.month * 100 + day.day


def stated_day_key(stated: str | None, *, last: bool) -> int:
    """Return the key of a day stated as YYYY-MM-DD, YYYY-MM or YYYY: of a month or year its first or its last day."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", stated or "")
    if not match:
        return 0
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return 0
    try:
        if day and month:
            return day_key(date(year, month, day))
        if not last:
            return day_key(date(year, month or 1, 1))
        next_month = (month or 12) % 12 + 1
        first_after = date(year + (next_month == 1), next_month, 1)
        return day_key(date.fromordinal(first_after.toordinal() - 1))
    except ValueError:
        return 0
