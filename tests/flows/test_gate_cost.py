"""What the gate costs of a night of 500 pages; wanted: a tenth at most. `make bench` prints it."""

from pathlib import Path
from typing import Any

import pytest
from commands import PAGES, Command

from extract.sources import packaged_sources

pytestmark = pytest.mark.bench

COUNT = 500
WANTED = 0.10
FROM_DISK = 0.25
"""A run that waits for no site has nothing but reading and publishing beside the gate, whose own cost is fixed."""


def test_the_gate_costs_a_tenth_of_a_night_of_500_pages_at_most(thidua: Command, api: str, tmp_path: Path) -> None:
    for number in range(COUNT):
        page = PAGES[number % len(PAGES)].read_text(encoding="utf-8")
        # Every article another one: its own words, its own address.
        page = page.replace("</h1>", f" ({number})</h1>").replace("<p>", f"<p>Bài số {number}. ", 1)
        (tmp_path / f"bai-{number}.html").write_text(page, encoding="utf-8")
    ended = thidua("run", str(tmp_path))
    assert ended.code == 0, ended.err
    run, gate = last_run()
    delays = [source.rate.delay for source in packaged_sources().values() if source.enabled]
    # Sources are asked side by side, each page after a pause: the slowest takes its share of the pages.
    polite = COUNT / len(delays) * max(delays)
    print(
        f"\n{COUNT} pages: the gate takes {gate:.1f} s of {run:.1f} s, {gate / run:.0%}, if the pages lie on disk;"
        f" of a night that asks {len(delays)} sites politely ({polite:.0f} s), {gate / (run + polite):.1%}"
    )
    assert gate / run <= FROM_DISK
    assert gate / (run + polite) <= WANTED


def last_run() -> tuple[float, float]:
    """Return the seconds of the newest flow run, and those in which it did nothing but check and write Data Docs."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
    from prefect.client.schemas.sorting import FlowRunSort

    with get_client(sync_client=True) as client:
        run = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
        mine = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
        found: list[Any] = client.read_task_runs(flow_run_filter=mine)
    tasks = {task.name.partition(" load ")[0]: task for task in found}
    for name in ("check", "write Data Docs of", "publish"):
        print(f"\n{name}: {tasks[name].total_run_time.total_seconds():.2f} s", end="")
    after = (tasks["write Data Docs of"].end_time - tasks["publish"].end_time).total_seconds()
    return run.total_run_time.total_seconds(), tasks["check"].total_run_time.total_seconds() + max(0.0, after)
