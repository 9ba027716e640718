"""`marsad export`: write what the database holds in a format that other tools read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from marsad.cli.filters import event_filter, event_filters
from marsad.cli.options import database
from marsad.export.formats import Asked, Format, find_format, format_names
from marsad.store import EventFilter, Selection, open_store

STDOUT = "-"


def _list(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked:
        for name in format_names():
            click.echo(f"{name:16} {find_format(name).title}")
        ctx.exit()


@click.command()
@click.argument("form", metavar="FORMAT")
@database
@event_filters
@click.option("--out", metavar="PATH", help='The file or folder to write; "-" for standard output. [marsad.SUFFIX]')
@click.option("--formats", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the formats.")
def export(form: str, database: Path, out: str | None, **filters: Any) -> None:
    """Write the events that match every option given. `--formats` lists the formats."""
    found = find_format(form)
    where = event_filter(**filters)
    with open_store(database, create=False) as store:
        asked = None if where == EventFilter() else where
        count, to = write(found, Asked(store.selections(asked), asked), out)
    click.echo(f"{count} events to {to}", err=True)


def write(form: Format, selections: Iterable[Selection], out: str | None) -> tuple[int, str]:
    """Write to `out`, or to where the format goes by default; how many events, and where to."""
    to = out or f"marsad-{form.name}{form.suffix}"
    if form.write_folder is not None:
        folder = Path(to)
        folder.mkdir(parents=True, exist_ok=True)
        return form.write_folder(selections, folder), to
    assert form.write is not None
    if to == STDOUT:
        return form.write(selections, sys.stdout.buffer), "standard output"
    file, part = Path(to), Path(f"{to}.part")
    with part.open("wb") as stream:  # nobody finds half a file under the right name
        count = form.write(selections, stream)
    part.replace(file)
    return count, to
