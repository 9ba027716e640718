"""The command line: thin verbs over the library, each loaded only when it is called."""

from __future__ import annotations

import importlib
import os
import sys

import click

from marsad.errors import MarsadError
from marsad.version import VERSION

VERBS = (
    "code",
    "explain",
    "ingest",
    "watch",
    "feeds",
    "events",
    "export",
    "import",
    "places",
    "serve",
    "train",
    "schema",
)
_NAMES = {"import": "import_records"}  # a word of Python names no module


class _Verbs(click.Group):
    """Loads `marsad.cli.VERB` for the command of the same name: a cold start pays for one verb."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        name = _NAMES.get(cmd_name, cmd_name)
        command = getattr(importlib.import_module(f"marsad.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Expected failures are a sentence and a hint on stderr, exit status 1."""
        try:
            return super().invoke(ctx)
        except MarsadError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="marsad")
def cli() -> None:
    """Marsad (مرصد): Arabic news reporting as a record that can be checked."""


def main() -> None:
    """Entry point of the `marsad` script. One thread a process: two processes beat two threads (docs/speed.md)."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli()
