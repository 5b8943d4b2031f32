from collections.abc import Iterator

import misbehaving
import pytest

from extract.fetch import Fetcher
from extract.sources import Rate


@pytest.fixture
def site() -> Iterator[misbehaving.Site]:
    with misbehaving.running() as running:
        yield running


def in_a_hurry(read_timeout: float, total_timeout: float) -> Fetcher:
    """A fetcher that may ask this machine."""
    return Fetcher(
        contact="https://example.org/contact",
        loopback=True,
        connect_timeout=2.0,
        read_timeout=read_timeout,
        total_timeout=total_timeout,
        tries=2,
        backoff=0.01,
        max_bytes=2_000_000,
    )


@pytest.fixture
def fetcher() -> Fetcher:
    return in_a_hurry(3.0, 5.0)


@pytest.fixture
def impatient() -> Fetcher:
    """For servers that never answer; one that works may be too slow for it on a busy machine."""
    return in_a_hurry(0.3, 0.4)


@pytest.fixture
def rate() -> Rate:
    return Rate(delay=0.0)
