from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from marsad.export.formats import FORMATS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def pages() -> Any:
    return runpy.run_path(str(DOCS / "build.py"))["PAGES"]


@pytest.mark.parametrize("name", ["README", *FORMATS])
def test_the_page_of_every_format_is_what_the_code_says(pages: Any, name: str) -> None:
    page = f"formats/{name}.md"
    assert (DOCS / page).read_text("utf-8") == pages[page](), "run python docs/build.py"


def test_no_page_is_of_a_format_that_is_gone() -> None:
    assert sorted(path.stem for path in (DOCS / "formats").iterdir()) == sorted(["README", *FORMATS])
