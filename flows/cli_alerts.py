"""`thidua alerts`: who is told when something goes wrong."""

from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Who is told when something goes wrong.")


@app.command("set")
def set_all(
    webhook: Annotated[str | None, typer.Option(help="Address that each alert is posted to as JSON.")] = None,
    email: Annotated[str | None, typer.Option(help="Mailbox; THIDUA_SMTP_URL names the mail server.")] = None,
) -> None:
    """Alert when a run fails, crashes or is stopped by the quality gate; when a source lists less than its minimum two
    nights running; and when no night has succeeded for 36 hours. Replaces the alerts that stand.

    Needs `thidua serve` or a PREFECT_API_URL. The address of the mail server may hold a password:
    THIDUA_SMTP_URL=smtp+starttls://user:password@mail.example.org:587

    Example: thidua alerts set --webhook https://chat.example.org/hooks/thidua
    """
    from flows.service import reporting_to_service
    from flows.settings import load_settings

    settings = load_settings()
    with reporting_to_service(settings):
        from flows.alerts import set_alerts

        for name in set_alerts(webhook, email, settings.smtp_url):
            typer.echo(name)


@app.command()
def clear() -> None:
    """Remove all alerts.

    Example: thidua alerts clear
    """
    from flows.service import reporting_to_service
    from flows.settings import load_settings

    with reporting_to_service(load_settings()):
        from flows.alerts import clear_alerts

        typer.echo(f"{clear_alerts()} alerts removed.")
