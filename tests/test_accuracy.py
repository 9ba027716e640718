"""Accuracy must not fall: what was reached on a corpus with this hash is pinned in floors.yaml.

Every set is coded once. `python eval/table.py --floors` writes the floors anew, after a better model or another corpus.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from sets import Result
from table import SETS

from marsad.coder import Coder

pytestmark = [
    pytest.mark.shared,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),  # the scorer beside the data leaves them open
]
PINNED: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text("utf-8"))


@cache
def _coder() -> Coder:
    return Coder()


@cache
def _measured(name: str, shared: Path) -> Result:
    return SETS[name](_coder(), shared)


def _rows(bound: str) -> list[tuple[str, str]]:
    return [(name, row) for name, entry in PINNED.items() for row in entry.get(bound, {})]


@pytest.mark.parametrize("name", PINNED)
def test_the_corpus_is_the_one_that_the_floors_belong_to(shared: Path, name: str) -> None:
    corpus = _measured(name, shared).corpus
    assert corpus == PINNED[name]["corpus"], "measure anew: python eval/table.py --floors"


@pytest.mark.parametrize(("name", "row"), _rows("floors"))
def test_the_coder_is_as_accurate_as_it_was(shared: Path, name: str, row: str) -> None:
    reached = _measured(name, shared).values[row].value
    assert reached >= PINNED[name]["floors"][row], f"{name} {row} fell to {reached:.3f}"


@pytest.mark.parametrize(("name", "row"), _rows("ceilings"))
def test_the_coder_invents_no_more_than_it_did(shared: Path, name: str, row: str) -> None:
    reached = _measured(name, shared).values[row].value
    assert reached <= PINNED[name]["ceilings"][row], f"{name} {row} rose to {reached:.3f}"
