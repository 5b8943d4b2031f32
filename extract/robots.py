"""robots.txt, by RFC 9309."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

MAX_ROBOTS = 512 * 1024
"""Bytes of a robots file that are read; RFC 9309 section 2.5 asks for at least 500 KiB."""
LONGEST_DELAY = 300.0
"""Seconds of Crawl-delay that a night's work can keep; a site that asks for more is not asked at all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an address may be fetched."""

    allowed: bool
    reason: str = ""
    reachable: bool = True
    """Whether the file could be had; if not, the next run may find it otherwise."""
    delay: float = 0.0
    """Seconds that the site asks for between requests."""


class Robots:
    """What sites' robots files say to one user agent, each asked for once a run."""

    def __init__(self, agent: str, read: Callable[[str], tuple[int | None, bytes, str]]) -> None:
        """`read` fetches an address and gives its status (None where no answer came), body and what went wrong."""
        self._agent = agent
        self._read = read
        self._known: dict[str, Protego | Verdict] = {}
        self._asking: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def judge(self, url: str) -> Verdict:
        """Say whether an address may be fetched.

        A file that is not there (4xx) forbids nothing; one that cannot be had (5xx, 429, no answer) forbids everything
        for this run.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            asking = self._asking.setdefault(site, threading.Lock())
        with asking:  # two threads that come to a site at once ask for its file once
            rules = self._known.get(site)
            if rules is None:
                rules = self._known[site] = self._ask(site)
        if isinstance(rules, Verdict):
            return rules
        delay = float(rules.crawl_delay(self._agent) or 0.0)
        if delay > LONGEST_DELAY:
            reason = f"{site}/robots.txt asks for {delay:g} seconds between requests, more than a run can keep"
            return Verdict(allowed=False, reason=reason)
        if rules.can_fetch(url, self._agent):
            return Verdict(allowed=True, delay=delay)
        return Verdict(allowed=False, reason=f"{site}/robots.txt does not allow it", delay=delay)

    def _ask(self, site: str) -> Protego | Verdict:
        status, body, message = self._read(f"{site}/robots.txt")
        if status is not None and 200 <= status < 300:
            return Protego.parse(body[:MAX_ROBOTS].decode("utf-8", errors="replace"))
        if status is not None and 400 <= status < 500 and status != 429:
            return Verdict(allowed=True)
        answer = f"answered {status}" if status else f"gave no answer ({message})"
        reason = f"{site}/robots.txt {answer}, so all counts as forbidden for now (RFC 9309)"
        return Verdict(allowed=False, reason=reason, reachable=False)
