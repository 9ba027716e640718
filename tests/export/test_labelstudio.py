from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from store.reports import APPEAL, DEATHS, TEXT, report

from export.given import full_report, selections
from export.written import written_folder
from marsad.export.labelstudio import code_units
from marsad.knowledge import load
from marsad.reader.labels import plover_labels
from marsad.record.types import Report
from marsad.training.annotations import Annotations, read_annotations
from marsad.training.own_labels import read_labels

PLOVER = load("plover")
BASE = plover_labels({kind: list(modes) for kind, modes in PLOVER["modes"].items()}, list(PLOVER["contexts"]))


def tasks(folder: Path, *reports: Report) -> list[dict[str, Any]]:
    written_folder("labelstudio", selections(*reports), folder)
    found: list[dict[str, Any]] = json.loads((folder / "tasks.json").read_text("utf-8"))
    return found


def accepted(found: list[dict[str, Any]], folder: Path) -> Annotations:
    """What `marsad train` reads once somebody has accepted every prediction and exported the project as JSON."""
    done = [task | {"annotations": [{"result": task["predictions"][0]["result"]}]} for task in found]
    (folder / "export.json").write_text(json.dumps(done, ensure_ascii=False), "utf-8")
    return read_annotations(folder / "export.json", read_labels(folder / "labels.yaml", BASE))


def test_what_is_accepted_unchanged_is_what_marsad_train_reads(tmp_path: Path) -> None:
    read = accepted(tasks(tmp_path, full_report()), tmp_path)
    assert read.left_out == []
    (document,) = read.documents
    assert [(head.kind, head.status) for head in document.example.heads] == [
        ("ASSAULT", "reported"), ("ASSAULT", "reported"), ("REQUEST", "reported"),
    ]  # fmt: skip
    assert read.roles == {"actor", "recipient", "place", "date", "source", "via", "weapon"}


def test_letters_beyond_the_basic_plane_do_not_move_the_words(tmp_path: Path) -> None:
    made = report("🚰 " + TEXT, DEATHS, APPEAL)
    found = tasks(tmp_path, made)
    text = found[0]["data"]["text"].encode("utf-16-le")
    for region in found[0]["predictions"][0]["result"]:
        if region["type"] == "labels":
            value = region["value"]
            assert text[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
    assert accepted(found, tmp_path).left_out == []


def test_code_units_are_those_of_utf16() -> None:
    text = "ا🚰ب𝄞"
    unit = code_units(text)
    assert [unit(n) for n in range(len(text) + 1)] == [
        len(text[:n].encode("utf-16-le")) // 2 for n in range(len(text) + 1)
    ]


def test_the_interface_has_every_label_that_the_predictions_use(tmp_path: Path) -> None:
    found = tasks(tmp_path, full_report())
    config = ElementTree.parse(tmp_path / "config.xml").getroot()
    declared = {
        "labels": {node.attrib["value"] for node in config.iter("Label")},
        "choices": {node.attrib["value"] for node in config.iter("Choice")},
        "relation": {node.attrib["value"] for node in config.iter("Relation")},
    }
    controls = {node.attrib["name"]: node.attrib["toName"] for node in config.iter() if "toName" in node.attrib}
    for region in found[0]["predictions"][0]["result"]:
        named = region["labels"] if region["type"] == "relation" else region["value"][region["type"]]
        assert set(named) <= declared[region["type"]]
        assert region["type"] == "relation" or controls[region["from_name"]] == region["to_name"] == "text"
    assert [node.attrib["value"] for node in config.iter("Text")] == ["$text"]


def test_relations_lead_from_an_event_to_regions_that_are_there(tmp_path: Path) -> None:
    result = tasks(tmp_path, full_report())[0]["predictions"][0]["result"]
    ids = {region["id"] for region in result if region["type"] == "labels"}
    relations = [region for region in result if region["type"] == "relation"]
    assert relations
    assert all({relation["from_id"], relation["to_id"]} <= ids for relation in relations)


@pytest.mark.parametrize("kind", ["WATER-ATTACK"])
def test_a_type_of_ones_own_is_a_label_too(tmp_path: Path, kind: str) -> None:
    made = full_report()
    own = msgspec.structs.replace(made.events[0], type=kind, mode=None)
    read = accepted(tasks(tmp_path, msgspec.structs.replace(made, events=[own])), tmp_path)
    assert [head.kind for head in read.documents[0].example.heads] == [kind]
