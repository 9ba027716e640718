"""The one tree of errors that Marsad raises on purpose.

MarsadError
├── InputError        an article that cannot be read (empty, binary, not Arabic, broken JSON …)
├── DataError         a knowledge or model file that is damaged or missing
├── FetchError        an address that is not fetched, or a fetch that failed (marsad.ingest.fetch)
└── StoreError        a database that cannot be opened, is newer than this program, or lacks the thing asked for
"""

from __future__ import annotations


class MarsadError(Exception):
    """An expected failure: a stable `code`, a sentence for a human, and a `hint` on what to do about it.

    >>> raise InputError("input.empty", "The file holds no text.", hint="Check that the download succeeded.")
    """

    def __init__(self, code: str, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]" + (f" {self.hint}" if self.hint else "")


class InputError(MarsadError):
    """An article that cannot be read (the rest of the batch goes on), or a user's labels or annotations."""


class DataError(MarsadError):
    """A file of Marsad's own (knowledge, weights) that is missing or damaged."""


class FetchError(MarsadError):
    """An address that is not fetched, or a fetch that failed.

    `retry_after`: seconds, where the server said when to return; `status`: the HTTP status, where that is what failed.
    """

    def __init__(
        self, code: str, message: str, *, hint: str = "", retry_after: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(code, message, hint=hint)
        self.retry_after, self.status = retry_after, status


class StoreError(MarsadError):
    """A database that cannot be used as asked."""
