"""A password in the address of the database is nowhere to be read."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from commands import PAGES, environment_of
from external import External, external_server

SECRET = "Khong-Ai-Biet-7c1f"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def external() -> Iterator[External]:
    with external_server() as found:
        found.make_database("kho", SECRET)
        yield found


def thidua(home: Path, url: str, api: str, *arguments: str) -> tuple[str, set[str]]:
    """Run the command to its end; return what it printed, and the command lines of it and its children meanwhile."""
    lines: set[str] = set()
    environment = environment_of(home, THIDUA_DATABASE_URL=url, PREFECT_API_URL=api)
    with subprocess.Popen(
        [Path(sys.executable).with_name("thidua"), *arguments],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            for each in (watched, *watched.children(recursive=True)):
                try:
                    lines.add(" ".join(each.cmdline()))
                except psutil.Error:
                    continue
            time.sleep(0.3)
        printed = process.stdout.read() if process.stdout else ""
    return printed, lines


def test_neither_output_nor_process_lists_nor_files_nor_tables_nor_prefect_hold_it(
    external: External, api: str, tmp_path: Path, home: Path
) -> None:
    url = external.url("kho", SECRET, "kho")
    shown, listed = "", set()
    for address, arguments in (
        (url, ["run", str(PAGES[0])]),
        (url, ["db", "url"]),
        (url, ["sql", "SELECT nothing"]),
        (url.replace("localhost", "127.0.0.1"), ["status"]),
    ):
        printed, lines = thidua(tmp_path / "home", address, api, *arguments)
        shown, listed = shown + printed, listed | lines
    assert "published" in shown
    assert "certificate" in shown, "the last one is refused with a reason"
    assert any("thidua" in line for line in listed)
    assert SECRET not in shown
    assert not [line for line in listed if SECRET in line]
    for folder in (tmp_path, Path(os.environ["PREFECT_HOME"])):
        assert not [path for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    with psycopg.connect(external.admin.replace("/thidua?", "/kho?")) as admin:
        tables = admin.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text"
            " IN ('ops', 'landing', 'staging', 'quarantine', 'mart')"
        ).fetchall()
        assert len(tables) > 30
        for (table,) in tables:
            found = admin.execute(f"SELECT count(*) FROM {table} t WHERE strpos(t::text, %s) > 0", [SECRET]).fetchone()
            assert found == (0,), table
