"""The reader's network in PyTorch: one encoder, many small heads (`marsad.reader.network` is the same in NumPy).

Shapes: b windows, t pieces, u units (words and sentence borders), n words, s spans, h heads (events, figures, claims), d
the encoder's width (384 as shipped). A unit is the mean of its first and last piece, taken after `pool` of the encoder's
layers: the layers above see words instead of pieces, which is half the work. A span is [first word, last word, mean].
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from marsad.reader.features import DISTANCES, FLAGS
from marsad.reader.labels import Labels
from marsad.training.batches import Pieces

PAIR, BILINEAR = 256, 128


class Layer(nn.Module):
    """A post-LayerNorm BERT layer with explicit attention (faster than SDPA on CPU, measured)."""

    def __init__(self, hidden: int, feed: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.ao, self.fi, self.fo = nn.Linear(hidden, hidden), nn.Linear(hidden, feed), nn.Linear(feed, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, 1e-12), nn.LayerNorm(hidden, 1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, hidden = x.shape
        size = hidden // self.heads
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        scores = (q * size**-0.5) @ k.transpose(-1, -2) + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, hidden)
        x = self.aln(x + self.ao(mixed))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


class Encoder(nn.Module):
    """BERT over piece ids: `layers` layers, of which those after the first `pool` see units instead of pieces."""

    def __init__(
        self,
        vocabulary: int,
        layers: int,
        pool: int | None = None,
        heads: int = 12,
        hidden: int = 384,
        feed: int = 1536,
    ) -> None:
        super().__init__()
        self.hidden, self.pool = hidden, layers if pool is None else pool
        self.word, self.position = nn.Embedding(vocabulary, hidden), nn.Embedding(512, hidden)
        self.norm, self.drop = nn.LayerNorm(hidden, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(hidden, feed, heads) for _ in range(layers))

    def forward(self, pieces: Pieces) -> Tensor:
        """(b, u, d) vectors of the units."""
        x = self.drop(self.norm(self.word(pieces.ids) + self.position.weight[: pieces.ids.shape[1]]))
        kind = torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype
        mask = _mask(pieces.real, kind)
        for layer in self.layers[: self.pool]:
            x = layer(x, mask)
        x, mask = pooled(x, pieces), _mask(pieces.units, kind)
        for layer in self.layers[self.pool :]:
            x = layer(x, mask)
        return x


def _mask(real: Tensor, kind: torch.dtype) -> Tensor:
    return ((~real)[:, None, None, :] * -1e4).to(kind)


def pooled(x: Tensor, pieces: Pieces) -> Tensor:
    """(b, t, d) pieces → (b, u, d) units: the mean of first and last piece."""
    rows = torch.arange(len(x))[:, None]
    return (x[rows, pieces.first] + x[rows, pieces.last]) / 2


def _mlp(inside: int, hidden: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inside, hidden), nn.GELU(), nn.Dropout(0.1), nn.Linear(hidden, out))


class Reader(nn.Module):
    """Encoder and heads. `tags` (n words, all families), then roles, modes, statuses and scopes for given spans,
    contexts for sentences.
    """

    def __init__(self, encoder: Encoder, labels: Labels) -> None:
        super().__init__()
        self.encoder, self.labels = encoder, labels
        d = encoder.hidden
        slices = labels.tag_slices()
        units = max(s.stop for s in slices.values())
        self.tags, self.tags_deep = nn.Linear(d, units), _mlp(d, d, units)
        self.mode = _mlp(3 * d, d, len(labels.mode_units))
        self.status = _mlp(3 * d, d, len(labels.statuses))
        self.scope = _mlp(3 * d, d, len(labels.scopes))
        self.pair_head, self.pair_span = nn.Linear(3 * d, PAIR), nn.Linear(3 * d, PAIR, bias=False)
        self.kind = nn.Embedding(len(labels.heads), PAIR)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.flags = nn.Linear(FLAGS + len(labels.groups), PAIR, bias=False)
        self.left, self.right = nn.Linear(3 * d, BILINEAR), nn.Linear(3 * d, BILINEAR)
        self.product = nn.Linear(BILINEAR, PAIR, bias=False)
        self.role = nn.Linear(PAIR, len(labels.roles))
        self.context = nn.Linear(d, len(labels.contexts)) if labels.contexts else None
        self.drop = nn.Dropout(0.1)
        with torch.no_grad():  # start from "nothing is here": without it the deep encoder never leaves F1 0
            self.tags.bias.zero_(), self.role.bias.fill_(-3.0)
            for s in slices.values():
                self.tags.bias[s.start] = 4.0
            self.distance.weight.mul_(0.1), self.kind.weight.mul_(0.1)
            self.tags_deep[3].weight.zero_(), self.tags_deep[3].bias.zero_()  # so an older, flat tagger is a start

    def tag(self, words: Tensor) -> Tensor:
        """(n, d) → (n, all tag units): a flat tagger, and a deep one for what it cannot separate."""
        out: Tensor = self.tags(words) + self.tags_deep(words)
        return out

    def words(self, pieces: Pieces) -> Tensor:
        """Word vectors (all words of the batch, d)."""
        units: Tensor = self.encoder(pieces).flatten(0, 1)[pieces.words]
        out: Tensor = self.drop(units.float())
        return out

    @staticmethod
    def spans(words: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """(s, 3d) vectors of half-open word spans."""
        total = torch.cat([words.new_zeros(1, words.shape[1]), words.cumsum(0)])
        mean = (total[ends] - total[starts]) / (ends - starts)[:, None]
        return torch.cat([words[starts], words[ends - 1], mean], 1)

    def contexts(self, words: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """(sentences, contexts) logits, of the mean word of each sentence; a passage has what its best sentence has."""
        assert self.context is not None
        out: Tensor = self.context(self.spans(words, starts, ends)[:, -self.encoder.hidden :])
        return out

    def roles(
        self, heads: Tensor, kinds: Tensor, spans: Tensor, pairs: Tensor, distance: Tensor, flags: Tensor
    ) -> Tensor:
        """Role logits (pairs, roles); `pairs` (pairs, 2) index `heads` and `spans`."""
        h, s = pairs[:, 0], pairs[:, 1]
        bilinear = self.left(heads)[h] * self.right(spans)[s]
        x = self.pair_head(heads)[h] + self.kind(kinds)[h] + self.pair_span(spans)[s] + self.distance(distance)
        return self.role(self.drop(F.gelu(x + self.flags(flags) + self.product(bilinear))))


__all__ = ["Encoder", "Reader"]
