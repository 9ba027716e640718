"""Choose where to cut: `python -m training.tune --model src/marsad/reader/weights --data ../shared/data [--write]`.

Grid search over the thresholds on `claims_dev`; the development set `dev`, on which accuracy is reported, is not
searched. The score is the sum of event F1 and argument F1.
"""

from __future__ import annotations

import argparse
import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from marsad.reader.model import Reader
from marsad.reader.reading import Thresholds, read_vectors
from marsad.training.data import load
from training.evaluate import predict, scorer

GRID: dict[str, tuple[float, ...]] = {
    "trigger": (0.0, 0.4, 0.8, 1.2, 1.6),
    "group": (0.0, 0.5, 1.0, 1.5),
    "role": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", type=Path, default=Path("src/marsad/reader/weights"))
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--set", default="claims_dev")
    p.add_argument("--show", default="", help="print the scores of another set at the chosen thresholds")
    p.add_argument("--write", action="store_true", help="store the best in model.json")
    args = p.parse_args()
    reader, score = Reader(args.model), scorer(args.data)

    def prepared(name: str) -> list[tuple[Any, Any]]:
        examples = load(args.data / "gold", name, reader.card.labels)
        return [(e, reader.vectors(e.text, e.words, e.sentences)) for e in examples]

    def measure(name: str, sets: list[tuple[Any, Any]], cut: Thresholds) -> dict[str, Any]:
        gold = score.load(args.data / "gold" / f"{name}_annotations.jsonl")
        predictions = {
            e.doc: predict(e, read_vectors(e.text, e.words, e.sentences, v, reader.heads, reader.card.labels, cut))
            for e, v in sets
        }
        result: dict[str, Any] = score.score(args.data / "gold" / f"{name}_texts.jsonl", gold, predictions)
        return result

    sets, best = prepared(args.set), (-1.0, reader.card.thresholds)
    for values in itertools.product(*GRID.values()):
        cut = replace(reader.card.thresholds, **dict(zip(GRID, values, strict=True)))
        result = measure(args.set, sets, cut)
        total = result["event"]["f1"] + result["argument"]["f1"]
        if total > best[0]:
            best = (total, cut)
            print(f"event {result['event']['f1']:.3f} argument {result['argument']['f1']:.3f} {cut}", flush=True)
    if args.show:
        result = measure(args.show, prepared(args.show), best[1])
        print(args.show, {k: v["f1"] for k, v in result.items() if "f1" in v}, result["accuracy"])
    if args.write:
        card = msgspec.structs.replace(reader.card, thresholds=best[1])
        (args.model / "model.json").write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n")


if __name__ == "__main__":
    main()
