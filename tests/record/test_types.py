"""The record on disk: round trips, strictness, and the closed lists of codes."""

from __future__ import annotations

import json
from typing import Any, get_args

import msgspec
import pytest
from store.reports import report

from marsad import knowledge
from marsad.record import SCHEMA, Place, Report, Span
from marsad.record.types import EventType, Quad


def as_object() -> dict[str, Any]:
    """A valid record as plain JSON values."""
    value: dict[str, Any] = json.loads(report().to_json())
    return value


def read(value: dict[str, Any]) -> Report:
    return Report.from_json(json.dumps(value, ensure_ascii=False))


def test_a_record_comes_back_from_json_as_it_was() -> None:
    assert Report.from_json(report().to_json()) == report()


def test_the_bytes_come_back_too() -> None:
    line = report().to_json()
    assert Report.from_json(line).to_json() == line


def test_a_record_is_one_line_of_utf8() -> None:
    line = report().to_json()
    assert b"\n" not in line
    assert "مصادر طبية" in line.decode("utf-8")


def test_a_record_names_its_contract_first() -> None:
    assert next(iter(as_object().items())) == ("schema", SCHEMA)


def test_what_is_not_stated_is_null_and_not_left_out() -> None:
    value = as_object()
    assert value["article"]["agency"] is None
    assert set(value["events"][0]) == set(msgspec.structs.asdict(report().events[0]))


@pytest.mark.parametrize(
    "path", [(), ("article",), ("events", 0), ("events", 0, "trigger"), ("figures", 0), ("coder",)]
)
def test_an_unknown_field_is_refused_at_every_depth(path: tuple[str | int, ...]) -> None:
    value = as_object()
    inner: Any = value
    for step in path:
        inner = inner[step]
    inner["surprise"] = 1
    with pytest.raises(msgspec.ValidationError, match="surprise"):
        read(value)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("events", 0, "type"), "WAR"),
        (("events", 0, "status"), "true"),
        (("events", 0, "confidence"), 1.5),
        (("events", 0, "trigger", "start"), -1),
        (("figures", 0, "low"), 7.5),
        (("figures", 0, "scope"), None),
        (("agreement_claims", 0, "kind"), "breach"),
        (("article", "published_precision"), "second"),
    ],
)
def test_a_value_outside_the_contract_is_refused(path: tuple[str | int, ...], wrong: object) -> None:
    value = as_object()
    inner: Any = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = wrong
    with pytest.raises(msgspec.ValidationError):
        read(value)


def test_a_missing_field_is_refused() -> None:
    value = as_object()
    del value["events"][0]["status"]
    with pytest.raises(msgspec.ValidationError, match="status"):
        read(value)


def test_a_part_of_a_record_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        report().events[0].trigger.start = 3  # type: ignore[misc]


def test_a_place_that_is_not_on_the_map_keeps_its_words() -> None:
    place = Place(span=Span(start=0, end=4, text="هناك"), name="هناك")
    assert (place.geonames, place.country, place.lat, place.precision) == (None, None, None, None)


def test_the_types_of_event_are_those_of_the_ontology() -> None:
    types = knowledge.load("plover")["types"]
    assert set(types) == set(get_args(EventType))
    assert len(get_args(EventType)) == 16
    assert {t["quad"] for t in types.values()} == set(get_args(Quad))
