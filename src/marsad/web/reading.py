"""A report arranged for reading: the text in pieces, and a card per event with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from marsad.record.types import AgreementClaim, Event, Figure, Report, Source, Span
from marsad.web.segments import Bounds, Piece, segment

Words = tuple[str, Span]
"""A role (actor, recipient, place, date, source, figure, topic, claim, trigger) and the words that fill it."""


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """What somebody says about an agreement, with the sources from the one who says it to the last relay."""

    claim: AgreementClaim
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class FigureCard:
    """A reported count with its sources."""

    figure: Figure
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event with its sources, figures and agreement claims looked up."""

    event: Event
    sources: list[Source]
    figures: list[FigureCard]
    claims: list[ClaimCard]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the page of an article shows.

    `title` and `body` are lines of pieces; `triggers` leads from the words that name events to these events.
    """

    report: Report
    title: list[list[Piece]]
    body: list[list[Piece]]
    triggers: dict[Bounds, list[Event]]
    cards: list[EventCard]
    figures: list[FigureCard]
    claims: list[ClaimCard]

    def named_by(self, piece: Piece) -> Event | None:
        """The event that this piece of the text names, the first one if it names several."""
        return next((self.triggers[span][0] for span in piece.covers if span in self.triggers), None)


def read(report: Report) -> Reading:
    """Arrange a report; events come in the order of their words, figures and claims without an event stand apart."""
    figures = [FigureCard(figure, source_chain(report, figure.source)) for figure in report.figures]
    claims = [ClaimCard(claim, source_chain(report, claim.source)) for claim in report.agreement_claims]
    cards = [_event_card(report, event, figures, claims) for event in report.events]
    cards.sort(key=lambda card: (card.event.trigger.start, card.event.trigger.end))
    shown = {card.figure.id for card in chain.from_iterable(each.figures for each in cards)}
    told = {card.claim.id for card in chain.from_iterable(each.claims for each in cards)}
    loose_figures = [card for card in figures if card.figure.id not in shown]
    loose_claims = [card for card in claims if card.claim.id not in told]
    triggers: dict[Bounds, list[Event]] = {}
    for card in cards:
        triggers.setdefault(bounds(card.event.trigger), []).append(card.event)
    spoken = chain(
        chain.from_iterable(event_words(card) for card in cards),
        chain.from_iterable(figure_words(card) for card in loose_figures),
        chain.from_iterable(claim_words(card) for card in loose_claims),
    )
    lines = segment(report.article.text, (bounds(span) for _, span in spoken))
    title = _title_lines(report)
    return Reading(report, lines[:title], lines[title:], triggers, cards, loose_figures, loose_claims)


def bounds(span: Span) -> Bounds:
    """The place of a span in the text."""
    return span.start, span.end


def source_chain(report: Report, source: str | None) -> list[Source]:
    """The source with this id and those who relay it, nearest first; a loop of relays is cut where it closes."""
    known = {each.id: each for each in report.sources}
    found: list[Source] = []
    while source in known and known[source] not in found:
        found.append(known[source])
        source = known[source].via
    return found


def event_words(card: EventCard) -> Iterator[Words]:
    """All words that an event card points at, with their roles."""
    event = card.event
    yield "trigger", event.trigger
    yield from (("actor", party.span) for party in event.actors)
    yield from (("recipient", party.span) for party in event.recipients)
    if event.place and event.place.span:
        yield "place", event.place.span
    if event.date and event.date.span:
        yield "date", event.date.span
    yield from (("topic", span) for span in event.topics)
    yield from (("topic", span) for spans in event.fields.values() for span in spans)
    yield from (("source", source.span) for source in card.sources)
    yield from chain.from_iterable(figure_words(figure) for figure in card.figures)
    yield from chain.from_iterable(claim_words(claim) for claim in card.claims)


def figure_words(card: FigureCard) -> Iterator[Words]:
    """The words of a figure: the number, whom it counts, the time that it covers, who says so."""
    figure = card.figure
    yield "figure", figure.span
    if figure.who:
        yield "figure", figure.who
    if figure.period and figure.period.span:
        yield "date", figure.period.span
    yield from (("source", source.span) for source in card.sources)


def claim_words(card: ClaimCard) -> Iterator[Words]:
    """The words of an agreement claim: itself, the agreement, the provision, who speaks about whom."""
    claim = card.claim
    yield "claim", claim.span
    yield from (("claim", span) for span in (claim.agreement_span, claim.provision_span) if span)
    if claim.by:
        yield "actor", claim.by.span
    if claim.about:
        yield "recipient", claim.about.span
    yield from (("source", source.span) for source in card.sources)


def _event_card(report: Report, event: Event, figures: list[FigureCard], claims: list[ClaimCard]) -> EventCard:
    return EventCard(
        event=event,
        sources=source_chain(report, event.source),
        figures=[card for card in figures if card.figure.id in event.figures or card.figure.event == event.id],
        claims=[card for card in claims if card.claim.event == event.id],
    )


def _title_lines(report: Report) -> int:
    """How many lines of the text are the title: those before the end of the last sentence of the title."""
    ends = [sentence.end for sentence in report.sentences if sentence.part == "title"]
    return report.article.text[: max(ends)].rstrip().count("\n") + 1 if ends else 0
