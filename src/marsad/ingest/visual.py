"""From the order in which a page shows its glyphs to the order in which its text is read.

The inverse of what the Unicode Bidirectional Algorithm (UAX #9) does to a line that runs from right to left, for what
news contains: Arabic, numbers and Latin names. A number keeps its digits in order with one of . , : / between them; a Latin
run goes from its first letter to its last, with what stands between.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_PRESENTATION = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]+")
_LEFT_RUN = re.compile(r"[^R]*[LN][^R]*")
_NUMBER = re.compile(r"N(?:S?N)*")
_BRACKETS = str.maketrans("()[]{}«»", ")(][}{»«")
_DEPTH = {"(": 1, "[": 1, "{": 1, "«": 1, ")": -1, "]": -1, "}": -1, "»": -1}


def logical(glyphs: Sequence[str]) -> str:
    """The text of a line whose glyphs are given from right to left; a glyph may stand for several letters ("لا").

    >>> logical(list("في 51 يام"))
    'في 15 يام'
    """
    texts = [_letters(glyph) for glyph in glyphs]
    kinds = "".join(_kind(text) for text in texts)
    out: list[str] = []
    end = 0
    for run in _LEFT_RUN.finditer(kinds):
        for start, stop in _turned(kinds, run.start(), run.end()):
            out += texts[end:start]
            out += reversed(texts[start:stop])
            end = stop
    return "".join(out + texts[end:])


def mended(lines: Iterable[str]) -> list[str]:
    """The lines with their brackets turned where more of them close before they open than the other way round.

    Some programs write down the bracket that is seen, others the one that is meant.
    """
    listed = list(lines)
    turned = [line.translate(_BRACKETS) for line in listed]
    return turned if _faults(turned) < _faults(listed) else listed


def runs_backwards(lines: Iterable[str]) -> bool:
    """Whether Arabic words stand in the wrong order of letters: more of them end in "لا" than begin with "ال"."""
    words = [word for line in lines for word in line.split() if len(word) > 3]
    return sum(word.endswith("لا") for word in words) > 2 * sum(word.startswith("ال") for word in words)


def _turned(kinds: str, start: int, end: int) -> list[tuple[int, int]]:
    """What runs from left to right within kinds[start:end], which holds no Arabic."""
    segment = kinds[start:end]
    latin = [match.start() for match in re.finditer("L", segment)]
    if not latin:
        return [(start + n.start(), start + n.end()) for n in _NUMBER.finditer(segment)]
    first, last = latin[0], latin[-1] + 1
    while first and segment[first - 1] in "NS":  # "COVID-19" is one run, "2026 Al-Sahel" is two
        first -= 1
    while first < last and segment[first] == "S":
        first += 1
    before = [(start + n.start(), start + n.end()) for n in _NUMBER.finditer(segment[:first])]
    after = [(start + last + n.start(), start + last + n.end()) for n in _NUMBER.finditer(segment[last:])]
    return [*before, (start + first, start + last), *after]


def _kind(text: str) -> str:
    """L Latin (or another script that runs to the right), R Arabic, N digit, S what may stand in a number, W the rest."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("AL", "R"):
            return "R"
        if direction == "L":
            return "L"
        if direction in ("EN", "AN"):
            return "N"
    return "S" if text in {".", ",", ":", "/", "-", "٫", "٬"} else "W"


def _letters(glyph: str) -> str:
    """Letters for forms of letters; a mark that stands alone brings a space along, which goes."""
    return _PRESENTATION.sub(lambda form: unicodedata.normalize("NFKC", form[0]).replace(" ", ""), glyph)


def _faults(lines: Iterable[str]) -> int:
    faults = depth = 0
    for line in lines:
        for character in line:
            depth += _DEPTH.get(character, 0)
            if depth < 0:
                faults, depth = faults + 1, 0
    return faults
