"""Figures as records: the counts of every sentence, who says them, what they cover, and the event they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from marsad.reader.reading import ReadHead, Reading
from marsad.record import Date, Event, Figure, Sentence, stable_id
from marsad.resolve.agreement_dates import agreement_times
from marsad.resolve.article import ArticleScope, Range
from marsad.resolve.events import chars, code_source, edges, source_by_words
from marsad.resolve.figures import FoundFigure, merge, scopes
from marsad.resolve.reasons import Reasons
from marsad.text.dates import date_spans

# The types of event that a measure can belong to, the likeliest first; any other measure belongs to the nearest event.
EVENTS_OF: dict[str, tuple[str, ...]] = {
    "killed": ("ASSAULT",),
    "injured": ("ASSAULT",),
    "casualties": ("ASSAULT",),
    "kidnapped": ("ASSAULT",),
    "strikes": ("ASSAULT",),
    "missing": ("ASSAULT", "COERCE"),
    "buildings_destroyed": ("ASSAULT", "COERCE"),
    "violations": ("ASSAULT", "COERCE", "ACCUSE"),
    "detained": ("COERCE", "ASSAULT"),
    "prisoners": ("COERCE", "RETREAT", "AGREE", "CONCEDE"),
    "released": ("RETREAT", "CONCEDE", "AGREE"),
    "displaced": ("ASSAULT", "COERCE", "SANCTION", "RETREAT"),
    "aid_trucks": ("AID", "RETREAT"),
}
_SINCE = re.compile(r"\b(?:و|ف)?منذ\b")
_REACH = 40  # characters from "منذ" to the date that it opens: "منذ اندلاع الحرب في أكتوبر 2023"


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What the reader says of the words at `at`."""

    at: Range
    head: ReadHead


def code_figures(
    reading: Reading,
    parts: Sequence[Sentence],
    events: Sequence[Event],
    scope: ArticleScope,
    reasons: Reasons,
    least: float = 0.0,
) -> tuple[list[Figure], list[Event]]:
    """Figures in text order with at least that confidence, and the events with the ids of their figures."""
    proposals = [_Proposal(chars(reading, h), h) for h in reading.heads if h.kind == "figure"]
    found: list[tuple[int, FoundFigure]] = []
    for number, part in enumerate(parts):
        if part.part != "dateline":
            here = [(*p.at, p.head.label) for p in proposals if part.start <= p.at[0] < part.end]
            found += [(number, f) for f in merge(scope.text, here, (part.start, part.end))]
    said = scopes(scope.text, [f for _, f in found])
    figures: list[Figure] = []
    for (number, figure), words_say in zip(found, said, strict=True):
        mine = next((p for p in proposals if p.at[0] < figure.end and figure.start < p.at[1]), None)
        figures.append(_figure(figure, number, mine, words_say, parts, reading, events, scope, reasons))
    figures = _like_wholes([f for _, f in found], figures, reasons)
    figures = [f for f in figures if f.confidence >= least]
    of: dict[str, list[str]] = {}
    for f in figures:
        if f.event:
            of.setdefault(f.event, []).append(f.id)
    return figures, [msgspec.structs.replace(e, figures=of[e.id]) if e.id in of else e for e in events]


def _like_wholes(found: Sequence[FoundFigure], figures: Sequence[Figure], reasons: Reasons) -> list[Figure]:
    """A part has the event, scope, period and source of its whole: "12 قتيلا بينهم 5 أطفال" is one toll."""
    out: list[Figure] = []
    at: dict[Range, Figure] = {}
    for given, figure in zip(found, figures, strict=True):
        whole = at.get(given.part_of) if given.part_of else None
        out.append(_like(whole, figure) if whole else figure)
        at[given.start, given.end] = out[-1]
        if whole:
            reasons.add(figure.id, "who", f"a part of “{whole.span.text}”, never added to it")
    return out


def _like(whole: Figure, part: Figure) -> Figure:
    return msgspec.structs.replace(part, scope=whole.scope, period=whole.period, event=whole.event, source=whole.source)


def _figure(
    found: FoundFigure, number: int, mine: _Proposal | None, words_say: str | None, parts: Sequence[Sentence],
    reading: Reading, events: Sequence[Event], scope: ArticleScope, reasons: Reasons,
) -> Figure:  # fmt: skip
    at = (found.start, found.end)
    record = stable_id("f", scope.id, found.measure, *at)
    reasons.add(record, "measure", "the words say it" if found.sure else "the reader says it")
    event = _event_of(found.measure, at, number, events, scope)
    if mine:
        source = code_source(reading, mine.head, parts[number], scope, record, events, reasons)
    else:
        source = source_by_words(at, parts[number], scope, record, events, reasons)
    who = found.who or next(iter(edges(reading, mine.head, "who") if mine else []), None)
    covers = words_say or (mine.head.scope if mine else "incident")
    quantity = found.quantity
    return Figure(
        id=record,
        span=scope.span(*at),
        measure=found.measure,  # type: ignore[arg-type]
        low=None if quantity.low is None else int(quantity.low),
        high=None if quantity.high is None else int(quantity.high),
        qualifier=quantity.qualifier,
        who=scope.span(*who) if who else None,
        scope=covers,  # type: ignore[arg-type]
        period=_period(parts[number], covers, event, scope),
        source=source or (event.source if event else None),
        event=event.id if event else None,
        confidence=round(mine.head.confidence if mine else 0.8 if found.sure else 0.5, 3),
    )


def _event_of(measure: str, at: Range, number: int, events: Sequence[Event], scope: ArticleScope) -> Event | None:
    """The nearest event of a fitting type in the sentence; else the last such one of the sentence before."""
    types = EVENTS_OF.get(measure, ())
    here = [e for e in events if e.sentence == number and (scope.plover(e.type) in types or not types)]
    if here:
        return min(here, key=lambda e: (abs(e.trigger.start - at[0]), e.trigger.start))
    before = [e for e in events if e.sentence == number - 1 and scope.plover(e.type) in types]
    return before[-1] if before else None


def _period(part: Sentence, covers: str, event: Event | None, scope: ArticleScope) -> Date | None:
    """The time that a running total covers: the phrase behind "منذ" in its sentence, else its first date.

    A figure of one incident has the date of its event, if words give it one. The time since an agreement may stand in a
    heading above the figure ("منذ سريان الهدنة:").
    """
    if covers == "incident":
        return event.date if event and event.date and event.date.span else None
    text = scope.text[part.start : part.end]
    since = [m.start() for m in _SINCE.finditer(text)]
    for start, end in date_spans(text):
        opened = [s for s in since if s <= start < s + _REACH]
        if opened or not since:
            return scope.date(part.start + (opened[-1] if opened else start), part.start + end)[0]
    if covers != "since_agreement":
        return None
    times = [t for t in agreement_times(scope.text, scope.agreements) if t.start < part.end]
    return scope.date(times[-1].start, times[-1].end)[0] if times else None
