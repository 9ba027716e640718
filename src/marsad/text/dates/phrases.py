"""Date phrases of a text, with their offsets, resolved against the publication time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from marsad.text.dates.grammar import phrase
from marsad.text.dates.lexicon import Tokens
from marsad.text.dates.meaning import Interval, Meaning, Precision, Reference
from marsad.text.dates.relative import Bounded

Basis = Literal["explicit", "relative"]
FUTURE_WINDOW = 6  # words before a date in which "المقرر" or "سوف" turns it to the future


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date phrase: `text[start:end]` (code points) means the time from `first` to `last`, both inside.

    ISO 8601: days "2023-10-07", a month "2023-10-01" to "2023-10-31", with precision `minute` "2026-03-22T18:00" (the
    clock of the text, no zone). `basis` is `explicit` for a complete calendar date, `relative` if the publication
    time was needed. `reason` says in a few words how the time was found.
    """

    start: int
    end: int
    first: str
    last: str
    precision: Precision
    basis: Basis
    reason: str


def find_dates(text: str, published: str | None) -> list[DatePhrase]:
    """All date phrases of a text that resolve, in order, not overlapping.

    `published` is the publication time in ISO 8601, its clock taken as the outlet's own; without it (or if it cannot be
    read) only complete dates resolve. "قصف أمس" with "2024-05-15" gives one phrase for 2024-05-14.
    """
    ref = _reference(published)
    tokens = Tokens(text, licensed=False)
    found = []
    for i, meaning, after in _phrases(tokens):
        interval = meaning.resolve(replace(ref, future=_future(tokens, i)))
        if interval:
            found.append(_phrase(tokens.items[i].start, tokens.items[after - 1].end, interval.widened()))
    return found


def date_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of all date phrases, whether or not they can be resolved."""
    tokens = Tokens(text, licensed=False)
    return [(tokens.items[i].start, tokens.items[after - 1].end) for i, _, after in _phrases(tokens)]


def resolve_date(phrase: str, published: str | None, *, future: bool = False) -> DatePhrase | None:
    """Resolve words that are known to be a date ("منذ هجوم 7 أكتوبر"), None if they do not say when.

    Being known as a date, they may hold what running text may not: vague words ("مؤخرا"), a clock without a day, a
    bare year. Offsets are into `phrase`. If several dates stand in it, the result spans them all. `future`: it dates
    something that is yet to come, so that "الخميس" is the next one.
    """
    tokens = Tokens(phrase, licensed=True)
    ref = replace(_reference(published), future=future)
    found = [(i, meaning, after) for i, meaning, after in _phrases(tokens)]
    opener = _opener(tokens, found[0][0]) if found else None
    resolved = []
    for i, meaning, after in found:
        whole: Meaning = Bounded(opener, meaning) if opener and len(found) == 1 else meaning
        if interval := whole.resolve(ref):
            resolved.append((i, after, interval.widened()))
    resolved = [item for item in resolved if item[2].reason != "vague"] or resolved
    if not resolved:
        return None
    interval = resolved[0][2] if len(resolved) == 1 else _hull([item[2] for item in resolved])
    return _phrase(tokens.items[resolved[0][0]].start, tokens.items[resolved[-1][1] - 1].end, interval)


def _reference(published: str | None) -> Reference:
    """The publication time, its clock kept as it is; nothing if it is missing or is no ISO 8601 day or time."""
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return Reference(None)
    timed = len(published or "") > len("2024-05-15")
    return Reference(moment.replace(tzinfo=None), timed=timed, offset=moment.utcoffset())


def _phrases(tokens: Tokens) -> Iterator[tuple[int, Meaning, int]]:
    i = 0
    while i < len(tokens):
        match = phrase(tokens, i)
        if match is None:
            i += 1
        else:
            yield i, *match
            i = match[1]


def _future(tokens: Tokens, i: int) -> bool:
    """Whether a word just before the date points to the future: "من المقرر أن … في 30 يونيو"."""
    return any(tokens.sense(k, "future") for k in range(max(0, i - FUTURE_WINDOW), i))


def _opener(tokens: Tokens, i: int) -> str | None:
    """An opener at the head of a phrase whose date comes later: "منذ بدء الحرب يوم 24 فبراير"."""
    for relation in ("since", "after"):
        if i > 0 and tokens.sense(0, relation):
            return relation
    return None


def _hull(intervals: list[Interval]) -> Interval:
    first, last = min(item.first for item in intervals), max(item.last for item in intervals)
    return Interval(first, last, "range", any(item.relative for item in intervals), "several dates")


def _phrase(start: int, end: int, interval: Interval) -> DatePhrase:
    first, last = _iso(interval.first, interval.clock), _iso(interval.last, interval.clock)
    basis: Basis = "relative" if interval.relative else "explicit"
    return DatePhrase(start, end, first, last, interval.precision, basis, interval.reason)


def _iso(day: date, clock: tuple[int, int] | None) -> str:
    return day.isoformat() + (f"T{clock[0]:02}:{clock[1]:02}" if clock else "")
