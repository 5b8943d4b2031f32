"""What a page says of itself in JSON-LD and meta tags."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser

from extract.encoding import clean

_ARTICLE_TYPES = re.compile(
    r"(?:News|Report|Blog|Tech|Opinion|Analysis|Background|Review)?\w*(?:Article|BlogPosting|Posting)$"
)
_TITLE = ("og:title", "twitter:title", "dc.title", "title", "headline")
_DATE = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dc.date",
    "date",
    "og:published_time",
    "published_time",
    "article:published",
    "sailthru.date",
    "parsely-pub-date",
    "dc.created",
)
_AUTHOR = ("article:author", "author", "dc.creator", "dable:author", "parsely-author", "byl", "article:author_name")
_DESCRIPTION = ("og:description", "description", "twitter:description")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Every field may be wrong or missing: templates lie."""

    title: str | None = None
    page_title: str | None = None
    """Of the window, often with the site's name behind."""
    author: str | None = None
    published: str | None = None
    url: str | None = None
    description: str | None = None
    site: str | None = None
    is_article: bool = False
    """Whether the page calls itself an article."""
    paywalled: bool = False


def read_metadata(tree: LexborHTMLParser) -> Metadata:
    """Read JSON-LD, meta tags and the canonical link of a page."""
    tags = _meta_tags(tree)
    linked = _article_object(tree)
    title_node = tree.css_first("title")
    canonical = tree.css_first('link[rel="canonical"]')
    urls = [canonical.attributes.get("href") if canonical else None, tags.get("og:url"), _text(linked.get("url"))]
    urls.append(_shared_address(tree) if not any(urls) else None)
    author = _names(linked.get("author")) or next((tags[key] for key in _AUTHOR if tags.get(key)), None)
    return Metadata(
        title=_first(_text(linked.get("headline")), *(tags.get(key) for key in _TITLE)),
        page_title=_first(title_node.text() if title_node else None),
        author=_first(author),
        published=_first(_text(linked.get("datePublished")), *(tags.get(key) for key in _DATE)),
        url=next((url.strip() for url in urls if url and _is_address(url.strip())), None),
        description=_first(*(tags.get(key) for key in _DESCRIPTION), _text(linked.get("description"))),
        site=_first(tags.get("og:site_name")),
        is_article=bool(linked) or tags.get("og:type") == "article",
        paywalled=str(linked.get("isAccessibleForFree", True)).lower() == "false",
    )


def _is_address(url: str) -> bool:
    try:
        return url.startswith(("http://", "https://")) and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _first(*values: str | None) -> str | None:
    for value in values:
        cleaned = clean(html.unescape(value or ""))
        if cleaned:
            return cleaned
    return None


def _meta_tags(tree: LexborHTMLParser) -> dict[str, str]:
    tags: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = attributes.get("content")
        if key and content and content.strip():
            tags.setdefault(key.strip().lower(), content)
    return tags


def _article_object(tree: LexborHTMLParser) -> dict[str, object]:
    for node in tree.css('script[type="application/ld+json"]'):
        for item in _objects(_loads(node.text() or "")):
            kinds = item.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and _ARTICLE_TYPES.match(kind):
                    return item
    return {}


def _loads(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        mended = re.sub(r"<!--|-->|(?://\s*)?(?:<!\[CDATA\[|\]\]>)|;\s*$", "", text)
        mended = re.sub(r",(\s*[}\]])", r"\1", mended)
    try:
        return json.loads(mended, strict=False)
    except (ValueError, RecursionError):  # a page's own fault, and its tags may still tell
        return None


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if depth > 4:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            yield from _objects(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("name")
    return value if isinstance(value, str) else None


def _names(value: object) -> str | None:
    people = value if isinstance(value, list) else [value]
    names = []
    for person in people:
        if isinstance(person, dict) and person.get("@type") not in ("Organization", "NewsMediaOrganization"):
            name = person.get("name")
        else:
            name = person
        if isinstance(name, list):
            name = ", ".join(part for part in name if isinstance(part, str))
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            names.append(name.strip())
    return ", ".join(dict.fromkeys(names)) or None


def _shared_address(tree: LexborHTMLParser) -> str | None:
    """The page's own address as its share buttons give it, where it has no canonical link."""
    for node in tree.css('a[href*="facebook.com/sharer"], a[href*="zalo.me/share"], a[href*="twitter.com/"]'):
        query = parse_qs(urlsplit(node.attributes.get("href") or "").query)
        for key in ("u", "url"):
            if query.get(key, [""])[0].startswith("http"):
                return query[key][0]
    return None
