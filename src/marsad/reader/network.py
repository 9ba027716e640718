"""The heads of the reader in NumPy, on the word vectors that the encoder gives (the same arithmetic as in training).

Shapes: n words, s spans, h heads, d = 384. All logits; no state, no randomness.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# Abramowitz & Stegun 7.1.26, |error| < 1.5e-7: NumPy has no erf
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def gelu(x: Floats) -> Floats:
    """X · Φ(x), the exact GELU (Hendrycks & Gimpel 2016) up to the error of the erf approximation."""
    z = np.abs(x) * np.float32(2**-0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    a1, a2, a3, a4, a5 = map(np.float32, _ERF)
    erf = 1 - t * (a1 + t * (a2 + t * (a3 + t * (a4 + t * a5)))) * np.exp(-z * z)
    out: Floats = x * np.float32(0.5) * (1 + np.sign(x) * erf)
    return out


def log_softmax(x: Floats) -> Floats:
    """Row-wise log-probabilities."""
    shifted: Floats = x - x.max(-1, keepdims=True)
    out: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return out


def sigmoid(x: Floats) -> Floats:
    """Logistic function."""
    return (1 / (1 + np.exp(-x))).astype(np.float32)


class Heads:
    """All heads; `weights` by the names of the training network (matrices (out, in))."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self.weights = {k: np.ascontiguousarray(v.astype(np.float32)) for k, v in weights.items()}

    def _linear(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self.weights[name + ".weight"].T
        bias = self.weights.get(name + ".bias")
        return out if bias is None else out + bias

    def tags(self, words: Floats) -> Floats:
        """(n, d) → (n, all tag units)."""
        return self._linear("tags", words) + self.classify("tags_deep", words)

    def classify(self, name: str, spans: Floats) -> Floats:
        """`name` is `mode`, `status` or `scope`: (h, 3d) → (h, classes); or `tags_deep`: (n, d) → (n, tag units)."""
        return self._linear(name + ".3", gelu(self._linear(name + ".0", spans)))

    def contexts(self, sentences: Floats) -> Floats:
        """(sentences, d) mean words of sentences → (sentences, contexts) logits."""
        return self._linear("context", sentences)

    def roles(self, heads: Floats, kinds: Ints, spans: Floats, pairs: Ints, distance: Ints, flags: Floats) -> Floats:
        """Role logits (pairs, roles); `pairs` (pairs, 2) index `heads` (h, 3d) and `spans` (s, 3d)."""
        h, s = pairs[:, 0], pairs[:, 1]
        head = self._linear("pair_head", heads) + self.weights["kind.weight"][kinds]
        x = head[h] + self._linear("pair_span", spans)[s] + self.weights["distance.weight"][distance]
        bilinear = self._linear("left", heads)[h] * self._linear("right", spans)[s]
        x += self._linear("flags", flags) + self._linear("product", bilinear)
        return self._linear("role", gelu(x))


def running_sums(words: Floats) -> Doubles:
    """(n + 1, d): the sum of all word vectors before each word, in double precision so that differences are exact enough."""
    return np.concatenate([np.zeros((1, words.shape[1])), words.cumsum(0, dtype=np.float64)])


def span_vectors(words: Floats, spans: Ints, total: Doubles | None = None) -> Floats:
    """(s, 3d): first word, last word, mean of the words; `spans` (s, 2) half-open, `total` their `running_sums`."""
    if not len(spans):
        return np.zeros((0, 3 * words.shape[1]), np.float32)
    total = running_sums(words) if total is None else total
    starts, ends = spans[:, 0], spans[:, 1]
    mean = ((total[ends] - total[starts]) / (ends - starts)[:, None]).astype(np.float32)
    return np.concatenate([words[starts], words[ends - 1], mean], 1)
