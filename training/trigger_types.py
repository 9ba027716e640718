"""Words that nearly always trigger one event type: `python -m training.trigger_types`, after unpacking the corpus.

Counted in the annotations that readers are trained on, not in the held-out and development sets: a single word, without
its particles, that stood at least `FEWEST` times as a trigger and in at least `SHARE` of them for one type. Written to
`src/marsad/knowledge/trigger_types.tsv`, by which `marsad.resolve.decided` corrects what the reader is unsure of.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from marsad.resolve.decided import stem

FEWEST, SHARE = 6, 0.95
SETS = ("news_2022_2024", "news_wide", "news_fresh", "news_more", "gold_reread")
TO = Path(__file__).parents[1] / "src/marsad/knowledge/trigger_types.tsv"
HEAD = """# Words that trigger one event type in 95% of their six or more annotated cases (training/trigger_types.py):
# folded, without particles; the type; how often.
word\ttype\tcases
"""


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--corpus", type=Path, default=Path("runs/corpus"))
    args = p.parse_args()
    files = [args.data / "gold/train_annotations.jsonl"]
    files += [args.corpus / f"{name}_annotations.jsonl" for name in SETS]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            for event in json.loads(line)["events"]:
                if " " not in event["trigger"]:
                    found[stem(event["trigger"])][event["type"]] += 1
    rows = []
    for word, types in sorted(found.items()):
        kind, count = types.most_common(1)[0]
        if types.total() >= FEWEST and count >= SHARE * types.total():
            rows.append(f"{word}\t{kind}\t{types.total()}\n")
    TO.write_text(HEAD + "".join(rows), "utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main()
