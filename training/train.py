"""Train the shipped reader: `python -m training.train --data ../shared/data --out runs/reader` (CPU, under an hour).

One encoder, many heads (`training.model`); every epoch cuts the documents anew into windows of random length, so that the
reader sees single sentences and whole documents alike. Exponential averages of the weights are kept and evaluated.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from marsad.knowledge import load as load_knowledge
from marsad.reader.features import pair_features
from marsad.reader.labels import Labels, plover_labels, roles_of
from marsad.reader.reading import clause_marks, group_flags, sentence_numbers
from marsad.reader.tags import decode
from marsad.reader.tokenizer import Tokenizer
from training.batches import Window, batches, piece_tensors, tag_targets, windows
from training.data import Example, load, load_entities
from training.encoder import read_checkpoint
from training.evaluate import evaluate
from training.model import Reader, from_checkpoint

ENTITY_FILES = ("cleananercorp_train.txt", "wojood_train.txt")


def shipped_labels() -> Labels:
    """PLOVER's types and modes as the label lists of the shipped model."""
    return plover_labels({t: list(modes) for t, modes in load_knowledge("plover")["modes"].items()})


def tag_loss(logits: Tensor, batch: list[Window], labels: Labels) -> Tensor:
    targets = torch.from_numpy(np.concatenate([tag_targets(w, labels) for w in batch], 1))
    loss = logits.new_zeros(())
    for row, columns in zip(targets, labels.tag_slices().values(), strict=True):
        if (row >= 0).any():
            loss = loss + F.cross_entropy(logits[:, columns], row, ignore_index=-1, reduction="sum")
    return loss


def head_loss(model: Reader, words: Tensor, logits: Tensor, window: Window) -> Tensor:
    """Mode, status, scope and role losses of one window; `words`, `logits` are its rows."""
    labels, heads = model.labels, window.heads
    loss = words.new_zeros(())
    if not heads:
        return loss
    at = torch.tensor([h.span for h in heads])
    vectors = model.spans(words, at[:, 0], at[:, 1])
    events = [i for i, h in enumerate(heads) if h.kind in labels.types]
    if events:
        modes, statuses = model.mode(vectors[events]), model.status(vectors[events])
        units = labels.mode_units
        for row, i in enumerate(events):
            allowed = [0, *(j for j, u in enumerate(units) if u.startswith(heads[i].kind + "/"))]
            target = torch.tensor(allowed.index(units.index(heads[i].mode)))
            loss = loss + 0.5 * F.cross_entropy(modes[row, allowed], target)
        target = torch.tensor([labels.statuses.index(heads[i].status) for i in events])
        loss = loss + F.cross_entropy(statuses, target, reduction="sum")
    figures = [i for i, h in enumerate(heads) if h.scope]
    if figures:
        target = torch.tensor([labels.scopes.index(str(heads[i].scope)) for i in figures])
        loss = loss + F.cross_entropy(model.scope(vectors[figures]), target, reduction="sum")
    return loss + role_loss(model, words, logits, window, vectors, at)


def role_loss(model: Reader, words: Tensor, logits: Tensor, window: Window, vectors: Tensor, at: Tensor) -> Tensor:
    """Binary cross-entropy of every allowed role of every (head, candidate); candidates are gold and predicted spans."""
    labels, heads = model.labels, window.heads
    slices, starts = labels.tag_slices(), frozenset(s for s, _ in window.sentences)
    groups = {g: list(spans) for g, spans in window.groups.items()}
    with torch.no_grad():
        for g in labels.groups:
            found = decode(logits[:, slices[g]].log_softmax(-1).detach().numpy(), starts)
            groups[g] = list(
                dict.fromkeys([(t.start, t.end) for t in found] + (groups[g] if random.random() < 0.5 else []))
            )
    gold = {s for spans in window.groups.values() for s in spans}
    spans = sorted(gold | {s for v in groups.values() for s in v})
    if not spans:
        return words.new_zeros(())
    span_at = np.array(spans)
    pairs = np.stack(np.meshgrid(np.arange(len(heads)), np.arange(len(spans)), indexing="ij"), -1).reshape(-1, 2)
    flags = group_flags(spans, groups, labels)
    piece = window.example.words[window.offset : window.offset + window.n]
    distance, flags = pair_features(
        at.numpy(),
        span_at,
        pairs,
        sentence_numbers(window.sentences, window.n),
        flags,
        clause_marks(window.example.text, piece),
    )
    kinds = torch.tensor([labels.heads.index(h.kind) for h in heads])
    spans_t = torch.from_numpy(span_at)
    scores = model.roles(
        vectors, kinds, model.spans(words, spans_t[:, 0], spans_t[:, 1]),
        torch.from_numpy(pairs), torch.from_numpy(distance), torch.from_numpy(flags),
    )  # fmt: skip
    target, weight = np.zeros(scores.shape, np.float32), np.zeros(scores.shape, np.float32)
    for row, (h, s) in enumerate(pairs):
        for role in roles_of(heads[h].kind, labels):
            column = labels.roles.index(role)
            best = max((_dice(spans[s], g) for g in heads[h].roles.get(role, [])), default=0.0)
            target[row, column] = best >= 0.5
            weight[row, column] = 0.0 if 0 < best < 0.5 else 1.0
    return F.binary_cross_entropy_with_logits(
        scores, torch.from_numpy(target), torch.from_numpy(weight), reduction="sum"
    )


def _dice(a: tuple[int, int], b: tuple[int, int]) -> float:
    return 2 * max(0, min(a[1], b[1]) - max(a[0], b[0])) / (a[1] - a[0] + b[1] - b[0])


def step_loss(model: Reader, batch: list[Window], autocast: bool) -> Tensor:
    ids, real, first, last = piece_tensors(batch)
    with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        words = model.words(ids, real, first, last)
    logits = model.tags(words)
    loss = tag_loss(logits, batch, model.labels)
    at = 0
    for w in batch:
        if w.example.events:
            loss = loss + 0.7 * head_loss(model, words[at : at + w.n], logits[at : at + w.n], w)
        at += w.n
    return loss / len(words) * 3


class Average:
    """Exponential moving average of the weights; `shadow` has the names of the model's own."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.shadow = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self, model: nn.Module) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for k, v in model.state_dict().items():
                self.shadow[k].lerp_(v, 1 - decay)


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed), random.seed(args.seed)
    torch.set_num_threads(args.threads)
    rng, labels = random.Random(args.seed), shipped_labels()
    encoder, pieces, scores = from_checkpoint(read_checkpoint(), [int(x) for x in args.layers.split(",")])
    tokenizer, model = Tokenizer(pieces, scores), Reader(encoder, labels)
    if args.start:
        continue_from(model, torch.load(args.start / "reader.pt", weights_only=True)["weights"], args.layers)
    documents = load(args.data / "gold", "train", labels)[: args.documents]
    for more in args.corpus:
        documents += load(more.parent, more.name, labels)
    entities = [e for f in ENTITY_FILES for e in load_entities(args.data / "entities" / f, labels)]
    dev = {name: load(args.data / "gold", name, labels) for name in ("dev", "claims_dev")}
    groups = [
        {"params": model.encoder.parameters(), "lr": args.lr},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": args.head_lr},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    average, step, began = Average(model, 0.998), 0, time.time()
    total = args.epochs * sum(
        1 for _ in batches([w for d in documents for w in windows(d, tokenizer, 190)], args.pieces, rng)
    )
    total = int(total * (1 + args.entity_share))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * total), max(0.02, (total - s) / (0.9 * total)))
    )
    for epoch in range(args.epochs):
        model.train()
        losses = []
        for batch in epoch_batches(documents, entities, tokenizer, args, rng):
            loss = step_loss(model, batch, args.bf16)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step(), schedule.step(), average.update(model)
            step += 1
            losses.append(loss.item())
            if step % 50 == 0:
                rate = (time.time() - began) / step
                print(f"step {step}/{total} loss {np.mean(losses[-50:]):.3f} {rate:.2f} s/step", flush=True)
        print(f"epoch {epoch} loss {np.mean(losses):.3f} {time.time() - began:.0f} s", flush=True)
        if epoch + 1 == args.epochs or (epoch + 1) % args.every == 0:
            save(model, average, pieces, scores, labels, args)
            report = evaluate(average.shadow, model, tokenizer, dev, args.data)
            print(json.dumps({"epoch": epoch, **report}), flush=True)


def continue_from(model: Reader, weights: dict[str, Tensor], layers: str) -> None:
    """Take over a trained reader, dropping the layers that are not kept."""
    rename = {f"encoder.layers.{old}.": f"encoder.layers.{new}." for new, old in enumerate(layers.split(","))}
    kept = {}
    for name, value in weights.items():
        prefix = next((p for p in rename if name.startswith(p)), None)
        if prefix or not name.startswith("encoder.layers."):
            kept[rename[prefix] + name.removeprefix(prefix) if prefix else name] = value
    model.load_state_dict(kept)


def epoch_batches(
    documents: list[Example],
    entities: list[Example],
    tokenizer: Tokenizer,
    args: argparse.Namespace,
    rng: random.Random,
) -> list[list[Window]]:
    """One epoch: documents in windows of random length, with a share of batches from the entity sets mixed in."""
    found = [w for d in documents for w in windows(d, tokenizer, rng.choice((48, 128, 190, 256, 320)))]
    out = list(batches(found, args.pieces, rng))
    names = [w for e in rng.sample(entities, min(len(entities), 4000)) for w in windows(e, tokenizer, 256)]
    out += list(batches(names, args.pieces, rng))[: int(len(out) * args.entity_share)]
    rng.shuffle(out)
    return out


def save(
    model: Reader, average: Average, pieces: list[str], scores: list[float], labels: Labels, args: argparse.Namespace
) -> None:
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(
        {"weights": average.shadow, "pieces": pieces, "scores": scores, "layers": len(model.encoder.layers)},
        args.out / "reader.pt",
    )


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--out", type=Path, default=Path("runs/reader"))
    p.add_argument("--layers", default="0,1,2,3,4,5,6,7,8,9,10,11", help="layers of the pretrained encoder to keep")
    p.add_argument(
        "--corpus", type=Path, action="append", default=[], help="more sets, as FOLDER/NAME (training.corpus)"
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
    p.add_argument("--no-bf16", dest="bf16", action="store_false")
    train(p.parse_args())


if __name__ == "__main__":
    main()
