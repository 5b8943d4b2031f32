"""Where this installation keeps its data and which database it loads: the only reader of the environment."""

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PREFECT_DEFAULTS: Final = {
    "DO_NOT_TRACK": "1",
    "PREFECT_API_REQUEST_TIMEOUT": "20",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "GX_ANALYTICS_ENABLED": "false",
}
"""No telemetry leaves the machine; registering block types would cost each short-lived server two seconds. A request
whose answer is lost is made again after 20 seconds instead of 60."""


NO_CONTACT: Final = "no contact given"
"""Said to sites where `THIDUA_CONTACT` is not set: a name of the account or the machine is nobody's business there."""


class SettingsError(Exception):
    """The environment names something unusable; the message says which variable and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation decides by itself."""

    home: Path
    """Folder of landing, Data Docs, the embedded server's data and Prefect's own files (`THIDUA_HOME`)."""
    database_url: str | None
    """Any PostgreSQL from 15 on (`THIDUA_DATABASE_URL`); None is the embedded server under `home`."""
    docs_url: str | None
    """Where the folder of Data Docs and evidence pages is served (`THIDUA_DOCS_URL`, which `thidua serve` sets)."""
    smtp_url: str | None
    """Mail server of alerts (`THIDUA_SMTP_URL`); may hold a password."""
    contact: str
    """What the sites that are asked find in the user agent, to reach whoever asks (`THIDUA_CONTACT`)."""

    authorities: str | None = None
    """File of the certificate authorities to trust instead of those that come with requests (`REQUESTS_CA_BUNDLE`)."""

    @property
    def landing(self) -> Path:
        return self.home / "landing"

    @property
    def docs(self) -> Path:
        return self.home / "data_docs"


def default_home() -> Path:
    """Data folder of the account; root's is not under /root, where the embedded server's own user cannot go."""
    if os.geteuid() == 0:
        return Path("/var/lib/thidua")
    data_home = os.environ.get("XDG_DATA_HOME")
    return (Path(data_home) if data_home else Path.home() / ".local" / "share") / "thidua"


def load_settings(environ: MutableMapping[str, str] | None = None) -> Settings:
    """Read the variables `THIDUA_…` (default: of the process's environment).

    Raises `SettingsError` when the home cannot be made or written.
    """
    env = os.environ if environ is None else environ
    home = Path(env["THIDUA_HOME"]).expanduser().absolute() if env.get("THIDUA_HOME") else default_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"THIDUA_HOME: cannot make {home} ({error.strerror}); name another folder") from error
    if not os.access(home, os.W_OK):
        raise SettingsError(f"THIDUA_HOME: the folder {home} cannot be written; name another one")
    return Settings(
        home=home,
        database_url=env.get("THIDUA_DATABASE_URL") or None,
        docs_url=env.get("THIDUA_DOCS_URL") or None,
        smtp_url=env.get("THIDUA_SMTP_URL") or None,
        contact=env.get("THIDUA_CONTACT") or NO_CONTACT,
        authorities=env.get("REQUESTS_CA_BUNDLE") or None,
    )


def prepare_prefect(settings: Settings) -> None:
    """Give Prefect and Great Expectations their defaults, before either is imported; what is already set stays."""
    os.environ.setdefault("PREFECT_HOME", str(settings.home / "prefect"))
    for name, value in PREFECT_DEFAULTS.items():
        os.environ.setdefault(name, value)


def silence_prefect() -> None:
    """Keep Prefect's log off the terminal, which shows progress, summary and messages of ours; servers still get it."""
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")


def prefect_server() -> str | None:
    """Return the address of the Prefect server that runs report to (`PREFECT_API_URL`); None if there is none."""
    return os.environ.get("PREFECT_API_URL") or None


@contextmanager
def reporting_to(api: str, docs: str | None = None) -> Iterator[None]:
    """Have the runs inside the block, and the processes started in it, report to a Prefect server.

    Args:
        api: its address.
        docs: where Data Docs and evidence pages are served.
    """
    given = {"PREFECT_API_URL": api} | ({"THIDUA_DOCS_URL": docs} if docs else {})
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def environment_of_server(
    *, ui: str | None = None, database: str | None = None, password_file: Path | None = None
) -> dict[str, str]:
    """Return the environment of a Prefect server that this process starts.

    Args:
        ui: address at which people open the UI, which its alerts link to; it serves none, if not given.
        database: address of its database, for asyncpg; SQLite under `PREFECT_HOME`, if not given.
        password_file: of that database, in libpq's format.
    """
    given = {"PREFECT_UI_ENABLED": "0"}
    if ui:
        given = {
            "PREFECT_UI_ENABLED": "1",
            "PREFECT_UI_URL": ui,
            # The UI asks port 4200 otherwise, whichever port serves it.
            "PREFECT_SERVER_UI_API_URL": f"{ui}/api",
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            # V2 reports from the browser to an analytics host, whatever the settings say; V1 asks nobody.
            "PREFECT_SERVER_UI_V2_ENABLED": "false",
        }
    if database:
        given["PREFECT_API_DATABASE_CONNECTION_URL"] = database
    if password_file:
        given["PGPASSFILE"] = str(password_file)
    return os.environ | given
