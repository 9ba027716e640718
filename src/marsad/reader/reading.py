"""What the reader makes of an article: heads (events, figures, claims), spans, and the edges between them, in words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from marsad.reader.calibration import UNCALIBRATED, Calibration, scale
from marsad.reader.features import pair_features
from marsad.reader.labels import NO_MODE, Labels, roles_of
from marsad.reader.network import Heads, log_softmax, running_sums, sigmoid, span_vectors
from marsad.reader.tags import TaggedSpan, decode
from marsad.reader.tokenizer import Word

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
SINGLE = frozenset({"place", "date", "source", "via", "who", "by", "about", "agreement"})
NAMES = frozenset({"person", "organisation"})  # groups of bare names, which are no parties by themselves
PASSAGE = 2  # sentences on either side that share their contexts
BACK, AHEAD = 2, 1  # sentences before and after a head in which its roles are looked for


@dataclass(frozen=True, slots=True)
class Edge:
    """A role of a head: the words `[start, end)` and the probability."""

    role: str
    start: int
    end: int
    confidence: float


@dataclass(slots=True)
class ReadHead:
    """An event (`kind` is its type), a figure (`kind` is `figure`, `label` its measure) or a claim, with its edges."""

    kind: str
    label: str
    start: int
    end: int
    confidence: float
    mode: str | None = None
    status: str = "reported"
    fields: dict[str, float] = field(default_factory=dict)  # probability of mode, status, scope
    scope: str = "incident"
    contexts: list[str] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """Heads in text order, and the spans of every group, whether or not a head uses them."""

    words: list[Word]
    heads: list[ReadHead]
    spans: dict[str, list[TaggedSpan]]

    def between(self, start: int, end: int) -> range:
        """The numbers of the words that begin in these code points."""
        return range(*(bisect_left(self.words, at, key=lambda w: w.start) for at in (start, end)))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where to cut, tuned on development data; stored with the model."""

    trigger: float = 0.0
    group: float = 0.0
    figure: float = 0.0
    claim: float = 0.0
    role: float = 0.5
    context: float = 0.5
    roles: dict[str, float] = field(default_factory=dict)  # where a role is cut elsewhere than at `role`


def read_vectors(
    text: str, words: list[Word], sentences: list[tuple[int, int]], vectors: Floats, heads: Heads, labels: Labels,
    cut: Thresholds, calibration: Calibration = UNCALIBRATED,
) -> Reading:  # fmt: skip
    """Apply all heads to the word vectors (n, d); `sentences` are half-open ranges of words covering all of them."""
    slices = labels.tag_slices()
    tags = heads.tags(vectors)
    starts = frozenset(s for s, _ in sentences)
    leans = {"trigger": cut.trigger, "figure": cut.figure, "claim": cut.claim}
    found = {
        name: decode(log_softmax(tags[:, columns]), starts, leans.get(name, cut.group))
        for name, columns in slices.items()
    }
    total = running_sums(vectors)
    read = _heads(found, vectors, total, heads, labels)
    spans = {g: found[g] for g in labels.groups}
    if labels.contexts:
        _contexts(read, sentences, vectors, total, heads, labels, cut)
    _edges(text, words, sentences, vectors, total, read, spans, heads, labels, cut)
    for head in read:
        _calibrate(head, calibration, labels)
    return Reading(words, read, spans)


def _calibrate(head: ReadHead, calibration: Calibration, labels: Labels) -> None:
    family = "event" if head.kind in labels.types else "figure" if head.kind == "figure" else "claim"
    head.confidence = scale(calibration, family, head.confidence)
    head.fields = {name: scale(calibration, name, p) for name, p in head.fields.items()}
    head.edges = [replace(e, confidence=scale(calibration, e.role, e.confidence)) for e in head.edges]


def _heads(
    found: dict[str, list[TaggedSpan]], vectors: Floats, total: Doubles, heads: Heads, labels: Labels
) -> list[ReadHead]:
    out = [
        ReadHead(labels.types[t.label], labels.types[t.label], t.start, t.end, t.confidence) for t in found["trigger"]
    ]
    out += [ReadHead("figure", labels.measures[t.label], t.start, t.end, t.confidence) for t in found["figure"]]
    out += [
        ReadHead(labels.claims[t.label], labels.claims[t.label], t.start, t.end, t.confidence) for t in found["claim"]
    ]
    out.sort(key=lambda h: (h.start, h.end))
    if out:
        at = span_vectors(vectors, np.array([(h.start, h.end) for h in out]), total)
        modes, statuses, scopes = (heads.classify(name, at) for name in ("mode", "status", "scope"))
        units = labels.mode_units
        other = {t: labels.foreign_modes(t) for t in labels.types}
        modes[np.array([other.get(h.kind, [False] * len(units)) for h in out])] = -np.inf
        chosen = (*_best(modes), *_best(statuses), *_best(scopes))
        for head, mode, sure, status, certain, scope, clear in zip(out, *chosen, strict=True):
            if head.kind in other:
                head.mode = None if units[mode] == NO_MODE else units[mode].partition("/")[2]
                head.status = labels.statuses[status]
                head.fields = {"mode": sure, "status": certain}
            head.scope = labels.scopes[scope]
            head.fields["scope"] = clear
    return out


def _best(scores: Floats) -> tuple[list[int], list[float]]:
    """For every row: the column with the highest score, and its probability."""
    columns = scores.argmax(1)
    return columns.tolist(), np.exp(log_softmax(scores))[np.arange(len(scores)), columns].tolist()


def _contexts(
    read: list[ReadHead], sentences: list[tuple[int, int]], vectors: Floats, total: Doubles, heads: Heads, labels: Labels,
    cut: Thresholds,
) -> None:  # fmt: skip
    """A head has the contexts of the passage around it: the best of the sentences up to `PASSAGE` away."""
    means = span_vectors(vectors, np.array(sentences), total)[:, -vectors.shape[1] :]
    scores = sigmoid(heads.contexts(means))
    starts = np.array([start for start, _ in sentences])
    for head in read:
        k = int(np.searchsorted(starts, head.start, side="right")) - 1
        best = scores[max(0, k - PASSAGE) : k + PASSAGE + 1].max(0)
        head.contexts = [labels.contexts[i] for i in np.argsort(-best, kind="stable") if best[i] >= cut.context]


def _edges(
    text: str, words: list[Word], sentences: list[tuple[int, int]], vectors: Floats, total: Doubles,
    read: list[ReadHead], spans: dict[str, list[TaggedSpan]], heads: Heads, labels: Labels, cut: Thresholds,
) -> None:  # fmt: skip
    candidates = sorted({(s.start, s.end) for name, g in spans.items() if name not in NAMES for s in g})
    if not candidates or not read:
        return
    span_at = np.array(candidates)
    head_at = np.array([(h.start, h.end) for h in read])
    sentence_of = sentence_numbers(sentences, len(words))
    pairs = near_pairs(head_at, span_at, sentence_of)
    if not len(pairs):
        return
    groups = group_flags(candidates, {g: [(s.start, s.end) for s in spans[g]] for g in labels.groups}, labels)
    distance, flags = pair_features(head_at, span_at, pairs, sentence_of, groups, clause_marks(text, words))
    kinds = np.array([labels.heads.index(h.kind) for h in read])
    logits = heads.roles(
        span_vectors(vectors, head_at, total), kinds, span_vectors(vectors, span_at, total), pairs, distance, flags
    )
    _choose(read, candidates, pairs, sigmoid(logits), labels, cut)


def _choose(
    read: list[ReadHead],
    candidates: list[tuple[int, int]],
    pairs: Ints,
    scores: Floats,
    labels: Labels,
    cut: Thresholds,
) -> None:
    allowed = {k: [(r, labels.roles.index(r)) for r in roles_of(k, labels)] for k in {h.kind for h in read}}
    rows = np.split(np.arange(len(pairs)), np.searchsorted(pairs[:, 0], np.arange(1, len(read))))
    for head, mine in zip(read, rows, strict=True):
        for role, column in allowed[head.kind]:
            least = cut.roles.get(role, cut.role)
            ranked = sorted(
                ((float(scores[i, column]), int(i)) for i in mine if scores[i, column] >= least), reverse=True
            )
            taken: list[tuple[int, int]] = []
            for score, i in ranked:
                start, end = candidates[pairs[i, 1]]
                if all(end <= a or start >= b for a, b in taken):
                    taken.append((start, end))
                    head.edges.append(Edge(role, start, end, score))
                if role in SINGLE or (role in labels.fields and not labels.fields[role].many):
                    break


def near_pairs(heads: Ints, spans: Ints, sentence_of: Ints) -> Ints:
    """(pairs, 2): the heads and the spans near enough to have a role of them, by index."""
    jump = sentence_of[spans[:, 0]][None] - sentence_of[heads[:, 0]][:, None]
    return np.argwhere((jump >= -BACK) & (jump <= AHEAD))


def sentence_numbers(sentences: list[tuple[int, int]], n: int) -> Ints:
    """The number of the sentence of every word."""
    out = np.zeros(n, np.int64)
    for k, (start, end) in enumerate(sentences):
        out[start:end] = k
    return out


def group_flags(spans: list[tuple[int, int]], groups: dict[str, list[tuple[int, int]]], labels: Labels) -> Floats:
    """(spans, groups): one where the group holds the span."""
    out = np.zeros((len(spans), len(labels.groups)), np.float32)
    row = {span: i for i, span in enumerate(spans)}
    for g, name in enumerate(labels.groups):
        for span in groups[name]:
            if span in row:
                out[row[span], g] = 1
    return out


def clause_marks(text: str, words: list[Word]) -> Ints:
    """Running count of punctuation marks before every word, and at the end (n + 1)."""
    marks = [0, *(0 if text[w.start].isalnum() else 1 for w in words)]
    return np.cumsum(marks)
