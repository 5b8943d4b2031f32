"""The command `thidua`. Commands import what they need when they run, so that help and SQL answer at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from flows import cli_alerts, cli_backup, cli_corrections, cli_db, cli_quarantine, cli_sources, cli_state
from flows.settings import SettingsError

if TYPE_CHECKING:
    from extract.saved import Given

FAILED = 1
"""Exit code of a run that failed or was stopped by the quality gate."""
USAGE = 2


class OutputError(Exception):
    """What was asked for cannot be written where it should go; the message names the path."""


app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Vietnamese news about emulation campaigns and awards, read every night into a PostgreSQL star schema.",
    epilog="Begin with: thidua demo",
)
app.add_typer(cli_corrections.app, name="corrections")
app.add_typer(cli_alerts.app, name="alerts")
for _command in (cli_state.status, cli_state.doctor, cli_state.quality):
    app.command()(_command)
cli_db.app.command()(cli_backup.backup)
cli_db.app.command()(cli_backup.restore)
app.add_typer(cli_db.app, name="db")
app.add_typer(cli_quarantine.app, name="quarantine")
app.add_typer(cli_sources.app, name="sources")


def main() -> None:
    """Run the command line; an error that the reader can put right ends it with its message alone."""
    try:
        app()
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        sys.stderr.write(f"thidua: {_message(error)}\n")
        sys.exit(code)


def _exit_code(error: Exception) -> int | None:
    """Return the exit code of an error that was foreseen; None for any other."""
    from expectations.errors import AuditError
    from extract.errors import ExtractError, NothingFoundError
    from flows.errors import AlertError, NoDaskError, NoServiceError
    from flows.pages.evidence import NoSuchArticleError
    from flows.prefect_api import PrefectApiError
    from flows.serving import ServeError
    from warehouse.engine import TRANSIENT_ERRORS, DatabaseError
    from warehouse.load import LoadBusyError, LoadClosedError, StagingLostError
    from warehouse.migrate import SchemaOutdatedError, SchemaTooNewError
    from warehouse.query import QueryError
    from warehouse.server import ServerError

    if isinstance(error, AlertError | NothingFoundError | NoSuchArticleError | OutputError | SettingsError):
        return USAGE
    of_database = DatabaseError | ServerError | QueryError | SchemaOutdatedError | SchemaTooNewError
    of_run = AuditError | ExtractError | LoadBusyError | LoadClosedError | NoDaskError | StagingLostError
    of_service = NoServiceError | PrefectApiError | ServeError
    return FAILED if isinstance(error, (*TRANSIENT_ERRORS, of_database | of_run | of_service)) else None


def _message(error: Exception) -> str:
    """Return what the reader is told of an error that was foreseen: mostly its own words."""
    from flows.settings import load_settings
    from warehouse.engine import TRANSIENT_ERRORS, DatabaseError, describe, parse

    if isinstance(error, DatabaseError) or not isinstance(error, TRANSIENT_ERRORS):
        return str(error)
    # Words of the driver, over many lines and with the statement: only the first of them says what happened.
    cause = str(getattr(error, "orig", error)).strip().split("\n")[0]
    address = load_settings().database_url
    where = f"at {describe(parse(address))}" if address else "embedded in THIDUA_HOME"
    return (
        f"The database {where} went away ({cause}). Once it is back the run can be repeated; it left nothing half done."
    )


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into an error that names the path given and, if another, the one at fault."""
    try:
        yield
    except OSError as error:
        at = f" at {error.filename}" if error.filename and str(error.filename) != str(path) else ""
        raise OutputError(f"{path} cannot be written: {error.strerror or error}{at}") from error


def _name_passed_over(given: "Given") -> None:
    for path in given.passed_over:
        typer.echo(f"{path}: {given.why}", err=True)


@app.command()
def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH or ADDRESS]...",
            help="Saved pages: files, folders or globs of .html, .htm, .txt, .warc, .warc.gz; or addresses of pages.",
        ),
    ] = None,
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be repeated.")] = None,
) -> None:
    """Load saved pages or single addresses, or what is new at the sources: read, check, publish.

    Exit code 0: published. 1: failed, or stopped by the quality gate. 2: wrong usage.

    Examples: thidua run pages/ 'archive/*.html' | thidua run --source laodongthudo.vn | thidua run https://…-1.html
    """
    from extract import saved
    from flows.runner import run_flow
    from flows.sources import enabled

    if paths and source:
        raise typer.BadParameter("give saved pages and addresses or --source, not both")
    if paths:
        _name_passed_over(saved.find(paths))
        raise typer.Exit(run_flow("load_saved", paths=paths))
    enabled(source)
    raise typer.Exit(run_flow("nightly", sources=source))


@app.command()
def backfill(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="An archive: files, folders or globs of .html, .htm, .txt, .warc, .warc.gz."),
    ] = None,
    date_from: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day of a window.")
    ] = None,
    date_to: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Its last day; today if not given.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option(help="Ask only this source; may be repeated.")] = None,
    dask: Annotated[
        str | None,
        typer.Option(help="Read an archive on a Dask cluster: tcp://host:8786, or local for this machine."),
    ] = None,
) -> None:
    """Load an archive, or what the sources published in a window of days, load by load.

    Nightly runs go on as if nothing had happened. The same command continues a backfill that was stopped or killed.
    Exit code 0: all is published. 1: some load failed or was stopped by the quality gate. 2: wrong usage.

    Examples: thidua backfill archive/ | thidua backfill --from 2024-01-01 --to 2024-06-30 --source laodong.vn
    """
    from extract import saved
    from flows.runner import run_flow
    from flows.sources import enabled

    if bool(paths) == bool(date_from):
        raise typer.BadParameter("give the paths of an archive, or --from and --to")
    if paths and (source or date_to):
        raise typer.BadParameter("--source and --to go with --from, not with an archive")
    if date_from and dask:
        raise typer.BadParameter("--dask is for archives: sites are asked one page at a time")
    if paths:
        _name_passed_over(saved.find_documents(paths))
        raise typer.Exit(run_flow("backfill", paths=paths, dask=dask))
    enabled(source)
    days = {"date_from": date_from and date_from.date(), "date_to": date_to and date_to.date()}
    raise typer.Exit(run_flow("backfill", sources=source, **days))


@app.command()
def demo() -> None:
    """Run the whole job on a sample news site served on this machine, then ask three questions.

    Example: thidua demo
    """
    from flows.demo import NEXT_STEPS, QUESTIONS, sample_site
    from flows.runner import run_flow
    from flows.show import print_table
    from flows.stages import opened
    from warehouse.query import run_sql

    with sample_site() as site:
        code = run_flow("nightly", sources=["demo"], site=site)
    if code:
        raise typer.Exit(code)
    console = Console()
    with opened() as engine:
        for question, query in QUESTIONS:
            console.print(f"\n[bold]{question}[/bold]", soft_wrap=True)
            console.print(query, style="dim", highlight=False, markup=False, soft_wrap=True)
            answer = run_sql(engine, query)
            print_table(answer.columns, answer.as_text())
    console.print("\n[bold]Try next[/bold]")
    # As it was called: after `make run` the command is not on the path yet.
    command = sys.argv[0] if sys.argv[0].startswith(".") else "thidua"
    for step, purpose in NEXT_STEPS:
        console.print(f"  {command} {step}\n      {purpose}", highlight=False, markup=False, soft_wrap=True)


@app.command()
def replay(
    publisher: Annotated[str | None, typer.Option(help="Only this publisher's pages.")] = None,
) -> None:
    """Read every loaded page again from landing, without the network: after a fix of a reader or a profile.

    Example: thidua replay --publisher laodongthudo.vn
    """
    from flows.kept import count_kept
    from flows.runner import run_flow

    # Asked before Prefect starts: a name mistyped is answered at once and opens no load.
    if not count_kept(publisher=publisher):
        typer.echo("Nothing is loaded.")
        return
    raise typer.Exit(run_flow("replay", publisher=publisher))


@app.command()
def evidence(
    article: Annotated[str, typer.Argument(help="Its article_id, or its address.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")],
    lang: Annotated[Literal["vi", "en"], typer.Option(help="Language of the page around the article.")] = "vi",
) -> None:
    """Write an article's text as one HTML page with every fact highlighted where it stands.

    Example: thidua evidence http://demo.thidua.example/cong-doan/hai-dot-thi-dua-mot-quyet-tam-200110.html -o a.html
    """
    from flows.pages.evidence import find_article, page_of
    from flows.pages.words import words_of
    from flows.stages import opened

    with opened() as engine:
        found = find_article(engine, article)
        with _writing(output):
            output.write_text(page_of(found, words_of(lang)), encoding="utf-8")
    typer.echo(f"{output}: {len(found.facts)} facts")


@app.command()
def report(
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")],
    lang: Annotated[Literal["vi", "en"], typer.Option(help="Language of the page.")] = "vi",
    month: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], help="Month it tells of; that of the newest article if not given."),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Write evidence pages beside it and lead to them.")
    ] = False,
) -> None:
    """Write a digest as one HTML page: notable facts of a month, campaigns over time, awards, coverage and quality.

    Examples: thidua report -o digest.html | thidua report -o digest.html --lang en --month 2024-12 --evidence
    """
    from flows.pages.digest import write
    from flows.pages.words import words_of
    from flows.show import waiting
    from flows.stages import opened

    with waiting(f"writing {output}"), opened() as engine, _writing(output):
        figures = write(engine, output, words_of(lang), month.date() if month else None, with_evidence=evidence)
    typer.echo(f"{output}: {figures.month:%Y-%m}, {figures.articles_of_month} of {figures.articles} articles")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Of Prefect's API and UI.")] = 4200,
    docs_port: Annotated[int, typer.Option(help="Of the Data Docs.")] = 4201,
) -> None:
    """Serve Prefect with its UI, the nightly deployment and the Data Docs on this machine, until stopped.

    Example: thidua serve
    """
    from flows.serving import serve as serve_all
    from flows.settings import load_settings, prepare_prefect

    settings = load_settings()
    prepare_prefect(settings)
    serve_all(settings, port, docs_port)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One statement; - reads it from standard input.")],
    format: Annotated[Literal["table", "csv", "json"], typer.Option(help="How to print the answer.")] = "table",
) -> None:
    """Ask the warehouse in SQL, read-only.

    Example: thidua sql "SELECT organization, sum(count) FROM mart.awards GROUP BY 1 ORDER BY 2 DESC LIMIT 10"
    """
    from flows.show import print_table
    from flows.stages import opened
    from warehouse.query import run_sql

    statement = sys.stdin.read() if query == "-" else query
    with opened() as engine:
        answer = run_sql(engine, statement)
    if format == "csv":
        sys.stdout.write(answer.as_csv())
    elif format == "json":
        sys.stdout.write(answer.as_json() + "\n")
    else:
        print_table(answer.columns, answer.as_text())


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write to; made if need be.")],
    format: Annotated[Literal["jsonl", "csv", "parquet"], typer.Option(help="Format of the files.")] = "jsonl",
    as_json: Annotated[bool, typer.Option("--json", help="Say what was written for a script.")] = False,
) -> None:
    """Write articles, awards, campaigns, results and award_recipients to files.

    Example: thidua export out --format parquet
    """
    from flows.show import print_json, waiting
    from flows.stages import opened
    from warehouse.export import export as write

    with waiting(f"writing {folder}"), opened() as engine, _writing(folder):
        written = write(engine, folder, format)
    files = {str(folder / f"{name}.{format}"): count for name, count in written.items()}
    if as_json:
        print_json({"file": file, "rows": count} for file, count in files.items())
        return
    for file, count in files.items():
        typer.echo(f"{file}: {count} rows")


if __name__ == "__main__":
    main()
