"""From tag scores to spans."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reader.tags import decode

LABELS = 2
UNITS = ["O", "B0", "I0", "B1", "I1"]
Floats = npt.NDArray[np.float32]
TAGS = st.lists(st.sampled_from(UNITS), max_size=12)
SCORES = st.lists(st.lists(st.floats(-4, 4, width=16), min_size=5, max_size=5), min_size=1, max_size=10)


def log_probs(tags: list[str]) -> Floats:
    """Scores under which each word's best tag is the one given, with probability .8."""
    out = np.full((len(tags), len(UNITS)), np.log(0.05), np.float32)
    for row, tag in enumerate(tags):
        out[row, UNITS.index(tag)] = np.log(0.8)
    return out


def spans(tags: str, *starts: int, lean: float = 0.0) -> list[tuple[int, int, int]]:
    found = decode(log_probs(tags.split()), frozenset((0, *starts)), lean)
    return [(s.start, s.end, s.label) for s in found]


def test_a_span_is_its_beginning_and_what_goes_on_inside() -> None:
    assert spans("O B0 I0 I0 O") == [(1, 4, 0)]


def test_a_beginning_inside_a_span_starts_another() -> None:
    assert spans("B0 I0 B0 I0") == [(0, 2, 0), (2, 4, 0)]


def test_an_inside_without_a_beginning_starts_a_span() -> None:
    assert spans("O I1 I1 O I0") == [(1, 3, 1), (4, 5, 0)]


def test_a_span_has_one_label() -> None:
    assert spans("B0 I1 I1") == [(0, 1, 0), (1, 3, 1)]


def test_a_span_never_crosses_the_start_of_a_sentence() -> None:
    assert spans("B0 I0 I0", 2) == [(0, 2, 0), (2, 3, 0)]


def test_a_gap_ends_a_span() -> None:
    assert spans("B0 O I0") == [(0, 1, 0), (2, 3, 0)]


def test_no_words_no_spans() -> None:
    assert decode(np.zeros((0, 5), np.float32), frozenset()) == []


def test_confidence_is_the_mean_probability_of_the_label() -> None:
    (span,) = decode(log_probs(["B1", "I1"]), frozenset((0,)))
    assert span.confidence == pytest.approx(0.8 + 0.05)


@given(TAGS, st.sets(st.integers(0, 12)))
def test_spans_are_in_order_apart_and_cover_every_tagged_word(tags: list[str], starts: set[int]) -> None:
    found = decode(log_probs(tags), frozenset(starts | {0}))
    covered = [i for s in found for i in range(s.start, s.end)]
    assert covered == [i for i, tag in enumerate(tags) if tag != "O"]
    for span in found:
        assert {tags[i][1] for i in range(span.start, span.end)} == {str(span.label)}
        assert not any(i in starts for i in range(span.start + 1, span.end))


@given(SCORES, st.floats(0, 3))
def test_leaning_finds_more_and_loses_nothing(rows: list[list[float]], lean: float) -> None:
    scores = np.array(rows, np.float32)
    plain, leaning = (
        {i for s in decode(scores, frozenset((0,)), by) for i in range(s.start, s.end)} for by in (0.0, lean)
    )
    assert plain <= leaning


def test_a_strong_lean_finds_what_was_missed() -> None:
    assert spans("O B0 O") == [(1, 2, 0)]
    assert len(spans("O B0 O", lean=3.0)) == 3


def test_leaning_does_not_change_the_scores_given() -> None:
    scores = log_probs(["O", "B0"])
    before = scores.copy()
    decode(scores, frozenset((0,)), 2.0)
    assert (scores == before).all()
