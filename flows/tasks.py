"""The Prefect tasks of a load: each works on a batch, and takes and gives ids and paths, never engines or frames."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from prefect import State, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.states import Completed

from expectations.volumes import Volume
from extract.collect import Collection
from extract.discover import Candidate
from extract.landing import Landing
from extract.sources import Source
from flows.settings import load_settings
from flows.sources import collect_addresses, collect_source
from flows.stages import Batch, Lot, database, land_documents, opened, read_pages, reopen_pages
from warehouse import quarantine
from warehouse.engine import TRANSIENT_ERRORS
from warehouse.load import publish, skip, stage
from warehouse.records import FeedState, Published, Refusal
from warehouse.state import KeptPage

if TYPE_CHECKING:
    from expectations.checkpoint import AuditResult


@dataclass(frozen=True, slots=True)
class StagedBatch:
    """What became of the pages of a batch."""

    refused: tuple[Refusal, ...] = ()
    parsed: int = 0
    """Pages that gave an article."""
    telling: int = 0
    """Articles that state a fact."""


def _is_transient(_task: Any, _run: TaskRun, state: State[Any]) -> bool:  # noqa: ANN401
    """Retry what a lost connection broke, and nothing else: the rest would break again."""
    return isinstance(state.result(raise_on_failure=False), TRANSIENT_ERRORS)


_RETRIED: dict[str, Any] = {"retries": 3, "retry_delay_seconds": [1, 5, 20], "retry_condition_fn": _is_transient}


@task(task_run_name="land batch {number}: {count} documents")
def land(documents: Lot, number: int, count: int) -> Batch:
    """Write the raw bytes of saved documents to landing."""
    del number, count
    return land_documents(documents, Landing(load_settings().landing))


@task(task_run_name="reopen batch {number}: {count} pages")
def reopen(kept: tuple[KeptPage, ...], number: int, count: int) -> Batch:
    """Find pages in landing again."""
    del number, count
    return reopen_pages(kept, Landing(load_settings().landing))


@task(task_run_name="collect {name}")
def collect(source: Source, name: str, given: tuple[Candidate, ...] | None = None) -> Collection | State[Any]:
    """Fetch and land what is new of one source, or of the articles given; the state says how the source answered."""
    found = collect_source(source, load_settings(), given)
    for warning in found.warnings:
        get_run_logger().warning("source=%s %s", name, warning)
    if found.broken:
        return Completed(name="Down", message=f"{name} could not be asked: {found.feeds[0].message}", data=found)
    return found


@task(task_run_name="fetch {count} addresses")
def fetch(addresses: tuple[str, ...], count: int) -> Collection:
    """Fetch and land single pages of the web."""
    del count
    return collect_addresses(addresses, load_settings())


@task(task_run_name="read and stage batch {number}: {count} pages", **_RETRIED)
def read_and_stage(batch: Batch, load_id: int, number: int, count: int) -> StagedBatch:
    """Parse landed pages, read their facts and copy them to staging; what gives no article goes to quarantine."""
    del count
    settings, logger = load_settings(), get_run_logger()
    reading = read_pages(batch.landed, Landing(settings.landing), logger)
    refused = (*batch.refused, *reading.refused)
    with opened() as engine:
        staged = stage(engine, load_id, reading.pages)
        quarantine.put(engine, refused, load_id)
        skip(engine, load_id, batch.skipped)
    figures = " ".join(f"{name}={count}" for name, count in asdict(staged).items())
    logger.info("load_id=%d batch=%d staged %s quarantined=%d", load_id, number, figures, len(refused))
    return StagedBatch(refused, len(reading.pages), sum(len(page.facts) > 0 for page in reading.pages))


@task(task_run_name="land, read and stage batch {number}: {count} documents", **_RETRIED)
def land_and_stage(documents: Lot, load_id: int, number: int, count: int) -> tuple[Batch, StagedBatch]:
    """Land, read and stage a lot of an archive where the task runs: the pages themselves cross no border."""
    batch = land_documents(documents, Landing(load_settings().landing))
    return batch, read_and_stage.fn(batch, load_id, number, count)


@task(task_run_name="check load {load_id}", **_RETRIED)
def check(load_id: int, met: int, volumes: Sequence[Volume]) -> tuple["AuditResult", Callable[[], None]]:
    """Hold the staged rows against the expectations; give the verdict, and what writes its Data Docs."""
    # Great Expectations takes seconds to import, which pass while Prefect's server starts.
    from expectations.checkpoint import examine
    from expectations.suites import load_suites

    settings = load_settings()
    with database(settings) as url:
        return examine(url, load_suites(load_id, met, volumes), settings.docs, f"load-{load_id}")


@task(task_run_name="write Data Docs of load {load_id}", cache_policy=NO_CACHE)
def document(load_id: int, write: Callable[[], None]) -> None:
    """Write the Data Docs of a check: beside the publish, which waits for PostgreSQL most of its time."""
    del load_id
    write()


@task(task_run_name="publish load {load_id}", **_RETRIED)
def publish_load(load_id: int, feed_states: tuple[FeedState, ...], recount: bool = False) -> Published:
    """Bring the staged rows into the mart in one transaction; `recount` counts its sums anew."""
    with opened() as engine:
        return publish(engine, load_id, feed_states=feed_states, recount=recount)
