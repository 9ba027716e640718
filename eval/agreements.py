"""How many annotated agreements and provisions the patterns find, on the research data beside the repository.

Run: python eval/agreements.py [--data DIR] [--missed]. One line a set: share of the annotated agreement and provision
strings that a found mention overlaps, mentions found, and CPU time for an article of 300 words.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from marsad.resolve.agreements import find_agreements, find_provisions

SETS = ("train", "dev", "claims_dev")


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(data: Path, name: str) -> tuple[str, list[str]]:
    """The line to print for one set, and the phrases that were not found."""
    texts = {row["id"]: row["sents"] for row in rows(data / f"gold/{name}_texts.jsonl")}
    hits, totals = {"agreement": 0, "provision": 0}, {"agreement": 0, "provision": 0}
    missed: list[str] = []
    mentions = words = 0
    spent = 0.0
    for document in rows(data / f"gold/{name}_annotations.jsonl"):
        sentences = texts[document["doc"]]
        start = time.process_time()
        found: dict[str, list[list[Any]]] = {
            "agreement": [list(find_agreements(s)) for s in sentences],
            "provision": [list(find_provisions(s, None)) for s in sentences],
        }
        spent += time.process_time() - start
        words += sum(len(s.split()) for s in sentences)
        mentions += sum(map(len, found["agreement"]))
        for claim in document.get("agreement_claims", []):
            for field in hits:
                phrase = claim.get(field)
                order = [claim["sent"], *range(len(sentences))]  # its own sentence first
                where = next((i for i in order if phrase and phrase in sentences[i]), None)
                if where is None:
                    continue
                at = sentences[where].find(phrase)
                hit = any(m.start < at + len(phrase) and at < m.end for m in found[field][where])
                totals[field] += 1
                hits[field] += hit
                missed += [] if hit else [f"{field}: {phrase}"]
    shares = ", ".join(f"{f} {hits[f]}/{totals[f]} ({hits[f] / max(totals[f], 1):.3f})" for f in hits)
    return f"{name}: {shares}; {mentions} mentions; {spent / words * 300 * 1000:.2f} ms per 300 words", missed


def main() -> None:
    """Print a line a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--missed", action="store_true", help="print what was not found in the training set")
    options = parser.parse_args()
    for name in SETS:
        line, missed = measure(options.data, name)
        print(line)
        if options.missed and name == "train":
            print(*missed, sep="\n")


if __name__ == "__main__":
    main()
