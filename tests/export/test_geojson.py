from __future__ import annotations

import io
import json
from typing import Any

import geojson
import msgspec
import pytest

from export.given import NYALA, full_report, selections
from marsad.export import geojson as collection
from marsad.export import geojsonl as lines
from marsad.record.types import Report


def written(module: Any, *reports: Report) -> tuple[bytes, int]:
    to = io.BytesIO()
    count = module.write(selections(*reports), to)
    return to.getvalue(), count


def test_a_strict_reader_finds_a_valid_collection() -> None:
    data, count = written(collection, full_report("a-1"), full_report("a-2"))
    found = geojson.loads(data)
    assert isinstance(found, geojson.FeatureCollection)
    assert found.is_valid, found.errors()
    assert count == len(found.features) == 2
    assert set(json.loads(data)) == {"type", "features"}


def test_a_point_is_east_then_north_and_says_how_exact_it_is() -> None:
    (feature,) = geojson.loads(written(collection)[0]).features
    assert feature.geometry.coordinates == [NYALA.lon, NYALA.lat]
    assert (feature.properties["radius_m"], feature.properties["place_precision"]) == (8000, "town")
    assert feature.properties["source"] == "مصادر طبية"


def test_an_event_without_coordinates_is_left_out() -> None:
    made = msgspec.structs.replace(full_report(), events=full_report().events[:1])
    data, count = written(collection, made)
    assert (json.loads(data)["features"], count) == ([], 0)
    assert written(lines, made) == (b"", 0)


def test_lines_hold_the_features_of_the_collection() -> None:
    reports = [full_report("a-1"), full_report("a-2")]
    found = [geojson.loads(line) for line in written(lines, *reports)[0].splitlines()]
    assert found == geojson.loads(written(collection, *reports)[0]).features


@pytest.mark.parametrize("module", [collection, lines])
def test_every_member_is_documented(module: Any) -> None:
    (feature,) = geojson.loads(written(collection)[0]).features
    assert {f"properties.{name}" for name in feature.properties} == set(module.FORMAT.columns) - {"id", "geometry"}
