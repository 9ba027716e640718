"""The reader's network in PyTorch: one encoder, many small heads (`marsad.reader.network` is the same in NumPy).

Shapes: n words, s spans, h heads (events, figures, claims), d = 384. A word is the mean of its first and last piece; a
span is [first word, last word, mean of its words].
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from marsad.reader.features import DISTANCES, FLAGS
from marsad.reader.labels import Labels
from training.encoder import Checkpoint, kept_pieces

HIDDEN, FEED, PAIR, BILINEAR = 384, 1536, 256, 128


class Layer(nn.Module):
    """A post-LayerNorm BERT layer with explicit attention (faster than SDPA on CPU, measured)."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.ao, self.fi, self.fo = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, FEED), nn.Linear(FEED, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        size = HIDDEN // self.heads
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        scores = (q * size**-0.5) @ k.transpose(-1, -2) + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.aln(x + self.ao(mixed))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


class Encoder(nn.Module):
    """BERT of `layers` layers over piece ids (batch, pieces); padding is masked."""

    def __init__(self, vocabulary: int, layers: int, heads: int = 12) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, HIDDEN), nn.Embedding(512, HIDDEN)
        self.norm, self.drop = nn.LayerNorm(HIDDEN, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(heads) for _ in range(layers))

    def forward(self, ids: Tensor, real: Tensor) -> Tensor:
        x = self.drop(self.norm(self.word(ids) + self.position.weight[: ids.shape[1]]))
        mask = ((~real)[:, None, None, :] * -1e4).to(torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return x


def from_checkpoint(checkpoint: Checkpoint, keep_layers: list[int]) -> tuple[Encoder, list[str], list[float]]:
    """The pretrained encoder with the pieces of Arabic news and the chosen layers; returns it with pieces and scores."""
    kept = kept_pieces(checkpoint.pieces, checkpoint.normal)
    t = {k: torch.from_numpy(v) for k, v in checkpoint.tensors.items()}
    enc = Encoder(len(kept), len(keep_layers), checkpoint.heads)
    with torch.no_grad():
        enc.word.weight.copy_(t["emb.word"].view(-1, HIDDEN)[kept])
        enc.position.weight.copy_(t["emb.pos"].view(-1, HIDDEN)[:512] + t["emb.type"][:HIDDEN])
        enc.norm.weight.copy_(t["emb.ln.w"]), enc.norm.bias.copy_(t["emb.ln.b"])
        for layer, i in zip(enc.layers, keep_layers, strict=True):
            layer.qkv.weight.copy_(torch.cat([t[f"l{i}.{c}.w"] for c in "qkv"]).view(-1, HIDDEN))
            layer.qkv.bias.copy_(torch.cat([t[f"l{i}.{c}.b"] for c in "qkv"]))
            for name in ("ao", "fi", "fo", "aln", "oln"):
                part = getattr(layer, name)
                part.weight.copy_(t[f"l{i}.{name}.w"].view_as(part.weight)), part.bias.copy_(t[f"l{i}.{name}.b"])
    return enc, [checkpoint.pieces[i] for i in kept], [checkpoint.scores[i] for i in kept]


def _mlp(inside: int, hidden: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inside, hidden), nn.GELU(), nn.Dropout(0.1), nn.Linear(hidden, out))


class Reader(nn.Module):
    """Encoder and heads. `tags` (n words, all families), then roles, modes, statuses and scopes for given spans."""

    def __init__(self, encoder: Encoder, labels: Labels) -> None:
        super().__init__()
        self.encoder, self.labels = encoder, labels
        slices = labels.tag_slices()
        self.tags = nn.Linear(HIDDEN, max(s.stop for s in slices.values()))
        self.mode = _mlp(3 * HIDDEN, HIDDEN, len(labels.mode_units))
        self.status = _mlp(3 * HIDDEN, HIDDEN, len(labels.statuses))
        self.scope = _mlp(3 * HIDDEN, HIDDEN, len(labels.scopes))
        self.pair_head, self.pair_span = nn.Linear(3 * HIDDEN, PAIR), nn.Linear(3 * HIDDEN, PAIR, bias=False)
        self.kind = nn.Embedding(len(labels.heads), PAIR)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.flags = nn.Linear(FLAGS + len(labels.groups), PAIR, bias=False)
        self.left, self.right = nn.Linear(3 * HIDDEN, BILINEAR), nn.Linear(3 * HIDDEN, BILINEAR)
        self.product = nn.Linear(BILINEAR, PAIR, bias=False)
        self.role = nn.Linear(PAIR, len(labels.roles))
        self.drop = nn.Dropout(0.1)
        with torch.no_grad():  # start from "nothing is here": without it the deep encoder never leaves F1 0
            self.tags.bias.zero_(), self.role.bias.fill_(-3.0)
            for s in slices.values():
                self.tags.bias[s.start] = 4.0
            self.distance.weight.mul_(0.1), self.kind.weight.mul_(0.1)

    def words(self, ids: Tensor, real: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Word vectors (all words of the batch, d); `first`/`last` index the flattened pieces."""
        flat = self.encoder(ids, real).flatten(0, 1)
        return self.drop(((flat[first] + flat[last]) / 2).float())

    @staticmethod
    def spans(words: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """(s, 3d) vectors of half-open word spans."""
        total = torch.cat([words.new_zeros(1, HIDDEN), words.cumsum(0)])
        mean = (total[ends] - total[starts]) / (ends - starts)[:, None]
        return torch.cat([words[starts], words[ends - 1], mean], 1)

    def roles(
        self, heads: Tensor, kinds: Tensor, spans: Tensor, pairs: Tensor, distance: Tensor, flags: Tensor
    ) -> Tensor:
        """Role logits (pairs, roles); `pairs` (pairs, 2) index `heads` and `spans`."""
        h, s = pairs[:, 0], pairs[:, 1]
        bilinear = self.left(heads)[h] * self.right(spans)[s]
        x = self.pair_head(heads)[h] + self.kind(kinds)[h] + self.pair_span(spans)[s] + self.distance(distance)
        return self.role(self.drop(F.gelu(x + self.flags(flags) + self.product(bilinear))))


__all__ = ["Encoder", "Reader", "from_checkpoint"]
