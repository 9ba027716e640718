"""What a URL asks for: the filter of events, the page of results, the language. One error for what cannot be read."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec

from marsad.errors import InputError
from marsad.resolve.ontology import Language
from marsad.store.model import EventFilter

PAGE_SIZE = 50
_CONTROLS = ("lang", "page", "q")

Asked = TypeVar("Asked")


class Controls(msgspec.Struct, frozen=True):
    """The parameters that every list understands: `q` searches the text, `page` counts from 1."""

    lang: Language = "ar"
    page: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    q: str | None = None

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * PAGE_SIZE


def controls(parameters: dict[str, str]) -> Controls:
    """Language, page and search words of a query string; raises `InputError` `query.invalid`.

    >>> controls({"q": "الهدنة", "page": "2"}).offset
    50
    """
    return _convert({name: value for name, value in parameters.items() if name in _CONTROLS}, Controls)


def event_filter(parameters: dict[str, str]) -> EventFilter:
    """The filter that a query string states, by the names of `EventFilter`'s fields, and `q` for its `query`.

    Raises `InputError` `query.invalid` for a type that does not exist, a number that is none, or an unknown name.
    """
    asked = {name: value for name, value in parameters.items() if name not in _CONTROLS}
    return _convert(asked | {"query": parameters.get("q", "")}, EventFilter)


def _convert(parameters: dict[str, str], kind: type[Asked]) -> Asked:
    stated = {name: value for name, value in parameters.items() if value.strip()}
    try:
        return msgspec.convert(stated, kind, strict=False)
    except msgspec.ValidationError as error:
        raise InputError("query.invalid", f"The query cannot be read: {error}.", hint="Check the address.") from error
