"""Records that Marsad wrote, read back as they were: JSONL, a folder of Parquet files, a folder of CSV tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from marsad.errors import InputError
from marsad.export import csv_tables, parquet
from marsad.record import text_sha256
from marsad.record.types import Report


def read_back(path: Path) -> Iterator[Report]:
    """The reports in a file or folder, told apart by what it is; nothing is coded again.

    Raises `InputError`: `import.missing`, `import.broken` (which names the place), or `import.unknown` where `path` is
    none of the three. Reports are given as they are read, so that an error may come after some.

    >>> for report in read_back(Path("marsad-jsonl.jsonl")):
    ...     store.add(report)
    """
    for report in _read(path):
        if text_sha256(report.article.text) != report.article.sha256:
            raise InputError(
                "import.text_changed",
                f"The text of the article {report.article.id} is not the one that was coded.",
                hint="Import the export as it was written, or code the changed text with `marsad ingest`.",
            )
        yield report


def read_jsonl(path: Path) -> Iterator[Report]:
    """The records of a JSONL file, line by line; raises `InputError` `import.broken` with the number of the line."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield Report.from_json(line)
                except msgspec.DecodeError as error:
                    raise InputError(
                        "import.broken",
                        f"{path}, line {number} is not a record of Marsad: {error}.",
                        hint="Articles that are not coded yet are for `marsad ingest`.",
                    ) from error


def _read(path: Path) -> Iterator[Report]:
    if path.is_file() and path.suffix in (".jsonl", ".ndjson"):
        return read_jsonl(path)
    if (path / "articles.parquet").exists():
        return parquet.read_folder(path)
    if (path / "articles.csv").exists():
        return csv_tables.read_folder(path)
    if not path.exists():
        raise InputError("import.missing", f"There is no {path}.", hint="Check the path.")
    raise InputError(
        "import.unknown",
        f"{path} holds no records that can be read back.",
        hint="A .jsonl file, or a folder that `marsad export parquet` or `marsad export csv-tables` wrote.",
    )
