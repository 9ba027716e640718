"""What the reader is taught: the losses of a batch of windows."""

from __future__ import annotations

import random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from marsad.reader.features import pair_features
from marsad.reader.labels import Labels, roles_of
from marsad.reader.reading import clause_marks, group_flags, sentence_numbers
from marsad.reader.tags import decode
from marsad.training.batches import Window, piece_tensors, tag_targets
from marsad.training.model import Reader


def tag_loss(logits: Tensor, batch: list[Window], labels: Labels) -> Tensor:
    """Cross-entropy of every family of tags, summed over the words whose tags are known."""
    targets = torch.from_numpy(np.concatenate([tag_targets(w, labels) for w in batch], 1))
    loss = logits.new_zeros(())
    for row, columns in zip(targets, labels.tag_slices().values(), strict=True):
        if (row >= 0).any():
            loss = loss + F.cross_entropy(logits[:, columns], row, ignore_index=-1, reduction="sum")
    return loss


def head_loss(model: Reader, words: Tensor, logits: Tensor, window: Window) -> Tensor:
    """Mode, status, scope and role losses of one window; `words`, `logits` are its rows."""
    labels, heads = model.labels, window.heads
    loss = words.new_zeros(())
    if not heads:
        return loss
    at = torch.tensor([h.span for h in heads])
    vectors = model.spans(words, at[:, 0], at[:, 1])
    events = [i for i, h in enumerate(heads) if h.kind in labels.types]
    if events:
        modes, statuses = model.mode(vectors[events]), model.status(vectors[events])
        units = labels.mode_units
        for row, i in enumerate(events):
            allowed = [0, *(j for j, u in enumerate(units) if u.startswith(heads[i].kind + "/"))]
            target = torch.tensor(allowed.index(units.index(heads[i].mode)))
            loss = loss + 0.5 * F.cross_entropy(modes[row, allowed], target)
        target = torch.tensor([labels.statuses.index(heads[i].status) for i in events])
        loss = loss + F.cross_entropy(statuses, target, reduction="sum")
    figures = [i for i, h in enumerate(heads) if h.scope]
    if figures:
        target = torch.tensor([labels.scopes.index(str(heads[i].scope)) for i in figures])
        loss = loss + F.cross_entropy(model.scope(vectors[figures]), target, reduction="sum")
    return loss + role_loss(model, words, logits, window, vectors, at)


def role_loss(model: Reader, words: Tensor, logits: Tensor, window: Window, vectors: Tensor, at: Tensor) -> Tensor:
    """Binary cross-entropy of every allowed role of every (head, candidate); candidates are gold and predicted spans."""
    labels, heads = model.labels, window.heads
    slices, starts = labels.tag_slices(), frozenset(s for s, _ in window.sentences)
    groups = {g: list(spans) for g, spans in window.groups.items()}
    with torch.no_grad():
        for g in labels.groups:
            found = decode(logits[:, slices[g]].log_softmax(-1).detach().numpy(), starts)
            groups[g] = list(
                dict.fromkeys([(t.start, t.end) for t in found] + (groups[g] if random.random() < 0.5 else []))
            )
    gold = {s for spans in window.groups.values() for s in spans}
    spans = sorted(gold | {s for v in groups.values() for s in v})
    if not spans:
        return words.new_zeros(())
    span_at = np.array(spans)
    pairs = np.stack(np.meshgrid(np.arange(len(heads)), np.arange(len(spans)), indexing="ij"), -1).reshape(-1, 2)
    flags = group_flags(spans, groups, labels)
    piece = window.example.words[window.offset : window.offset + window.n]
    distance, flags = pair_features(
        at.numpy(),
        span_at,
        pairs,
        sentence_numbers(window.sentences, window.n),
        flags,
        clause_marks(window.example.text, piece),
    )
    kinds = torch.tensor([labels.heads.index(h.kind) for h in heads])
    spans_t = torch.from_numpy(span_at)
    scores = model.roles(
        vectors, kinds, model.spans(words, spans_t[:, 0], spans_t[:, 1]),
        torch.from_numpy(pairs), torch.from_numpy(distance), torch.from_numpy(flags),
    )  # fmt: skip
    target, weight = np.zeros(scores.shape, np.float32), np.zeros(scores.shape, np.float32)
    for row, (h, s) in enumerate(pairs):
        for role in roles_of(heads[h].kind, labels):
            column = labels.roles.index(role)
            best = max((_dice(spans[s], g) for g in heads[h].roles.get(role, [])), default=0.0)
            target[row, column] = best >= 0.5
            weight[row, column] = 0.0 if 0 < best < 0.5 else 1.0
    return F.binary_cross_entropy_with_logits(
        scores, torch.from_numpy(target), torch.from_numpy(weight), reduction="sum"
    )


def _dice(a: tuple[int, int], b: tuple[int, int]) -> float:
    return 2 * max(0, min(a[1], b[1]) - max(a[0], b[0])) / (a[1] - a[0] + b[1] - b[0])


def step_loss(model: Reader, batch: list[Window], autocast: bool) -> Tensor:
    """The loss of a batch per word; heads count .7 of tags."""
    with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        words = model.words(piece_tensors(batch))
    logits = model.tags(words)
    loss = tag_loss(logits, batch, model.labels)
    at = 0
    for w in batch:
        if w.example.events:
            loss = loss + 0.7 * head_loss(model, words[at : at + w.n], logits[at : at + w.n], w)
        at += w.n
    return loss / len(words) * 3
