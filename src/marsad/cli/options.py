"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path

import click

SOME_FAILED = 3  # exit status when some inputs could not be read and the others were done

another_model = click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another reader's folder (`marsad train` makes one).",
)


def _places(ctx: click.Context, param: click.Parameter, told: Path | None) -> Path | None:
    """The folder told, or the user's own; none where nothing was added to it."""
    from marsad.resolve.places.added import default_folder, paths

    folder = told or default_folder()
    return folder if paths(folder) else None


own_places = click.option(
    "--places",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_places,
    metavar="DIR",
    help="Folder of your own places; default: where `marsad places add` puts them.",
)
own_actors = click.option(
    "--actors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your own actors, whose names win (docs/actors.md).",
)
database = click.option(
    "--db",
    "database",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="MARSAD_DB",
    default="marsad.db",
    show_default=True,
    show_envvar=True,
    metavar="FILE",
    help="The database.",
)
