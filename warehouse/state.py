"""What a run has to know of the runs before it: pages that have landed, and the states of feeds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, text


def landed_before(engine: Engine, addresses: Sequence[str]) -> dict[str, datetime]:
    """Of some addresses, return those whose bytes are at hand, loaded or in quarantine, and when they came last.

    A page that came again with the same bytes came when the night that brought it began: it is one row of
    `landing.page`, with the time it first came.
    """
    statement = text("""
        SELECT source_uri, max(moment) FROM (
            SELECT source_uri, fetched_at AS moment FROM landing.page WHERE source_uri = ANY(:addresses)
            UNION ALL
            SELECT source_uri, last_seen FROM quarantine.item
            WHERE source_uri = ANY(:addresses) AND path IS NOT NULL
            UNION ALL
            SELECT d.source_uri, l.started_at
            FROM ops.document d JOIN ops.load l USING (load_id) JOIN ops.run r USING (run_id)
            WHERE d.source_uri = ANY(:addresses) AND r.kind = 'nightly') found
        GROUP BY source_uri
    """)
    with engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(statement, {"addresses": list(addresses)})}


class KeptPage(NamedTuple):
    """A page whose raw bytes lie in landing."""

    source_uri: str
    digest: str
    path: str


def loaded_pages(engine: Engine, publisher: str | None = None) -> list[KeptPage]:
    """Return the page that every address of the warehouse holds, by address; of one publisher, if given."""
    statement = text("""
        SELECT d.source_uri, p.digest, p.path
        FROM ops.document d
        JOIN landing.page p ON p.source_uri = d.source_uri AND p.digest = d.payload_digest
        JOIN mart.dim_article a ON a.article_key = d.article_key
        JOIN mart.dim_publisher u ON u.publisher_key = a.publisher_key
        WHERE CAST(:publisher AS text) IS NULL OR u.name = :publisher
        ORDER BY d.source_uri COLLATE "C"
    """)
    with engine.connect() as connection:
        return [KeptPage(*row) for row in connection.execute(statement, {"publisher": publisher})]


def waiting_pages(engine: Engine, reason: str | None = None) -> list[KeptPage]:
    """Return the pages that wait in quarantine with their bytes at hand, by address; for one reason, if given."""
    statement = text("""
        SELECT DISTINCT ON (source_uri COLLATE "C") source_uri, payload_digest, path FROM quarantine.item
        WHERE resolved_at IS NULL AND path IS NOT NULL AND (CAST(:reason AS text) IS NULL OR reason = :reason)
        ORDER BY source_uri COLLATE "C", last_seen DESC
    """)
    with engine.connect() as connection:
        return [KeptPage(*row) for row in connection.execute(statement, {"reason": reason})]


def feed_states(engine: Engine, source: str) -> Mapping[str, dict[str, Any]]:
    """Return the states of a source's feeds, by address, as the last published load left them."""
    statement = text("SELECT feed_url, state FROM ops.feed_state WHERE source = :source")
    with engine.connect() as connection:
        return {row.feed_url: row.state for row in connection.execute(statement, {"source": source})}
