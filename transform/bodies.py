"""The bodies and places that an article has spoken of, and whom a short mention of one means."""

import re
from dataclasses import replace
from datetime import date

from transform.facts import Level
from transform.gazetteer import gazetteer
from transform.levels import level_of
from transform.lexicon import word_set
from transform.nodes import Tagged
from transform.organizations import Organization
from transform.text import fold

SHORT_BODIES = word_set("short_bodies")
WORKPLACES = frozenset(["school", "health", "enterprise"])
_PARTS = frozenset(["department", "school", "health", "enterprise"])
"""Bodies of a place that "Thành phố", "quận" never stands for: its departments and workplaces."""
_NOTED = re.compile("[OpL]")
"""Tags of what the register takes in."""
_ALIAS = re.compile(r"\(([A-ZĐ]{3,10})\)$")
_AREA_KEYS = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "q": "quận", "h": "huyện"}


def area_key(area: str | None) -> str | None:
    """Area words that mean the same, as one."""
    return _AREA_KEYS.get(area or "", area)


class Bodies:
    """The register of one article: `main` is the body that it is about, `focus` the one that the passage is about."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.year_month = (published.year, published.month) if published else None
        self.main: Organization | None = None
        self.focus: Organization | None = None
        self._bodies: list[Organization] = []
        self._aliases: dict[str, Organization] = {}
        """Bodies by the name that a bracket gives them: "Tổng Công ty Đầu tư phát triển hạ tầng đô thị (UDIC)"."""
        self._story: int | None = None
        """How many bodies had been spoken of when the last story of a bulletin began; None before any."""
        self._places: dict[str, str] = {}
        self._surveyed: dict[str, str] = {}
        self._municipality: str | None = None

    def survey(self, tagged: list[Tagged]) -> None:
        """Look over the whole article for the province and the districts that a bare "tỉnh" or "quận" falls back on."""
        for sentence in tagged:
            if "p" not in sentence.tags and (
                "thành phố" in self._surveyed or "thủ đô" not in " ".join(sentence.sentence.tokens.forms)
            ):
                continue
            for node in sentence.nodes:
                if node.tag == "p" and node.value[1]:
                    area, name = node.value
                    key = area_key(area) or ("thành phố" if fold(name) in gazetteer().municipalities else "tỉnh")
                    self._surveyed.setdefault(key, name)
                elif "thủ đô" in node.form or (node.tag == "Q" and "thủ đô" in fold(node.value.text)):
                    self._surveyed.setdefault("thành phố", "Hà Nội")

    def _note(self, tagged: Tagged) -> None:
        for m in _NOTED.finditer(tagged.tags):
            node = tagged.nodes[m.start()]
            if node.tag == "O":
                body: Organization = node.value
                if body.complete:
                    self._bodies.append(body)
                    alias = _ALIAS.search(tagged.sentence.tokens.clean, node.start, node.end)
                    if alias is not None:
                        self._aliases.setdefault(alias[1], body)
                    key = area_key(body.area)
                    if key:
                        place = _place_of(body)
                        if place:
                            self._set_place(key, place)
            elif node.tag == "p" and node.value[1]:
                area, name = node.value
                key = area_key(area) or ("thành phố" if fold(name) in gazetteer().municipalities else "tỉnh")
                if key not in self._places:  # a birthplace named later does not move the article
                    self._set_place(key, name)
            elif node.tag == "L" and node.form == "thủ đô":
                self._places.setdefault("thành phố", "Hà Nội")

    def _set_place(self, key: str, name: str) -> None:
        if fold(name) == "hcm":
            name = "Hồ Chí Minh"
        self._places[key] = name
        if key == "thành phố" and fold(name) in gazetteer().municipalities:
            self._municipality = self._municipality or name

    def city_level(self) -> Level:
        """What "cấp thành phố" means here: a province's equal, unless the article's city belongs to a province."""
        city = self._places.get("thành phố")
        if city is None or fold(city) in gazetteer().municipalities:
            return "province"
        return "district" if self._municipality is None else "province"

    def resolve(self, body: Organization) -> Organization | None:
        """The full name behind a mention that leaves the place or the sector to the context."""
        if body.name == "Trung ương Hội":
            host = next((b for b in (self.focus, self.main, *self._bodies) if b and b.head.startswith("Hội ")), None)
            return replace(body, name=f"Trung ương {host.head} Việt Nam", complete=True) if host is not None else body
        if body.complete:
            return self._in_full(body)
        key = area_key(body.area)
        told = self._bodies if key == "tỉnh" else self._bodies[::-1]  # other provinces come as guests
        own = self._bodies[self._story :][::-1] if self._story is not None else []
        for known in [*own, self.focus, self.main, *told]:
            if known and known.head == body.head and area_key(known.area) == key and known.complete:
                return self._in_full(known.at(body.start, body.end))
        if key == "ngành":
            for known in [self.focus, self.main, *reversed(self._bodies)]:
                if known and known.type == "union" and known.head == "Công đoàn" and known.level != "grassroots":
                    return self._in_full(known.at(body.start, body.end))
            return None
        place = self._places.get(key or "")
        if key == "thành phố" and (place is None or self._municipality is not None):
            place = self._municipality or place
        if key is None or key == "cụm":
            return None
        if place is None:
            place = self._surveyed.get(key) or self._province_around(key)
        if place is None:
            return body  # "LĐLĐ tỉnh" of an article that never names its province
        if body.name == body.head:
            name = f"{body.name} {place}"
        else:
            area = "Thành phố" if fold(place) == "hồ chí minh" else key
            bare = body.name
            for word in (key, body.area or key):
                if fold(bare).endswith(f" {fold(word)}"):
                    bare = bare[: -len(word)].rstrip()
            name = f"{bare} {area} {place}"
        full = replace(body, name=name, area=key, complete=True)
        return replace(
            full, level=level_of(full, None if body.type in ("union", "authority") else body.level, self.year_month)
        )

    def _province_around(self, key: str) -> str | None:
        """The city or province of the district spoken of, where only one has a district of that name.

        A city also where a body goes by it: `Công đoàn ngành Giáo dục Hà Nội`.
        """
        if key not in ("tỉnh", "thành phố"):
            return None
        g = gazetteer()
        for area in ("quận", "huyện", "thị xã"):
            name = self._places.get(area)
            province = g.province_of.get((area, fold(name))) if name else None
            if province is not None and (fold(province) in g.municipalities) == (key == "thành phố"):
                return province
        named = [known.name for known in (self.main, self.focus, *self._bodies) if known] if key == "thành phố" else []
        cities = (n[-len(c) :] for n in named for c in sorted(g.municipalities) if fold(n).endswith(f" {c}"))
        return next(cities, None)

    def _in_full(self, body: Organization) -> Organization:
        """`Công đoàn Bệnh viện` with its hospital's name, `Công đoàn ngành Y tế` beside "Công đoàn Y tế Việt Nam"."""
        if body.type in ("department", "office") and body.area is None:
            longer = {b.name: b for b in self._bodies if fold(b.name).startswith(f"{fold(body.name)} ")}
            return _only(longer, body)
        if (known := self._by_alias(body)) is not None:
            return known
        if body.type == "enterprise" and body.proper:
            ending = f" {fold(body.proper)}"  # "Công ty May Đức Giang", in full "Công ty Cổ phần May Đức Giang"
            alike = {b.name: b for b in self._bodies if b.head == body.head and fold(b.name).endswith(ending)}
            longer = {name: b for name, b in alike.items() if len(name) > len(body.name)}
            return _only(longer, body)
        if body.head != "Công đoàn":
            return body
        proper, opening = fold(body.proper), f"{fold(body.name)} "
        whole = f"công đoàn {proper.removeprefix('ngành ')} việt nam"
        own = next((b for b in (self.focus, self.main) if b is not None and fold(b.name) == whole), None)
        if own is not None and body.area == "ngành":
            return own.at(body.start, body.end)  # not "Công đoàn ngành Y tế Quảng Trị", which only came to it
        longer = {b.name: b for b in self._bodies if fold(b.name).startswith(opening)}
        if proper in SHORT_BODIES and longer:
            return [*longer.values()][-1].at(body.start, body.end)
        if body.area == "ngành" and (self.main is None or self.main.area == "ngành"):
            first = next((b for b in self._bodies if fold(b.name) == whole or b.name in longer), None)
            if first is not None and fold(first.name) == whole:
                return first.at(body.start, body.end)
        if len(longer) == 1:
            return next(iter(longer.values())).at(body.start, body.end)
        if proper in SHORT_BODIES:
            known = next(
                (b for b in reversed(self._bodies) if fold(b.name).startswith(f"{proper} ") and b.type in WORKPLACES),
                None,
            )
            if known is not None:
                return replace(body, name=f"{body.head} {known.name}", proper=known.name, area=known.area)
        if body.area == "ngành":
            opening = f"công đoàn {proper.removeprefix('ngành ')} "  # "… và Phát triển nông thôn Việt Nam"
            central = (b for b in self._bodies if fold(b.name).startswith(opening) and b.level == "national")
            known = next(central, None)
            if known is not None:
                return known.at(body.start, body.end)
        return body

    def _by_alias(self, body: Organization) -> Organization | None:
        """`Tổng Công ty UDIC`, `Công đoàn UDIC` in full; not `Đảng ủy UDIC` or `Công ty Cổ phần Xây dựng UDIC`."""
        if not self._aliases:
            return None
        kind, _, alias = body.proper.rpartition(" ")
        known = self._aliases.get(alias)
        if known is None or known.name == body.name:
            return None
        company = known.name.removeprefix("Công đoàn ")
        if body.head == "Công đoàn" and (not kind or fold(company).startswith(f"{fold(kind)} ")):
            name = f"Công đoàn {company}"
        elif body.type == "enterprise" and not kind and fold(company).startswith(f"{fold(body.head)} "):
            name = company
        else:
            return None
        return replace(body, name=name, proper=name.removeprefix(f"{body.head} "))

    def of_area(self, area: str) -> Organization | None:
        """The body that a bare "quận", "Thành phố", "ngành" stands for when it confers or launches."""
        if (unit := next((a for a in ("quận", "huyện", "thị xã") if area.startswith(f"{a} ")), None)) is not None:
            return self._of_unit(unit, area[len(unit) + 1 :])
        key = area_key(area)
        if area == "bộ":  # "12 Cờ thi đua của Bộ"
            return next((b for b in (self.focus, self.main) if b and b.type == "ministry"), None)
        for known in [self.focus, self.main, *reversed(self._bodies)]:
            if known and area_key(known.area) == key and known.complete and known.type not in _PARTS:
                return known
        if area in SHORT_BODIES:
            heads = ("trường",) if area == "nhà trường" else (area,)
            every = (self.focus, self.main, *reversed(self._bodies))
            return next((b for b in every if b and b.complete and fold(b.name).startswith(heads)), None)
        host = self.focus or self.main
        if host is not None and host.type == "union" and key in self._places:
            probe = Organization(
                f"Liên đoàn Lao động {key}", "union", None, key, "Liên đoàn Lao động", key, False, host.start, host.end
            )
            return self.resolve(probe)
        return None

    def unit_of(self, area: str) -> Organization | None:
        """The body that runs a movement of "Thành phố", "huyện": the one it stands for, else the unit's authority."""
        if (known := self.of_area(area)) is not None:
            return known
        name = self._places.get(area) or self._surveyed.get(area) or self._province_around(area)
        return self.authority_of(area, name) if name is not None else None

    def authority_of(self, area: str, name: str) -> Organization:
        """The people's committee of a unit ("quận", "Hoàng Mai")."""
        opened = gazetteer().abbreviations
        area, name = opened.get(area, area), opened.get(fold(name), name)
        proper, head = f"{area} {name}", "Ủy ban nhân dân"
        proper = proper.replace("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh")
        body = Organization(f"{head} {proper}", "authority", None, area, head, proper, True, 0, 0)
        return replace(body, level=level_of(body, None, self.year_month))

    def _of_unit(self, unit: str, name: str) -> Organization | None:
        """The body of a district by its name ("quận Liên Chiểu tuyên dương …"): its union in a report on unions."""
        for known in [self.focus, self.main, *reversed(self._bodies)]:
            if known and known.area == unit and fold(known.proper).endswith(f"{unit} {fold(name)}"):
                return known
        host = self.focus or self.main
        if host is None or host.type != "union":
            return None
        full = f"Liên đoàn Lao động {unit} {name}"
        return replace(
            host,
            name=full,
            level="district",
            area=unit,
            head="Liên đoàn Lao động",
            proper=f"{unit} {name}",
            complete=True,
        )


def _only(longer: dict[str, Organization], body: Organization) -> Organization:
    """The one body that `body` is short for, where it stands; itself if `longer` holds none or several."""
    return next(iter(longer.values())).at(body.start, body.end) if len(longer) == 1 else body


def _place_of(body: Organization) -> str | None:
    low = fold(body.proper)
    for area in (area_key(body.area) or "", body.area or ""):
        at = low.rfind(area)
        if at != -1:
            return body.proper[at + len(area) :].strip(" .") or None
    return None
