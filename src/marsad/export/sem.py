"""JSON-LD of the Simple Event Model and PROV-O: what is said in graphs of its own, and who says each of them.

Nothing that an article says is a triple of the default graph. An event, a figure or a claim about an agreement stands in
a named graph, and the default graph says of that graph to whom it is attributed (`prov:wasAttributedTo`), in which
article it stands, and how it is presented; so `SELECT … { ?said prov:wasAttributedTo ?who . GRAPH ?said { … } }` asks who
says what, and merging two exports asserts nothing.

SEM: https://semanticweb.cs.vu.nl/2009/11/sem/ · PROV-O: https://www.w3.org/TR/prov-o/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from marsad.export.attribution import PUBLISHER, chain, claims, figures, quote, sentence_of
from marsad.export.formats import Format
from marsad.export.iri import outlet, page, says, speaker, urn
from marsad.export.json_stream import write_list
from marsad.record.types import AgreementClaim, CoderInfo, Date, Event, Figure, Party, Place, Report
from marsad.store import Selection

Node = dict[str, Any]

CONTEXT: Node = {
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "marsad": "urn:marsad:term:",
    "label": {"@id": "rdfs:label", "@language": "ar"},
    "quote": {"@id": "prov:value", "@language": "ar"},
    "title": {"@id": "dcterms:title", "@language": "ar"},
    **{
        name: {"@id": term, "@type": "@id"}
        for name, term in {
            "who": "prov:wasAttributedTo",
            "in": "prov:wasQuotedFrom",
            "coder": "prov:wasGeneratedBy",
            "software": "prov:wasAssociatedWith",
            "accordingTo": "sem:accordingTo",
            "relayedBy": "marsad:relayedBy",
            "eventType": "sem:eventType",
            "roleType": "sem:roleType",
            "actor": "rdf:value",
            "about": "marsad:about",
            "sameAs": "http://www.w3.org/2002/07/owl#sameAs",
        }.items()
    },
}
"""The short names of the document, all of them here: nothing has to be fetched to read it."""


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One JSON-LD document with its context inside."""
    total = [0]
    write_list(to, _nodes(selections, total), {"@context": CONTEXT}, "@graph")
    return total[0]


def _nodes(selections: Iterable[Selection], total: list[int]) -> Iterator[Node]:
    coders: set[str] = set()
    for selection in selections:
        report = selection.report
        coder = _coder(report.coder)
        if coder["@id"] not in coders:
            coders.add(coder["@id"])
            yield coder
        yield from _article(report)
        for event in selection.events:
            yield _said(report, event.id, event.source, sentence_of(report, event), _event(report, event)) | {
                "marsad:status": event.status,
                "marsad:confidence": event.confidence,
            }
            total[0] += 1
        for figure in figures(selection):
            yield _said(report, figure.id, figure.source, quote(report, figure.span), _figure(figure))
        for claim in claims(selection):
            yield _said(report, claim.id, claim.source, quote(report, claim.span), _claim(claim))


def _said(report: Report, identity: str, source: str | None, words: str, what: Node) -> Node:
    """A named graph with what is said in it, and who says it where."""
    speakers = chain(report, source)
    said: Node = {
        "@id": urn("said", identity),
        "@type": ["prov:Entity", "sem:View"],
        "who": says(report, source),
        "accordingTo": says(report, source),
        "in": page(report.article),
        "coder": urn("coder", _coder_name(report.coder)),
        "quote": words,
        "@graph": [what],
    }
    if len(speakers) > 1:
        said["relayedBy"] = [speaker(each) for each in speakers[1:]]
    return said


def _coder_name(coder: CoderInfo) -> str:
    return f"{coder.version}/{coder.model}/{coder.knowledge}"


def _coder(coder: CoderInfo) -> Node:
    return {
        "@id": urn("coder", _coder_name(coder)),
        "@type": "prov:Activity",
        "marsad:model": coder.model,
        "marsad:knowledge": coder.knowledge,
        "software": {"@id": urn("software", coder.version), "@type": "prov:SoftwareAgent", "rdfs:label": "Marsad"},
    }


def _article(report: Report) -> Iterator[Node]:
    article = report.article
    yield {
        "@id": page(article),
        "@type": "prov:Entity",
        "title": article.title or article.id,
        "dcterms:identifier": article.id,
        "who": outlet(article),
    } | ({"dcterms:issued": article.published} if article.published else {})
    yield {
        "@id": outlet(article),
        "@type": ["prov:Organization", "sem:Authority"],
        "label": article.outlet or PUBLISHER,
    }
    for source in report.sources:
        yield {
            "@id": speaker(source),
            "@type": ["prov:Agent", "sem:Authority"],
            "label": source.name,
            "marsad:kind": source.kind,
        }


def _event(report: Report, event: Event) -> Node:
    node: Node = {
        "@id": urn("event", event.id),
        "@type": "sem:Event",
        "label": event.trigger.text,
        "eventType": [urn("type", event.type), *([urn("mode", f"{event.type}/{event.mode}")] if event.mode else [])],
        "sem:hasActor": [
            *(_role("actor", party) for party in event.actors),
            *(_role("recipient", party) for party in event.recipients),
        ],
        "marsad:quad": event.quad,
        "marsad:intensity": event.intensity,
        "marsad:context": event.contexts,
        "accordingTo": says(report, event.source),
    }
    if event.place:
        node["sem:hasPlace"] = _place(event.place)
    if event.date and event.date.start:
        node["sem:hasTime"] = _time(event.date)
    return {name: value for name, value in node.items() if value != []}


def _role(role: str, party: Party) -> Node:
    """A part in the event; only a known actor is a thing beyond these words."""
    node: Node = {"@type": "sem:Role", "roleType": urn("role", role), "label": party.name}
    if party.actor:
        node["actor"] = {"@id": urn("actor", party.actor), "@type": "sem:Actor"}
    if party.country:
        node["marsad:country"] = party.country
    if party.sectors:
        node["marsad:sector"] = party.sectors
    return node


def _place(place: Place) -> Node:
    node: Node = {"@type": "sem:Place", "label": place.name}
    if place.geonames:
        node["sameAs"] = f"https://sws.geonames.org/{place.geonames}/"
    if place.lat is not None and place.lon is not None:
        node |= {"geo:lat": place.lat, "geo:long": place.lon}
    if place.country:
        node["marsad:country"] = place.country
    return node


def _time(date: Date) -> Node:
    node: Node = {"@type": "sem:Time", "sem:hasBeginTimeStamp": date.start, "marsad:precision": date.precision}
    return node | ({"sem:hasEndTimeStamp": date.end} if date.end else {})


def _figure(figure: Figure) -> Node:
    node: Node = {
        "@id": urn("figure", figure.id),
        "@type": "marsad:Figure",
        "label": figure.span.text,
        "marsad:measure": figure.measure,
        "marsad:low": figure.low,
        "marsad:high": figure.high,
        "marsad:qualifier": figure.qualifier,
        "marsad:scope": figure.scope,
        "about": urn("event", figure.event) if figure.event else None,
    }
    return {name: value for name, value in node.items() if value is not None}


def _claim(claim: AgreementClaim) -> Node:
    node: Node = {
        "@id": urn("claim", claim.id),
        "@type": "marsad:AgreementClaim",
        "label": claim.span.text,
        "marsad:kind": claim.kind,
        "marsad:agreement": claim.agreement,
        "marsad:provision": claim.provision,
        "marsad:by": _role("by", claim.by) if claim.by else None,
        "marsad:of": _role("about", claim.about) if claim.about else None,
        "about": urn("event", claim.event) if claim.event else None,
    }
    return {name: value for name, value in node.items() if value is not None}


FORMAT = Format(
    "sem",
    "JSON-LD of SEM and PROV-O: who says what, in named graphs.",
    ".jsonld",
    write,
    columns={
        "@graph[] of type prov:Entity, sem:View": "one an event, figure or claim: the graph with what is said",
        "who (prov:wasAttributedTo)": "who says it: the source, else the outlet",
        "relayedBy (marsad:relayedBy)": "through whom the source was quoted",
        "in (prov:wasQuotedFrom)": "the article",
        "coder (prov:wasGeneratedBy)": "the program, model and knowledge that coded it",
        "quote (prov:value)": "the sentence that says it",
        "marsad:status": "how the article presents it: reported, denied, planned, demanded, conditional",
        "sem:Event": "inside such a graph: sem:eventType, sem:hasActor, sem:hasPlace, sem:hasTime, sem:accordingTo",
        "sem:Role": "a party: sem:roleType, its words, and as rdf:value the actor where it is known",
        "marsad:Figure": "inside such a graph: measure, low, high, qualifier, scope, the event",
        "marsad:AgreementClaim": "inside such a graph: kind, by, of, agreement, provision",
    },
)
