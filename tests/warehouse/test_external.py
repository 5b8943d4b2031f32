"""The same loads on a server that others run: over TLS, by users who are no superusers."""

import os
import random
import signal
import time
from collections.abc import Iterator
from threading import Thread

import pytest
from external import External, external_server
from sample_pages import execute, mart_digests, one, page, rows, run_load
from test_never_lost import FIRST, SECOND, in_child, settle, whole_load

from warehouse import access, corrections, export, migrate
from warehouse.engine import DatabaseUnreachableError, connect
from warehouse.query import run_sql


@pytest.fixture(scope="module")
def external() -> Iterator[External]:
    with external_server() as found:
        yield found


SECRET = "s3cret-mật-khẩu"


@pytest.fixture(scope="module")
def owned(external: External) -> str:
    external.make_database("chu", SECRET)
    return external.url("chu", SECRET, "chu")


def test_full_verification_is_honoured(external: External, owned: str) -> None:
    connect(owned).dispose()
    for address, words in (
        (external.url("chu", SECRET, "chu", host="127.0.0.1"), "certificate|host name"),
        (external.url("chu", SECRET, "chu", authority=external.stranger), "certificate verify failed"),
        (owned.replace("verify-full", "disable"), "closed the connection"),
        (external.url("chu", "guess", "chu"), "password authentication failed"),
    ):
        with pytest.raises(DatabaseUnreachableError, match=words) as refused:
            connect(address)
        assert SECRET not in str(refused.value)
        assert "guess" not in str(refused.value)


def test_a_plain_user_over_tls_migrates_loads_corrects_asks_and_exports(owned: str, tmp_path: object) -> None:
    engine = connect(owned)
    migrate.upgrade(engine)
    assert run_load(engine, page()).documents == {"new": 1}
    key = one(engine, "SELECT award_key::text FROM mart.awards")
    corrections.add(engine, key, {"count": "190"}, "seen")
    assert corrections.carry_out(engine)
    assert run_sql(engine, "SELECT count FROM mart.awards_resolved").rows == [(190,)]
    assert export.export(engine, tmp_path)["awards"] == 1  # type: ignore[arg-type]
    assert SECRET not in repr(engine)
    assert SECRET not in repr(engine.url)
    engine.dispose()


@pytest.mark.slow
def test_a_loader_killed_at_random_moments_on_a_server_of_others_loses_and_doubles_nothing(external: External) -> None:
    external.make_database("kho", SECRET)
    admin = connect(external.admin.replace("/thidua?", "/kho?"))
    migrate.upgrade(admin)
    execute(admin, f"ALTER ROLE kho PASSWORD '{SECRET}'")
    password = access.grant(admin, "loader", "nap")
    url = external.url("nap", password, "kho")
    moments = random.Random(5)

    def die_soon(_: object) -> None:
        seconds = moments.uniform(0.0, 0.35)
        Thread(target=lambda: (time.sleep(seconds), os.kill(os.getpid(), signal.SIGKILL)), daemon=True).start()

    run_load(admin, *FIRST)
    before = mart_digests(admin)
    found = []
    for _ in range(8):
        moments.random()
        in_child(url, die_soon, SECOND)
        settle(admin)
        found.append(mart_digests(admin))
    loader = connect(url)
    whole_load(loader, SECOND)
    loader.dispose()
    after = mart_digests(admin)
    assert all(digests in (before, after) for digests in found)
    assert rows(admin, "SELECT count(*) FROM mart.fact_award") == [(9,)]
    admin.dispose()
