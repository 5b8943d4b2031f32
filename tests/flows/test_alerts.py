"""Alerts on the Prefect server: where mail goes, how they replace each other, and whose runs they tell of."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest


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

    failed, _, quiet = (
        EventTrigger.model_validate(each.trigger.model_dump()) for each in _automations([], NIGHT_WITHIN)
    )
    for trigger, name in ((failed, "prefect.flow-run.Failed"), (quiet, "prefect.flow-run.Completed")):
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
