"""`marsad feeds`: where the watched feeds stand."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from marsad.cli.options import database
from marsad.store import open_store
from marsad.store.feeds import FeedRow


@click.command()
@database
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), help="A table on a terminal, else JSONL.")
@click.option(
    "--from-opml",
    "opml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Instead: print the feeds of an OPML list as a feeds.toml.",
)
def feeds(database: Path, form: str | None, opml: Path | None) -> None:
    """List the feeds that `marsad watch` follows: status, items, last success, and what is wrong."""
    if opml is not None:
        click.echo(_toml(opml.read_bytes()), nl=False)
        return
    with open_store(database, create=False) as store:
        rows = store.feeds.rows()
    if (form or ("table" if sys.stdout.isatty() else "jsonl")) == "table":
        _write_table(rows)
    else:
        for row in rows:
            click.echo(msgspec.json.encode(row))


def _write_table(rows: list[FeedRow]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("status", "kept", "waiting", "failed", "last success", "next poll"):
        table.add_column(heading, no_wrap=True)
    for heading in ("feed", "what is wrong"):
        table.add_column(heading, overflow="fold", ratio=1)
    for row in rows:
        counts = (str(row.kept), str(row.waiting), str(row.failed))
        name = f"{row.outlet}\n{row.url}" if row.outlet else row.url
        cells = [row.status, *counts, _minute(row.last_success), _minute(row.next_poll), name, row.reason or ""]
        table.add_row(*map(escape, cells))
    Console().print(table)


def _minute(moment: str | None) -> str:
    return moment[:16].replace("T", " ") if moment else ""


def _toml(opml: bytes) -> str:
    from marsad.ingest.feeds import read_opml

    def quoted(text: str) -> str:
        return msgspec.json.encode(text).decode()  # a string of JSON is one of TOML

    parts = []
    for feed in read_opml(opml):
        outlet = f"outlet = {quoted(feed.title)}\n" if feed.title else ""
        parts.append(f"[[feeds]]\nurl = {quoted(feed.url)}\n{outlet}")
    return "\n".join(parts)
