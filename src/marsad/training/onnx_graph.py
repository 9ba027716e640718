"""The encoder as an ONNX graph, built by hand so that it is small, fused and the same on every machine.

Inputs `ids` (pieces,), `first` and `last` (units,) int64; output `hidden` (units, width) float32. One window at a time:
dynamic int8 takes one scale per activation tensor, so a batch would make a sentence's labels depend on its neighbours.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[np.float32]


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, op: str, inputs: list[str], name: str, outputs: int = 1, **attributes: object) -> str:
        names = [name] if outputs == 1 else [f"{name}{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=name, **attributes))
        return names[0]


def build(tensors: dict[str, Array], layers: int, pool: int, heads: int) -> onnx.ModelProto:
    """`tensors` by the names of the checkpoint (`emb.word`, `l0.q.w` …), matrices (out, in)."""
    g = _Graph()
    hidden = tensors["emb.word"].shape[1]
    size = hidden // heads
    f32 = np.float32
    g.weight("heads", np.array([-1, heads, size], np.int64))
    g.weight("flat", np.array([-1, hidden], np.int64))
    word = g.add("Gather", [g.weight("emb.word", tensors["emb.word"]), "ids"], "word")
    n = g.add("Shape", ["ids"], "n")
    zero, one = g.weight("zero", np.array([0], np.int64)), g.weight("one", np.array([1], np.int64))
    place = g.weight("emb.pos", (tensors["emb.pos"] + tensors["emb.type"][0]).astype(f32))
    place = g.add("Slice", [place, zero, n, zero, one], "position")
    x = g.add("Add", [word, place], "embedded")
    x = _norm(g, x, tensors, "emb.ln")
    for i in range(layers):
        if i == pool:
            x = _pool(g, x)
        x = _layer(g, x, tensors, f"l{i}", hidden, size)
    if pool == layers:
        x = _pool(g, x)
    g.nodes.append(helper.make_node("Identity", [x], ["hidden"], name="out"))
    graph = helper.make_graph(
        g.nodes,
        "marsad-encoder",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, [size])
            for name, size in (("ids", "pieces"), ("first", "units"), ("last", "units"))
        ],
        [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["units", hidden])],
        g.weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def _pool(g: _Graph, x: str) -> str:
    ends = [g.add("Gather", [x, end], f"{end}.pieces", axis=0) for end in ("first", "last")]
    return g.add("Mul", [g.add("Add", ends, "ends"), g.weight("half", np.array(0.5, np.float32))], "pooled")


def _norm(g: _Graph, x: str, t: dict[str, Array], name: str) -> str:
    scale, bias = g.weight(name + ".w", t[name + ".w"]), g.weight(name + ".b", t[name + ".b"])
    return g.add("LayerNormalization", [x, scale, bias], name, axis=-1, epsilon=1e-12)


def _linear(g: _Graph, x: str, weight: Array, bias: Array, name: str) -> str:
    product = g.add("MatMul", [x, g.weight(name + ".w", weight.T)], name + ".mm")
    return g.add("Add", [product, g.weight(name + ".b", bias)], name)


def _layer(g: _Graph, x: str, t: dict[str, Array], p: str, hidden: int, size: int) -> str:
    scale = np.float32(size**-0.5)
    weight = np.concatenate([t[p + ".q.w"] * scale, t[p + ".k.w"], t[p + ".v.w"]])
    bias = np.concatenate([t[p + ".q.b"] * scale, t[p + ".k.b"], t[p + ".v.b"]])
    qkv = _linear(g, x, weight, bias, p + ".qkv")
    g.add("Split", [qkv], p + ".part", outputs=3, axis=-1, num_outputs=3)
    q, k, v = (g.add("Reshape", [f"{p}.part{i}", "heads"], f"{p}.{c}r") for i, c in enumerate("qkv"))
    q = g.add("Transpose", [q], p + ".q", perm=[1, 0, 2])
    k = g.add("Transpose", [k], p + ".k", perm=[1, 2, 0])
    v = g.add("Transpose", [v], p + ".v", perm=[1, 0, 2])
    scores = g.add("Softmax", [g.add("MatMul", [q, k], p + ".scores")], p + ".attention", axis=-1)
    context = g.add("Transpose", [g.add("MatMul", [scores, v], p + ".mix")], p + ".context", perm=[1, 0, 2])
    context = g.add("Reshape", [context, "flat"], p + ".joined")
    out = _linear(g, context, t[p + ".ao.w"], t[p + ".ao.b"], p + ".ao")
    x = _norm(g, g.add("Add", [x, out], p + ".res1"), t, p + ".aln")
    inner = g.add("Gelu", [_linear(g, x, t[p + ".fi.w"], t[p + ".fi.b"], p + ".fi")], p + ".gelu")
    out = _linear(g, inner, t[p + ".fo.w"], t[p + ".fo.b"], p + ".fo")
    return _norm(g, g.add("Add", [x, out], p + ".res2"), t, p + ".oln")


def quantise(source: Path, target: Path, exclude: list[str] | None = None) -> None:
    """int8 weights per output channel; activations are quantised at run time, one scale per tensor."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=exclude or [],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )
