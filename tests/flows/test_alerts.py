"""Alerts on the Prefect server: where mail goes, how they replace each other, and whose runs they tell of."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from service import until
from sqlalchemy import Engine

from flows.demo import sample_site
from warehouse.runs import last_night


def test_a_password_reaches_the_mail_server_as_it_is() -> None:
    from apprise import Apprise

    from flows.alerts import _mail_address

    address = _mail_address("ops@example.org", "smtp+starttls://me%40example.org:p%40ss%2Fw%3Ard@mail.example.org:587")
    (mail,) = Apprise(address)
    assert (mail.user, mail.password) == ("me@example.org", "p@ss/w:rd")


def test_new_alerts_stand_before_the_old_ones_go(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.client.orchestration import SyncPrefectClient, get_client

    from flows.alerts import clear_alerts, set_alerts

    first = set_alerts("http://127.0.0.1:9/", None, None)

    def fails(*_: Any) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(SyncPrefectClient, "create_automation", fails)
        with pytest.raises(ConnectionError):
            set_alerts("http://127.0.0.1:9/", None, None)
    with get_client(sync_client=True) as client:
        assert sorted(each.name for each in client.read_automations()) == sorted(first)
        set_alerts("http://127.0.0.1:9/", None, None, within=timedelta(hours=40))
        assert sum("40 hours" in each.name for each in client.read_automations()) == 1
    assert clear_alerts() == 3


@pytest.mark.parametrize(("tag", "ours"), [("thidua", True), ("etl", False)])
def test_the_nights_of_another_team_neither_silence_nor_page(tag: str, ours: bool) -> None:
    from prefect.server.events.schemas.automations import EventTrigger
    from prefect.server.events.schemas.events import ReceivedEvent

    from flows.alerts import NIGHT_WITHIN, _automations
    from flows.carrying import NIGHT_DONE

    failed, _, quiet = (
        EventTrigger.model_validate(each.trigger.model_dump()) for each in _automations([], NIGHT_WITHIN)
    )
    for trigger, name in ((failed, "prefect.flow-run.Failed"), (quiet, NIGHT_DONE)):
        event = ReceivedEvent(
            occurred=datetime.now(UTC),
            event=name,
            resource={"prefect.resource.id": f"prefect.flow-run.{uuid4()}"},
            related=[
                {
                    "prefect.resource.id": f"prefect.flow.{uuid4()}",
                    "prefect.resource.role": "flow",
                    "prefect.resource.name": "nightly",
                },
                {"prefect.resource.id": f"prefect.tag.{tag}", "prefect.resource.role": "tag"},
            ],
            id=uuid4(),
        )
        assert trigger.covers(event) is ours


def test_only_a_night_that_asked_all_sources_counts_as_one(
    api: str, url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import loading
    from flows.carrying import NIGHT_DONE
    from flows.sources import enabled

    monkeypatch.setenv("THIDUA_DATABASE_URL", url)

    def done() -> int:
        loading.deliver()
        asked = {"filter": {"event": {"name": [NIGHT_DONE]}, "occurred": {"since": begun.isoformat()}}}
        found = httpx.post(f"{api}/events/filter", json=asked).raise_for_status()
        return int(found.json()["total"])

    begun = datetime.now(UTC)
    with sample_site() as site:
        assert loading.nightly(sources=["demo"], site=site).published
        # All sources, as if the demo's were the only one: no other is on this machine.
        monkeypatch.setattr(loading, "enabled", lambda _: [enabled(["demo"])[0].served_at(site)])
        assert loading.nightly(sources=["demo"]).published
        assert last_night(engine) is None
        assert done() == 0
        assert loading.nightly().published
        assert last_night(engine) is not None
        until(lambda: done() == 1)


def test_the_address_of_a_webhook_is_not_shown(api: str) -> None:
    from flows.alerts import clear_alerts, set_alerts

    set_alerts("https://chat.example.org/hooks/s3cret", None, None)
    shown = httpx.post(f"{api}/block_documents/filter", json={}).raise_for_status().text
    assert "{{address}}" in shown
    assert "s3cret" not in shown
    clear_alerts()
