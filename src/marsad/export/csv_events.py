"""Events as CSV, for Excel and for data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from marsad.export.event_row import COLUMNS, Cell, event_row
from marsad.export.formats import Format
from marsad.store import Selection

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins with one of these is run by spreadsheets."""


def guarded(row: Mapping[str, Cell]) -> dict[str, Cell]:
    """The row with an apostrophe before every text that a spreadsheet would run as a formula (OWASP, CSV injection)."""
    return {k: f"'{v}" if isinstance(v, str) and v.startswith(FORMULA) else v for k, v in row.items()}


def write_csv(rows: Iterable[Mapping[str, Cell]], columns: Iterable[str], to: BinaryIO) -> int:
    """Guarded rows below a header; how many. UTF-8 with the byte order mark by which Excel knows it; quoted where needed,
    lines end in CRLF (RFC 4180).
    """
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.DictWriter(text, list(columns)), 0
    writer.writeheader()
    for row in rows:
        writer.writerow(guarded(row))
        count += 1
    text.detach()
    return count


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """One row an event."""
    rows = (event_row(selection.report, event) for selection in selections for event in selection.events)
    return write_csv(rows, COLUMNS, to)


FORMAT = Format("csv", "One row an event, for Excel and data frames.", ".csv", write, columns=COLUMNS)
