"""What people do about single facts and pages: corrections, and a look into quarantine."""

import json
import re
from pathlib import Path

import pytest
from commands import PAGES, Command
from sqlalchemy import Engine
from warehouses import one

pytestmark = pytest.mark.slow


def test_a_fact_is_corrected_listed_and_given_back(thidua: Command, engine: Engine) -> None:
    assert thidua("run", str(PAGES[0])).code == 0
    key, read = one(
        engine, "SELECT award_key || ' ' || count FROM mart.awards ORDER BY char_start, award_key LIMIT 1"
    ).split()
    of_fact = f"SELECT count FROM mart.awards WHERE award_key = '{key}'"
    ended = thidua("corrections", "add", key, "--set", "count=4711", "--reason", "quyết định 12/QĐ", "--by", "Hoa")
    assert ended.code == 0, ended.err
    assert all(words in ended.out for words in ("4711", read, "Hoa", "quyết định 12/QĐ", "applied"))
    assert one(engine, of_fact) == 4711
    assert thidua("replay").code == 0
    assert one(engine, of_fact) == 4711
    assert re.search(r"corrections +1 applied", thidua("status").out)
    assert "No correction asks for review." in thidua("corrections", "list", "--review").out
    assert thidua("corrections", "remove", "1").code == 0
    assert one(engine, of_fact) == int(read)
    assert thidua("corrections", "list").out == "There are no corrections.\n"


def test_a_correction_that_makes_no_sense_is_wrong_usage_and_one_by_sql_is_as_good_as_one_by_command(
    thidua: Command, engine: Engine
) -> None:
    assert thidua("run", str(PAGES[0])).code == 0
    key = one(engine, "SELECT award_key::text FROM mart.awards LIMIT 1")
    for arguments, words in (
        (["--set", "count=nhiều"], "a whole number above 0"),
        (["--set", "cuont=4"], "its fields are count"),
        (["--set", "count"], "FIELD=VALUE"),
        ([], "--wrong"),
        (["--wrong", "--set", "count=4"], "--wrong"),
    ):
        ended = thidua("corrections", "add", key, "--reason", "x", *arguments)
        assert (ended.code, words in " ".join(ended.err.split())) == (2, True), ended.err
    assert thidua("corrections", "add", "nonsense", "--wrong", "--reason", "x").code == 2
    assert thidua("corrections", "remove", "7").code == 2
    assert thidua("corrections", "list").out == "There are no corrections.\n"

    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO ops.correction (fact, fact_key, reason) VALUES ('award', '{key}', 'no award')"
        )
    assert "(wrong)" in thidua("corrections", "apply").out
    assert one(engine, f"SELECT count(*) FROM mart.awards WHERE award_key = '{key}'") == 0


def test_quarantine_shows_and_hands_over_what_waits_with_its_bytes(
    thidua: Command, engine: Engine, tmp_path: Path
) -> None:
    front = "<html><body><div><a href='/a'>Tin mới</a></div></body></html>".encode()
    (tmp_path / "front.html").write_bytes(front)
    assert thidua("run", str(tmp_path)).code == 0
    listed = thidua("quarantine", "list").out
    short = one(engine, "SELECT left(item_id::text, 8) FROM quarantine.item")
    assert short in listed
    shown = thidua("quarantine", "show", short).out
    first_seen = one(
        engine, "SELECT to_char(first_seen AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') FROM quarantine.item"
    )
    assert all(words in shown for words in ("parse: no_article", "front.html", "from byte 0", first_seen, "waits"))
    assert thidua("quarantine", "show", short, "--payload").out.encode() == front
    out = tmp_path / "out"
    assert "1 items" in thidua("quarantine", "export", str(out)).out
    [item] = map(json.loads, (out / "items.jsonl").read_text("utf-8").splitlines())
    assert (item["reason"], item["attempts"], item["warc_offset"]) == ("no_article", 1, 0)
    assert item["first_seen"].endswith("+00:00") or item["first_seen"].endswith("+07:00")
    assert (out / item["payload"]).read_bytes() == front
    assert thidua("quarantine", "show", "zzzz").code == 2
