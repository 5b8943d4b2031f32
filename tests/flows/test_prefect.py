"""What an operator sees of a run in Prefect."""

from typing import Any

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine
from test_run import spoil_quotes


@pytest.fixture
def last_run(api: str) -> Any:
    """Read the newest flow run, its tasks, logs and artifacts back from the server."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        ArtifactFilter,
        ArtifactFilterFlowRunId,
        FlowRunFilter,
        FlowRunFilterId,
        LogFilter,
        LogFilterFlowRunId,
    )
    from prefect.client.schemas.sorting import FlowRunSort

    def read() -> dict[str, Any]:
        with get_client(sync_client=True) as client:
            run = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
            mine = [run.id]
            only = FlowRunFilter(id=FlowRunFilterId(any_=mine))
            return {
                "run": run,
                "tasks": {task.name: task.state_name for task in client.read_task_runs(flow_run_filter=only)},
                "logs": [
                    log.message
                    for log in client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=mine)), limit=200)
                ],
                "artifacts": client.read_artifacts(
                    artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=mine))
                ),
            }

    return read


def test_a_run_shows_named_stages_logs_and_one_summary(thidua: Command, last_run: Any) -> None:
    assert thidua("run", *map(str, PAGES[:3])).code == 0
    seen = last_run()
    assert seen["run"].name.startswith("load ")
    assert seen["run"].state_name == "Completed"
    assert seen["tasks"] == {
        "land batch 1: 3 documents": "Completed",
        "read and stage batch 1: 3 pages": "Completed",
        "check load 1": "Completed",
        "publish load 1": "Completed",
    }
    assert any("load 1 published" in line for line in seen["logs"])
    (artifact,) = seen["artifacts"]
    assert artifact.key == "load-summary"
    assert "Load 1 is published" in artifact.data
    assert "| pages | 3 |" in artifact.data


def test_a_load_stopped_by_the_gate_is_failed_with_the_reason_in_its_state(
    thidua: Command, engine: Engine, last_run: Any
) -> None:
    spoil_quotes(engine)
    assert thidua("run", str(PAGES[0])).code == 1
    seen = last_run()
    assert seen["run"].state_name == "Failed"
    assert "the offsets give the quote" in seen["run"].state.message
    assert "SPOILT" in seen["artifacts"][0].data


def test_no_address_of_a_database_reaches_prefect(thidua: Command, last_run: Any, url: str) -> None:
    assert thidua("run", str(PAGES[0])).code == 0
    seen = last_run()
    assert "passfile" in url
    assert "passfile" not in repr((seen["run"].parameters, seen["logs"], seen["artifacts"]))
