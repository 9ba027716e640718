"""Mentions: every named or described thing of the text once, with the actor or the place that it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.reader.reading import Reading
from marsad.record import AgreementClaim, Event, Figure, Mention, Place, Span, stable_id
from marsad.record.types import MentionKind
from marsad.resolve.article import ArticleScope
from marsad.resolve.names import names

_MEDIA = frozenset({"media", "agency"})
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
            actor = scope.who(start, end).actor
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
    yield from _named(reading, scope)
    for event in events:
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


def _named(reading: Reading, scope: ArticleScope) -> Iterator[_Claimed]:
    """The names of the article, whether or not an event uses them."""
    for name in names(reading, scope):
        at = name.start, name.end
        if name.kind == "place":
            place, _ = scope.place(*at)
            yield at, "country" if place.precision == "country" else "place", place
        else:
            yield at, name.kind if scope.actor(*at).kind not in _MEDIA else "media", None


def _kind(scope: ArticleScope, start: int, end: int) -> MentionKind:
    """What a party is: a body with a name or an office is an organisation, people however described are a group."""
    found = scope.actor(start, end)
    if found.kind in _KIND_OF_ACTOR:
        return _KIND_OF_ACTOR[found.kind]
    body = scope.actors.source_kind(scope.text[start:end]) in {"institution", "organisation", "media"}
    return "organisation" if found.actor or (found.sectors and body) else "group"


def _at(span: Span) -> tuple[int, int]:
    return span.start, span.end
