"""Articles that nearly repeat an earlier one: the same agency text in another outlet, mostly."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

import msgspec

_MOST = 50  # articles that a text is compared with: those that share most bands
_CANDIDATES = """SELECT b.article, a.text FROM shingle_bands b JOIN articles a ON a.id = b.article AND a.newest = 1
    WHERE b.band IN (SELECT value FROM json_each(?)) AND b.article != ?
    GROUP BY b.article ORDER BY count(*) DESC, a.key LIMIT ?"""
_ORIGINAL = "SELECT of FROM near_duplicates WHERE article = ?"


class NearDuplicate(msgspec.Struct, frozen=True):
    """`article` nearly repeats `of`; `resemblance` is the share of three-word runs that both texts have, 0 to 1."""

    article: str
    of: str
    resemblance: float


class Duplicates:
    """The near-duplicates of a database. Reached as `Store.duplicates`."""

    def __init__(self, connection: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[None]]) -> None:
        self._connection, self._transaction = connection, transaction

    def note(self, article: str, text: str) -> NearDuplicate | None:
        """Compare an article that was just added with those before it, and keep which one it nearly repeats, if any.

        Of a chain of repetitions the first article is named. Noting an article again replaces what was noted.
        """
        from marsad.text.shingles import ALIKE, bands, resemblance, shingles

        found = shingles(text)
        listed = bands(found)
        with self._transaction():
            for table in ("shingle_bands", "near_duplicates"):
                self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
            rows = self._connection.execute(
                _CANDIDATES, (msgspec.json.encode(listed).decode(), article, _MOST)
            ).fetchall()
            scored = [(resemblance(found, shingles(other)), name) for name, other in rows]
            best, name = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
            self._connection.executemany(
                "INSERT OR IGNORE INTO shingle_bands VALUES (?, ?)", [(b, article) for b in listed]
            )
            if best < ALIKE:
                return None
            original = self._connection.execute(_ORIGINAL, (name,)).fetchone()
            near = NearDuplicate(article, original[0] if original and original[0] != article else name, round(best, 3))
            self._connection.execute("INSERT INTO near_duplicates VALUES (?, ?, ?)", msgspec.structs.astuple(near))
            return near

    def of(self, article: str) -> NearDuplicate | None:
        """Which article this one nearly repeats, if it was noted that it does."""
        row = self._connection.execute("SELECT * FROM near_duplicates WHERE article = ?", (article,)).fetchone()
        return NearDuplicate(*row) if row else None

    def repeating(self, article: str) -> list[NearDuplicate]:
        """The articles that nearly repeat this one, by id."""
        rows = self._connection.execute("SELECT * FROM near_duplicates WHERE of = ? ORDER BY article", (article,))
        return [NearDuplicate(*row) for row in rows]
