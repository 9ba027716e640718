"""What confidence is worth: `python eval/confidence.py`: precision and recall of events above a confidence, contexts.

`--min-confidence` trades recall for precision; the table is over `dev` and `claims_dev`. Contexts are scored on the
held-out documents of our corpus (`python -m training.corpus unpack`): the share of shared contexts of documents.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from gold import predictions, scored

from marsad.coder import Coder
from marsad.ingest import read_plain

LEVELS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
HELD = Path("runs/corpus/news_held_out")


def trade_off(model: Path | None) -> list[str]:
    """Rows of confidence, precision, recall and F1 of events, and of arguments."""
    rows = []
    for level in LEVELS:
        coder = Coder(model=model, min_confidence=level)
        counts = {"event": [0.0, 0, 0], "argument": [0.0, 0, 0]}
        for name in ("dev", "claims_dev"):
            metrics = scored(name, predictions(name, coder))
            for kind, count in counts.items():
                m = metrics[kind]
                count[0] += m["p"] * m["pred"]
                count[1] += m["pred"]
                count[2] += m["gold"]
        cells = [f"{level:.1f}"]
        for right, found, annotated in counts.values():
            p, r = right / max(found, 1), right / annotated
            cells += [f"{p:.3f}", f"{r:.3f}", f"{2 * p * r / (p + r):.3f}"]
        rows.append("| " + " | ".join(cells) + " |")
    return rows


def contexts(held: Path, model: Path | None) -> str:
    """F1 of the contexts of documents: those of any of their events against the annotated ones."""
    coder = Coder(model=model)
    texts = {t["id"]: t["sents"] for t in map(json.loads, Path(f"{held}_texts.jsonl").read_text("utf-8").splitlines())}
    both = found = annotated = 0
    for line in Path(f"{held}_annotations.jsonl").read_text("utf-8").splitlines():
        a = json.loads(line)
        if "contexts" in a:
            report = coder.code(read_plain("\n".join(texts[a["doc"]]), name=a["doc"]))
            ours, theirs = {c for e in report.events for c in e.contexts}, set(a["contexts"])
            both, found, annotated = both + len(ours & theirs), found + len(ours), annotated + len(theirs)
    return f"contexts: F1 {2 * both / (found + annotated):.3f}  P {both / found:.3f}  R {both / annotated:.3f}"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", type=Path)
    p.add_argument("--held", type=Path, default=HELD)
    args = p.parse_args()
    print(
        "| confidence | event precision | recall | F1 | argument precision | recall | F1 |\n|---|---|---|---|---|---|---|"
    )
    print("\n".join(trade_off(args.model)))
    if Path(f"{args.held}_texts.jsonl").exists():
        print(contexts(args.held, args.model))


if __name__ == "__main__":
    main()
