"""Why a field is what it is, for `marsad explain`: kept beside the record, not in it."""

from __future__ import annotations


class Reasons:
    """Sentences for a human, by record id and field, in the order in which they were given."""

    def __init__(self) -> None:
        self._of: dict[str, list[tuple[str, str]]] = {}

    def add(self, record: str, field: str, why: str) -> None:
        """Note why `field` of the record with this id is what it is."""
        self._of.setdefault(record, []).append((field, why))

    def of(self, record: str) -> list[tuple[str, str]]:
        """All (field, reason) of one record id."""
        return list(self._of.get(record, []))
