import csv
import json
import subprocess
import sys
import tempfile
import unicodedata
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from commands import PATIENCE
from sample_pages import SENTENCE, article, award, execute, page, result, rows, run_load
from sqlalchemy import Engine

from transform.facts import Facts
from warehouse.engine import DatabaseError
from warehouse.export import TABLES, export
from warehouse.query import QueryError, run_sql
from warehouse.reader import READER


def test_a_query_cannot_change_anything(engine: Engine) -> None:
    run_load(engine, page())
    for attempt in ("DELETE FROM mart.fact_award", "CREATE TABLE mart.x ()", "SELECT nextval('ops.load_load_id_seq')"):
        with pytest.raises(QueryError, match="read-only"):
            run_sql(engine, attempt)
    for attempt in ("COMMIT; DELETE FROM mart.fact_award", "SELECT 1; SELECT 2"):
        with pytest.raises(QueryError, match="several statements; give one at a time"):
            run_sql(engine, attempt)
    for attempt in ("COMMIT", "SET TRANSACTION READ WRITE", "RESET ROLE"):
        run_sql(engine, attempt)  # alone it changes nothing for the next query
        with pytest.raises(QueryError, match="read-only"):
            run_sql(engine, "DELETE FROM mart.fact_award")
    with pytest.raises(QueryError, match="transaction read-write"):
        run_sql(engine, "SELECT set_config('transaction_read_only', 'off', true)")
    with pytest.raises(QueryError, match="permission denied"):
        run_sql(engine, "COPY (SELECT 1) TO PROGRAM 'true'")
    assert rows(engine, "SELECT count(*) FROM mart.fact_award") == [(1,)]


@pytest.mark.parametrize("nothing", ["", "  ", ";", "-- chỉ là ghi chú", "/* và nữa */"])
def test_an_empty_query_is_told_what_a_query_looks_like(engine: Engine, nothing: str) -> None:
    with pytest.raises(QueryError, match="no statement in it; ask for instance: SELECT"):
        run_sql(engine, nothing)


def test_a_query_cannot_take_back_the_rights_of_the_engine(engine: Engine) -> None:
    # Not tmp_path, where the server's user could not write anyway.
    trace = Path(tempfile.gettempdir()) / f"thidua-escape-{uuid.uuid4().hex}"
    for copy in (f"TO PROGRAM $q$id > {trace}$q$", f"TO '{trace}'"):
        for undo in ("RESET ROLE", "SET ROLE NONE", "RESET SESSION AUTHORIZATION"):
            with pytest.raises(QueryError, match="permission denied"):
                run_sql(engine, f"DO $$ BEGIN {undo}; COPY (SELECT 1) {copy}; END $$")
    assert not trace.exists()
    taken = "set_config('role', 'none', true), set_config('statement_timeout', '0', true)"
    harmful = "SELECT rolsuper FROM pg_roles WHERE rolname IN (current_user, session_user)"
    assert run_sql(engine, f"SELECT {taken}, session_user::text, ARRAY({harmful})").rows == [
        ("none", "0", READER, [False])
    ]
    for role in ("thidua", "pg_execute_server_program"):
        with pytest.raises(QueryError, match="permission denied"):
            run_sql(engine, f"SELECT set_config('role', '{role}', true)")


def test_the_reader_is_set_right_when_its_password_or_rights_are_not(engine: Engine) -> None:
    run_sql(engine, "SELECT 1")
    execute(engine, f"ALTER ROLE {READER} PASSWORD 'another' CREATEDB")
    assert run_sql(engine, "SELECT rolcreatedb FROM pg_roles WHERE rolname = session_user").rows == [(False,)]


def test_a_reader_with_harmful_rights_is_refused(engine: Engine) -> None:
    run_sql(engine, "SELECT 1")
    execute(engine, f"GRANT pg_execute_server_program TO {READER}")
    try:
        with pytest.raises(DatabaseError, match="thidua db grant analyst"):
            run_sql(engine, "SELECT 1")
    finally:
        execute(engine, f"REVOKE pg_execute_server_program FROM {READER}")


def test_many_processes_may_make_the_reader_at_once(engine: Engine) -> None:
    run_sql(engine, "SELECT 1")
    execute(engine, f"ALTER ROLE {READER} PASSWORD 'another'")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: run_sql(engine, "SELECT 1").rows, range(8)))
    assert answers == [[(1,)]] * 8


def test_a_query_that_takes_too_long_is_stopped(engine: Engine) -> None:
    with pytest.raises(QueryError, match="timeout"):
        run_sql(engine, "SELECT pg_sleep(5)", timeout=0.2)


def test_a_wrong_query_shows_the_words_of_the_database(engine: Engine) -> None:
    with pytest.raises(QueryError, match='column "nope" does not exist'):
        run_sql(engine, "SELECT nope FROM mart.awards")


def test_per_cent_signs_need_no_care(engine: Engine) -> None:
    assert run_sql(engine, "SELECT 'Hà Nội' LIKE 'Hà%' AS hit").rows == [(True,)]
    assert run_sql(engine, "SELECT %(name)s AS name", {"name": "Đảng"}).rows == [("Đảng",)]


def test_answers_come_as_csv_and_json_and_words(engine: Engine) -> None:
    answer = run_sql(engine, "SELECT 'a,\"b' AS t, NULL AS n, ARRAY['x','y'] AS l, 1.50 AS d, 2.0::float8 AS f")
    assert answer.as_csv() == 't,n,l,d,f\n"a,""b",,"[""x"", ""y""]",1.5,2\n'
    assert json.loads(answer.as_json()) == [{"t": 'a,"b', "n": None, "l": ["x", "y"], "d": 1.5, "f": 2}]
    assert answer.as_text() == [['a,"b', "", "x; y", "1.5", "2"]]


def test_the_three_formats_hold_the_same_rows(engine: Engine, tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFC", SENTENCE)
    run_load(
        engine,
        page(article(text=decomposed), Facts(awards=(award(recipients=("A", "B")),), results=(result(value=30.6),))),
        page(article("file:///news/2.html")),
    )
    for format in ("jsonl", "csv", "parquet"):
        written = export(engine, tmp_path, format)
        assert written == {"articles": 2, "awards": 2, "campaigns": 1, "results": 2, "award_recipients": 2}
    for name in TABLES:
        lines = (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()
        from_json = [json.loads(line) for line in lines]
        assert all(unicodedata.is_normalized("NFC", line) for line in lines)
        with (tmp_path / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            from_csv = list(csv.DictReader(file))
        from_parquet = pq.read_table(tmp_path / f"{name}.parquet").to_pylist()
        assert len(from_json) == len(from_csv) == len(from_parquet)
        for j, c, p in zip(from_json, from_csv, from_parquet, strict=True):
            assert list(j) == list(c) == list(p)
            for column, value in j.items():
                assert c[column] == ("" if value is None else json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value))  # fmt: skip  # noqa: E501
                if column != "published_at":
                    assert p[column] == value
    articles = (tmp_path / "articles.jsonl").read_text("utf-8")
    assert json.loads(articles.splitlines()[0])["published_at"] == "2022-11-25T00:30:00+07:00"
    assert {json.loads(line)["value"] for line in (tmp_path / "results.jsonl").open()} == {30.6, 27000000000}


def test_an_export_does_not_depend_on_the_order_of_loads(engine: Engine, tmp_path: Path) -> None:
    pages = [page(article(f"file:///news/{n}.html", SENTENCE.replace("188", str(n)))) for n in range(1, 9)]
    for one in pages:
        run_load(engine, one)
    export(engine, tmp_path / "a")
    for one in reversed(pages):
        run_load(engine, one)
    export(engine, tmp_path / "b")
    assert [(tmp_path / "a" / f"{n}.jsonl").read_bytes() for n in TABLES] == [
        (tmp_path / "b" / f"{n}.jsonl").read_bytes() for n in TABLES
    ]


@pytest.mark.parametrize("module", ["query", "export", "server"])
def test_asking_loads_no_heavy_library(module: str) -> None:
    heavy = "('prefect', 'great_expectations', 'pyarrow', 'pandas', 'alembic', 'lxml')"
    code = f"import sys, warehouse.{module}; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
    assert told.stdout.strip() == "[]", told.stderr
