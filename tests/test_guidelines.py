"""The coding guidelines and the ontology file say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from marsad.record.types import ClaimKind, EventType, Measure, Qualifier, Scope, Status
from marsad.resolve.ontology import modes, needs_recipient, quad

GUIDELINES = (Path(__file__).parents[1] / "docs" / "guidelines.md").read_text(encoding="utf-8")
TYPES = get_args(EventType)


def section(event_type: str) -> str:
    """What the guidelines say about a type, up to the next type or heading."""
    found = re.search(rf"^\*\*{event_type}\*\*:(.*?)(?=^\*\*|^##|\Z)", GUIDELINES, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("event_type", TYPES)
def test_a_type_lists_exactly_its_modes(event_type: str) -> None:
    listed = re.search(r"Modes: ([^.]*)\.", section(event_type))
    assert (re.findall(r"`([a-z-]+)`", listed[1]) if listed else []) == list(modes(event_type))


@pytest.mark.parametrize("event_type", TYPES)
def test_a_type_stands_under_its_quad(event_type: str) -> None:
    before = GUIDELINES[: GUIDELINES.index(f"**{event_type}**:")]
    assert re.findall(r"^### (.*)$", before, re.MULTILINE)[-1].lower() == quad(event_type)


@pytest.mark.parametrize("event_type", TYPES)
def test_a_type_has_arabic_examples_with_a_trigger(event_type: str) -> None:
    examples = re.findall(r"^- .*\*\*[؀-ۿ ]+\*\*.*→", section(event_type), re.MULTILINE)
    assert len(examples) >= 2


@pytest.mark.parametrize("event_type", TYPES)
def test_a_type_says_whether_it_needs_a_recipient(event_type: str) -> None:
    assert ("A recipient is needed" in section(event_type)) == needs_recipient(event_type)


@pytest.mark.parametrize("code", [c for kind in (Status, Measure, Scope, ClaimKind) for c in get_args(kind)])
def test_every_code_of_the_record_is_explained(code: str) -> None:
    assert f"`{code}`" in GUIDELINES


@pytest.mark.parametrize("qualifier", get_args(Qualifier))
def test_every_qualifier_has_an_example(qualifier: str) -> None:
    assert re.search(rf"^\| [^|]+ \| \S+ \| \S+ \| {qualifier}\b", GUIDELINES, re.MULTILINE)
