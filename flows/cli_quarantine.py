"""`thidua quarantine`: what could not be loaded, and why."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from warehouse.quarantine import Item

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

app = typer.Typer(no_args_is_help=True, help="What could not be loaded waits here with its reason.")


@app.command("list")
def list_waiting(
    all_items: Annotated[bool, typer.Option("--all", help="Also what later loads brought in.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """List the pages and rows that wait, with reason code, attempts and message.

    Example: thidua quarantine list
    """
    from flows.show import print_json, print_table
    from flows.stages import opened
    from warehouse.quarantine import list_items

    with opened() as engine:
        items = list_items(engine, resolved=all_items)
    if as_json:
        print_json(item._asdict() for item in items)
        return
    if not items:
        typer.echo("Nothing waits.")
        return
    rows = [(i.item_id[:8], i.stage, i.reason, str(i.attempts), _local(i.last_seen), i.message) for i in items]
    print_table(["id", "stage", "reason", "attempts", "last seen", "message"], rows)


@app.command()
def show(
    item_id: Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it, or more of it.")],
    payload: Annotated[bool, typer.Option("--payload", help="Write the bytes of the page, and nothing else.")] = False,
) -> None:
    """Show all that is known of one item: reason, where its bytes lie, attempts, first and last seen.

    Example: thidua quarantine show 5f6a12b3
    """
    from flows.stages import opened
    from warehouse.quarantine import NoSuchItemError, find_item

    with opened() as engine:
        try:
            item = find_item(engine, item_id)
        except NoSuchItemError as error:
            raise typer.BadParameter(str(error)) from None
    if payload:
        content = _payload(item)
        if content is None:
            raise typer.BadParameter("no bytes of it were kept")
        sys.stdout.buffer.write(content)
        return
    for label, words in _described(item):
        typer.echo(f"{label:11} {words}")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write to; made if need be.")],
    all_items: Annotated[bool, typer.Option("--all", help="Also what later loads brought in.")] = False,
) -> None:
    """Write what waits to items.jsonl, and the bytes of each page to a file named by its id.

    Example: thidua quarantine export waiting
    """
    from extract.errors import ExtractError
    from flows.stages import opened
    from warehouse.quarantine import list_items
    from warehouse.query import json_value

    with opened() as engine:
        items = list_items(engine, resolved=all_items)
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for item in items:
        values = {name: json_value(value) for name, value in item._asdict().items()}
        content, values["payload"] = None, None
        try:
            content = _payload(item)
        except ExtractError as error:
            values["payload_error"] = str(error)
        if content is not None:
            values["payload"] = f"{item.item_id}.bin"
            (folder / values["payload"]).write_bytes(content)
        lines.append(json.dumps(values, ensure_ascii=False) + "\n")
    (folder / "items.jsonl").write_text("".join(lines), encoding="utf-8")
    typer.echo(f"{folder / 'items.jsonl'}: {len(items)} items")


def _payload(item: "Item") -> bytes | None:
    """Return the bytes of the page of an item from landing; None if none were kept."""
    from extract.landing import Landing
    from flows.settings import load_settings

    if item.path is None or item.payload_digest is None:
        return None
    landing = Landing(load_settings().landing)
    return b"".join(landing.read(landing.reopen(item.source_uri, item.payload_digest, item.path)))


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M}"


def _described(item: "Item") -> list[tuple[str, str]]:
    landed = (
        f"{item.path} from byte {item.warc_offset}, SHA-256 {item.payload_digest}" if item.path else "no bytes kept"
    )
    resolved = f"{_local(item.resolved_at)}, by load {item.resolved_load_id}" if item.resolved_at else "waits"
    found = [
        ("id", item.item_id),
        ("address", item.source_uri),
        ("stopped at", f"{item.stage}: {item.reason}"),
        ("message", item.message),
        ("payload", landed),
        ("attempts", str(item.attempts)),
        ("first seen", _local(item.first_seen)),
        ("last seen", f"{_local(item.last_seen)}, load {item.load_id or 'none'}"),
        ("resolved", resolved),
    ]
    return [*found, ("row", json.dumps(item.row, ensure_ascii=False))] if item.row else found


@app.command()
def retry(
    reason: Annotated[str | None, typer.Option(help="Only the pages with this reason code.")] = None,
) -> None:
    """Read the pages that wait again, from landing and without the network: after a fix. What passes leaves quarantine.

    Example: thidua quarantine retry --reason no_article
    """
    from flows.kept import count_kept
    from flows.runner import run_flow

    # Asked before Prefect starts: a reason mistyped is answered at once and opens no load.
    if not count_kept(quarantine=True, reason=reason):
        typer.echo("Nothing waits in quarantine.")
        return
    raise typer.Exit(run_flow("replay", quarantine=True, reason=reason))
