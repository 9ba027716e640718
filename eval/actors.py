"""How well phrases become actors: country and sector against the Arabic gold standard, coverage on our annotation.

    python eval/actors.py ../shared [--unresolved N]

Gold standard (OEDA, 2–4 annotators a sentence): a span counts when at least two annotators marked the same words and
gave the same codes. Their codes are CAMEO-like; what differs from PLOVER is mapped here:
  main None  no country in the words: right when we say none as well; reported apart from spans that have a country
  main INT   several countries ("foreign troops"): we say IGO or none
  main IMG   kept (they use it for the Taliban, whom we give to Afghanistan: counted as wrong)
  main UIS, KUR  no ISO country: none
  role None  nothing is asked of the sector
  role MED   means media in CAMEO and health in PLOVER: JRN or MED
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from sets import SHARED, Result, Value, corpus_hash

from marsad.coder import Coder
from marsad.resolve.actors import ResolvedActor, actor_book

COUNTRY = {"None": (None,), "INT": (None, "IGO"), "UIS": (None,), "KUR": (None, "IRQ")}
SECTOR = {"MED": ("JRN", "MED")}


def agreed(shared: Path) -> Iterator[tuple[str, str, str]]:
    """(words, country code, role code) of the spans that two or more annotators marked and coded alike."""
    for path in _files(shared):
        for sentence in json.loads(path.read_text(encoding="utf-8")):
            for side in ("source", "target"):
                yield from _agreed_side(sentence["spans"], side)


def _files(shared: Path) -> list[Path]:
    return [shared / "data/eval/arabic_gsr" / f"gsr_{name}_spans.json" for name in ("assault", "protest")]


def _agreed_side(spans: list[dict[str, object]], side: str) -> Iterator[tuple[str, str, str]]:
    codes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for span in spans:
        said, role = span.get(f"{side}_actor"), span.get(f"{side}_role")
        if isinstance(said, list) and said and isinstance(role, dict):
            codes[" ".join(said)].append((role.get("main", "None"), role.get("role", "None")))
    for said, given in codes.items():
        if len(given) >= 2 and len(set(given)) == 1:
            yield said, *given[0]


def phrases(shared: Path, name: str) -> Iterator[tuple[str, str]]:
    """(field, phrase) of every actor, recipient and source of an annotation file."""
    with (shared / "data/gold" / f"{name}_annotations.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for event in json.loads(line)["events"]:
                for field in ("actors", "recipients"):
                    yield from ((field, phrase) for phrase in event[field])
                if event["source"]:
                    yield "source", event["source"]


def right_country(found: ResolvedActor, code: str) -> bool:
    """Whether our country is what the annotators' code asks for."""
    return found.country in COUNTRY.get(code, (code,))


def right_sector(found: ResolvedActor, code: str) -> bool:
    """Whether the annotators' role is among our sectors."""
    return any(sector in SECTOR.get(code, (code,)) for sector in found.sectors)


def report_gold_standard(shared: Path, show: bool) -> dict[str, float]:
    """Shares of agreed spans with the right country and sector; with `show` the wrong ones are printed."""
    book = actor_book()
    spans = list(agreed(shared))
    found = [(words, country, role, book.resolve(words)) for words, country, role in spans]
    named = [row for row in found if row[1] not in COUNTRY]
    sectors = [row for row in found if row[2] != "None"]
    figures = {
        "gsr_spans": len(found),
        "gsr_country_accuracy": _share(right_country(row[3], row[1]) for row in found),
        "gsr_country_accuracy_where_named": _share(right_country(row[3], row[1]) for row in named),
        "gsr_sector_accuracy": _share(right_sector(row[3], row[2]) for row in sectors),
    }
    if show:
        for words, country, role, actor in found:
            wrong = not right_country(actor, country) or (role != "None" and not right_sector(actor, role))
            if wrong:
                print(f"  {country} {role}: {words} → {actor.country} {','.join(actor.sectors)}")
    return figures


def result(_: Coder, shared: Path = SHARED) -> Result:
    """Country and sector of the agreed spans, for the table."""
    found = report_gold_standard(shared, show=False)
    asked = sum(role != "None" for _, _, role in agreed(shared))
    values = {
        "country": Value(found["gsr_country_accuracy"], int(found["gsr_spans"])),
        "sector": Value(found["gsr_sector_accuracy"], asked),
    }
    return Result("gsr_agreed", corpus_hash(*_files(shared)), values)


def report_coverage(shared: Path, name: str, unresolved: int) -> dict[str, float]:
    """Shares of annotated phrases that get a country or a sector."""
    book = actor_book()
    total: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    missed: dict[str, Counter[str]] = defaultdict(Counter)
    for field, phrase in phrases(shared, name):
        found = book.resolve(phrase)
        total[field] += 1
        if found.country or found.sectors:
            hits[field] += 1
        else:
            missed[field][phrase] += 1
    for field, counted in missed.items() if unresolved else ():
        print(f"  {field}:", " | ".join(f"{phrase} {n}" for phrase, n in counted.most_common(unresolved)))
    shares = {f"{name}_{field}_resolved": hits[field] / total[field] for field in total}
    return {**shares, f"{name}_resolved": sum(hits.values()) / sum(total.values())}


def _share(values: Iterator[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def main() -> None:
    """Print every figure, tab separated."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument(
        "--unresolved", type=int, default=0, help="print so many unresolved phrases a field, and errors"
    )
    options = parser.parse_args()
    figures = report_gold_standard(options.shared, bool(options.unresolved))
    for name in ("train", "dev", "claims_dev"):
        figures |= report_coverage(options.shared, name, options.unresolved if name == "train" else 0)
    for key, value in figures.items():
        print(f"{key}\t{value:.3f}" if value <= 1 else f"{key}\t{value:.0f}")


if __name__ == "__main__":
    main()
