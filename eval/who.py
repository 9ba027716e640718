"""Countries and sectors of the parties and sources of the development articles: `python eval/who.py [--show]`.

`tests/gold_actors.jsonl`: every actor, recipient and source span of `dev` (ids and offsets) with the country and the
sectors that two independent readings defend; `or_country` and `or_sector` are what at least both would also defend
(primary sectors), `context` marks spans whose words alone do not say whose they are. A span is right when ours is the
answer or one of those; `strict` counts the answer alone. The coder reads the whole article, as a user's would.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold import files
from sets import SHARED, Result, Value, corpus_hash

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.ingest.outlets import outlet_name, outlet_of
from marsad.resolve.actors import ResolvedActor

GOLD = Path(__file__).parents[1] / "tests/gold_actors.jsonl"


@dataclass(frozen=True)
class Judged:
    """A span of the gold standard, its words, and whom the coder takes it for."""

    gold: dict[str, Any]
    words: str
    found: ResolvedActor

    @property
    def country(self) -> tuple[bool, bool]:
        """Right, and right to the letter."""
        strict = self.found.country == self.gold["country"]
        return strict or self.found.country in self.gold["or_country"], strict

    @property
    def sector(self) -> tuple[bool, bool]:
        """Right, and right to the letter, by the primary sector."""
        first = next(iter(self.found.sectors), None)
        strict = first == next(iter(self.gold["sectors"]), None)
        return strict or first in self.gold["or_sector"], strict


def judged(coder: Coder, shared: Path = SHARED) -> Iterator[Judged]:
    """Every span of the gold standard as the coder resolves it."""
    spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in GOLD.read_text("utf-8").splitlines():
        spans[(row := json.loads(line))["doc"]].append(row)
    for line in files("dev", shared)[0].read_text("utf-8").splitlines():
        d = json.loads(line)
        published = (d["published"] or "").replace(" ", "T") or None
        outlet = outlet_of(f"https://{d['src'].partition(':')[2]}") or outlet_name(d["src"], strict=True)
        document = Document(d["id"], "\n".join(d["sents"]), published=published, outlet=outlet)
        scope, _, _ = coder.read(document)
        for row in spans[d["id"]]:
            yield Judged(row, document.text[row["start"] : row["end"]], scope.who(row["start"], row["end"]))


def result(coder: Coder, shared: Path = SHARED) -> Result:
    """Accuracy of country and primary sector."""
    rows = list(judged(coder, shared))
    back = [r for r in rows if r.gold["context"]]

    def share(right: list[bool]) -> Value:
        return Value(sum(right) / len(right), len(right))

    return Result(
        "gold_actors",
        corpus_hash(GOLD, files("dev", shared)[0]),
        {
            "country": share([r.country[0] for r in rows]),
            "sector": share([r.sector[0] for r in rows]),
            "country_strict": share([r.country[1] for r in rows]),
            "sector_strict": share([r.sector[1] for r in rows]),
            "country_by_article": share([r.country[0] for r in back]),
        },
    )


def main() -> None:
    """Print the figures; with `--show` every span that is wrong, and why it was read so."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    coder = Coder()
    for r in judged(coder) if options.show else ():
        if not (r.country[0] and r.sector[0]):
            wanted = r.gold["country"], r.gold["sectors"]
            print(r.gold["doc"], f"“{r.words}”", *wanted, "got", r.found.country, r.found.sectors, "|", r.found.reason)
    found = result(coder)
    print(found.name, found.corpus, {k: (round(v.value, 3), v.of) for k, v in found.values.items()})


if __name__ == "__main__":
    main()
