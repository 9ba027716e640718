"""Spelling made comparable: keys for lexicon look-ups, and normalised text that can point back at the original.

Both work character by character from two tables that fill themselves, so that
`fold(a + b) == fold(a) + fold(b)` and every offset has an exact origin. What is unified, and why:

- marks (harakat, shadda, superscript alef, combining hamza and madda), tatweel, zero-width and bidi characters go;
- compatibility forms become what they stand for (Unicode NFKC/NFKD: "ﻻ" → "لا", "½" → "1⁄2", no-break space → space);
- digits of any script become 0-9, "٫" and "٬" become "." and ",";
- letters of other Arabic orthographies become the Arabic ones ("ک" → "ك", "ی" → "ي", "ہ" → "ه");
- and, in `fold` only: أ إ آ ٱ → ا, ؤ → و, ئ → ي, ى → ي, ة → ه, and the letters that newspapers add for foreign sounds
  (پ → ب, ڤ → ف, ڨ → ق, گ → ك, چ → ج), because outlets differ in just these; letters with case become lower-case.
  The bare hamza "ء" stays: it keeps words apart that nobody confuses in writing.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

_ORTHOGRAPHIES = {
    "ک": "ك", "ڪ": "ك", "ی": "ي", "ې": "ي", "ے": "ي", "ھ": "ه", "ہ": "ه", "ە": "ه", "ۂ": "ه", "ۀ": "ه", "ۃ": "ة",
    "ٵ": "ا", "ٴ": "", "٫": ".", "٬": ",", "ـ": "",
}  # fmt: skip
_UNIFIED = {
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ة": "ه", "پ": "ب", "ڤ": "ف", "ڨ": "ق", "گ": "ك", "چ": "ج", "ς": "σ",
}  # fmt: skip
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بكل"
_IMPERFECT = "يتنأا"  # what may follow the س of the future


class _Table(dict[int, str]):
    """Code point → its replacement, worked out when a character is first met: a table that `str.translate` can use."""

    def __init__(self, *, letters: bool) -> None:
        self.letters = letters

    def __missing__(self, code: int) -> str:
        self[code] = result = "".join(self._fold(chr(code)))
        return result

    def _fold(self, character: str) -> Iterable[str]:
        whole = unicodedata.normalize("NFKD" if self.letters else "NFKC", character)
        for part in whole.lower() if self.letters else whole:
            letter = _ORTHOGRAPHIES.get(part, part)
            letter = _UNIFIED.get(letter, letter) if self.letters else letter
            if letter and unicodedata.category(letter) not in ("Mn", "Me", "Cf"):
                yield str(digit) if (digit := unicodedata.decimal(letter, None)) is not None else letter


_FOLDED = _Table(letters=True)
_LIGHT = _Table(letters=False)


def fold(text: str) -> str:
    """The key under which a word or phrase is looked up: every spelling that outlets vary is made one.

    The length may change; `normalise(text, letters=True)` gives the same string with offsets. Idempotent, and a
    homomorphism: `fold(a + b) == fold(a) + fold(b)`. White space is kept (no-break spaces become spaces).

    >>> fold("إِسْلامُ آبــاد ٢٠٢٦")
    'اسلام اباد 2026'
    """
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text that knows where each of its characters came from.

    `starts[i]` is the code point offset in `original` of the character that produced `text[i]`; non-decreasing.
    """

    text: str
    original: str
    starts: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Code points `start:end` of the normalised text as code points of the original, half-open.

        The marks and the tatweel that follow a letter belong to it; a ligature is taken whole even when only a part
        of what it stands for is asked for. An empty range gives an empty range. Raises `ValueError` out of range.

        >>> normalise("قَالَ الوزير").source(0, 3)
        (0, 5)
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no such range in the normalised text: {start}:{end}")
        first = self.starts[start] if start < len(self.starts) else len(self.original)
        if start == end:
            return first, first
        last = self.starts[end - 1] + 1
        while last < len(self.original) and _belongs_to_letter(self.original[last]):
            last += 1
        return first, last

    def target(self, start: int, end: int) -> tuple[int, int]:
        """The other way: original code points `start:end` as a range of the normalised text (empty if all was dropped).

        >>> normalise("قَالَ الوزير").target(6, 12)
        (4, 10)
        """
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def normalise(text: str, *, letters: bool = False) -> Normalised:
    """The text without marks, tatweel and invisible characters, with Arabic letters and 0-9, and the way back.

    With `letters` the spelling variants are unified as well: then `normalise(x, letters=True).text == fold(x)`.

    >>> normalise("الأُمَم المتّحدة ١٥").text
    'الأمم المتحدة 15'
    """
    table = _FOLDED if letters else _LIGHT
    pieces = [table[ord(character)] for character in text]
    starts = tuple([i for i, piece in enumerate(pieces) for _ in piece])
    return Normalised("".join(pieces), text, starts)


def strip_clitics(word: str) -> list[str]:
    """The word, then what may stand in a lexicon once attached particles are removed, the least changed first.

    Removes و ف, then ب ل ك (or س before an imperfect), then ال; "لل" gives back the article that it swallowed. A
    particle of one letter leaves at least three letters, the article at least two. Purely formal: the lexicon decides
    which of them is a word.

    >>> strip_clitics("وبالقاهرة")
    ['وبالقاهرة', 'بالقاهرة', 'القاهرة', 'قاهرة']
    >>> strip_clitics("للأمم")
    ['للأمم', 'لأمم', 'الأمم', 'أمم']
    """
    stems = [word]
    if len(word) > 3 and word[0] in _CONJUNCTIONS:
        stems.append(word[1:])
    for stem in tuple(stems):
        if len(stem) > 3 and (stem[0] in _PREPOSITIONS or (stem[0] == "س" and stem[1] in _IMPERFECT)):
            stems.append(stem[1:])
        if len(stem) > 3 and stem.startswith("لل"):
            stems.append("ال" + stem[2:])
    stems += [stem[2:] for stem in stems if len(stem) > 3 and stem.startswith("ال")]
    return list(dict.fromkeys(stems))


def _belongs_to_letter(character: str) -> bool:
    return character == "ـ" or unicodedata.category(character) in ("Mn", "Me")
