"""The JSON Schema and the data dictionary: valid, current, and as strict as the types."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from store.reports import report

from marsad.record import json_schema

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def build() -> dict[str, Any]:
    """The functions of docs/build.py."""
    return runpy.run_path(str(DOCS / "build.py"))


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema.Draft202012Validator(json_schema())


def test_the_schema_is_a_valid_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_a_record_fits_the_schema(validator: Any) -> None:
    assert list(validator.iter_errors(json.loads(report().to_json()))) == []


@pytest.mark.parametrize("change", [{"surprise": 1}, {"events": None}, {"coder": {}}, {"sentences": [{"start": 0}]}])
def test_a_record_that_breaks_the_contract_does_not_fit_the_schema(validator: Any, change: dict[str, Any]) -> None:
    assert list(validator.iter_errors(json.loads(report().to_json()) | change)) != []


def test_every_object_of_the_schema_refuses_unknown_fields() -> None:
    assert {name for name, part in json_schema()["$defs"].items() if part["additionalProperties"] is not False} == set()


@pytest.mark.parametrize("page", ["schema.json", "data-dictionary.md"])
def test_the_documents_are_what_the_types_say(build: dict[str, Any], page: str) -> None:
    assert (DOCS / page).read_text("utf-8") == build["PAGES"][page](), "run python docs/build.py"


def test_the_dictionary_has_every_field_of_the_schema(build: dict[str, Any]) -> None:
    page = build["dictionary"]()
    for name, part in json_schema()["$defs"].items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert [field for field in part["properties"] if f"| `{field}` |" not in section] == [], name
