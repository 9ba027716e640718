"""Filters as keywords: `store.events(type="ASSAULT", since=date(2026, 2, 1))`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, TypeVar

import msgspec

from marsad.errors import StoreError

Filter = TypeVar("Filter", bound=msgspec.Struct)
_FIELDS = {"since": "date_from", "until": "date_to"}  # keyword → field of the filter, where they differ


class Keywords(TypedDict, total=False):
    """What events, figures and claims can all be asked for; `since` and `until` are days, both included."""

    article: str | None
    source: str | None
    since: str | date | None
    until: str | date | None
    query: str | None
    min_confidence: float | None


class EventKeywords(Keywords, total=False):
    """The fields of `EventFilter` as keywords."""

    type: str | None
    mode: str | None
    status: str | None
    actor: str | None
    country: str | None
    place: str | int | None


class FigureKeywords(Keywords, total=False):
    """The fields of `FigureFilter` as keywords."""

    measure: str | None
    scope: str | None
    type: str | None
    country: str | None
    place: str | int | None


class ClaimKeywords(Keywords, total=False):
    """The fields of `ClaimFilter` as keywords."""

    kind: str | None
    agreement: str | None
    by: str | None
    about: str | None


def asked(kind: type[Filter], where: Filter | None, keywords: Mapping[str, Any]) -> Filter:
    """The filter that `where` and the keywords make together; a keyword wins over the same field of `where`.

    Raises `TypeError` for a keyword that there is not, `StoreError` `store.bad_filter` for a value that none can have
    ("ASSAULTS").

    >>> asked(EventFilter, None, {"type": "AID", "since": date(2026, 2, 1)})
    EventFilter(type='AID', …, date_from='2026-02-01', …)
    """
    fields = {_FIELDS.get(name, name): _plain(value) for name, value in keywords.items()}
    if unknown := [name for name in fields if name not in kind.__struct_fields__]:
        names = {field: name for name, field in _FIELDS.items()}
        known = ", ".join(names.get(field, field) for field in kind.__struct_fields__)
        raise TypeError(f"there is no filter {unknown[0]!r}; there are {known}, limit and offset")
    try:
        return msgspec.convert(msgspec.structs.asdict(where or kind()) | fields, kind) if fields else where or kind()
    except msgspec.ValidationError as error:
        raise StoreError("store.bad_filter", f"Nothing can match this filter: {error}.") from error


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else (None if value == "" else value)
