"""What feeds, sitemaps and section listings say: bytes in, entries out."""

import gzip
import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import feedparser
from bs4 import BeautifulSoup
from lxml import etree

from extract.dates import read_date
from extract.encoding import decode
from extract.errors import PageError

MAX_ENTRIES = 20_000
"""Entries of one feed or sitemap that are read; the protocol's own limit for a sitemap is 50,000."""


class BrokenFeedError(Exception):
    """What should be a feed, a sitemap or a listing cannot be read as one. Never the same as one that is empty."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A link to an article, as a feed, a sitemap or a listing gives it."""

    url: str
    """Absolute."""
    title: str | None = None
    published_at: datetime | None = None
    """Aware, as the entry says: not yet weighed against the clock."""


def read_feed(payload: bytes, url: str, zone: ZoneInfo) -> list[Entry]:
    """Read RSS 0.9x, 1.0, 2.0 or Atom.

    Args:
        payload: the feed.
        url: its address, against which relative links are resolved.
        zone: of dates that name none.

    Returns:
        Entries in the feed's order; none for a feed that is empty.

    Raises:
        BrokenFeedError: the bytes are no feed.
    """
    headers = {"content-location": url, "content-type": "application/xml"}
    result = feedparser.parse(io.BytesIO(payload), response_headers=headers, sanitize_html=False)
    if not result.get("version") or (result.bozo and not result.entries):
        problem = result.get("bozo_exception") or "it is neither RSS nor Atom"
        raise BrokenFeedError(f"cannot be read as a feed: {problem}")
    entries = []
    for item in result.entries[:MAX_ENTRIES]:
        link = item.get("link") or next((each.get("href") for each in item.get("links", []) if each.get("href")), None)
        address = _absolute(url, link)
        if address:
            raw = item.get("published") or item.get("updated") or item.get("created")
            entries.append(Entry(address, item.get("title") or None, read_date(raw, zone)))
    return entries


def read_sitemap(payload: bytes, url: str, zone: ZoneInfo) -> tuple[list[Entry], list[Entry]]:
    """Read a sitemap, a news sitemap or a sitemap index, gzipped or not.

    Returns:
        Entries of articles, and entries of further sitemaps.

    Raises:
        BrokenFeedError: the bytes are no sitemap.
    """
    if payload.startswith(b"\x1f\x8b"):
        payload = _gunzip(payload)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False)
    try:
        root = etree.fromstring(payload, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFeedError(f"cannot be read as a sitemap: {error}") from error
    if root is None or _local(root) not in ("urlset", "sitemapindex"):
        raise BrokenFeedError("cannot be read as a sitemap: it is neither a urlset nor a sitemapindex")
    entries = []
    for item in root[:MAX_ENTRIES]:
        fields = {_local(node): (node.text or "").strip() for node in item.iter() if isinstance(node.tag, str)}
        address = _absolute(url, fields.get("loc"))
        if address:
            date = read_date(fields.get("publication_date") or fields.get("lastmod"), zone)
            entries.append(Entry(address, fields.get("title") or None, date))
    return ([], entries) if _local(root) == "sitemapindex" else (entries, [])


def read_listing(payload: bytes, url: str, item: str, following: str | None) -> tuple[list[Entry], str | None]:
    """Read the articles of a section page.

    Args:
        payload: the page.
        url: its address.
        item: CSS selector of the links to articles.
        following: CSS selector of the link to the next page, if there is one.

    Returns:
        Entries in the page's order, each address once, and the address of the next page.

    Raises:
        BrokenFeedError: the page is none, or no link on it fits the selector.
    """
    try:
        soup = BeautifulSoup(decode(payload, url), "lxml")
    except PageError as error:
        raise BrokenFeedError(str(error)) from error
    entries: dict[str, Entry] = {}
    for link in soup.select(item):
        href = link.get("href")
        if not isinstance(href, str) or href.startswith(("#", "javascript:", "mailto:")):
            continue
        address = _absolute(url, href)
        if address:
            title = " ".join(link.get_text(" ").split()) or str(link.get("title") or "")
            if address not in entries or not entries[address].title:
                entries[address] = Entry(address, title or None)
    if not entries:
        raise BrokenFeedError(f"no link on the page fits {item!r}; the site may have changed its markup")
    anchor = soup.select_one(following) if following else None
    href = anchor.get("href") if anchor else None
    return list(entries.values()), _absolute(url, href) if isinstance(href, str) else None


def _absolute(base: str, link: str | None) -> str | None:
    """The address that a link leads to, or None where it is empty or no address: one slip costs no other entry."""
    if not link or not link.strip():
        return None
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return None


def _local(node: etree._Element) -> str:
    # Not etree.QName, which raises for the names that the parser recovers from broken markup, such as ":".
    return str(node.tag).rpartition("}")[2]


def _gunzip(payload: bytes, limit: int = 64 * 1024 * 1024) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(payload)) as file:
            content = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BrokenFeedError(f"its gzip data cannot be read: {error}") from error
    if len(content) > limit:
        raise BrokenFeedError(f"is longer than {limit:,} bytes when decompressed")
    return content


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by date, the undated last, otherwise in the order given."""
    return sorted(entries, key=lambda entry: -entry.published_at.timestamp() if entry.published_at else 0.0)
