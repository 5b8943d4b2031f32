"""Carrying corrections out in the mart, inside a transaction: that of a publish, or one of their own.

`put_back` makes the articles in question as the reader read them; between it and `carry_out_all` a publish may replace
their facts. The mart is the same whatever was corrected, loaded and taken back before, in whatever order.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, DefaultClause, Row, text

from transform.facts import Award, Campaign, Grounded
from warehouse.corrected import KINDS, Correction, Outcome, Read, Verdict, as_read, carry_out, sentence_around
from warehouse.dimensions import Names, add_names
from warehouse.events import events
from warehouse.keys import VIETNAM, dimension_key, stated_day_key
from warehouse.rows import recipient_keys
from warehouse.schema.base import metadata

_KEYS = {"award": "award_key", "campaign": "campaign_fact_key", "result": "result_key"}


def find_concerned(connection: Connection) -> None:
    """Find the articles whose corrections have to be carried out: new, edited, taken back, or of an article touched.

    Needs `touched`: the articles that a publish touches; empty outside one.
    """
    _anchor(connection)
    for statement in _CONCERNED:
        connection.execute(text(statement))


def put_back(connection: Connection) -> None:
    """Make the facts of the articles in question as they were read.

    Notes the events and runs they told of in `event_touched` and `run_touched`.
    """
    note_told(connection)
    for kind, key in _KEYS.items():
        for statement in _PUT_BACK:
            connection.execute(text(statement.format(kind=kind, key=key, defaults=_defaults(kind))))
    connection.execute(text(_PUT_BACK_RECIPIENTS))
    connection.execute(text("DELETE FROM ops.fact_as_read r USING put_back b WHERE r.article_key = b.article_key"))


def carry_out_all(connection: Connection) -> None:
    """Carry out the corrections of the articles that `put_back` found, on their current versions."""
    corrections: dict[str, list[Correction]] = defaultdict(list)
    for row in connection.execute(text(_CORRECTIONS)):
        corrections[row.article_id].append(Correction(*row[1:]))
    if corrections:
        articles = {row.article_id: row for row in connection.execute(text(_ARTICLES))}
        read = _facts(connection, _OF_CONCERNED)
        for article_id, asked in sorted(corrections.items()):
            _carry_out(connection, articles.get(article_id), read, asked)
    note_told(connection)


def note_told(connection: Connection) -> None:
    """Note the events and runs that the articles in question tell of now."""
    for statement in _NOTE_TOLD:
        connection.execute(text(statement))


def _carry_out(
    connection: Connection, article: Row[Any] | None, read: Mapping[str, list[Read]], asked: list[Correction]
) -> None:
    if article is None:
        gone = Verdict("review", "the article does not stand any more")
        _settle(connection, Outcome(verdicts={each.id: gone for each in asked}))
        return
    facts = read.get(article.article_key, [])
    outcome = carry_out(article.text, facts, asked)
    right = [(fact, outcome.facts.get(fact.key, fact.fact)) for fact in facts]
    add_names(connection, _names(fact for _, fact in right if fact is not None))
    ids = [each.id for each in asked]
    told = _told(right, article.published_at)
    for old, new in right:
        changed = {} if new is None else _row(old, new) | told.get(old.key, {})
        _replace(connection, old, new, changed, ids)
    _settle(connection, outcome)


def _told(right: list[tuple[Read, Grounded | None]], published_at: datetime | None) -> dict[str, dict[str, Any]]:
    """Return the events of the awards of an article, by key, as they are once it is corrected."""
    awards = [(old.key, new) for old, new in right if isinstance(new, Award)]
    year = published_at.astimezone(VIETNAM).year if published_at else None
    found = events([award for _, award in awards], year)
    return {
        key: {"event_key": str(event.key), "recurs": event.recurs}
        for (key, _), event in zip(awards, found, strict=True)
    }


def _row(old: Read, new: Grounded) -> dict[str, Any]:
    """Return the columns of a corrected fact that its fields decide."""
    if new == old.fact:
        return {}
    names = as_read(new)
    row = {name: value for name, value in names.items() if name not in ("award_title", "organization", "recipients")}
    if not isinstance(new, Campaign):
        del row["campaign"]
    row["organization_key"] = dimension_key("organization", names["organization"])
    row["campaign_key"] = dimension_key("campaign", names["campaign"])
    if isinstance(new, Award):
        row["award_title_key"] = dimension_key("award_title", names["award_title"])
    if isinstance(new, Campaign):
        del row["campaign"]
        row["start_date_key"] = stated_day_key(new.date_from, last=False)
        row["end_date_key"] = stated_day_key(new.date_to, last=True)
    return row | {"corrected": True}


def _replace(
    connection: Connection, old: Read, new: Grounded | None, changed: dict[str, Any], correction_ids: list[int]
) -> None:
    """Put a fact as it is right in the place of the fact as it was read, and keep that."""
    kind, key = old.kind, _KEYS[old.kind]
    ours = {"key": old.key, "ids": correction_ids, "changed": json.dumps(changed)}
    if new is not None:
        differs = (
            f"SELECT to_jsonb(f) || CAST(:changed AS jsonb) <> to_jsonb(f) FROM mart.fact_{kind} f WHERE {key} = :key"  # noqa: S608
        )
        if not connection.scalar(text(differs), ours):
            return
    connection.execute(text(_KEEP.format(kind=kind, key=key)), ours)
    if new is None:
        connection.execute(text(f"DELETE FROM mart.fact_{kind} WHERE {key} = :key"), ours)  # noqa: S608
        return
    columns = ", ".join(f'"{name}" = n."{name}"' for name in changed)
    connection.execute(
        text(
            f"UPDATE mart.fact_{kind} f SET {columns} "  # noqa: S608
            f"FROM jsonb_populate_record(NULL::mart.fact_{kind}, CAST(:changed AS jsonb)) n WHERE f.{key} = :key"
        ),
        ours,
    )
    if isinstance(new, Award) and isinstance(old.fact, Award) and new.recipients != old.fact.recipients:
        connection.execute(text("DELETE FROM mart.bridge_award_recipient WHERE award_key = :key"), ours)
        rows = [{"key": old.key, **row} for row in recipient_keys(new)]
        if rows:
            connection.execute(text(_ADD_RECIPIENTS), rows)


def _settle(connection: Connection, outcome: Outcome) -> None:
    rows = [
        {"id": number, "status": verdict.status, "note": verdict.note, "applies_to": verdict.applies_to}
        for number, verdict in sorted(outcome.verdicts.items())
    ]
    if rows:
        connection.execute(text(_SETTLE), rows)


def _names(facts: Iterable[Grounded]) -> Names:
    names = Names()
    for fact in facts:
        for name in ("organization", "campaign", "award_title"):
            if said := getattr(fact, name, None):
                getattr(names, f"{name}s").add(said)
        if isinstance(fact, Award):
            for row in recipient_keys(fact):
                if row["person_key"]:
                    names.persons.add(row["name"])
                if row["organization_key"]:
                    names.organizations.add(row["name"])
    return names


def _anchor(connection: Connection) -> None:
    """Tie new corrections to what stays when keys change: article, sentence, words and what was read."""
    new = connection.execute(text(_NEW)).all()
    if not new:
        return
    # What was corrected before is read as it was read.
    kept = set(connection.scalars(text(_HELD)))
    for row in new:
        where = f"f.{_KEYS[row.fact]} = CAST(:key AS uuid)"
        source = _as_read_row(row.fact) if row.fact_key in kept else f"mart.fact_{row.fact}"
        found = _facts(connection, where, {"key": row.fact_key}, {row.fact: source})
        place = next(((article, facts[0]) for article, facts in found.items()), None)
        if place is None:
            gone = {"id": row.correction_id, "status": "review", "applies_to": None}
            connection.execute(text(_SETTLE), gone | {"note": f"no {row.fact} has this key"})
            continue
        article = connection.execute(text(_ANCHORED_IN), {"key": place[0]}).one()
        fact = place[1].fact
        connection.execute(
            text(_TIE),
            {
                "id": row.correction_id,
                "article_id": article.article_id,
                "quote": fact.quote,
                "char_start": fact.char_start,
                "sentence": sentence_around(article.text, fact.char_start, fact.char_end),
                "as_read": json.dumps(as_read(fact), ensure_ascii=False),
            },
        )


def _as_read_row(kind: str) -> str:
    return _AS_READ.format(kind=kind, defaults=_defaults(kind))


def _defaults(kind: str) -> str:
    """Return what stands in columns that a row kept by an earlier version does not know yet, as an SQL JSON object."""
    columns = metadata.tables[f"mart.fact_{kind}"].columns
    known = [(each.name, each.server_default) for each in columns]
    pairs = [f"'{name}', {default.arg}" for name, default in known if isinstance(default, DefaultClause)]
    return f"jsonb_build_object({', '.join(pairs)})"


def _facts(
    connection: Connection,
    where: str,
    parameters: Mapping[str, Any] | None = None,
    sources: Mapping[str, str] | None = None,
) -> dict[str, list[Read]]:
    """Return facts of the mart as records, by article version, each kind in the order of the text."""
    found: dict[str, list[Read]] = defaultdict(list)
    for kind, source in (sources or {kind: f"mart.fact_{kind}" for kind in _KEYS}).items():
        record = KINDS[kind]
        statement = _FACTS[kind].format(source=source, key=_KEYS[kind], where=where)
        for row in connection.execute(text(statement), parameters or {}):
            values = {each.name: getattr(row, each.name) for each in fields(record)}
            values |= {name: tuple(values[name]) for name in ("cues", "recipients") if name in values}
            found[row.version].append(Read(kind, row.key, record(**values)))
    return found


_NEW = """
    SELECT correction_id, fact, fact_key::text FROM ops.correction
    WHERE article_id IS NULL AND carried_out IS DISTINCT FROM concat_ws(' ', field, value) ORDER BY correction_id
"""

_HELD = f"""
    SELECT r.fact_key::text FROM ({_NEW}) n
    JOIN ops.fact_as_read r ON r.fact = n.fact AND r.fact_key = CAST(n.fact_key AS uuid)
"""  # noqa: S608

_CONCERNED = (
    """
    CREATE TEMP TABLE concerned_corrected ON COMMIT DROP AS
    SELECT article_id FROM ops.correction
    WHERE article_id IS NOT NULL AND carried_out IS DISTINCT FROM concat_ws(' ', field, value)
    UNION
    SELECT c.article_id FROM ops.correction c JOIN touched t ON t.article_id = c.article_id
    UNION
    SELECT a.article_id FROM ops.fact_as_read r CROSS JOIN unnest(r.correction_ids) AS carried (correction_id)
    JOIN mart.dim_article a ON a.article_key = r.article_key
    WHERE NOT EXISTS (SELECT FROM ops.correction c WHERE c.correction_id = carried.correction_id)
    """,
    """
    CREATE TEMP TABLE put_back ON COMMIT DROP AS
    SELECT a.article_key FROM mart.dim_article a JOIN concerned_corrected c ON c.article_id = a.article_id
    """,
    "ANALYZE concerned_corrected, put_back",
)

_NOTE_TOLD = (
    """
    INSERT INTO event_touched
    SELECT f.event_key FROM put_back b JOIN mart.fact_award f ON f.article_key = b.article_key
    """,
    """
    INSERT INTO run_touched
    SELECT f.campaign_key, f.organization_key FROM put_back b JOIN mart.fact_campaign f ON f.article_key = b.article_key
    """,
)

_PUT_BACK = (
    """
    DELETE FROM mart.fact_{kind} f USING ops.fact_as_read r, put_back b
    WHERE r.fact = '{kind}' AND r.article_key = b.article_key AND f.{key} = r.fact_key
    """,
    """
    INSERT INTO mart.fact_{kind}
    SELECT n.* FROM ops.fact_as_read r JOIN put_back b ON b.article_key = r.article_key
    CROSS JOIN LATERAL jsonb_populate_record(NULL::mart.fact_{kind}, {defaults} || r."row") n WHERE r.fact = '{kind}'
    """,
)

_PUT_BACK_RECIPIENTS = """
    INSERT INTO mart.bridge_award_recipient
    SELECT n.* FROM ops.fact_as_read r JOIN put_back b ON b.article_key = r.article_key
    CROSS JOIN LATERAL jsonb_populate_recordset(NULL::mart.bridge_award_recipient, r.recipients) n
"""

_KEEP = """
    INSERT INTO ops.fact_as_read (fact, fact_key, article_key, "row", recipients, correction_ids)
    SELECT '{kind}', f.{key}, f.article_key, to_jsonb(f),
           coalesce((SELECT jsonb_agg(to_jsonb(b) ORDER BY b.position) FROM mart.bridge_award_recipient b
                     WHERE b.award_key = f.{key}), '[]'), CAST(:ids AS bigint[])
    FROM mart.fact_{kind} f WHERE f.{key} = :key
"""

_ADD_RECIPIENTS = """
    INSERT INTO mart.bridge_award_recipient (award_key, position, name, person_key, organization_key)
    VALUES (:key, :position, :name, :person_key, :organization_key)
"""

_SETTLE = """
    UPDATE ops.correction SET status = :status, note = :note, applies_to = CAST(:applies_to AS uuid),
                              carried_out = concat_ws(' ', field, value) WHERE correction_id = :id
"""

_TIE = """
    UPDATE ops.correction SET article_id = :article_id, quote = :quote, char_start = :char_start, sentence = :sentence,
                              as_read = CAST(:as_read AS jsonb) WHERE correction_id = :id
"""

_ANCHORED_IN = "SELECT article_id::text, text FROM mart.dim_article WHERE article_key = CAST(:key AS uuid)"

_CORRECTIONS = """
    SELECT article_id::text, correction_id, fact, fact_key::text, field, value, quote, char_start, sentence, as_read
    FROM ops.correction JOIN concerned_corrected USING (article_id)
"""

_ARTICLES = """
    SELECT a.article_id::text, a.article_key::text, a.text, a.published_at
    FROM mart.dim_article a JOIN concerned_corrected c ON c.article_id = a.article_id WHERE a.is_current
"""

_OF_CONCERNED = """
    f.article_key IN (SELECT a.article_key FROM mart.dim_article a
                      JOIN concerned_corrected c ON c.article_id = a.article_id WHERE a.is_current)
"""

# One row as it was read, in the form of the table.
_AS_READ = (
    "(SELECT n.* FROM ops.fact_as_read r"
    ' CROSS JOIN LATERAL jsonb_populate_record(NULL::mart.fact_{kind}, {defaults} || r."row") n'
    " WHERE r.fact = '{kind}' AND r.fact_key = CAST(:key AS uuid))"
)

_FACTS = {
    "award": """
        SELECT f.*, f.{key}::text AS key, f.article_key::text AS version,
               CASE WHEN f.organization_key <> 0 THEN o.name END AS organization,
               CASE WHEN f.campaign_key <> 0 THEN c.name END AS campaign,
               CASE WHEN f.award_title_key <> 0 THEN t.name END AS award_title,
               coalesce((SELECT array_agg(e->>'name' ORDER BY (e->>'position')::int)
                         FROM ops.fact_as_read r, jsonb_array_elements(r.recipients) e
                         WHERE r.fact = 'award' AND r.fact_key = f.award_key),
                        ARRAY(SELECT b.name FROM mart.bridge_award_recipient b
                              WHERE b.award_key = f.award_key ORDER BY b.position)) AS recipients
        FROM {source} f
        JOIN mart.dim_organization o ON o.organization_key = f.organization_key
        JOIN mart.dim_campaign c ON c.campaign_key = f.campaign_key
        JOIN mart.dim_award_title t ON t.award_title_key = f.award_title_key
        WHERE {where} ORDER BY f.char_start, f.char_end, f.{key}
    """,
    "campaign": """
        SELECT f.*, f.{key}::text AS key, f.article_key::text AS version, c.name AS campaign,
               CASE WHEN f.organization_key <> 0 THEN o.name END AS organization
        FROM {source} f
        JOIN mart.dim_organization o ON o.organization_key = f.organization_key
        JOIN mart.dim_campaign c ON c.campaign_key = f.campaign_key
        WHERE {where} ORDER BY f.char_start, f.char_end, f.{key}
    """,
    "result": """
        SELECT f.*, f.{key}::text AS key, f.article_key::text AS version,
               CASE WHEN f.organization_key <> 0 THEN o.name END AS organization,
               CASE WHEN f.campaign_key <> 0 THEN c.name END AS campaign
        FROM {source} f
        JOIN mart.dim_organization o ON o.organization_key = f.organization_key
        JOIN mart.dim_campaign c ON c.campaign_key = f.campaign_key
        WHERE {where} ORDER BY f.char_start, f.char_end, f.{key}
    """,
}
