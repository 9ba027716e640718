"""How far two readings of the same texts agree: `python -m training.agreement` (after `python -m training.corpus unpack`).

The second readings are standoff in `training/corpus/*second_reading.jsonl`; each was made by somebody who did not see the
first. Scored as the reader is scored, the first reading being taken for the truth.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.evaluate import scorer

SETS = {
    "second_reading": ("news_wide", "news_more", "news_held_out"),
    "dev_second_reading": (),
    "claims_dev_second_reading": (),
}
SHOWN = ("event", "argument", "actors", "recipients", "place", "date", "source", "via", "figure", "claim")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--corpus", type=Path, default=Path("runs/corpus"))
    args = p.parse_args()
    score = scorer(args.data)
    for name, firsts in SETS.items():
        second = score.load(args.corpus / f"{name}_annotations.jsonl")
        gold = args.data / "gold" / f"{name.removesuffix('_second_reading')}_annotations.jsonl"
        files = [args.corpus / f"{first}_annotations.jsonl" for first in firsts] or [gold]
        first = {doc: a for file in files for doc, a in score.load(file).items() if doc in second}
        found = score.score(args.corpus / f"{name}_texts.jsonl", first, second)
        print(name, len(first), "documents", {k: found[k]["f1"] for k in SHOWN}, found["accuracy"])


if __name__ == "__main__":
    main()
