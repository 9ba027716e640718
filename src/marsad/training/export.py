"""Write the run-time model folder: `python -m marsad.training.export --run runs/reader --to src/marsad/reader/weights`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch

from marsad.reader.model import ModelCard
from marsad.reader.reading import Thresholds
from marsad.training.onnx_graph import build, quantise
from training.train import shipped_labels


def tensors(weights: dict[str, torch.Tensor], layers: int) -> dict[str, np.ndarray]:
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


def export(run: Path, to: Path, card: ModelCard, *, int8: bool = True) -> None:
    """From `reader.pt` to `encoder.onnx`, `heads.npz`, `pieces.tsv`, `model.json`."""
    saved: dict[str, Any] = torch.load(run / "reader.pt", weights_only=True)
    to.mkdir(parents=True, exist_ok=True)
    graph = build(
        tensors(saved["weights"], saved["layers"]), saved["layers"], saved.get("pool", saved["layers"]), heads=12
    )
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        plain.write_bytes(graph.SerializeToString())
        if int8:
            quantise(plain, to / "encoder.onnx")
        else:
            (to / "encoder.onnx").write_bytes(plain.read_bytes())
    heads = {k: v.half().numpy() for k, v in saved["weights"].items() if not k.startswith("encoder.")}
    np.savez(to / "heads.npz", **heads)
    lines = (f"{p}\t{s:.4f}\n" for p, s in zip(saved["pieces"], saved["scores"], strict=True))
    (to / "pieces.tsv").write_text("".join(lines), "utf-8")
    (to / "model.json").write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n")


def main() -> None:  # noqa: D103
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--to", type=Path, default=Path("src/marsad/reader/weights"))
    p.add_argument("--name", default="marsad-reader-1")
    p.add_argument("--window", type=int, default=190)
    p.add_argument("--fp32", action="store_true")
    args = p.parse_args()
    export(args.run, args.to, ModelCard(args.name, shipped_labels(), Thresholds(), args.window), int8=not args.fp32)


if __name__ == "__main__":
    main()
