"""`thidua db`: look after the database."""

from typing import Annotated, Literal

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
    from warehouse.engine import without_password

    settings = load_settings()
    if settings.database_url is None:
        typer.echo(server.start(settings.home))
        return
    address = without_password(settings.database_url)
    if address != settings.database_url:
        typer.echo("The password is left out: keep it in ~/.pgpass or PGPASSWORD.", err=True)
    typer.echo(address)


@app.command()
def status() -> None:
    """Say which database is in use, whether it answers, and at which schema it is.

    Example: thidua db status
    """
    from warehouse import server
    from warehouse.engine import connect, describe, parse
    from warehouse.migrate import current, head

    settings = load_settings()
    if settings.database_url:
        address = settings.database_url
        typer.echo(f"server    {describe(parse(address))} (THIDUA_DATABASE_URL)")
    else:
        found = server.status(settings.home)
        version = f", PostgreSQL {found.version}" if found.version else ""
        typer.echo(f"server    embedded, {found.state}{version}, {found.folder}")
        if found.state != "running":
            return
        address = server.url(settings.home)
        typer.echo(f"address   {address}")
    engine = connect(address)
    with engine.connect() as connection:
        typer.echo(f"schema    {current(connection) or 'none yet'} (this version: {head()})")
    engine.dispose()


@app.command()
def migrate(
    sql: Annotated[bool, typer.Option("--sql", help="Print the SQL of an empty database's schema instead.")] = False,
) -> None:
    """Bring the database to the schema of this version; `thidua run` does so by itself.

    Example: thidua db migrate
    """
    from flows.stages import database
    from warehouse.engine import connect
    from warehouse.migrate import head, upgrade, upgrade_sql

    if sql:
        typer.echo(upgrade_sql())
        return
    with database(load_settings()) as url:
        engine = connect(url)
        upgrade(engine)
        engine.dispose()
    typer.echo(f"The database is at schema {head()}.")


@app.command()
def grant(
    role: Annotated[Literal["owner", "loader", "analyst"], typer.Argument(help="What the user may do.")],
    user: Annotated[str, typer.Argument(help="Name of the user to make.")],
) -> None:
    """Make a database user: an owner migrates, a loader loads, an analyst reads the schema mart and nothing else.

    Example: thidua db grant analyst hoa
    """
    from flows.stages import database
    from warehouse.access import grant as make_user
    from warehouse.engine import connect
    from warehouse.migrate import upgrade

    with database(load_settings()) as url:
        engine = connect(url)
        upgrade(engine)
        password = make_user(engine, role, user)
        engine.dispose()
    typer.echo(f"{user} has the role of {role} now. The password, shown this once: {password}")
