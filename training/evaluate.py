"""Score a reader on annotated sets with the metrics of the annotation tools (`score.py` of the research data)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from marsad.reader.labels import Labels
from marsad.reader.network import Heads
from marsad.reader.reading import Edge, ReadHead, Reading, Thresholds, read_vectors
from marsad.reader.tokenizer import Tokenizer
from marsad.training.batches import piece_tensors, windows
from marsad.training.data import Example
from marsad.training.model import Reader

WINDOW = 190


def scorer(data: Path) -> ModuleType:
    """The scoring module that lies beside the data."""
    spec = importlib.util.spec_from_file_location("score", data.parent / "tools" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numpy_heads(weights: dict[str, torch.Tensor]) -> Heads:
    """The heads' weights as the run-time network wants them."""
    return Heads({k: v.float().numpy() for k, v in weights.items() if not k.startswith("encoder.")})


def word_vectors(model: Reader, ex: Example, tokenizer: Tokenizer, limit: int) -> np.ndarray:
    """(n, d) of a whole document, window by window as at run time."""
    out = [model.words(piece_tensors([w])).numpy() for w in windows(ex, tokenizer, limit)]
    return np.concatenate(out)


def predict(ex: Example, reading: Reading) -> dict[str, Any]:
    """A reading in the annotation format (verbatim strings)."""
    sentence = [0] * len(ex.words)
    for k, (a, b) in enumerate(ex.sentences):
        sentence[a:b] = [k] * (b - a)

    def string(x: ReadHead | Edge) -> str:
        return ex.text[ex.words[x.start].start : ex.words[x.end - 1].end]

    def one(h: ReadHead, role: str) -> str | None:
        return next((string(e) for e in h.edges if e.role == role), None)

    def many(h: ReadHead, role: str) -> list[str]:
        return [string(e) for e in h.edges if e.role == role]

    out: dict[str, Any] = {"doc": ex.doc, "events": [], "figures": [], "agreement_claims": []}
    for h in reading.heads:
        base = {"sent": sentence[h.start], "source": one(h, "source")}
        if h.kind == "figure":
            out["figures"].append(
                {**base, "text": string(h), "measure": h.label, "low": None, "high": None, "scope": h.scope}
            )
        elif h.kind in ("commitment", "demand", "violation", "compliance", "talks"):
            out["agreement_claims"].append(
                {**base, "kind": h.kind, "trigger": string(h), "by": one(h, "by"), "about": one(h, "about")}
            )
        else:
            fields: dict[str, Any] = {"actors": many(h, "actor"), "recipients": many(h, "recipient")}
            fields |= {r: one(h, r) for r in ("place", "date", "via")}
            out["events"].append(
                {**base, "type": h.kind, "mode": h.mode, "trigger": string(h), "status": h.status, **fields}
            )
    return out


def evaluate(
    weights: dict[str, torch.Tensor], model: Reader, tokenizer: Tokenizer, sets: dict[str, list[Example]], data: Path,
    cut: Thresholds | None = None, limit: int = WINDOW,
) -> dict[str, Any]:  # fmt: skip
    """F1 and accuracies by set, with the averaged weights; figure values are not scored here (they come from the text)."""
    own = {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(weights)
    model.eval()
    cut, heads, score = cut or Thresholds(), numpy_heads(weights), scorer(data)
    out: dict[str, Any] = {}
    with torch.no_grad():
        for name, examples in sets.items():
            predictions = {}
            for ex in examples:
                vectors = word_vectors(model, ex, tokenizer, limit)
                predictions[ex.doc] = predict(
                    ex, read_vectors(ex.text, ex.words, ex.sentences, vectors, heads, model.labels, cut)
                )
            texts, gold = data / "gold" / f"{name}_texts.jsonl", data / "gold" / f"{name}_annotations.jsonl"
            result = score.score(texts, score.load(gold), predictions)
            out[name] = {k: v["f1"] for k, v in result.items() if "f1" in v} | result["accuracy"]
    model.load_state_dict(own)
    return out


__all__ = ["Labels", "evaluate", "predict", "scorer"]
