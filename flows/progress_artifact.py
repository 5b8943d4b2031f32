"""The progress of a long run in Prefect's UI."""

import time
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

SHOWN_AFTER_SECONDS = 2.0
"""A run that is done before needs no bar."""
EVERY_SECONDS = 2.0


class ProgressArtifact:
    """Watches a flow run and keeps its progress artifact up to date, in per cent of each stage whose size is known."""

    def __init__(self) -> None:
        self._stage, self._total, self._done = "", 0, 0
        self._next = 0.0
        self._artifact: UUID | None = None

    def begin(self, stage: str, total: int | None = None) -> None:
        self._stage, self._total, self._done = stage, total or 0, 0
        self._next = time.monotonic() + SHOWN_AFTER_SECONDS
        self._artifact = None

    def advance(self, count: int = 1) -> None:
        self._done += count
        finished = self._done >= self._total
        if not self._total or not (time.monotonic() >= self._next or (finished and self._artifact)):
            return
        self._next = time.monotonic() + EVERY_SECONDS
        share = min(100.0, 100 * self._done / self._total)
        words = f"{self._stage}: {self._done} of {self._total}"
        if self._artifact is None:
            created = create_progress_artifact(progress=share, key="progress", description=words)
            self._artifact = created if isinstance(created, UUID) else None
        else:
            update_progress_artifact(self._artifact, progress=share, description=words)
