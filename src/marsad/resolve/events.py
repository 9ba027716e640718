"""Events: what the reader found, with parties, place, date, source and topics resolved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date as day
from datetime import timedelta

import msgspec

from marsad.reader.labels import EVENT_ROLES
from marsad.reader.reading import ReadHead, Reading
from marsad.reader.tags import TaggedSpan
from marsad.record import Date, Event, Party, Place, Sentence, Span, stable_id
from marsad.resolve.article import ArticleScope, Range
from marsad.resolve.attribution import said_by
from marsad.resolve.collectives import Meeting, antecedent, collective
from marsad.resolve.plain_events import BY_WORDS
from marsad.resolve.reasons import Reasons
from marsad.resolve.topics import find_topics

FRESH = 3  # sentences of the body whose undated events are news of the day (guidelines §7)


def code_events(reading: Reading, parts: Sequence[Sentence], scope: ArticleScope, reasons: Reasons) -> list[Event]:
    """All events in text order."""
    starts = [s.start for s in parts]
    out: list[Event] = []
    for head in reading.heads:
        if head.kind not in NOT_EVENTS:
            sentence = bisect_right(starts, chars(reading, head)[0]) - 1
            out.append(_event(head, reading, sentence, parts, scope, out, reasons))
    return _with_topics(out, parts, scope)


NAMING = ("party", "actor", "recipient", "source", "person", "organisation")  # groups of spans that name somebody
PLACING = ("place", "location")
_MEETINGS = frozenset({"CONSULT", "AGREE", "COOPERATE", "ASSAULT"})  # what a collective can look back to
CLAIMS = frozenset({"commitment", "demand", "violation", "compliance", "talks"})
NOT_EVENTS = CLAIMS | {"figure"}


def chars(reading: Reading, words: ReadHead | TaggedSpan) -> Range:
    """Code points of the words of a head or of a span."""
    return reading.words[words.start].start, reading.words[words.end - 1].end


def edges(reading: Reading, head: ReadHead, role: str) -> list[Range]:
    """Code points of the spans in a role, in text order."""
    found = [(reading.words[e.start].start, reading.words[e.end - 1].end) for e in head.edges if e.role == role]
    return sorted(found)


def code_source(
    reading: Reading, head: ReadHead, part: Sentence, scope: ArticleScope, record: str, earlier: Sequence[Event],
    reasons: Reasons,
) -> str | None:  # fmt: skip
    """The id of the head's source, with its relay, which is the reader's or the one that the words name."""
    found, relays = edges(reading, head, "source"), edges(reading, head, "via")
    if not found:
        return None
    via = relays[0] if relays else None
    return _source(found[0], via, part, "the reader says so", scope, record, earlier, reasons)


def source_by_words(
    at: Range, part: Sentence, scope: ArticleScope, record: str, earlier: Sequence[Event], reasons: Reasons
) -> str | None:
    """The source under whose words `at` stands, for what the reader does not know of."""
    said = said_by(scope.attributions(part), at)
    if said is None:
        return None
    how = f"it stands under “{scope.text[slice(*said.cue)]}”"
    return _source(said.source, said.via, part, how, scope, record, earlier, reasons)


def _source(
    at: Range, via: Range | None, part: Sentence, how: str, scope: ArticleScope, record: str, earlier: Sequence[Event],
    reasons: Reasons,
) -> str:  # fmt: skip
    behind = _behind(at, scope, earlier)
    relayed = via or scope.relay(part, at)
    source, why = scope.source(at, relayed, "، ".join(p.name for p in behind) or None)
    reasons.add(record, "source", f"{how}; {why}")
    return source


def _event(
    head: ReadHead, reading: Reading, sentence: int, parts: Sequence[Sentence], scope: ArticleScope,
    earlier: Sequence[Event], reasons: Reasons,
) -> Event:  # fmt: skip
    at = chars(reading, head)
    record = stable_id("e", scope.id, head.kind, *at)
    by = "the words say" if head.label == BY_WORDS else "the reader gives"
    reasons.add(record, "type", f"{by} {head.kind} {head.confidence:.2f}")
    weight = scope.weight(head.kind, head.mode)
    return Event(
        id=record,
        sentence=sentence,
        type=head.kind,
        mode=head.mode,
        quad=weight[0],
        intensity=weight[1],
        contexts=head.contexts,
        trigger=scope.span(*at),
        actors=_parties(reading, head, "actor", scope, record, earlier, reasons),
        recipients=_parties(reading, head, "recipient", scope, record, earlier, reasons),
        place=_place(reading, head, scope, record, reasons),
        date=_date(reading, head, sentence, parts, scope, record, reasons),
        status=head.status,  # type: ignore[arg-type]
        source=code_source(reading, head, parts[sentence], scope, record, earlier, reasons),
        topics=[],
        figures=[],
        confidence=round(head.confidence, 3),
        confidences=_confidences(head),
        fields=_fields(reading, head, scope),
    )


_FIELD_OF = {"actor": "actors", "recipient": "recipients"}


def _confidences(head: ReadHead) -> dict[str, float]:
    """By field: how sure the reader is of it if the event is right; of several parties, of the least sure one."""
    out = {name: head.fields.get(name, head.confidence) for name in ("mode", "status")}
    for edge in head.edges:
        name = _FIELD_OF.get(edge.role, edge.role)
        out[name] = min(edge.confidence, out.get(name, 1.0))
    return {name: round(p, 3) for name, p in out.items()}


def _fields(reading: Reading, head: ReadHead, scope: ArticleScope) -> dict[str, list[Span]]:
    """The words in the fields that are a model's own, in the order in which it lists them."""
    own = [edge.role for edge in head.edges if edge.role not in EVENT_ROLES]
    return {role: [scope.span(*at) for at in edges(reading, head, role)] for role in dict.fromkeys(own)}


def _parties(
    reading: Reading, head: ReadHead, role: str, scope: ArticleScope, record: str, earlier: Sequence[Event],
    reasons: Reasons,
) -> list[Party]:  # fmt: skip
    out: list[Party] = []
    for at in edges(reading, head, role):
        behind = _behind(at, scope, earlier)
        for party in behind:
            out.append(msgspec.structs.replace(party, span=scope.span(*at)))
            reasons.add(record, role, f"{scope.text[slice(*at)]} stands for {party.name}, named earlier")
        if not behind:
            party, why = scope.party(*at)
            out.append(party)
            reasons.add(record, role, why)
    return out


def _behind(at: Range, scope: ArticleScope, earlier: Sequence[Event]) -> list[Party]:
    """The parties that a collective ("الجانبان") points back to."""
    phrase = scope.text[slice(*at)]
    if not collective(phrase):
        return []
    met = [e for e in earlier if scope.plover(e.type) in _MEETINGS]
    # both sides of a clash are its actors; whoever is hit is no side
    parties = [[*e.actors, *(e.recipients if scope.plover(e.type) != "ASSAULT" else ())] for e in met]
    meetings = [Meeting(e.trigger.start, tuple(p.span.text for p in who)) for e, who in zip(met, parties, strict=True)]
    found = antecedent(at[0], phrase, meetings)
    return [] if found is None else parties[found]


def _place(reading: Reading, head: ReadHead, scope: ArticleScope, record: str, reasons: Reasons) -> Place | None:
    for at in edges(reading, head, "place"):
        place, why = scope.place(*at)
        reasons.add(record, "place", why)
        return place
    return None


def _date(
    reading: Reading, head: ReadHead, sentence: int, parts: Sequence[Sentence], scope: ArticleScope, record: str,
    reasons: Reasons,
) -> Date | None:  # fmt: skip
    for at in edges(reading, head, "date"):
        date, why = scope.date(*at, future=head.status == "planned")
        reasons.add(record, "date", why)
        return date
    if head.status != "reported" or not scope.published or len(scope.published) < 10 or not _fresh(sentence, parts):
        return None
    last = day.fromisoformat(scope.published[:10])
    reasons.add(record, "date", "no phrase dates it: news of the publication day or the day before")
    start = (last - timedelta(days=1)).isoformat()
    return Date(span=None, start=start, end=last.isoformat(), precision="day", basis="published")


def _fresh(sentence: int, parts: Sequence[Sentence]) -> bool:
    """Whether a sentence is the headline or one of the first of the body."""
    if parts[sentence].part != "body":
        return parts[sentence].part == "title"
    return sum(s.part == "body" for s in parts[:sentence]) < FRESH


def _with_topics(events: list[Event], parts: Sequence[Sentence], scope: ArticleScope) -> list[Event]:
    """Give each meeting the agenda that its sentence, or a later one about the same meeting, names."""
    topics: dict[str, list[Span]] = {}
    meetings = [e for e in events if scope.plover(e.type) == "CONSULT"]
    for number, part in enumerate(parts):
        found = find_topics(scope.text, (part.start, part.end)) if meetings and part.part != "dateline" else []
        if found:
            here = [m for m in meetings if m.sentence == number] or [m for m in meetings if m.sentence < number][-1:]
            if here:
                topics.setdefault(here[0].id, []).extend(scope.span(a, b) for a, b in found)
    return [msgspec.structs.replace(e, topics=topics[e.id]) if e.id in topics else e for e in events]
