"""Numbers of Vietnamese prose: figures and words, hedges, money, percentages."""

import re
from dataclasses import dataclass

from transform.facts import Qualifier
from transform.text import Tokens

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_STARTERS = frozenset(_UNITS) - {"mốt", "lăm", "nhăm", "tư", "không"} | {"mười"}
NUMBER_FIRSTS = _STARTERS
"""Words that a number in words may begin with."""
_SCALES = {"trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
_TENS = {"mươi", "mười"}
_LINKS = {"linh", "lẻ"}
_LENGTHS = {"m", "dm", "cm", "mm", "km"}

_HEDGES: dict[str, Qualifier] = {
    "hơn": "over", "trên": "over", "ngoài": "over", "quá": "over", "ít nhất": "over", "tối thiểu": "over",
    "không dưới": "over", "chí ít": "over", "từ": "over", "không ít hơn": "over", "vượt": "over",
    "gần": "under", "dưới": "under", "chưa đầy": "under", "chưa tới": "under", "chưa đến": "under", "ngót": "under",
    "ngót nghét": "under", "xấp xỉ": "about", "không quá": "under", "tối đa": "under", "suýt": "under",
    "khoảng": "about", "chừng": "about", "độ": "about", "ước": "about", "ước khoảng": "about", "khoảng chừng": "about",
    "ước tính": "about", "tầm": "about", "cỡ": "about", "áng chừng": "about", "ước chừng": "about",
    "ước đạt": "about", "khoảng hơn": "over", "khoảng trên": "over", "khoảng gần": "under",
    "trên dưới": "about",
}  # fmt: skip
_HEDGE_LASTS = frozenset(hedge.split()[-1] for hedge in _HEDGES)

_THOUSANDS = re.compile(r"\d{1,3}(?:[.]\d{3})+$")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,}$")
_DECIMAL = re.compile(r"\d+[,.]\d{1,2}$|\d+,\d+$")


@dataclass
class Number:
    """A number in tokens `first` to `last` (exclusive), hedge included; `value` is exact, `digits` its bare form."""

    first: int
    last: int
    value: float
    qualifier: Qualifier
    in_words: bool
    core: int
    """Index of the token after the hedge."""


def figure(form: str) -> float | None:
    """Value of one token of figures by Vietnamese usage: `6.687` is 6687, `30,6` is 30.6; None if it is neither."""
    if form.isdecimal():
        return float(form) if len(form) < 16 else None
    if _THOUSANDS.match(form):
        return float(form.replace(".", ""))
    if _COMMA_THOUSANDS.match(form):
        return float(form.replace(",", ""))
    if _DECIMAL.match(form):
        return float(form.replace(",", "."))
    whole, comma, rest = form.partition(",")
    if comma and _THOUSANDS.match(whole) and rest.isdecimal():
        return float(f"{whole.replace('.', '')}.{rest}")
    return None


def _words(forms: list[str], i: int) -> tuple[int, float] | None:
    """A number in words from token `i`: (index after it, value)."""
    form = forms[i]
    if form not in _STARTERS:
        return None
    total, hundreds, current, j, n = 0.0, 0.0, -1.0, i, len(forms)
    while j < n:
        form = forms[j]
        if form == "mười" and current < 0:
            current = 10.0
        elif form in _TENS and 0 < current < 10:
            current *= 10
        elif form == "chục" and 0 < current < 10:
            current *= 10
            j += 1
            break
        elif form in _LINKS and (total or hundreds) and j + 1 < n and forms[j + 1] in _UNITS:
            pass
        elif form == "trăm" and current >= 0 and not hundreds:
            hundreds, current = 100 * current, -1.0
        elif form in _SCALES and form != "trăm" and (current > 0 or hundreds):
            total += (hundreds + max(current, 0)) * _SCALES[form]  # "một trăm bảy mươi hai tỷ"
            hundreds, current = 0.0, -1.0
        elif form in ("triệu", "tỷ", "tỉ") and total and forms[j - 1] in ("nghìn", "ngàn", "vạn"):
            total *= _SCALES[form]  # "hai nghìn tỷ"
        elif form in _UNITS:
            unit = _UNITS[form]
            if (
                form == "năm"
                and j > i
                and forms[j - 1] not in _LINKS
                and not (current < 0 and j + 1 < n and (forms[j + 1] in _SCALES or forms[j + 1] == "mươi"))
            ):
                break  # "hai mươi năm" is twenty years; twenty-five is "hai mươi lăm"
            if form == "không" and forms[j + 1 : j + 2] != ["trăm"]:
                break
            if current < 0:
                current = float(unit)
            elif current >= 10 and current % 10 == 0 and unit:
                current += unit
            else:
                break
        elif form == "rưỡi" and (total or hundreds) and current < 0:
            total += _last_scale(forms, j) / 2
        else:
            break
        j += 1
    while j > i and forms[j - 1] in _LINKS:
        j -= 1
    return j, total + hundreds + max(current, 0)


def _last_scale(forms: list[str], j: int) -> float:
    return _SCALES.get(forms[j - 1], 0) if j else 0


def _amount(forms: list[str], i: int) -> tuple[int, float, bool] | None:
    """Figures or words from token `i`, scale words included: (index after, value, in words)."""
    value = figure(forms[i]) if forms[i][0].isdecimal() else None
    if value is None:
        found = _words(forms, i)
        return (*found, True) if found else None
    j = i + 1
    while j < len(forms) and forms[j] in _SCALES and forms[j] != "trăm":
        scale = _SCALES[forms[j]]
        value = round(value * scale, 2)
        j += 1
        rest = figure(forms[j]) if j + 1 < len(forms) and forms[j][0].isdecimal() else None
        if rest is not None and _SCALES.get(forms[j + 1], scale) < scale and forms[j + 1] != "trăm":
            value += rest * _SCALES[forms[j + 1]]  # "7 tỷ 600 triệu"
            j += 2
    return j, value, False


def hedge_before(forms: list[str], i: int) -> tuple[int, Qualifier]:
    """The hedge that ends just before token `i`: (index of its first token, its meaning)."""
    for length in (3, 2, 1) if i and forms[i - 1] in _HEDGE_LASTS else ():
        if i >= length:
            phrase = " ".join(forms[i - length : i])
            if phrase in _HEDGES and phrase not in ("từ", "quá", "ngoài"):
                return i - length, _HEDGES[phrase]
    return i, "exact"


def _in_code(tokens: Tokens, i: int) -> bool:
    """Whether figures are part of a mark such as "7A3" or "A1": letters touch them."""
    forms, starts = tokens.forms, tokens.starts
    if i and forms[i - 1].isalpha() and tokens.end(i - 1) == starts[i]:
        return True
    if i + 2 >= len(forms) or not (forms[i + 1].isalpha() and forms[i + 2].isdecimal()):
        return False
    if forms[i + 1] in _LENGTHS and forms[i + 2] in ("2", "3"):
        return False  # "2.600m2 đất"
    return tokens.end(i) == starts[i + 1] and tokens.end(i + 1) == starts[i + 2]


def _from_there_up(forms: list[str], end: int) -> bool:
    """`9.500 đoàn viên trở lên`, `70% CĐCS trở lên`: the hedge behind what a number counts, with no other between."""
    behind = forms[end : end + 11]
    stop = next((k for k, form in enumerate(behind) if form in ",;.từ" or form[0].isdecimal()), len(behind))
    return "trở lên" in " ".join(behind[:stop])


def numbers(tokens: Tokens) -> list[Number]:
    """All numbers of a sentence in order, with hedges; spelled-out ones are candidates that need a noun behind them."""
    found: list[Number] = []
    forms = tokens.forms
    upwards = "trở" in forms
    end = 0
    at = tokens.figures
    if not _STARTERS.isdisjoint(forms):
        at = sorted([*at, *[k for k, form in enumerate(forms) if form in _STARTERS]])
    for i in at:
        amount = None if i < end or _in_code(tokens, i) else _amount(forms, i)
        if amount is None:
            continue
        end, value, in_words = amount
        first, qualifier = hedge_before(forms, i)
        if qualifier == "over" and forms[first] == "vượt" and end < len(forms) and forms[end] == "%":
            qualifier = "exact"  # "vượt 12,7% chỉ tiêu"
        if qualifier == "exact" and upwards and _from_there_up(forms, end):
            qualifier = "over"
        found.append(Number(first, end, value, qualifier, in_words, i))
    return found
