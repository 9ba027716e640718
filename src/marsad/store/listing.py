"""Rows of a listing, from what the database gives back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from marsad.record.types import AgreementClaim, Article, Event, Figure, Report, Sentence, Source
from marsad.store.cells import event_of, sentence_of, source_of
from marsad.store.model import ArticleRow, ClaimRow, EventArticle, EventRow, FigureRow

Item = TypeVar("Item", Event, Figure, AgreementClaim)


class Listed(msgspec.Struct, frozen=True):
    """The part of a record that a listing of events shows; the rest is skipped while decoding."""

    article: Article
    sentences: list[Sentence]
    sources: list[Source]
    events: list[Event]

    @staticmethod
    def from_json(record: str) -> Listed:
        """Read it from a whole record."""
        return msgspec.json.decode(record, type=Listed)

    def row(self, position: int, event_id: str) -> EventRow | None:
        """The event at a position of the record, or None when another one stands there."""
        event = standing(self.events, position, event_id)
        if event is None:
            return None
        article, sentence = self.article, self.sentences[event.sentence]
        return EventRow(
            article=_event_article(article),
            position=position,
            sentence=article.text[sentence.start : sentence.end],
            event=event,
            source=next((source for source in self.sources if source.id == event.source), None),
        )


def article_row(columns: tuple[Any, ...]) -> ArticleRow:
    """An `ArticleRow` from its columns in order."""
    return ArticleRow(**dict(zip(ArticleRow.__struct_fields__, columns, strict=True)))


def standing(items: Sequence[Item], position: int, item_id: str) -> Item | None:
    """The item at a position of a record's list, or None when another one stands there."""
    return items[position] if position < len(items) and items[position].id == item_id else None


def figure_row(report: Report, position: int, figure: Figure) -> FigureRow:
    """A `FigureRow` from its record."""
    return FigureRow(
        article=_event_article(report.article),
        position=position,
        sentence=sentence_of(report, figure.span),
        figure=figure,
        source=source_of(report, figure.source),
        event=event_of(report, figure.event),
    )


def claim_row(report: Report, position: int, claim: AgreementClaim) -> ClaimRow:
    """A `ClaimRow` from its record."""
    return ClaimRow(
        article=_event_article(report.article),
        position=position,
        sentence=sentence_of(report, claim.span),
        claim=claim,
        source=source_of(report, claim.source),
        event=event_of(report, claim.event),
    )


def _event_article(article: Article) -> EventArticle:
    return EventArticle(
        id=article.id, url=article.url, outlet=article.outlet, title=article.title, published=article.published
    )
