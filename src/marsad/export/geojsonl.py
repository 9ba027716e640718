"""Events on the map as one GeoJSON feature a line, for tippecanoe, GDAL (`GeoJSONSeq`), BigQuery and `jq`.

Lines end with a line feed and no record separator stands before them, so that every reader of JSON lines takes them.
The features are those of the format `geojson`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from marsad.export.formats import Format
from marsad.export.geojson import MEMBERS, features
from marsad.store import Selection


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One feature a line; how many."""
    count = 0
    for count, found in enumerate(features(selections), 1):  # noqa: B007 (the last number is the answer)
        to.write(msgspec.json.encode(found) + b"\n")
    return count


FORMAT = Format("geojsonl", "Events on the map, one GeoJSON feature a line.", ".geojsonl", write, columns=MEMBERS)
