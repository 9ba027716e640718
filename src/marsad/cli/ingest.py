"""`marsad ingest`: code articles into a database."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from marsad.cli.options import SOME_FAILED, another_model, database, own_places
from marsad.record.types import Report
from marsad.store import Store, open_store

if TYPE_CHECKING:  # reading and coding load much, and `--help` needs none of it
    from marsad.ingest import Document, Failure, Options
    from marsad.intake import Desk
    from marsad.intake.files import Advance

_NAMED = 3  # originals of near-duplicates that the summary names


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@database
@another_model
@own_places
@click.option("--columns", metavar="FIELD=COLUMN,…", help="Columns of tables: text=body,published=date,title=headline.")
@click.option("--fetch", is_flag=True, help="Fetch the pages that GDELT files and .urls lists name.")
@click.option(
    "--watch-folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Take what is put into a folder, until interrupted.",
)
@click.option("--every", type=click.FloatRange(min=0.01), default=2.0, show_default=True, help="Seconds between looks.")
def ingest(
    paths: tuple[Path, ...],
    database: Path,
    model: Path | None,
    places: Path | None,
    columns: str | None,
    fetch: bool,
    watch_folder: Path | None,
    every: float,
) -> None:
    """Code articles and keep them in the database: text, HTML, JSON, tables, web archives, PDF (docs/inputs).

    Ingesting the same text again changes nothing; a changed text becomes a new version of its article. An archive whose
    reading was interrupted is gone on with. Inputs that cannot be read are listed on stderr, the rest goes on, and the
    exit status is 3.
    """
    from marsad.coder import Coder
    from marsad.intake import Desk, take_paths

    if not paths and not watch_folder:
        raise click.UsageError("Give files or folders, or --watch-folder DIR.")
    options = _options(columns, fetch)
    with open_store(database) as store, _progress() as advance:
        desk = Desk(store, Coder(model=model, places=places).code, _tell)
        for line in take_paths(desk, paths, options, advance):
            click.echo(line, err=True)
        if watch_folder:
            _watch(desk, watch_folder, options, advance, every)
    click.echo(summary(desk.counts, desk.originals))
    if desk.counts["failed"]:
        raise SystemExit(SOME_FAILED)


def code_into(store: Store, items: Iterable[Document | Failure], code: Callable[[Document], Report]) -> Counter[str]:
    """Code and keep every document; how many came to which outcome (`marsad.intake.Desk`). Failures go to stderr."""
    from marsad.intake import Desk

    desk = Desk(store, code, _tell)
    desk.take_all(items)
    return desk.counts


def summary(counts: Counter[str], originals: Counter[str] | None = None) -> str:
    """One line: "3 new, 0 new versions, 1 unchanged, 0 failed", and then, where there are any, near-duplicates.

    Articles coded again are counted where there are any; of the originals the most repeated are named.
    """
    parts = {"new": counts["new"], "new versions": counts["new version"], "unchanged": counts["unchanged"]}
    if counts["recoded"]:
        parts["coded again"] = counts["recoded"]
    line = ", ".join(f"{number} {label}" for label, number in (parts | {"failed": counts["failed"]}).items())
    if not originals:
        return line
    named = [name for name, _ in originals.most_common(_NAMED)]
    others = f" and {len(originals) - _NAMED} others" if len(originals) > _NAMED else ""
    return f"{line}; {counts['near']} near-duplicate{'s' * (counts['near'] > 1)} of {', '.join(named)}{others}"


def _options(columns: str | None, fetch: bool) -> Options:
    from marsad.ingest import Options
    from marsad.ingest.tables import read_columns

    fetcher = None
    if fetch:
        from marsad.ingest.fetch import Fetcher

        fetcher = Fetcher().fetch
    return Options(columns=read_columns(columns) if columns else None, fetch=fetcher)


def _watch(desk: Desk, folder: Path, options: Options, advance: Advance, every: float) -> None:
    """Watch until SIGINT or SIGTERM: the article at hand is finished, and the summary printed."""
    from marsad.intake import watch_folder

    asked: list[int] = []

    def ask(number: int, frame: Any) -> None:
        if asked:
            sys.exit(128 + number)  # asked twice: at once
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    for path in watch_folder(desk, folder, options, advance, every=every, stopped=lambda: bool(asked)):
        click.echo(f"{path}: {summary(desk.counts)}", err=True)


@contextmanager
def _progress() -> Iterator[Advance]:
    """A bar for each archive, by bytes, and the name of any other file, if somebody looks at it."""
    if not sys.stderr.isatty():
        yield lambda name, done, size: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, Any] = {}

        def advance(name: str, done: int, size: int) -> None:
            if size > 1:
                tasks[name] = tasks.get(name) or progress.add_task(name, total=size)
                progress.update(tasks[name], completed=done)

        yield advance


def _tell(failure: Failure) -> None:
    click.echo(str(failure), err=True)
