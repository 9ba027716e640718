"""CSV and TSV: one article a row, with a map of columns or a guess by their names (knowledge/columns.yaml)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from marsad.errors import InputError
from marsad.ingest.addresses import address_id
from marsad.ingest.decode import LONGEST, decode
from marsad.ingest.document import Document, Failure, document_id
from marsad.ingest.jsonl import document
from marsad.ingest.outlets import outlet_name
from marsad.ingest.published import read_published
from marsad.knowledge import load
from marsad.text.normalise import fold

FIELDS = ("id", "text", "title", "published", "outlet", "url", "author")
_DELIMITERS = ",;\t|"
_HEAD = 64 << 10  # bytes by which the encoding is told


def read_columns(told: str) -> dict[str, str]:
    """A map of columns as it is told on the command line: "text=body,published=date" → {"text": "body", …}.

    Raises `InputError` (`input.columns`) for a field that an article does not have.
    """
    pairs = [part.partition("=") for part in told.split(",") if part.strip()]
    wrong = [field for field, _, column in pairs if field.strip() not in FIELDS or not column.strip()]
    if wrong or not pairs:
        raise InputError(
            "input.columns",
            f"The map of columns {told!r} cannot be read.",
            hint=f"Write FIELD=COLUMN, with commas between; fields are {', '.join(FIELDS)}.",
        )
    return {field.strip(): column.strip() for field, _, column in pairs}


def read_table(
    stream: BinaryIO, *, name: str, columns: Mapping[str, str] | None = None
) -> Iterator[Document | Failure]:
    """One `Document` or `Failure` for each row that holds something; rows are read one at a time.

    `columns` maps fields (`FIELDS`) to columns by their names in the first row, or by their numbers from 1; those that it
    leaves out are guessed. A time that cannot be read is a failure where its column was told, and left out where it was
    guessed. Without an id an article is known by its address, else by the file and its row ("news-12"). Raises nothing;
    a table without a column of texts is one failure (`input.columns`).
    """
    # The module's own limit is 128 KB a field, for the whole process; articles are longer.
    csv.field_size_limit(LONGEST)  # of the whole process: set anew for each table
    told = dict(columns or {})
    try:
        rows = _rows(stream, name)
        header = [cell.strip() for cell in next(rows, [])]
        places = _places(header, told)
    except (InputError, csv.Error) as error:
        yield Failure(name, error if isinstance(error, InputError) else _broken(error))
        return
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
            if any(cell.strip() for cell in row):
                yield document(_object(row, places, told, f"{document_id(name, '')}-{number}"))
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(name, _broken(error), number)
        except InputError as error:
            yield Failure(name, error, number)


def _rows(stream: BinaryIO, name: str) -> Iterator[list[str]]:
    head = stream.read(_HEAD)
    rest = head.rpartition(b"\n")[0] if len(head) == _HEAD else head  # no letter is cut in two
    encoding = next((e for e in ("utf-8-sig", "utf-16", "cp1256") if _reads(rest, e)), "utf-8-sig")
    lines = io.TextIOWrapper(io.BufferedReader(_Joined(head, stream)), encoding=encoding, errors="replace", newline="")
    first = decode(rest).split("\n", 1)[0]
    delimiter = "\t" if name.lower().endswith((".tsv", ".tab")) else max(_DELIMITERS, key=first.count)
    return csv.reader(lines, delimiter=delimiter)


class _Joined(io.RawIOBase):
    """A stream with its beginning put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def _reads(data: bytes, encoding: str) -> bool:
    if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _places(header: list[str], told: Mapping[str, str]) -> dict[str, int]:
    """The place of the column of each field; what was told goes before guesses, and no column serves twice."""
    keys = [fold(cell) for cell in header]
    places: dict[str, int] = {}
    for field, column in told.items():
        places[field] = _told_place(header, column)
    for field in FIELDS:
        guesses = (keys.index(key) for key in map(fold, load("columns")[field]) if key in keys)
        free = next((place for place in guesses if place not in places.values()), None)
        if field not in places and free is not None:
            places[field] = free
    if "text" not in places:
        raise InputError(
            "input.columns",
            f"None of the columns is known to hold the articles' texts: {', '.join(header) or 'there are none'}.",
            hint="Say which one does: --columns text=COLUMN.",
        )
    return places


def _told_place(header: list[str], column: str) -> int:
    if column in header:
        return header.index(column)
    if column.isdecimal() and 1 <= int(column) <= len(header):
        return int(column) - 1
    raise InputError(
        "input.columns", f"The table has no column {column!r}.", hint=f"It has these: {', '.join(header)}."
    )


def _object(row: list[str], places: Mapping[str, int], told: Mapping[str, str], name: str) -> dict[str, Any]:
    found: dict[str, Any] = {field: row[place].strip() for field, place in places.items() if place < len(row)}
    if "published" not in told and not read_published(found.get("published", "")):
        found.pop("published", None)
    if outlet := found.get("outlet"):
        found["outlet"] = outlet_name(outlet, strict=True) or outlet
    url = found.get("url")
    found["id"] = found.get("id") or (address_id(url) if url else name)
    return found


def _broken(error: csv.Error) -> InputError:
    return InputError(
        "input.table", f"The row cannot be read: {error}.", hint="Check that quotes are doubled inside quoted fields."
    )
