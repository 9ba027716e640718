"""The store in one SQLite file: one writer at a time, any number of readers beside it (WAL).

A commit survives the death of the process at any moment; the loss of power may take the last commits, never the file.
"""

# ruff: noqa: D102 - the methods are documented at `Store`
from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice, starmap
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, Unpack

from marsad.errors import StoreError
from marsad.export.event_row import COLUMNS, Cell, event_row
from marsad.record.types import Report
from marsad.store import schema, statements
from marsad.store.asking import ClaimKeywords, EventKeywords, FigureKeywords, asked
from marsad.store.cells import CLAIM_COLUMNS, FIGURE_COLUMNS, claim_cells, figure_cells
from marsad.store.cursors import Cursors
from marsad.store.duplicates import Duplicates
from marsad.store.feeds import Feeds
from marsad.store.frames import Rows
from marsad.store.listing import Item, Listed, article_row, claim_row, figure_row, standing
from marsad.store.model import (
    ArticleRow,
    ClaimFilter,
    ClaimRow,
    CountBy,
    EventFilter,
    EventRow,
    FigureFilter,
    FigureRow,
    Outcome,
    Selection,
)
from marsad.store.rows import Row, flatten_article, flatten_parts
from marsad.store.statements import Query
from marsad.text.normalise import fold
from marsad.text.stem import search_tokens

BUSY_TIMEOUT = 10.0  # seconds that a writer waits for another one
CACHE_KIB = 32 << 10  # pages kept in memory; SQLite's own 2 MiB halve the speed of adding
_KEPT = 64  # articles that a listing of events keeps decoded: neighbours in time often share one

Found = TypeVar("Found", FigureRow, ClaimRow)


class SqliteStore:
    """The `Store` in a SQLite file; see there for what each method does."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self._path = path
        if not create and not path.exists():
            raise StoreError("store.missing", f"There is no database {path}.", hint="Make one with `marsad ingest`.")
        with self._errors():
            self._connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        self._connection.create_function("search_text", 1, _search_text, deterministic=True)
        self._connection.create_function("folded", 1, _folded, deterministic=True)
        schema.prepare(self._connection)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    def add(self, report: Report) -> Outcome:
        with self._errors(), schema.transaction(self._connection):
            return self._add(report)

    def add_many(self, reports: Iterable[Report], *, batch: int = 200) -> Iterator[Outcome]:
        waiting = iter(reports)
        while taken := list(islice(waiting, batch)):
            with self._errors(), schema.transaction(self._connection):
                outcomes = [self._add(report) for report in taken]
            yield from outcomes

    def _add(self, report: Report) -> Outcome:
        row = flatten_article(report)
        same = self._connection.execute(statements.SAME_TEXT, (row["id"], row["sha256"])).fetchone()
        if same:
            return self._recode(report, row, *same)
        (last,) = self._connection.execute(statements.LAST_VERSION, (row["id"],)).fetchone()
        self._connection.execute(statements.RETIRE, (row["id"],))
        row |= {"version": last + 1, "newest": 1, "ingested_at": _now()}
        key = self._connection.execute(statements.insert("articles", row), row).lastrowid
        self._connection.execute(statements.INDEX_TEXT, (key, _search_text(report.article.text)))
        self._write_parts(report, replace=last > 0)
        return "new version" if last else "new"

    def _recode(self, report: Report, row: Row, key: int, newest: int, record: str, coder: str) -> Outcome:
        if record == row["record"] or _release(report.coder.version) < _release(coder):
            return "unchanged"
        row |= {"key": key, "ingested_at": _now()}
        self._connection.execute(statements.update_article(row), row)
        if newest:
            self._write_parts(report, replace=True)
        return "recoded"

    def _write_parts(self, report: Report, *, replace: bool) -> None:
        for table, rows in flatten_parts(report).items():
            if replace:
                self._connection.execute(statements.delete_parts(table), (report.article.id,))
            if rows:
                self._connection.executemany(statements.insert(table, rows[0]), rows)

    def article(self, article_id: str, *, version: int | None = None) -> Report:
        found = next(self._select(statements.record(article_id, version)), None)
        if found:
            return Report.from_json(found[0])
        wanted = article_id if version is None else f"{article_id} in version {version}"
        raise StoreError("store.no_article", f"The database has no article {wanted}.")

    def versions(self, article_id: str) -> list[ArticleRow]:
        return [article_row(row) for row in self._select(statements.versions(article_id))]

    def articles(self, query: str | None = None, *, limit: int | None = None, offset: int = 0) -> Iterator[ArticleRow]:
        return map(article_row, self._select(statements.articles(query, limit, offset)))

    def article_count(self, query: str | None = None) -> int:
        return int(next(self._select(statements.article_count(query)))[0])

    def events(
        self,
        where: EventFilter | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        **keywords: Unpack[EventKeywords],
    ) -> Rows[EventRow]:
        query = statements.events(asked(EventFilter, where, keywords), limit, offset)

        def cells() -> Iterator[dict[str, Cell]]:
            return (event_row(report, event) for report, _, event in self._items(query, lambda report: report.events))

        return Rows(lambda: self._event_rows(query), lambda: self._number(query), cells, COLUMNS)

    def figures(
        self,
        where: FigureFilter | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        **keywords: Unpack[FigureKeywords],
    ) -> Rows[FigureRow]:
        query = statements.figures(asked(FigureFilter, where, keywords), limit, offset)
        return self._rows(query, lambda report: report.figures, figure_row, figure_cells, FIGURE_COLUMNS)

    def claims(
        self,
        where: ClaimFilter | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        **keywords: Unpack[ClaimKeywords],
    ) -> Rows[ClaimRow]:
        query = statements.claims(asked(ClaimFilter, where, keywords), limit, offset)
        return self._rows(query, lambda report: report.agreement_claims, claim_row, claim_cells, CLAIM_COLUMNS)

    def _rows(
        self,
        query: Query,
        part: Callable[[Report], list[Item]],
        row: Callable[[Report, int, Item], Found],
        cells: Callable[[Report, Item], dict[str, Cell]],
        columns: Iterable[str],
    ) -> Rows[Found]:
        return Rows(
            lambda: starmap(row, self._items(query, part)),
            lambda: self._number(query),
            lambda: (cells(report, item) for report, _, item in self._items(query, part)),
            columns,
        )

    def _items(self, query: Query, part: Callable[[Report], list[Item]]) -> Iterator[tuple[Report, int, Item]]:
        """Each event, figure or claim that a query finds, with its report and its position there."""
        kept = lru_cache(maxsize=_KEPT)(self.article)
        for article_id, position, item_id in self._select(query):
            report = kept(article_id)
            item = standing(part(report), position, item_id)
            if item:  # else the article has been replaced since the listing began
                yield report, position, item

    def _number(self, query: Query) -> int:
        return int(next(self._select(statements.how_many(query)))[0])

    def _event_rows(self, query: Query) -> Iterator[EventRow]:
        @lru_cache(maxsize=_KEPT)
        def listed(article_id: str) -> Listed:
            return Listed.from_json(next(self._select(statements.record(article_id, None)))[0])

        for article_id, position, event_id in self._select(query):
            row = listed(article_id).row(position, event_id)
            if row:  # else the article has been replaced since the listing began
                yield row

    def selections(self, where: EventFilter | None = None) -> Iterator[Selection]:
        for article_id, positions in self._select(statements.selections(where)):
            report = self.article(article_id)
            wanted = range(len(report.events)) if positions is None else sorted(map(int, positions.split(",")))
            yield Selection(report=report, events=[report.events[i] for i in wanted if i < len(report.events)])

    def event_count(self, where: EventFilter | None = None) -> int:
        return int(next(self._select(statements.event_count(where or EventFilter())))[0])

    def counts(self, by: CountBy = "type", where: EventFilter | None = None) -> dict[str, int]:
        return dict(self._select(statements.counts(by, where or EventFilter())))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._errors(), schema.transaction(self._connection):
            yield

    @property
    def feeds(self) -> Feeds:
        return Feeds(self._connection, self.transaction, self._errors)

    @property
    def cursors(self) -> Cursors:
        return Cursors(self._connection, self.transaction)

    @property
    def duplicates(self) -> Duplicates:
        return Duplicates(self._connection, self.transaction)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _select(self, query: Query) -> Iterator[Any]:
        statement, parameters = query
        with self._errors():
            # Not `yield from`, which would close the cursor of a list given up after the database was closed: an error.
            for row in self._connection.execute(statement, parameters):  # noqa: UP028
                yield row

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(error, self._path) from error


# SQLite's name for what went wrong (its beginning) → our code, sentence, hint.
_FAILURES = {
    "SQLITE_NOTADB": ("store.not_a_database", "{} is not a database.", "Give the path of a Marsad database."),
    "SQLITE_CORRUPT": ("store.damaged", "The database {} is damaged.", "Restore a copy, or ingest into a new file."),
    "SQLITE_BUSY": ("store.busy", "Another program is writing to {}.", "Wait until it is done, then try again."),
    "SQLITE_CANTOPEN": ("store.cannot_open", "The database {} cannot be opened.", "Check that its folder exists."),
    "SQLITE_READONLY": ("store.read_only", "The database {} cannot be written to.", "Check who may write there."),
    "SQLITE_FULL": ("store.full", "There is no room left to write to {}.", "Free some space, then try again."),
}  # fmt: skip


def _explained(error: sqlite3.Error, path: Path) -> StoreError:
    name = getattr(error, "sqlite_errorname", None) or ""
    for beginning, (code, sentence, hint) in _FAILURES.items():
        if name.startswith(beginning):
            return StoreError(code, sentence.format(path), hint=hint)
    return StoreError("store.failed", f"The database {path} failed: {error}.")


def _folded(text: str | None) -> str:
    return fold(text or "")


def _search_text(text: str) -> str:
    return " ".join(search_tokens(text))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _release(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]
