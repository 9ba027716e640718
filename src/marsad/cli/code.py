"""`marsad code`: articles in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import SOME_FAILED, another_model, own_actors, own_places
from marsad.record import Report

if TYPE_CHECKING:
    from marsad.ingest import Document, Failure

FORMATS = ("table", "jsonl", "brat")


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER|-]…")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, jsonl on a pipe.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for brat (ID.txt and ID.ann).")
@click.option("--published", metavar="ISO", help='Publication time of articles that print none: "2026-03-23T22:40".')
@another_model
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="P",
    help="Leave out events, figures and claims below P: fewer, but surer (docs/accuracy.md).",
)  # fmt: skip
@own_actors
@own_places
def code(
    paths: tuple[str, ...],
    form: str | None,
    out: Path | None,
    published: str | None,
    model: Path | None,
    actors: Path | None,
    places: Path | None,
    min_confidence: float,
) -> None:
    """Code Arabic articles: plain text, HTML or JSONL, from files, folders or standard input.

    A line of JSONL is {"id", "text"} and optionally "title", "published", "outlet", "url"; one record comes out for
    each, in order. An input that cannot be read is reported on stderr, the others are coded, and the exit status is 3.
    """
    from marsad.coder import Coder
    from marsad.ingest import Failure, read_paths

    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "brat" and out is None and len(paths) != 1:
        raise click.UsageError("brat for several articles needs --out FOLDER.")
    failed = 0
    coder = Coder(model=model, actors=actors, places=places, min_confidence=min_confidence)
    for item in _with_progress(read_paths(paths or ("-",)), len(paths)):
        if isinstance(item, Failure):
            failed += 1
            click.echo(f"marsad: {item}", err=True)
            continue
        write(coder.code(dated(item, published)), form, out)
    if failed:
        sys.exit(SOME_FAILED)


def dated(document: Document, published: str | None) -> Document:
    """The document with a publication time, if it has none of its own; raises `InputError` for what is no time."""
    from dataclasses import replace

    from marsad.ingest.published import stated_published

    stated = None if document.published else stated_published(published)
    return replace(document, published=stated[0], published_precision=stated[1]) if stated else document


def _with_progress(items: Iterable[Document | Failure], paths: int) -> Iterator[Document | Failure]:
    """Count on stderr while many inputs are coded, if somebody looks at it."""
    if not sys.stderr.isatty() or paths < 2:
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for item in items:
            yield item
            progress.advance(task)


def write(report: Report, form: str, out: Path | None) -> None:
    """Write one record in a format to stdout, or for brat into the folder."""
    if form == "jsonl":
        sys.stdout.buffer.write(report.to_json() + b"\n")
        sys.stdout.buffer.flush()
    elif form == "brat":
        from marsad.export.brat import save, standoff

        if out:
            save(report, out)
        else:
            click.echo(standoff(report), nl=False)
    else:
        from marsad.export.table import print_events

        print_events(report)
