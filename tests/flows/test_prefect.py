"""What an operator sees of a run in Prefect."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from commands import PAGES, Command, Ended, until
from sqlalchemy import Engine
from test_run import spoil_quotes

from flows.demo import sample_site
from warehouse.query import run_sql

TAKES_LONG = {"progress"}
"""Keys of the artifacts of runs that take seconds, as they all do on a busy machine."""


@pytest.fixture
def last_run(api: str) -> Any:
    """Read the newest flow run, its tasks once so many have ended, logs and artifacts back from the server."""
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

    def read(tasks: int = 1) -> dict[str, Any]:
        with get_client(sync_client=True) as client:
            run = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
            mine = [run.id]
            only = FlowRunFilter(id=FlowRunFilterId(any_=mine))

            def ended() -> list[Any]:
                # The server takes in what it is told of tasks in its own time.
                found = client.read_task_runs(flow_run_filter=only)
                return found if sum(task.state.is_final() for task in found) >= tasks else []

            found = until(ended)
            return {
                "run": run,
                "tasks": {task.name: task.state_name for task in found},
                "tags of tasks": {tag for task in found for tag in task.tags},
                "logs": [
                    log.message
                    for log in client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=mine)), limit=200)
                ],
                "artifacts": client.read_artifacts(
                    artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=mine))
                ),
            }

    return read


def test_a_run_shows_named_stages_logs_one_summary_and_the_way_to_its_pages_but_no_address_of_the_database(
    thidua: Command, last_run: Any, engine: Engine, url: str
) -> None:
    assert thidua("run", *map(str, PAGES[:3])).code == 0
    seen = last_run(tasks=4)
    assert seen["run"].name.startswith("load ")
    assert seen["run"].state_name == "Completed"
    assert seen["tasks"] == {
        "land batch 1: 3 documents": "Completed",
        "read and stage batch 1: 3 pages": "Completed",
        "check load 1": "Completed",
        "write Data Docs of load 1": "Completed",
        "publish load 1": "Completed",
    }
    assert any(line.startswith("load_id=1 ") and "published" in line for line in seen["logs"])
    assert any(line.startswith("load_id=1 batch=1 staged document=3 ") for line in seen["logs"])
    assert seen["run"].state.message == "Load 1 is published. 3 new"
    assert set(seen["run"].tags) == {"thidua", "load-1"}
    assert not seen["tags of tasks"], "for each tag of a task the server is asked for its limit, at seconds each"
    artifacts = {artifact.key: artifact.data for artifact in seen["artifacts"]}
    assert set(artifacts) - TAKES_LONG == {"load-summary", "quality", "facts-by-kind", "notable-facts"}
    assert "Load 1 is published" in artifacts["load-summary"]
    assert "| pages | 3 |" in artifacts["load-summary"]

    # The notable facts and the verdict lead to their pages.
    links = re.findall(r"\]\(([^)]+)\)", artifacts["notable-facts"] + artifacts["quality"])
    assert len(links) == 3
    pages = [Path(unquote(urlsplit(link).path)) for link in links]
    assert all(page.is_file() for page in pages)
    told = {
        quote for (quote,) in run_sql(engine, "SELECT quote FROM mart.awards UNION SELECT quote FROM mart.results").rows
    }
    shown = re.findall(r"````text\n(.*?)\n````", artifacts["notable-facts"], re.DOTALL)
    assert len(shown) == 2
    assert set(shown) <= told

    assert "passfile" in url
    assert "passfile" not in repr((seen["run"].parameters, seen["logs"], seen["artifacts"]))


@pytest.mark.slow
def test_a_night_shows_the_way_of_each_source_and_itself_beside_the_nights_before(
    thidua: Command, last_run: Any
) -> None:
    from flows.loading import nightly

    with sample_site() as site:
        report = [nightly(sources=["demo", "laodongthudo.vn"], site=site) for _ in range(2)][-1]
    seen = last_run(tasks=4)
    assert seen["run"].state.message.endswith("could not be asked: laodongthudo.vn")
    assert seen["tasks"]["collect laodongthudo.vn"] == "Down"
    tables = {artifact.key: json.loads(artifact.data) for artifact in seen["artifacts"] if artifact.type == "table"}
    assert tables["funnel"] == report.funnel_rows()
    first, _ = (json.loads(artifact.data) for artifact in all_artifacts("funnel"))
    assert first[:1] == [
        {
            "source": "demo", "listed": 16, "known": 0, "fetched": 16, "failed": 0, "left": 0,
            "parsed": 16, "with facts": 14, "quarantined": 0, "new": 16,
        }
    ]  # fmt: skip
    articles = next(row for row in tables["facts-by-kind"] if row["kind"] == "articles")
    assert (articles["this load"], articles["median of last nights"]) == (0, len(PAGES))


def all_artifacts(key: str) -> list[Any]:
    """Return the last two artifacts of a key, the older first."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
    from prefect.client.schemas.sorting import ArtifactSort

    with get_client(sync_client=True) as client:
        only = ArtifactFilter(key=ArtifactFilterKey(any_=[key]))
        return client.read_artifacts(artifact_filter=only, sort=ArtifactSort.CREATED_DESC, limit=2)[::-1]


def test_a_load_stopped_by_the_gate_is_failed_with_the_reason_in_its_state(
    thidua: Command, engine: Engine, last_run: Any
) -> None:
    spoil_quotes(engine)
    assert thidua("run", str(PAGES[0])).code == 1
    seen = last_run()
    assert seen["run"].state_name == "Failed"
    assert "the offsets give the quote" in seen["run"].state.message
    artifacts = {artifact.key: artifact.data for artifact in seen["artifacts"]}
    assert set(artifacts) - TAKES_LONG == {"load-summary", "quality"}
    assert "SPOILT" in artifacts["load-summary"]
    assert "SPOILT" in artifacts["quality"]


def test_a_long_run_shows_its_progress(thidua: Command, last_run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.progress_artifact.SHOWN_AFTER_SECONDS", 0.0)
    monkeypatch.setattr("flows.progress_artifact.EVERY_SECONDS", 0.0)
    monkeypatch.setattr("flows.stages.PAGES_PER_BATCH", 1)
    assert thidua("run", *map(str, PAGES[:2])).code == 0
    (progress,) = (artifact for artifact in last_run()["artifacts"] if artifact.type == "progress")
    assert (progress.data, progress.description) == (100.0, "reading: 2 of 2")


Answer = Callable[[Callable[[], Any]], Any]
"""What becomes of telling Prefect the end of a run, given how it is told."""


@pytest.fixture
def at_the_end(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], None]:
    """Have something happen whenever a run tells Prefect that it has ended."""
    from prefect.client.orchestration import SyncPrefectClient

    ask = SyncPrefectClient.request

    def set_up(answer: Answer) -> None:
        def asked(client: Any, method: str, path: str, *given: Any, **more: Any) -> Any:
            def once() -> Any:
                return ask(client, method, path, *given, **more)

            ends = path.endswith("/set_state") and more["json"]["state"]["type"] in ("COMPLETED", "FAILED")
            return answer(once) if ends else once()

        monkeypatch.setattr(SyncPrefectClient, "request", asked)

    return set_up


def twice(tell: Callable[[], Any]) -> Any:
    """Tell it again, as the client does when the first answer does not come in time: the server refuses the second."""
    tell()
    return tell()


def in_vain(tell: Callable[[], Any]) -> Any:
    """Do not reach the server."""
    del tell
    raise httpx.ReadTimeout("timed out")


@pytest.mark.parametrize(("answer", "why"), [(twice, "MissingResult"), (in_vain, "ReadTimeout")])
def test_a_published_load_is_published_whatever_prefect_makes_of_its_end(
    answer: Answer, why: str, thidua: Command, engine: Engine, at_the_end: Callable[[Answer], None]
) -> None:
    at_the_end(answer)
    ended = thidua("run", str(PAGES[0]))
    assert (ended.code, ended.err.count("Prefect may not show how this run ended")) == (0, 1)
    assert why in ended.err
    assert_published(ended, engine)


def test_a_load_that_was_stopped_is_stopped_whatever_prefect_makes_of_its_end(
    thidua: Command, engine: Engine, at_the_end: Callable[[Answer], None]
) -> None:
    at_the_end(twice)
    spoil_quotes(engine)
    ended = thidua("run", str(PAGES[0]))
    assert ended.code == 1
    assert "the offsets give the quote" in ended.err
    assert "Traceback" not in ended.err


def test_a_published_load_is_published_though_prefect_takes_no_artifact_of_it(
    thidua: Command, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise httpx.ReadTimeout("timed out")

    monkeypatch.setattr("flows.artifacts.create_markdown_artifact", refuse)
    ended = thidua("run", str(PAGES[0]))
    assert ended.code == 0
    assert "Prefect does not show the whole of load 1 (ReadTimeout: timed out)" in ended.err
    assert_published(ended, engine)


def assert_published(ended: Ended, engine: Engine) -> None:
    assert "Load 1 is published" in ended.out
    assert "Traceback" not in ended.err
    assert run_sql(engine, "SELECT count(*) FROM mart.articles").rows == [(1,)]
    assert run_sql(engine, "SELECT status FROM ops.run").rows == [("succeeded",)]
