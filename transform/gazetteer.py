"""The packaged lists of heads, areas, provinces, districts and sectors, folded and ready to match."""

import re
from functools import cache
from typing import Any

from transform.lexicon import Head, Phrases, read_yaml
from transform.text import fold


class Gazetteer:
    """The packaged lists of heads, areas, provinces, districts and sectors, folded and ready to match."""

    def __init__(self) -> None:
        data: dict[str, Any] = read_yaml("organizations")
        self.heads = Phrases()
        for row in data["heads"]:
            head = Head(
                row["name"],
                row["type"],
                row.get("level"),
                row.get("whole", False),
                row.get("capital", False),
                row.get("area"),
            )
            for form in row["forms"]:
                self.heads.add(form, "O", head)
        self.areas: dict[str, str] = data["areas"]
        self.area_endings = tuple(f" {area}" for area in self.areas)
        self.municipalities = {fold(n) for n in data["municipalities"]}
        self.inner = Phrases()
        for phrase in data["inner"]:
            self.inner.add(phrase, "in", phrase)
        self.sectors = Phrases()
        for phrase in data["sectors"]:
            self.sectors.add(phrase, "sector", phrase)
        self.provinces = Phrases()
        for name in data["provinces"]:
            self.provinces.add(name, "province", name)
        self.provinces.add("hcm", "province", "hồ chí minh")
        self.districts = Phrases()
        self.area_of: dict[str, str] = {}
        cities: dict[tuple[str, str], set[str]] = {}
        for province, areas in read_yaml("districts").items():
            for area, names in areas.items():
                for name in names:
                    self.districts.add(name, "district", name)
                    self.area_of.setdefault(fold(name), area)
                    cities.setdefault((area, fold(name)), set()).add(province)
        self.province_of = {unit: found.pop() for unit, found in cities.items() if len(found) == 1}
        """The province of a district, by its kind and folded name, where only one has it."""
        for name in data["provinces"]:
            self.area_of[fold(name)] = "thành phố" if fold(name) in self.municipalities else "tỉnh"
        self.compounds = {"".join(short.lower().split()): full for short, full in data["compounds"].items()}
        longest_first = sorted(data["compounds"], key=len, reverse=True)
        spaced = (r"\s*".join(map(re.escape, re.findall(r"\w+|\W", short))) for short in longest_first)
        self.compound = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)
        self.abbreviations: dict[str, str] = {fold(k): v for k, v in data["abbreviations"].items()}
        self.surnames = {fold(name) for name in read_yaml("surnames")}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    return Gazetteer()


@cache
def place_firsts() -> frozenset[str]:
    """Words that a place may begin with."""
    g = gazetteer()
    return frozenset([area.split()[0] for area in g.areas] + ["tphcm", *g.provinces.firsts()])
