"""How place names are compared: the key of a name, the words of a text, the particles written onto a word.

The key drops what writers vary (diacritics, hamza, ta marbuta, final ya): "إدلب" and "ادلب" share a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_MARKS = "".join(map(chr, [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x0640, *range(0x06D6, 0x06EE)]))
_FOLD: dict[int, int | None] = {
    **dict.fromkeys(map(ord, _MARKS)),
    **str.maketrans("أإآٱىةؤئیکہ", "ااااي" + "هويي" + "كه"),
}
_WORD = re.compile(rf"[0-9A-Za-z\u0621-\u063A\u0641-\u064A\u0671-\u06D3{_MARKS}]+")


class Word(NamedTuple):
    """A word of a text: its key, its code point offsets and whether anything but blanks stands before it."""

    key: str
    start: int
    end: int
    apart: bool


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """What is compared of a name: letters folded, words parted by one blank ("طنجة-تطوان" → "طنجه تطوان")."""
    return " ".join(w.translate(_FOLD) for w in _WORD.findall(name))


def words(text: str) -> list[Word]:
    """The words of a text with their offsets; `text[word.start:word.end]` is the word as written."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        found.append(Word(key(match[0]), start, match.end(), bool(text[end:start].strip())))
        end = match.end()
    return found


def without_particles(word: str) -> Iterator[tuple[str, int]]:
    """The readings of a folded word: itself, then without و ف and without ب ل ك, each with the letters cut off.

    "وبالقاهره" is read as itself, "بالقاهره" (1) and "القاهره" (2); "للعراق" as itself, "لعراق" … and "العراق" (1).
    """
    yield word, 0
    cut = 0
    if len(word) > 3 and word[0] in "وف":
        cut = 1
        yield word[1:], 1
    rest = word[cut:]
    if rest.startswith("لل") and len(rest) > 3:
        yield "ا" + rest[1:], cut + 1
        yield rest[1:], cut + 1
    elif len(rest) > 3 and rest[0] in "بلك":
        yield rest[1:], cut + 1
