"""Choose where to cut: `python -m training.tune --model src/marsad/reader/weights [--write]`.

One cut after the other is moved to where the sum of event, argument, figure and claim F1 on the held-out documents is
highest, in two rounds; the development sets, on which accuracy is reported, are not looked at.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from marsad.reader.labels import EVENT_ROLES
from marsad.reader.model import Reader
from marsad.reader.reading import Thresholds, read_vectors
from marsad.training.data import load
from training.evaluate import predict, scorer

LEANS = (-0.6, -0.3, 0.0, 0.3, 0.6, 0.9, 1.2, 1.6)
CUTS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
HELD = Path("runs/corpus/news_held_out")  # documents of our corpus that no model is trained on


class Tuning:
    """A set read once by a model, to be cut in many ways."""

    def __init__(self, model: Path, data: Path, held: Path) -> None:
        self.reader, self.score = Reader(model), scorer(data)
        self.texts = held.parent / f"{held.name}_texts.jsonl"
        self.gold = self.score.load(held.parent / f"{held.name}_annotations.jsonl")
        examples = load(held.parent, held.name, self.reader.card.labels)
        self.read = [(e, self.reader.vectors(e.text, e.words, e.sentences)) for e in examples]

    def measure(self, cut: Thresholds) -> dict[str, Any]:
        """The scores at these cuts."""
        labels, heads = self.reader.card.labels, self.reader.heads
        found = {
            e.doc: predict(e, read_vectors(e.text, e.words, e.sentences, v, heads, labels, cut)) for e, v in self.read
        }
        result: dict[str, Any] = self.score.score(self.texts, self.gold, found)
        return result

    def best(self, cut: Thresholds) -> Thresholds:
        """Coordinate ascent over all cuts."""
        reached = self._total(cut)
        for _ in range(2):
            for name in ("trigger", "group", "figure", "claim", *EVENT_ROLES):
                for value in CUTS if name in EVENT_ROLES else LEANS:
                    other = _moved(cut, name, value)
                    total = self._total(other)
                    if total > reached:
                        reached, cut = total, other
                print(f"{name}: {reached:.3f} {cut}", flush=True)
        return cut

    def _total(self, cut: Thresholds) -> float:
        r = self.measure(cut)
        return float(2 * r["event"]["f1"] + 2 * r["argument"]["f1"] + r["figure"]["f1"] / 2 + r["claim"]["f1"] / 2)


def _moved(cut: Thresholds, name: str, value: float) -> Thresholds:
    if name in EVENT_ROLES:
        return replace(cut, roles={**cut.roles, name: value})
    return replace(cut, **{name: value})


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", type=Path, default=Path("src/marsad/reader/weights"))
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--set", type=Path, default=HELD, help="FOLDER/NAME")
    p.add_argument("--write", action="store_true", help="store the best in model.json")
    args = p.parse_args()
    tuning = Tuning(args.model, args.data, args.set)
    cut = tuning.best(tuning.reader.card.thresholds)
    result = tuning.measure(cut)
    print({k: v["f1"] for k, v in result.items() if "f1" in v}, result["accuracy"])
    if args.write:
        msgspec.structs.replace(tuning.reader.card, thresholds=cut).write(args.model)


if __name__ == "__main__":
    main()
