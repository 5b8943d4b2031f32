from collections.abc import Iterator

import pytest
from breaking import samples_read, samples_staged
from sqlalchemy import Engine

from warehouse.records import ReadPage


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReadPage, ...]:
    """The sample articles as they were read."""
    return samples_read(tmp_path_factory.mktemp("landing"))


@pytest.fixture
def staged(engine: Engine, read: tuple[ReadPage, ...]) -> Iterator[int]:
    """A load with the sample articles staged and sealed."""
    with samples_staged(engine, read) as load_id:
        yield load_id
