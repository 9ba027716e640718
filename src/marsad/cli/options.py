"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path

import click

SOME_FAILED = 3  # exit status when some inputs could not be read and the others were done

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
