"""The dimensions that grow with what articles name: new members are described and added, spellings are kept."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql

from warehouse.bodies import describe
from warehouse.keys import dimension_key, fold
from warehouse.schema import UNKNOWN_NAME, metadata
from warehouse.titles import classify

Row = dict[str, Any]


@dataclass(slots=True)
class Names:
    """Names that facts give to members of dimensions, in any spelling."""

    organizations: set[str] = field(default_factory=set)
    award_titles: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    campaigns: set[str] = field(default_factory=set)


def upsert_dimensions(connection: Connection, load_id: int) -> None:
    """Add what the documents of a load name for the first time.

    Of several spellings of one name the first by code point is shown, so that the order of loads does not matter.
    The work grows with the names that are new, not with those that are known.
    """
    ours = {"load_id": load_id}
    connection.execute(text(_PUBLISHERS), ours | {"unknown": UNKNOWN_NAME})
    add_names(
        connection,
        Names(
            organizations=_new_names(connection, "organization", _NAMES_OF_ORGANIZATIONS, ours),
            award_titles=_new_names(connection, "award_title", _NAMES_OF_TITLES, ours),
            persons=_new_names(connection, "person", _NAMES_OF_PERSONS, ours),
            campaigns=set(connection.scalars(text(_NEW_CAMPAIGNS), ours)),
        ),
    )


def add_names(connection: Connection, names: Names) -> None:
    """Add names to their dimensions, or as spellings of members that are there."""
    _add_organizations(connection, names.organizations)
    _add(connection, "award_title", map(_title, names.award_titles))
    _add(connection, "person", map(_person, names.persons))
    _add_campaigns(connection, names.campaigns)


def describe_again(connection: Connection) -> None:
    """Describe all bodies and titles anew, after the seed files or the rules that describe them have changed."""
    _add_organizations(connection, _all_names(connection, "organization"))
    _add(connection, "award_title", map(_title, _all_names(connection, "award_title")))


def series(campaign: str) -> str | None:
    """Return the series that a round belongs to: its name without year, number or period at its end; None if none."""
    base = campaign
    while (shorter := _ROUND.sub("", base).rstrip(" ,-–(")) != base and len(shorter.split()) > 1:
        base = shorter
    return base if base != campaign else None


_ROUND = re.compile(
    r"\s*[,(-]?\s*\b(?:lần thứ \w+|đợt (?:\d+|[IVX]+)"
    r"|(?:năm học|năm|giai đoạn|nhiệm kỳ)? ?\d{4}(?:\s*[-–]\s*\d{4})?)\)?$",
    re.IGNORECASE,
)


def _new_names(connection: Connection, dimension: str, names: str, ours: Row) -> set[str]:
    """Return names not in a dimension yet, or there in a spelling that comes later by code point."""
    found = connection.scalars(
        text(f"""
            SELECT n.name FROM (SELECT key, min(name COLLATE "C") AS name FROM ({names}) said GROUP BY key) n
            LEFT JOIN mart.dim_{dimension} d ON d.{dimension}_key = n.key
            WHERE d.{dimension}_key IS NULL OR n.name < d.name COLLATE "C"
        """),  # noqa: S608
        ours,
    )
    return set(found)


def _all_names(connection: Connection, dimension: str) -> list[str]:
    statement = f"SELECT name FROM mart.dim_{dimension} WHERE {dimension}_key <> 0 ORDER BY 1"  # noqa: S608
    return list(connection.scalars(text(statement)))


def _named(dimension: str, name: str) -> Row:
    return {f"{dimension}_key": dimension_key(dimension, name), "name": name, "name_folded": fold(name)}


def _person(name: str) -> Row:
    return _named("person", name)


def _title(name: str) -> Row:
    found = classify(name)
    return _named("award_title", name) | {"form": found.form, "class": found.name, "in_law": found.in_law}


def _organization(name: str) -> Row:
    body = describe(name)
    return _named("organization", name) | {
        "type": body.type,
        "level": body.level,
        "parent_key": dimension_key("organization", body.parent),
        "place_key": body.place.key if body.place else 0,
        "valid_from": body.valid_from,
        "valid_to": body.valid_to,
    }


def _add_organizations(connection: Connection, names: Iterable[str]) -> None:
    """Add bodies with the bodies above them and those that followed, so that every key they hold leads somewhere."""
    known = set(names)
    waiting = list(known)
    followed = []
    while waiting:
        body = describe(waiting.pop())
        related = {*body.successors, *([body.parent] if body.parent else ())}
        followed += [(body.name, successor) for successor in body.successors]
        waiting += related - known
        known |= related
    _add(connection, "organization", map(_organization, sorted(known)))
    if followed:
        keys = [
            (dimension_key("organization", body), dimension_key("organization", successor))
            for body, successor in sorted(followed)
        ]
        add_successors(connection, "organization", keys)


def add_successors(connection: Connection, dimension: str, pairs: Sequence[tuple[int, int]]) -> None:
    """Note which members of a dimension followed which: pairs of the key of the old and that of the new one."""
    statement = f"""
        INSERT INTO mart.bridge_{dimension}_successor
        SELECT * FROM unnest(CAST(:old AS bigint[]), CAST(:new AS bigint[])) ON CONFLICT DO NOTHING
    """  # noqa: S608
    connection.execute(text(statement), {"old": [old for old, _ in pairs], "new": [new for _, new in pairs]})


def _add(connection: Connection, dimension: str, members: Iterable[Row]) -> None:
    # One row a key: two spellings of one name may come together.
    rows = list({row[f"{dimension}_key"]: row for row in sorted(members, key=_by_name, reverse=True)}.values())
    if not rows:
        return
    # As one array a column: a statement a row would take most of a first load.
    table = metadata.tables[f"mart.dim_{dimension}"]
    columns = list(rows[0])
    arrays = [f"CAST(:{c} AS {table.c[c].type.compile(postgresql.dialect())}[])" for c in columns]  # type: ignore[no-untyped-call]
    connection.execute(
        text(f"""
            INSERT INTO mart.dim_{dimension} AS d ({", ".join(f'"{column}"' for column in columns)})
            SELECT * FROM unnest({", ".join(arrays)})
            ON CONFLICT ({dimension}_key) DO UPDATE SET {", ".join(f'"{c}" = EXCLUDED."{c}"' for c in columns[1:])}
            WHERE EXCLUDED.name <= d.name COLLATE "C"
        """),  # noqa: S608
        {column: [row[column] for row in rows] for column in columns},
    )


def _by_name(row: Row) -> str:
    return str(row["name"])


def _add_campaigns(connection: Connection, names: Iterable[str]) -> None:
    spellings: dict[int, set[str]] = defaultdict(set)
    for name in names:
        spellings[dimension_key("campaign", name)].add(name)
    known = text("SELECT campaign_key, spellings FROM mart.dim_campaign WHERE campaign_key = ANY(:keys)")
    for row in connection.execute(known, {"keys": list(spellings)}):
        spellings[row.campaign_key] |= set(row.spellings)
    rows = [_campaign(key, found) for key, found in sorted(spellings.items())]
    if rows:
        connection.execute(
            text("""
                INSERT INTO mart.dim_campaign (campaign_key, name, name_folded, spellings, parent_key)
                VALUES (:key, :name, :folded, :spellings, :parent)
                ON CONFLICT (campaign_key) DO UPDATE SET name = EXCLUDED.name, spellings = EXCLUDED.spellings
            """),
            rows,
        )
        roots = {base for found in spellings.values() if (base := series(min(found)))}
        if roots:
            connection.execute(
                text("""
                    INSERT INTO mart.dim_campaign (campaign_key, name, name_folded, spellings)
                    VALUES (:key, :name, :folded, :spellings) ON CONFLICT DO NOTHING
                """),
                [_campaign(dimension_key("campaign", root), {root}) for root in sorted(roots)],
            )


def _campaign(key: int, names: set[str]) -> Row:
    name = min(names)
    parent = dimension_key("campaign", series(name))
    return {"key": key, "name": name, "folded": fold(name), "spellings": sorted(names), "parent": parent}


_PUBLISHERS = """
    INSERT INTO mart.dim_publisher (publisher_key, name)
    SELECT publisher_key, min(COALESCE(publisher, :unknown)) FROM staging.document
    WHERE load_id = :load_id AND publisher_key <> 0 GROUP BY publisher_key
    ON CONFLICT DO NOTHING
"""


def _said(table: str, dimension: str, name: str | None = None) -> str:
    # Of all that is staged: what did not change since the last load names nothing new.
    return (
        f'SELECT s.{dimension}_key AS key, min(s.{name or dimension} COLLATE "C") AS name '  # noqa: S608
        f"FROM staging.{table} s WHERE s.load_id = :load_id AND s.{dimension}_key <> 0 GROUP BY s.{dimension}_key"
    )


def _recipients(dimension: str) -> str:
    return _said("award_recipient", dimension, "name")


def _campaigns(table: str) -> str:
    return (
        f"SELECT DISTINCT s.campaign_key AS key, s.campaign AS name FROM staging.{table} s "  # noqa: S608
        "WHERE s.load_id = :load_id AND s.campaign_key <> 0"
    )


_NAMES_OF_CAMPAIGNS = " UNION ALL ".join(map(_campaigns, ("award", "campaign", "result")))
_NEW_CAMPAIGNS = f"""
    SELECT DISTINCT n.name FROM ({_NAMES_OF_CAMPAIGNS}) n
    LEFT JOIN mart.dim_campaign d ON d.campaign_key = n.key
    WHERE d.campaign_key IS NULL OR NOT d.spellings @> ARRAY[n.name]
"""  # noqa: S608
_NAMES_OF_ORGANIZATIONS = " UNION ALL ".join(
    [*(_said(table, "organization") for table in ("award", "campaign", "result")), _recipients("organization")]
)
_NAMES_OF_TITLES = _said("award", "award_title")
_NAMES_OF_PERSONS = _recipients("person")
