"""What the reader is taught: the losses of a batch of windows."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from marsad.reader.features import pair_features
from marsad.reader.labels import Labels, roles_of
from marsad.reader.reading import clause_marks, group_flags, near_pairs, sentence_numbers
from marsad.reader.tags import decode
from marsad.training.batches import Window, piece_tensors, tag_targets
from marsad.training.data import Head
from marsad.training.model import Reader

Array = npt.NDArray[Any]


def tag_loss(logits: Tensor, batch: list[Window], labels: Labels, smoothing: float = 0.0) -> Tensor:
    """Cross-entropy of every family of tags, summed over the words whose tags are known."""
    targets = torch.from_numpy(np.concatenate([tag_targets(w, labels) for w in batch], 1))
    loss = logits.new_zeros(())
    for row, columns in zip(targets, labels.tag_slices().values(), strict=True):
        if (row >= 0).any():
            scores = logits[:, columns]
            loss = loss + F.cross_entropy(scores, row, ignore_index=-1, reduction="sum", label_smoothing=smoothing)
    return loss


def context_loss(model: Reader, words: Tensor, batch: list[Window]) -> Tensor:
    """Binary cross-entropy of the contexts of windows that hold most of a document whose contexts are annotated."""
    loss, offset, names = words.new_zeros(()), 0, model.labels.contexts
    for window in batch:
        given = window.example.contexts
        if given is not None and window.n >= 0.6 * len(window.example.words):
            starts, ends = torch.tensor(window.sentences).T
            scores = model.contexts(words[offset : offset + window.n], starts, ends).max(0).values
            target = torch.tensor([float(name in given) for name in names])
            loss = loss + F.binary_cross_entropy_with_logits(scores, target, reduction="sum")
        offset += window.n
    return loss


@dataclass
class _Heads:
    """The heads of a batch: their spans and the spans of candidates in the batch's words, and the pairs to be judged."""

    heads: list[Head]
    at: Array
    candidates: Array
    pairs: Array
    distance: Array
    flags: Array
    target: Array
    weight: Array


def head_loss(model: Reader, words: Tensor, logits: Tensor, batch: list[Window]) -> Tensor:
    """Mode, status, scope and role losses of all heads of a batch."""
    labels, found = model.labels, _heads(batch, logits.detach(), model.labels)
    if found is None:
        return words.new_zeros(())
    heads, vectors = found.heads, model.spans(words, *torch.from_numpy(found.at).T)
    loss = words.new_zeros(())
    events = [i for i, h in enumerate(heads) if h.kind in labels.types]
    if events:
        units = labels.mode_units
        other = torch.tensor([labels.foreign_modes(heads[i].kind) for i in events])
        modes = model.mode(vectors[events]).masked_fill(other, -1e4)
        target = torch.tensor([units.index(heads[i].mode) for i in events])
        loss = loss + 0.5 * F.cross_entropy(modes, target, reduction="sum")
        target = torch.tensor([labels.statuses.index(heads[i].status) for i in events])
        loss = loss + F.cross_entropy(model.status(vectors[events]), target, reduction="sum")
    figures = [i for i, h in enumerate(heads) if h.scope]
    if figures:
        target = torch.tensor([labels.scopes.index(str(heads[i].scope)) for i in figures])
        loss = loss + F.cross_entropy(model.scope(vectors[figures]), target, reduction="sum")
    if not len(found.pairs):
        return loss
    kinds = torch.tensor([labels.heads.index(h.kind) for h in heads])
    spans = model.spans(words, *torch.from_numpy(found.candidates).T)
    pairs, distance, flags = map(torch.from_numpy, (found.pairs, found.distance, found.flags))
    scores = model.roles(vectors, kinds, spans, pairs, distance, flags)
    target, weight = torch.from_numpy(found.target), torch.from_numpy(found.weight)
    return loss + F.binary_cross_entropy_with_logits(scores, target, weight, reduction="sum")


def _heads(batch: list[Window], logits: Tensor, labels: Labels) -> _Heads | None:
    """Candidates are gold spans and those that the taggers find now; the pairs are those that the reader will judge."""
    parts, offset, heads, n, m = [], 0, [], 0, 0
    for window in batch:
        if window.example.events and window.heads:
            part = _pairs(window, logits[offset : offset + window.n], labels)
            parts.append((part, offset, n, m))
            heads += window.heads
            n, m = n + len(window.heads), m + len(part[1])
        offset += window.n
    if not parts:
        return None
    at, candidates = (np.concatenate([p[i] + offset for p, offset, _, _ in parts]) for i in (0, 1))
    pairs = np.concatenate([p[2] + (n, m) for p, _, n, m in parts])
    return _Heads(heads, at, candidates, pairs, *(np.concatenate([p[0][i] for p in parts]) for i in (3, 4, 5, 6)))


def _pairs(window: Window, logits: Tensor, labels: Labels) -> tuple[Array, ...]:
    slices, starts = labels.tag_slices(), frozenset(s for s, _ in window.sentences)
    groups = {}
    for g in labels.groups:
        found = [(t.start, t.end) for t in decode(logits[:, slices[g]].log_softmax(-1).numpy(), starts)]
        groups[g] = list(dict.fromkeys(found + (window.groups[g] if random.random() < 0.5 else [])))
    gold = {s for spans in window.groups.values() for s in spans}
    spans = sorted(gold | {s for v in groups.values() for s in v})
    at, candidates = np.array([h.span for h in window.heads]), np.array(spans, np.int64).reshape(-1, 2)
    sentence_of = sentence_numbers(window.sentences, window.n)
    pairs = near_pairs(at, candidates, sentence_of)
    words = window.example.words[window.offset : window.offset + window.n]
    marks = clause_marks(window.example.text, words)
    distance, flags = pair_features(at, candidates, pairs, sentence_of, group_flags(spans, groups, labels), marks)
    target = np.zeros((len(at), len(spans), len(labels.roles)), np.float32)
    weight = np.zeros_like(target)
    for i, head in enumerate(window.heads):
        for role in roles_of(head.kind, labels):
            best = np.max([np.zeros(len(spans)), *(_dice(candidates, g) for g in head.roles.get(role, []))], 0)
            column = labels.roles.index(role)
            target[i, :, column], weight[i, :, column] = best >= 0.5, (best >= 0.5) | (best == 0)
    h, s = pairs.T
    return at, candidates, pairs, distance, flags, target[h, s], weight[h, s]


def _dice(spans: Array, gold: tuple[int, int]) -> Array:
    both = np.minimum(spans[:, 1], gold[1]) - np.maximum(spans[:, 0], gold[0])
    out: Array = 2 * np.maximum(0, both) / (spans[:, 1] - spans[:, 0] + gold[1] - gold[0])
    return out


def step_loss(model: Reader, batch: list[Window], autocast: bool) -> Tensor:
    """The loss of a batch per word; heads count .7 of tags."""
    with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        words = model.words(piece_tensors(batch))
    logits = model.tag(words)
    loss = tag_loss(logits, batch, model.labels) + 0.7 * head_loss(model, words, logits, batch)
    if model.labels.contexts:
        loss = loss + context_loss(model, words, batch)
    return loss / len(words) * 3
