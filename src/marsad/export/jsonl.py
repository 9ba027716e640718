"""Whole records, one a line: what `marsad code` writes, and `marsad import` reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from marsad.export.formats import Format
from marsad.store import Selection


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """The record of every article that has an event asked for, with all its events."""
    count = 0
    for selection in selections:
        to.write(selection.report.to_json() + b"\n")
        count += len(selection.report.events)
    return count


FORMAT = Format("jsonl", "Whole records of marsad/1, one article a line; can be imported again.", ".jsonl", write)
