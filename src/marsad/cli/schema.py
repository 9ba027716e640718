"""`marsad schema`: the JSON Schema of the record."""

from __future__ import annotations

import json

import click

from marsad.record import json_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of one line of `marsad code --format jsonl`."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
