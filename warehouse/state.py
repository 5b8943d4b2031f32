"""What a run has to know of the runs before it: pages that have landed, and the states of feeds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, text


def landed_before(engine: Engine, addresses: Sequence[str]) -> dict[str, datetime]:
    """Of some addresses, return those whose bytes are at hand, loaded or in quarantine, and when they came last."""
    statement = text("""
        SELECT source_uri, max(moment) FROM (
            SELECT source_uri, fetched_at AS moment FROM landing.page WHERE source_uri = ANY(:addresses)
            UNION ALL
            SELECT source_uri, last_seen FROM quarantine.item
            WHERE source_uri = ANY(:addresses) AND path IS NOT NULL) found
        GROUP BY source_uri
    """)
    with engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(statement, {"addresses": list(addresses)})}


def feed_states(engine: Engine, source: str) -> Mapping[str, dict[str, Any]]:
    """Return the states of a source's feeds, by address, as the last published load left them."""
    statement = text("SELECT feed_url, state FROM ops.feed_state WHERE source = :source")
    with engine.connect() as connection:
        return {row.feed_url: row.state for row in connection.execute(statement, {"source": source})}
