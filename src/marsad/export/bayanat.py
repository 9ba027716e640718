"""Bayanat (https://bayanat.org), the database of documentation groups: one bulletin a row, in Bayanat's names of fields.

Bayanat's own sheet import makes actors only; bulletins come in through its API, for which a row is what the fields of a
bulletin are called there. An article with several events is several rows with one `origin_id`; the columns `event_…` are
those of an event inside the bulletin, and a script that puts them together groups by `origin_id`. Lists are written as
Bayanat reads them: items in quotes, separated by commas.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from marsad.export.attribution import according_to, chain, count, direction, figures_of, kind, sentence_of
from marsad.export.csv_events import guarded
from marsad.export.event_row import Cell
from marsad.export.formats import Format
from marsad.record.types import Event, Report
from marsad.resolve.ontology import label
from marsad.store import Selection

COLUMNS = {
    "origin_id": "id of the article: the same for all its events",
    "title": "headline",
    "title_ar": "headline, where the article is Arabic",
    "source_link": "address of the article",
    "sources": "list: the outlet, then who says it and through whom",
    "description": "the sentence, who says it, how it is presented, who → whom, figures with who says them",
    "publish_date": "time of publication, YYYY-MM-DDTHH:MM, local time of the outlet",
    "documentation_date": "empty: when your group took it up",
    "labels": "list: quad, type, status",
    "locations": "list: the place",
    "geo_location_title": "name of the point",
    "geo_location_lat": "degrees north, WGS 84",
    "geo_location_lng": "degrees east, WGS 84",
    "event_title": "type and mode, and the word of the text",
    "event_type": "Incident, as Bayanat's list of event types has it; empty where the article reports no happening",
    "event_location": "the place",
    "event_from_date": "first day or minute",
    "event_to_date": "last day or minute",
    "event_comments": "id of the event in Marsad, and how sure Marsad is",
    "tags": "list: PLOVER type, mode, quad, status, contexts",
}


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """UTF-8 with the byte order mark, lines end in CRLF."""
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    writer, total = csv.DictWriter(text, COLUMNS), 0
    writer.writeheader()
    for selection in selections:
        for event in selection.events:
            writer.writerow(guarded(_row(selection.report, event)))
            total += 1
    text.detach()
    return total


def _row(report: Report, event: Event) -> dict[str, Cell]:
    article, place, date = report.article, event.place, event.date
    where = place.name if place else None
    return {
        "origin_id": article.id,
        "title": article.title,
        "title_ar": article.title if article.language == "ar" else None,
        "source_link": article.url,
        "sources": _list(article.outlet, *(each.name for each in chain(report, event.source))),
        "description": _description(report, event),
        "publish_date": _moment(article.published),
        "documentation_date": None,
        "labels": _list(label("quads", event.quad), label("types", event.type), label("statuses", event.status)),
        "locations": _list(where),
        "geo_location_title": where if place and place.lat is not None else None,
        "geo_location_lat": place.lat if place else None,
        "geo_location_lng": place.lon if place else None,
        "event_title": f"{kind(event)} ({event.trigger.text})",
        "event_type": "Incident" if event.status == "reported" else None,
        "event_location": where,
        "event_from_date": _moment(date.start) if date else None,
        "event_to_date": _moment(date.end) if date else None,
        "event_comments": f"{event.id} {event.confidence:.2f}",
        "tags": _list(event.type, event.mode, event.quad, event.status, *event.contexts),
    }


def _description(report: Report, event: Event) -> str:
    said = f"{according_to(report, event.source)} ({label('statuses', event.status)})"
    figures = (f"{count(figure)}، {according_to(report, figure.source)}" for figure in figures_of(report, event))
    return "\n".join(line for line in (sentence_of(report, event), said, direction(event), *figures) if line)


def _list(*items: str | None) -> str:
    """Bayanat's list in a cell: `"a", "b"`; a quote inside an item is dropped, for it would end the item."""
    return ", ".join(f'"{item.replace(chr(34), "")}"' for item in dict.fromkeys(items) if item)


def _moment(time: str | None) -> str | None:
    return f"{time}T00:00" if time and len(time) == 10 else time[:16] if time else None


FORMAT = Format("bayanat", "Bayanat bulletins, one event a row.", ".csv", write, columns=COLUMNS)
