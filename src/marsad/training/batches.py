"""Windows of whole sentences, and batches of them as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from marsad.reader.labels import Labels
from marsad.reader.tokenizer import PAD, Segmenter
from marsad.reader.units import units
from marsad.training.data import NAME_GROUPS, Example, Head, WordSpan


@dataclass
class Window:
    """Consecutive sentences of one example: piece ids, first and last piece of every unit (word or border), and
    what is annotated inside; `word_units` are the units that are words.
    """

    example: Example
    offset: int  # first word
    n: int
    ids: list[int]
    first: list[int]
    last: list[int]
    word_units: list[int]
    sentences: list[WordSpan]
    heads: list[Head]
    groups: dict[str, list[WordSpan]]


HAMZA, TA, YA = str.maketrans("أإآ", "ااا"), str.maketrans("ة", "ه"), str.maketrans("ى", "ي")
SPELLINGS: tuple[dict[int, int], ...] = (HAMZA, HAMZA | TA, HAMZA | YA)
"""How hurried writers spell: "اسرائيل", "مدرسه", "علي"; every letter stays one letter, so words keep their places."""


def windows(ex: Example, tokenizer: Segmenter, limit: int, spelling: dict[int, int] | None = None) -> list[Window]:
    """Cut an example into windows of whole sentences of at most `limit` pieces (a longer sentence stands alone, cut).

    `spelling` is one of `SPELLINGS`, to read the text as somebody else would have spelt it.
    """
    out: list[Window] = []
    current: list[int] = []
    size = 1
    text = ex.text.translate(spelling) if spelling else ex.text
    rows = [[tokenizer.pieces(text[w.start : w.end], w.spaced) for w in ex.words[a:b]] for a, b in ex.sentences]
    for k, row in enumerate(rows):
        cost = 1 + sum(map(len, row))
        if current and size + cost > limit:
            out.append(_window(ex, current, rows, tokenizer))
            current, size = [], 1
        current.append(k)
        size += cost
    if current:
        out.append(_window(ex, current, rows, tokenizer))
    return out


def _window(ex: Example, numbers: list[int], rows: list[list[tuple[int, ...]]], tokenizer: Segmenter) -> Window:
    ids, first, last, word_units = units([rows[k] for k in numbers], tokenizer.borders)
    low, high = ex.sentences[numbers[0]][0], ex.sentences[numbers[-1]][1]

    def inside(span: WordSpan) -> bool:
        return low <= span[0] and span[1] <= high

    def move(span: WordSpan) -> WordSpan:
        return span[0] - low, span[1] - low

    heads = [
        Head(
            h.kind,
            move(h.span),
            {r: [move(s) for s in v if inside(s)] for r, v in h.roles.items()},
            h.mode,
            h.status,
            h.scope,
        )
        for h in ex.heads
        if inside(h.span)
    ]
    groups = {g: [move(s) for s in v if inside(s)] for g, v in ex.groups.items()}
    return Window(
        ex, low, high - low, ids, first, last, word_units, [move(ex.sentences[k]) for k in numbers], heads, groups
    )


def batches(found: list[Window], pieces: int, rng: random.Random) -> Iterator[list[Window]]:
    """Windows of like length together, at most `pieces` with padding; batches in random order."""
    found = sorted(found, key=lambda w: len(w.ids) + rng.random() * 8)
    out: list[list[Window]] = [[]]
    for w in found:
        if out[-1] and len(w.ids) * (len(out[-1]) + 1) > pieces:
            out.append([])
        out[-1].append(w)
    rng.shuffle(out)
    yield from out


@dataclass
class Pieces:
    """A batch for the encoder: piece `ids` and which are `real` (b, t); `first` and `last` piece of every unit and which
    `units` are real (b, u); `words` (n) are the units that are words, in the flattened batch.
    """

    ids: Tensor
    real: Tensor
    first: Tensor
    last: Tensor
    units: Tensor
    words: Tensor


def piece_tensors(batch: list[Window]) -> Pieces:
    """A batch of windows, padded, for the encoder."""
    width, count = max(len(w.ids) for w in batch), max(len(w.first) for w in batch)
    ids = torch.full((len(batch), width), PAD)  # never looked at, so any encoder's vocabulary will do
    real = torch.zeros((len(batch), width), dtype=torch.bool)
    first, last = torch.zeros((2, len(batch), count), dtype=torch.long)
    units = torch.zeros((len(batch), count), dtype=torch.bool)
    words: list[int] = []
    for i, w in enumerate(batch):
        ids[i, : len(w.ids)], real[i, : len(w.ids)] = torch.tensor(w.ids), True
        first[i, : len(w.first)], last[i, : len(w.last)] = torch.tensor(w.first), torch.tensor(w.last)
        units[i, : len(w.first)] = True
        words += [i * count + u for u in w.word_units]
    return Pieces(ids, real, first, last, units, torch.tensor(words))


def tag_targets(window: Window, labels: Labels) -> np.ndarray:
    """(families, words): the tag of every word in every family, -1 where nothing is known."""
    names = list(labels.tag_slices())
    known = [
        (n in NAME_GROUPS and window.example.names) or (n not in NAME_GROUPS and window.example.events) for n in names
    ]
    out = np.where(np.array(known)[:, None], 0, -1).repeat(window.n, 1)

    def paint(name: str, span: WordSpan, label: int) -> None:
        row = out[names.index(name)]
        if not row[span[0] : span[1]].any():
            row[span[0]] = 1 + 2 * label
            row[span[0] + 1 : span[1]] = 2 + 2 * label

    for h in window.heads:
        if h.kind in labels.types:
            paint("trigger", h.span, labels.types.index(h.kind))
        elif h.kind == "figure":
            paint("figure", h.span, labels.measures.index(h.mode))
        else:
            paint("claim", h.span, labels.claims.index(h.kind))
    for g, spans in window.groups.items():
        for span in sorted(spans, key=lambda s: s[0] - s[1]):
            paint(g, span, 0)
    return out
