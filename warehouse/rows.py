"""From a read page to the rows of staging: pure, no database."""

import uuid
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from extract.article import Article
from transform.facts import Award, Grounded
from warehouse.events import events
from warehouse.keys import VIETNAM, beside, day_key, digest, dimension_key, row_key, stated_day_key
from warehouse.records import ReadPage
from warehouse.schema.facts import staged_award, staged_campaign, staged_document, staged_recipient, staged_result
from warehouse.stories import bands, signature

Row = dict[str, Any]

_LIMITS: dict[type, int] = {SmallInteger: 1 << 15, Integer: 1 << 31, BigInteger: 1 << 63}


class UnstorableError(ValueError):
    """A value that PostgreSQL cannot hold; the message names table, column and value."""


def rows_of(page: ReadPage, load_id: int) -> list[tuple[Table, Row]]:
    """Return the staging rows of a page: its document first, then its facts in the order of the text.

    Raises:
        UnstorableError: text with a NUL or a lone surrogate, or a number out of range.
    """
    try:
        rows = _rows(page, load_id)
        for table, row in rows:
            _check(table, row)
    except UnicodeEncodeError as error:
        around = error.object[max(0, error.start - 20) : error.start]
        raise UnstorableError(f"a lone surrogate after {around!r}") from None
    return rows


def _rows(page: ReadPage, load_id: int) -> list[tuple[Table, Row]]:
    article = page.article
    article_key = row_key("article", article.article_id, article.text_digest)
    facts = list(_facts(page, article_key))
    read_digest = digest([page.extractor_version, *_described(article), *(key for _, _, key in facts)])
    shared: Row = {
        "load_id": load_id,
        "document_key": row_key("document", article.source_uri, read_digest),
        "article_key": article_key,
        "publisher_key": dimension_key("publisher", article.publisher),
        "published_date_key": day_key(article.published_at),
        "extractor_version": page.extractor_version,
    }
    rows = [(staged_document, shared | _document(page, read_digest))]
    year = article.published_at.astimezone(VIETNAM).year if article.published_at else None
    told = iter(events(page.facts.awards, year))
    for table, fact, own_key in facts:
        # An article tells of many awards, and of hardly more than one campaign or result.
        key = beside(article_key.bytes[:8], own_key) if table is staged_award else own_key
        row = shared | _fact(table, fact, key)
        if isinstance(fact, Award):
            row["event_key"], row["recurs"] = next(told)
        rows.append((table, row))
        if isinstance(fact, Award):
            ours = {"load_id": load_id, "document_key": shared["document_key"], "award_key": key}
            rows += [(staged_recipient, ours | row) for row in recipient_keys(fact)]
    return rows


def _facts(page: ReadPage, article_key: uuid.UUID) -> Iterator[tuple[Table, Grounded, uuid.UUID]]:
    """Give each fact its table and key; of facts that are equal in all they say, each has its number in the key."""
    seen: Counter[str] = Counter()
    for table, facts in (
        (staged_award, page.facts.awards),
        (staged_campaign, page.facts.campaigns),
        (staged_result, page.facts.results),
    ):
        for fact in facts:
            content = digest([table.name, *_values(fact).values()])
            seen[content] += 1
            yield table, fact, row_key(article_key, content, seen[content])


def _values(record: Article | Grounded) -> Row:
    """Return the fields of a flat record, as `dataclasses.asdict` does, without its deep copies: ten times as fast."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _described(article: Article) -> Iterator[object]:
    """What is kept of an article beside where it was loaded from."""
    values = _values(article)
    del values["source_uri"]
    yield from values.values()


def _document(page: ReadPage, read_digest: str) -> Row:
    article, landed = page.article, page.landed
    found = signature(article.text)
    return {
        "source_uri": article.source_uri,
        "payload_digest": landed.digest,
        "path": landed.path,
        "warc_offset": landed.offset,
        "length": landed.length,
        "fetched_at": landed.fetched_at,
        "http_status": landed.status,
        "headers": [list(pair) for pair in landed.headers],
        "article_id": uuid.UUID(article.article_id),
        "text_digest": article.text_digest,
        "url": article.url,
        "publisher": article.publisher,
        "published_at": article.published_at,
        "title": article.title,
        "kicker": article.kicker,
        "author": article.author,
        "captions": list(article.captions),
        "language": article.language,
        "text": article.text,
        "signature": found,
        "bands": bands(found),
        "read_digest": read_digest,
        "tells": True,
    }


def _fact(table: Table, fact: Grounded, key: uuid.UUID) -> Row:
    row = _values(fact)
    row["cues"] = list(fact.cues)
    row["organization_key"] = dimension_key("organization", row["organization"])
    row["campaign_key"] = dimension_key("campaign", row["campaign"])
    if table is staged_award:
        row["award_key"] = key
        row["award_title_key"] = dimension_key("award_title", row["award_title"])
    elif table is staged_campaign:
        row["campaign_fact_key"] = key
        row["start_date_key"] = stated_day_key(row["date_from"], last=False)
        row["end_date_key"] = stated_day_key(row["date_to"], last=True)
    else:
        row["result_key"] = key
    return row


def recipient_keys(award: Award) -> Iterator[Row]:
    """Give the names of an award with their places in its list, and the person or body that each one is."""
    for position, name in enumerate(award.recipients, start=1):
        person = award.recipient_kind in ("individual", "family")
        body = award.recipient_kind == "collective"
        yield {
            "position": position,
            "name": name,
            "person_key": dimension_key("person", name) if person else 0,
            "organization_key": dimension_key("organization", name) if body else 0,
        }


def _check(table: Table, row: Row) -> None:
    limits, texts, lists = _kinds(table)
    for name, limit in limits:
        value = row[name]
        if value is not None and not -limit <= value < limit:
            raise UnstorableError(f"{table.fullname}.{name}: {value} is out of range")
    # All words of the row at once; which of them it was is asked only if it was one.
    words = [value for name in texts if (value := row[name])]
    words += [
        each for name in lists for part in row[name] or () for each in (part if isinstance(part, list) else [part])
    ]
    together = "\x1e".join(words)
    if "\x00" in together:
        found = next(value for value in words if "\x00" in value)
        raise UnstorableError(f"{table.fullname}: a NUL character in {found[:40]!r}")
    together.encode()


@cache
def _kinds(table: Table) -> tuple[list[tuple[str, int]], list[str], list[str]]:
    """Return the columns of whole numbers with their limits, those of words, and those of lists of words."""
    limits = [(column.name, _LIMITS[type(column.type)]) for column in table.columns if type(column.type) in _LIMITS]
    texts = [column.name for column in table.columns if isinstance(column.type, Text)]
    lists = [
        column.name
        for column in table.columns
        if isinstance(column.type, JSONB)
        or (isinstance(column.type, ARRAY) and isinstance(column.type.item_type, Text))
    ]
    return limits, texts, lists
