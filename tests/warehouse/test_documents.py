from collections.abc import Iterator
from pathlib import Path

import pytest
from demonstration import QUERIES, fill, render
from sample_pages import database
from sqlalchemy import Engine

import warehouse
from warehouse import dictionary
from warehouse.query import run_sql


def test_the_data_dictionary_is_current() -> None:
    written = (Path(warehouse.__file__).parent / "DATA_DICTIONARY.md").read_text("utf-8")
    assert written == dictionary.render(), "run: python -m warehouse.dictionary > warehouse/DATA_DICTIONARY.md"


def test_every_question_has_the_answer_that_its_page_shows(demonstration: Engine) -> None:
    written = (QUERIES / "README.md").read_text("utf-8")
    assert written == render(demonstration), "run: python tests/warehouse/demonstration.py"


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.sql")), ids=lambda path: path.stem)
def test_a_query_has_a_question_and_an_answer(path: Path, demonstration: Engine) -> None:
    sql = path.read_text("utf-8")
    assert sql.startswith("/* ")
    assert sql.splitlines()[0].endswith("? */")
    assert run_sql(demonstration, sql).rows


def test_there_are_at_least_fifteen_questions() -> None:
    assert len(list(QUERIES.glob("*.sql"))) >= 15


@pytest.fixture(scope="module")
def demonstration(home: Path, server_url: str, template: str) -> Iterator[Engine]:
    """The demonstration's warehouse, which the questions only read."""
    with database(home, server_url, template, "demonstration") as (_, engine):
        fill(engine)
        yield engine
