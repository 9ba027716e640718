"""The front door: what `import marsad` offers, and what it does not load."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

import marsad

HEAVY = ("numpy", "onnxruntime", "yaml", "click", "fastapi", "trafilatura", "babel")


def test_every_public_name_is_there() -> None:
    assert [name for name in marsad.__all__ if getattr(marsad, name, None) is None] == []


def test_public_names_are_listed_once_in_order() -> None:
    assert list(marsad.__all__) == sorted(set(marsad.__all__))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'coder_of_everything'"):
        marsad.coder_of_everything  # noqa: B018


def test_the_version_is_that_of_the_distribution() -> None:
    assert marsad.__version__ == version("marsad")


def test_importing_marsad_loads_nothing_heavy() -> None:
    script = f"import sys, marsad; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_string_is_coded_in_one_call() -> None:
    report = marsad.code("استقبل وزير الخارجية العماني وفدا أمميا في مسقط أمس.", published="2026-01-12")
    assert [(e.type, e.trigger.text) for e in report.events] == [("CONSULT", "استقبل")]
    assert report.events[0].date is not None
    assert report.events[0].date.start == "2026-01-11"
