"""Texts that nearly repeat each other: shingles of words, their resemblance, and samples by which to find them (MinHash).

Resemblance and MinHash: A. Broder, "On the resemblance and containment of documents" (1997).
"""

from __future__ import annotations

import re
import zlib
from functools import cache

import numpy as np
import numpy.typing as npt

from marsad.text.normalise import fold

WORDS = 3  # of a shingle
ALIKE = 0.6  # resemblance from which one text nearly repeats another
BANDS, ROWS = 24, 4  # two texts of resemblance r share a band with probability 1 - (1 - r**ROWS)**BANDS: .96 at .6
LEAST = 12  # shingles below which a text is too short to compare
_PRIME = (1 << 31) - 1
_WORD = re.compile(r"\w+")

Shingles = npt.NDArray[np.uint64]


def shingles(text: str) -> Shingles:
    """The different hashes of every three words in a row, sorted; spelling variants, marks and punctuation do not count."""
    words = _WORD.findall(fold(text))
    runs = {zlib.crc32(" ".join(words[i : i + WORDS]).encode()) for i in range(len(words) - WORDS + 1)}
    return np.array(sorted(runs), dtype=np.uint64)


def resemblance(a: Shingles, b: Shingles) -> float:
    """The share of the shingles of either text that both have (Jaccard), 0 to 1."""
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / max(1, len(a) + len(b) - common)


def bands(found: Shingles) -> list[int]:
    """`BANDS` numbers (signed, 64 bits) of which texts that are alike share at least one; none of a very short text."""
    if len(found) < LEAST:
        return []
    factors, terms = _numbers()
    least = ((found[None, :] % _PRIME * factors + terms) % _PRIME).min(axis=1).reshape(BANDS, ROWS)
    return [zlib.crc32(row.tobytes()) << 8 | number for number, row in enumerate(least)]


@cache
def _numbers() -> npt.NDArray[np.uint64]:
    """Factors and terms of the permutations: the same in every run, or stored bands would be worthless."""
    return np.random.Generator(np.random.PCG64(20260208)).integers(
        1, _PRIME, size=(2, BANDS * ROWS, 1), dtype=np.uint64
    )
