"""`marsad events`: list what the database holds."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
import msgspec
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from marsad.cli.filters import event_filter, event_filters
from marsad.cli.options import database
from marsad.export.event_row import Cell, party_cells
from marsad.store import EventRow, open_store

SCREENFUL = 50  # rows that a table shows unless told

_Rows = Iterable[EventRow]


@click.command()
@database
@event_filters
@click.option("--limit", type=click.IntRange(min=1), help=f"At most so many (a table: {SCREENFUL}).")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "csv"]), help="A table on a terminal, else JSONL."
)
def events(database: Path, limit: int | None, form: str | None, **filters: Any) -> None:
    """List events that match every option given, by date, undated ones last."""
    where = event_filter(**filters)
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "table":
        limit = limit or SCREENFUL
    with open_store(database, create=False) as store:
        _WRITERS[form](store.events(where, limit=limit))
        if form == "table" and (total := store.event_count(where)) > (limit or 0):
            click.echo(f"The first {limit} of {total}; --limit shows more.", err=True)


def _write_jsonl(rows: _Rows) -> None:
    for row in rows:
        click.echo(msgspec.json.encode(row))


_COLUMNS = (
    "article", "url", "outlet", "title", "published", "id", "type", "mode", "quad", "intensity", "status", "trigger",
    "actors", "actor_ids", "actor_countries", "recipients", "recipient_ids", "recipient_countries",
    "place", "geonames", "country", "lat", "lon", "date_start", "date_end", "date_precision",
    "source", "source_kind", "confidence", "sentence",
)  # fmt: skip


def _write_csv(rows: _Rows) -> None:
    writer = csv.DictWriter(sys.stdout, _COLUMNS, lineterminator="\n", extrasaction="ignore")  # no sectors here
    writer.writeheader()
    writer.writerows(map(_flat, rows))


def _flat(row: EventRow) -> dict[str, Cell]:
    article, event, place, date, source = row.article, row.event, row.event.place, row.event.date, row.source
    return {
        "article": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "intensity": event.intensity,
        "status": event.status,
        "trigger": event.trigger.text,
        **party_cells("actor", event.actors),
        **party_cells("recipient", event.recipients),
        "place": place.name if place else None,
        "geonames": place.geonames if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_precision": date.precision if date else None,
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "confidence": event.confidence,
        "sentence": row.sentence,
    }


def _write_table(rows: _Rows) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("date", "type", "status"):
        table.add_column(heading, no_wrap=True)
    for heading in ("words", "who", "to whom", "where", "source"):
        table.add_column(heading, overflow="fold", ratio=1)
    for row in rows:
        event = row.event
        cells = [
            _dates(row),
            f"{event.type}\n{event.mode or ''}".strip(),
            event.status,
            event.trigger.text,
            "، ".join(party.name for party in event.actors),
            "، ".join(party.name for party in event.recipients),
            event.place.name if event.place else "",
            row.source.name if row.source else "",
        ]
        table.add_row(*map(escape, cells))
    Console().print(table)


def _dates(row: EventRow) -> str:
    date = row.event.date
    if date is None:
        return ""
    if date.start is None or date.end is None:
        return date.span.text if date.span else ""
    return "\n".join(dict.fromkeys((date.start, date.end)))


_WRITERS: dict[str, Callable[[_Rows], None]] = {"jsonl": _write_jsonl, "csv": _write_csv, "table": _write_table}
