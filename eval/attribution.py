"""Accuracy of the rules of attribution alone on an annotated set: `python eval/attribution.py [--set train]`.

- source: (sentence, source) pairs in sentences for which a source is annotated, Dice of their words at least one half;
- via: the same for relays, in sentences for which a source is annotated (those without an annotated relay included);
- event: each annotated event is given the attribution whose scope holds its trigger (`said_by`), with the speaker of
  the sentence before for verbs without a subject. Scored against its annotated source;
- event+: the same, scored only on events whose source is annotated within their own sentence or not at all.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from gold import SHARED, corpus_hash, files

from marsad.resolve.attribution import Attribution, attributions, said_by


def dice(a: str, b: str) -> float:
    """Twice the common words over all words."""
    left, right = Counter(a.split()), Counter(b.split())
    return 2 * sum((left & right).values()) / max(1, left.total() + right.total())


def pairs(gold: Iterable[str], found: Iterable[str]) -> int:
    """How many of the annotated phrases have been found, each found one used once."""
    left, hits = list(dict.fromkeys(found)), 0
    for phrase in sorted(set(gold)):
        best = max(left, key=lambda other: dice(phrase, other), default=None)
        if best is not None and dice(phrase, best) >= 0.5:
            left.remove(best)
            hits += 1
    return hits


def occurrences(text: str, phrase: str) -> list[int]:
    """Where a phrase stands in a text."""
    return [i for i in range(len(text)) if text.startswith(phrase, i)] if phrase else []


def predicted(event: dict[str, Any], text: str, start: int, end: int, found: list[Attribution]) -> Attribution | None:
    """The attribution of an annotated event of the sentence `text[start:end]`, as the coder would choose it."""
    at = text.find(event["trigger"], start, end)
    if at < 0:
        return None
    sentence = text[start:end]
    actors = [(start + i, start + i + len(a)) for a in event["actors"] for i in occurrences(sentence, a)]
    return said_by(found, (at, at + len(event["trigger"])), event["type"], actors)


def measure(name: str) -> dict[str, tuple[int, int, int]]:
    """Row → (hits, predicted, annotated)."""
    texts, annotations = files(name, SHARED)
    sents = {(d := json.loads(line))["id"]: d["sents"] for line in texts.read_text("utf-8").splitlines()}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(row: str, gold: list[str], found: list[str]) -> None:
        counts[row] = [
            a + b for a, b in zip(counts[row], (pairs(gold, found), len(set(found)), len(set(gold))), strict=True)
        ]

    for line in annotations.read_text("utf-8").splitlines():
        d = json.loads(line)
        of: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for event in d["events"]:
            of[event["sent"]].append(event)
        article, start, earlier = "\n".join(sents[d["doc"]]), 0, None
        for number, text in enumerate(sents[d["doc"]]):
            end = start + len(text)
            found = attributions(article, start, end, earlier)
            here = [a for a in found if start <= a.source[0]]
            sources = [e["source"] for e in of[number] if e["source"] and e["source"] in text]
            if sources:
                add("source", sources, [article[slice(*a.source)] for a in here])
                vias = [e["via"] for e in of[number] if e["via"] and e["via"] in text]
                add("via", vias, [article[slice(*a.via)] for a in here if a.via])
            for event in of[number]:
                said = predicted(event, article, start, end, found)
                gold, got = [event["source"] or ""], [article[slice(*said.source)]] if said else []
                add("event", [g for g in gold if g], got)
                if not event["source"] or event["source"] in text:
                    add("event+", [g for g in gold if g], got)
            earlier = next((a.source for a in found[-1:] if a.scope[0] > a.cue[0]), None)
            start = end + 1
    return {row: (a, b, c) for row, (a, b, c) in counts.items()}


def milliseconds(name: str) -> float:
    """Time for 300 words of the set's sentences."""
    rows = [s for line in files(name)[0].read_text("utf-8").splitlines() for s in json.loads(line)["sents"]]
    attributions(rows[0], 0, len(rows[0]))
    start = time.perf_counter()
    for text in rows:
        attributions(text, 0, len(text))
    return (time.perf_counter() - start) * 1000 * 300 / sum(len(text.split()) for text in rows)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--set", dest="sets", action="append", help="default: train, dev and claims_dev")
    args = p.parse_args()
    for name in args.sets or ["train", "dev", "claims_dev"]:
        print(f"{name} (corpus {corpus_hash(name)}), {milliseconds(name):.2f} ms for 300 words")
        for row, (hits, found, gold) in measure(name).items():
            precision, recall = hits / max(1, found), hits / max(1, gold)
            f1 = 2 * hits / max(1, found + gold)
            print(f"  {row:7} F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  of {gold}")


if __name__ == "__main__":
    main()
