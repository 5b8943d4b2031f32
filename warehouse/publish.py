"""Publishing: a passed load enters the mart in one transaction, set by set, and only where it changes something."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from sqlalchemy import Connection, Engine, Table, text

from warehouse import summaries
from warehouse.bulk import indexes_built_after, is_bulk
from warehouse.correcting import carry_out_all, find_concerned, put_back
from warehouse.dimensions import upsert_dimensions
from warehouse.records import FeedState, Published
from warehouse.resolve import note_events, resolve_events
from warehouse.schema import dimensions as dim
from warehouse.schema import facts, ops
from warehouse.staging import StagedRows, hold, seal
from warehouse.stories import keep_signatures, tell_stories


class BrokenKeyError(Exception):
    """A staged row names a member of a dimension that is not there. Nothing was published."""


class StagingLostError(Exception):
    """Staged rows are gone: the server crashed in between. Nothing was published; load again."""


def publish(engine: Engine, load_id: int, *, feed_states: Sequence[FeedState] = (), recount: bool = False) -> Published:
    """Bring the staged rows of a load into the mart, move states on and close the load: all of it or nothing.

    An article version that stands in the mart exactly as it was read now is left alone. Any other replaces the facts of
    its version. Which version of an article is current follows from the documents that hold it: the version met by the
    latest load; of several met by one load, the one published last, then the longest, then the first by digest.

    A load that is published already gives what it gave then, so a call whose answer was lost can be made again.

    Args:
        feed_states: states of feeds that move with this load.
        recount: count the sums anew from all facts, whatever they were, instead of by what changes.

    Raises:
        LoadClosedError: the load is no longer open.
        StagingLostError: the server lost the staged rows in a crash.
        BrokenKeyError: a staged row names a member of a dimension that is not there.
    """
    with engine.begin() as connection:
        if before := _published_before(connection, load_id):
            return before
        sealed = hold(connection, load_id, "FOR UPDATE")
    if not sealed:
        seal(engine, load_id)
    ours = {"load_id": load_id}
    with engine.begin() as connection:
        staged = StagedRows(**hold(connection, load_id, "FOR UPDATE"))
        _check_staging(connection, load_id, staged)
        connection.execute(text("SET LOCAL work_mem = '128MB'"))
        # A night looks up a few thousand rows among millions. Priced as on a turning disk, each lookup would lose to
        # reading a whole table, which takes longer every year.
        connection.execute(text("SET LOCAL random_page_cost = 1.1"))
        for statement in _FIND_CHANGES:
            connection.execute(text(statement), ours)
        note_events(connection)
        summaries.begin(connection)
        find_concerned(connection)
        summaries.count_articles(connection, -1)
        put_back(connection)
        upsert_dimensions(connection, load_id)
        at_once = _check_keys(connection, load_id, (facts.staged_document, dim.article))
        with _keys_taken_as_checked(connection, at_once):
            connection.execute(text(_UPSERT_ARTICLES), ours)
        for _, target in _FACTS[:3]:
            connection.execute(text(_REMOVE_FACTS.format(table=target.fullname)))
        bulk = is_bulk(connection, facts.award, staged.award)
        _check_keys(connection, load_id, *_FACTS)
        with _keys_taken_as_checked(connection, at_once):
            with indexes_built_after(connection, (facts.award, ops.article_band), bulk):
                for source, target in _FACTS[:3]:
                    _insert_facts(connection, source, target, load_id)
                keep_signatures(connection, load_id)
            # Once the awards have their key again: taking it on means a look at every name that refers to it.
            with indexes_built_after(connection, (facts.recipient,), bulk):
                _insert_facts(connection, *_FACTS[3], load_id)
            for statement in _SETTLE_ARTICLES:
                connection.execute(text(statement), ours)
            if bulk:
                for statement in _ANALYZE_BULK:
                    connection.execute(text(statement))
            tell_stories(connection)
        carry_out_all(connection)
        with _keys_taken_as_checked(connection, at_once):
            resolve_events(connection, everything=bulk)
            summaries.count_articles(connection, 1)
            if recount:
                summaries.recount(connection)
            else:
                summaries.settle(connection)
            # The one key in these is that of the load, whose row we hold.
            for statement in _CLOSE:
                connection.execute(text(statement), ours)
        _keep_feed_states(connection, feed_states)
        published = _summary(connection, load_id, staged)
        connection.execute(
            text(
                "UPDATE ops.load SET status = 'published', ended_at = now(), published = CAST(:published AS jsonb) "
                "WHERE load_id = :load_id"
            ),
            {"load_id": load_id, "published": json.dumps(asdict(published))},
        )
        connection.execute(text(f"TRUNCATE {', '.join(table.fullname for table in facts.STAGED)}"))
    return published


def _published_before(connection: Connection, load_id: int) -> Published | None:
    """Return what a published load brought in; waits for a publish of it that is still under way."""
    row = connection.execute(
        text("SELECT status, published FROM ops.load WHERE load_id = :load_id FOR UPDATE"), {"load_id": load_id}
    ).one_or_none()
    return Published(**row.published) if row and row.status == "published" else None


def _check_staging(connection: Connection, load_id: int, staged: StagedRows) -> None:
    there = connection.scalar(text("SELECT count(*) FROM staging.document WHERE load_id = :id"), {"id": load_id})
    if there != staged.document:
        raise StagingLostError(
            f"Load {load_id} staged {staged.document} documents and {there} are left: the server crashed since. "
            "Nothing was published; run again."
        )


def _insert_facts(connection: Connection, source: Table, target: Table, load_id: int) -> None:
    names = [column.name for column in target.columns if column.name in source.columns]
    columns = ", ".join(f's."{name}"' for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    connection.execute(
        text(
            f"INSERT INTO {target.fullname} ({listed}) SELECT {columns} FROM {source.fullname} s "  # noqa: S608
            "JOIN change c ON c.document_key = s.document_key WHERE s.load_id = :load_id"
        ),
        {"load_id": load_id},
    )


def _check_keys(connection: Connection, load_id: int, *ways: tuple[Table, Table]) -> bool:
    """Check the foreign keys of what is staged as sets, where we may; row by row they take most of a bulk load.

    Args:
        ways: tables of staging, each with the one that its rows go to.

    Returns:
        Whether they were checked: who may not insert without checks has them checked row by row.

    Raises:
        BrokenKeyError: a staged row names a member of a dimension that is not there.
    """
    allowed = connection.scalar(text("SELECT has_parameter_privilege('session_replication_role', 'SET')"))
    if allowed:
        for source, target in ways:
            _check_keys_of(connection, source, target, load_id)
    return bool(allowed)


@contextmanager
def _keys_taken_as_checked(connection: Connection, checked: bool) -> Iterator[None]:
    """Leave foreign keys alone for the time of the block, if they were checked before."""
    if checked:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    yield
    if checked:
        connection.execute(text("SET LOCAL session_replication_role = origin"))


def _check_keys_of(connection: Connection, source: Table, target: Table, load_id: int) -> None:
    # An award and the names given for it are staged together.
    keys = [key for key in target.foreign_keys if key.column.table is not facts.award]
    keys.sort(key=lambda key: key.parent.name)
    # All keys in one pass: reading the rows takes longer than looking a key up.
    missing, joins = [], []
    for n, key in enumerate(keys):
        column, there = f"s.{key.parent.name}", f"d{n}.{key.column.name}"
        missing.append(f"min({column}::text) FILTER (WHERE {there} IS NULL)")
        joins.append(f"LEFT JOIN {key.column.table.fullname} d{n} ON {there} = {column}")
    found = connection.execute(
        text(f"SELECT {', '.join(missing)} FROM {source.fullname} s {' '.join(joins)} WHERE s.load_id = :load_id"),  # noqa: S608
        {"load_id": load_id},
    ).one()
    for key, value in zip(keys, found, strict=True):
        if value is not None:
            raise BrokenKeyError(
                f"{source.fullname}.{key.parent.name} holds {value}, which is not in {key.column.table.fullname}. "
                "Nothing was published; this is a fault of the program, please report it."
            )


def _keep_feed_states(connection: Connection, states: Sequence[FeedState]) -> None:
    if states:
        connection.execute(
            text(
                "INSERT INTO ops.feed_state (feed_url, source, state) "
                "VALUES (:feed_url, :source, CAST(:state AS jsonb)) ON CONFLICT (feed_url) "
                "DO UPDATE SET source = EXCLUDED.source, state = EXCLUDED.state, updated_at = now()"
            ),
            [{"feed_url": s.feed_url, "source": s.source, "state": json.dumps(s.state)} for s in states],
        )


def _summary(connection: Connection, load_id: int, staged: StagedRows) -> Published:
    outcomes = connection.execute(
        text(
            "SELECT outcome, count(*) AS documents FROM ops.load_document "
            "WHERE load_id = :load_id GROUP BY outcome ORDER BY outcome"
        ),
        {"load_id": load_id},
    )
    return Published(
        load_id=load_id,
        documents={row.outcome: row.documents for row in outcomes},
        awards=staged.award,
        campaigns=staged.campaign,
        results=staged.result,
    )


# The names given for an award go with it, by cascade.
_REMOVE_FACTS = "DELETE FROM {table} f USING change c WHERE f.article_key = c.article_key AND NOT c.is_new"

_FACTS = (
    (facts.staged_award, facts.award),
    (facts.staged_campaign, facts.campaign),
    (facts.staged_result, facts.result),
    (facts.staged_recipient, facts.recipient),
)

_FIND_CHANGES = (
    # What each document means for the mart, before anything moves.
    """
    CREATE TEMP TABLE met ON COMMIT DROP AS
    SELECT d.document_key, d.source_uri, d.article_id, d.article_key, d.tells,
           a.article_key IS NULL AS is_new,
           a.read_digest IS DISTINCT FROM t.read_digest AS differs,
           EXISTS (SELECT FROM mart.dim_article o WHERE o.article_id = d.article_id) AS is_known
    FROM staging.document d
    JOIN staging.document t ON t.article_key = d.article_key AND t.tells
    LEFT JOIN mart.dim_article a ON a.article_key = d.article_key
    WHERE d.load_id = :load_id AND t.load_id = :load_id
    """,
    """
    CREATE TEMP TABLE change ON COMMIT DROP AS
    SELECT document_key, article_key, is_new FROM met WHERE tells AND differs
    """,
    # Articles whose documents move: those of the load, and those its addresses held before.
    """
    CREATE TEMP TABLE touched ON COMMIT DROP AS
    SELECT article_id FROM met UNION SELECT o.article_id FROM ops.document o JOIN met USING (source_uri)
    """,
    # Met for the first time and in one version only, which therefore stands: nothing has to be weighed.
    """
    CREATE TEMP TABLE fresh ON COMMIT DROP AS
    SELECT article_id FROM met GROUP BY article_id HAVING NOT bool_or(is_known) AND count(DISTINCT article_key) = 1
    """,
    "ANALYZE met, change, touched, fresh",
)

# What the planner has to know of the tables that most of a bulk load went into; few rows tell enough of keys.
_ANALYZE_BULK = (
    "SET LOCAL default_statistics_target = 10",
    """
    ANALYZE mart.fact_award (article_key, event_key), mart.bridge_award_recipient (award_key),
            mart.dim_article (article_key, article_id), ops.article_band (month, band, article_key)
    """,
    "SET LOCAL default_statistics_target TO DEFAULT",
)

_ARTICLE_COLUMNS = [
    column.name
    for column in dim.article.columns
    if column.name not in ("article_key", "article_id", "is_current", "story_id", "source_uri", "source_uris")
]

_UPSERT_ARTICLES = f"""
    INSERT INTO mart.dim_article (article_key, article_id, story_id, is_current, source_uri, source_uris, {", ".join(_ARTICLE_COLUMNS)})
    SELECT d.article_key, d.article_id, d.article_id, f.article_id IS NOT NULL, d.source_uri, ARRAY[d.source_uri],
           {", ".join("d." + c for c in _ARTICLE_COLUMNS)}
    FROM staging.document d JOIN change c ON c.document_key = d.document_key
    LEFT JOIN fresh f ON f.article_id = d.article_id WHERE d.load_id = :load_id
    ON CONFLICT (article_key) DO UPDATE SET {", ".join(f"{c} = EXCLUDED.{c}" for c in _ARTICLE_COLUMNS)}
"""  # noqa: E501, S608

_STANDING = """
    SELECT DISTINCT ON (d.article_id) d.article_id, d.article_key
    FROM ops.document d JOIN touched t ON t.article_id = d.article_id
    JOIN mart.dim_article a ON a.article_key = d.article_key
    WHERE NOT EXISTS (SELECT FROM fresh f WHERE f.article_id = d.article_id)
    ORDER BY d.article_id, d.load_id DESC, a.published_at DESC NULLS LAST, length(a.text) DESC, a.text_digest
"""

_SETTLE_ARTICLES = (
    """
    INSERT INTO ops.document (source_uri, article_id, article_key, payload_digest, load_id)
    SELECT source_uri, article_id, article_key, payload_digest, load_id FROM staging.document WHERE load_id = :load_id
    ON CONFLICT (source_uri) DO UPDATE SET
        article_id = EXCLUDED.article_id, article_key = EXCLUDED.article_key,
        payload_digest = EXCLUDED.payload_digest, load_id = EXCLUDED.load_id
    """,
    f"CREATE TEMP TABLE standing ON COMMIT DROP AS {_STANDING}",
    "ANALYZE standing",
    # Two steps, because no article may have two current versions even for a moment.
    """
    UPDATE mart.dim_article a SET is_current = false FROM touched t
    WHERE a.article_id = t.article_id AND a.is_current
      AND NOT EXISTS (SELECT FROM standing s WHERE s.article_key = a.article_key)
      AND NOT EXISTS (SELECT FROM fresh f WHERE f.article_id = a.article_id)
    """,
    """
    UPDATE mart.dim_article a SET is_current = true FROM standing s
    WHERE a.article_key = s.article_key AND NOT a.is_current
    """,
    """
    UPDATE mart.dim_article a SET source_uris = s.uris, source_uri = s.uris[1]
    FROM (SELECT d.article_key, array_agg(d.source_uri ORDER BY d.source_uri COLLATE "C") AS uris
          FROM ops.document d JOIN touched t ON t.article_id = d.article_id GROUP BY d.article_key) s
    WHERE a.article_key = s.article_key AND a.source_uris IS DISTINCT FROM s.uris
    """,
)

_CLOSE = (
    """
    INSERT INTO landing.page (source_uri, digest, path, warc_offset, length, fetched_at, status, headers)
    SELECT source_uri, payload_digest, path, warc_offset, length, fetched_at, http_status, headers
    FROM staging.document WHERE load_id = :load_id
    ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO ops.load_document (load_id, source_uri, outcome, article_id)
    SELECT :load_id, source_uri,
           CASE WHEN NOT is_known THEN 'new' WHEN differs THEN 'changed' ELSE 'unchanged' END, article_id
    FROM met
    ON CONFLICT (load_id, source_uri) DO UPDATE SET
        outcome = EXCLUDED.outcome, reason = NULL, article_id = EXCLUDED.article_id
    """,
    """
    UPDATE quarantine.item q SET resolved_at = now(), resolved_load_id = :load_id FROM met
    WHERE q.source_uri = met.source_uri AND q.resolved_at IS NULL AND q.load_id IS DISTINCT FROM :load_id
    """,
)
