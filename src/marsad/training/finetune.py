"""`marsad train`: a model folder for a user's own types and fields, from the shipped weights or a borrowed encoder.

The steps: read labels and annotations, keep a share apart, let the shipped reader fill in what is not annotated
(`silver`), start from the shipped weights (`start`), train (`loop`), write the folder (`export`), and measure the model
that was written on what was kept apart.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import msgspec
import torch

from marsad.errors import InputError
from marsad.ingest import Failure, read_paths
from marsad.reader.labels import EVENT_ROLES, Labels
from marsad.reader.model import PIECES
from marsad.reader.model import Reader as Trained
from marsad.reader.tokenizer import Segmenter, Tokenizer
from marsad.training.annotations import Annotated, Annotations, read_annotations
from marsad.training.annotations.model import blank
from marsad.training.borrowed import BorrowedEncoder, borrow
from marsad.training.export import write_model
from marsad.training.loop import Schedule, fit
from marsad.training.model import Encoder, Reader
from marsad.training.own_labels import OwnLabels, read_labels
from marsad.training.score import Scores, as_json, scores
from marsad.training.silver import completed
from marsad.training.start import float_encoder, take_over
from marsad.version import VERSION

METRICS = "metrics.json"
STEPS = 240  # what a small set needs; a large one makes at least `FEWEST` epochs
FEWEST, MOST = 4, 40


@dataclass(frozen=True)
class Plan:
    """What to train on and how; `epochs` null: chosen by the size of the set. `threads` change speed, and rounding.

    `without` are articles that hold none of the user's events: a batch of them for each batch of annotations.
    """

    annotations: Path
    labels: Path
    out: Path
    texts: Path | None = None
    dev: Path | None = None
    without: tuple[Path, ...] = ()
    encoder: Path | None = None
    held_out: float = 0.2
    epochs: int | None = None
    seed: int = 1
    threads: int = 2


@dataclass(frozen=True)
class Result:
    """What came of it: the folder, the sizes, the scores on what was kept apart, and what could not be used."""

    out: Path
    documents: int
    held_out: list[str]
    epochs: int
    scores: Scores | None
    left_out: list[str]


def train(plan: Plan, teacher: Trained, folder: Path, say: Callable[[str], None] = print) -> Result:
    """Train and write the model folder `plan.out`.

    `teacher` is the shipped reader and `folder` where it lies. Raises `InputError` for labels or annotations that cannot
    be used, `DataError` for a damaged encoder.
    """
    torch.set_num_threads(plan.threads)
    own = read_labels(plan.labels, teacher.card.labels)
    found = read_annotations(plan.annotations, own, plan.texts)
    dev = read_annotations(plan.dev, own, plan.texts) if plan.dev else Annotations([])
    _check(found, own.labels, plan)
    apart = dev.documents if plan.dev else held_out(found.documents, own.labels, plan.held_out, plan.seed)
    ids = {id(d) for d in apart}
    mine = [d for d in found.documents if id(d) not in ids]
    roles = frozenset(found.roles | dev.roles) & {*EVENT_ROLES, *own.labels.fields}
    say(
        f"{len(mine)} texts to learn from, {len(apart)} kept apart; annotated: {', '.join(sorted(roles)) or 'no roles'}"
    )
    others = other_news(plan.without, own.labels)
    examples, news = (
        [completed(d, teacher, own.labels, own.kept, roles | frozenset(own.labels.fields)) for d in documents]
        for documents in (mine, others)
    )
    model, words, vocabulary = begin(plan, own, teacher, folder)
    how = schedule(len(examples), plan)
    average = fit(model, words, examples, news, how, lambda epoch, now: None, say)
    card = msgspec.structs.replace(
        teacher.card,
        name=own.name,
        labels=own.labels,
        window=min(teacher.card.window, words.borders.limit),
        borders=words.borders,
        calibration={},
    )
    write_model(plan.out, average.shadow, _shape(model), vocabulary, card)
    measured = measure(Trained(plan.out), apart, sorted(roles)) if apart else None
    result = Result(
        plan.out, len(mine), [d.example.doc for d in apart], how.epochs, measured, [*found.left_out, *dev.left_out]
    )
    _note(result, plan, how)
    return result


def _check(found: Annotations, labels: Labels, plan: Plan) -> None:
    if not 0 <= plan.held_out < 1:
        raise InputError("train.held_out", "The share kept apart must be at least 0 and less than 1.")
    if not any(h.kind in labels.types for d in found.documents for h in d.example.heads):
        hint = f"Types are {', '.join(labels.types)}."
        raise InputError("annotations.no_events", f"{plan.annotations} has no event of any type.", hint=hint)


def held_out(documents: Sequence[Annotated], labels: Labels, share: float, seed: int) -> list[Annotated]:
    """Every n-th document of a shuffled list that is sorted by its first event: every type has its share."""
    if share == 0 or len(documents) < 2:
        return []
    shuffled = list(documents)
    random.Random(seed).shuffle(shuffled)
    order = [*labels.types, ""]

    def kind(document: Annotated) -> int:
        return order.index(next((h.kind for h in document.example.heads if h.kind in labels.types), ""))

    shuffled.sort(key=kind)
    count = min(max(1, round(share * len(shuffled))), len(shuffled) - 1)
    chosen = [int((k + 0.5) * len(shuffled) / count) for k in range(count)]
    return [shuffled[i] for i in chosen]


def other_news(paths: Sequence[Path], labels: Labels) -> list[Annotated]:
    """Articles without any event of the user's types; raises `InputError` for one that cannot be read."""
    out = []
    for item in read_paths(list(map(str, paths))):
        if isinstance(item, Failure):
            raise item.error
        out.append(Annotated(blank(item.id, item.text, labels.groups)))
    return out


def begin(plan: Plan, own: OwnLabels, teacher: Trained, folder: Path) -> tuple[Reader, Segmenter, str]:
    """The network to train, what cuts its words, and the content of the vocabulary file."""
    torch.manual_seed(plan.seed)
    if plan.encoder is not None:
        borrowed = borrow(plan.encoder)
        return Reader(cast(Encoder, borrowed), own.labels), borrowed.tokenizer(), borrowed.vocabulary
    vocabulary = (folder / PIECES).read_text("utf-8")
    model = Reader(float_encoder(folder / "encoder.onnx"), own.labels)
    take_over(model, teacher.heads.weights, teacher.card.labels, own.like)
    return model, Tokenizer.from_lines(vocabulary.splitlines()), vocabulary


def schedule(documents: int, plan: Plan) -> Schedule:
    """Small batches and many epochs for a small set, the other way round for a large one."""
    pieces = 300 if documents < 400 else 1000
    steps = max(1, documents * 35 // pieces)
    epochs = plan.epochs or min(MOST, max(FEWEST, STEPS // steps))
    new = plan.encoder is not None
    return Schedule(
        epochs, pieces, 1.0, lr=1e-4 if new else 5e-5, head_lr=1e-3 if new else 5e-4, seed=plan.seed, bf16=False
    )


def measure(model: Trained, documents: Sequence[Annotated], fields: Sequence[str]) -> Scores:
    """The scores of a model folder, as it will be used, on annotated documents."""
    card = model.card
    pairs = []
    for example in (d.example for d in documents):
        pairs.append((example, model.read_words(example.text, example.words, example.sentences).heads))
    return scores(pairs, [t for t in card.labels.types if t in card.labels.own or _occurs(t, documents)], fields)


def _occurs(kind: str, documents: Sequence[Annotated]) -> bool:
    return any(h.kind == kind for d in documents for h in d.example.heads)


def _shape(model: Reader) -> tuple[int, int, int] | BorrowedEncoder:
    encoder: Any = model.encoder
    if isinstance(encoder, BorrowedEncoder):
        return encoder
    return len(encoder.layers), encoder.pool, encoder.layers[0].heads


def _note(result: Result, plan: Plan, how: Schedule) -> None:
    """`metrics.json`: how the model was made, and what it reached."""
    made = {k: str(v) if isinstance(v, Path) else v for k, v in asdict(plan).items() if k != "out"}
    made["without"] = list(map(str, plan.without))
    content = {
        "marsad": VERSION,
        "torch": torch.__version__,
        "plan": made,
        "schedule": asdict(how),
        "texts": result.documents,
        "held_out": result.held_out,
        "scores": as_json(result.scores) if result.scores else None,
        "left_out": result.left_out,
    }
    (result.out / METRICS).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
