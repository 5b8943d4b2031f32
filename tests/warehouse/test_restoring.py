"""A backup gives back what it holds, whatever came into the database since; no password is for others to see."""

import subprocess
from pathlib import Path

import pytest
from sample_pages import execute, mart_digests, one, page, rows, run_load
from sqlalchemy import Engine

from warehouse import backup, load
from warehouse.engine import parse


def test_a_backup_replaces_what_a_newer_version_and_analysts_added(engine: Engine, url: str, tmp_path: Path) -> None:
    run_load(engine, page())
    before = mart_digests(engine, reference=True)
    target = tmp_path / "thidua.dump"
    assert backup.write_backup(url, target) == target.stat().st_size
    assert target.stat().st_mode & 0o777 == 0o600
    execute(engine, "CREATE TABLE mart.newer (award_key uuid REFERENCES mart.fact_award)")
    execute(engine, "INSERT INTO mart.newer SELECT award_key FROM mart.fact_award")
    execute(engine, "CREATE VIEW public.of_an_analyst AS SELECT * FROM mart.awards")
    execute(engine, "UPDATE mart.fact_award SET count = 7")
    backup.restore_backup(engine, url, target, replace=True)
    assert mart_digests(engine, reference=True) == before
    assert rows(engine, "SELECT to_regclass('mart.newer'), to_regclass('public.of_an_analyst')") == [(None, None)]
    assert run_load(engine, page()).documents == {"unchanged": 1}


def test_half_a_backup_changes_nothing(engine: Engine, url: str, tmp_path: Path) -> None:
    run_load(engine, page())
    before = mart_digests(engine, reference=True)
    target = tmp_path / "thidua.dump"
    backup.write_backup(url, target)
    target.write_bytes(target.read_bytes()[: target.stat().st_size * 3 // 4])
    with pytest.raises(backup.BackupError, match="failed"):
        backup.restore_backup(engine, url, target, replace=True)
    assert mart_digests(engine, reference=True) == before


def test_what_the_server_refuses_is_told_and_changes_nothing(engine: Engine, url: str, tmp_path: Path) -> None:
    run_load(engine, page())
    before = mart_digests(engine, reference=True)
    target = tmp_path / "thidua.dump"
    backup.write_backup(url, target)
    execute(
        engine, "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not here'; END $$"
    )
    execute(engine, "CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION refuse()")  # fmt: skip  # noqa: E501
    with pytest.raises(backup.BackupError, match=r"psql failed: (.|\n)*not here"):
        backup.restore_backup(engine, url, target, replace=True)
    assert mart_digests(engine, reference=True) == before


def test_a_restore_waits_for_no_load_and_disturbs_none(engine: Engine, url: str, tmp_path: Path) -> None:
    target = tmp_path / "thidua.dump"
    backup.write_backup(url, target)
    with load.open_load(engine) as load_id:
        with pytest.raises(load.LoadBusyError):
            backup.restore_backup(engine, url, target, replace=True)
        load.fail(engine, load_id, "enough")
    assert one(engine, "SELECT count(*) FROM ops.load") == 1


@pytest.mark.parametrize(
    "address", ["postgresql://hoa:s3cret@localhost/x", "postgresql://hoa@localhost/x?password=s3cret&sslmode=disable"]
)
def test_no_password_is_among_the_arguments(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(command: list[str], env: dict[str, str], **_: object) -> subprocess.CompletedProcess[str]:
        seen.append((command, env["PGPASSWORD"]))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    backup.write_backup(address, tmp_path / "thidua.dump")
    [(command, password)] = seen
    assert password == "s3cret"
    assert "s3cret" not in " ".join(command)
    assert parse(command[-1].removeprefix("--dbname=")).username == "hoa"
