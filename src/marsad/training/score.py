"""Precision, recall and F1 of a reader on annotated documents, by type of event and by field.

The measure is that of the guidelines (docs/guidelines.md §10): an event agrees when its type is equal and its trigger
overlaps the annotated one or stands at most two words away in the same sentence; the words of a field of two events that
agree, when they share half of their words (Dice of at least 0.5). Each annotated thing agrees with one found thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from marsad.reader.reading import ReadHead
from marsad.training.data import Example, Head, WordSpan

NEAR = 2  # words
_A = TypeVar("_A")
_B = TypeVar("_B")


@dataclass
class Counts:
    """How many agree, how many are annotated, how many are found."""

    agree: int = 0
    annotated: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Of what is found, what agrees; 0 where nothing is found."""
        return self.agree / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of what is annotated, what is found; 0 where nothing is annotated."""
        return self.agree / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.agree / (self.annotated + self.found) if self.agree else 0.0


@dataclass
class Scores:
    """All events together, every type, and every field."""

    events: Counts
    types: dict[str, Counts]
    fields: dict[str, Counts]

    def rows(self) -> Iterable[tuple[str, Counts]]:
        """Name and counts: all events, then types, then fields."""
        yield "events", self.events
        yield from self.types.items()
        yield from self.fields.items()


def scores(pairs: Iterable[tuple[Example, Sequence[ReadHead]]], types: Sequence[str], fields: Sequence[str]) -> Scores:
    """Compare what is annotated with what was read, over documents; only these types and fields are looked at."""
    out = Scores(Counts(), {t: Counts() for t in types}, {f: Counts() for f in fields})
    for example, read in pairs:
        gold = [h for h in example.heads if h.kind in types]
        found = [r for r in read if r.kind in types]
        matched = _matched(gold, found, partial(_nearness, example))
        for kind in (g.kind for g in gold):
            _add(out, kind, annotated=1)
        for kind in (f.kind for f in found):
            _add(out, kind, found=1)
        for g, _ in matched:
            _add(out, g.kind, agree=1)
        for name, counts in out.fields.items():
            counts.annotated += sum(len(g.roles.get(name, [])) for g in gold)
            counts.found += sum(len(_spans(f, name)) for f in found)
            counts.agree += sum(len(_matched(g.roles.get(name, []), _spans(f, name), _half)) for g, f in matched)
    return out


def _add(out: Scores, kind: str, **more: int) -> None:
    for counts in (out.events, out.types[kind]):
        for name, number in more.items():
            setattr(counts, name, getattr(counts, name) + number)


def _spans(head: ReadHead, role: str) -> list[WordSpan]:
    return [(e.start, e.end) for e in head.edges if e.role == role]


def _nearness(example: Example, gold: Head, found: ReadHead) -> float:
    """0 for events that do not agree, else more for triggers that share more words."""
    span = found.start, found.end
    shared = dice(gold.span, span)
    gap = max(gold.span[0] - span[1], span[0] - gold.span[1]) + 1
    near = gap <= NEAR and any(
        start <= min(gold.span[0], span[0]) and max(gold.span[1], span[1]) <= end for start, end in example.sentences
    )
    return 1 + shared if gold.kind == found.kind and (shared or near) else 0.0


def dice(a: WordSpan, b: WordSpan) -> float:
    """Twice the shared words by the words of both: 1 for equal spans, 0 for spans apart."""
    return 2 * max(0, min(a[1], b[1]) - max(a[0], b[0])) / (a[1] - a[0] + b[1] - b[0])


def _half(a: WordSpan, b: WordSpan) -> float:
    shared = dice(a, b)
    return shared if shared >= 0.5 else 0.0


def _matched(gold: Sequence[_A], found: Sequence[_B], score: Callable[[_A, _B], float]) -> list[tuple[_A, _B]]:
    """Pairs of one with one, the best first."""
    ranked = sorted(((-score(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), key=lambda r: r)
    left, right = set(range(len(gold))), set(range(len(found)))
    out = []
    for worth, i, j in ranked:
        if worth < 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            out.append((gold[i], found[j]))
    return out


def as_json(found: Scores) -> Mapping[str, Mapping[str, float]]:
    """Rounded numbers by name, for the metrics file."""
    return {
        name: {
            "precision": round(c.precision, 3), "recall": round(c.recall, 3), "f1": round(c.f1, 3),
            "annotated": c.annotated, "found": c.found, "agree": c.agree,
        }
        for name, c in found.rows()
    }  # fmt: skip
