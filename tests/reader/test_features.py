"""What the role scorer knows of a head and a span besides their words, by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reader.features import DISTANCES, FLAGS, pair_features

N = 80
SPAN = st.tuples(st.integers(0, N - 1), st.integers(1, 6)).map(lambda s: (s[0], min(N, s[0] + s[1])))


def features(
    head: tuple[int, int], span: tuple[int, int], sentences: list[int] | None = None, marks: tuple[int, ...] = ()
) -> tuple[int, list[float]]:
    """Distance and flags of one pair; `marks` are words that are punctuation, `sentences` the number of each word."""
    numbers: npt.NDArray[np.int64] = np.array(sentences or [0] * N)
    running = np.cumsum([0, *(i in marks for i in range(N))])
    groups = np.array([[1, 0]], np.float32)
    distance, flags = pair_features(
        np.array([head]), np.array([span]), np.array([[0, 0]]), numbers, groups, running
    )  # fmt: skip
    return int(distance[0]), flags[0].tolist()


@pytest.mark.parametrize(
    ("head", "span", "bucket"),
    [
        ((2, 3), (3, 4), 13),  # next to it, after
        ((2, 3), (1, 2), 1),  # next to it, before
        ((2, 3), (4, 6), 14),  # one word between
        ((5, 6), (2, 4), 2),
        ((2, 3), (2, 3), 0),  # the same words
        ((2, 4), (3, 9), 0),  # overlapping
        ((0, 1), (75, 76), 23),  # farther than the last edge
        ((75, 76), (0, 1), 11),
    ],
)
def test_distance_tells_side_and_how_far(head: tuple[int, int], span: tuple[int, int], bucket: int) -> None:
    assert features(head, span)[0] == bucket


@given(SPAN, SPAN)
def test_a_pair_seen_from_the_other_side_is_as_far_away(head: tuple[int, int], span: tuple[int, int]) -> None:
    there, back = features(head, span)[0], features(span, head)[0]
    assert 0 <= there < DISTANCES
    assert there == back == 0 or abs(there - back) == 12


@pytest.mark.parametrize(
    ("jump", "flags"), [(0, [1, 0, 0, 0]), (-1, [0, 1, 0, 1]), (1, [0, 0, 1, 1]), (3, [0, 0, 1, 0]), (-2, [0, 1, 0, 0])]
)
def test_flags_tell_how_the_sentences_lie(jump: int, flags: list[int]) -> None:
    sentences = [5] * 10 + [5 + jump] * (N - 10)
    assert features((0, 1), (20, 21), sentences)[1][:4] == flags


@pytest.mark.parametrize(
    ("head", "span", "marks", "share"),
    [
        ((0, 1), (4, 5), (2,), 0.25),
        ((4, 5), (0, 1), (2,), 0.25),
        ((0, 1), (4, 5), (0, 5), 0),  # marks beside them do not lie between
        ((0, 1), (9, 10), (2, 3, 4, 5, 6), 1),  # four and more are the same
        ((0, 6), (2, 3), (1, 4), 0),  # a span inside its head
    ],
)
def test_marks_between_are_counted(
    head: tuple[int, int], span: tuple[int, int], marks: tuple[int, ...], share: float
) -> None:
    assert features(head, span, marks=marks)[1][4] == share


def test_the_length_of_the_span_is_told_in_eighths() -> None:
    assert [features((0, 1), (10, 10 + n))[1][5] for n in (1, 4, 8, 20)] == [0.125, 0.5, 1, 1]


def test_groups_of_the_span_stand_behind_the_flags() -> None:
    assert features((0, 1), (3, 4))[1][FLAGS:] == [1, 0]
