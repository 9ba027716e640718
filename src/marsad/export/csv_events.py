"""Events as CSV, for Excel and for data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from marsad.export.event_row import COLUMNS, Cell, event_row
from marsad.export.formats import Format
from marsad.store import Selection

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(row: Mapping[str, Cell]) -> dict[str, Cell]:
    """The row with an apostrophe before every text that a spreadsheet would run as a formula (OWASP, CSV injection)."""
    return {k: f"'{v}" if isinstance(v, str) and v.startswith(_FORMULA) else v for k, v in row.items()}


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """UTF-8 with the byte order mark by which Excel knows it; quoted where needed, lines end in CRLF (RFC 4180)."""
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.DictWriter(text, COLUMNS), 0
    writer.writeheader()
    for selection in selections:
        for event in selection.events:
            writer.writerow(guarded(event_row(selection.report, event)))
            count += 1
    text.detach()
    return count


FORMAT = Format("csv", "One row an event, for Excel and data frames.", ".csv", write, columns=COLUMNS)
