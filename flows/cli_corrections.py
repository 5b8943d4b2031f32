"""`thidua corrections`: what people know better than the reader."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from warehouse.engine import Engine

app = typer.Typer(
    no_args_is_help=True, help="What people know better than the reader: it counts whatever is loaded or read again."
)


@app.command()
def add(
    fact: Annotated[str, typer.Argument(help="award_key, campaign_fact_key or result_key of the flat views.")],
    reason: Annotated[str, typer.Option(help="Why, for those who come after.")],
    values: Annotated[
        list[str] | None, typer.Option("--set", help="FIELD=VALUE; nothing behind = empties it. May be repeated.")
    ] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="The article states no such fact.")] = False,
    by: Annotated[str | None, typer.Option(help="Who says so; the user of this process, if not given.")] = None,
) -> None:
    """Correct fields of a fact, or mark it wrong.

    Exit code 0: carried out, or waiting for a load under way. 2: wrong usage.

    Example: thidua corrections add 5f6a… --set count=188 --set level=district --reason "decision 12/QĐ says so"
    """
    from flows.stages import opened
    from warehouse import corrections

    if wrong == bool(values):
        raise typer.BadParameter("give --set FIELD=VALUE, or --wrong")
    with opened() as engine:
        try:
            ids = corrections.add(engine, fact, None if wrong else _pairs(values or []), reason, by)
        except (corrections.CorrectionError, corrections.InvalidValueError) as error:
            raise typer.BadParameter(str(error)) from None
        _carry_out(engine)
        _show(engine, ids)


@app.command("list")
def list_corrections(
    review: Annotated[bool, typer.Option("--review", help="Only those that ask to be looked at again.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """List the corrections: what was read, what is right, who says so, when and why, and how they stand.

    Example: thidua corrections list --review
    """
    from flows.show import print_json
    from flows.stages import opened
    from warehouse.corrections import listed

    with opened() as engine:
        if as_json:
            print_json(each._asdict() for each in listed(engine, review=review))
        else:
            _show(engine, review=review)


@app.command()
def remove(
    correction: Annotated[int, typer.Argument(help="Its number in the list.")],
) -> None:
    """Take a correction back: what was read counts again.

    Example: thidua corrections remove 3
    """
    from flows.stages import opened
    from warehouse import corrections

    with opened() as engine:
        try:
            corrections.remove(engine, correction)
        except corrections.CorrectionError as error:
            raise typer.BadParameter(str(error)) from None
        _carry_out(engine)
    typer.echo(f"Correction {correction} is taken back.")


@app.command()
def apply() -> None:
    """Carry out what was written into ops.correction by SQL; the next load does so by itself.

    Example: thidua corrections apply
    """
    from flows.stages import opened

    with opened() as engine:
        _carry_out(engine)
        _show(engine)


def _pairs(values: list[str]) -> dict[str, str | None]:
    pairs: dict[str, str | None] = {}
    for each in values:
        name, equals, value = each.partition("=")
        if not equals:
            raise typer.BadParameter(f"{each!r} is not FIELD=VALUE")
        pairs[name.strip()] = value or None
    return pairs


def _carry_out(engine: "Engine") -> None:
    from warehouse import corrections

    if not corrections.carry_out(engine):
        typer.echo("A load is under way; what is pending is carried out when it is published.", err=True)


def _show(engine: "Engine", ids: list[int] | None = None, *, review: bool = False) -> None:
    from flows.show import print_table
    from flows.status import VIETNAM
    from warehouse.corrections import listed

    found = [each for each in listed(engine, review=review) if ids is None or each.correction_id in ids]
    if not found:
        typer.echo("No correction asks for review." if review else "There are no corrections.")
        return
    rows = [
        (
            str(each.correction_id),
            each.fact,
            each.field or "(wrong)",
            each.value_read or "",
            each.value or "",
            each.status + (f": {each.note}" if each.note else ""),
            each.corrected_by,
            f"{each.corrected_at.astimezone(VIETNAM):%Y-%m-%d %H:%M}",
            each.reason,
            each.quote or "",
        )
        for each in found
    ]
    print_table(["number", "fact", "field", "read", "right", "stands", "by", "when", "why", "quote"], rows)
