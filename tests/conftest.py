import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, text
from xdist.scheduler import LoadScopeScheduling

from flows.settings import load_settings, prepare_prefect
from warehouse import server
from warehouse.engine import connect
from warehouse.migrate import upgrade

# The same examples every time, on machines of any speed: a suite that fails by chance is not believed.
settings.register_profile("thidua", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("thidua")

# Before any test imports Prefect, which reads its settings once. Not tmp_path: pytest closes it to others, and as root
# the embedded server runs as another user.
HOME = Path(tempfile.mkdtemp(prefix="thidua-test-"))
HOME.chmod(0o755)
os.environ["THIDUA_HOME"] = str(HOME)
# Set outright: test processes inherit each other's environment.
os.environ["PREFECT_HOME"] = str(HOME / "prefect")
os.environ.pop("PREFECT_API_URL", None)
os.environ.pop("THIDUA_DATABASE_URL", None)
prepare_prefect(load_settings())


TOGETHER = (
    "test_docs.py",
    "test_documents.py",
    "test_external.py",
    "test_gold.py",
    "test_pages.py",
    "test_readme.py",
    "test_serve.py",
)
"""Modules whose tests share what the module sets up, or build on each other; all other tests stand alone."""


class ByRoom(LoadScopeScheduling):
    """Gives each test to the worker that has room, and the tests of some modules to one worker, in their order."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module if module.endswith(TOGETHER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByRoom:
    return ByRoom(config, log)


def pytest_sessionfinish() -> None:
    server.stop(HOME)
    shutil.rmtree(HOME)


@pytest.fixture(scope="session")
def home() -> Path:
    """The THIDUA_HOME of the whole test session."""
    return HOME


@pytest.fixture(scope="session")
def server_url(home: Path) -> Iterator[str]:
    with server.running(home) as url:
        admin = connect(url)
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # Each database that goes would have all that was written brought to the disk first; no test cuts the power.
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        admin.dispose()
        yield url


@pytest.fixture(scope="session")
def template(home: Path, server_url: str) -> str:
    admin = connect(server_url)
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE template_thidua"))
    made = connect(server.url(home, "template_thidua"))
    upgrade(made)
    made.dispose()
    admin.dispose()
    return "template_thidua"


@pytest.fixture
def empty_url(home: Path, server_url: str) -> Iterator[str]:
    """Address of a database with nothing in it."""
    yield from _fresh(home, server_url, "template0")


@pytest.fixture
def url(home: Path, server_url: str, template: str) -> Iterator[str]:
    """Address of a database with our schema and no loads."""
    yield from _fresh(home, server_url, template)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = connect(url)
    yield made
    made.dispose()


_count = 0


def _fresh(home: Path, server_url: str, template: str) -> Iterator[str]:
    global _count
    _count += 1
    name = f"t{os.getpid()}_{_count}"
    admin = connect(server_url)
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield server.url(home, name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
