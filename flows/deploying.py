"""The deployments on this machine's Prefect server: registered, repaired after a crash, caught up, and run."""

import asyncio
import signal
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, State, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.catalog import DEPLOYMENTS, TAG, TIMEZONE, Deployed
from flows.stages import upgraded
from warehouse.runs import last_night

NIGHT_HOUR = 2
"""Hour of `TIMEZONE` at which the deployment `nightly` is due."""


class _Runner(Runner):
    """A runner that stops its flow runs and then itself when it is told to end."""

    def handle_sigterm(self, *_: Any) -> None:  # noqa: ANN401
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(lambda: loop.create_task(self.astop()))


def serve_deployments() -> None:
    """Register the deployments and run what is due, until SIGTERM or Ctrl+C."""
    asyncio.run(_serve())


async def _serve() -> None:
    runner = _Runner(name="thidua", pause_on_shutdown=False)
    # asyncio would cancel whatever the runner is about; it is to stop its flow runs first.
    signal.signal(signal.SIGINT, runner.handle_sigterm)
    ids = {each.name: await runner.aadd_deployment(await _deployment(each)) for each in DEPLOYMENTS}
    async with get_client() as client:
        await _close_what_died(client, list(ids.values()))
        await catch_up(client, ids["nightly"], missed_night(datetime.now(ZoneInfo(TIMEZONE)), _last_night()))
    await runner.start()


async def _deployment(deployed: Deployed) -> RunnerDeployment:
    made: RunnerDeployment = await deployed.flow.ato_deployment(
        deployed.name,
        description=deployed.description,
        schedule=Cron(deployed.cron, timezone=TIMEZONE) if deployed.cron else None,
        tags=[TAG, deployed.name],
        # Two runs of one deployment never overlap: the second one is cancelled.
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return made


async def _close_what_died(client: PrefectClient, deployments: list[UUID]) -> None:
    """Mark what ran when the service was killed as crashed, and give its place back: nobody else runs these."""
    running = FlowRunFilterState(
        type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING, StateType.CANCELLING])
    )
    ours = DeploymentFilter(id=DeploymentFilterId(any_=deployments))
    for run in await client.read_flow_runs(flow_run_filter=FlowRunFilter(state=running), deployment_filter=ours):
        state: State[Any] = Crashed(
            message="The service ended while it ran; the next run goes on from what was published."
        )
        await client.set_flow_run_state(run.id, state, force=True)
    for each in deployments:
        limit = (await client.read_deployment(each)).global_concurrency_limit
        if limit:
            await client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))


async def catch_up(client: PrefectClient, nightly: UUID, night: datetime | None) -> None:
    """Ask for one run of the deployment `nightly` in place of the night that was missed, if one was."""
    if night:
        await client.create_flow_run_from_deployment(
            nightly,
            name=f"nightly, missed on {night:%Y-%m-%d}",
            tags=["caught-up"],
            # Asked twice for one night, Prefect gives the first run back.
            idempotency_key=f"nightly-{night:%Y-%m-%d}",
        )


def missed_night(now: datetime, last: datetime | None) -> datetime | None:
    """Return when the last night was due, if no nightly run has succeeded since.

    A warehouse that never had a night has missed none: its first one is the next one due.

    Args:
        now: aware, in `TIMEZONE`.
        last: when the last nightly run that succeeded began; aware.
    """
    due = now.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    if due > now:
        due -= timedelta(days=1)
    return due if last and last < due else None


def _last_night() -> datetime | None:
    with upgraded() as engine:
        return last_night(engine)
