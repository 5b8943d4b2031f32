import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from sample_pages import execute, one, page, rows, run_load
from sqlalchemy import Engine

from warehouse import access, export, migrate, server
from warehouse.engine import connect


@contextmanager
def logged_in(url: str, user: str, password: str) -> Iterator[Engine]:
    rest = url.split("@", 1)[1].split("?")[0]
    engine = connect(f"postgresql://{quote(user)}:{quote(password)}@{rest}")
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def user(engine: Engine) -> Iterator[str]:
    name = f"someone-{secrets.token_hex(4)}"
    yield name
    execute(engine, f'DROP OWNED BY "{name}"; DROP ROLE "{name}"')


def test_an_analyst_reads_the_mart_and_nothing_else(engine: Engine, url: str, user: str) -> None:
    run_load(engine, page())
    password = access.grant(engine, "analyst", user)
    with logged_in(url, user, password) as analyst:
        assert rows(analyst, "SELECT count FROM mart.awards") == [(188,)]
        assert one(analyst, "SELECT count(*) FROM mart.awards_resolved") == 1
        with analyst.connect() as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "5min"
        for attempt in (
            "SELECT * FROM landing.page", "SELECT * FROM ops.load", "SELECT * FROM staging.award",
            "SELECT * FROM quarantine.item", "DELETE FROM mart.fact_award", "CREATE TABLE mart.mine ()",
            "CREATE TABLE public.mine ()", "DROP VIEW mart.awards", "SET ROLE thidua_loader", "SET ROLE thidua_owner",
            "COPY (SELECT 1) TO PROGRAM 'true'",
        ):  # fmt: skip
            with analyst.connect() as connection:
                connection.exec_driver_sql("SET TRANSACTION READ WRITE")  # the setting alone must not be what stops it
                with pytest.raises(Exception, match=r"permission denied|must be owner"):
                    connection.exec_driver_sql(attempt)


def test_a_loader_loads_but_does_not_change_the_schema(engine: Engine, url: str, user: str) -> None:
    password = access.grant(engine, "loader", user)
    with logged_in(url, user, password) as loader:
        migrate.require_current(loader)
        assert run_load(loader, page()).documents == {"new": 1}
        assert run_load(loader, page(version="2")).documents == {"changed": 1}
        with pytest.raises(Exception, match="must be owner"):
            execute(loader, "DROP TABLE mart.fact_award CASCADE")


def test_an_owner_migrates_and_the_rights_of_the_others_stay(engine: Engine, url: str, user: str) -> None:
    run_load(engine, page())
    password = access.grant(engine, "owner", user)
    execute(engine, "UPDATE ops.setting SET value = 'old' WHERE name IN ('views', 'reference')")
    with logged_in(url, user, password) as owner:
        migrate.upgrade(owner)
        assert one(owner, "SELECT viewowner FROM pg_views WHERE viewname = 'awards'") == "thidua_owner"
    assert one(engine, "SELECT has_table_privilege('thidua_analyst', 'mart.awards', 'SELECT')")
    assert not one(engine, "SELECT has_table_privilege('thidua_analyst', 'landing.page', 'SELECT')")


def test_a_user_that_exists_keeps_its_password(engine: Engine, user: str) -> None:
    access.grant(engine, "analyst", user)
    with pytest.raises(access.UserExistsError, match="GRANT thidua_loader"):
        access.grant(engine, "loader", user)


def test_granting_twice_for_two_users_is_fine(engine: Engine, user: str) -> None:
    access.grant(engine, "analyst", user)
    other = f"{user}2"
    access.grant(engine, "analyst", other)
    execute(engine, f'DROP ROLE "{other}"')


def test_no_password_reaches_the_log_of_the_server(engine: Engine, home: Path, user: str) -> None:
    execute(engine, f"ALTER DATABASE {engine.url.database} SET log_statement = 'all'")
    engine.dispose()
    password = access.grant(engine, "analyst", user)
    log = (home / "postgres" / "data").resolve().parent / "server.log"
    words = log.read_text()
    assert "CREATE ROLE" in words
    assert password not in words


def test_a_database_of_ones_own_works_without_superuser_rights(server_url: str, home: Path, tmp_path: Path) -> None:
    """As with THIDUA_DATABASE_URL: TCP, a password in the address, a user who owns the database and no more."""
    name, password = f"own_{secrets.token_hex(4)}", secrets.token_hex(8)
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
        admin.execute(f"CREATE DATABASE {name} OWNER {name}")
        try:
            port = server.status(home).port
            own = connect(f"postgresql://{name}:{password}@127.0.0.1:{port}/{name}")
            assert password not in repr(own)
            migrate.upgrade(own)
            assert run_load(own, page()).documents == {"new": 1}
            assert one(own, "SELECT count FROM mart.awards") == 188
            assert export.export(own, tmp_path, "jsonl")["awards"] == 1
            own.dispose()
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
            admin.execute(f"DROP ROLE {name}")
