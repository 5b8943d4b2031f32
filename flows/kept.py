"""Which pages a replay reads: those that are loaded, or those that wait in quarantine."""

from extract.errors import NothingFoundError
from flows.stages import upgraded
from warehouse.engine import Engine
from warehouse.query import run_sql
from warehouse.state import KeptPage, loaded_pages, waiting_pages

_REASONS = "SELECT DISTINCT reason FROM quarantine.item WHERE resolved_at IS NULL AND path IS NOT NULL ORDER BY 1"
_PUBLISHERS = (
    "SELECT DISTINCT u.name FROM ops.document d JOIN mart.dim_article a ON a.article_key = d.article_key"
    " JOIN mart.dim_publisher u ON u.publisher_key = a.publisher_key ORDER BY 1"
)


def find_kept(quarantine: bool = False, reason: str | None = None, publisher: str | None = None) -> list[KeptPage]:
    """Look up what a replay with these parameters reads; nothing, if nothing is loaded or waits.

    Raises:
        NothingFoundError: there are no pages of that reason or publisher; the message lists those that there are.
    """
    with upgraded() as engine:
        kept = waiting_pages(engine, reason) if quarantine else loaded_pages(engine, publisher)
        wanted = reason if quarantine else publisher
        if wanted is not None and not kept:
            raise NothingFoundError(_nothing_of(engine, wanted, quarantine))
        return kept


def _nothing_of(engine: Engine, wanted: str, quarantine: bool) -> str:
    known = ", ".join(name for (name,) in run_sql(engine, _REASONS if quarantine else _PUBLISHERS).rows)
    what = "that can be read again waits in quarantine with the reason" if quarantine else "is loaded of the publisher"
    return f"No page {what} {wanted}; there are: {known or 'none at all'}."
