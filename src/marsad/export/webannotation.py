"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): every span of the record, as a note on the article.

An annotation has its place twice, as positions (code points, half-open) and as a quotation with what stands around it, so
that it is found again where a page has changed. Spans of an event are tied to it by a body with the purpose `linking`;
the trigger of an event carries who says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from marsad.export.attribution import according_to, claims, figures
from marsad.export.formats import Format
from marsad.export.iri import page, says, urn
from marsad.export.json_stream import write_list
from marsad.record.types import AgreementClaim, Event, Figure, Report, Span
from marsad.store import Selection

Node = dict[str, Any]

AROUND = 32  # code points of prefix and suffix


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One `AnnotationPage`, whose items stream."""
    total = [0]
    head = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": urn("annotations", "page"), "type": "AnnotationPage"}
    write_list(to, _annotations(selections, total), head, "items")
    return total[0]


def _annotations(selections: Iterable[Selection], total: list[int]) -> Iterator[Node]:
    for selection in selections:
        report = selection.report
        for event in selection.events:
            yield from _event(report, event)
            total[0] += 1
        for figure in figures(selection):
            yield _figure(report, figure)
        for claim in claims(selection):
            yield from _claim(report, claim)


def _event(report: Report, event: Event) -> Iterator[Node]:
    iri = urn("event", event.id)
    codes = [event.type, *([f"{event.type}/{event.mode}"] if event.mode else []), *event.contexts]
    yield _annotation(
        report,
        iri,
        event.trigger,
        [*map(_tag, codes), _text(event.status, "describing"), *_speaker(report, event.source)],
        confidence=event.confidence,
    )
    for name, span, known in _spans(report, event):
        yield _annotation(report, f"{iri}:{name}", span, [_tag(name.split(":")[0]), _link(iri), *known])


def _spans(report: Report, event: Event) -> Iterator[tuple[str, Span, list[Node]]]:
    """Role and number, the words, and what they are known to be."""
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for number, party in enumerate(parties, 1):
            known = [_thing(urn("actor", party.actor))] if party.actor else []
            yield f"{role}:{number}", party.span, known
    if event.place and event.place.span:
        where = event.place.geonames
        yield "place", event.place.span, [_thing(f"https://sws.geonames.org/{where}/")] if where else []
    if event.date and event.date.span:
        times = [time for time in dict.fromkeys((event.date.start, event.date.end)) if time]
        yield "date", event.date.span, [_text("/".join(times), "describing")] if times else []
    source = next((each for each in report.sources if each.id == event.source), None)
    if source:
        yield "source", source.span, [_thing(says(report, source.id))]
    for number, span in enumerate(event.topics, 1):
        yield f"topic:{number}", span, []
    for name, spans in event.fields.items():
        for number, span in enumerate(spans, 1):
            yield f"{name}:{number}", span, []


def _figure(report: Report, figure: Figure) -> Node:
    low, high = ("" if bound is None else str(bound) for bound in (figure.low, figure.high))
    interval = low if low == high else f"{low}–{high}"
    body = [_tag(figure.measure), _text(interval, "describing"), *_speaker(report, figure.source)]
    if figure.event:
        body.append(_link(urn("event", figure.event)))
    return _annotation(report, urn("figure", figure.id), figure.span, body, confidence=figure.confidence)


def _claim(report: Report, claim: AgreementClaim) -> Iterator[Node]:
    iri = urn("claim", claim.id)
    body = [_tag(claim.kind), *_speaker(report, claim.source)]
    body += [
        _thing(urn(name, code))
        for name, code in (("agreement", claim.agreement), ("provision", claim.provision))
        if code
    ]
    if claim.event:
        body.append(_link(urn("event", claim.event)))
    yield _annotation(report, iri, claim.span, body, confidence=claim.confidence)
    for role, party in (("by", claim.by), ("about", claim.about)):
        if party:
            known = [_thing(urn("actor", party.actor))] if party.actor else []
            yield _annotation(report, f"{iri}:{role}", party.span, [_tag(role), _link(iri), *known])


def _annotation(report: Report, iri: str, span: Span, body: list[Node], confidence: float | None = None) -> Node:
    text, coder = report.article.text, report.coder
    node: Node = {
        "id": iri.replace("urn:marsad:", "urn:marsad:annotation:", 1),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"id": urn("software", coder.version), "type": "Software", "name": f"Marsad {coder.version}"},
        "body": body,
        "target": {
            "source": page(report.article),
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.text,
                    "prefix": text[max(0, span.start - AROUND) : span.start],
                    "suffix": text[span.end : span.end + AROUND],
                },
            ],
        },
    }
    if confidence is not None:
        node[urn("term", "confidence")] = confidence
    return node


def _speaker(report: Report, source: str | None) -> list[Node]:
    return [_text(according_to(report, source), "commenting", "ar"), _thing(says(report, source), "assessing")]


def _tag(value: str) -> Node:
    return _text(value, "tagging")


def _text(value: str, purpose: str, language: str | None = None) -> Node:
    node: Node = {"type": "TextualBody", "value": value, "purpose": purpose, "format": "text/plain"}
    return node | ({"language": language} if language else {})


def _thing(iri: str, purpose: str = "identifying") -> Node:
    return {"type": "SpecificResource", "source": iri, "purpose": purpose}


def _link(iri: str) -> Node:
    """To the annotated thing that these words are a part of."""
    return _thing(iri, "linking")


FORMAT = Format(
    "webannotation",
    "W3C Web Annotations: every span as a note on the article.",
    ".jsonld",
    write,
    columns={
        "items[].id": "urn:marsad:annotation:event:ID for a trigger, with :actor:1, :place, :source … for the other spans",
        "items[].target.source": "address of the article, or its URN",
        "items[].target.selector[]": "TextPositionSelector (code points) and TextQuoteSelector with 32 code points around",
        "items[].body[] of purpose tagging": "type, type/mode and contexts; the role of other spans; measure; kind of claim",
        "items[].body[] of purpose describing": "status of an event, interval of a date or figure",
        "items[].body[] of purpose commenting": "according to whom, in Arabic words",
        "items[].body[] of purpose assessing": "who says it, as a thing: the source, else the outlet",
        "items[].body[] of purpose identifying": "the actor, place or agreement that the words name",
        "items[].body[] of purpose linking": "the event or claim that the words are a part of",
    },
)
