"""Confidence as a frequency: `python -m training.calibrate --model src/marsad/reader/weights [--write]`.

Fits one Platt scale for events and one for each field on the held-out documents, and prints how reliable they then are
on a development set, which they were not fitted on. An event is right if its type is equal and its trigger overlaps or
stands at most two words away; a field is judged only where the event is right.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np

from marsad.reader.calibration import Scale, logit
from marsad.reader.model import Reader
from marsad.reader.reading import ReadHead
from marsad.training.data import Example, Head, load
from marsad.training.score import dice
from training.tune import HELD

Judged = dict[str, list[tuple[float, bool]]]  # by name: probability, whether right
FEW = 40  # judgements below which a scale is not fitted
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def judge(reader: Reader, examples: list[Example]) -> Judged:
    """Every event and field that a reader finds, with the probability that it gives."""
    out: Judged = defaultdict(list)
    labels = reader.card.labels
    for e in examples:
        found = reader.read_words(e.text, e.words, e.sentences)
        open_ = list(e.heads)
        for head in sorted(found.heads, key=lambda h: -h.confidence):
            gold = next((g for g in open_ if _same(head, g, e.sentences)), None)
            family = head.kind if head.kind == "figure" else "event" if head.kind in labels.types else "claim"
            out[family].append((head.confidence, gold is not None))
            if gold is not None:
                open_.remove(gold)
                for name, p, right in _fields(head, gold, family):
                    out[name].append((p, right))
    return out


def _same(head: ReadHead, gold: Head, sentences: list[tuple[int, int]]) -> bool:
    inside = any(a <= head.start < b and a <= gold.span[0] < b for a, b in sentences)
    gap = max(gold.span[0] - head.end, head.start - gold.span[1]) + 1
    same = head.kind == gold.kind and (head.kind != "figure" or head.label == gold.mode)
    return inside and same and gap <= (2 if head.kind != "figure" else 0)


def _fields(head: ReadHead, gold: Head, family: str) -> Iterator[tuple[str, float, bool]]:
    if family == "event":
        yield "mode", head.fields["mode"], gold.mode == (f"{head.kind}/{head.mode}" if head.mode else "none")
        yield "status", head.fields["status"], gold.status == head.status
    for edge in head.edges:
        spans = gold.roles.get(edge.role, [])
        yield edge.role, edge.confidence, any(dice((edge.start, edge.end), s) >= 0.5 for s in spans)


def fit(pairs: list[tuple[float, bool]]) -> Scale:
    """Slope and offset of highest likelihood, by Newton's method with Platt's smoothed targets and a weak prior."""
    x = np.array([logit(p) for p, _ in pairs])
    right = np.array([r for _, r in pairs], float)
    n, m = right.sum(), len(right) - right.sum()
    target = np.where(right > 0, (n + 1) / (n + 2), 1 / (m + 2))
    design, theta = np.stack([x, np.ones_like(x)], 1), np.array([1.0, 0.0])
    prior = np.array([1.0, 0.1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ theta))
        gradient = design.T @ (p - target) + prior * (theta - (1, 0))
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + np.diag(prior)
        theta = theta - np.linalg.solve(hessian, gradient)
    return Scale(round(float(theta[0]), 4), round(float(theta[1]), 4))


def reliability(pairs: list[tuple[float, bool]], scale: Scale) -> tuple[float, list[tuple[str, int, float, float]]]:
    """Expected calibration error (Guo et al. 2017), and for every bin its range, size, mean confidence, share right."""
    p, right = np.array([scale(p) for p, _ in pairs]), np.array([r for _, r in pairs], float)
    rows, error = [], 0.0
    for low, high in pairwise(BINS):
        inside = (p >= low) & ((p < high) | (high == 1.0))
        if inside.any():
            said, was = float(p[inside].mean()), float(right[inside].mean())
            rows.append((f"{low:.1f}-{high:.1f}", int(inside.sum()), said, was))
            error += inside.mean() * abs(said - was)
    return float(error), rows


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", type=Path, default=Path("src/marsad/reader/weights"))
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--set", type=Path, default=HELD, help="FOLDER/NAME")
    p.add_argument("--write", action="store_true", help="store the scales in model.json")
    args = p.parse_args()
    reader = Reader(args.model)
    reader.card = msgspec.structs.replace(reader.card, calibration={})
    labels = reader.card.labels
    held = judge(reader, load(args.set.parent, args.set.name, labels))
    scales = {name: fit(pairs) for name, pairs in held.items() if len(pairs) >= FEW}
    dev = judge(reader, [e for name in ("dev", "claims_dev") for e in load(args.data / "gold", name, labels)])
    for name in sorted(dev):
        pairs = dev[name]
        raw, (error, rows) = reliability(pairs, Scale())[0], reliability(pairs, scales.get(name, Scale()))
        print(f"{name}: {len(pairs)} judged, calibration error {raw:.3f} raw, {error:.3f} calibrated")
        if name == "event":
            for row in rows:
                print("  {:8} {:5d}  said {:.2f}  right {:.2f}".format(*row))
    if args.write:
        msgspec.structs.replace(reader.card, calibration=scales).write(args.model)


if __name__ == "__main__":
    main()
