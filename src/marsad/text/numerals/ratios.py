"""Fractions that news hardly means: "واحد من كل عشرين", "١ على ٢٠", "جزء من مئة", "ثمن الوزن", "ثلاثة وخمس".

News writes "ثلاثة من خمسة جنود" of people, خمس of five and ثمن of a price, so `find_numbers` does not read these;
`find_bare_numbers` does when it is asked to.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.text.numerals.cardinal import Reading, joined, read
from marsad.text.numerals.lexicon import lexicon
from marsad.text.numerals.quantity import Number
from marsad.text.numerals.tokens import Token, word_at

_LINKS = frozenset(("من", "علي", "في"))
_FROM = frozenset(("من",))


def read_ratio(tokens: Sequence[Token], i: int) -> Reading | None:
    """The ratio or doubtful fraction that begins at token `i` ("ثلاثة من خمسة" is 0.6), or None."""
    part = _is(tokens, i, lexicon().sets["part"])
    above = None if part or _is(tokens, i, frozenset("و")) else read(tokens, i)
    if above is None and not part:
        return _lone(tokens, i)
    stop = i if above is None else above.stop
    in_parts = _is(tokens, stop, lexicon().sets["part"])
    below = read(tokens, stop + in_parts + 1) if _is(tokens, stop + in_parts, _FROM if in_parts else _LINKS) else None
    if below is None or below.vague or below.low <= 0 or _is(tokens, below.first, lexicon().sets["percent_after_in"]):
        return above and (_lone(tokens, i) or _mixed(tokens, above))
    ratio = _value(1 if above is None else above.low, below.low, in_parts=in_parts)
    return Reading(i, below.stop, ratio, ratio, fraction=True)


def _value(above: Number, below: Number, *, in_parts: bool) -> float:
    """`above`/`below`; with جزء the last part of a larger number is counted: 203 جزء من 100 is 200.03."""
    if in_parts and above > below and below in (10, 100, 1000):
        return above // below * below + above % below / below
    return above / below


def _lone(tokens: Sequence[Token], i: int) -> Reading | None:
    """خمس, ثمن … as a part: at the end, or of a definite thing."""
    value = _doubtful(tokens, i)
    following = word_at(tokens, i + 1)
    of_whole = following is not None and following.folded.startswith("ال") and following.number is None
    if value is None or not (of_whole or i + 1 == len(tokens)):
        return None
    return Reading(i, i + 1, value, value, fraction=True)


def _mixed(tokens: Sequence[Token], whole: Reading) -> Reading | None:
    """A number and one doubtful part: "ثلاثة وخمس" is 3.2."""
    j = joined(tokens, whole.stop)
    part = None if j is None else _doubtful(tokens, j)
    if j is None or part is None or whole.stop != whole.first + 1:
        return None
    return Reading(whole.first, j + 1, whole.low + part, whole.high + part, fraction=True)


def _doubtful(tokens: Sequence[Token], i: int) -> float | None:
    word = word_at(tokens, i)
    if word is None or word.fraction is None or word.fraction.many or not word.fraction.ambiguous:
        return None
    return word.fraction.taken / word.fraction.parts


def _is(tokens: Sequence[Token], i: int, words: frozenset[str]) -> bool:
    word = word_at(tokens, i)
    return word is not None and word.folded in words
