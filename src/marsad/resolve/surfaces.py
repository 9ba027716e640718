"""Words as they stand in a text, and the forms in which a lexicon word may stand there.

Small lexicons are unfolded into all their written forms once, so that a text is read with one look-up a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from marsad.text.normalise import fold

_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u064b-\u065f\u0670\u200b-\u200f])*")  # a letter keeps its marks
_QUOTES = frozenset({"", '"', "“", "”", "«", "»", "'", "(", ")", "#"})
_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)(?=..)")
_PARTICLES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


class Word(NamedTuple):
    """A word of the text: `text[start:end]`; `key` is its folded spelling, clitics and all."""

    start: int
    end: int
    key: str


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of `text[start:end]`, in order, offsets into `text`.

    >>> [w.key for w in words("التزم الطرفان بالهُدنة")]
    ['التزم', 'الطرفان', 'بالهدنه']
    """
    stop = len(text) if end is None else end
    if (start, stop) == (0, len(text)):
        return _all_words(text)
    if _inside(text, start) or _inside(text, stop):  # a word is cut
        return _words(text, start, stop)
    whole = _all_words(text)
    return whole[bisect_left(whole, start, key=_start) : bisect_left(whole, stop, key=_start)]


def _words(text: str, start: int, stop: int) -> tuple[Word, ...]:
    return tuple(Word(m.start(), m.end(), key) for m in _WORD.finditer(text, start, stop) if (key := _key(m[0])))


@lru_cache(maxsize=64)  # an article and its phrases are read by several resolvers in turn
def _all_words(text: str) -> tuple[Word, ...]:
    return _words(text, 0, len(text))


_start = itemgetter(0)


def _inside(text: str, at: int) -> bool:
    """Whether a cut at an offset may go through a word."""
    return 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace()


_key = lru_cache(maxsize=1 << 15)(fold)


def surfaces(stem: str) -> Iterator[tuple[str, int, bool]]:
    """Every written form of a word with clitics: the folded form, how many letters precede the word, definite or not.

    The article counts as part of the word; in "للهدنة" it is swallowed, so nothing is taken off there.
    """
    word = fold(stem)
    definite = word.startswith("ال")
    bare = word[2:] if definite else word
    for particle in _PARTICLES:
        if not definite:
            yield particle + bare, len(particle), False
        if particle.endswith("ل"):
            yield f"{particle}ل{bare}", len(particle) - 1, True
        else:
            yield f"{particle}ال{bare}", len(particle), True


@lru_cache(maxsize=1 << 15)
def bare(key: str) -> str:
    """A folded word without an article and the particles that stand before it ("والهدنه" → "هدنه").

    A particle is taken off only where an article follows, because a first letter alone may belong to the word.
    """
    match = _ARTICLE.match(key)
    return key[match.end() :] if match else key


def taken_off(word: Word, letters: int) -> int:
    """Offset at which the word begins once that many letters are taken off it; its own start where marks stand inside.

    "بالهدنة" without the particle begins one letter later; "بِالهدنة" is left whole.
    """
    return word.start + letters if word.end - word.start == len(word.key) else word.start


def gap(text: str, before: Word, after: Word) -> str:
    """What stands between two words, without white space: punctuation, or nothing."""
    between = text[before.end : after.start]
    return "" if between == " " else "".join(between.split())


def joined(text: str, row: Sequence[Word], j: int) -> bool:
    """Whether word `j` follows the one before it with nothing but white space or quotation marks between them."""
    return 0 < j < len(row) and gap(text, row[j - 1], row[j]) in _QUOTES
