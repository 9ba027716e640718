"""The front door: what `import marsad` offers, and what it does not load."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from shutil import copy

import pytest

import marsad
from marsad.samples import sample_paths

HEAVY = ("pandas", "polars", "numpy", "onnxruntime", "yaml", "click", "fastapi", "trafilatura", "babel")


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


def test_public_names_are_offered_before_they_are_loaded() -> None:
    script = "import marsad; print(sorted(set(marsad.__all__) - set(dir(marsad))))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_importing_marsad_takes_less_than_a_twentieth_of_a_second() -> None:
    script = "import time; t = time.process_time(); import marsad; print(time.process_time() - t)"
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True) for _ in range(5)
    ]
    assert min(float(run.stdout) for run in runs) < 0.05


def test_a_time_of_publication_that_is_none_is_an_input_error() -> None:
    with pytest.raises(marsad.InputError) as caught:
        marsad.code("استقبل وزير الخارجية العماني وفدا أمميا.", published="أمس")
    assert caught.value.code == "input.published"


def test_an_article_is_coded_kept_and_found_in_three_calls(tmp_path: Path) -> None:
    report = marsad.code("استقبل وزير الخارجية العماني وفدا أمميا في مسقط أمس.", published="2026-01-12")
    with marsad.open_store(tmp_path / "news.db") as store:
        store.add(report)
        rows = store.events(type="CONSULT", place="مسقط", since=date(2026, 1, 11), until="2026-01-11")
        assert [row.event for row in rows] == report.events
        assert len(store.events(since=date(2026, 1, 12))) == 0


def test_a_store_that_is_not_there_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(marsad.StoreError) as caught:
        marsad.open_store(tmp_path / "none.db", create=False)
    assert caught.value.code == "store.missing"


def test_the_scripts_of_the_tutorial_print_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("polars")
    tutorial = (Path(__file__).parents[1] / "docs" / "tutorial.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", tutorial, re.DOTALL | re.MULTILINE)
    assert len(shown) == 3
    (tmp_path / "samples").mkdir()
    for path in sample_paths():
        copy(path, tmp_path / "samples")
    for script, output in shown:
        command = [sys.executable, "-X", "utf8", "-c", script]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)
        assert done.stdout == output
