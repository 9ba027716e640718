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
