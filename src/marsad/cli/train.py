"""`marsad train`: a reader for your own types and fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.errors import DataError

if TYPE_CHECKING:
    from marsad.training.score import Scores

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--annotations", type=_FILE, required=True, help="Marsad's format, Label Studio, doccano, Prodigy or spaCy."
)
@click.option("--labels", type=_FILE, required=True, help="Your types and fields (labels.yaml).")
@click.option("--out", type=_FOLDER, required=True, help="The model's folder, for `marsad code --model`.")
@click.option("--texts", type=_FILE, help="The texts, where annotations in Marsad's format name them by id.")
@click.option("--dev", type=_FILE, help="Annotations to measure on; else a share of --annotations is kept apart.")
@click.option(
    "--without",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Articles (file or folder) without any of your events, to tell yours from other news.",
)
@click.option(
    "--held-out", type=click.FloatRange(0, 1, max_open=True), default=0.2, show_default=True, help="That share."
)
@click.option(
    "--encoder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A Hugging Face encoder on disk, in place of the shipped one.",
)
@click.option("--epochs", type=click.IntRange(min=1), help="Rounds over the texts; default: by their number.")
@click.option("--seed", type=int, default=1, show_default=True, help="Chance: what is kept apart, and the order.")
@click.option("--threads", type=click.IntRange(min=1), default=2, show_default=True, help="Of the processor.")
def train(
    annotations: Path,
    labels: Path,
    out: Path,
    texts: Path | None,
    dev: Path | None,
    without: tuple[Path, ...],
    held_out: float,
    encoder: Path | None,
    epochs: int | None,
    seed: int,
    threads: int,
) -> None:
    """Train a reader on texts that you annotated with your own types of events, and measure it on texts kept apart.

    docs/own-ontology.md walks through an example. What you do not annotate (figures, sources, names …) goes on being read
    as before. Needs the extra "train": pip install "marsad[train]".
    """
    from marsad.reader.model import shipped_folder, shipped_reader

    try:
        from marsad.training.annotations import told
        from marsad.training.finetune import Plan
        from marsad.training.finetune import train as run
    except ImportError as error:
        hint = 'Install it: pip install "marsad[train]".'
        raise DataError(
            "train.missing", f"Training needs a library that is not installed: {error.name}.", hint=hint
        ) from error
    plan = Plan(annotations, labels, out, texts, dev, without, encoder, held_out, epochs, seed, threads)
    with shipped_folder() as folder:
        result = run(plan, shipped_reader(), folder, lambda line: click.echo(line, err=True))
    if result.left_out:
        click.echo(f"Left out:\n{told(result.left_out)}", err=True)
    if result.scores is not None:
        _show(result.scores, len(result.held_out))
    click.echo(f"The model is in {out}: marsad code --model {out} FILE")


def _show(scores: Scores, texts: int) -> None:
    click.echo(
        f"{f'on {texts} texts kept apart':28}{'precision':>10}{'recall':>8}{'F1':>8}{'annotated':>11}{'found':>7}"
    )
    for name, c in scores.rows():
        click.echo(f"{name:28}{c.precision:10.3f}{c.recall:8.3f}{c.f1:8.3f}{c.annotated:11}{c.found:7}")
