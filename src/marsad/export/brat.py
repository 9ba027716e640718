"""brat standoff (https://brat.nlplab.org/standoff.html): text-bound annotations, events, attributes, notes.

Offsets are code points of the text, as brat counts them; a span across lines is written in fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from marsad.record import Event, Report, Span

_NOT_IN_NAME = re.compile(r"[^\w.-]+")


def standoff(report: Report) -> str:
    """The content of the `.ann` file: every line ends with a line feed."""
    return "".join(line + "\n" for line in _lines(report))


def save(report: Report, folder: Path) -> None:
    """Write `ID.txt` and `ID.ann`; the folder is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    name = _NOT_IN_NAME.sub("-", report.article.id)
    (folder / f"{name}.txt").write_bytes(report.article.text.encode("utf-8", "surrogatepass"))
    (folder / f"{name}.ann").write_text(standoff(report), "utf-8")


class _Numbers:
    """Text-bound ids, one for each (label, span)."""

    def __init__(self) -> None:
        self.ids: dict[tuple[str, int, int], str] = {}

    def of(self, label: str, span: Span) -> str:
        return self.ids.setdefault((label, span.start, span.end), f"T{len(self.ids) + 1}")


def _lines(report: Report) -> Iterator[str]:
    numbers, rest = _Numbers(), []
    sources = {s.id: s for s in report.sources}
    figures = {f.id: f for f in report.figures}
    for n, event in enumerate(report.events, 1):
        arguments = [f"{event.type}:{numbers.of(event.type, event.trigger)}"]
        for role, label, span in _roles(event):
            arguments.append(f"{role}:{numbers.of(label, span)}")
        if event.source:
            arguments.append(f"Source:{numbers.of('Source', sources[event.source].span)}")
        arguments += [f"Figure:{numbers.of('Figure', figures[f].span)}" for f in event.figures]
        rest.append(f"E{n}\t{' '.join(arguments)}")
        rest.append(f"A{n}\tStatus E{n} {event.status}")
        if event.mode:
            rest.append(f"#{n}\tAnnotatorNotes E{n}\tmode {event.mode}")
    for figure in report.figures:
        numbers.of("Figure", figure.span)
    for claim in report.agreement_claims:
        numbers.of("Claim-" + claim.kind, claim.span)
    for (label, start, end), number in numbers.ids.items():
        pieces = list(_fragments(report.article.text, start, end))
        where = ";".join(f"{a} {b}" for a, b in pieces)
        yield f"{number}\t{label} {where}\t{' '.join(report.article.text[a:b] for a, b in pieces)}"
    yield from rest


def _roles(event: Event) -> Iterator[tuple[str, str, Span]]:
    for role, parties in (("Actor", event.actors), ("Recipient", event.recipients)):
        spans = dict.fromkeys((p.span.start, p.span.end) for p in parties)
        for number, (start, end) in enumerate(spans, 1):
            span = next(p.span for p in parties if (p.span.start, p.span.end) == (start, end))
            yield role + (str(number) if number > 1 else ""), "Party", span
    if event.place and event.place.span:
        yield "Place", "Place", event.place.span
    if event.date and event.date.span:
        yield "Date", "Date", event.date.span
    for name, found in event.fields.items():
        for number, span in enumerate(found, 1):
            yield name + (str(number) if number > 1 else ""), name, span


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for part in re.finditer(r"[^\n]+", text[start:end]):
        yield start + part.start(), start + part.end()
