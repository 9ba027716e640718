"""What every evaluation on somebody's set has in common: its result, its table, its command line.

A result is a few named shares and counts with the number of cases behind each, the hash of the files that they were
measured on, and the cases that went wrong as (kind of error, id): never the text, which is other people's. `wanted.yaml`
says what each measure is called and what is wanted of it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from marsad.coder import Coder

SHARED = Path(__file__).resolve().parents[2] / "shared"
WANTED: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("wanted.yaml").read_text("utf-8"))


class Value(NamedTuple):
    """What was reached, and on how many cases."""

    value: float
    of: int


class Error(NamedTuple):
    """A case that went wrong: the kind of error, and the id of the case in its set."""

    kind: str
    case: str


@dataclass(slots=True)
class Result:
    """The measures of one set by name, with the hash of its files."""

    name: str
    corpus: str
    values: dict[str, Value]
    errors: list[Error] = field(default_factory=list)


class Counts:
    """Hits, misses and false alarms, and what follows from them."""

    def __init__(self) -> None:
        self.hit = self.wanted = self.found = 0

    def add(self, *, wanted: int, found: int, hit: int) -> None:
        """Count one case."""
        self.wanted, self.found, self.hit = self.wanted + wanted, self.found + found, self.hit + hit

    def values(self, name: str) -> dict[str, Value]:
        """F1, precision and recall under this name."""
        return {
            f"{name}_f1": Value(2 * self.hit / max(1, self.wanted + self.found), self.wanted),
            f"{name}_precision": Value(self.hit / max(1, self.found), self.found),
            f"{name}_recall": Value(self.hit / max(1, self.wanted), self.wanted),
        }


def share(outcomes: Iterable[float | bool]) -> Value:
    """The mean of outcomes, 0 of none."""
    listed = [float(o) for o in outcomes]
    return Value(sum(listed) / max(1, len(listed)), len(listed))


def corpus_hash(*paths: Path) -> str:
    """The first 12 hex digits of SHA-256 over the files, in the order given."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def json_lines(path: Path) -> Iterator[Any]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def rows(result: Result) -> Iterator[tuple[str, str, str, str]]:
    """(measure, reached, wanted, cases) as they are printed; measures that `wanted.yaml` does not name come last."""
    known = WANTED.get(result.name, {})
    for key in [*(k for k in known if k in result.values), *(k for k in result.values if k not in known)]:
        entry = known.get(key, {})
        value = result.values[key]
        counted = "count" in entry
        reached = f"{value.value * value.of:.0f} of {value.of}" if counted else f"{value.value:.3f}"
        yield entry.get("label", key.replace("_", " ")), reached, aim(entry, value), str(value.of)


def aim(entry: dict[str, Any], value: Value) -> str:
    """What is wanted of a measure, with a mark where it is reached: "≥ .750 ✓", "≤ .050"; empty where nothing is."""
    if "count" in entry:
        return f"≥ {entry['count']} of {value.of}" + _mark(value.value * value.of >= entry["count"] - 1e-9)
    if "at_most" in entry:
        return f"≤ {entry['at_most']:.3f}" + _mark(value.value <= entry["at_most"])
    return f"≥ {entry['at_least']:.3f}" + _mark(value.value >= entry["at_least"]) if "at_least" in entry else ""


def _mark(reached: bool) -> str:
    return " ✓" if reached else ""


def markdown(result: Result, model: str) -> str:
    """The table of one set for docs/accuracy.md."""
    lines = [f"`{result.name}` (corpus `{result.corpus}`, model `{model}`)", ""]
    lines += ["| measure | reached | wanted | cases |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows(result)]
    return "\n".join(lines) + "\n"


def plain(result: Result, model: str) -> str:
    """The same for a terminal."""
    lines = [f"{result.name} (corpus {result.corpus}, model {model})"]
    lines += [f"  {label:44} {reached:>9}  {wanted:14} {cases:>5}" for label, reached, wanted, cases in rows(result)]
    return "\n".join(lines)


def errors(result: Result) -> str:
    """How often each kind of error comes, and the ids."""
    kinds = Counter(e.kind for e in result.errors)
    listed = [
        f"{kind}\t{n}\t{' '.join(e.case for e in result.errors if e.kind == kind)}" for kind, n in kinds.most_common()
    ]
    return "\n".join(listed)


def command_line(about: str, measures: Sequence[Callable[[Coder, Path], Result]]) -> None:
    """The command of an evaluation: `[SHARED] [--model DIR] [--markdown] [--errors]`."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "shared", nargs="?", type=Path, default=SHARED, help="the folder with data/ (beside the repository)"
    )
    parser.add_argument("--model", type=Path, help="another reader than the shipped one")
    parser.add_argument("--markdown", action="store_true", help="a table for the docs")
    parser.add_argument("--errors", action="store_true", help="kinds of error, how often, and the ids")
    options = parser.parse_args()
    coder = Coder(model=options.model)
    for measure in measures:
        result = measure(coder, options.shared)
        print((markdown if options.markdown else plain)(result, coder.info.model))
        if options.errors:
            print(errors(result))
