"""What a store offers, whatever database is below it: the filter, the rows, the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Literal, Protocol, Self, Unpack

import msgspec

from marsad.record.types import (
    AgreementClaim,
    ClaimKind,
    Event,
    Figure,
    Measure,
    Report,
    Scope,
    Source,
    Status,
    TypeCode,
)
from marsad.store.asking import ClaimKeywords, EventKeywords, FigureKeywords
from marsad.store.cursors import Cursors
from marsad.store.duplicates import Duplicates
from marsad.store.feeds import Feeds
from marsad.store.frames import Rows

Outcome = Literal["new", "unchanged", "new version", "recoded"]
CountBy = Literal["type", "mode", "quad", "status", "country"]


class EventFilter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events are wanted; every field that is given must hold, `None` or blank asks for nothing.

    `actor` is an actor id or part of a party's name, `place` a GeoNames id or part of the place's name, `source` part
    of the name of who says so; names compare folded, so "احمد" finds "أحمد". `country` (ISO 3166 alpha-3) is that of
    any party or of the place. `date_from` and `date_to` are days (`2024-05-01`), both included: an event matches when
    its interval touches them, an undated one never does. `query` searches the article's text (`marsad.store.search`).

    >>> EventFilter(type="ASSAULT", country="SDN", date_from="2024-05-01", query='"وقف إطلاق النار"')
    """

    type: TypeCode | None = None
    mode: str | None = None
    status: Status | None = None
    actor: str | None = None
    country: str | None = None
    place: str | int | None = None
    source: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    article: str | None = None
    query: str | None = None
    min_confidence: float | None = None


class FigureFilter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which figures are wanted, as `EventFilter`; `type`, `country` and `place` are those of the event linked to a figure.

    `source` is who says the figure, and the days are those on which the article was published.
    """

    measure: Measure | None = None
    scope: Scope | None = None
    type: TypeCode | None = None
    country: str | None = None
    place: str | int | None = None
    source: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    article: str | None = None
    query: str | None = None
    min_confidence: float | None = None


class ClaimFilter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which claims are wanted, as `EventFilter`; `by` and `about` are an actor id or part of a name.

    `source` is who says so, `agreement` an id, and the days are those on which the article was published.
    """

    kind: ClaimKind | None = None
    agreement: str | None = None
    by: str | None = None
    about: str | None = None
    source: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    article: str | None = None
    query: str | None = None
    min_confidence: float | None = None


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """One article in a list; `version` counts its texts from 1, `events` the events of this version."""

    id: str
    version: int
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    ingested_at: str
    events: int


class EventArticle(msgspec.Struct, frozen=True, kw_only=True):
    """Where an event stands: the article, without its text."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event in a list, with what a reader needs beside it: article, sentence, and who says so.

    The spans of `event` and `source` point into the text of `Store.article(row.article.id)`.
    """

    article: EventArticle
    position: int
    sentence: str
    event: Event
    source: Source | None


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One figure in a list, with article, sentence, who says it, and the event that it counts for."""

    article: EventArticle
    position: int
    sentence: str
    figure: Figure
    source: Source | None
    event: Event | None


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim about an agreement in a list, with article, sentence, who says it, and the event that it goes with."""

    article: EventArticle
    position: int
    sentence: str
    claim: AgreementClaim
    source: Source | None
    event: Event | None


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """The report of one article, and those of its events that were asked for, in the order of the record."""

    report: Report
    events: list[Event]


class Store(Protocol):
    """A database of reports. Everything raises `StoreError`; one object serves one thread, opening is cheap.

    >>> with open_store("marsad.db") as store:
    ...     store.add(report)
    ...     rows = store.events(type="AID", since="2026-02-01", limit=50)
    ...     table = rows.to_polars()
    """

    def add(self, report: Report) -> Outcome:
        """Keep one report, in one transaction.

        "new": the first text of this article. "new version": another text than any before; queries now see this one.
        "recoded": a text that is known, and a record that differs from the stored one and comes from a coder that is
        not older: it replaces the record. "unchanged": everything else, so adding twice does nothing.
        """
        ...

    def add_many(self, reports: Iterable[Report], *, batch: int = 200) -> Iterator[Outcome]:
        """Keep reports, `batch` to a transaction; each outcome is given once its batch is safe."""
        ...

    def article(self, article_id: str, *, version: int | None = None) -> Report:
        """The report of an article, newest version unless told; `StoreError` `store.no_article` when there is none."""
        ...

    def versions(self, article_id: str) -> list[ArticleRow]:
        """Every version of an article, oldest first; empty when the article is unknown. `events` is as coded."""
        ...

    def articles(self, query: str | None = None, *, limit: int | None = None, offset: int = 0) -> Iterator[ArticleRow]:
        """Articles whose text matches (all without a query), latest publication first, then by id."""
        ...

    def article_count(self, query: str | None = None) -> int:
        """How many articles `articles(query)` lists."""
        ...

    def events(
        self,
        where: EventFilter | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        **keywords: Unpack[EventKeywords],
    ) -> Rows[EventRow]:
        """Events that match, by date (undated last), then article id, then position in the article.

        Ask with an `EventFilter`, with its fields as keywords (`since` and `until` for `date_from` and `date_to`, as text
        or `datetime.date`), or with both. The columns of a table are those of `marsad.export.event_row`.
        """
        ...

    def figures(
        self,
        where: FigureFilter | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        **keywords: Unpack[FigureKeywords],
    ) -> Rows[FigureRow]:
        """Figures that match, by publication of the article (unknown last), then article id, then position.

        The columns of a table are `marsad.store.cells.FIGURE_COLUMNS`.
        """
        ...

    def claims(
        self,
        where: ClaimFilter | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        **keywords: Unpack[ClaimKeywords],
    ) -> Rows[ClaimRow]:
        """Claims about agreements that match, in the order of `figures`; columns: `marsad.store.cells.CLAIM_COLUMNS`."""
        ...

    def selections(self, where: EventFilter | None = None) -> Iterator[Selection]:
        """Articles that have an event that matches (without a filter: all articles, with all their events), by id."""
        ...

    def event_count(self, where: EventFilter | None = None) -> int:
        """How many events `events(where)` lists."""
        ...

    def counts(self, by: CountBy = "type", where: EventFilter | None = None) -> dict[str, int]:
        """Events that match by type (or mode, quad, status, country of the place), commonest first; null left out."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """`with store.transaction():` what is added inside is kept together, or, when an error leaves it, not at all."""
        ...

    @property
    def feeds(self) -> Feeds:
        """What `marsad watch` remembers of feeds and their items."""
        ...

    @property
    def cursors(self) -> Cursors:
        """How far files of many articles have been read."""
        ...

    @property
    def duplicates(self) -> Duplicates:
        """Which articles nearly repeat an earlier one."""
        ...

    def close(self) -> None:
        """Let the database go; closing twice is allowed."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
