import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from warehouse import server

HOLD = """
import sys
from pathlib import Path
from warehouse import server
with server.running(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def own_home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="thidua test "))
    folder.chmod(0o755)
    yield folder
    server.stop(folder)
    shutil.rmtree(folder)


def hold(home: Path) -> subprocess.Popen[str]:
    """Have the server run in a process of its own until its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, home], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def address_of(holder: subprocess.Popen[str]) -> str:
    assert holder.stdout
    return holder.stdout.readline().strip()


def answer(url: str) -> str:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT current_user || ' ' || lower('ĐẢNG')").fetchone()[0]


def test_the_server_runs_for_the_block_under_a_path_with_spaces(own_home: Path) -> None:
    assert server.status(own_home).state == "absent"
    with server.running(own_home) as url:
        assert answer(url) == "thidua đảng"
        assert server.status(own_home).state == "running"
    assert server.status(own_home).state == "stopped"


def test_a_server_that_was_started_stays_up_until_it_is_stopped(own_home: Path) -> None:
    url = server.start(own_home)
    with server.running(own_home) as same:
        assert same == url
    assert answer(url)
    assert server.stop(own_home)
    assert server.status(own_home).state == "stopped"
    assert not server.stop(own_home)


def test_processes_that_start_at_once_share_one_server_and_the_last_stops_it(own_home: Path) -> None:
    holders = [hold(own_home) for _ in range(3)]
    (url,) = {address_of(holder) for holder in holders}
    for holder in holders:
        assert answer(url)
        holder.communicate()
        assert holder.returncode == 0
    assert server.status(own_home).state == "stopped"


def test_a_killed_process_does_not_keep_the_server_up(own_home: Path) -> None:
    killed = hold(own_home)
    assert answer(address_of(killed))
    killed.kill()
    killed.communicate()
    with server.running(own_home) as url:
        assert answer(url)
    assert server.status(own_home).state == "stopped"


def test_a_killed_server_starts_again_with_what_was_committed(own_home: Path) -> None:
    url = server.start(own_home)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS x")
    pid = server.status(own_home).pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    with psycopg.connect(server.start(own_home)) as connection:
        assert connection.execute("SELECT x FROM kept").fetchone() == (1,)


def test_a_pid_file_that_names_another_process_does_no_harm(own_home: Path) -> None:
    server.start(own_home)
    data = own_home / "postgres" / "data"
    lines = (data / "postmaster.pid").read_text().splitlines()
    server.stop(own_home)
    (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert server.status(own_home).state == "stopped"
    assert answer(server.start(own_home))


def test_a_port_that_somebody_took_is_changed(own_home: Path) -> None:
    import socket

    first = server.start(own_home)
    port = server.status(own_home).port
    assert port
    server.stop(own_home)
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind((server.HOST, port))
        squatter.listen()
        second = server.start(own_home)
        assert second != first
        assert answer(second)


def test_a_server_that_others_are_let_follow_keeps_its_log_for_them(own_home: Path) -> None:
    def level(url: str) -> str:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET max_wal_senders = 5")
            return connection.execute("SHOW wal_level").fetchone()[0]

    with server.running(own_home) as url:
        assert level(url) == "minimal"
    with server.running(own_home) as url:
        assert level(url) == "replica"


def test_nobody_gets_in_without_the_password(own_home: Path) -> None:
    url = server.start(own_home)
    secret = server.status(own_home).password_file
    assert secret.stat().st_mode & 0o077 == 0
    password = secret.read_text().strip().rsplit(":", 1)[1]
    assert password not in url
    bare = url.split("?")[0]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(bare, passfile="/nonexistent")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(bare, password="guess")


def test_a_cluster_of_another_version_is_left_alone_and_named(own_home: Path) -> None:
    with server.running(own_home):
        pass
    version = own_home / "postgres" / "data" / "PG_VERSION"
    version.write_text("14\n")
    with pytest.raises(server.ServerError, match="made by PostgreSQL 14"):
        server.start(own_home)
    version.write_text("18\n")


def test_a_half_made_cluster_is_made_anew(own_home: Path) -> None:
    folder = own_home / "postgres"
    (folder / "cluster" / "data.new").mkdir(parents=True)
    (folder / "data.new").mkdir()
    with server.running(own_home) as url:
        assert answer(url)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's home is closed to the server's user")
def test_a_home_that_others_may_not_enter_keeps_its_rights(own_home: Path) -> None:
    own_home.chmod(0o700)
    try:
        with server.running(own_home) as url:
            assert answer(url)
        assert own_home.stat().st_mode & 0o777 == 0o700
    finally:
        shutil.rmtree((own_home / "postgres" / "data").resolve().parents[1])


def test_psql_of_the_package_connects_with_the_address(own_home: Path) -> None:
    url = server.start(own_home)
    told = subprocess.run(
        [server.program("psql"), url, "-Atc", "SELECT 6 * 7"], capture_output=True, text=True, check=False
    )
    assert told.stdout.strip() == "42", told.stderr


def test_starting_warm_takes_a_small_part_of_what_the_first_start_takes(own_home: Path) -> None:
    def seconds() -> float:
        begun = time.monotonic()
        with server.running(own_home):
            return time.monotonic() - begun

    assert seconds() > 2 * min(seconds() for _ in range(3))
