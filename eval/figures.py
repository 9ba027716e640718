"""How well the words alone give figures: span and measure, value, scope and class, against the annotated articles.

    python eval/figures.py [DATA] [--measures]

DATA is the folder with gold/ and eval/ (default: beside the repository). A figure counts as found when the spans share
a word and the measure is the same, as in the scorer of the project; `all` takes unsure figures too, `sure` only those
that the words say plainly. Exit status 1 below the floor of train.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from marsad.resolve.figures import FoundFigure, find_figures, scopes
from marsad.text.normalise import fold

DATA = Path(__file__).resolve().parents[2] / "shared/data"
FLOOR_TRAIN = 0.78
Gold = dict[str, Any]


class Pair(NamedTuple):
    """A gold figure with the figure found for it."""

    gold: Gold
    found: FoundFigure
    scope: str


def lines(path: Path) -> Iterator[Any]:
    """The objects of a JSON Lines file."""
    return (json.loads(line) for line in path.open(encoding="utf-8") if line.strip())


def words_at(text: str, start: int, end: int) -> frozenset[int]:
    """The word numbers that a span touches."""
    return frozenset(range(len(text[:start].split(" ")) - 1, len(text[:end].rstrip().split(" "))))


def article(sentences: list[str], *, sure: bool) -> tuple[str, list[int], list[tuple[int, FoundFigure, str]]]:
    """The article's text, where its sentences start, and its figures with sentence number and scope."""
    text, starts, figures, at = "\n".join(sentences), [], [], 0
    for number, sentence in enumerate(sentences):
        starts.append(at)
        figures += [(number, f) for f in find_figures(text, at, at + len(sentence)) if f.sure or not sure]
        at += len(sentence) + 1
    reach = scopes(text, [f for _, f in figures])
    return text, starts, [(n, f, scope or "incident") for (n, f), scope in zip(figures, reach, strict=True)]


def compare(data: Path, split: str, *, sure: bool) -> tuple[list[Pair], Counter[str], Counter[str]]:
    """Pairs of the split, and how many figures of each measure are annotated and found."""
    sentences = {d["id"]: d["sents"] for d in lines(data / f"gold/{split}_texts.jsonl")}
    pairs: list[Pair] = []
    annotated: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for document in lines(data / f"gold/{split}_annotations.jsonl"):
        text, starts, figures = article(sentences[document["doc"]], sure=sure)
        annotated.update(g["measure"] for g in document["figures"])
        found.update(f.measure for _, f, _ in figures)
        free = list(figures)
        for gold in document["figures"]:
            at = max(0, text.find(gold["text"], starts[gold["sent"]]))
            span = words_at(text, at, at + len(gold["text"]))
            same = [x for x in free if x[1].measure == gold["measure"] and span & words_at(text, x[1].start, x[1].end)]
            if same:
                best = max(same, key=lambda x: len(span & words_at(text, x[1].start, x[1].end)))
                free.remove(best)
                pairs.append(Pair({**gold, "article": text}, best[1], best[2]))
    return pairs, annotated, found


def f1(hits: int, annotated: int, found: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (annotated + found) if annotated + found else 0.0


def report(name: str, pairs: list[Pair], annotated: int, found: int) -> float:
    """Print one line of figures for a split; returns the F1 of span and measure."""
    right = [p for p in pairs if (p.gold["low"], p.gold["high"]) == (p.found.quantity.low, p.found.quantity.high)]
    reach = sum(p.gold["scope"] == p.scope for p in pairs)
    who = [p for p in pairs if p.gold.get("who")]
    named = sum(p.found.who is not None and bool(_class(p) & set(fold(p.gold["who"]).split())) for p in who)
    value, score = f1(len(right), annotated, found), f1(len(pairs), annotated, found)
    print(
        f"{name:16} figure P {len(pairs) / max(1, found):.3f} R {len(pairs) / max(1, annotated):.3f} F1 {score:.3f}"
        f"  value F1 {value:.3f}  scope {reach / max(1, len(pairs)):.3f}  who {named / max(1, len(who)):.3f}"
        f"  ({annotated} annotated, {found} found)"
    )
    return score


def _class(pair: Pair) -> set[str]:
    start, end = pair.found.who or (0, 0)
    return set(fold(pair.gold["article"][start:end]).split())


def main() -> int:
    """Print all figures; 1 when one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--measures", action="store_true", help="a line for each measure of train")
    options = parser.parse_args()
    scores = {}
    for split in ("train", "dev", "claims_dev"):
        for sure in (False, True):
            pairs, annotated, found = compare(options.data, split, sure=sure)
            name = f"{split} {'sure' if sure else 'all'}"
            scores[name] = report(name, pairs, annotated.total(), found.total())
            if options.measures and name == "train all":
                for measure, count in annotated.most_common():
                    hits = sum(p.gold["measure"] == measure for p in pairs)
                    print(f"  {measure:20} {hits:4} of {count:4}, {found[measure]:4} found")
    return int(scores["train all"] < FLOOR_TRAIN)


if __name__ == "__main__":
    sys.exit(main())
