"""`thidua db`: look after the database."""

import typer

from flows.settings import load_settings

app = typer.Typer(no_args_is_help=True, help="Look after the database: the embedded server, or THIDUA_DATABASE_URL.")


@app.command()
def start() -> None:
    """Start the embedded server; it stays up until `thidua db stop`.

    Example: thidua db start
    """
    from warehouse import server

    settings = load_settings()
    if settings.database_url:
        typer.echo("THIDUA_DATABASE_URL names another server; the embedded one is not used.", err=True)
        raise typer.Exit(2)
    server.start(settings.home)
    typer.echo(f"The embedded PostgreSQL runs; its data is in {server.status(settings.home).folder}.")


@app.command()
def stop() -> None:
    """Stop the embedded server.

    Example: thidua db stop
    """
    from warehouse import server

    typer.echo("Stopped." if server.stop(load_settings().home) else "It did not run.")


@app.command()
def url() -> None:
    """Print the address of the database alone on one line, for psql or a BI tool; start the server if need be.

    Example: psql "$(thidua db url)"
    """
    from warehouse import server

    settings = load_settings()
    typer.echo(settings.database_url or server.start(settings.home))
