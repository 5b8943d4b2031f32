"""Politeness across the whole run: one gate a host, whatever thread or source asks."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta


class Gate:
    """Lets requests to one host through: so many at a time, so far apart, and none while the host asked to wait."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.concurrency = 1
        self.closed_until: datetime | None = None
        """Aware; set where the host said when to come back."""
        self._turn = threading.Condition()
        self._busy = 0
        self._next = 0.0

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Wait for a turn, and hold a slot until the request is over."""
        with self._turn:
            while self._busy >= self.concurrency:
                self._turn.wait()
            self._busy += 1
            now = time.monotonic()
            starts = max(now, self._next)
            self._next = starts + self.delay
        try:
            time.sleep(max(0.0, starts - now))
            yield
        finally:
            with self._turn:
                self._busy -= 1
                self._turn.notify()

    def wait_also(self, seconds: float) -> None:
        """Let nothing through for so many seconds from now."""
        with self._turn:
            self._next = max(self._next, time.monotonic() + seconds)

    def close(self, now: datetime, seconds: float) -> None:
        """Keep everything back until the host may be asked again."""
        self.closed_until = now + timedelta(seconds=seconds)


class Gates:
    """The gates of a run."""

    def __init__(self) -> None:
        self._gates: dict[str, Gate] = {}
        self._lock = threading.Lock()

    def of(self, host: str, delay: float, concurrency: int) -> Gate:
        """The gate of a host, as slow as the slowest wish and as wide as the widest that was ever put to it."""
        with self._lock:
            gate = self._gates.setdefault(host, Gate())
            gate.delay = max(gate.delay, delay)
            gate.concurrency = max(gate.concurrency, concurrency)
            return gate
