"""From tag scores to spans: BIO with the constraint that a span keeps one label and stays inside its sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Words `[start, end)` with the index of the label and its mean probability."""

    start: int
    end: int
    label: int
    confidence: float


def decode(log_probs: Floats, starts: frozenset[int], lean: float = 0.0) -> list[TaggedSpan]:
    """Spans of one tag family: columns are O, then B and I of each label.

    `starts` are the first words of sentences (a span never crosses one); `lean` is added to every score but O: a
    positive number finds more.
    """
    n = len(log_probs)
    if not n:
        return []
    scores = log_probs.copy()
    scores[:, 1:] += lean
    best = scores.argmax(1)
    by_label = np.exp(log_probs[:, 1::2]) + np.exp(log_probs[:, 2::2])
    out: list[TaggedSpan] = []
    open_at, label = -1, -1

    def close(end: int) -> None:
        nonlocal open_at
        if open_at >= 0:
            sure = by_label[open_at:end, label].tolist()
            out.append(TaggedSpan(open_at, end, label, sum(sure) / len(sure)))
        open_at = -1

    for i in np.flatnonzero(best).tolist():
        tag, inside = divmod(int(best[i]) - 1, 2)
        goes_on = open_at >= 0 and inside and tag == label and best[i - 1] != 0 and i not in starts
        if not goes_on:
            close(_last(best, open_at, i))
            open_at, label = i, tag
    close(_last(best, open_at, n))
    return out


def _last(best: npt.NDArray[np.int64], start: int, stop: int) -> int:
    """End of the run of non-O words that begins at `start`."""
    end = start + 1
    while start >= 0 and end < stop and best[end] != 0:
        end += 1
    return end
