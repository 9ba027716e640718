from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from export.given import full_report, selections
from export.written import written_folder
from marsad.cli.export import export
from marsad.export.event_row import COLUMNS
from marsad.store import open_store


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return found


@pytest.mark.filterwarnings("ignore")  # of the tool's own dependencies
def test_frictionless_finds_every_row_as_its_schema_says(tmp_path: Path) -> None:
    import frictionless

    folder = written_folder("datapackage", selections(full_report("a-1"), full_report("a-2")), tmp_path)
    found = frictionless.validate(str(folder / "datapackage.json"))
    assert found.flatten(["rowNumber", "fieldName", "type", "note"]) == []
    assert [task.stats["rows"] for task in found.tasks] == [6]


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_a_row_that_is_not_as_its_schema_says(tmp_path: Path) -> None:
    import frictionless

    folder = written_folder("datapackage", selections(), tmp_path)
    events = folder / "events.csv"
    events.write_text(events.read_text("utf-8").replace("reported", "certain", 1), "utf-8")
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


def test_the_package_says_what_made_it_and_what_was_asked(tmp_path: Path) -> None:
    with open_store(tmp_path / "marsad.db") as store:
        store.add(full_report())
    run = ["datapackage", "--db", str(tmp_path / "marsad.db"), "--out", str(tmp_path / "out"), "--type", "REQUEST"]
    assert CliRunner().invoke(export, run, catch_exceptions=False).exit_code == 0
    found = package(tmp_path / "out")
    assert found["query"] == {"type": "REQUEST"}
    assert found["coders"] == [{"version": "0.1.0", "model": "test", "knowledge": "test"}]
    assert "1 events from 1 articles" in found["citation"]
    assert found["citation"] in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_the_hash_and_the_size_are_those_of_the_file(tmp_path: Path) -> None:
    written_folder("datapackage", selections(), tmp_path)
    (resource,) = package(tmp_path)["resources"]
    content = (tmp_path / "events.csv").read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["bytes"] == len(content)


def test_every_column_is_described(tmp_path: Path) -> None:
    written_folder("datapackage", selections(), tmp_path)
    (resource,) = package(tmp_path)["resources"]
    header = next(csv.reader((tmp_path / "events.csv").read_text("utf-8").splitlines()))
    assert [field["name"] for field in resource["schema"]["fields"]] == header == list(COLUMNS)
