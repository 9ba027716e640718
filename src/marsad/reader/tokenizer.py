"""Words of the text and the pieces that the encoder sees.

A word is a run of letters and digits (with their diacritics) or one other mark; offsets are code points into the text.
Each word is segmented on its own by the unigram model of SentencePiece (Kudo 2018): the segmentation with the highest
sum of piece log-probabilities, found by Viterbi. Diacritics and tatweel are dropped before the look-up.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

META = "\u2581"
BOS, PAD, EOS, UNK = 0, 1, 2, 3
MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
MAX_WORD = 48
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}]){{0,{MAX_WORD}}}|[^\w\s]|_|\w")
_MARK = re.compile(f"[{MARKS}]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text[start:end]`; `spaced` tells whether white space (or the sentence's start) precedes it."""

    start: int
    end: int
    spaced: bool


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]` with offsets into `text`: "قُتل 3." has three words."""
    end = len(text) if end is None else end
    out: list[Word] = []
    previous = -1
    for m in _WORD.finditer(text, start, end):
        out.append(Word(m.start(), m.end(), m.start() != previous))
        previous = m.end()
    return out


class Borders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ids of the pieces that open a window and close a sentence, and how many pieces fit before the last one."""

    begin: int = BOS
    end: int = EOS
    limit: int = 510


class Segmenter(Protocol):
    """Cuts words into the pieces of an encoder."""

    @property
    def borders(self) -> Borders:
        """What the encoder wants around sentences."""
        ...

    def pieces(self, word: str, spaced: bool) -> tuple[int, ...]:
        """Piece ids of one word, at least one; `spaced` tells whether white space precedes it."""
        ...


def without_marks(word: str) -> str:
    """The letters of a word without diacritics, tatweel and marks of direction: "قُتِل" is "قتل"; never empty."""
    return _MARK.sub("", word) or word[:1]


class WordCache(ABC):
    """The pieces of words that were cut before; the memory is bounded, for archives never stop bringing new words."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], tuple[int, ...]] = {}

    def pieces(self, word: str, spaced: bool) -> tuple[int, ...]:
        """Piece ids of one word, at least one; `spaced` tells whether white space precedes it."""
        key = (word, spaced)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[key] = self._cut(word, spaced)
        return found

    @abstractmethod
    def _cut(self, word: str, spaced: bool) -> tuple[int, ...]:
        """Cut a word that was not met before."""


class Tokenizer(WordCache):
    """Unigram segmentation with a fixed vocabulary; ids are positions in `pieces`."""

    borders = Borders()

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        super().__init__()
        self.ids = {piece: i for i, piece in enumerate(pieces) if i > UNK}
        self._scores = list(scores)
        self._longest = max(map(len, self.ids), default=1)
        self._unknown = min(self._scores) - 10.0

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Tokenizer:
        """From lines `piece<TAB>score` in id order (the file `pieces.tsv` beside the weights)."""
        pairs = [line.rstrip("\n").split("\t") for line in lines]
        return cls([p for p, _ in pairs], [float(s) for _, s in pairs])

    def _cut(self, word: str, spaced: bool) -> tuple[int, ...]:
        return self._segment(self._plain(word, spaced))

    @staticmethod
    def _plain(word: str, spaced: bool) -> str:
        plain = unicodedata.normalize("NFKC", without_marks(word)).replace(" ", "") or word[:1]
        return META + plain if spaced else plain

    def _segment(self, text: str) -> tuple[int, ...]:
        n = len(text)
        best = [0.0] + [-1e30] * n
        back: list[tuple[int, int]] = [(0, UNK)] * (n + 1)
        for i in range(n):
            if best[i] + self._unknown > best[i + 1]:
                best[i + 1], back[i + 1] = best[i] + self._unknown, (i, UNK)
            for j in range(i + 1, min(n, i + self._longest) + 1):
                piece = self.ids.get(text[i:j])
                if piece is not None and best[i] + self._scores[piece] > best[j]:
                    best[j], back[j] = best[i] + self._scores[piece], (i, piece)
        out: list[int] = []
        while n:
            n, piece = back[n]
            out.append(piece)
        return tuple(reversed(out))
