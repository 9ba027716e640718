"""The one table of accuracy: every set with what was reached and what is wanted.

    python eval/table.py [SHARED] [--only SET …] [--model DIR] [--markdown] [--errors] [--floors] [--speed]

Each set is coded once with the shipped model. `--floors` writes what was reached, less two points, to
tests/floors.yaml, from which the tests read what accuracy must not fall below; `--speed` adds articles a second and
the size of the model, which say something only on a machine with nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import runpy
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import actors
import airwars
import anercorp
import dates
import gold
import gsr
import statements
import telegram
import where_when
import who
import yaml
from sets import SHARED, WANTED, Result, Value, corpus_hash, errors, markdown, plain, share

from marsad.coder import Coder

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "tests/floors.yaml"
SLACK = 0.02  # points that a figure may lose before a test fails
_HEAD = """# What accuracy must not fall below: tests/test_accuracy.py. Written by `python eval/table.py --floors`, which
# measures every set and allows two points (of a count one case) less than was reached; `corpus` is the SHA-256 of the
# set's files, and measures that should be low have a ceiling. What the names mean: eval/wanted.yaml.
"""


def date_cases(_: Coder, shared: Path) -> Result:
    """The date cases of Recognizers-Text; see eval/dates.py."""
    folder = shared / "data/specs/recognizers_text_arabic/Specs/DateTime/Arabic"
    outcomes = dates.specs(folder, dates.COUNTED)
    values = {kind: share(getattr(outcome, kind) for outcome in outcomes) for kind in ("strict", "mapped")}
    return Result("date_cases", corpus_hash(*sorted(folder.glob("*.json"))), values)


SETS: dict[str, Callable[[Coder, Path], Result]] = {
    "dev": lambda coder, shared: gold.result("dev", coder, shared),
    "claims_dev": lambda coder, shared: gold.result("claims_dev", coder, shared),
    "gsr": gsr.detect,
    "gsr_spans": gsr.spans,
    "statements": statements.measure,
    "telegram": telegram.measure,
    "airwars": airwars.measure,
    "anercorp": anercorp.measure,
    "date_cases": date_cases,
    "gold_actors": who.result,
    "gsr_agreed": actors.result,
    "airwars_where": where_when.airwars,
    "bbc_cnn": where_when.bbc_cnn,
    "idrisi": where_when.idrisi,
}


def floors(results: Sequence[Result]) -> dict[str, Any]:
    """What the tests hold each named measure to: set → corpus, floors, ceilings."""
    out: dict[str, Any] = {}
    for result in results:
        entry: dict[str, Any] = {"corpus": result.corpus, "floors": {}, "ceilings": {}}
        for key, about in WANTED.get(result.name, {}).items():
            value = result.values[key]
            slack = 1 / value.of if "count" in about else SLACK
            if about.get("low"):
                entry["ceilings"][key] = round(value.value + slack, 3)
            else:
                entry["floors"][key] = round(value.value - slack, 3)
        out[result.name] = {key: part for key, part in entry.items() if part}
    return out


def speed() -> Result:
    """Articles of 300 words a second on one core, and megabytes of the model."""
    work, coder = list(runpy.run_path(str(ROOT / "bench/speed.py"))["articles"](60)), Coder()
    coder.code(work[0])
    began = time.process_time()
    for document in work:
        coder.code(document)
    weights = ROOT / "src/marsad/reader/weights"
    size = sum(path.stat().st_size for path in weights.iterdir()) / 1e6
    values = {"articles": Value(len(work) / (time.process_time() - began), len(work)), "megabytes": Value(size, 1)}
    return Result("speed", "–", values)


def main() -> None:
    """Print the table; write the floors if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--only", nargs="+", choices=list(SETS), default=list(SETS), metavar="SET")
    parser.add_argument("--model", type=Path, help="another reader than the shipped one")
    parser.add_argument("--markdown", action="store_true", help="tables for the docs")
    parser.add_argument("--errors", action="store_true", help="kinds of error, how often, and the ids")
    parser.add_argument("--floors", action="store_true", help="write tests/floors.yaml from what is measured")
    parser.add_argument("--speed", action="store_true", help="speed and size as well")
    options = parser.parse_args()
    coder = Coder(model=options.model)
    results = []
    for name in options.only:
        results.append(SETS[name](coder, options.shared))
        print((markdown if options.markdown else plain)(results[-1], coder.info.model), flush=True)
        if options.errors and results[-1].errors:
            print(errors(results[-1]))
    if options.speed:
        print((markdown if options.markdown else plain)(speed(), coder.info.model))
    if options.floors:
        kept = yaml.safe_load(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
        kept = {name: entry for name, entry in kept.items() if name in SETS}
        text = yaml.safe_dump({**kept, **floors(results)}, sort_keys=False, allow_unicode=True)
        FLOORS.write_text(_HEAD + text, "utf-8")


if __name__ == "__main__":
    main()
