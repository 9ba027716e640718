"""What every reader of files gives back: an article that can be coded, or the reason why there is none."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from marsad.errors import InputError

Span = tuple[int, int]
Precision = Literal["minute", "day", "month", "year"]
_NAMELESS = frozenset({"stdin", "text"})  # no file stands behind these names
_NOT_IN_ID = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Document:
    """An article as published. Spans are half-open code points of `text`, in which a line feed is the only line end.

    `text` is the title, then the body. `dateline_span` holds the printed dateline: the lines with time, place or agency
    under the title ("الاثنين 23 مارس 2026 10:40 م"), or the words before the first sentence ("غزة - رويترز -").
    `dateline_place_span` holds the words that stand where a dateline prints its place; whether they are one is for the
    gazetteer. `agency` is the usual Arabic name of the credited agency or outlet, or its words if it is not known.
    `author` is the byline that a page states; it is not part of the record.
    `published` is ISO 8601 to the minute at most ("2026-03-23T22:40"), local unless a zone was given ("…22:40+03:00").
    """

    id: str
    text: str
    title: str | None = None
    title_span: Span | None = None
    dateline_span: Span | None = None
    dateline_place_span: Span | None = None
    published: str | None = None
    published_precision: Precision | None = None
    outlet: str | None = None
    url: str | None = None
    agency: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no article: its name, the error, and the line (from 1) where a file holds many."""

    name: str
    error: InputError
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.name}{'' if self.line is None else f', line {self.line}'}: {self.error}"


def document_id(name: str, text: str) -> str:
    """An id from the path as it was given: "news/2026/talks.txt" is "news-2026-talks", whatever the file holds.

    So a file that changes is a new version of the same article. Text without a file ("stdin") is named by what it holds.
    """
    if name in _NAMELESS:
        return f"{name}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    path = PurePath(name)
    return _NOT_IN_ID.sub("-", "-".join([*path.parts[:-1], path.stem])).strip("-.") or "article"


def titled(title: str, body: str) -> tuple[str, Span]:
    """The text of an article whose title came apart from its body, and the span of the title in it."""
    return f"{title}\n\n{body}", (0, len(title))
