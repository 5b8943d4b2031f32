"""`thidua quality`, `thidua status` and `thidua doctor`: how things stand."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

FAILED = 1
"""Exit code where something is wrong."""


def quality(
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """Hold the whole mart against its expectations now, and build Data Docs of the result.

    Exit code 0: nothing critical fails. 1: something does.

    Example: thidua quality
    """
    from flows.quality import as_json as written
    from flows.quality import check_mart
    from flows.show import waiting

    with waiting("checking the mart"):
        verdict = check_mart()
    if as_json:
        typer.echo(written(verdict))
        raise typer.Exit(0 if verdict.passed else FAILED)
    for failure in verdict.failures:
        typer.echo(str(failure), err=True)
    counts = f"{len(verdict.critical)} critical and {len(verdict.warnings)} warnings"
    typer.echo(f"{verdict.checked} expectations checked, {counts}.")
    typer.echo(f"Data Docs: {verdict.docs}")
    raise typer.Exit(0 if verdict.passed else FAILED)


def status(
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """Say how things stand: versions, database, freshness, quarantine, the service, the next run, the last runs.

    Example: thidua status
    """
    from flows.settings import load_settings
    from flows.show import print_table
    from flows.stages import opened
    from flows.status import standing

    with opened() as engine:
        found = standing(engine, load_settings())
    if as_json:
        typer.echo(found.as_json())
        return
    for label, figure in found.lines():
        typer.echo(f"{label:12} {figure}")
    if found.runs:
        print_table(found.COLUMNS, found.rows(), title="Last runs")


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For a script.")] = False,
) -> None:
    """Look the installation over, and say of whatever is wrong what to do.

    Exit code 0: it works. 1: something is wrong.

    Example: thidua doctor
    """
    from flows.doctor import examine
    from flows.settings import load_settings

    found = []
    for finding in examine(load_settings()):
        found.append(finding)
        if not as_json:
            typer.echo(f"{finding.outcome:6} {finding.subject:11} {finding.words}")
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    raise typer.Exit(FAILED if any(finding.outcome == "wrong" for finding in found) else 0)
