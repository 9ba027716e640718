"""What the store remembers of watched feeds: where each stands, and which items it has shown.

An item that is new waits in the store until its article is kept; the feed's cursor (etag, date) moves in the transaction
that makes its items wait, and an item stops waiting in the transaction that keeps its article. So a process that dies at
any moment neither loses an article nor keeps one twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Literal

import msgspec

FeedStatus = Literal["new", "ok", "degraded", "blocked", "dead"]


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """Where a feed stands. Times are ISO 8601 in UTC; `reason` is the code of what is wrong.

    `failures` counts polls in a row that failed, `item_failures` items in a row that could not be read.
    """

    url: str
    outlet: str | None = None
    status: FeedStatus = "new"
    reason: str | None = None
    failures: int = 0
    failing_since: str | None = None
    item_failures: int = 0
    item_reason: str | None = None
    etag: str | None = None
    modified: str | None = None
    last_poll: str | None = None
    last_success: str | None = None
    last_new: str | None = None
    next_poll: str | None = None


class FeedRow(FeedState, frozen=True, kw_only=True):
    """A feed in a list, with how many of its items are kept, wait to be read, and could not be read."""

    kept: int
    waiting: int
    failed: int


class NewItem(msgspec.Struct, frozen=True):
    """An item that a feed shows: its key there, the id of its article, and what the feed says of it."""

    key: str
    article: str
    item: str


class WaitingItem(msgspec.Struct, frozen=True):
    """An item whose article is to be read; `tries` counts the failures so far."""

    number: int
    feed: str
    article: str
    item: str
    tries: int


_FIELDS = FeedState.__struct_fields__
_COLUMNS = ", ".join(f"f.{name}" for name in _FIELDS)
_UPDATE = f"UPDATE feeds SET {', '.join(f'{name} = :{name}' for name in _FIELDS if name != 'url')} WHERE url = :url"
_ROWS = f"""SELECT {_COLUMNS}, count(*) FILTER (WHERE i.state = 'kept'), count(*) FILTER (WHERE i.state = 'waiting'),
    count(*) FILTER (WHERE i.state = 'failed') FROM feeds f LEFT JOIN feed_items i ON i.feed = f.url
    WHERE f.watched GROUP BY f.url ORDER BY f.outlet IS NULL, f.outlet, f.url"""
_WATCH = """INSERT INTO feeds (url, outlet, watched, status, failures, item_failures) VALUES (?, ?, 1, 'new', 0, 0)
    ON CONFLICT (url) DO UPDATE SET watched = 1, outlet = excluded.outlet"""
# An article that another feed, or another key of this one, has brought already is not read again.
_NEW_ITEM = """INSERT OR IGNORE INTO feed_items (feed, key, article, state, item, tries, next_try, first_seen)
    SELECT :feed, :key, :article, CASE WHEN known THEN 'kept' ELSE 'waiting' END,
           CASE WHEN known THEN NULL ELSE :item END, 0, :now, :now
    FROM (SELECT EXISTS (SELECT 1 FROM feed_items WHERE article = :article AND state = 'kept') AS known)"""
# One of each article, and the feeds in turn, so that a long feed does not hold up the others.
_WAITING = """SELECT number, feed, article, item, tries FROM (
      SELECT min(number) AS number, feed, article, item, tries,
             row_number() OVER (PARTITION BY feed ORDER BY min(number)) AS turn
      FROM feed_items JOIN feeds f ON f.url = feed AND f.watched
      WHERE state = 'waiting' AND (next_try <= :now OR next_try > :latest) GROUP BY article)
    ORDER BY turn, number LIMIT :limit"""
_KEPT = "UPDATE feed_items SET state = 'kept', item = NULL, reason = NULL WHERE article = ?"
_PUT_OFF = "UPDATE feed_items SET tries = tries + 1, next_try = ?, reason = ? WHERE article = ? AND state = 'waiting'"
_FAILED = "UPDATE feed_items SET state = 'failed', item = NULL, reason = ? WHERE article = ? AND state = 'waiting'"


class Feeds:
    """The feeds of a database. Reached as `Store.feeds`; every method that writes is a transaction, or part of one."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        transaction: Callable[[], AbstractContextManager[None]],
        errors: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._connection, self._transaction, self._errors = connection, transaction, errors

    def watch(self, feeds: Mapping[str, str | None]) -> None:
        """Watch these feeds (address → outlet) and no others; what is known of the others is kept."""
        with self._transaction():
            self._connection.execute("UPDATE feeds SET watched = 0")
            self._connection.executemany(_WATCH, list(feeds.items()))

    def states(self) -> dict[str, FeedState]:
        """Where each watched feed stands, by address."""
        found = self._all(f"SELECT {_COLUMNS} FROM feeds f WHERE f.watched ORDER BY f.rowid")
        return {row[0]: FeedState(**dict(zip(_FIELDS, row, strict=True))) for row in found}

    def rows(self) -> list[FeedRow]:
        """The watched feeds, by outlet and address."""
        names = FeedRow.__struct_fields__
        return [FeedRow(**dict(zip(names, row, strict=True))) for row in self._all(_ROWS)]

    def save(self, state: FeedState, items: Iterable[NewItem] = (), *, now: str = "") -> int:
        """Keep where a feed stands, together with what it shows; how many items were not known before."""
        with self._transaction():
            before = self._connection.total_changes
            rows = [{"feed": state.url, "now": now, **msgspec.structs.asdict(item)} for item in items]
            self._connection.executemany(_NEW_ITEM, rows)
            new = self._connection.total_changes - before
            if new:
                state = msgspec.structs.replace(state, last_new=now)
            self._connection.execute(_UPDATE, msgspec.structs.asdict(state))
        return new

    def waiting(self, now: str, latest: str, limit: int) -> list[WaitingItem]:
        """Items to be read by now, the feeds in turn; what is put off beyond `latest` is due (the clock was set back)."""
        asked = {"now": now, "latest": latest, "limit": limit}
        return [WaitingItem(*row) for row in self._all(_WAITING, asked)]

    def kept(self, item: WaitingItem) -> None:
        """An item's article is in the store."""
        with self._transaction():
            self._connection.execute(_KEPT, (item.article,))
            self._count(item.feed, None)

    def put_off(self, item: WaitingItem, until: str, reason: str) -> None:
        """An item could not be read now."""
        with self._transaction():
            self._connection.execute(_PUT_OFF, (until, reason, item.article))
            self._count(item.feed, reason)

    def failed(self, item: WaitingItem, reason: str, *, blameless: bool = False) -> None:
        """An item will not be read; `blameless`: it is no Arabic article, which is no fault of the feed."""
        with self._transaction():
            self._connection.execute(_FAILED, (reason, item.article))
            self._count(item.feed, None if blameless else reason)

    def _count(self, feed: str, reason: str | None) -> None:
        failures = "item_failures + 1" if reason else "0"
        self._connection.execute(
            f"UPDATE feeds SET item_failures = {failures}, item_reason = ? WHERE url = ?", (reason, feed)
        )

    def _all(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        with self._errors():
            return self._connection.execute(statement, parameters or {}).fetchall()
