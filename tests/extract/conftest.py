from collections.abc import Iterator

import misbehaving
import pytest

from extract.fetch import Fetcher
from extract.sources import Rate


@pytest.fixture
def site() -> Iterator[misbehaving.Site]:
    with misbehaving.running() as running:
        yield running


@pytest.fixture
def fetcher() -> Fetcher:
    """A fetcher that may ask this machine."""
    return Fetcher(contact="https://example.org/contact", loopback=True, tries=2, backoff=0.01, max_bytes=2_000_000)


@pytest.fixture
def rate() -> Rate:
    return Rate(delay=0.0)
