"""Raw bytes to an `Article`: the one entrance to parsing."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from extract import furniture
from extract.addresses import canonical_address
from extract.archive import MAX_PAYLOAD
from extract.article import Article
from extract.botcheck import is_bot_check
from extract.dates import VIETNAM, believable, read_date
from extract.encoding import decode, language_of
from extract.errors import BotCheckError, EmptyPageError, MarkupError, NoArticleError, PaywallError, TooLargeError
from extract.landing import LandedPage, Landing
from extract.metadata import Metadata, read_metadata
from extract.parse_dump import read_dump
from extract.parse_generic import read_generic
from extract.parse_profile import author_of, read_profile
from extract.sources import Source, packaged_sources, source_of
from extract.tidy import Draft

SHORTEST = 120
"""Characters of text below which a page is taken to hold no article."""
LONGEST_TEASER = 1_000
"""Characters of text up to which a page for subscribers is taken to show only the beginning of its article."""
MAX_ELEMENTS = 100_000
"""Elements of a page that the generic reader takes; the largest real pages have some 10,000."""
MAX_DEPTH = 400
"""Elements inside each other that it takes; real pages have some 40, portals made of tables some 100."""

_PAYWALL = "the page says that the article is for subscribers only"
_TAGS = re.compile(r"<(?:!doctype html|html|head|body|div|p|table|article|span|br|h1)\b", re.IGNORECASE)

_LINK = re.compile(r"""https?://[^\s"'<>]+|(?<=href=["'])[^"']+""", re.IGNORECASE)
_NESTING = re.compile(r"</?(?:div|span|table|ul|ol|section|article|blockquote|font|center|b|i|a)\b", re.IGNORECASE)
_SOFT_404 = re.compile(
    r"(?:^|\s)404(?:\s|$)|page not found|không tìm thấy (?:trang|bài viết|nội dung|đường dẫn)"
    r"|(?:trang|bài viết|nội dung)\b.{0,30}\b(?:không tồn tại|đã bị (?:xóa|gỡ)|không tìm thấy)",
    re.IGNORECASE,
)


def parse_landed(landed: LandedPage, landing: Landing) -> Article:
    """Read the article out of a page as it landed, all its pages joined.

    Raises:
        PageError: as `parse`.
        ExtractError: the landed bytes are gone or damaged.
    """
    first, *further = landing.read(landed)
    return parse(
        first,
        landed.source_uri,
        content_type=landed.content_type,
        fetched_at=landed.fetched_at,
        further=further,
    )


def parse(
    payload: bytes,
    source_uri: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    further: Sequence[bytes] = (),
    sources: Mapping[str, Source] | None = None,
) -> Article:
    """Read the article out of a page or a text dump.

    Args:
        payload: the raw bytes.
        source_uri: where they came from; its host, or the page's canonical address, says which profile reads it.
        content_type: the Content-Type header, if there was one.
        fetched_at: when it came, aware; a date of publication after it is not believed.
        further: the raw bytes of the article's further pages, if it is cut into several.
        sources: profiles by name; those of the package if not given. An empty mapping reads every page as unknown.

    Returns:
        The article; what the page does not say is None.

    Raises:
        PageError: the page gives no article; the subclass and its `reason` say why.
    """
    if not payload.strip(b" \t\r\n\0"):
        raise EmptyPageError(source_uri, "is empty (0 bytes of content)")
    if len(payload) > MAX_PAYLOAD:
        raise TooLargeError(source_uri, f"has {len(payload):,} bytes; a news page has less than {MAX_PAYLOAD:,}")
    text = decode(payload, source_uri, content_type)
    if not _is_html(text):
        return _article(read_dump(text), source_uri, None, Metadata(), None, fetched_at)
    _require_sane_markup(text, source_uri)
    tree = LexborHTMLParser(text)
    meta = read_metadata(tree)
    own = source_uri if source_uri.startswith(("http://", "https://")) else None
    known = packaged_sources() if sources is None else sources
    source = source_of(meta.url, known) or source_of(own, known)
    address = meta.url or own
    if source is not None and address and source.is_print(address):
        address = _printed(address, text, source)
    draft = _read(tree, meta, source, source_uri)
    if draft is None or _is_short(draft) or _is_missing_page(draft, meta):
        raise _why_not(text, tree, source_uri, meta)
    if meta.paywalled and len("".join(draft.lines)) < LONGEST_TEASER:
        raise PaywallError(source_uri, _PAYWALL)
    for page in further:
        more = decode(page, source_uri, content_type)
        _require_sane_markup(more, source_uri)
        tree = LexborHTMLParser(more)
        _join(draft, _read(tree, read_metadata(tree), source, source_uri))
    return _article(draft, source_uri, address, meta, source, fetched_at)


def _read(tree: LexborHTMLParser, meta: Metadata, source: Source | None, source_uri: str) -> Draft | None:
    """Read a page by its publisher's profile; as an unknown one where there is none, or none of its themes fits."""
    if source is not None:
        published = read_date(meta.published, source.zone)
        draft = read_profile(tree, source, published.astimezone(source.zone).date() if published else None)
        if draft is not None and not _is_short(draft):
            return draft
    _require_sane_tree(tree, source_uri)
    return read_generic(tree, meta)


def _printed(address: str, text: str, source: Source) -> str:
    """The article's own address, as its print view gives it; that of the print view where it does not."""
    number = source.article_number(address)
    links = (canonical_address(html.unescape(link), source, base=address) for link in _LINK.findall(text))
    own = (link for link in links if link and source.is_article(link) and source.article_number(link) == number)
    return next(own, address)


def _require_sane_markup(text: str, source_uri: str) -> None:
    """Refuse markup on whose nesting the parser would work for minutes, before it does."""
    if text.count("<") <= MAX_ELEMENTS // 5:
        return
    depth = deepest = 0
    for tag in _NESTING.finditer(text):
        depth = max(0, depth - 1) if tag[0][1] == "/" else depth + 1
        deepest = max(deepest, depth)
    if deepest > 10 * MAX_DEPTH:
        raise MarkupError(source_uri, f"is no news page by its markup: some {deepest:,} elements inside each other")


def _require_sane_tree(tree: LexborHTMLParser, source_uri: str) -> None:
    """Refuse a tree on which the generic reader would work for minutes."""
    depths: dict[int, int] = {}
    elements = tree.css("*")
    for element in elements[:MAX_ELEMENTS]:  # in the order of the page: an ancestor comes before its descendants
        parent = element.parent
        depths[element.mem_id] = depths.get(parent.mem_id, 0) + 1 if parent is not None else 0
    deepest = max(depths.values(), default=0)
    if len(elements) > MAX_ELEMENTS or deepest > MAX_DEPTH:
        found = f"{len(elements):,} elements, {deepest:,} inside each other"
        raise MarkupError(source_uri, f"is no news page by its markup: {found}; give it a profile if it is one")


def _join(draft: Draft, more: Draft | None) -> None:
    """Put a further page's text behind the article's, without what every page of it repeats."""
    if more is not None:
        draft.lines += [line for line in more.lines if line not in draft.lines]
        draft.captions += [caption for caption in more.captions if caption not in draft.captions]
        draft.author = draft.author or more.author


def _is_short(draft: Draft) -> bool:
    return len("".join(draft.lines)) < SHORTEST


def _is_missing_page(draft: Draft, meta: Metadata) -> bool:
    """Whether a page that was served as an article says that there is none."""
    heads = " ".join(head for head in (draft.title, meta.title, meta.page_title) if head)
    return bool(_SOFT_404.search(heads)) and len("".join(draft.lines)) < 1500


def _is_html(text: str) -> bool:
    return len(list(islice(_TAGS.finditer(text, 0, 20_000), 2))) == 2


def _why_not(text: str, tree: LexborHTMLParser, source_uri: str, meta: Metadata) -> Exception:
    words = (tree.body.text(deep=True, separator=" ") if tree.body else "") or ""
    if is_bot_check(text):
        return BotCheckError(
            source_uri, "the site answered with a check for robots; it is left alone, try it in a browser"
        )
    if meta.paywalled:
        return PaywallError(source_uri, _PAYWALL)
    return NoArticleError(source_uri, f"no article is on the page ({len(words.split())} words, no running text)")


def _article(
    draft: Draft, source_uri: str, url: str | None, meta: Metadata, source: Source | None, fetched_at: datetime | None
) -> Article:
    if _is_short(draft):
        raise NoArticleError(
            source_uri, "no article is in the text: too few words are left without headlines and boxes"
        )
    zone = source.zone if source else VIETNAM
    dates = (read_date(text, zone) for text in (meta.published, draft.date))
    published = next((date for date in (believable(date, fetched_at) for date in dates) if date), None)
    url = canonical_address(draft.url or url, source)
    host = urlsplit(url).hostname if url else None
    text = "\n".join(draft.lines)
    return Article(
        source_uri=source_uri,
        text=text,
        url=url,
        publisher=source.name if source else (host.removeprefix("www.") if host else None),
        title=draft.title or meta.title,
        kicker=draft.kicker,
        author=_author(draft, _credible(author_of(meta.author), meta, host)),
        published_at=published.astimezone(zone) if published else None,
        captions=tuple(draft.captions),
        language=source.language if source else language_of(text),
    )


def _author(draft: Draft, named: str | None) -> str | None:
    """The byline on the page; as the metadata spell it where the page has it in capitals."""
    if draft.author and named and furniture.fold(draft.author) == furniture.fold(named):
        return named
    return draft.author or named


def _credible(author: str | None, meta: Metadata, host: str | None) -> str | None:
    """An author out of the metadata, unless it is the site itself."""
    if not author:
        return None
    folded = furniture.fold(author)
    bare = folded.replace(" ", "")
    is_site = bool(re.match(r"(?:bao|tap chi|cong thong tin|dai|toa soan|admin|administrator)\b", folded))
    is_site = (
        is_site or folded == furniture.fold(meta.site or "") or (host is not None and bare in host.replace("-", ""))
    )
    return None if is_site or ".vn" in author or ".com" in author else author
