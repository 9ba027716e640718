"""`marsad places`: add the places of a country, list and remove what was added."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.resolve.places.added import default_folder

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_folder = click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of your own places; default: $MARSAD_PLACES, or the folder for data of this platform.",
)


@click.group()
def places() -> None:
    """Add every village of a country to the gazetteer, from a file of GeoNames.

    The file is a country's dump as GeoNames gives it away: SY.zip or SY.txt from
    https://download.geonames.org/export/dump/ (CC BY 4.0: name GeoNames where you publish).
    """


@places.command()
@click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@_folder
@click.option("--name", help="What to call it (one FILE only); default: the name of the file.")
@click.option("--country", "countries", multiple=True, metavar="ISO", help="Only this country of the file (SY or SYR).")
def add(files: tuple[Path, ...], folder: Path | None, name: str | None, countries: tuple[str, ...]) -> None:
    """Read a GeoNames country dump and keep its places for the coder.

    Adding a file of the same name again replaces it. Places without a name in Arabic are left out, and so are kinds of
    place that news hardly names. Broken lines are counted and skipped.
    """
    from marsad.resolve.places.added import write
    from marsad.resolve.places.data import index
    from marsad.resolve.places.dump import read_dump

    if name and len(files) > 1:
        raise click.UsageError("--name is for one file.")
    for file in files:
        dump = read_dump(file, index(), frozenset(c.upper() for c in countries))
        made = write(folder or default_folder(), name or file.stem, file.name, dump)
        click.echo(f"{made.name}: {made.places} places with {made.names} names, of {dump.read} lines; {made.path}")
        left = {"without a name in Arabic": dump.nameless, "of another kind or country": dump.other}
        click.echo("  left out: " + ", ".join(f"{number} {why}" for why, number in left.items()))
        if dump.bad:
            click.echo(f"  {dump.bad} broken lines were skipped, the first: {dump.first_bad}", err=True)


@places.command("list")
@_folder
def list_(folder: Path | None) -> None:
    """List what was added: name, places, names, the file that it came from."""
    from marsad.resolve.places.added import listed

    for one in listed(folder or default_folder()):
        click.echo(f"{one.name}\t{one.places} places\t{one.names} names\t{one.source}")


@places.command()
@click.argument("name")
@_folder
def remove(name: str, folder: Path | None) -> None:
    """Take an added file out of the gazetteer again."""
    from marsad.resolve.places.added import remove as delete

    delete(folder or default_folder(), name)
