"""Train the shipped reader: `python -m training.train --data ../shared/data --out runs/reader` (CPU, under an hour).

One encoder, many heads (`marsad.training.model`); the loop is `marsad.training.loop`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import msgspec
import torch

from marsad.knowledge import load as load_knowledge
from marsad.reader.labels import Labels, plover_labels
from marsad.reader.tokenizer import Tokenizer
from marsad.training.data import load, load_entities
from marsad.training.loop import Average, Schedule, fit
from marsad.training.model import Reader
from marsad.training.start import take_over
from training.encoder import from_checkpoint, read_checkpoint
from training.evaluate import evaluate

ENTITY_FILES = ("anercorp_train90.txt", "wojood_train.txt")  # CLEANANERCorp holds the sentences of ANERcorp dev10


def shipped_labels() -> Labels:
    """PLOVER's types and modes as the label lists of the shipped model."""
    plover = load_knowledge("plover")
    return plover_labels({t: list(modes) for t, modes in plover["modes"].items()}, list(plover["contexts"]))


def train(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    labels, layers = shipped_labels(), [int(x) for x in args.layers.split(",")]
    torch.manual_seed(args.seed)
    encoder, pieces, scores = from_checkpoint(read_checkpoint(), layers, args.pool, args.feed)
    tokenizer, model = Tokenizer(pieces, scores), Reader(encoder, labels)
    if args.start:
        continue_from(model, args.start, layers)
    sets = [args.data / "gold" / "train", *args.corpus]
    documents = list({d.doc: d for each in sets for d in load(each.parent, each.name, labels)}.values())[
        : args.documents
    ]
    entities = [e for f in ENTITY_FILES for e in load_entities(args.data / "entities" / f, labels)]
    dev = {name: load(args.data / "gold", name, labels) for name in ("dev", "claims_dev")}

    def after(epoch: int, average: Average) -> None:
        if epoch + 1 == args.epochs or (epoch + 1) % args.every == 0:
            save(args.out, model, average, pieces, scores)
            report = evaluate(average.shadow, model, tokenizer, dev, args.data)
            print(json.dumps({"epoch": epoch, **report}), flush=True)

    how = Schedule(
        args.epochs, args.pieces, args.entity_share, args.lr, args.head_lr, args.seed, args.bf16, args.respelt
    )
    fit(model, tokenizer, documents, entities, how, after, lambda line: print(line, flush=True))


def continue_from(model: Reader, run: Path, layers: list[int]) -> None:
    """Take over a trained reader, dropping the layers that are not kept."""
    saved = torch.load(run / "reader.pt", weights_only=True)
    old = msgspec.convert(saved["labels"], Labels)
    rename = {f"layers.{old}.": f"layers.{new}." for new, old in enumerate(layers)}
    kept = {}
    for name, value in saved["weights"].items():
        inner = name.removeprefix("encoder.")
        if name != inner and (not inner.startswith("layers.") or any(map(inner.startswith, rename))):
            prefix = next((p for p in rename if inner.startswith(p)), "")
            kept[rename.get(prefix, "") + inner.removeprefix(prefix)] = value
    model.encoder.load_state_dict(kept)
    heads = {k: v.numpy() for k, v in saved["weights"].items() if not k.startswith("encoder.")}
    take_over(model, heads, old, {"actor": "party", "recipient": "party"})


def save(out: Path, model: Reader, average: Average, pieces: list[str], scores: list[float]) -> None:
    """`reader.pt`: averaged weights, pieces, and the shape of the encoder."""
    out.mkdir(parents=True, exist_ok=True)
    shape: dict[str, Any] = {"layers": len(model.encoder.layers), "pool": model.encoder.pool}
    shape["feed"] = model.encoder.layers[0].fi.out_features
    shape["labels"] = msgspec.to_builtins(model.labels)
    torch.save({"weights": average.shadow, "pieces": pieces, "scores": scores, **shape}, out / "reader.pt")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--out", type=Path, default=Path("runs/reader"))
    p.add_argument("--layers", default="0,1,2,3,4,5,6,7,8,9,10,11", help="layers of the pretrained encoder to keep")
    p.add_argument("--feed", type=int, default=1536, help="inner units kept in every layer")
    p.add_argument("--pool", type=int, help="layers that see pieces; those above see words (all see pieces)")
    p.add_argument(
        "--corpus",
        type=Path,
        action="append",
        default=[],
        help="more sets, as FOLDER/NAME; of two annotations of a document the later holds",
    )
    p.add_argument("--start", type=Path, help="a finished run of 12 layers to go on from, with the layers of --layers")
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument("--documents", type=int, default=10**6)
    p.add_argument("--pieces", type=int, default=1200, help="pieces in a batch")
    p.add_argument("--entity-share", type=float, default=0.2, help="batches of entity sets for each batch of events")
    p.add_argument("--lr", type=float, default=1.2e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--every", type=int, default=2, help="evaluate every N epochs")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--respelt", type=float, default=0.0, help="share of documents read in a hurried writer's spelling")
    p.add_argument("--no-bf16", dest="bf16", action="store_false")
    train(p.parse_args())


if __name__ == "__main__":
    main()
