"""Dates as Vietnamese pages and feeds write them, to aware datetimes."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_WRONG_CLOCK = timedelta(minutes=10)
_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[T\s]+(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?)?"
)
_DAY = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})\s?[/.-]\s?(?P<b>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?![\d/-])")
_WORDS = re.compile(r"(?:ngày\s+)?(?P<a>\d{1,2})\s+tháng\s+(?P<b>\d{1,2})\s*(?:,|năm)?\s*(?P<y>\d{4})", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:+-])(?P<h>\d{1,2})\s?(?::|h|giờ)\s?(?P<min>\d{2})(?:[:']?(?P<s>\d{2}))?(?:\s?(?P<half>AM|PM|SA|CH)\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?:GMT|UTC)\s?(?P<g>[+-]\s?\d{1,2})(?::?(?P<gm>\d{2}))?"
    r"|(?:^|(?<=[\d\s]))(?P<o>[+-]\d{2})(?::?(?P<om>\d{2}))?\s*\)?$"
    r"|^Z\b|\b(?:GMT|UTC)\b",
    re.IGNORECASE,
)


def read_date(text: str | None, zone: ZoneInfo = VIETNAM) -> datetime | None:
    """Read the first date in a text.

    ISO, RFC 822, day-first with /, - or ., "ngày 5 tháng 7 năm 2023", with the time before or after; zones as "+07",
    "+0700", "GMT+7", "Z"; U+202F and other odd spaces. A date without a zone is in `zone`. Month-first is believed only
    where the time has AM or PM and an hour without leading zero (as in 7/25/2025 7:18:00 AM), or the day says so.

    Returns:
        An aware datetime in the zone the text names, midnight where it gives no time; None if there is no date in it.
    """
    if not text:
        return None
    text = " ".join(text.split())
    match = _ISO.search(text)
    if match:
        return _moment(int(match["y"]), int(match["m"]), int(match["d"]), match, _offset(text[match.end() :]), zone)
    match = _DAY.search(text) or _WORDS.search(text)
    if not match:
        return _rfc822(text, zone)
    rest = text[: match.start()] + " " + text[match.end() :]
    clock = _CLOCK.search(rest)
    day, month = int(match["a"]), int(match["b"])
    if month > 12 or (_is_american(clock) and day <= 12 and not match["a"].startswith("0")):
        day, month = month, day
    return _moment(int(match["y"]), month, day, clock, _offset(rest), zone)


def believable(moment: datetime | None, now: datetime | None) -> datetime | None:
    """Return the date, or None if it lies after `now` (clocks may go wrong a little) or before the web."""
    if moment is None or moment.year < 1990 or (now is not None and moment > now + _WRONG_CLOCK):
        return None
    return moment


def _is_american(clock: re.Match[str] | None) -> bool:
    if clock is None or (clock["half"] or "").upper() not in ("AM", "PM"):
        return False
    return not clock["h"].startswith("0") and int(clock["h"]) <= 12


def _offset(text: str) -> timezone | None:
    match = _ZONE.search(text)
    if not match:
        return None
    hours = match["g"] or match["o"]
    if not hours:
        return UTC
    sign = -1 if hours.startswith("-") else 1
    delta = timedelta(hours=int(hours.replace(" ", "")), minutes=sign * int(match["gm"] or match["om"] or 0))
    return timezone(delta) if abs(delta) <= timedelta(hours=14) else None


def _moment(
    year: int, month: int, day: int, clock: re.Match[str] | None, offset: timezone | None, zone: ZoneInfo
) -> datetime | None:
    hour = int(clock["h"] or 0) if clock else 0
    half = (clock.groupdict().get("half") or "").upper() if clock else ""
    if half in ("PM", "CH") and hour < 12:
        hour += 12
    elif half in ("AM", "SA") and hour == 12:
        hour = 0
    try:
        return datetime(
            year,
            month,
            day,
            hour,
            int(clock["min"] or 0) if clock else 0,
            int(clock["s"] or 0) if clock else 0,
            tzinfo=offset or zone,
        )
    except ValueError:
        return None


def _rfc822(text: str, zone: ZoneInfo) -> datetime | None:
    # "GMT+7" and a bare "+07" are no RFC 822 zones, yet feeds write them.
    text = re.sub(r"(?:GMT|UTC)?\s?([+-])(\d{1,2})$", lambda found: f" {found[1]}{int(found[2]):02d}00", text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
