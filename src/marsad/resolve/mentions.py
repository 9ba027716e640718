"""Mentions: every named or described thing of the text once, with the actor or the place that it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.reader.reading import Reading
from marsad.record import AgreementClaim, Event, Figure, Mention, Place, Span, stable_id
from marsad.record.types import MentionKind
from marsad.resolve.article import ArticleScope

_KIND_OF_ACTOR: dict[str, MentionKind] = {
    "person": "person", "office": "person", "people": "group", "country": "country",
    "media": "media", "agency": "media",
}  # fmt: skip


def code_mentions(
    reading: Reading,
    events: Sequence[Event],
    figures: Sequence[Figure],
    claims: Sequence[AgreementClaim],
    scope: ArticleScope,
) -> list[Mention]:
    """Mentions in text order; the words of one span have one kind, the first of the lists below that claims them."""
    kinds: dict[tuple[int, int], tuple[MentionKind, Place | None]] = {}
    for span, kind, place in _claimed(reading, events, figures, claims, scope):
        kinds.setdefault(span, (kind, place))
    out: list[Mention] = []
    for (start, end), (kind, place) in sorted(kinds.items()):
        actor = None
        if kind in {"person", "organisation", "group", "country", "media"}:
            actor = scope.actor(start, end).actor
        mention = stable_id("m", scope.id, kind, start, end)
        out.append(Mention(id=mention, span=scope.span(start, end), kind=kind, actor=actor, place=place))
    return out


_Claimed = tuple[tuple[int, int], MentionKind, Place | None]


def _claimed(
    reading: Reading,
    events: Sequence[Event],
    figures: Sequence[Figure],
    claims: Sequence[AgreementClaim],
    scope: ArticleScope,
) -> Iterator[_Claimed]:
    for figure in figures:
        yield _at(figure.span), "number", None
    for event in events:
        if event.date and event.date.span:
            yield _at(event.date.span), "date", None
        if event.place and event.place.span:
            yield _at(event.place.span), "facility" if event.place.precision == "point" else "place", event.place
        for party in (*event.actors, *event.recipients):
            yield _at(party.span), _kind(scope, *_at(party.span)), None
    for agreement in scope.agreements:
        yield (agreement.start, agreement.end), "agreement", None
    for claim in claims:
        for by in (claim.by, claim.about):
            if by:
                yield _at(by.span), _kind(scope, *_at(by.span)), None
    for source in scope.sources.values():
        yield _at(source.span), "media" if source.kind in {"agency", "media"} else _kind(scope, *_at(source.span)), None
    yield from _named(reading, scope)


def _named(reading: Reading, scope: ArticleScope) -> Iterator[_Claimed]:
    """What the reader's name taggers found, whether or not an event uses it."""
    for group in ("location", "organisation", "person"):
        for found in reading.spans.get(group, []):
            start, end = reading.words[found.start].start, reading.words[found.end - 1].end
            if group == "location":
                place, _ = scope.place(start, end)
                yield (start, end), "country" if place.precision == "country" else "place", place
            else:
                yield (start, end), "person" if group == "person" else _kind(scope, start, end), None


def _kind(scope: ArticleScope, start: int, end: int) -> MentionKind:
    found = scope.actor(start, end)
    if found.kind in _KIND_OF_ACTOR:
        return _KIND_OF_ACTOR[found.kind]
    if found.actor or (found.sectors and found.sectors[0] in {"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PTY"}):
        return "organisation"
    return "group"


def _at(span: Span) -> tuple[int, int]:
    return span.start, span.end
