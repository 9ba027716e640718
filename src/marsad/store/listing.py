"""Rows of a listing, from what the database gives back."""

from __future__ import annotations

from typing import Any

import msgspec

from marsad.record.types import Article, Event, Sentence, Source
from marsad.store.model import ArticleRow, EventArticle, EventRow


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
        event = self.events[position] if position < len(self.events) else None
        if event is None or event.id != event_id:
            return None
        article, sentence = self.article, self.sentences[event.sentence]
        return EventRow(
            article=EventArticle(
                id=article.id,
                url=article.url,
                outlet=article.outlet,
                title=article.title,
                published=article.published,
            ),
            position=position,
            sentence=article.text[sentence.start : sentence.end],
            event=event,
            source=next((source for source in self.sources if source.id == event.source), None),
        )


def article_row(columns: tuple[Any, ...]) -> ArticleRow:
    """An `ArticleRow` from its columns in order."""
    return ArticleRow(**dict(zip(ArticleRow.__struct_fields__, columns, strict=True)))
