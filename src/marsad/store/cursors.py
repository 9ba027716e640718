"""How far files of many articles have been read, so that a run that was killed goes on where it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

import msgspec

Transaction = Callable[[], AbstractContextManager[None]]
_MOVE = """INSERT INTO cursors (source, mark, position, done) VALUES (:source, :mark, :position, :done)
    ON CONFLICT (source) DO UPDATE SET mark = :mark, position = :position, done = :done"""


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a file: `source` names it, `mark` tells its contents, `position` is where the next record begins."""

    source: str
    mark: str
    position: int = 0
    done: bool = False


class Cursors:
    """The cursors of a database. Reached as `Store.cursors`."""

    def __init__(self, connection: sqlite3.Connection, transaction: Transaction) -> None:
        self._connection, self._transaction = connection, transaction

    def of(self, source: str, mark: str) -> Cursor:
        """Where a file was left; its beginning when it is new, or another file than the one of that name before."""
        row = self._connection.execute(
            "SELECT mark, position, done FROM cursors WHERE source = ?", (source,)
        ).fetchone()
        if row is None or row[0] != mark:
            return Cursor(source=source, mark=mark)
        return Cursor(source=source, mark=mark, position=row[1], done=bool(row[2]))

    def move(self, cursor: Cursor) -> None:
        """Keep a place: within `Store.transaction`, together with what was added there."""
        with self._transaction():
            self._connection.execute(_MOVE, msgspec.structs.asdict(cursor))
