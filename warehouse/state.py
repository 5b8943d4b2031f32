"""What a run has to know of the runs before it: pages that have landed, and the states of feeds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Kept:
    """Pages that can be read again, by address: each once, and as many as there are without holding them in memory."""

    statement: str
    parameters: Mapping[str, str | None]

    def count(self, engine: Engine) -> int:
        """Return how many they are."""
        with engine.connect() as connection:
            found = connection.scalar(text(f"SELECT count(*) FROM ({self.statement}) kept"), self.parameters)  # noqa: S608
        return int(found or 0)

    def pages(self, engine: Engine) -> Iterator[KeptPage]:
        """Give them as they are now, whatever changes until the last is given."""
        with engine.connect().execution_options(yield_per=_AT_ONCE) as connection:
            for row in connection.execute(text(self.statement), self.parameters):
                yield KeptPage(*row)


def loaded(publisher: str | None = None) -> Kept:
    """The page that every address of the warehouse holds; of one publisher, if given."""
    return Kept(_LOADED, {"publisher": publisher})


def waiting(reason: str | None = None) -> Kept:
    """The pages that wait in quarantine with their bytes at hand; for one reason, if given."""
    return Kept(_WAITING, {"reason": reason})


_AT_ONCE = 1000

_LOADED = """
    SELECT d.source_uri, p.digest, p.path
    FROM ops.document d
    JOIN landing.page p ON p.source_uri = d.source_uri AND p.digest = d.payload_digest
    JOIN mart.dim_article a ON a.article_key = d.article_key
    JOIN mart.dim_publisher u ON u.publisher_key = a.publisher_key
    WHERE CAST(:publisher AS text) IS NULL OR u.name = :publisher
    ORDER BY d.source_uri COLLATE "C"
"""

_WAITING = """
    SELECT DISTINCT ON (source_uri COLLATE "C") source_uri, payload_digest, path FROM quarantine.item
    WHERE resolved_at IS NULL AND path IS NOT NULL AND (CAST(:reason AS text) IS NULL OR reason = :reason)
    ORDER BY source_uri COLLATE "C", last_seen DESC
"""


def feed_states(engine: Engine, source: str) -> Mapping[str, dict[str, Any]]:
    """Return the states of a source's feeds, by address, as the last published load left them."""
    statement = text("SELECT feed_url, state FROM ops.feed_state WHERE source = :source")
    with engine.connect() as connection:
        return {row.feed_url: row.state for row in connection.execute(statement, {"source": source})}
