"""The record that extraction hands on: one article as a careful person would copy it from its page."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, free of site chrome.

    `text` is Unicode NFC: lead, then body, one paragraph (or table row, cells joined by " | ") a line, lines joined by
    a single newline, inner white space folded. Headline, kicker, byline and captions are kept apart from it. Character
    offsets of facts count the characters of `text`.
    """

    source_uri: str
    """Where the document was loaded from: `file:///…/101.html`, or its address on the web."""
    text: str
    url: str | None = None
    """Canonical address, if the page or its address says so."""
    publisher: str | None = None
    """Name of the source profile (`laodongthudo.vn`), else the host of `url`, else None."""
    title: str | None = None
    kicker: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    """Aware; None where the page does not say."""
    captions: tuple[str, ...] = ()
    language: str = "vi"
    """Of the source's profile, else told by the letters of the text: `vi`, or `und` where it is not Vietnamese."""

    @property
    def article_id(self) -> str:
        """Stable key (UUID 5) of the article: of its canonical address, else of where it was loaded from."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, self.url or self.source_uri))

    @property
    def text_digest(self) -> str:
        """SHA-256 in hex of title and text: two versions of one article differ in it."""
        return hashlib.sha256(f"{self.title or ''}\n{self.text}".encode()).hexdigest()
