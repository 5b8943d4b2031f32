"""Feeds, and a source that has them, for tests of discovery and collection."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from misbehaving import Site

from extract.collect import Collection, collect
from extract.discover import FeedState
from extract.fetch import Fetcher
from extract.landing import Landing
from extract.sources import Source

NOW = datetime(2025, 8, 1, tzinfo=UTC)
URL = "https://news.example/rss/cong-doan.rss"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str, date: str = "") -> str:
    return f"<item><title>Bài</title><link>{link}</link>{f'<pubDate>{date}</pubDate>' if date else ''}</item>"


def source_at(site: Site, **discovery: Any) -> Source:
    return Source(
        name="test",
        title="Báo thử",
        hosts=["news.example"],
        mirrors=["127.0.0.1", "m.news.example"],
        discovery=discovery,
        include=[r"-\d+\.html$"],
        rate={"delay": 0, "pages": 50},
        loopback=True,
    )


def collected(
    source: Source,
    fetcher: Fetcher,
    folder: Path,
    states: Mapping[str, FeedState] | None = None,
    known: Mapping[str, datetime] | None = None,
) -> Collection:
    def known_of(urls: Sequence[str]) -> dict[str, datetime]:
        return {url: (known or {})[url] for url in urls if url in (known or {})}

    return collect(source, fetcher, Landing(folder), states=states or {}, known=known_of, now=NOW)


def printing_at(site: Site, feed: str) -> Source:
    source = source_at(site, feeds=[feed])
    return source.model_copy(update={"include": [r"-(?P<number>\d+)\.html$"], "prints": [r"^/in/(?P<number>\d+)$"]})
