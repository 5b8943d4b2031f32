"""The compiled reader is the same reader."""

import sys
from pathlib import Path

import compiled
import pytest

sys.path.insert(0, str(compiled.GOLD))
import readings


@pytest.mark.slow
def test_the_compiled_reader_reads_the_very_facts_that_the_reader_reads(tmp_path: Path) -> None:
    module, *read = compiled.run(compiled.installed(tmp_path, "0"), Path(readings.__file__)).splitlines()
    assert module.endswith(".so")
    assert read == list(readings.readings())
