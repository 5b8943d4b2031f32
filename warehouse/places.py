"""Administrative units old and new, from the seed files: by id, and by the way a name ends."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warehouse.keys import dimension_key, fold

SEEDS = Path(__file__).parent / "seeds"
REFORM = "2025-07-01"
"""Districts ended the day before; wards and communes of now began (Law on Organisation of Local Government 2025)."""

_AREAS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "đặc khu")


@dataclass(frozen=True, slots=True)
class Place:
    """One unit; dates are ISO days, None where open."""

    id: str
    level: str
    """province, district or ward."""
    code: str
    name: str
    """Full name with its kind: Quận Ba Đình."""
    parent: str | None
    province: str
    valid_from: str | None
    valid_to: str | None

    @property
    def key(self) -> int:
        return dimension_key("place", self.id)


def read_seed(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of a tab-separated seed file by column name; lines that begin with # are remarks."""
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t")


@cache
def places() -> dict[str, Place]:
    """Return all units by id."""
    return {
        row["id"]: Place(
            id=row["id"],
            level=row["level"],
            code=row["code"],
            name=row["name"],
            parent=row["parent"] or None,
            province=row["province"],
            valid_from=row["valid_from"] or None,
            valid_to=row["valid_to"] or None,
        )
        for row in read_seed("places.tsv")
    }


@cache
def successors() -> dict[str, tuple[Place, ...]]:
    """Return, for a unit that was dissolved, the units that hold its land, by id."""
    found: dict[str, list[Place]] = defaultdict(list)
    for row in read_seed("place_successors.tsv"):
        found[row["id"]].append(places()[row["successor"]])
    return {place: tuple(units) for place, units in found.items()}


@cache
def _endings() -> dict[str, frozenset[str]]:
    """Folded endings of names → ids of the units they may mean; wards of before the reform only where no other is."""
    found: dict[str, set[str]] = defaultdict(set)
    old: dict[str, set[str]] = defaultdict(set)
    for place in places().values():
        if place.level == "ward" and place.valid_to and place.parent:
            district = places()[place.parent].name
            # Part by part: a folded name is not folded again, for its tones stand where no name has them.
            for around in ("", fold(place.province), _bare(place.province), fold(district)):
                old[f"{fold(place.name)} {around}".rstrip()].add(place.id)
            continue
        found[fold(place.name)].add(place.id)
        if place.level == "province":
            found[_bare(place.name)].add(place.id)
        else:
            found[fold(f"{place.name} {place.province}")].add(place.id)
            found[f"{fold(place.name)} {_bare(place.province)}"].add(place.id)
    alone = {ending: ids for ending, ids in old.items() if len(ids) == 1 and ending not in found}
    return {ending: frozenset(ids) for ending, ids in (found | alone).items()}


def place_at_end(name: str) -> Place | None:
    """Return the unit with which the name of a body ends, the smallest named; None if there is none or it is not plain.

    A name that several units share ("huyện Châu Thành") counts only with its province behind it.
    """
    words = fold(name).split()
    tails = [" ".join(words[i:]) for i in range(len(words))]
    areas = tuple(f"{fold(area)} " for area in _AREAS)
    with_area = [tail for tail in tails if tail.startswith(areas)]
    for tail in [*with_area, *tails]:
        ids = _endings().get(tail)
        if ids:
            return places()[next(iter(ids))] if len(ids) == 1 else None
    return None


def _bare(province: str) -> str:
    folded = fold(province)
    for area in ("tỉnh", "thành phố"):
        folded = folded.removeprefix(f"{fold(area)} ")
    return folded
