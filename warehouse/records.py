"""The records that cross the border of the warehouse."""

from dataclasses import dataclass, field
from typing import Any

from extract.article import Article
from extract.landing import LandedPage
from transform.facts import Facts


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page on its way in: where its bytes lie, the article in it and the facts read from that."""

    landed: LandedPage
    article: Article
    facts: Facts
    extractor_version: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One page, or one row of it, that could not be loaded, and why."""

    source_uri: str
    stage: str
    """fetch, land, parse, read, stage or audit."""
    reason: str
    """Reason code, stable across versions."""
    message: str
    """For the reader: what happened and what to do."""
    landed: LandedPage | None = None
    row: dict[str, Any] | None = None
    """The row, where only that was refused."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What discovery keeps of one feed between runs."""

    feed_url: str
    source: str
    state: dict[str, Any]
    """JSON values only."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a load brought into the mart."""

    load_id: int
    documents: dict[str, int] = field(default_factory=dict)
    """Documents by outcome: new, changed, unchanged, quarantined, skipped."""
    awards: int = 0
    campaigns: int = 0
    results: int = 0
    """Facts told by the documents of this load, whether new or as they were."""
