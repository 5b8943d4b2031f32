"""Bodies named in a row under one head: `LĐLĐ các huyện A, B và thị xã C`, `Công đoàn các ngành Giáo dục, Y tế`."""

from collections.abc import Iterator

from transform.gazetteer import gazetteer
from transform.organizations import Organization, described
from transform.proper import NameReader
from transform.text import Tokens

_AREAS = frozenset(["thị xã", "thành phố", "thị trấn", "huyện", "quận", "xã", "phường", "tỉnh", "ngành"])

_LONGEST_HEAD = 9
"""Words within which the head of a row ends."""


def bodies_in_row(
    tokens: Tokens, i: int, learned: dict[str, str], year_month: tuple[int, int] | None
) -> list[tuple[int, int, Organization]]:
    """The bodies of the row that begins at token `i`, each with its first token and the index after it.

    Empty where no row of two or more begins there. `learned` and `year_month` as for a single body.
    """
    found = gazetteer().heads.at(tokens.forms, i) if "các" in tokens.forms[i + 1 : i + _LONGEST_HEAD] else None
    if found is None or found[1].value.whole or tokens.forms[found[0] : found[0] + 1] != ["các"]:
        return []
    head, reader = found[1].value, NameReader(tokens, learned)
    row: list[tuple[int, int, Organization]] = []
    for area, opens, first, last in _items(reader, found[0] + 1):
        body = described(head, f"{area} {reader.words(first, last)}", area, year_month)
        opens = opens if row else i
        row.append((opens, last, body.at(tokens.starts[opens], tokens.end(last - 1))))
    return row if len(row) > 1 else []


def _items(reader: NameReader, k: int) -> Iterator[tuple[str, int, int, int]]:
    """The units named from token `k` on: area word, first token, first token of the name, index after it."""
    area = ""
    while True:
        opens = k
        words = next((n for n in (1, 2) if " ".join(reader.forms[k : k + n]) in _AREAS), 0)
        area, k = " ".join(reader.forms[k : k + words]) or area, k + words
        if words and reader.form(k) == ":":
            k += 1
        last = _name_end(reader, k, area) if area else k
        if last == k:
            return
        yield area, opens, k, last
        if reader.form(last) not in (",", "và"):
            return
        k = last + 1


def _name_end(reader: NameReader, k: int, area: str) -> int:
    """Index after the name of a sector or of a place that begins at token `k`; `k` where none does."""
    if area == "ngành":
        sector = reader.g.sectors.at(reader.forms, k) if reader.form(k) and reader.capital(k) else None
        return sector[0] if sector is not None else k
    last = reader.place_after(k, after_person_title=False) if reader.form(k) else k
    return k if reader.words(k, last).isupper() else last  # "các tỉnh ĐBSH": a region
