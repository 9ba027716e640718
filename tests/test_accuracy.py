"""Accuracy must not fall: what was reached on a corpus with this hash is pinned in floors.yaml.

A floor is raised when a figure has risen; a changed corpus needs floors measured anew.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.coder import Coder

pytestmark = [
    pytest.mark.shared,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),  # the scorer beside the data leaves them open
]
ROOT = Path(__file__).resolve().parents[1]
FLOORS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def reached(shared: Path) -> dict[str, float]:
    """The figures of `eval/gold.py --set dev`; fails when the corpus is not the one that the floors were measured on."""
    gold = runpy.run_path(str(ROOT / "eval/gold.py"))
    corpus = gold["corpus_hash"]("dev", shared)
    if corpus != FLOORS["corpus"]:
        pytest.fail(
            f"the corpus is {corpus}, the floors belong to {FLOORS['corpus']}: measure them anew in floors.yaml"
        )
    coder = Coder()
    result = gold["measure"]("dev", coder, shared)
    scores: dict[str, float] = {row: values["f1"] for row, values in result.items() if "f1" in values}
    scores |= result["accuracy"]
    folded = gold["measure"]("dev", coder, shared, old_measures=True)
    scores["figure_value_old_measures"] = folded["figure_value"]["f1"]
    return scores


@pytest.mark.parametrize("row", FLOORS["dev"])
def test_the_coder_is_as_accurate_as_it_was(reached: dict[str, float], row: str) -> None:
    assert reached[row] >= FLOORS["dev"][row], f"{row} fell to {reached[row]:.3f}"


def test_the_date_cases_of_an_assistant_pass_as_before(shared: Path) -> None:
    dates = runpy.run_path(str(ROOT / "eval/dates.py"))
    folder = shared / "data/specs/recognizers_text_arabic/Specs/DateTime/Arabic"
    outcomes = dates["specs"](folder, dates["COUNTED"])
    for kind in ("strict", "mapped"):
        share = sum(getattr(outcome, kind) for outcome in outcomes) / len(outcomes)
        assert share >= FLOORS["date_cases"][kind], f"{kind} fell to {share:.3f}"
