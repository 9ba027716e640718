"""A folder of CSV files, one a table, from which the records can be read back as they were.

A cell that is empty is null. A text that is empty, or begins with a sign that a spreadsheet would run as a formula, or
with a backslash, has a backslash before it (OWASP, CSV injection), so that nothing is lost. Lists are JSON.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.export.csv_events import FORMULA
from marsad.export.folder import whole_files
from marsad.export.formats import Format
from marsad.export.tables import TABLES, Column, Row, columns, meanings, report, rows
from marsad.record.types import Report
from marsad.store import Selection

_ESCAPED = ("\\", *FORMULA)


def write_folder(selections: Iterable[Selection], folder: Path) -> int:
    """UTF-8 without a byte order mark, lines end in CRLF (RFC 4180); rows of all files stand in the order of the articles."""
    count = 0
    with ExitStack() as stack:
        paths = stack.enter_context(whole_files(folder, [f"{table}.csv" for table in TABLES]))
        files = {t: stack.enter_context(paths[f"{t}.csv"].open("w", encoding="utf-8", newline="")) for t in TABLES}
        writers = {table: csv.writer(file) for table, file in files.items()}
        for table, writer in writers.items():
            writer.writerow(columns(table))
        for selection in selections:
            for table, found in rows(selection).items():
                kinds = columns(table).values()
                writers[table].writerows([[_cell(row[c.name], c) for c in kinds] for row in found])
            count += len(selection.report.events)
    return count


def read_folder(folder: Path) -> Iterator[Report]:
    """The reports of a folder, one by one; raises `InputError` where a file is missing, torn or out of order."""
    csv.field_size_limit(sys.maxsize)  # an article may be longer than the 131072 characters that the module allows
    with ExitStack() as stack:
        files = {t: stack.enter_context(_open(folder / f"{t}.csv")) for t in TABLES}
        tables = {table: _rows(file, table) for table, file in files.items()}
        parts = {table: _Articles(tables[table]) for table in TABLES if table != "articles"}
        for row in tables["articles"]:
            try:
                yield report({"articles": [row], **{table: part.take(row["id"]) for table, part in parts.items()}})
            except (msgspec.ValidationError, KeyError, IndexError, TypeError) as error:
                raise _broken(f"the rows of the article {row['id']}: {error}") from error
        for table, part in parts.items():
            if (article := part.waiting()) is not None:
                raise _broken(f"{table}.csv has rows of the article {article} where articles.csv does not have it")


class _Articles:
    """The rows of a table, article by article."""

    def __init__(self, table: Iterator[Row]) -> None:
        self._groups = groupby(table, lambda row: row["article"])
        self._next: tuple[str, Iterator[Row]] | None = next(self._groups, None)

    def waiting(self) -> str | None:
        return self._next[0] if self._next else None

    def take(self, article: str) -> list[Row]:
        if self._next is None or self._next[0] != article:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


def _open(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except FileNotFoundError as error:
        raise InputError("import.missing", f"There is no {path.name} in {path.parent}.") from error


def _rows(file: Any, table: str) -> Iterator[Row]:
    reader, known = csv.reader(file), columns(table)
    head = next(reader, [])
    if missing := set(known) - set(head):
        raise _broken(f"{table}.csv lacks the columns {', '.join(sorted(missing))}")
    for number, cells in enumerate(reader, 2):
        try:
            given = dict(zip(head, cells, strict=True))
            yield {name: _value(given[name], column) for name, column in known.items()}
        except (ValueError, msgspec.DecodeError) as error:
            raise _broken(f"{table}.csv, row {number}: {error}") from error


def _cell(value: Any, column: Column) -> Any:
    if value is None:
        return ""
    if column.kind == "text":
        return f"\\{value}" if not value or value.startswith(_ESCAPED) else value
    if column.kind in ("texts", "json"):
        return msgspec.json.encode(value).decode()
    return str(value).lower() if column.kind == "flag" else value


def _value(cell: str, column: Column) -> Any:
    if not cell:
        return None
    match column.kind:
        case "text":
            return cell.removeprefix("\\") if cell.startswith("\\") else cell
        case "integer":
            return int(cell)
        case "number":
            return float(cell)
        case "flag":
            return _flag(cell)
    return msgspec.json.decode(cell)


def _flag(cell: str) -> bool:
    if cell.lower() not in ("true", "false"):
        raise ValueError(f"{cell!r} is neither true nor false")
    return cell.lower() == "true"


def _broken(what: str) -> InputError:
    hint = "Export again, and keep the order of the rows."
    return InputError("import.broken", f"These tables cannot be read back: {what}.", hint=hint)


FORMAT = Format(
    "csv-tables",
    "A folder of CSV tables that lose nothing and can be imported again.",
    write_folder=write_folder,
    columns=meanings(),
)
