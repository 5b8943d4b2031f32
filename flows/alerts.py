"""Who is told when something goes wrong: automations and notification blocks on the Prefect server."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.notifications import CustomWebhookNotificationBlock, SlackWebhook
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import Automation, AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.types import SecretDict
from pydantic import SecretStr

from flows.carrying import NIGHT_DONE, SOURCE_LOW
from flows.catalog import DEPLOYMENTS, TAG
from flows.errors import AlertError

NIGHT_WITHIN = timedelta(hours=36)
"""A night that is late by half a day is worth a call."""
_PREFIX = "thidua: "
_MODES = {"smtp": "insecure", "smtp+starttls": "starttls", "smtps": "ssl"}


def set_alerts(webhook: str | None, email: str | None, smtp: str | None, within: timedelta = NIGHT_WITHIN) -> list[str]:
    """Replace the alerts of the Prefect server, and return the names of those that stand now.

    Args:
        webhook: address to which every alert is posted as JSON: `subject`, `body`, and both as `text`.
        email: mailbox to which every alert is sent.
        smtp: mail server: `smtp://host:25`, `smtp+starttls://user:password@host:587` or `smtps://…`.
        within: how long no nightly run may have succeeded.

    Raises:
        AlertError: neither a webhook nor a mailbox is given, or no mail server for a mailbox.
    """
    blocks: dict[str, NotificationBlock] = {}
    if webhook:
        words = {"subject": "{{subject}}", "body": "{{body}}", "text": "{{subject}}\n{{body}}"}
        # Who knows the address of a chat's webhook can write there: only secrets are not shown in Prefect's UI.
        blocks["thidua-webhook"] = CustomWebhookNotificationBlock(
            name="thidua",
            url="{{address}}",
            secrets=SecretDict({"address": webhook}),
            json_data=words,
            headers=None,
            cookies=None,
        )
    if email:
        # Of Prefect's own blocks the one that hands Apprise any address it knows, and Apprise sends mail.
        blocks["thidua-email"] = SlackWebhook(url=SecretStr(_mail_address(email, smtp)))
    if not blocks:
        raise AlertError("Say where alerts go: --webhook ADDRESS, --email MAILBOX, or both.")
    ids = [block.save(name, overwrite=True) for name, block in blocks.items()]
    with get_client(sync_client=True) as client:
        before = _ours(client)
        automations = _automations(ids, within)
        # If the server goes away in between, an alert comes twice rather than never.
        for automation in automations:
            client.create_automation(automation)
        _drop(client, before)
    return [automation.name for automation in automations]


def clear_alerts() -> int:
    """Remove the alerts from the Prefect server; return how many there were."""
    with get_client(sync_client=True) as client:
        ours = _ours(client)
        _drop(client, ours)
    return len(ours)


def _ours(client: SyncPrefectClient) -> list[Automation]:
    return [each for each in client.read_automations() if each.name.startswith(_PREFIX)]


def _drop(client: SyncPrefectClient, automations: Sequence[Automation]) -> None:
    for automation in automations:
        client.delete_automation(automation.id)


def _automations(blocks: Sequence[Any], within: timedelta) -> list[AutomationCore]:
    flows = sorted({deployed.flow.name for deployed in DEPLOYMENTS})
    failed = EventTrigger(
        expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
        match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
        match_related=_runs_of(flows),
        posture=Posture.Reactive,
        threshold=1,
    )
    low = EventTrigger(expect={SOURCE_LOW}, posture=Posture.Reactive, threshold=1)
    quiet = EventTrigger(
        expect={NIGHT_DONE},
        match_related=_runs_of(["nightly"]),
        posture=Posture.Proactive,
        threshold=1,
        within=within,
    )
    hours = f"{within.total_seconds() / 3600:g} hours"
    return [
        _automation(
            "a run failed, crashed or was stopped by the quality gate",
            failed,
            blocks,
            "{{ flow_run.name }}: {{ flow_run.state.name }}",
            "{{ flow_run.state.message }}\n\n{{ flow_run|ui_url }}",
        ),
        _automation(
            "a source lists too little, two nights running",
            low,
            blocks,
            "{{ event.resource.name }} lists too little",
            "{{ event.resource.name }} listed {{ event.payload.listed }} articles; its profile expects at least"
            " {{ event.payload.least }} a night. `thidua sources check {{ event.resource.name }}` says what is broken.",
        ),
        _automation(
            f"no night for {hours}",
            quiet,
            blocks,
            f"No nightly run has succeeded for {hours}",
            "`thidua status` and `thidua doctor` say how things stand.",
        ),
    ]


def _runs_of(flows: list[str]) -> list[ResourceSpecification | dict[str, str | list[str]]]:
    """Match our runs of these flows: others on the server may have flows of the same names."""
    return [
        ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": flows}),
        ResourceSpecification({"prefect.resource.role": "tag", "prefect.resource.id": f"prefect.tag.{TAG}"}),
    ]


def _automation(name: str, trigger: EventTrigger, blocks: Sequence[Any], subject: str, body: str) -> AutomationCore:
    return AutomationCore(
        name=_PREFIX + name,
        description="Made by `thidua alerts set`, which replaces it.",
        trigger=trigger,
        actions=[
            SendNotification(block_document_id=block, subject=f"thidua: {subject}", body=body) for block in blocks
        ],
    )


def _mail_address(email: str, smtp: str | None) -> str:
    """Write mailbox and mail server as Apprise reads them."""
    parts = urlsplit(smtp or "")
    if parts.scheme not in _MODES or not parts.hostname or "@" not in email:
        raise AlertError(
            "For --email set THIDUA_SMTP_URL to the mail server: smtp://host:25, smtp+starttls://user:password@host:587"
            " or smtps://user:password@host:465."
        )
    user, password = (quote(unquote(part or ""), safe="") for part in (parts.username, parts.password))
    login = f"{user}:{password}@" if user else ""
    port = f":{parts.port}" if parts.port else ""
    given = {"from": email, "to": email, "smtp": parts.hostname, "mode": _MODES[parts.scheme], "format": "text"}
    return f"mailto://{login}{parts.hostname}{port}?{urlencode(given)}"
