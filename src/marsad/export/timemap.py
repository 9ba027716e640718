"""TimeMap (https://github.com/forensic-architecture/timemap): events on a map and a timeline, in three files of JSON.

`events.json`, `sources.json` and `associations.json` are what TimeMap reads from EVENTS_EXT, SOURCES_EXT and
ASSOCIATIONS_EXT of its config.js; dates are MM/DD/YYYY, its default DATE_FMT. TimeMap has no place for an event without
a date and drops it with an error, so that undated events are not written. Who says it begins the description.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.export.attribution import according_to, kind, sentence_of
from marsad.export.folder import whole_files
from marsad.export.formats import Format
from marsad.export.json_stream import write_list
from marsad.record.types import Article, Event, Report
from marsad.resolve.ontology import label
from marsad.store import Selection

FILES = ("events.json", "sources.json", "associations.json")

Item = dict[str, str | list[str]]


class _Associations:
    """What events are grouped and filtered by; few, so that they are kept until the end."""

    def __init__(self) -> None:
        self.found: dict[str, Item] = {}

    def of(self, event: Event) -> list[str]:
        """The ids of an event's associations."""
        ids = [
            self._id("CATEGORY", label("quads", event.quad), event.quad),
            self._id("FILTER", label("types", event.type), "type", event.type),
            self._id("FILTER", label("statuses", event.status), "status", event.status),
        ]
        if event.place and event.place.country:
            ids.append(self._id("FILTER", event.place.country, "country", event.place.country))
        return ids

    def _id(self, mode: str, title: str, *path: str) -> str:
        name = "/".join(path)
        item: Item = {"id": name, "title": title, "desc": "", "mode": mode, "filter_paths": list(path)}
        self.found.setdefault(name, item)
        return name


def write_folder(selections: Iterable[Selection], folder: Path) -> int:
    """The three files; how many events could be placed in time."""
    associations, total = _Associations(), [0]
    with whole_files(folder, FILES) as paths, ExitStack() as stack:
        events, sources, groups = (stack.enter_context(paths[name].open("wb")) for name in FILES)
        write_list(events, _events(selections, associations, sources, total))
        write_list(groups, associations.found.values())
    return total[0]


def _events(
    selections: Iterable[Selection], associations: _Associations, sources: BinaryIO, total: list[int]
) -> Iterator[Item]:
    """The events; on the way, the articles that hold them are written as sources."""
    between = b"{\n"
    for selection in selections:
        dated = [event for event in selection.events if event.date and event.date.start]
        if dated:
            article = selection.report.article
            sources.write(between + msgspec.json.encode(article.id) + b":" + msgspec.json.encode(_source(article)))
            between = b",\n"
        for event in dated:
            yield _event(selection.report, event, associations.of(event))
            total[0] += 1
    sources.write((b"{" if between == b"{\n" else b"") + b"\n}\n")


def _event(report: Report, event: Event, associations: list[str]) -> Item:
    place, date = event.place, event.date
    assert date and date.start
    known = place is not None and place.lat is not None and place.lon is not None
    return {
        "id": event.id,
        "description": f"{according_to(report, event.source)} ({label('statuses', event.status)}): "
        f"{sentence_of(report, event)}",
        "date": f"{date.start[5:7]}/{date.start[8:10]}/{date.start[:4]}",
        "time": date.start[11:16],
        "time_precision": date.precision or "",
        "location": place.name if place else "",
        "latitude": str(place.lat) if place and known else "",
        "longitude": str(place.lon) if place and known else "",
        "type": event.type,
        "category": event.quad,
        "category_full": kind(event),
        "associations": associations,
        "sources": [report.article.id],
        "comments": "",
    }


def _source(article: Article) -> Item:
    return {
        "id": article.id,
        "title": article.title or article.id,
        "thumbnail": "",
        "paths": [],
        "type": "Article",
        "url": article.url or "",
        "description": "",
        "author": article.outlet or "",
        "date": article.published or "",
    }


FORMAT = Format(
    "timemap",
    "TimeMap of Forensic Architecture and Bellingcat: events.json, sources.json, associations.json.",
    write_folder=write_folder,
    columns={
        "events[].id": "id of the event",
        "events[].description": "according to whom, how it is presented, and the sentence",
        "events[].date, time, time_precision": "first day (MM/DD/YYYY) and minute; how exact it is",
        "events[].location, latitude, longitude": "where; blank where it is not known",
        "events[].type": "PLOVER event type",
        "events[].category, category_full": "PLOVER quad; type and mode in Arabic",
        "events[].associations": "ids of associations",
        "events[].sources": "id of the article in sources",
        "sources{}": "one an article: id, title, url, author (the outlet), date",
        "associations[]": "quads as categories; types, statuses and countries as filters",
    },
)
