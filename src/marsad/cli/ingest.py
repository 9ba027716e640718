"""`marsad ingest`: code articles into a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from marsad.cli.options import SOME_FAILED, another_model, database, own_places
from marsad.errors import InputError
from marsad.record.types import Report
from marsad.store import Store, open_store

if TYPE_CHECKING:  # reading and coding load much, and `--help` needs none of it
    from marsad.ingest import Document, Failure, Options


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@database
@another_model
@own_places
@click.option(
    "--columns", metavar="FIELD=COLUMN,…", help="Columns of tables: text=body,published=date,title=headline,url=link."
)
@click.option(
    "--fetch", is_flag=True, help="Fetch the pages that GDELT files and .urls lists name; without it nothing is."
)
def ingest(
    paths: tuple[Path, ...],
    database: Path,
    model: Path | None,
    places: Path | None,
    columns: str | None,
    fetch: bool,
) -> None:
    """Code articles and keep them in the database: files and folders of text, HTML, JSON, CSV and more (docs/inputs).

    Ingesting the same text again changes nothing; a changed text becomes a new version of its article. Inputs that
    cannot be read are listed on stderr, the rest goes on, and the exit status is 3.
    """
    from marsad.coder import Coder
    from marsad.ingest import read_paths

    options = _options(columns, fetch)
    with open_store(database) as store:
        counts = code_into(store, read_paths(paths, options), Coder(model=model, places=places).code)
    click.echo(summary(counts))
    if counts["failed"]:
        raise SystemExit(SOME_FAILED)


def _options(columns: str | None, fetch: bool) -> Options:
    from marsad.ingest import Options
    from marsad.ingest.tables import read_columns

    fetcher = None
    if fetch:
        from marsad.ingest.fetch import Fetcher

        fetcher = Fetcher().fetch
    return Options(columns=read_columns(columns) if columns else None, fetch=fetcher)


def code_into(store: Store, items: Iterable[Document | Failure], code: Callable[[Document], Report]) -> Counter[str]:
    """Code and keep every document; how many came to which outcome of `Store.add`, or to "failed".

    Each article is safe as soon as it is coded; reasons of failures go to stderr, and so does progress on a terminal.
    """
    from marsad.ingest import Failure

    counts: Counter[str] = Counter()
    console = Console(stderr=True)
    with console.status("0 articles") as status:
        for item in items:
            if isinstance(item, Failure):
                outcome = _failed(item)
            else:
                try:
                    outcome = store.add(code(item))
                except InputError as error:
                    outcome = _failed(Failure(item.id, error))
            counts[outcome] += 1
            status.update(f"{counts.total()} articles")
    return counts


def summary(counts: Counter[str]) -> str:
    """One line: "3 new, 0 new versions, 1 unchanged, 0 failed", with the articles coded again where there are any."""
    parts = {"new": counts["new"], "new versions": counts["new version"], "unchanged": counts["unchanged"]}
    if counts["recoded"]:
        parts["coded again"] = counts["recoded"]
    return ", ".join(f"{number} {label}" for label, number in (parts | {"failed": counts["failed"]}).items())


def _failed(failure: Failure) -> str:
    click.echo(str(failure), err=True)
    return "failed"
