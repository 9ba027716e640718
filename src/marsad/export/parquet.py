"""A folder of Parquet files, one a table, for DuckDB, Polars, pandas, R and Spark.

`articles.parquet` also has the whole record, so that records can be imported again as they were. The metadata of every
file name the version of the record (`marsad.schema`) and of Marsad (`marsad.version`). Lists of texts are lists, what is
nested deeper is JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.export.extra import need
from marsad.export.folder import whole_files
from marsad.export.formats import Format
from marsad.export.tables import TABLES, Row, columns, meanings, rows
from marsad.record.types import SCHEMA, Report
from marsad.store import Selection
from marsad.version import VERSION

RECORD = "record"  # the column of articles.parquet that holds the whole record
GROUP_BYTES = 4 << 20  # of a row group, before compression: large enough for speed, small for eight tables at once
_CHUNK = 100  # rows that are turned into columns together


def write_folder(selections: Iterable[Selection], folder: Path) -> int:
    """Row groups are written as they fill, so that memory does not grow with the number of articles."""
    count = 0
    with ExitStack() as stack:
        paths = stack.enter_context(whole_files(folder, [f"{table}.parquet" for table in TABLES]))
        tables = {t: stack.enter_context(_Table(t, paths[f"{t}.parquet"])) for t in TABLES}
        for selection in selections:
            found = rows(selection)
            found["articles"][0][RECORD] = selection.report.to_json().decode()
            for table, added in found.items():
                tables[table].add(added)
            count += len(selection.report.events)
    return count


def read_folder(folder: Path) -> Iterator[Report]:
    """The reports of a folder, one by one; raises `InputError` where it has no articles.parquet that Marsad wrote."""
    parquet, path = need("pyarrow.parquet"), folder / "articles.parquet"
    if not path.exists():
        raise InputError("import.missing", f"There is no {path.name} in {folder}.")
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=100, columns=[RECORD]):
                for record in batch.column(0).to_pylist():
                    yield Report.from_json(record)
    except (need("pyarrow").ArrowException, IndexError, TypeError, msgspec.DecodeError) as error:
        raise InputError("import.broken", f"{path} holds no whole records of {SCHEMA}: {error}") from error


class _Table:
    """One file: takes rows, keeps them as columns (a tenth of the memory), writes a row group whenever enough have come."""

    def __init__(self, table: str, path: Path) -> None:
        self._arrow, self._rows, self._chunks, self._bytes = need("pyarrow"), list[Row](), list[Any](), 0
        self._schema = _schema(table)
        self._json = [name for name, column in columns(table).items() if column.kind == "json"]
        self._writer = need("pyarrow.parquet").ParquetWriter(path, self._schema, compression="zstd")

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._pack()
            self._flush()
        self._writer.close()

    def add(self, rows: list[Row]) -> None:
        for row in rows:
            for name in self._json:
                row[name] = msgspec.json.encode(row[name]).decode()
        self._rows += rows
        if len(self._rows) >= _CHUNK:
            self._pack()
            if self._bytes >= GROUP_BYTES:
                self._flush()

    def _pack(self) -> None:
        if self._rows:
            self._chunks.append(self._arrow.Table.from_pylist(self._rows, self._schema))
            self._bytes += self._chunks[-1].nbytes
            self._rows = []

    def _flush(self) -> None:
        if self._chunks:
            self._writer.write_table(self._arrow.concat_tables(self._chunks))
            self._chunks, self._bytes = [], 0


def _schema(table: str) -> Any:
    arrow = need("pyarrow")
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "flag": arrow.bool_(),
        "texts": arrow.list_(arrow.string()),
        "json": arrow.string(),
    }
    fields = [(name, types[column.kind]) for name, column in columns(table).items()]
    if table == "articles":
        fields.append((RECORD, arrow.string()))
    return arrow.schema(fields, metadata={"marsad.schema": SCHEMA, "marsad.version": VERSION, "marsad.table": table})


FORMAT = Format(
    "parquet",
    "A folder of Parquet tables with typed columns, for DuckDB, Polars, pandas and R; can be imported again.",
    write_folder=write_folder,
    columns=meanings() | {f"articles.{RECORD}": "the whole record (JSON)"},
)
