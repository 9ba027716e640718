"""What other heads would give: `python -m training.variants --run RUN --corpus FOLDER/NAME [--only VARIANT …]`.

The encoder of RUN is frozen; every variant trains new heads on the word vectors of documents that this encoder was not
trained on (FOLDER/NAME), in the same windows, order and number of steps, and is scored on the development sets at the
default cuts. So variants can be compared with each other in minutes, not with a fully trained reader.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from marsad.reader.labels import Labels
from marsad.reader.network import Heads
from marsad.reader.reading import Thresholds, read_vectors
from marsad.reader.tokenizer import Tokenizer
from marsad.resolve.places import gazetteer
from marsad.text.normalise import fold, strip_clitics
from marsad.training.batches import Window, batches, piece_tensors, windows
from marsad.training.data import Example, load
from marsad.training.losses import context_loss, head_loss, tag_loss
from marsad.training.model import Encoder, Reader
from training.evaluate import numpy_heads, predict, scorer
from training.train import shipped_labels

LIMIT = 190  # pieces in a window


@dataclass(frozen=True)
class Variant:
    """What is different from the base: lexicon features, a deeper tagger, smoothing, how roles are scored."""

    lexicon: bool = False
    deep: bool = False
    smoothing: float = 0.0
    roles: str = "both"  # "both": MLP and product of trigger and span; "mlp", "product": one of them
    taggers: bool = True  # actor and recipient taggers of their own


VARIANTS = {
    "base": Variant(),
    "lexicon features": Variant(lexicon=True),
    "two-layer tagger": Variant(deep=True),
    "label smoothing 0.1": Variant(smoothing=0.1),
    "roles without product (trigger-conditioned MLP)": Variant(roles="mlp"),
    "roles by product alone (biaffine)": Variant(roles="product"),
    "no taggers of actors and recipients": Variant(taggers=False),
}


class Lexicon:
    """For a word: how often it was a trigger of each type in an annotated set, and whether it is a place's name."""

    def __init__(self, documents: list[Example], labels: Labels) -> None:
        self.types = labels.types
        self.seen: dict[str, Counter[str]] = defaultdict(Counter)
        words: Counter[str] = Counter()
        for d in documents:
            words.update(_key(d.text[w.start : w.end]) for w in d.words)
            for h in d.heads:
                if h.kind in labels.types and h.span[1] - h.span[0] == 1:
                    self.seen[_key(d.text[d.words[h.span[0]].start : d.words[h.span[0]].end])][h.kind] += 1
        self.words, self.width = words, len(labels.types) + 2

    def __call__(self, ex: Example) -> Tensor:
        """(n, types + 2)."""
        out = torch.zeros(len(ex.words), self.width)
        for i, w in enumerate(ex.words):
            key = _key(ex.text[w.start : w.end])
            for kind, n in self.seen.get(key, {}).items():
                out[i, self.types.index(kind)] = n / (self.words[key] + 2)
            out[i, -2] = float(key in self.words)
            out[i, -1] = float(gazetteer().resolve(ex.text[w.start : w.end]).country is not None)
        return out


def _key(word: str) -> str:
    return strip_clitics(fold(word))[-1]


class Frozen:
    """A trained encoder, and documents as the vectors that it gives their words."""

    def __init__(self, run: Path) -> None:
        self.saved: dict[str, Any] = torch.load(run / "reader.pt", weights_only=True)
        s = self.saved
        self.labels = msgspec.convert(s["labels"], Labels)
        encoder = Encoder(len(s["pieces"]), s["layers"], s.get("pool"), feed=s.get("feed", 1536))
        self.model = Reader(encoder, self.labels)
        self.model.load_state_dict(s["weights"])
        self.model.eval()
        self.tokenizer = Tokenizer(s["pieces"], s["scores"])
        self.known: dict[tuple[str, int], Tensor] = {}

    def __call__(self, examples: list[Example]) -> dict[str, list[tuple[Window, Tensor]]]:
        """By document: its windows with the vectors of their words."""
        return {e.doc: [(w, self._vectors(w)) for w in windows(e, self.tokenizer, LIMIT)] for e in examples}

    def _vectors(self, window: Window) -> Tensor:
        key = window.example.doc, window.offset
        if key not in self.known:
            with torch.no_grad():
                self.known[key] = self.model.words(piece_tensors([window]))
        return self.known[key]


class VariantHeads(Reader):
    """The heads of a variant on given word vectors."""

    def __init__(self, variant: Variant, labels: Labels, width: int) -> None:
        super().__init__(Encoder(8, 0, 0), labels)
        self.variant = variant
        n, d = self.tags.out_features, 384 + (width if variant.lexicon else 0)
        bias = self.tags.bias.detach().clone()
        last = nn.Linear(384 if variant.deep else d, n)
        with torch.no_grad():
            last.bias.copy_(bias)
        self.tagger = nn.Sequential(nn.Linear(d, 384), nn.GELU(), last) if variant.deep else nn.Sequential(last)

    def tag(self, words: Tensor, extra: Tensor) -> Tensor:
        out: Tensor = self.tagger(torch.cat([words, extra], 1) if self.variant.lexicon else words)
        return out

    def roles(
        self, heads: Tensor, kinds: Tensor, spans: Tensor, pairs: Tensor, distance: Tensor, flags: Tensor
    ) -> Tensor:
        h, s = pairs[:, 0], pairs[:, 1]
        x = self.kind(kinds)[h] + self.distance(distance) + self.flags(flags)
        if self.variant.roles != "product":
            x = x + self.pair_head(heads)[h] + self.pair_span(spans)[s]
        if self.variant.roles != "mlp":
            x = x + self.product(self.left(heads)[h] * self.right(spans)[s])
        out: Tensor = self.role(self.drop(F.gelu(x)))
        return out


class _AsRead(Heads):
    """A variant at reading time, for `read_vectors`."""

    def __init__(self, model: VariantHeads, extra: Tensor) -> None:
        super().__init__(numpy_heads(model.state_dict()).weights)
        self.model, self.extra = model, extra

    def tags(self, words: Any) -> Any:
        with torch.no_grad():
            return self.model.tag(torch.from_numpy(words), self.extra).numpy()

    def roles(self, heads: Any, kinds: Any, spans: Any, pairs: Any, distance: Any, flags: Any) -> Any:
        t = torch.from_numpy
        with torch.no_grad():
            return self.model.roles(t(heads), t(kinds), t(spans), t(pairs), t(distance), t(flags)).numpy()


def train_heads(
    variant: Variant,
    data: dict[str, list[tuple[Window, Tensor]]],
    extras: dict[str, Tensor],
    labels: Labels,
    epochs: int,
) -> VariantHeads:
    """New heads on frozen vectors; a fixed seed, so that variants see the same batches."""
    torch.manual_seed(5), random.seed(5)
    rng = random.Random(5)
    model = VariantHeads(variant, labels, next(iter(extras.values())).shape[1])
    model.train()
    found = [w for rows in data.values() for w, _ in rows]
    vectors = {id(w): v for rows in data.values() for w, v in rows}
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    total = epochs * sum(1 for _ in batches(found, 2000, rng))
    step = 0
    for _ in range(epochs):
        for batch in batches(found, 2000, rng):
            words = model.drop(torch.cat([vectors[id(w)] for w in batch]))
            extra = torch.cat([extras[w.example.doc][w.offset : w.offset + w.n] for w in batch])
            logits = model.tag(words, extra)
            loss = tag_loss(logits, batch, labels, variant.smoothing)
            loss = loss + 0.7 * head_loss(model, words, logits, batch) + context_loss(model, words, batch)
            optimiser.param_groups[0]["lr"] = 1e-3 * min(1, (total - step) / (0.7 * total))
            optimiser.zero_grad()
            (loss / len(words) * 3).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step += 1
    return model.eval()


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--corpus", type=Path, required=True)
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--documents", type=int, default=10**6)
    p.add_argument("--only", action="append", choices=list(VARIANTS))
    args = p.parse_args()
    frozen, full, score = Frozen(args.run), shipped_labels(), scorer(args.data)
    for name in args.only or VARIANTS:
        variant = VARIANTS[name]
        labels = full
        if not variant.taggers:
            groups = [g for g in full.groups if g not in {"actor", "recipient"}]
            labels = msgspec.structs.replace(full, groups=groups)
        lexicon = Lexicon(load(args.data / "gold", "train", labels), labels)
        examples = load(args.corpus.parent, args.corpus.name, labels)[: args.documents]
        extras = {e.doc: lexicon(e) if variant.lexicon else torch.zeros(len(e.words), lexicon.width) for e in examples}
        model = train_heads(variant, frozen(examples), extras, labels, args.epochs)
        for which in ("dev", "claims_dev"):
            found = {}
            for e in load(args.data / "gold", which, labels):
                vectors = torch.cat([v for _, v in frozen([e])[e.doc]]).numpy()
                extra = lexicon(e) if variant.lexicon else torch.zeros(len(e.words), lexicon.width)
                cut = Thresholds(trigger=0.5, group=0.5, role=0.4)
                heads = _AsRead(model, extra)
                found[e.doc] = predict(e, read_vectors(e.text, e.words, e.sentences, vectors, heads, labels, cut))
            texts = args.data / "gold" / f"{which}_texts.jsonl"
            result = score.score(texts, score.load(args.data / "gold" / f"{which}_annotations.jsonl"), found)
            shown = ("event", "argument", "actors", "recipients", "source")
            print(f"{name}: {which}", {k: result[k]["f1"] for k in shown}, flush=True)


if __name__ == "__main__":
    main()
