"""What the role scorer knows of a head and a span besides their words: distance, order, and what lies between."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DISTANCES = 24
FLAGS = 6
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_EDGES = np.array([1, 2, 3, 4, 5, 7, 9, 13, 20, 35, 70])


def pair_features(
    heads: Ints, spans: Ints, pairs: Ints, sentence_of: Ints, groups: Floats, clause_marks: Ints
) -> tuple[Ints, Floats]:
    """Distance buckets (pairs,) and flags (pairs, FLAGS + groups).

    `heads`, `spans`: (n, 2) half-open word spans; `sentence_of`: sentence number of every word; `groups`: (spans,
    groups) one where a tagger found the span; `clause_marks`: running count of punctuation marks before every word.
    """
    h, s = heads[pairs[:, 0]], spans[pairs[:, 1]]
    after = s[:, 0] >= h[:, 1]
    before = s[:, 1] <= h[:, 0]
    gap = np.where(after, s[:, 0] - h[:, 1] + 1, np.where(before, h[:, 0] - s[:, 1] + 1, 0))
    bucket = np.searchsorted(_EDGES, gap, side="right")
    distance = np.where(after, 12 + np.minimum(bucket, 11), np.where(before, np.minimum(bucket, 11), 0))
    jump = sentence_of[s[:, 0]] - sentence_of[h[:, 0]]
    low = np.where(after, h[:, 1], s[:, 1])
    high = np.where(after, s[:, 0], h[:, 0])
    marks = np.where(after | before, clause_marks[np.maximum(high, low)] - clause_marks[low], 0)
    flags = np.stack(
        [
            jump == 0,
            jump < 0,
            jump > 0,
            np.abs(jump) == 1,
            np.minimum(marks, 4) / 4,
            np.minimum(s[:, 1] - s[:, 0], 8) / 8,
        ],
        1,
    )
    return distance.astype(np.int64), np.concatenate([flags, groups[pairs[:, 1]]], 1).astype(np.float32)
