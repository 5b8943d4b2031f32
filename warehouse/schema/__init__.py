"""The warehouse as metadata: the one place where tables, columns, keys and their meaning are written down.

Migrations, the data dictionary and the expectation suites are made from `metadata`.
"""

from warehouse.schema import corrections, dimensions, facts, ops, resolved, summaries
from warehouse.schema.base import SCHEMAS, UNKNOWN_KEY, UNKNOWN_NAME, metadata

__all__ = [
    "SCHEMAS",
    "UNKNOWN_KEY",
    "UNKNOWN_NAME",
    "corrections",
    "dimensions",
    "facts",
    "metadata",
    "ops",
    "resolved",
    "summaries",
]
