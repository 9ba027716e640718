"""Rows of cells as plain tab-separated lines, which is how POLECAT and GDELT come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from marsad.export.event_row import Cell


def write_tsv(
    rows: Iterable[Mapping[str, Cell]], columns: Iterable[str], to: BinaryIO, *, header: bool, null: str
) -> int:
    """UTF-8, nothing quoted: tabs and line ends inside a cell become spaces, `null` stands for nothing; how many rows."""
    names, count = list(columns), 0
    if header:
        to.write(("\t".join(names) + "\n").encode())
    for row in rows:
        to.write(("\t".join(_plain(row[name], null) for name in names) + "\n").encode())
        count += 1
    return count


def _plain(cell: Cell, null: str) -> str:
    if cell is None or cell == "":
        return null
    return " ".join(cell.split()) if isinstance(cell, str) else str(cell)
