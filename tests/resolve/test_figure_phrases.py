"""Numbers that count nobody (ages, distances, money, dates, names), beside words of harm: a table, kind by kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.resolve.figures import find_figures


def table() -> list[tuple[str, str, str]]:
    """(kind, sentence, figures) of every row."""
    lines = Path(__file__).with_name("figure_phrases.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(kind, sentence, wanted) for kind, sentence, wanted in rows]


def figures(sentence: str) -> str:
    """The figures of a sentence as they stand in the table: "killed 3; injured 1"."""
    found = find_figures(sentence, 0, len(sentence))
    return "; ".join(f"{f.measure} {_interval(f.quantity.low, f.quantity.high)}" for f in found) or "-"


def _interval(low: float | None, high: float | None) -> str:
    return f"{low}" if low == high else f"{low}–{'' if high is None else high}"


def test_the_table_is_long_and_of_many_kinds() -> None:
    assert len(table()) >= 80
    assert len({kind for kind, _, _ in table()}) >= 12


@pytest.mark.parametrize(("kind", "sentence", "wanted"), table())
def test_a_number_of_this_kind_counts_nobody(kind: str, sentence: str, wanted: str) -> None:
    assert figures(sentence) == wanted, kind
