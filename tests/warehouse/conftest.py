import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from warehouse import server
from warehouse.engine import connect
from warehouse.migrate import upgrade


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    # Not tmp_path: pytest closes it to others, and as root the server runs as another user.
    folder = Path(tempfile.mkdtemp(prefix="thidua-test-"))
    folder.chmod(0o755)
    yield folder
    server.stop(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def server_url(home: Path) -> Iterator[str]:
    with server.running(home) as url:
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
