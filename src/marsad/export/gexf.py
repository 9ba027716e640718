"""GEXF 1.3 (https://gexf.net): who acts towards whom, as a network for Gephi.

Nodes are actors of the actor files; a party without an actor id is nobody in the network. An edge goes from an actor to
a recipient; its weight is the number of events between them, whatever their status: `marsad export gexf --status
reported` counts those alone that are presented as facts. Only the counts are in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from marsad.export.formats import Format
from marsad.record.types import Event, Party
from marsad.resolve.actors import actor_book
from marsad.store import Selection


@dataclass(slots=True)
class _Counted:
    """How many events of which quad, type and status, and from which day to which."""

    events: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    first: str = ""
    last: str = ""

    def add(self, event: Event) -> None:
        self.events += 1
        self.codes.update((event.quad, event.type, event.status))
        if event.date and event.date.start:
            start, end = event.date.start[:10], (event.date.end or event.date.start)[:10]
            self.first = min(self.first or start, start)
            self.last = max(self.last, end)

    @property
    def life(self) -> str:
        """The attributes that say when; none where no event has a date."""
        return f' start="{self.first}" end="{self.last}"' if self.first else ""


@dataclass(slots=True)
class _Node(_Counted):
    """An actor of the network."""

    label: str = ""
    english: str = ""
    country: str = ""
    sectors: str = ""


@dataclass(slots=True)
class _Network:
    nodes: dict[str, _Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], _Counted] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Count an event once for each pair and each actor, however often it names them."""
        actors, recipients = ({p.actor: p for p in side if p.actor} for side in (event.actors, event.recipients))
        for actor, party in (actors | recipients).items():
            self.nodes.setdefault(str(actor), _node(party)).add(event)
        for actor in actors:
            for recipient in recipients:
                self.edges.setdefault((str(actor), str(recipient)), _Counted()).add(event)

    def codes(self) -> list[str]:
        """All quads, types and statuses that occur, sorted."""
        return sorted({code for node in self.nodes.values() for code in node.codes})


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One XML document; how many events were read, those of unknown actors included."""
    network, total = _Network(), 0
    for selection in selections:
        for event in selection.events:
            network.add(event)
            total += 1
    for line in _document(network):
        to.write(line.encode("utf-8", "xmlcharrefreplace") + b"\n")
    return total


def _node(party: Party) -> _Node:
    entry = actor_book().entry(party.actor or "")
    name = (
        actor_book().country_name((party.actor or "").upper()) or party.name
        if entry is None
        else entry.names[0].rstrip("~+")
    )
    english = entry.english if entry else ""
    return _Node(label=name, english=english, country=party.country or "", sectors=" ".join(party.sectors))


def _document(network: _Network) -> Iterator[str]:
    codes = network.codes()
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield "<meta><creator>Marsad</creator><description>Actors and events between them, as articles report them"
    yield "</description></meta>"
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date">'
    yield '<attributes class="node" mode="static">'
    yield from (f'<attribute id="{name}" title="{name}" type="string"/>' for name in ("english", "country", "sectors"))
    yield from _declared(codes)
    yield "</attributes>"
    yield '<attributes class="edge" mode="static">'
    yield from _declared(codes)
    yield "</attributes>"
    yield "<nodes>"
    for actor, node in sorted(network.nodes.items()):
        yield f"<node id={_quoted(actor)} label={_quoted(node.label)}{node.life}><attvalues>"
        for name, value in (("english", node.english), ("country", node.country), ("sectors", node.sectors)):
            if value:
                yield f'<attvalue for="{name}" value={_quoted(value)}/>'
        yield from _values(node)
        yield "</attvalues></node>"
    yield "</nodes>"
    yield "<edges>"
    for number, ((actor, recipient), edge) in enumerate(sorted(network.edges.items())):
        ends = f"source={_quoted(actor)} target={_quoted(recipient)}"
        yield f'<edge id="{number}" {ends} weight="{edge.events}"{edge.life}><attvalues>'
        yield from _values(edge)
        yield "</attvalues></edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declared(codes: list[str]) -> Iterator[str]:
    for code in ("events", *codes):
        yield f'<attribute id={_quoted(code)} title={_quoted(code)} type="integer"><default>0</default></attribute>'


def _values(counted: _Counted) -> Iterator[str]:
    yield f'<attvalue for="events" value="{counted.events}"/>'
    for code, number in sorted(counted.codes.items()):
        yield f'<attvalue for={_quoted(code)} value="{number}"/>'


def _quoted(text: str) -> str:
    """An XML attribute, without the control characters that XML 1.0 cannot hold."""
    return quoteattr("".join(letter for letter in text if letter >= " " or letter in "\t\n"))


FORMAT = Format(
    "gexf",
    "GEXF 1.3 network of actors for Gephi.",
    ".gexf",
    write,
    columns={
        "node.id, label": "id of the actor, its usual Arabic name",
        "node.english, country, sectors": "English name, country or PLOVER non-state code, PLOVER sectors",
        "node.start, end": "first and last day of its events",
        "node.events": "events in which it takes part",
        "edge.source, target": "who acts, towards whom",
        "edge.weight, events": "number of events",
        "edge.start, end": "first and last day of these events",
        "one attribute a code": "how many of the events have this quad, type or status",
    },
)
