"""Keep reports in a database and find them again: `open_store`, `EventFilter`, and the rows that come back."""

from __future__ import annotations

from pathlib import Path

from marsad.store.frames import Rows
from marsad.store.model import (
    ArticleRow,
    ClaimFilter,
    ClaimRow,
    CountBy,
    EventArticle,
    EventFilter,
    EventRow,
    FigureFilter,
    FigureRow,
    Outcome,
    Selection,
    Store,
)
from marsad.store.sqlite import SqliteStore

__all__ = [
    "ArticleRow",
    "ClaimFilter",
    "ClaimRow",
    "CountBy",
    "EventArticle",
    "EventFilter",
    "EventRow",
    "FigureFilter",
    "FigureRow",
    "Outcome",
    "Rows",
    "Selection",
    "Store",
    "open_store",
]


def open_store(path: str | Path, *, create: bool = True) -> Store:
    """Open the database at `path`, making it when it is absent (unless `create` is false) and bringing it up to date.

    Raises `StoreError`: `store.missing`, `store.not_a_database`, `store.newer` (written by a later Marsad),
    `store.cannot_open`, `store.damaged`, `store.busy`.

    >>> with open_store("marsad.db") as store:
    ...     store.add(report)
    'new'
    """
    return SqliteStore(Path(path), create=create)
