"""When: dates, runs, school years and terms, read into years and ISO dates."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from operator import attrgetter

from transform.text import holds

_D = r"(?P<d{0}>0?[1-9]|[12]\d|3[01])"
_M = r"(?P<m{0}>0?[1-9]|1[0-2])"
_Y = r"(?P<y{0}>(?:19|20)\d\d)"
_SEP = r"\s?[/.-]\s?"


def _day(n: int, year: bool) -> str:
    return _D.format(n) + _SEP + _M.format(n) + (_SEP + _Y.format(n) if year else "")


_TO = r"\s*(?:-|đến|tới|và|cho đến)\s*(?:hết\s+)?(?:ngày\s+)?"
_MONTHS_TO = r"\s*(?:-|đến|tới)\s*(?:hết\s+)?(?:tháng\s+)?"
_MONTHS_TO_NAMED = rf"\s*(?:-|đến|tới)\s*(?:hết\s+)?tháng\s+{_M.format(2)}\s?(?:[/.-]|năm)\s?{_Y.format(2)}"
_OF_NEXT = r"năm\s+(?:19|20)\d\d\s+(?:là|được|đạt|nhận)\b"
"""A year with its own verb: "… Bằng khen năm 2019, năm 2020 là Chiến sĩ thi đua"."""
_YEAR, _TWO_YEARS, _MARK, _RUN, _MONTH, _QUARTER = range(6)
_PATTERNS: list[tuple[str, int, bool, re.Pattern[str]]] = [
    (kind, needs, body.startswith("(?P<"), re.compile(rf"(?<![\w/.,])(?:{body})(?![\w%]|[/.,]\d)"))
    for kind, needs, body in (
        ("run", _RUN, rf"{_day(1, True)}{_TO}{_day(2, True)}"),
        ("run", _RUN, rf"{_day(1, False)}{_TO}{_day(2, True)}"),
        ("run", _RUN, rf"{_day(1, False)}\s*(?:đến|tới)\s*(?:hết\s+)?(?:ngày\s+)?{_day(2, False)}"),
        ("run", _RUN, rf"{_D.format(1)}{_TO}{_day(2, True)}"),
        ("run", _RUN, rf"{_D.format(1)}\s*(?:đến|tới)\s*(?:hết\s+)?(?:ngày\s+)?{_day(2, False)}"),
        ("run", _RUN, rf"(?:(?:hai|các)\s+)?ngày\s+{_D.format(1)}\s*(?:và|,)\s*{_day(2, False)}"),
        ("to_month", _MONTH, rf"{_day(1, True)}{_MONTHS_TO_NAMED}"),
        ("to_month", _MONTH, rf"{_day(1, False)}{_MONTHS_TO_NAMED}"),
        (
            "months",
            _MONTH,
            rf"tháng\s+{_M.format(1)}(?:\s?(?:[/.-]|năm)\s?{_Y.format(1)})?{_MONTHS_TO}{_M.format(2)}"
            rf"\s?(?:[/.-]|năm)\s?{_Y.format(2)}",
        ),
        ("date", _MARK, _day(1, True)),
        ("date", _MONTH, rf"ngày\s+{_D.format(1)}\s+tháng\s+{_M.format(1)}(?:,?\s+năm\s+{_Y.format(1)})?"),
        ("years", _MONTH, rf"{_Y.format(1)}\s*(?:-|đến|tới)\s*(?:hết\s+)?tháng\s+\d\d?\s?[/.]\s?{_Y.format(2)}"),
        (
            "years",
            _TWO_YEARS,
            rf"{_Y.format(1)}\s*(?:-|đến|tới)\s*(?:(?:hết|đầu|giữa|cuối)\s+)?(?:năm\s+)?{_Y.format(2)}",
        ),
        (
            "years",
            _TWO_YEARS,
            rf"{_Y.format(1)}(?:,\s*(?:năm\s+)?(?:19|20)\d\d)*,?\s*(?:và|,(?!\s*{_OF_NEXT}))\s*(?:năm\s+)?{_Y.format(2)}",
        ),
        ("month", _MONTH, rf"tháng\s+{_M.format(1)}\s?(?:[/.-]|năm)\s?{_Y.format(1)}"),
        ("month", _MARK, rf"{_M.format(1)}\s?[/.]\s?{_Y.format(1)}"),
        ("quarter", _QUARTER, rf"quý\s+(?P<q>i{{1,3}}|iv|[1-4])\s?(?:[/.-]|,?\s*năm)\s?{_Y.format(1)}"),
        ("year", _YEAR, _Y.format(1)),
        ("day", _MARK, rf"(?:ngày|sáng|chiều|tối|trưa|hôm)\s+{_day(1, False)}"),
        ("day", _MARK, _day(1, False)),
    )
]
"""Kind, what a sentence must hold for the pattern to be worth trying (a year, marked figures, a word), whether it
begins with a figure, pattern."""
_FIGURES = re.compile(r"\d(?<![\w/.,].)(?:\d{3}|\d?\s*(?:[/.-]|đến|tới|và|cho))")
_WORDS = re.compile(
    r"tháng\s+\d|ngày\s+\d|quý\s+[\di]|hai(?=\s+ng)|các(?=\s+ng)|sáng\s+\d|chiều\s+\d|tối\s+\d|trưa\s+\d|hôm\s+\d"
)
"""Where patterns can begin: those of figures, and those of words."""
_DAYS = ("tháng", "ngày", "quý")
"""Words with which figures are a time that the figures alone are not."""
_JUBILEE = 5
"""Years of the shortest anniversary that is told by its two days."""
_NUMBERED = ("đợt ", "giai đoạn ", "vòng ", "lần ", "khóa ")
"""Words before the number of what is numbered."""
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_HAS_MARK = re.compile(r"\d(?:\s?[/-]\s?\d|(?<![\d.].)\d?\s?\.\s?\d\d?(?!\d))")
_HAS_RUN = re.compile(r"\d\s*(?:-|,|đến|tới|và|cho đến)\s*(?:hết\s+)?(?:ngày\s+)?\d")
_RELATIVE = {
    "năm nay": 0, "năm ngoái": -1, "năm trước": -1, "năm kia": -2, "năm qua": 0, "năm vừa qua": 0,
    "năm tới": 1, "năm sau": 1,
}  # fmt: skip
_RELATIVE_RE = re.compile(rf"năm(?<!\wnăm) (?:{'|'.join(words.removeprefix('năm ') for words in _RELATIVE)})\b(?! nay)")
_SO_MANY = re.compile(r"(?:\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|vài|mấy|ít|nhiều))\s$")
_SCHOOL_YEAR_BEFORE = re.compile(r"\bnăm học trước\b")
_SCHOOL_BEGINS = 8
"""Month from which a school year counts as the one that is running."""
_SPAN_RE = re.compile(
    r"\b(?:trong\s+|qua\s+)?(?:[2-9]|[1-9]\d|năm|mười|ba|hai|bốn)\s+năm\s+(?:qua|gần đây|ấy|vừa qua|đó|này)\b"
    r"|\b(?:trong|qua|sau|tính chung|tính cả|suốt|trọn)\s+(?:[2-9]|[1-9]\d|năm|mười|ba|hai|bốn)\s+năm\b"
    r"(?!\s*(?:học|\d|\())"
    r"|\b(?:5|năm|10|mười) năm(?=[,:])"
    r"|\b(?:nhiệm kỳ|giai đoạn)\s+(?:này|qua|vừa qua)\b"
    r"|\b(?:cả|suốt)\s+(?:nhiệm kỳ|giai đoạn)\b(?!\s*(?:\d|i|một|thứ))"
    r"|\b(?:khép lại|kết thúc|cả|trong|suốt|hết)\s+(?:nhiệm kỳ|giai đoạn)(?=,|\s+có\b)"
)
_COUNTED_YEARS = re.compile(r"năm(?:(?<=[\s\d]\snăm)|(?<=(?:ăm|ời|ba|ai|ốn)\snăm))")
"""Where the years of a span can stand: "năm" behind the end of one of its numbers."""
_COMPARED = (
    "so với",
    "cùng kỳ",
    "nhiều hơn",
    "hơn hẳn",
    "xấp xỉ",
    "tương đương",
    "ngang",
    "bằng",
    "kém",
    "gấp đôi",
    "gấp rưỡi",
    "gấp ba",
)
_BORN = re.compile(r"(?:(?<!tuyển )(?<!học )(?<!phát )\bsinh (?:năm|ngày|tháng)|\bsn:?) $")
_MORE_THAN = re.compile(r"\b(?:so với|nhiều hơn|ít hơn|cao hơn|thấp hơn|cùng kỳ)\b[^,;.]{0,24}$")
_SINCE = re.compile(r"\btừ (?:(?:đầu|giữa|cuối|ngày|tháng|quý|mùa|lần|kỳ|đợt|thứ|tiên|học|\d+) ){0,5}(?:năm )?$")
_UNTIL_NOW = re.compile(r"\b(?:đến|tới) nay\b")
_FOUNDED = re.compile(
    r"(\d+) năm (?:ngày |xây dựng |hình thành )?(?:thành lập|truyền thống|và phát triển)[^.,;()]{0,90}\($"
)
"""Before a bracket with two years these make it the age of a body: "kỷ niệm 40 năm ngày thành lập (1978 - 2018)"."""
_BEGUN = re.compile(r" và \w+ tháng (?:đầu )?(?:năm )?")
"""Between a year and the next one this makes them one period, to the months of the one begun."""
_TERM = re.compile(r"đại hội(?!(?: \w+){0,2} thi đua)[^.;]{0,90}(?:nhiệm kỳ|khóa|lần thứ \w+,?)[^.;,]{0,12}$")


@dataclass
class Period:
    """A stated time at `start` to `end` of the view.

    `kind` is run, date, years, month, quarter, year, day, relative, past ("năm qua") or span; years are None for a bare
    day and a span ("trong 5 năm qua") until the discourse fills them in. `date_from`, `date_to` are ISO days, or YYYY
    for whole years.
    """

    kind: str
    start: int
    end: int
    year_from: int | None
    year_to: int | None
    date_from: str | None = None
    date_to: str | None = None
    anniversary: bool = False
    length: int | None = None
    """Years of a span ("trong 5 năm qua" is 5)."""
    school: bool = False
    before: bool = False
    """`năm trước`, `năm học trước`: the year before the one spoken of."""
    bare: bool = False
    """A run that names no year: it has that of the day of publication."""


def _iso(year: int | None, month: str | None, day: str | None) -> str | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None


def _build(kind: str, m: re.Match[str], base: date | None) -> Period | None:
    g = m.groupdict()
    y1 = int(g["y1"]) if g.get("y1") else None
    y2 = int(g["y2"]) if g.get("y2") else None
    period = Period(kind, m.start(), m.end(), y1, y1)
    if kind == "run":
        end_year = y2 or (base.year if base else None)
        start_year = y1 or end_year
        month1, month2 = g.get("m1") or g.get("m2"), g.get("m2")
        if y1 is None and start_year and month1 and month2 and int(month1) > int(month2):
            start_year -= 1
        period.date_from = _iso(start_year, month1, g.get("d1"))
        period.date_to = _iso(end_year, month2, g.get("d2"))
        period.year_from, period.year_to = start_year, end_year
        period.bare = y1 is None and y2 is None
    elif kind == "months":
        start = y1 or y2
        if start is None or y2 is None:
            return None
        period.kind, period.year_from, period.year_to = "run", start, y2
        period.date_from, period.date_to = f"{start}-{int(g['m1']):02}", f"{y2}-{int(g['m2']):02}"
    elif kind == "to_month":
        if y2 is None:
            return None
        start = y1 or y2 - (int(g["m1"]) > int(g["m2"]))
        period.kind, period.year_from, period.year_to = "run", start, y2
        period.date_from, period.date_to = _iso(start, g["m1"], g["d1"]), f"{y2}-{int(g['m2']):02}"
    elif kind == "date":
        year = y1 or (base.year if base else None)
        period.year_from = period.year_to = year
        period.date_from = period.date_to = _iso(year, g["m1"], g["d1"])
    elif kind == "years":
        if y2 is not None and y1 is not None and not 0 <= y2 - y1 <= 60:
            return None
        period.year_to = y2
        period.date_from, period.date_to = str(y1), str(y2)
    elif kind == "day":
        if base:
            iso = _iso(base.year, g["m1"], g["d1"])
            period.year_from = period.year_to = base.year
            if iso and (date.fromisoformat(iso) - base).days > 183:
                period.year_from = period.year_to = base.year - 1
                iso = _iso(base.year - 1, g["m1"], g["d1"])
            period.date_from = period.date_to = iso
    else:
        period.date_from = period.date_to = str(y1)
    return period


@cache
def _worth_trying(*holds: bool) -> list[tuple[str, int, bool, re.Pattern[str]]]:
    """The patterns for a sentence that holds, in the order of the constants, a year, two, marked figures and so on."""
    return [row for row in _PATTERNS if holds[row[1]]]


def periods(low: str, start: int, end: int, numerals: list[int], base: date | None) -> list[Period]:
    """Stated times in `low[start:end]`, in order.

    `numerals` says where figures start there; `base` is the day of publication, which gives bare days their year.

    Dates inside the name of an anniversary or of a congress's term, and those that are only compared with, are marked
    `anniversary`: they are nobody's year.
    """
    text = low[start:end]
    found: list[Period] = []
    figures = [at for at in numerals if _FIGURES.match(low, at, end)]
    if figures or (numerals and holds(text, _DAYS)):
        years = len(_HAS_YEAR.findall(text))
        marked = _HAS_MARK.search(text) is not None
        run = marked and _HAS_RUN.search(text) is not None
        tried = _worth_trying(years > 0, years > 1, marked, run, "tháng" in text, "quý" in text)
        of_words = not all(of_figures for _, _, of_figures, _ in tried)
        words = [m.start() for m in _WORDS.finditer(low, start, end)] if of_words else []
        for kind, _, of_figures, pattern in tried:
            passed = start
            for at in figures if of_figures else words:
                m = pattern.match(low, at, end) if at >= passed else None
                if m is None:
                    continue
                passed = m.end()
                if any(m.start() < p.end and p.start < m.end() for p in found):
                    continue
                if kind == "day" and not m.group()[0].isalpha() and not _date_context(low, m):
                    continue
                if kind == "run" and low.endswith(_NUMBERED, start, at):
                    continue  # "đợt 2 đến 31/8": no second day of August
                period = _build(kind, m, base)
                if period is not None:
                    found.append(period)
    if _COUNTED_YEARS.search(text) or "nhiệm kỳ" in text or "giai đoạn" in text:
        for m in _SPAN_RE.finditer(low, start, end):
            if not any(m.start() < p.end and p.start < m.end() for p in found):
                found.append(Period("span", m.start(), m.end(), None, None, length=_years_of(m.group())))
    if base and "năm" in text:
        for m in _RELATIVE_RE.finditer(low, start, end):
            if m.group() == "năm sau" and _SO_MANY.search(low, max(start, m.start() - 6), m.start()):
                continue  # "Hai năm sau, anh đạt danh hiệu": counted from what was told before
            if not any(m.start() < p.end and p.start < m.end() for p in found):
                year = base.year + _RELATIVE[m.group()]
                kind = "past" if m.group() in ("năm qua", "năm vừa qua") else "relative"
                year -= kind == "past" and base.month == 1  # told in January, the year past is the one before
                before = m.group() == "năm trước"
                found.append(Period(kind, m.start(), m.end(), year, year, str(year), str(year), before=before))
        for m in _SCHOOL_YEAR_BEFORE.finditer(low, start, end) if "năm học trước" in text else ():
            year = base.year - (base.month < _SCHOOL_BEGINS)
            found.append(
                Period("years", m.start(), m.end(), year - 1, year, str(year - 1), str(year), school=True, before=True)
            )
    found.sort(key=attrgetter("start"))
    for p in found:
        before_it = low[max(start, p.start - 140) : p.start]
        if low[max(start, p.start - 20) : p.start].rstrip().removesuffix("năm").rstrip().endswith(_COMPARED) or (
            _MORE_THAN.search(before_it[-40:])
        ):
            p.anniversary = True
        if p.kind in ("date", "run", "years", "day", "year"):
            if (
                p.kind == "year"
                and base
                and _SINCE.search(before_it)
                and _UNTIL_NOW.search(low, p.end, min(end, p.end + 90))
            ):
                p.kind, p.year_to, p.date_to = "years", base.year, str(base.year)
            p.school = before_it.endswith("năm học ") or p.school
            if (
                (p.kind == "run" and _full_day_pair(p))
                or (p.kind in ("years", "year") and _TERM.search(before_it))
                or (p.kind in ("date", "day") and before_it.endswith("("))
                or _BORN.search(before_it) is not None
            ):
                p.anniversary = True
            aged = _FOUNDED.search(before_it) if p.kind == "years" else None
            if aged is not None and p.year_from and p.year_to and int(aged[1]) == p.year_to - p.year_from:
                p.anniversary = True
    return _joined(low, found)


def _joined(low: str, found: list[Period]) -> list[Period]:
    """Two that make one: `từ năm học 2008-2009 đến năm học 2012-2013`, `năm 2017 và 4 tháng đầu năm nay`."""
    kept = found[:1]
    for p in found[1:]:
        first = kept[-1]
        if p.school and first.school and low[first.end : p.start] == " đến năm học ":
            kept[-1] = replace(first, end=p.end, year_to=p.year_to, date_to=p.date_to)
        elif first.kind == "year" and p.kind in ("year", "relative") and _BEGUN.fullmatch(low[first.end : p.start]):
            kept[-1] = replace(first, kind="years", end=p.end, year_to=p.year_to, date_to=p.date_to)
        else:
            kept.append(p)
    return kept


_SPAN_WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "mười": 10}


def _years_of(words: str) -> int | None:
    """5 of "trong năm năm qua" and of "qua 5 năm"."""
    before = words.rsplit("năm", 1)[0].split() if words.count("năm") else []
    for word in reversed(before):
        if word.isdecimal():
            return int(word)
        if word in _SPAN_WORDS:
            return _SPAN_WORDS[word]
    return None


def _full_day_pair(p: Period) -> bool:
    """`(28/7/1929 - 28/7/2018)`: same day, years apart; a drive may last from one such day to the next."""
    if not (p.date_from and p.date_to and p.year_from and p.year_to):
        return False
    return p.date_from[5:] == p.date_to[5:] and p.year_to - p.year_from >= _JUBILEE


def _date_context(low: str, m: re.Match[str]) -> bool:
    """A bare `28/7` is a date after a word of time; `7/11 người` and `7/7` grades are not."""
    before = low[max(0, m.start() - 14) : m.start()]
    return bool(re.search(r"(?:ngày|sáng|chiều|tối|trưa|hôm|nay|mai|qua|từ|đến|tới|dịp|và)\s+\(?$|\($", before))
