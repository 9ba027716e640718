from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph
from store.reports import long_report

from export.given import full_report, selections
from export.written import written
from marsad.record.types import Report

OA, AS, DC = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#", "http://purl.org/dc/elements/1.1/"
CONTEXT = {
    "oa": OA, "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource", "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector", "AnnotationPage": AS + "OrderedCollectionPage",
    "items": {"@id": AS + "items", "@container": "@list", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"}, "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "linking": "oa:linking", "tagging": "oa:tagging", "assessing": "oa:assessing", "commenting": "oa:commenting",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "exact": "oa:exact", "start": "oa:start", "end": "oa:end",
}  # fmt: skip
"""As much of the context of the recommendation as the query below needs: tests read nothing from the network."""

TEXTUAL = {"required": ["type", "value", "purpose"], "properties": {"value": {"type": "string"}}}
SPECIFIC = {"required": ["type", "source", "purpose"], "properties": {"source": {"type": "string", "format": "uri"}}}
PURPOSES = ["tagging", "describing", "commenting", "assessing", "identifying", "linking"]
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "properties": {
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["classifying"]},
        "body": {
            "type": "array",
            "items": {
                "properties": {"purpose": {"enum": PURPOSES}, "type": {"enum": ["TextualBody", "SpecificResource"]}},
                "if": {"properties": {"type": {"const": "TextualBody"}}},
                "then": TEXTUAL,
                "else": SPECIFIC,
            },
        },
        "target": {
            "required": ["source", "selector"],
            "properties": {
                "selector": {
                    "prefixItems": [
                        {
                            "required": ["type", "start", "end"],
                            "properties": {"type": {"const": "TextPositionSelector"}, "start": {"minimum": 0}},
                        },
                        {"required": ["type", "exact"], "properties": {"type": {"const": "TextQuoteSelector"}}},
                    ],
                    "minItems": 2,
                }
            },
        },
    },
}
"""What the recommendation asks of an annotation, in our words."""


def notes(*reports: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written("webannotation", selections(*reports)))["items"]
    return found


def test_every_item_is_an_annotation_of_the_recommendation() -> None:
    validator = Draft202012Validator(ANNOTATION)
    for annotation in notes(full_report(), long_report(1)):
        validator.validate(annotation)


def test_positions_and_quotations_name_the_same_words() -> None:
    for made in (full_report(), long_report(2)):
        text = made.article.text
        for annotation in notes(made):
            at, words = annotation["target"]["selector"]
            assert text[at["start"] : at["end"]] == words["exact"]
            assert text[: at["start"]].endswith(words["prefix"])
            assert text[at["end"] :].startswith(words["suffix"])


def test_ids_are_there_once() -> None:
    ids = [annotation["id"] for annotation in notes(full_report())]
    assert len(set(ids)) == len(ids)


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning:rdflib")
def test_a_query_tells_who_says_what_in_which_words() -> None:
    page = json.loads(written("webannotation", selections()))
    graph = Graph().parse(data=json.dumps(page | {"@context": CONTEXT}), format="json-ld")
    asked = """
    PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT ?words ?who WHERE {
      ?note oa:hasBody [ rdf:value "ASSAULT" ; oa:hasPurpose oa:tagging ] ,
        [ oa:hasPurpose oa:assessing ; oa:hasSource ?who ] ; oa:hasTarget/oa:hasSelector/oa:exact ?words
    }
    """
    said = {str(words): str(who) for words, who in graph.query(asked)}  # type: ignore[misc]
    assert set(said) == {"قصف الجيش", "مقتل"}
    assert said["مقتل"].startswith("urn:marsad:source:")
    assert said["قصف الجيش"].startswith("urn:marsad:outlet:")


def test_the_spans_of_an_event_lead_to_it() -> None:
    linked = {
        body["source"]
        for annotation in notes()
        for body in annotation["body"]
        if body["purpose"] == "linking" and annotation["id"].endswith((":actor:1", ":place", ":date"))
    }
    assert linked == {f"urn:marsad:event:{event.id}" for event in full_report().events}
