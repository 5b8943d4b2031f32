"""What the pages say in Vietnamese and in English, and how they write numbers and days."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One language of `words.yml`."""

    language: Language
    table: dict[str, Any]

    def say(self, key: str, **values: object) -> str:
        """Return a phrase with its places filled in."""
        phrase: str = self.table[key]
        return phrase.format(**values)

    def of(self, code: str) -> str:
        """Return the word for one of the warehouse's own codes, as `national`; whatever is none stays as it is."""
        word: str = self.table["of"].get(code, code)
        return word

    def number(self, value: float) -> str:
        """Return a number with its thousands apart and, where it is not whole, up to two decimals."""
        marks = self.table["numbers"]
        digits = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")
        return digits.translate({ord(","): marks["thousands"], ord("."): marks["decimal"]})

    def counted(self, figure: float, code: str, qualifier: str = "exact") -> str:
        """Return a number with its hedge and what was counted, as `hơn 5 cá nhân`; money in the unit that suits it."""
        hedge: str = self.table["hedged"][qualifier]
        if code == "benefit_vnd":
            unit, name = next((unit, name) for unit, name in self.table["money"] if figure >= unit or unit == 1)
            return hedge.format(figure=self.say("benefit", money=f"{self.number(figure / unit)} {name}"))
        noun = self.table["one"].get(code) if figure == 1 else None
        return hedge.format(figure=f"{self.number(figure)} {noun or self.of(code)}")

    def share(self, value: float) -> str:
        """Return a share from 0 to 1 as per cent; only what is whole is called 0 or 100."""
        percent = round(100 * value, 1) if value in (0, 1) else min(max(round(100 * value, 1), 0.1), 99.9)
        return f"{self.number(percent)}%"

    def day(self, value: date) -> str:
        return self._dated("date", value)

    def month(self, value: date) -> str:
        return self._dated("month", value)

    def _dated(self, form: str, value: date) -> str:
        name = self.table["months"][value.month - 1]
        return self.say(form, day=value.day, month=value.month, name=name, year=value.year)


@cache
def words_of(language: Language) -> Words:
    """Return the words of a language."""
    return Words(language, _tables()[language])


@cache
def _tables() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = yaml.safe_load((files("flows.pages") / "words.yml").read_text(encoding="utf-8"))
    if set(tables) != set(get_args(Language)):
        raise ValueError(f"words.yml has {sorted(tables)}")
    return tables
