from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from jsonschema import validate

from export.given import full_report, selections
from export.written import written_folder

STRING = {"type": "string"}
EVENT = {
    "type": "object",
    "required": ["description", "associations", "latitude", "longitude"],
    "additionalProperties": False,
    "properties": dict.fromkeys(
        ("id", "description", "date", "time", "time_precision", "location", "latitude", "longitude", "type", "category",
         "category_full", "comments", "time_display", "shape", "colour"), STRING,
    ) | {"associations": {"type": "array", "items": STRING}, "sources": {"type": "array", "items": STRING}},
}  # fmt: skip
SOURCE = {
    "type": "object",
    "required": ["id", "paths"],
    "additionalProperties": False,
    "properties": dict.fromkeys(
        ("id", "title", "thumbnail", "type", "url", "description", "parent", "author", "date", "notes"), STRING
    )
    | {"paths": {"type": "array"}, "affil_s": {"type": "array"}},
}
ASSOCIATION = {
    "type": "object",
    "required": ["id", "title", "mode"],
    "additionalProperties": False,
    "properties": dict.fromkeys(("id", "title", "desc", "mode", "colour", "type", "display"), STRING)
    | {"filter_paths": {"type": "array", "items": STRING}},
}
"""What TimeMap's validators ask of events, sources and associations (src/reducers/validate), in JSON Schema."""


def read(folder: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]], list[dict[str, Any]]]:
    written_folder("timemap", selections(full_report("a-1"), full_report("a-2")), folder)
    events, sources, associations = (
        json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("events", "sources", "associations")
    )
    return events, sources, associations


def test_timemap_takes_every_item(tmp_path: Path) -> None:
    events, sources, associations = read(tmp_path)
    validate(events, {"type": "array", "items": EVENT, "minItems": 6})
    validate(sources, {"type": "object", "additionalProperties": SOURCE, "minProperties": 2})
    validate(associations, {"type": "array", "items": ASSOCIATION, "minItems": 1})


def test_what_an_event_refers_to_is_there_once(tmp_path: Path) -> None:
    events, sources, associations = read(tmp_path)
    known = [association["id"] for association in associations]
    assert len(set(known)) == len(known)
    assert all(set(event["associations"]) <= set(known) and set(event["sources"]) <= set(sources) for event in events)


def test_dates_are_in_the_form_that_timemap_reads_without_being_told(tmp_path: Path) -> None:
    events, _, _ = read(tmp_path)
    assert datetime.strptime(events[0]["date"], "%m/%d/%Y").date().isoformat() == "2024-05-01"
    assert all(re.fullmatch(r"(\d\d:\d\d)?", event["time"]) for event in events)


def test_an_event_without_a_date_has_no_place_on_a_timeline(tmp_path: Path) -> None:
    made = full_report()
    undated = [msgspec.structs.replace(event, date=None) for event in made.events]
    written_folder("timemap", selections(msgspec.structs.replace(made, events=undated)), tmp_path)
    assert json.loads((tmp_path / "events.json").read_text()) == []
    assert json.loads((tmp_path / "sources.json").read_text()) == {}


def test_the_description_begins_with_who_says_it(tmp_path: Path) -> None:
    events, _, _ = read(tmp_path)
    assert events[1]["description"].startswith("بحسب مصادر طبية")
