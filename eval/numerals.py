"""How Marsad's numerals answer the Arabic number cases of Microsoft's recognizers-text (MIT), file by file.

    python eval/numerals.py [SPECS] [--failures]

SPECS is the folder with NumberModel.json … (default: beside the repository). A case passes when the same spans are
found, in order, with the same value. Where a case says `IgnoreResolution` only spans count; where its offsets do not
cut its own text out of its input, only the text counts. `NotSupported` says what another implementation lacks and
excuses nothing here. Exit status 1 below 90 percent. Those refused, and why: docs/numbers-refused.md.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from marsad.text.numerals import Quantity, find_bare_numbers, find_numbers, find_ordinals

SPECS = Path(__file__).resolve().parents[2] / "shared/data/specs/recognizers_text_arabic/Specs/Number/Arabic"
FLOOR = 0.90
Found = list[tuple[int, int, str]]


def numbers(text: str) -> Found:
    """Bare numbers and ratios; percentages are another model's."""
    return [(q.start, q.end, str(q.low)) for q in find_bare_numbers(text, fractions=True)]


def percents(text: str) -> Found:
    """Percentages, with the sign or the words that make them one."""
    return [(q.start, q.end, f"{q.low}%") for q in find_numbers(text) if q.kind == "percent"]


def ordinals(text: str) -> Found:
    """All ordinals; relative ones in the notation of the cases ("end-1")."""
    return [
        (o.start, o.end, str(o.offset) if o.relative_to == "start" else f"{o.relative_to}{o.offset:+}")
        for o in find_ordinals(text)
    ]


def plain_ordinals(text: str) -> Found:
    """Ordinals counted from the start only."""
    return [(o.start, o.end, str(o.offset)) for o in find_ordinals(text) if o.relative_to == "start"]


def intervals(text: str) -> Found:
    """Bounded numbers and ranges in the notation of the cases: "(30,)", and "[10,15)": the end of a range is open."""
    found: list[tuple[int, int, str, str]] = []
    for q in find_numbers(text):
        ends = _ends(text, q)
        if ends is None:
            continue
        start = q.core[0] if _only_about(text[q.start : q.core[1]]) else q.start
        merged = _both_bounds(text, found[-1], (start, q.end, *ends)) if found else None
        if merged is not None:
            found[-1] = merged
        else:
            found.append((start, q.end, *ends))
    return [(start, end, f"{low},{high}") for start, end, low, high in found]


def _ends(text: str, q: Quantity) -> tuple[str, str] | None:
    """The two ends of a bounded quantity, as written in the cases; an integer bound next to the core excludes it."""
    core = find_bare_numbers(text[q.core[0] : q.core[1]])
    if q.kind not in ("cardinal", "fraction") or not core or (q.start, q.end) == q.core == (core[0].start, core[0].end):
        return None
    value = core[0].low
    open_end = q.kind == "fraction"
    match q.qualifier:
        case "at_least":
            return (f"({value}" if open_end or q.low != value else f"[{value}"), ")"
        case "at_most":
            return "(", (f"{value})" if open_end or q.high != value else f"{value}]")
        case "about" if q.low != q.high:
            return f"[{q.low}", f"{q.high})"
        case "exact" if q.start < q.core[0] and text[q.start : q.core[0]].strip().isalpha():
            return f"[{value}", f"{value}]"
    return None


def _only_about(words: str) -> bool:
    """Whether the words before a number are "about", which the cases leave outside their intervals."""
    before_number = words.split(maxsplit=1)[0] + " 1"
    return [q.qualifier for q in find_numbers(before_number)] == ["about"]


def _both_bounds(
    text: str, a: tuple[int, int, str, str], b: tuple[int, int, str, str]
) -> tuple[int, int, str, str] | None:
    """One interval of "more than 10" and "less than 20", when "and" joins them and it is not empty."""
    between = re.fullmatch(r"\s*،?\s*(?:أو|او)?\s*و?\s*", text[a[1] : b[0]])
    if not between or [a[2:].count(end) + b[2:].count(end) for end in "()"] != [1, 1]:
        return None
    low, high = (b[2], a[3]) if a[2] == "(" else (a[2], b[3])
    return (a[0], b[1], low, high) if float(low[1:]) < float(high[:-1]) else None


MODELS: dict[str, Callable[[str], Found]] = {
    "NumberModel": numbers,
    "OrdinalModel": ordinals,
    "OrdinalModelSuppressExtendedTypes": plain_ordinals,
    "PercentModel": percents,
    "NumberRangeModel": intervals,
}


def agrees(case: dict[str, Any], found: Found) -> bool:
    """Whether what was found is what the case expects."""
    text, expected = case["Input"], case["Results"]
    return len(expected) == len(found) and all(
        _same_span(text, want, got)
        and (case.get("IgnoreResolution") or _same_value(want["Resolution"]["value"], got[2]))
        for want, got in zip(expected, found, strict=True)
    )


def _same_span(text: str, want: dict[str, Any], got: tuple[int, int, str]) -> bool:
    start, end = want.get("Start", -1), want.get("End", -1) + 1
    if start >= 0 and end <= len(text) and text[start:end] == want["Text"]:
        return (start, end) == got[:2]
    return bool(text[got[0] : got[1]] == want["Text"])


def _same_value(want: str, got: str) -> bool:
    wanted, gotten = re.split(r"(-?[\d.]+(?:E[+-]?\d+)?)", want), re.split(r"(-?[\d.]+(?:[eE][+-]?\d+)?)", got)
    return len(wanted) == len(gotten) and all(map(_same_piece, wanted, gotten))


def _same_piece(want: str, got: str) -> bool:
    try:
        return math.isclose(float(want), float(got), rel_tol=1e-9)
    except ValueError:
        return want == got


def main() -> int:
    """Print the rate of every file and of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("specs", nargs="?", type=Path, default=SPECS)
    parser.add_argument("--failures", action="store_true", help="print every case that fails")
    options = parser.parse_args()
    passed = total = 0
    for name, model in MODELS.items():
        cases = json.loads((options.specs / f"{name}.json").read_text(encoding="utf-8-sig"))
        answers = [model(case["Input"]) for case in cases]
        good = [agrees(case, answer) for case, answer in zip(cases, answers, strict=True)]
        print(f"{name:35} {sum(good):4} of {len(good):4}  {sum(good) / len(good):6.1%}")
        for i, (case, answer, ok) in enumerate(zip(cases, answers, good, strict=True)):
            if options.failures and not ok:
                want = [(r["Text"], r["Resolution"].get("value")) for r in case["Results"]]
                got = [(case["Input"][start:end], value) for start, end, value in answer]
                print(f"  {i:3} {case['Input']!r}\n      expected {want}\n      found    {got}")
        passed, total = passed + sum(good), total + len(good)
    print(f"{'all':35} {passed:4} of {total:4}  {passed / total:6.1%}")
    return 0 if passed >= FLOOR * total else 1


if __name__ == "__main__":
    sys.exit(main())
