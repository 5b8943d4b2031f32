"""Where the tasks of a big backfill run: in this process, or on a Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.errors import NoDaskError

LOCAL = "local"
"""Asks for a cluster of this machine's own processors, for the time of the run."""


@contextmanager
def task_runner(dask: str | None) -> Iterator[TaskRunner[Any]]:
    """Give a started task runner.

    Args:
        dask: address of a Dask scheduler (`tcp://host:8786`), or `LOCAL`; None runs one task at a time in this process.

    Raises:
        NoDaskError: Dask is not installed.
    """
    runner: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=1)
    if dask:
        try:
            from prefect_dask.task_runners import DaskTaskRunner
        except ImportError as error:
            raise NoDaskError(
                "Dask is not installed; `pip install -c requirements.txt -e '.[dask]'` brings it."
            ) from error
        # Threads would share one interpreter, and reading is work for the processor.
        own = {"threads_per_worker": 1, "dashboard_address": None}
        runner = DaskTaskRunner(cluster_kwargs=own) if dask == LOCAL else DaskTaskRunner(address=dask)
    with runner:
        yield runner
