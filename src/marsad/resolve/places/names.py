"""How place names are compared: the key of a name, the words of a text, the particles written onto a word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from marsad.text.normalise import fold

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f])*")
_LOOSE = " \t\u00a0-_#ـ"  # what may stand between the words of one name


class Word(NamedTuple):
    """A word of a text: its key, its code point offsets, and whether a sign (comma, bracket …) stands before it."""

    key: str
    start: int
    end: int
    apart: bool


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """What is compared of a name: folded letters, words parted by one blank ("طنجة-تطوان" → "طنجه تطوان")."""
    return " ".join(_WORD.findall(fold(name)))


def words(text: str) -> list[Word]:
    """The words of a text with their offsets; `text[word.start:word.end]` is the word as written."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start, stop = match.span()
        found.append(Word(key(match[0]), start, stop, bool(text[end:start].strip(_LOOSE))))
        end = stop
    return found


@lru_cache(maxsize=16384)
def without_particles(word: str) -> tuple[tuple[str, int], ...]:
    """The readings of a folded word: itself, then without و ف and without ب ل ك, each with the letters cut off.

    "وبالقاهره" is read as itself, "بالقاهره" (1) and "القاهره" (2). "لل" keeps both
    letters, for it holds an article: "للعراق" is read as "العراق" (0).
    """
    readings = [(word, 0)]
    cut = 1 if len(word) > 3 and word[0] in "وف" else 0
    rest = word[cut:]
    if cut:
        readings.append((rest, 1))
    if rest.startswith("لل") and len(rest) > 3:
        readings += [("ا" + rest[1:], cut), (rest[1:], cut + 1)]
    elif len(rest) > 3 and rest[0] in "بلك":
        readings.append((rest[1:], cut + 1))
    return tuple(readings)
