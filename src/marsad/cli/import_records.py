"""`marsad import`: add records that Marsad wrote elsewhere to the database, without coding anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from marsad.cli.ingest import summary
from marsad.cli.options import database
from marsad.errors import InputError
from marsad.export.read_back import read_back
from marsad.record.types import Report
from marsad.store import open_store


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@database
def import_records(paths: tuple[Path, ...], database: Path) -> None:
    """Add records to the database: JSONL, or a folder that `marsad export parquet` or `csv-tables` wrote.

    Nothing is coded again. Importing the same records twice changes nothing. Import stops at a record that is broken;
    what came before it is kept.
    """
    broken: list[InputError] = []
    with open_store(database) as store:
        counts: Counter[str] = Counter(store.add_many(_until_broken(paths, broken)))
    click.echo(summary(counts))
    if broken:
        raise broken[0]


def _until_broken(paths: tuple[Path, ...], broken: list[InputError]) -> Iterator[Report]:
    """All reports; an error ends them and is kept, so that the batch that was waiting is stored first."""
    try:
        for path in paths:
            yield from read_back(path)
    except InputError as error:
        broken.append(error)
