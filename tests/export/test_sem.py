from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import msgspec
import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import PROV, RDF
from rdflib.query import ResultRow

from export.given import full_report, selections
from export.written import written
from marsad.export.iri import page
from marsad.record.types import Report
from marsad.store import Selection

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning:rdflib")

WHO_SAYS_WHAT = """
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX marsad: <urn:marsad:term:>
SELECT ?name ?type ?status ?words WHERE {
  ?said prov:wasAttributedTo ?who ; marsad:status ?status ; prov:value ?words .
  ?who rdfs:label ?name .
  GRAPH ?said { ?event a sem:Event ; sem:eventType ?type }
  FILTER strstarts(str(?type), "urn:marsad:type:")
} ORDER BY ?words
"""


def read(*reports: Report) -> Dataset:
    return _parsed(written("sem", selections(*reports)))


def rows(graph: Graph, query: str) -> list[tuple[str, ...]]:
    """The answers of a query in words; what is not bound is "None"."""
    return [tuple(map(str, row)) for row in cast(Iterable[ResultRow], graph.query(query))]


def _parsed(content: bytes) -> Dataset:
    graph = Dataset()
    graph.parse(data=content, format="json-ld")
    return graph


def test_a_query_tells_who_says_what() -> None:
    said = rows(read(), WHO_SAYS_WHAT)
    assert sorted(row[:3] for row in said) == [
        ("صحيفة المرصد", "urn:marsad:type:ASSAULT", "reported"),
        ("صحيفة المرصد", "urn:marsad:type:REQUEST", "reported"),
        ("مصادر طبية", "urn:marsad:type:ASSAULT", "reported"),
    ]
    assert all(row[3] in full_report().article.text for row in said)


def test_nothing_that_is_said_is_asserted_outside_of_what_somebody_says() -> None:
    graph = read()
    events = "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> ASK { ?e a sem:Event }"
    assert not graph.default_graph.query(events).askAnswer
    inside = "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> ASK { GRAPH ?said { ?e a sem:Event } }"
    assert graph.query(inside).askAnswer


def test_every_graph_is_attributed_to_somebody_once() -> None:
    graph = read()
    named = [g.identifier for g in graph.graphs() if len(g) and g.identifier != graph.default_graph.identifier]
    assert len(named) == 5  # three events, a figure, a claim
    assert all(len(list(graph.default_graph.objects(name, PROV.wasAttributedTo))) == 1 for name in named)


def test_a_relay_is_kept_apart_from_the_speaker() -> None:
    asked = """
    PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?name ?relay WHERE {
      ?said prov:wasAttributedTo/rdfs:label ?name ; <urn:marsad:term:relayedBy>/rdfs:label ?relay }
    """
    assert rows(read(), asked) == [("مصادر طبية", "أحمد الطيب")]


def test_a_party_without_an_actor_id_has_no_name_of_its_own_in_the_graph() -> None:
    asked = """
    PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT ?role ?actor WHERE { GRAPH ?said { ?event sem:hasActor ?role . ?role rdfs:label "مدنيين"@ar
      OPTIONAL { ?role rdf:value ?actor } } }
    """
    assert [actor for _, actor in rows(read(), asked)] == ["None"]


@pytest.mark.parametrize("url", [None, "not an address", "https://example.org/خبر", 'https://example.org/"<1>'])
def test_whatever_the_address_the_article_has_a_name_that_linked_data_can_read(url: str | None) -> None:
    made = full_report()
    made = msgspec.structs.replace(made, article=msgspec.structs.replace(made.article, url=url, outlet=None))
    graph = read(made)
    assert (URIRef(page(made.article)), RDF.type, PROV.Entity) in graph.default_graph
    assert written("sem", [Selection(report=made, events=[])]).endswith(b"]}\n")
