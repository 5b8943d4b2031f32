"""Schemas `ops`, `landing` and `quarantine`: where rows came from and what became of every page."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from warehouse.schema.base import column, listed, metadata

LOAD_STATUSES = ("open", "published", "failed", "abandoned")
OUTCOMES = ("new", "changed", "unchanged", "quarantined", "skipped")

Moment = DateTime(timezone=True)

run = Table(
    "run",
    metadata,
    column("run_id", UUID(as_uuid=False), "Identity of the run", primary_key=True),
    column("kind", Text, "Flow that was run", example="nightly, load saved pages, backfill, replay"),
    column("status", Text, "How it stands", example="running, succeeded, failed", server_default="running"),
    column("started_at", Moment, "When it began", server_default=text("now()")),
    column("ended_at", Moment, "When it ended; null while it runs", null=True),
    column("prefect_flow_run_id", UUID(as_uuid=False), "Flow run in Prefect; null if there was none", null=True),
    column("parameters", JSONB, "What it was asked for; no secrets", server_default=text("'{}'")),
    column("summary", JSONB, "Counts and times it ended with", server_default=text("'{}'")),
    schema="ops",
    comment="Grain: one run of the command or of a deployment.",
)

load = Table(
    "load",
    metadata,
    column("load_id", BigInteger, "Identity of the load, rising", Identity(always=True), primary_key=True),
    column("run_id", UUID(as_uuid=False), "Run that made it; null if it was loaded by hand", null=True),
    column("status", Text, f"How it stands: {', '.join(LOAD_STATUSES)}", server_default="open"),
    column("reason", Text, "Why it failed or was abandoned; else null", null=True),
    column("holder", Text, "Process that loads", example="host etl1, process 4711"),
    column("started_at", Moment, "When it began", server_default=text("now()")),
    column("ended_at", Moment, "When it ended; null while it is open", null=True),
    column("staged", JSONB, "Rows staged, by table", server_default=text("'{}'")),
    column(
        "published", JSONB, "Documents by outcome and facts by kind that were published", server_default=text("'{}'")
    ),
    CheckConstraint(f"status IN ({listed(LOAD_STATUSES)})", name="status"),
    schema="ops",
    comment="Grain: one load, that is one attempt to bring a set of documents into the mart as a whole.",
)

load_document = Table(
    "load_document",
    metadata,
    column("load_id", BigInteger, "The load", ForeignKey(load.c.load_id, ondelete="CASCADE")),
    column("source_uri", Text, "Address of the document", example="https://laodongthudo.vn/…-152301.html"),
    column("outcome", Text, f"What became of it: {', '.join(OUTCOMES)}"),
    column("reason", Text, "Reason code of what was quarantined or skipped; else null", null=True),
    column("article_id", UUID(as_uuid=False), "Article it gave; null if none", null=True),
    PrimaryKeyConstraint("load_id", "source_uri"),
    CheckConstraint(f"outcome IN ({listed(OUTCOMES)})", name="outcome"),
    schema="ops",
    comment="Grain: one document that a load met. Nothing is dropped in silence: the outcomes of a load add up to what it met.",
)

document = Table(
    "document",
    metadata,
    column("source_uri", Text, "Where the document was loaded from", primary_key=True),
    column("article_id", UUID(as_uuid=False), "Article it holds", index=True),
    column("article_key", UUID(as_uuid=False), "Version of the article that it held when last loaded", index=True),
    column("payload_digest", Text, "SHA-256 of its bytes, in hex"),
    column("load_id", BigInteger, "Load that last met it with this content or another"),
    schema="ops",
    comment="Grain: one address that gave an article. An article stays in the flat views as long as a document holds it.",
)

article_signature = Table(
    "article_signature",
    metadata,
    column("article_key", UUID(as_uuid=False), "Version of the article", primary_key=True),
    column("signature", ARRAY(BigInteger), "MinHash signature of its text"),
    schema="ops",
    comment="Grain: one article version. Tells how much two texts have in common without reading them.",
)

article_band = Table(
    "article_band",
    metadata,
    column("month", Integer, "Month of publication in Vietnam as YYYYMM; 0 if not known", example="202211"),
    column("band", BigInteger, "Hash of a part of the signature"),
    column("article_key", UUID(as_uuid=False), "Version of the article", index=True),
    PrimaryKeyConstraint("month", "band", "article_key"),
    schema="ops",
    comment="Grain: one part of the signature of one article version. Versions of the same or neighbouring months that share "
    "a part are compared.",
)

feed_state = Table(
    "feed_state",
    metadata,
    column("feed_url", Text, "Address of the feed, sitemap or listing", primary_key=True),
    column("source", Text, "Source profile it belongs to", example="laodongthudo.vn"),
    column("state", JSONB, "Validators, digest, times and failures as discovery keeps them"),
    column("updated_at", Moment, "When it last moved", server_default=text("now()")),
    schema="ops",
    comment="Grain: one feed. Its state moves in the transaction that publishes what it led to.",
)

setting = Table(
    "setting",
    metadata,
    column("name", Text, "What is set", example="views", primary_key=True),
    column("value", Text, "Its value, or the digest of the definitions that stand"),
    schema="ops",
    comment="Grain: one thing the warehouse remembers of itself.",
)

page = Table(
    "page",
    metadata,
    column("source_uri", Text, "Where the page was loaded from"),
    column("digest", Text, "SHA-256 of its bytes after decompression, in hex"),
    column("path", Text, "Web archive file, below the landing folder", example="5e/5e3ee7bb….warc.gz"),
    column("warc_offset", BigInteger, "Where its record begins in the file", unit="byte"),
    column("length", BigInteger, "Size of its payload", unit="byte"),
    column("fetched_at", Moment, "When it was fetched or read from disk"),
    column("status", SmallInteger, "HTTP status; null for a file", example="200", null=True),
    column("headers", JSONB, "HTTP headers as a list of pairs", server_default=text("'[]'")),
    PrimaryKeyConstraint("source_uri", "digest"),
    schema="landing",
    comment="Grain: one content of one address. The same bytes from the same address are one row, however often they came.",
)

item = Table(
    "item",
    metadata,
    column(
        "item_id",
        UUID(as_uuid=False),
        "Made of stage, address and reason, so that a repeat is a further attempt",
        primary_key=True,
    ),
    column("stage", Text, "Where it stopped", example="fetch, parse, read, stage, audit"),
    column("reason", Text, "Reason code", example="no_article"),
    column("message", Text, "What happened, for the reader"),
    column("source_uri", Text, "Address of the document", index=True),
    column("payload_digest", Text, "SHA-256 of its bytes; null if none were landed", null=True),
    column("path", Text, "Web archive file that holds it; null if none", null=True),
    column("warc_offset", BigInteger, "Where its record begins in the file", unit="byte", null=True),
    column("row", JSONB, "The row itself, where a row and not a page was refused", null=True),
    column("attempts", Integer, "How often it was tried", server_default="1"),
    column("first_seen", Moment, "First try", server_default=text("now()")),
    column("last_seen", Moment, "Last try", server_default=text("now()")),
    column("load_id", BigInteger, "Load that tried last; null outside a load", null=True),
    column("resolved_at", Moment, "When a later load brought the document in; null while it waits", null=True),
    column("resolved_load_id", BigInteger, "That load", null=True),
    schema="quarantine",
    comment="Grain: one reason for which one document, or one row of it, could not be loaded.",
)
Index("ix_item_waiting", item.c.last_seen, postgresql_where=item.c.resolved_at.is_(None))
