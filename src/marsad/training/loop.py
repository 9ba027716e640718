"""Training: windows of random length, AdamW with warm-up and linear decay, exponential averages of the weights.

Every epoch cuts the documents anew, so that the reader sees single sentences and whole documents alike.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from marsad.reader.tokenizer import Segmenter
from marsad.training.batches import SPELLINGS, Window, batches, windows
from marsad.training.data import Example
from marsad.training.losses import step_loss
from marsad.training.model import Reader

WINDOWS = (48, 128, 190, 256, 320)  # lengths that an epoch chooses from, in pieces


@dataclass(frozen=True)
class Schedule:
    """How to train: epochs, pieces in a batch, batches of entity sets for each of events, learning rates, seed.

    `respelt` is the share of documents that are read in a hurried writer's spelling (`batches.SPELLINGS`).
    """

    epochs: int = 10
    pieces: int = 1200
    entity_share: float = 0.2
    lr: float = 1.2e-4
    head_lr: float = 1e-3
    seed: int = 1
    bf16: bool = True
    respelt: float = 0.0


class Average:
    """Exponential moving average of the weights; `shadow` has the names of the model's own."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.shadow = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self, model: nn.Module) -> None:
        """Take a step of the model into the average (less smoothing while it is young)."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for k, v in model.state_dict().items():
                self.shadow[k].lerp_(v, 1 - decay)


def fit(
    model: Reader, tokenizer: Segmenter, documents: Sequence[Example], entities: Sequence[Example], how: Schedule,
    after: Callable[[int, Average], None], say: Callable[[str], None] = print,
) -> Average:  # fmt: skip
    """Train in place; `after` is called with the epoch's number and the averaged weights, which are returned."""
    torch.manual_seed(how.seed), random.seed(how.seed)
    rng = random.Random(how.seed)
    groups = [
        {"params": model.encoder.parameters(), "lr": how.lr},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": how.head_lr},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    average, step, began = Average(model, 0.998), 0, time.monotonic()
    total = how.epochs * len(epoch_batches(documents, entities, tokenizer, how, rng))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * total), max(0.02, (total - s) / (0.9 * total)))
    )
    for epoch in range(how.epochs):
        model.train()
        losses = []
        for batch in epoch_batches(documents, entities, tokenizer, how, rng):
            loss = step_loss(model, batch, how.bf16)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step(), schedule.step()
            average.update(model)
            step += 1
            losses.append(loss.item())
            if step % 50 == 0:
                rate = (time.monotonic() - began) / step
                say(f"step {step}/{total} loss {np.mean(losses[-50:]):.3f} {rate:.2f} s/step")
        say(f"epoch {epoch} loss {np.mean(losses):.3f} {time.monotonic() - began:.0f} s")
        after(epoch, average)
    return average


def epoch_batches(
    documents: Sequence[Example],
    entities: Sequence[Example],
    tokenizer: Segmenter,
    how: Schedule,
    rng: random.Random,
) -> list[list[Window]]:
    """One epoch: documents in windows of random length, with a share of batches from the entity sets mixed in."""

    def spelling() -> dict[int, int] | None:
        return rng.choice(SPELLINGS) if rng.random() < how.respelt else None

    found = [w for d in documents for w in windows(d, tokenizer, rng.choice(WINDOWS), spelling())]
    out = list(batches(found, how.pieces, rng))
    if entities:
        names = [w for e in rng.sample(list(entities), min(len(entities), 4000)) for w in windows(e, tokenizer, 256)]
        out += list(batches(names, how.pieces, rng))[: int(len(out) * how.entity_share)]
    rng.shuffle(out)
    return out
