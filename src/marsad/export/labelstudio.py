"""Label Studio (https://labelstud.io): articles with what Marsad found as predictions, to be corrected by people.

The folder holds `tasks.json` (import it into a project), `config.xml` (the project's labelling interface) and
`labels.yaml`: what is corrected in Label Studio and exported as JSON is what `marsad train --annotations` reads with it.
Positions count UTF-16 code units, as Label Studio does in the browser. The tasks hold the articles' whole texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from marsad.export.attribution import chain
from marsad.export.folder import whole_files
from marsad.export.formats import Format
from marsad.export.json_stream import write_list
from marsad.record.types import Event, EventType, Report, Span, Status
from marsad.resolve.ontology import modes
from marsad.store import Selection

FILES = ("tasks.json", "config.xml", "labels.yaml")
ROLES = ("actor", "recipient", "place", "date", "source", "via")
_FIELD = {"from_name": "label", "to_name": "text", "type": "labels"}

Node = dict[str, Any]


def write_folder(selections: Iterable[Selection], folder: Path) -> int:
    """The three files; one task an article, with the events asked for."""
    seen, total = _Seen(), [0]
    with whole_files(folder, FILES) as paths:
        with paths["tasks.json"].open("wb") as to:
            write_list(to, _tasks(selections, seen, total))
        paths["config.xml"].write_text(_config(seen), "utf-8")
        paths["labels.yaml"].write_text(_labels(seen), "utf-8")
    return total[0]


class _Seen:
    """Types and fields beyond PLOVER's that occur, for the labels."""

    def __init__(self) -> None:
        self.types: dict[str, Event] = {}
        self.fields: dict[str, None] = {}

    def add(self, event: Event) -> None:
        if event.type not in get_args(EventType):
            self.types.setdefault(event.type, event)
        self.fields |= dict.fromkeys(event.fields)


def _tasks(selections: Iterable[Selection], seen: _Seen, total: list[int]) -> Iterator[Node]:
    for selection in selections:
        article, coder = selection.report.article, selection.report.coder
        for event in selection.events:
            seen.add(event)
        total[0] += len(selection.events)
        yield {
            "data": {
                "text": article.text,
                "id": article.id,
                "url": article.url,
                "outlet": article.outlet,
                "published": article.published,
            },
            "predictions": [
                {
                    "model_version": f"marsad {coder.version} {coder.model} {coder.knowledge}",
                    "score": min((event.confidence for event in selection.events), default=0.0),
                    "result": list(_Result(selection.report).of(selection.events)),
                }
            ],
        }


class _Result:
    """Regions, choices and relations of one article; words with one label are one region, whosoever they belong to."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._unit = code_units(report.article.text)
        self._regions: dict[tuple[str, int, int], str] = {}

    def of(self, events: Iterable[Event]) -> Iterator[Node]:
        for event in events:
            trigger, new = self._region(event.type, event.trigger)
            if new:
                yield new | {"score": event.confidence}
                yield self._choice(trigger, event.trigger, "status", event.status)
                if event.mode:
                    yield self._choice(trigger, event.trigger, "mode", event.mode)
            for role, span in self._spans(event):
                region, new = self._region(role, span)
                if new:
                    yield new
                yield {
                    "type": "relation",
                    "from_id": trigger,
                    "to_id": region,
                    "direction": "right",
                    "labels": [role],
                }

    def _region(self, label: str, span: Span) -> tuple[str, Node | None]:
        key = (label, span.start, span.end)
        if key in self._regions:
            return self._regions[key], None
        self._regions[key] = identity = f"{label}-{span.start}-{span.end}"
        return identity, {"id": identity, **_FIELD, "value": self._at(span) | {"labels": [label]}}

    def _choice(self, region: str, span: Span, name: str, choice: str) -> Node:
        value = self._at(span) | {"choices": [choice]}
        return {"id": region, "from_name": name, "to_name": "text", "type": "choices", "value": value}

    def _at(self, span: Span) -> Node:
        return {"start": self._unit(span.start), "end": self._unit(span.end), "text": span.text}

    def _spans(self, event: Event) -> Iterator[tuple[str, Span]]:
        """What fills a role, each words once."""
        found = [("actor", party.span) for party in event.actors]
        found += [("recipient", party.span) for party in event.recipients]
        found += [("place", event.place.span)] if event.place and event.place.span else []
        found += [("date", event.date.span)] if event.date and event.date.span else []
        speakers = chain(self._report, event.source)
        found += [("source" if n == 0 else "via", each.span) for n, each in enumerate(speakers)]
        found += [(name, span) for name, spans in event.fields.items() for span in spans]
        yield from {(role, span.start, span.end): (role, span) for role, span in found}.values()


def code_units(text: str) -> Callable[[int], int]:
    """From code points of a text to UTF-16 code units, in which "🚰" is two."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda point: point
    return lambda point: point + sum(letter > "\uffff" for letter in text[:point])


def _config(seen: _Seen) -> str:
    types = (*get_args(EventType), *seen.types)
    labels = [*types, *ROLES, *seen.fields]
    listed = "".join(f"    <Label value={quoteattr(label)}/>\n" for label in labels)
    relations = "".join(f"    <Relation value={quoteattr(role)}/>\n" for role in (*ROLES, *seen.fields))
    statuses = "".join(f"    <Choice value={quoteattr(status)}/>\n" for status in get_args(Status))
    known = dict.fromkeys(mode for kind in get_args(EventType) for mode in modes(kind))
    named = "".join(f"    <Choice value={quoteattr(mode)}/>\n" for mode in known)
    when = f'perRegion="true" whenTagName="label" whenLabelValue={quoteattr(",".join(types))}'
    return (
        "<View>\n"
        f'  <Labels name="label" toName="text">\n{listed}  </Labels>\n'
        f"  <Relations>\n{relations}  </Relations>\n"
        '  <View style="direction: rtl"><Text name="text" value="$text" granularity="word"/></View>\n'
        f'  <Choices name="status" toName="text" choice="single" {when}>\n{statuses}  </Choices>\n'
        f'  <Choices name="mode" toName="text" choice="single" {when}>\n{named}  </Choices>\n'
        "</View>\n"
    )


def _labels(seen: _Seen) -> str:
    lines = ["types:\n", *(f"  {kind}:\n" for kind in get_args(EventType))]
    lines += [f"  {kind}: {{quad: {e.quad}, intensity: {e.intensity:g}}}\n" for kind, e in seen.types.items()]
    if seen.fields:
        lines += ["fields:\n", *(f"  {name}:\n" for name in seen.fields)]
    return "".join(lines)


FORMAT = Format(
    "labelstudio",
    "Label Studio: tasks with predictions, the interface, and the labels for `marsad train`.",
    write_folder=write_folder,
    columns={
        "data": "of every task in tasks.json: text, and id, url, outlet, published of the article",
        "predictions[].model_version": "which coder predicted",
        "predictions[].score": "confidence of the least certain event",
        "predictions[].result[] of type labels": "words of an event (its type) or of a role, in UTF-16 code units",
        "predictions[].result[] of type choices": "status and mode of an event",
        "predictions[].result[] of type relation": "from an event to what fills a role of it",
        "config.xml": "the labelling interface to paste into the project's settings",
        "labels.yaml": "for `marsad train --labels`",
    },
)
