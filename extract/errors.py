"""What can go wrong between an address and an article, each with a reason code for quarantine and the report."""


class ExtractError(Exception):
    """Something the reader has to put right: the message says what happened, to what, and what to do."""


class NothingFoundError(ExtractError):
    """The paths given hold no document to read."""


class SourceError(ExtractError):
    """A source profile that cannot be used; the message names the file, the key and the line."""


class PageError(ExtractError):
    """A page that yields no article. `reason` is its code in quarantine, stable across versions."""

    reason = "unreadable"

    def __init__(self, source_uri: str, message: str) -> None:
        super().__init__(f"{source_uri}: {message}")
        self.source_uri = source_uri


class EmptyPageError(PageError):
    reason = "empty"


class NotHtmlError(PageError):
    """Bytes that are neither a web page nor text: an image, a PDF, an archive."""

    reason = "not_html"


class TooLargeError(PageError):
    """More bytes than any news page has."""

    reason = "too_large"


class MarkupError(PageError):
    """Markup that no news page has: hundreds of thousands of elements, or thousands inside each other."""

    reason = "markup"


class UndecodableError(PageError):
    """Text whose encoding cannot be told."""

    reason = "undecodable"


class NoArticleError(PageError):
    """A web page without an article: a section front, an error page, a soft 404."""

    reason = "no_article"


class BotCheckError(PageError):
    """The site answered with a check for robots instead of the page."""

    reason = "bot_check"


class PaywallError(PageError):
    """The site keeps the article for subscribers."""

    reason = "paywall"
