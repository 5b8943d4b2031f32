"""What every table definition shares: the metadata, the form of comments, and the columns that recur."""

from collections.abc import Iterable
from typing import Any, get_args

from sqlalchemy import BigInteger, CheckConstraint, Column, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

SCHEMAS = {
    "ops": "How the warehouse came to hold what it holds: runs, loads, documents, feed states, settings.",
    "landing": "Index of the raw pages kept as web archives on disk.",
    "staging": "Rows of the load under way, before the quality gate; emptied when it is published.",
    "quarantine": "Pages and rows that could not be loaded, each with its reason, until a replay brings them in.",
    "mart": "The star schema and the views for analysts.",
}

UNKNOWN_KEY = 0
"""Key of the row of each dimension that stands for "not said": no foreign key of a fact is ever null."""
UNKNOWN_NAME = "Không rõ"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def column(
    name: str,
    kind: TypeEngine[Any] | type[TypeEngine[Any]],
    meaning: str,
    *items: SchemaItem,
    unit: str = "",
    example: str = "",
    vi: str = "",
    read: str = "",
    null: bool = False,
    **options: Any,  # noqa: ANN401
) -> Column[Any]:
    """Make a column whose comment tells an analyst what it holds.

    Args:
        meaning: one sentence.
        unit: of a number.
        example: a value.
        vi: the Vietnamese term it stands for.
        read: how it comes out of the text.
        null: whether it may be null; the sentence should say when it is.
        options: of `sqlalchemy.Column`.
    """
    parts = (("", meaning), ("Unit", unit), ("Example", example), ("Vietnamese", vi), ("Read from", read))
    comment = " ".join(f"{label}: {value}." if label else f"{value}." for label, value in parts if value)
    return Column(name, kind, *items, comment=comment.replace("..", "."), nullable=null, **options)


def one_of(name: str, literal: object) -> CheckConstraint:
    """Allow only the values of a `Literal` in a text column, or null where the column allows it."""
    return CheckConstraint(f"{name} IN ({listed(get_args(literal))})", name=name)


def listed(values: Iterable[str]) -> str:
    """Write values as an SQL list."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


def load_id() -> Column[int]:
    """Column that ties a staged row to its load."""
    return column("load_id", BigInteger, "Load that staged the row", example="17")


TextArray = ARRAY(Text)
