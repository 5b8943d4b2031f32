"""`thidua db backup` and `thidua db restore`."""

from pathlib import Path
from typing import Annotated

import typer


def backup(file: Annotated[Path, typer.Argument(help="File to write.")]) -> None:
    """Write the whole database to one file; loads may go on meanwhile. The landing folder is copied beside it.

    Example: thidua db backup thidua.dump
    """
    from flows.settings import load_settings
    from flows.stages import database
    from warehouse.backup import write_backup

    settings = load_settings()
    with database(settings) as url:
        size = write_backup(url, file)
    typer.echo(f"{file}: {size / 1e6:.1f} MB. Copy {settings.landing} too: replays read it.")


def restore(
    file: Annotated[Path, typer.Argument(help="What `thidua db backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Even if the database holds loads.")] = False,
) -> None:
    """Bring the database to what a backup holds, all of it or nothing; stop the service first.

    Example: thidua db restore thidua.dump
    """
    from flows.settings import load_settings
    from flows.stages import database
    from warehouse.backup import restore_backup
    from warehouse.engine import connect
    from warehouse.migrate import upgrade

    with database(load_settings()) as url:
        engine = connect(url)
        try:
            restore_backup(engine, url, file, replace=replace)
            upgrade(engine)
        finally:
            engine.dispose()
    typer.echo("Restored. Users of the database are granted anew: thidua db grant.")
