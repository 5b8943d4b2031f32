"""The bar of a run counts what its total counts: sources where sources are asked, documents where files are read."""

from pathlib import Path

import pytest
from commands import PAGES, Command

from flows import progress
from flows.demo import sample_site

pytestmark = pytest.mark.slow


class Recorder:
    """Adds up what a run says of its stages."""

    def __init__(self) -> None:
        self.stages: list[tuple[int | None, int]] = []

    def begin(self, stage: str, total: int | None = None) -> None:
        del stage
        self.stages.append((total, 0))

    def advance(self, count: int = 1) -> None:
        total, done = self.stages[-1]
        self.stages[-1] = (total, done + count)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    found = Recorder()
    monkeypatch.setattr(progress, "current", lambda: found)
    return found


def test_sources_are_counted_once_each(thidua: Command, recorder: Recorder) -> None:
    from flows.loading import nightly

    with sample_site() as site:
        nightly(sources=["demo", "laodongthudo.vn"], site=site)
    assert recorder.stages[0] == (2, 2)


def test_documents_are_counted_once_each(thidua: Command, recorder: Recorder, tmp_path: Path) -> None:
    from flows.loading import load_saved, replay

    for page in PAGES[:3]:
        (tmp_path / page.name).write_bytes(page.read_bytes())
    (tmp_path / "empty.html").write_bytes(b"")
    load_saved([str(tmp_path)])
    assert recorder.stages[0] == (4, 4)
    recorder.stages.clear()
    replay()
    assert recorder.stages[0] == (3, 3)
