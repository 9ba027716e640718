"""What annotations do not say, the shipped reader says: so that a model with new types goes on reading the rest.

Somebody who marks attacks on water works marks no figures, sources or names of people. A model taught that there are
none would unlearn them, and a borrowed encoder would never learn them. The texts are therefore read once by the shipped
reader, and what it finds beside the annotations is taught as if it were annotated (self-training).
"""

from __future__ import annotations

from collections.abc import Iterable

from marsad.reader.labels import EVENT_ROLES, NO_MODE, Labels
from marsad.reader.model import Reader
from marsad.reader.reading import ReadHead
from marsad.training.annotations.model import Annotated
from marsad.training.data import NAME_GROUPS, Example, Head, WordSpan, fill_groups


def completed(
    found: Annotated, teacher: Reader, labels: Labels, kept: frozenset[str], roles: frozenset[str]
) -> Example:
    """The example with what the teacher adds: changed in place.

    `kept` are the types that it goes on finding, `roles` those that are annotated and hence not its business.
    """
    example = found.example
    reading = teacher.read_words(example.text, example.words, example.sentences)
    events = [h for h in example.heads if h.kind in labels.types]
    read = [h for h in reading.heads if h.kind in teacher.card.labels.types]
    for event in events:
        _complete(event, _twin(event, read, labels), roles)
    taken = [h.span for h in events]
    example.heads += [_head(h) for h in read if h.kind in kept and not _meets((h.start, h.end), taken)]
    if not found.figures:
        example.heads += [_figure(h) for h in reading.heads if h.kind == "figure"]
    if not found.claims:
        example.heads += [_head(h) for h in reading.heads if h.kind in labels.claims]
    if example.contexts is None and labels.contexts:
        example.contexts = sorted({context for h in read for context in h.contexts})
    fill_groups(example)
    for group, spans in reading.spans.items():
        mine = example.groups.get(group)
        if mine is not None:
            mine += [(s.start, s.end) for s in spans if not _meets((s.start, s.end), mine)]
    example.names = set(NAME_GROUPS) <= set(reading.spans)
    return example


def _twin(event: Head, read: Iterable[ReadHead], labels: Labels) -> ReadHead | None:
    """What the teacher made of the same words, rather as the type that the event is a kind of."""
    same = [h for h in read if _meets((h.start, h.end), [event.span])]
    own = labels.own.get(event.kind)
    return min(same, key=lambda h: (h.kind not in {event.kind, own and own.plover}, h.start), default=None)


def _complete(event: Head, twin: ReadHead | None, roles: frozenset[str]) -> None:
    event.status = event.status or (twin.status if twin else "reported")
    for role in EVENT_ROLES:
        if role not in roles and twin:
            event.roles[role] = [(e.start, e.end) for e in twin.edges if e.role == role]


def _head(read: ReadHead) -> Head:
    mode = f"{read.kind}/{read.mode}" if read.mode else NO_MODE
    return Head(read.kind, (read.start, read.end), _roles(read), mode, read.status)


def _figure(read: ReadHead) -> Head:
    return Head("figure", (read.start, read.end), _roles(read), read.label, scope=read.scope)


def _roles(read: ReadHead) -> dict[str, list[WordSpan]]:
    return {
        role: [(e.start, e.end) for e in read.edges if e.role == role]
        for role in dict.fromkeys(e.role for e in read.edges)
    }


def _meets(span: WordSpan, others: Iterable[WordSpan]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
