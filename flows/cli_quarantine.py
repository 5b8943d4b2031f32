"""`thidua quarantine`: what could not be loaded, and why."""

from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="What could not be loaded waits here with its reason.")


@app.command("list")
def list_waiting(
    all_items: Annotated[bool, typer.Option("--all", help="Also what later loads brought in.")] = False,
) -> None:
    """List the pages and rows that wait, with reason code, attempts and message.

    Example: thidua quarantine list
    """
    from flows.show import print_table
    from flows.stages import opened
    from warehouse.quarantine import list_items

    with opened() as engine:
        items = list_items(engine, resolved=all_items)
    if not items:
        typer.echo("Nothing waits.")
        return
    rows = [(i.stage, i.reason, str(i.attempts), f"{i.last_seen:%Y-%m-%d %H:%M}", i.message) for i in items]
    print_table(["stage", "reason", "attempts", "last seen (UTC)", "message"], rows)


@app.command()
def retry(
    reason: Annotated[str | None, typer.Option(help="Only the pages with this reason code.")] = None,
) -> None:
    """Read the pages that wait again, from landing and without the network: after a fix. What passes leaves quarantine.

    Example: thidua quarantine retry --reason no_article
    """
    from flows.kept import find_kept
    from flows.runner import run_flow

    # Asked before Prefect starts: a reason mistyped is answered at once and opens no load.
    if not find_kept(quarantine=True, reason=reason):
        typer.echo("Nothing waits in quarantine.")
        return
    raise typer.Exit(run_flow("replay", quarantine=True, reason=reason))
