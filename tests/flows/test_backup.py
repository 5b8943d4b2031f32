"""A backup holds everything, and restoring it gives everything back."""

from pathlib import Path

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine
from warehouses import digests, one

from warehouse.engine import connect

pytestmark = pytest.mark.slow


def test_a_restored_warehouse_is_the_one_that_was_backed_up_and_takes_the_next_load(
    thidua: Command, engine: Engine, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert thidua("run", *map(str, PAGES[:3])).code == 0
    before = digests(engine)
    written = thidua("db", "backup", str(tmp_path / "thidua.dump"))
    assert written.code == 0, written.err
    assert [path.name for path in tmp_path.iterdir()] == ["thidua.dump"]

    monkeypatch.setenv("THIDUA_DATABASE_URL", empty_url)
    restored = thidua("db", "restore", str(tmp_path / "thidua.dump"))
    assert restored.code == 0, restored.err
    other = connect(empty_url)
    assert digests(other) == before
    replayed = thidua("run", *map(str, PAGES[:3]))
    assert "3 unchanged" in replayed.out
    assert one(other, "SELECT max(load_id) FROM ops.load") == 2

    refused = thidua("db", "restore", str(tmp_path / "thidua.dump"))
    assert refused.code == 1
    assert "holds loads already; give --replace" in refused.err
    assert thidua("db", "restore", "--replace", str(tmp_path / "thidua.dump")).code == 0
    assert one(other, "SELECT max(load_id) FROM ops.load") == 1
    other.dispose()


def test_a_file_that_is_no_backup_changes_nothing(thidua: Command, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "thidua.dump").write_bytes(b"not a dump")
    before = digests(engine)
    for name, words in (("thidua.dump", "pg_restore failed"), ("missing.dump", "no such file")):
        ended = thidua("db", "restore", str(tmp_path / name))
        assert ended.code == 1
        assert words in ended.err
        assert "Traceback" not in ended.err
    assert digests(engine) == before
