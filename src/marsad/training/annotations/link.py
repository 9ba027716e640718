"""From marked words and relations, as annotation tools have them, to events with roles.

A span whose label is an event type is a trigger; any other is a role or a field. Where a file has relations, they say
whose: in either direction, and a relation whose label is a role gives that role, else the label of the span does. Where
it has none, a role belongs to the nearest trigger of its sentence, to the one before where two are as near.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from marsad.reader.labels import NO_MODE, Labels
from marsad.training.annotations.model import Annotated, BadRecordError, Range, blank, sentence_of, unstated, words_at
from marsad.training.data import Example, Head, WordSpan, fill_groups
from marsad.training.own_labels import OwnLabels


@dataclass(frozen=True)
class Mark:
    """Marked words `at` with the tool's label; `stated` are choices made for them (mode, status)."""

    id: str
    at: Range
    label: str
    stated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """A relation between two marks."""

    start: str
    end: str
    label: str


@dataclass(frozen=True)
class Marked:
    """One document as a tool has it."""

    doc: str
    text: str
    marks: Sequence[Mark]
    links: Sequence[Link]


def joined(found: Marked, own: OwnLabels, *, by_links: bool) -> tuple[Annotated, list[str]]:
    """The document with its events, and in sentences which role words belong to none.

    Raises `BadRecordError` for marks outside the text, `InputError` for a label that is unknown.
    """
    example = blank(found.doc, found.text, own.labels.groups)
    spans = {mark.id: _words(example, mark) for mark in found.marks}
    linked = {end for link in found.links if own.knows(link.label) for end in (link.start, link.end)}
    heads: dict[str, Head] = {}
    roles: list[tuple[Mark, str]] = []
    for mark in sorted(found.marks, key=lambda m: m.at):
        generic = mark.id in linked and not own.knows(mark.label)  # "PARTY", and a relation that says which role
        code = "" if generic else own.code(mark.label)
        if code in own.labels.types:
            heads[mark.id] = _head(str(code), spans[mark.id], mark, own.labels)
        elif code is not None:
            roles.append((mark, code))
    example.heads = list(heads.values())
    loose: list[str] = []
    for mark, code in roles:
        whose = _by_links(mark, code, found, own, heads) if by_links else _nearest(mark, code, example, spans, heads)
        for head, role in whose:
            mine = head.roles.setdefault(role, [])
            mine += [spans[mark.id]] if spans[mark.id] not in mine else []
        if not whose:
            loose.append(f'{found.doc}: "{found.text[slice(*mark.at)]}" ({mark.label}) belongs to no event')
    fill_groups(example)
    return Annotated(example), loose


def _words(example: Example, mark: Mark) -> WordSpan:
    start, end = mark.at
    if not 0 <= start < end <= len(example.text):
        raise BadRecordError(
            f"{mark.label} at {start}–{end} is outside the text, which has {len(example.text)} characters"
        )
    return words_at(example, mark.at)


def _head(kind: str, span: WordSpan, mark: Mark, labels: Labels) -> Head:
    mode, status = mark.stated.get("mode"), mark.stated.get("status", "")
    if mode and mode not in labels.modes.get(kind, []):
        raise BadRecordError(f'"{mode}" is no mode of {kind}')
    if status and status not in labels.statuses:
        raise BadRecordError(f'"{status}" is no status')
    head = unstated(kind, span, f"{kind}/{mode}" if mode else NO_MODE)
    head.status = status
    return head


def _by_links(
    mark: Mark, code: str, found: Marked, own: OwnLabels, heads: Mapping[str, Head]
) -> list[tuple[Head, str]]:
    out: list[tuple[Head, str]] = []
    for link in found.links:
        other = link.end if link.start == mark.id else link.start if link.end == mark.id else ""
        if other in heads:
            named = own.code(link.label) if own.knows(link.label) else None
            role = named if named and named not in own.labels.types else code
            out.append((heads[other], role))
    return out


def _nearest(
    mark: Mark, code: str, example: Example, spans: Mapping[str, WordSpan], heads: Mapping[str, Head]
) -> list[tuple[Head, str]]:
    span = spans[mark.id]
    number = sentence_of(example, span)
    here = [h for h in heads.values() if sentence_of(example, h.span) == number]
    if not here:
        return []
    return [(min(here, key=lambda h: (_gap(h.span, span), h.span)), code)]


def _gap(a: WordSpan, b: WordSpan) -> int:
    return max(0, b[0] - a[1], a[0] - b[1])
