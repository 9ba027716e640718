"""Write the run-time model folder: `python -m marsad.training.export --run runs/reader --to src/marsad/reader/weights`."""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch

from marsad.reader.labels import Labels
from marsad.reader.model import BORROWED, PIECES, ModelCard
from marsad.reader.reading import Thresholds
from marsad.training.borrowed import BorrowedEncoder, write_onnx
from marsad.training.onnx_graph import build, quantise

Weights = Mapping[str, torch.Tensor]


def tensors(weights: Weights, layers: int) -> dict[str, np.ndarray]:
    """The encoder's weights under the names of the original checkpoint."""
    w = {k.removeprefix("encoder."): v.float().numpy() for k, v in weights.items() if k.startswith("encoder.")}
    out = {
        "emb.word": w["word.weight"],
        "emb.pos": w["position.weight"],
        "emb.type": np.zeros((1, w["word.weight"].shape[1]), np.float32),
        "emb.ln.w": w["norm.weight"],
        "emb.ln.b": w["norm.bias"],
    }
    for i in range(layers):
        for c, part, bias in zip(
            "qkv", np.split(w[f"layers.{i}.qkv.weight"], 3), np.split(w[f"layers.{i}.qkv.bias"], 3), strict=True
        ):
            out[f"l{i}.{c}.w"], out[f"l{i}.{c}.b"] = part, bias
        for name in ("ao", "fi", "fo", "aln", "oln"):
            out[f"l{i}.{name}.w"], out[f"l{i}.{name}.b"] = w[f"layers.{i}.{name}.weight"], w[f"layers.{i}.{name}.bias"]
    return out


def write_model(
    to: Path, weights: Weights, encoder: tuple[int, int, int] | BorrowedEncoder, words: str, card: ModelCard, *,
    int8: bool = True,
) -> None:  # fmt: skip
    """Write `encoder.onnx`, `heads.npz`, the vocabulary and `model.json`.

    `encoder` is layers, pool and attention heads of our own, or a borrowed one; `words` is the content of `pieces.tsv` or
    `tokenizer.json`.
    """
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        if isinstance(encoder, BorrowedEncoder):
            encoder.load_state_dict(
                {k.removeprefix("encoder."): v for k, v in weights.items() if k.startswith("encoder.")}
            )
            write_onnx(encoder, plain)
        else:
            layers, pool, heads = encoder
            plain.write_bytes(build(tensors(weights, layers), layers, pool, heads).SerializeToString())
        if int8:
            _quantise(plain, to / "encoder.onnx")
        else:
            (to / "encoder.onnx").write_bytes(plain.read_bytes())
    np.savez(to / "heads.npz", **{k: v.half().numpy() for k, v in weights.items() if not k.startswith("encoder.")})
    kept, other = (BORROWED, PIECES) if isinstance(encoder, BorrowedEncoder) else (PIECES, BORROWED)
    (to / kept).write_text(words, "utf-8")
    (to / other).unlink(missing_ok=True)
    card.write(to)


def _quantise(plain: Path, to: Path) -> None:
    logging.disable(logging.WARNING)  # the quantiser's advice is for other networks
    try:
        quantise(plain, to)
    finally:
        logging.disable(logging.NOTSET)


def main() -> None:  # noqa: D103
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--to", type=Path, default=Path("src/marsad/reader/weights"))
    p.add_argument("--name", default="marsad-reader-1")
    p.add_argument("--window", type=int, default=190)
    p.add_argument("--fp32", action="store_true")
    args = p.parse_args()
    saved: dict[str, Any] = torch.load(args.run / "reader.pt", weights_only=True)
    words = "".join(f"{p}\t{s:.4f}\n" for p, s in zip(saved["pieces"], saved["scores"], strict=True))
    card = ModelCard(args.name, msgspec.convert(saved["labels"], Labels), Thresholds(), args.window)
    write_model(args.to, saved["weights"], (saved["layers"], saved["pool"], 12), words, card, int8=not args.fp32)


if __name__ == "__main__":
    main()
