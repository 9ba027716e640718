"""Statements of a health ministry: is every number, class and scope of the statement in the record?

    python eval/statements.py [SHARED] [--markdown] [--errors]

A statement is right when the dead and the injured of the day and since the war began (`daily`, `cumulative`) all equal
the data set's; the day's are `marsad.resolve.tolls.toll`: counts of a day that stand side by side are added, so that
the day has 8 dead where 2 are listed and 6 are added from a committee's list. Where the data set itself notes that it
replaced the printed number ("reported 18 …, aligning with cumulative"), the printed one counts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sets import Error, Result, command_line, corpus_hash, json_lines, share

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.record import Report
from marsad.resolve.tolls import toll

WANTED = {
    "killed": ("killed", "daily"), "injured": ("injured", "daily"),
    "killed_cum": ("killed", "cumulative"), "injured_cum": ("injured", "cumulative"),
}  # fmt: skip
_REPORTED = re.compile(r"reported (?:as )?(\d+)|was reported as (\d+)", re.I)


def expected(gold: dict[str, Any]) -> dict[str, int]:
    """The numbers that the statement prints, by the data set's name."""
    numbers = {key: gold[key] for key in WANTED if isinstance(gold.get(key), int)}
    note = str(gold.get("editorial_notes", ""))
    if (found := _REPORTED.search(note)) and "injured" in note:
        numbers["injured"] = int(found[1] or found[2])
    return numbers


def wrong(report: Report, gold: dict[str, Any]) -> list[str]:
    """The names of the numbers that the record does not have."""
    read = {key: toll(report, *WANTED[key]) for key in expected(gold)}  # type: ignore[arg-type]
    return [key for key, number in expected(gold).items() if (found := read[key]) is None or found.low != number]


def measure(coder: Coder, shared: Path) -> Result:
    """How many statements are right in everything."""
    path = shared / "data/eval/moh_statements.jsonl"
    outcomes: list[bool] = []
    errors: list[Error] = []
    for statement in json_lines(path):
        report = coder.code(Document(statement["id"], statement["text_ar"], published=statement["gold"]["report_date"]))
        missed = wrong(report, statement["gold"])
        outcomes.append(not missed)
        errors += [Error(key, statement["id"]) for key in missed]
    return Result("statements", corpus_hash(path), {"right": share(outcomes)}, errors)


if __name__ == "__main__":
    command_line(__doc__ or "", [measure])
