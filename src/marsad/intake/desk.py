"""The desk at the door: every article passes it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from marsad.errors import InputError
from marsad.ingest import Document, Failure
from marsad.record.types import Report
from marsad.store import Store
from marsad.store.cursors import Cursor

Told = Callable[[Failure], None]


class Desk:
    """Codes articles and keeps them: `counts` says what became of them, `originals` which articles were nearly repeated.

    Keys of `counts` are the outcomes of `Store.add`, "failed", and "near" for articles that nearly repeat an earlier one.
    `tell` hears of every failure.
    """

    def __init__(self, store: Store, code: Callable[[Document], Report], tell: Told) -> None:
        self.store, self.counts = store, Counter[str]()
        self.originals: Counter[str] = Counter()
        self._code, self._tell = code, tell

    def take(self, item: Document | Failure, cursor: Cursor | None = None) -> None:
        """Code and keep one article, and in the same transaction the place in its file, if it has one."""
        if isinstance(item, Failure):
            self.fail(item)
            return
        try:
            report = self._code(item)
        except InputError as error:
            self.fail(Failure(item.id, error))
            return
        with self.store.transaction():
            outcome = self.store.add(report)
            near = self.store.duplicates.note(item.id, item.text) if outcome in ("new", "new version") else None
            if cursor:
                self.store.cursors.move(cursor)
        self.counts[outcome] += 1
        if near:
            self.counts["near"] += 1
            self.originals[near.of] += 1

    def take_all(self, items: Iterable[Document | Failure]) -> None:
        """Take articles as they come; each is safe as soon as it is coded."""
        for item in items:
            self.take(item)

    def fail(self, failure: Failure) -> None:
        """Count and tell a failure."""
        self._tell(failure)
        self.counts["failed"] += 1
