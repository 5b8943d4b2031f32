"""The dimensions that grow with what articles name: new members are described and added, spellings are kept."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, text

from warehouse.keys import fold
from warehouse.schema import UNKNOWN_NAME


def upsert_dimensions(connection: Connection) -> None:
    """Add what the documents in `change` name for the first time.

    Of several spellings of one name the first by code point is shown, so that the order of loads does not matter.
    The work grows with the names that are new, not with those that are known.
    """
    connection.execute(text(_PUBLISHERS), {"unknown": UNKNOWN_NAME})
    _upsert(connection, "organization", _NAMES_OF_ORGANIZATIONS, _describe_nothing)
    _upsert(connection, "award_title", _NAMES_OF_TITLES, _describe_nothing)
    _upsert(connection, "person", _NAMES_OF_PERSONS, _describe_nothing)
    _upsert_campaigns(connection)


def _describe_nothing(name: str) -> dict[str, Any]:
    del name
    return {}


def _upsert(connection: Connection, dimension: str, names: str, describe: Any) -> None:  # noqa: ANN401
    table, key = f"mart.dim_{dimension}", f"{dimension}_key"
    found = connection.execute(
        text(f"""
            SELECT n.key, n.name FROM (SELECT key, min(name COLLATE "C") AS name FROM ({names}) said GROUP BY key) n
            LEFT JOIN {table} d ON d.{key} = n.key
            WHERE d.{key} IS NULL OR n.name < d.name COLLATE "C"
            ORDER BY n.key
        """)  # noqa: S608
    )
    rows = [{key: row.key, "name": row.name, "name_folded": fold(row.name)} | describe(row.name) for row in found]
    if rows:
        columns = list(rows[0])
        changed = ", ".join(f'"{column}" = EXCLUDED."{column}"' for column in columns if column != key)
        connection.execute(
            text(f"""
                INSERT INTO {table} ({", ".join(f'"{column}"' for column in columns)})
                VALUES ({", ".join(":" + column for column in columns)})
                ON CONFLICT ({key}) DO UPDATE SET {changed}
            """),  # noqa: S608
            rows,
        )


def _upsert_campaigns(connection: Connection) -> None:
    found = connection.execute(
        text(f"""
            SELECT DISTINCT n.key, n.name, d.spellings FROM ({_NAMES_OF_CAMPAIGNS}) n
            LEFT JOIN mart.dim_campaign d ON d.campaign_key = n.key
            WHERE d.campaign_key IS NULL OR NOT d.spellings @> ARRAY[n.name]
        """)  # noqa: S608
    )
    spellings: dict[int, set[str]] = defaultdict(set)
    for row in found:
        spellings[row.key] |= {row.name, *(row.spellings or ())}
    rows = [
        {"key": key, "name": min(names), "folded": fold(min(names)), "spellings": sorted(names)}
        for key, names in sorted(spellings.items())
    ]
    if rows:
        connection.execute(
            text("""
                INSERT INTO mart.dim_campaign (campaign_key, name, name_folded, spellings)
                VALUES (:key, :name, :folded, :spellings)
                ON CONFLICT (campaign_key) DO UPDATE SET name = EXCLUDED.name, spellings = EXCLUDED.spellings
            """),
            rows,
        )


_PUBLISHERS = """
    INSERT INTO mart.dim_publisher (publisher_key, name)
    SELECT publisher_key, min(COALESCE(publisher, :unknown)) FROM staging.document
    WHERE publisher_key <> 0 GROUP BY publisher_key
    ON CONFLICT DO NOTHING
"""


def _said(table: str, dimension: str) -> str:
    return (
        f"SELECT DISTINCT s.{dimension}_key AS key, s.{dimension} AS name FROM staging.{table} s "  # noqa: S608
        f"JOIN change c ON c.document_key = s.document_key WHERE s.{dimension}_key <> 0"
    )


def _recipients(dimension: str) -> str:
    return (
        f"SELECT DISTINCT r.{dimension}_key AS key, r.name FROM staging.award_recipient r "  # noqa: S608
        f"JOIN change c ON c.document_key = r.document_key WHERE r.{dimension}_key <> 0"
    )


_NAMES_OF_CAMPAIGNS = " UNION ALL ".join(_said(table, "campaign") for table in ("award", "campaign", "result"))
_NAMES_OF_ORGANIZATIONS = " UNION ALL ".join(
    [*(_said(table, "organization") for table in ("award", "campaign", "result")), _recipients("organization")]
)
_NAMES_OF_TITLES = _said("award", "award_title")
_NAMES_OF_PERSONS = _recipients("person")
