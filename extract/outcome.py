"""What can come of an address."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """The class of what came of an address."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not_modified"
    GONE = "gone"
    """404 or 410, or a redirect of an article to the front page."""
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    """No connection, or one that broke: DNS, refusal, reset."""
    CERTIFICATE = "certificate"
    """The host cannot prove by its certificate that it is the one asked for."""
    INCOMPLETE = "incomplete"
    """A body shorter than declared, cut off or corrupt."""
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    REDIRECT_LOOP = "redirect_loop"
    REFUSED_ADDRESS = "refused_address"
    """Leads inside, or to another scheme."""
    ROBOTS = "robots_disallowed"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    """The robots file cannot be had, so that for now everything counts as forbidden."""
    BOT_CHECK = "bot_check"


TRANSIENT = frozenset(
    {
        Outcome.SERVER_ERROR,
        Outcome.TIMEOUT,
        Outcome.CONNECTION,
        Outcome.INCOMPLETE,
        Outcome.RATE_LIMITED,
        Outcome.ROBOTS_UNREACHABLE,
    }
)
"""Outcomes that another try may change."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of an address. Nothing is raised for what a server does: every way to fail is an outcome."""

    url: str
    outcome: Outcome
    fetched_at: datetime
    """Aware, UTC."""
    message: str = ""
    """For the reader: what happened."""
    final_url: str = ""
    """After redirects."""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    payload: bytes = b""
    """The body, decompressed; only with `FETCHED`."""
    tries: int = 1
    retry_after: float | None = None
    """Seconds after which the host said to come back."""

    @property
    def ok(self) -> bool:
        """Whether there is a body to land."""
        return self.outcome is Outcome.FETCHED

    def header(self, name: str) -> str | None:
        """The value of a header, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)
