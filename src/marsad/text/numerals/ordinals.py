"""Ordinals: "الثاني", "الحادي عشر", "المئة والخامسة والعشرون", and those counted from the end or from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from marsad.text.numerals.cardinal import joined, read
from marsad.text.numerals.lexicon import lexicon
from marsad.text.numerals.tokens import Token, tokenize, word_at


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place in an order: "الثالث" is 3 from the start, "قبل الأخير" is -1 from the end, "التالي" is +1 from here.

    `start` and `end` are code points, half-open, into the text that was read.
    """

    start: int
    end: int
    offset: int
    relative_to: Literal["start", "current", "end"]


def find_ordinals(text: str) -> list[Ordinal]:
    """All ordinals of a text in order, among them definite tens and hundreds ("العشرون", "المئة") and relative ones.

    >>> find_ordinals("الجولة قبل الأخيرة")
    [Ordinal(start=7, end=18, offset=-1, relative_to='end')]
    """
    tokens = tokenize(text)
    found: list[Ordinal] = []
    i = 0
    while i < len(tokens):
        ordinal = _relative(tokens, i) or _ranked(tokens, i)
        if ordinal is None:
            i += 1
        else:
            found.append(ordinal[0])
            i = ordinal[1]
    return found


def read_ordinal(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The rank of the ordinal that begins at token `i` and the position after it, or None ("الحادي عشر": 11)."""
    word = word_at(tokens, i)
    if word is None:
        return None
    rank = word.ordinal or lexicon().bound_ordinals.get(_with_article(word.bare, word.definite))
    if rank is None:
        return None
    following = word_at(tokens, i + 1)
    if rank < 10 and following is not None and following.bare in lexicon().sets["teen"] and not following.joined:
        return rank + 10, i + 2
    j = joined(tokens, i + 1)
    tens = None if j is None else word_at(tokens, j)
    if rank < 10 and j is not None and tens is not None and tens.number is not None and tens.number.size == "tens":
        return rank + tens.number.value, j + 1
    return (rank, i + 1) if word.ordinal else None


def _with_article(bare: str, definite: bool) -> str:
    return "ال" + bare if definite and not bare.startswith("ال") else bare


def _ranked(tokens: Sequence[Token], i: int) -> tuple[Ordinal, int] | None:
    """An ordinal word, or a definite number that can only be a rank ("الثلاثون", "المئة والخامسة والعشرون")."""
    word = tokens[i].word
    if word is None:
        return None
    if (ranked := read_ordinal(tokens, i)) is not None:
        rank, stop = ranked
    elif word.definite and word.number is not None and (number := read(tokens, i)) is not None and not number.vague:
        rank, stop = int(number.low), number.stop
        if rank <= 10:
            return None
        j = joined(tokens, stop)
        rest = None if j is None else read_ordinal(tokens, j)
        if rest is not None and rank % 100 == 0:
            rank, stop = rank + rest[0], rest[1]
    else:
        return None
    return Ordinal(tokens[i].bare_start, tokens[stop - 1].end, rank, "start"), stop


def _relative(tokens: Sequence[Token], i: int) -> tuple[Ordinal, int] | None:
    sets, relative = lexicon().sets, lexicon().relative
    for stop in (i + 3, i + 2):
        words = [token.word.folded if token.word else "" for token in tokens[i:stop]]
        last = len(words) == stop - i and relative.get(words[-1]) == "end+0" and words[-2] in sets["before_last"]
        head = stop == i + 2 or (words[0] in sets["before_last_heads"] or words[0] == "الثانيه")
        if last and head and (words[-2] != "الي" or words[0] == "الثانيه"):
            return Ordinal(tokens[i].start, tokens[stop - 1].end, -1, "end"), stop
    word = tokens[i].word
    meaning = None if word is None else relative.get(word.folded)
    if meaning is None:
        return None
    place: Literal["current", "end"] = "current" if meaning.startswith("current") else "end"
    return Ordinal(tokens[i].start, tokens[i].end, int(meaning.removeprefix(place)), place), i + 1
