"""Events on the map as GeoJSON (RFC 7946), for QGIS, kepler.gl, Leaflet, geopandas and GitHub.

Only events whose place has coordinates are written: a feature without a geometry helps no map. The point is the middle of
the place; `place_precision` and `radius_m` say how far from it the event may lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from marsad.export.event_row import COLUMNS, event_row
from marsad.export.formats import Format
from marsad.record.types import Event, Report
from marsad.store import Selection

PROPERTIES = {name: meaning for name, meaning in COLUMNS.items() if name not in ("id", "lat", "lon")} | {
    "radius_m": "radius in metres within which the place lies"
}
MEMBERS = {
    "id": COLUMNS["id"],
    "geometry": "a point: degrees east, degrees north (WGS 84)",
    **{f"properties.{name}": meaning for name, meaning in PROPERTIES.items()},
}


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One FeatureCollection, a feature a line."""
    count = 0
    to.write(b'{"type":"FeatureCollection","features":[')
    for found in features(selections):
        to.write(b",\n" if count else b"\n")
        to.write(msgspec.json.encode(found))
        count += 1
    to.write(b"\n]}\n")
    return count


def features(selections: Iterable[Selection]) -> Iterator[dict[str, Any]]:
    """The features of the events that have coordinates."""
    for selection in selections:
        for event in selection.events:
            if (found := _feature(selection.report, event)) is not None:
                yield found


def _feature(report: Report, event: Event) -> dict[str, Any] | None:
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    row = event_row(report, event) | {"radius_m": place.radius_m}
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {name: row[name] for name in PROPERTIES},
    }


FORMAT = Format("geojson", "Events on the map (RFC 7946), for QGIS and web maps.", ".geojson", write, columns=MEMBERS)
