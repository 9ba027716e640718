"""Where fine-tuning starts: the shipped int8 weights as floats, and what of them a model with other labels takes over.

int8 holds every weight to within half a step of its output channel's scale; the word vectors of the floats and of the
network that ships agree to a mean cosine of .986 (tests/training/test_start.py holds them to more than .97).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from marsad.reader.labels import NO_MODE, Labels
from marsad.training.model import Encoder, Reader

Array = npt.NDArray[np.float32]


def float_encoder(path: Path) -> Encoder:
    """The encoder of a model folder (`encoder.onnx` as `onnx_graph.build` and `quantise` make it) in PyTorch."""
    graph = onnx.load(path).graph
    t = dequantised(graph)
    _, heads, size = t["heads"].astype(int)
    layers = 1 + max(int(name[1:].partition(".")[0]) for name in t if name[0] == "l" and name[1].isdigit())
    encoder = Encoder(
        len(t["emb.word"]), layers, _pool(graph, layers), int(heads), int(heads * size), len(t["l0.fi.b"])
    )
    with torch.no_grad():
        encoder.word.weight.copy_(torch.from_numpy(t["emb.word"]))
        encoder.position.weight.copy_(torch.from_numpy(t["emb.pos"]))
        _copy(encoder.norm, t["emb.ln.w"], t["emb.ln.b"])
        for i, layer in enumerate(encoder.layers):
            weight, bias = t[f"l{i}.qkv.w"].T.copy(), t[f"l{i}.qkv.b"].copy()
            weight[: heads * size] *= size**0.5  # the graph has the scale of attention inside the query
            bias[: heads * size] *= size**0.5
            _copy(layer.qkv, weight, bias)
            for name in ("ao", "fi", "fo"):
                _copy(getattr(layer, name), t[f"l{i}.{name}.w"].T, t[f"l{i}.{name}.b"])
            for name in ("aln", "oln"):
                _copy(getattr(layer, name), t[f"l{i}.{name}.w"], t[f"l{i}.{name}.b"])
    return encoder


def dequantised(graph: onnx.GraphProto) -> dict[str, Array]:
    """The initialisers of a graph as floats: `X_quantized` becomes `X`, (value - zero point) × scale."""
    raw = {w.name: numpy_helper.to_array(w) for w in graph.initializer}
    out: dict[str, Array] = {}
    for name, value in raw.items():
        stem, _, kind = name.rpartition("_")
        if kind == "quantized":
            zero = raw[f"{stem}_zero_point"].astype(np.float32)
            out[stem] = (value.astype(np.float32) - zero) * raw[f"{stem}_scale"]
        elif not name.endswith(("_scale", "_zero_point")):
            out[name] = value.astype(np.float32)
    return out


def _pool(graph: onnx.GraphProto, layers: int) -> int:
    """After how many layers pieces become units."""
    names = [node.name for node in graph.node]
    after = names[names.index("pooled") :]
    return next((i for i in range(layers) if any(name.startswith(f"l{i}.") for name in after)), layers)


def _copy(module: torch.nn.Module, weight: Array, bias: Array) -> None:
    module.weight.copy_(torch.from_numpy(np.ascontiguousarray(weight)))  # type: ignore[operator]
    module.bias.copy_(torch.from_numpy(bias))  # type: ignore[operator]


def take_over(model: Reader, weights: Mapping[str, Array], old: Labels, like: Mapping[str, str]) -> None:
    """Give a model with other labels the heads of a trained one: every unit of a label that both have, row by row.

    `like` names, for a new type or field, the old one to start from (`{"WATER-ATTACK": "ASSAULT"}`); what is like
    nothing keeps its random start.
    """
    new = model.labels
    units: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        "tags": (_tags(old), _tags(new)),
        "tags_deep.3": (_tags(old), _tags(new)),
        "mode.3": (old.mode_units, new.mode_units),
        "status.3": (old.statuses, new.statuses),
        "scope.3": (old.scopes, new.scopes),
        "kind": (old.heads, new.heads),
        "role": (old.roles, new.roles),
    }
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if name not in weights:
                continue
            source, stem = torch.from_numpy(weights[name].astype(np.float32)), name.rpartition(".")[0]
            if stem in units:
                for row, mine in _rows(*units[stem], like):
                    value[mine] = source[row]
            elif name == "flags.weight":
                _take_flags(value, source, old, new, like)
            elif value.shape == source.shape:
                value.copy_(source)


def _tags(labels: Labels) -> list[str]:
    """A name for every unit of the tagger, such as `trigger:ASSAULT:B`."""
    families = {
        "trigger": labels.types,
        "figure": labels.measures,
        "claim": labels.claims,
        **{g: [g] for g in labels.groups},
    }
    return [
        f"{f}:{label}" for f, found in families.items() for label in ["", *(f"{x}:{t}" for x in found for t in "BI")]
    ]


def _rows(old: Sequence[str], new: Sequence[str], like: Mapping[str, str]) -> Iterable[tuple[int, int]]:
    at = {name: i for i, name in enumerate(old)}
    for mine, name in enumerate(new):
        found = at.get(name, at.get(_older(name, like)))
        if found is not None:
            yield found, mine


def _older(name: str, like: Mapping[str, str]) -> str:
    """The unit that a new one starts from: "trigger:WATER-CUT:B" from "trigger:COERCE:B", "WATER-CUT/none" alike."""
    for mark in (":", "/"):
        if mark in name and name != NO_MODE:
            return mark.join(like.get(part, part) for part in name.split(mark))
    return like.get(name, name)


def _take_flags(value: torch.Tensor, source: torch.Tensor, old: Labels, new: Labels, like: Mapping[str, str]) -> None:
    fixed = source.shape[1] - len(old.groups)
    value[:, :fixed] = source[:, :fixed]
    for row, mine in _rows(old.groups, new.groups, like):
        value[:, fixed + mine] = source[:, fixed + row]
