"""What a person watches while a run works: a bar on a terminal, one plain line a stage elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn


class Watcher(Protocol):
    """Told of each stage of a run as it goes."""

    def begin(self, stage: str, total: int | None = None) -> None:
        """A stage begins; `total` is the number of its pages, documents or sources, if known."""

    def advance(self, count: int = 1) -> None:
        """So many more of them are done."""


class Silent:
    """Watches nothing: runs that a server starts show their progress there."""

    def begin(self, stage: str, total: int | None = None) -> None:
        pass

    def advance(self, count: int = 1) -> None:
        pass


watcher: ContextVar[Watcher] = ContextVar("watcher")
"""Who watches the present run. It is no parameter of the flow, because parameters travel to the Prefect server."""


def current() -> Watcher:
    """Return who watches the present run; nobody, if nobody asked to."""
    return watcher.get(Silent())


class _Both:
    def __init__(self, first: Watcher, second: Watcher) -> None:
        self._watchers = (first, second)

    def begin(self, stage: str, total: int | None = None) -> None:
        for each in self._watchers:
            each.begin(stage, total)

    def advance(self, count: int = 1) -> None:
        for each in self._watchers:
            each.advance(count)


@contextmanager
def beside(further: Watcher) -> Iterator[Watcher]:
    """Tell a further watcher too of the run inside the block."""
    yield from _watched(_Both(current(), further))


class _Bars:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, stage: str, total: int | None = None) -> None:
        self._finish()
        self._task = self._progress.add_task(stage, total=total)

    def advance(self, count: int = 1) -> None:
        if self._task is not None:
            self._progress.advance(self._task, count)

    def _finish(self) -> None:
        if self._task is not None and self._progress.tasks[self._task].total is None:
            self._progress.update(self._task, total=1, completed=1)


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = time.monotonic()

    def begin(self, stage: str, total: int | None = None) -> None:
        size = "" if total is None else f" ({total})"
        self._console.print(f"{time.monotonic() - self._started:5.1f} s  {stage}{size}", highlight=False)

    def advance(self, count: int = 1) -> None:
        pass


@contextmanager
def watching(console: Console) -> Iterator[Watcher]:
    """Show the progress of the runs inside the block on `console`: bars on a terminal, plain lines elsewhere."""
    if not console.is_terminal:
        yield from _watched(_Lines(console))
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield from _watched(_Bars(progress))


def _watched(instance: Watcher) -> Iterator[Watcher]:
    token = watcher.set(instance)
    try:
        yield instance
    finally:
        watcher.reset(token)
