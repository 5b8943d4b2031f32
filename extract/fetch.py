"""Fetching: one polite, bounded, guarded way out to the web."""

import random
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import requests
import urllib3.exceptions as transport

from extract.archive import MAX_PAYLOAD
from extract.botcheck import is_bot_check
from extract.decompress import BodyError, TooLongError, read_body
from extract.guard import CertificateError, GuardedAdapter, Line, RefusedAddressError
from extract.outcome import TRANSIENT, Fetched, Outcome
from extract.robots import MAX_ROBOTS, Robots
from extract.sources import Rate
from extract.throttle import Gates

MAX_HOPS = 5
"""Redirects that are followed; RFC 9309 asks for as many."""
LONGEST_WAIT = 30.0
"""Seconds that a Retry-After may ask for within a run; with more, the host is left alone until then."""
ROBOTS_AGENT = "thidua"


_TYPES = {
    "page": ("html", "text/plain"),
    "feed": ("xml", "rss", "atom", "html", "text/plain", "json"),
    "sitemap": ("xml", "text/plain", "gzip", "octet-stream", "html"),
}


class Fetcher:
    """Fetches addresses for a whole run; safe to share between threads."""

    def __init__(
        self,
        *,
        contact: str,
        loopback: bool = False,
        connect_timeout: float = 10.0,
        read_timeout: float = 20.0,
        total_timeout: float = 60.0,
        tries: int = 3,
        backoff: float = 1.0,
        max_bytes: int = MAX_PAYLOAD,
        authorities: str | None = None,
    ) -> None:
        """Set the bounds of every request.

        Args:
            contact: address of a page or mailbox where whoever runs this can be reached; part of the user agent.
            loopback: whether this machine itself may be asked; only the demo and tests do.
            connect_timeout: seconds.
            read_timeout: seconds of silence.
            total_timeout: seconds from the request to the last byte.
            tries: most requests for one address.
            backoff: seconds before the second try, doubled for each further one, with jitter.
            max_bytes: of a body, on the wire and decompressed.
            authorities: file of the certificates to trust; those that come with requests if not given.
        """
        self.agent = f"{ROBOTS_AGENT}/0.1 (+{contact})"
        self._loopback = loopback
        self._timeouts = (connect_timeout, read_timeout)
        self._total = total_timeout
        self._tries = tries
        self._backoff = backoff
        self._max_bytes = max_bytes
        self._authorities = authorities
        self._gates = Gates()
        self._robots = Robots(ROBOTS_AGENT, self._read_robots)
        self._idle: dict[str, deque[tuple[Line, requests.Session]]] = {}
        self._lock = threading.Lock()

    def get(
        self,
        url: str,
        rate: Rate,
        *,
        kind: str = "page",
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Fetched:
        """Fetch one address, politely and within bounds.

        Args:
            url: absolute.
            rate: how hard its source may be asked.
            kind: `page`, `feed` or `sitemap`: which content types are taken.
            etag: of the copy at hand, for a conditional request.
            last_modified: of the copy at hand, likewise.

        Returns:
            The body or the class of failure; never raises for what a server or an address does.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        current, seen = url, {url}
        for _ in range(MAX_HOPS + 1):
            try:
                verdict = None if self._refusal(current) else self._robots.judge(current)
            except RefusedAddressError as error:
                return _failed(url, Outcome.REFUSED_ADDRESS, str(error), final_url=current)
            except CertificateError as error:
                return _failed(url, Outcome.CERTIFICATE, str(error), final_url=current)
            if verdict and not verdict.allowed:
                outcome = Outcome.ROBOTS if verdict.reachable else Outcome.ROBOTS_UNREACHABLE
                return _failed(url, outcome, verdict.reason, final_url=current)
            wanted = rate.model_copy(update={"delay": max(rate.delay, verdict.delay if verdict else 0.0)})
            answer = self._get_patiently(current, wanted, kind, headers, self._max_bytes)
            target = answer.header("Location") if answer.status in (301, 302, 303, 307, 308) else None
            if not target:
                return _settled(url, answer)
            current = urljoin(current, target)
            if current in seen:
                return _failed(url, Outcome.REDIRECT_LOOP, f"redirects in a circle by {current}", final_url=current)
            seen.add(current)
        return _failed(url, Outcome.REDIRECT_LOOP, f"redirects more than {MAX_HOPS} times", final_url=current)

    def _read_robots(self, url: str) -> tuple[int | None, bytes, str]:
        current = url
        for _ in range(MAX_HOPS + 1):
            answer = self._get_patiently(current, Rate(delay=0.0), "robots", {}, MAX_ROBOTS)
            if answer.status in (301, 302, 303, 307, 308) and answer.header("Location"):
                current = urljoin(current, answer.header("Location") or "")
                continue
            if answer.outcome is Outcome.REFUSED_ADDRESS:
                raise RefusedAddressError(answer.message)
            if answer.outcome is Outcome.CERTIFICATE:
                raise CertificateError(answer.message)
            return answer.status, answer.payload, answer.message
        return 404, b"", ""  # RFC 9309 2.3.1.2: too many redirects count as a file that is not there

    def _refusal(self, url: str) -> str | None:
        try:
            parts = urlsplit(url)
        except ValueError as error:
            return f"{url} is no address of the web ({error})"
        if parts.scheme not in ("http", "https"):
            return f"{url} is no address of the web (only http and https are fetched)"
        if not parts.hostname or parts.username is not None:
            return f"{url} names no host, or carries a password"
        return None

    def _get_patiently(self, url: str, rate: Rate, kind: str, headers: dict[str, str], limit: int) -> Fetched:
        """One hop, tried again where that may help."""
        answer = _failed(url, Outcome.REFUSED_ADDRESS, "")
        for attempt in range(1, self._tries + 1):
            refusal = self._refusal(url)
            if refusal:
                return _failed(url, Outcome.REFUSED_ADDRESS, refusal)
            host = urlsplit(url).hostname or ""
            gate = self._gates.of(host, rate.delay, rate.concurrency)
            now = datetime.now(UTC)
            if gate.closed_until and now < gate.closed_until:
                return _failed(
                    url, Outcome.RATE_LIMITED, f"{host} asked to be left alone until {gate.closed_until:%H:%M:%S} UTC"
                )
            with gate.passing():
                answer = replace(self._get_once(url, kind, headers, limit), tries=attempt)
            if answer.outcome not in TRANSIENT:
                return answer
            if answer.retry_after is not None and answer.retry_after > LONGEST_WAIT:
                gate.close(now, answer.retry_after)
                return answer
            if attempt < self._tries:
                pause = self._backoff * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311
                gate.wait_also(max(pause, answer.retry_after or 0.0))
        return answer

    def _get_once(self, url: str, kind: str, headers: dict[str, str], limit: int) -> Fetched:
        with self._session(urlsplit(url).netloc) as (line, session):
            late = threading.Event()

            def cut() -> None:
                late.set()
                line.cut()

            deadline = threading.Timer(self._total, cut)
            deadline.daemon = True
            deadline.start()
            try:
                answer = _request(session, url, kind, headers, self._timeouts, limit)
            except RefusedAddressError as error:
                return _failed(url, Outcome.REFUSED_ADDRESS, str(error))
            except (requests.Timeout, transport.TimeoutError) as error:
                return _failed(url, Outcome.TIMEOUT, f"no answer in time: {error}")
            except (requests.RequestException, transport.HTTPError, OSError, UnicodeError, ValueError) as error:
                answer = _failed(url, _class_of(error), f"{type(error).__name__}: {error}")
            finally:
                deadline.cancel()
            if late.is_set():  # a connection cut in the middle may look like an answer that has ended
                return _failed(url, Outcome.TIMEOUT, f"not done after {self._total:g} seconds")
            return answer

    @contextmanager
    def _session(self, host: str) -> Iterator[tuple[Line, requests.Session]]:
        """A session of the host that no other thread uses meanwhile."""
        with self._lock:
            idle = self._idle.setdefault(host, deque())
            pair = idle.popleft() if idle else None
        if pair is None:
            line = Line(loopback=self._loopback)
            session = requests.Session()
            session.trust_env = False  # a proxy from the environment would take the guard's place
            session.verify = self._authorities or True
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            session.headers = requests.structures.CaseInsensitiveDict(
                {
                    "User-Agent": self.agent,
                    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                    "Accept-Language": "vi,en;q=0.3",
                    "Accept-Encoding": "gzip, deflate",
                }
            )
            for scheme in ("http://", "https://"):
                session.mount(scheme, GuardedAdapter(line))
            pair = (line, session)
        try:
            yield pair
        finally:
            with self._lock:
                self._idle[host].append(pair)


def _request(
    session: requests.Session,
    url: str,
    kind: str,
    headers: dict[str, str],
    timeouts: tuple[float, float],
    limit: int,
) -> Fetched:
    moment = datetime.now(UTC)
    with session.get(url, headers=headers, timeout=timeouts, stream=True, allow_redirects=False) as response:
        status = response.status_code
        answer = Fetched(
            url=url,
            outcome=_class_of_status(status),
            message=f"answered {status}",
            final_url=url,
            status=status,
            headers=tuple((name, value) for name, value in response.raw.headers.items()),
            fetched_at=moment,
            retry_after=_retry_after(response.headers.get("Retry-After"), moment),
        )
        if status == 204 or 300 <= status < 400:
            return answer
        if status == 200 and kind in _TYPES:
            declared = response.headers.get("Content-Type", "").lower()
            if declared and not any(word in declared for word in _TYPES[kind]):
                return replace(answer, outcome=Outcome.WRONG_TYPE, message=f"is {declared}, not a {kind}")
        length = response.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > limit and kind != "robots":
            return replace(answer, outcome=Outcome.TOO_LARGE, message=f"is {int(length):,} bytes long, over {limit:,}")
        return _with_body(answer, response, kind, limit if status == 200 else min(limit, 256 * 1024))


def _with_body(answer: Fetched, response: requests.Response, kind: str, limit: int) -> Fetched:
    chunks = response.raw.stream(64 * 1024, decode_content=False)
    try:
        if kind == "robots":
            body = b""
            for chunk in chunks:
                body += chunk
                if len(body) >= limit:  # the rest of an overlong robots file is not read
                    break
            encoding = response.headers.get("Content-Encoding", "")
            body = read_body([body], encoding, 64 * limit) if encoding else body
        else:
            body = read_body(chunks, response.headers.get("Content-Encoding", ""), limit)
    except TooLongError as error:
        return answer if answer.status != 200 else replace(answer, outcome=Outcome.TOO_LARGE, message=str(error))
    except BodyError as error:
        return answer if answer.status != 200 else replace(answer, outcome=Outcome.INCOMPLETE, message=str(error))
    if (
        kind != "robots"
        and answer.status in (200, 403, 429, 503)
        and is_bot_check(body.decode("utf-8", errors="replace"))
    ):
        message = "the site answered with a check for robots; it is left alone"
        return replace(answer, outcome=Outcome.BOT_CHECK, message=message)
    return replace(answer, payload=body) if answer.status and 200 <= answer.status < 300 else answer


def _settled(url: str, answer: Fetched) -> Fetched:
    """The answer of the last hop as the answer for the address asked for."""
    fronts = ("", "/")
    if answer.ok and urlsplit(answer.final_url).path in fronts and urlsplit(url).path not in fronts:
        return replace(
            answer, url=url, outcome=Outcome.GONE, message=f"leads to the front page {answer.final_url}", payload=b""
        )
    return replace(answer, url=url)


def _failed(url: str, outcome: Outcome, message: str, *, final_url: str = "") -> Fetched:
    return Fetched(url=url, outcome=outcome, message=message, final_url=final_url or url, fetched_at=datetime.now(UTC))


def _class_of_status(status: int) -> Outcome:
    if status in (404, 410):
        return Outcome.GONE
    if status in (401, 402, 403, 451):
        return Outcome.FORBIDDEN
    if status == 429:
        return Outcome.RATE_LIMITED
    if status == 304:
        return Outcome.NOT_MODIFIED
    if 200 <= status < 300:
        return Outcome.FETCHED
    return Outcome.SERVER_ERROR if status >= 500 else Outcome.CLIENT_ERROR


def _class_of(error: Exception) -> Outcome:
    if isinstance(error, ValueError):  # requests' errors of unusable addresses are ValueErrors too
        return Outcome.REFUSED_ADDRESS
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Outcome.CERTIFICATE
    broken = (requests.exceptions.ChunkedEncodingError, transport.IncompleteRead, transport.InvalidChunkLength)
    if isinstance(error, broken) or "IncompleteRead" in str(error):
        return Outcome.INCOMPLETE
    return Outcome.CONNECTION


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or the time until a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
