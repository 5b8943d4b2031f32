import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from breaking import PAGES
from sqlalchemy import Engine

from extract.landing import Landing
from flows.stages import land_documents, read_pages
from warehouse.load import open_load, seal, stage


@pytest.fixture
def staged(engine: Engine, tmp_path: Path) -> Iterator[int]:
    """A load with the sample articles staged and sealed."""
    landing = Landing(tmp_path)
    landed = land_documents(PAGES, landing).landed
    reading = read_pages(landed, landing, logging.getLogger(__name__))
    assert not reading.refused
    with open_load(engine) as load_id:
        stage(engine, load_id, reading.pages)
        seal(engine, load_id)
        yield load_id
