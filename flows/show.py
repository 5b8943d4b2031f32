"""Answers of the warehouse laid out for a terminal."""

from rich.table import Table

from warehouse.query import Answer


def answer_table(answer: Answer, title: str | None = None) -> Table:
    """Lay an answer out as a table; what web pages say is shown as it stands, never as markup."""
    from rich.text import Text

    table = Table(title=title, title_justify="left")
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.as_text():
        table.add_row(*map(Text, row))
    return table
