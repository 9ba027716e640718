"""The arithmetic of the heads against plain loops, and against the training network where PyTorch is installed."""

from __future__ import annotations

import math
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.knowledge import load
from marsad.reader.features import DISTANCES, FLAGS
from marsad.reader.labels import plover_labels
from marsad.reader.network import Heads, gelu, log_softmax, sigmoid, span_vectors

ROOT = Path(__file__).resolve().parents[2]
PLOVER = load("plover")
LABELS = plover_labels({kind: list(modes) for kind, modes in PLOVER["modes"].items()}, list(PLOVER["contexts"]))
SIZED = st.integers(1, 30).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(1, n)).filter(lambda s: s[0] < s[1]), max_size=8),
    )
)


@given(st.floats(-30, 30, width=32))
def test_gelu_is_x_times_the_normal_distribution(x: float) -> None:
    exact = x * 0.5 * (1 + math.erf(x / math.sqrt(2)))
    assert float(gelu(np.array([x], np.float32))[0]) == pytest.approx(exact, abs=2e-6 * max(1, abs(x)))


def test_gelu_of_nothing_is_nothing() -> None:
    assert gelu(np.zeros(3, np.float32)).tolist() == [0.0, 0.0, 0.0]


@given(st.lists(st.floats(-50, 50, width=32), min_size=1, max_size=9))
def test_log_softmax_gives_probabilities_that_sum_to_one(row: list[float]) -> None:
    out = log_softmax(np.array([row], np.float32))
    assert np.exp(out).sum() == pytest.approx(1, abs=1e-5)
    assert out[0].max() == out[0, int(np.argmax(row))]


@given(st.floats(-20, 20))
def test_sigmoid_is_the_logistic_function(x: float) -> None:
    assert float(sigmoid(np.array([x], np.float32))[0]) == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-4)


@given(SIZED)
def test_a_span_is_its_first_word_its_last_word_and_the_mean(sized: tuple[int, list[tuple[int, int]]]) -> None:
    n, at = sized
    words = np.random.default_rng(n).normal(size=(n, 5)).astype(np.float32)
    out = span_vectors(words, np.array(at, np.int64).reshape(-1, 2))
    assert out.shape == (len(at), 15)
    for row, (start, end) in zip(out, at, strict=True):
        loop = [sum(float(words[i, k]) for i in range(start, end)) / (end - start) for k in range(5)]
        assert row[:5].tolist() == words[start].tolist()
        assert row[5:10].tolist() == words[end - 1].tolist()
        assert row[10:].tolist() == pytest.approx(loop, abs=1e-5)


def test_a_head_is_a_matrix_and_a_bias() -> None:
    heads = Heads({"context.weight": np.array([[1, 2], [3, 4], [5, 6]]), "context.bias": np.array([0.5, 0, 0])})
    assert heads.contexts(np.array([[1, 10]], np.float32)).tolist() == [[21.5, 43, 65]]


def test_weights_of_half_precision_are_computed_in_single() -> None:
    heads = Heads({"context.weight": np.array([[0.5]], np.float16), "context.bias": np.array([0], np.float16)})
    assert heads.contexts(np.array([[1 / 3]], np.float32)).dtype == np.float32


@pytest.fixture(scope="module")
def trained() -> Any:
    """The training network with random weights; skipped where PyTorch is not installed."""
    torch = pytest.importorskip("torch")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        training = import_module("marsad.training.model")
    torch.manual_seed(3)
    network = training.Reader(training.Encoder(50, 1), LABELS).eval()
    with torch.no_grad():
        for weight in network.parameters():
            weight.normal_(0, 0.05)
    return network


def ported(network: Any) -> Heads:
    return Heads({name: w.numpy() for name, w in network.state_dict().items() if not name.startswith("encoder.")})


def test_the_heads_are_those_of_the_training_network(trained: Any) -> None:
    torch = import_module("torch")
    chance = np.random.default_rng(0)
    words = chance.normal(size=(12, 384)).astype(np.float32)
    spans = np.array([[0, 1], [3, 7], [11, 12]])
    kinds, pairs = np.array([2, 5]), np.array([[0, 0], [0, 2], [1, 1]])
    distance = chance.integers(0, DISTANCES, 3)
    flags = chance.random((3, FLAGS + len(LABELS.groups))).astype(np.float32)
    t, heads = torch.from_numpy, ported(trained)
    ours = span_vectors(words, spans)
    with torch.no_grad():
        theirs = trained.spans(t(words), t(spans[:, 0]), t(spans[:, 1]))
        expected = {
            "spans": (ours, theirs),
            "tags": (heads.tags(words), trained.tag(t(words))),
            **{
                name: (heads.classify(name, ours), getattr(trained, name)(theirs))
                for name in ("mode", "status", "scope")
            },
            "contexts": (
                heads.contexts(ours[:, -384:]),
                trained.contexts(t(words), t(spans[:, 0]), t(spans[:, 1])),
            ),
            "roles": (
                heads.roles(ours[:2], kinds, ours, pairs, distance, flags),
                trained.roles(theirs[:2], t(kinds), theirs, t(pairs), t(distance), t(flags)),
            ),
        }
    for name, (mine, reference) in expected.items():
        np.testing.assert_allclose(mine, reference.numpy(), atol=2e-5, err_msg=name)
