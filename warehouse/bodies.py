"""What the name of a body tells of it: type, level, place, time, the body above it and those that followed. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from transform.organizations import organization_at
from transform.text import View
from warehouse.keys import fold
from warehouse.places import REFORM, Place, place_at_end, places, successors

CONFEDERATION = "Tổng Liên đoàn Lao động Việt Nam"
GOVERNMENT = "Chính phủ"
_LAST_DAY_OF_DISTRICTS = "2025-06-30"


@dataclass(frozen=True, slots=True)
class Body:
    """A body as its name describes it; None where the name does not tell. Dates are ISO days."""

    name: str
    type: str | None = None
    level: str | None = None
    place: Place | None = None
    parent: str | None = None
    """Full name of the body directly above it."""
    valid_from: str | None = None
    valid_to: str | None = None
    successors: tuple[str, ...] = ()
    """Full names of the bodies that followed in parts of its place."""


@lru_cache(maxsize=4096)
def describe(name: str) -> Body:
    """Describe a body by its full name."""
    sentence = next(iter(View(name).sentences()), None)
    found = organization_at(sentence.tokens, 0, {}, None) if sentence else None
    if not found:
        return Body(name)
    body = found[1]
    national = body.level == "national"
    place = None if national else place_at_end(name)
    ends = _ends_with_its_district(body.type, place)
    begins = bool(place and place.level == "ward" and place.valid_from and body.type == "union")
    return Body(
        name=name,
        type=body.type,
        level=body.level,
        place=place,
        parent=_parent(name, body.type, body.level, place),
        valid_from=REFORM if begins else None,
        valid_to=_LAST_DAY_OF_DISTRICTS if ends else None,
        successors=_successors(body.type, place) if ends else (),
    )


def _ends_with_its_district(kind: str, place: Place | None) -> bool:
    """Unions, committees, party and mass bodies of a district or old ward ended with it; schools and firms did not."""
    governing = ("union", "authority", "party", "front", "youth", "women", "farmers")
    return bool(place and place.level != "province" and place.valid_to and kind in governing)


def _successors(kind: str, place: Place | None) -> tuple[str, ...]:
    heads = {"union": "Công đoàn", "authority": "Ủy ban nhân dân"}
    if place is None or kind not in heads:
        return ()
    return tuple(
        f"{heads[kind]} {_lower_head(ward.name)}{_province_if_needed(ward)}" for ward in successors().get(place.id, ())
    )


def _parent(name: str, kind: str, level: str | None, place: Place | None) -> str | None:
    folded = fold(name)
    if kind == "union":
        if folded == fold(CONFEDERATION):
            return None
        if level in ("national", "province"):
            return CONFEDERATION
        if level == "district" and place:
            return f"Liên đoàn Lao động {_lower_head(place.province)}"
    if kind == "authority" and folded.startswith(fold("Ủy ban nhân dân")) and place:
        if place.level == "province":
            return GOVERNMENT
        return f"Ủy ban nhân dân {_lower_head(_above(place))}"
    if kind == "department" and folded.startswith(fold("Sở") + " ") and place:
        return f"Ủy ban nhân dân {_lower_head(place.province)}"
    if kind == "ministry" and folded.startswith(fold("Bộ") + " "):
        return GOVERNMENT
    return None


def _above(place: Place) -> str:
    return places()[place.parent].name if place.parent else place.province


def _province_if_needed(ward: Place) -> str:
    plain = place_at_end(ward.name)
    return "" if plain and plain.id == ward.id else f", {_lower_head(ward.province)}"


def _lower_head(place: str) -> str:
    """Write a unit as it stands inside the name of a body: "Quận Ba Đình" as "quận Ba Đình"."""
    return place[0].lower() + place[1:]
