"""The grammar of one bare number: "خمسة وعشرون", "3 آلاف", "مليون ونصف المليون", "عشرات الآلاف".

    number  := vague | part (و part)* (و fraction)?       parts of falling size
    part    := group scale* | scale
    group   := digits | hundreds (و below)? | below مئة? ;  below := unit عشر | unit و tens | unit | tens
    vague   := few (عشرات|مئات|scales)? | (عشرات|مئات) scales? | scales

Every function takes the position of a token and returns the position after what it read, or None: no backtracking
beyond one part, so reading is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.text.numerals.lexicon import Entry, lexicon
from marsad.text.numerals.quantity import Number
from marsad.text.numerals.tokens import Token, word_at

_FEW = (3, 9)
_SOME = (2, 9)  # "عشرات" is two to nine tens
_THOUSAND = 1000


class Reading(NamedTuple):
    """A bare number over tokens `first` to `stop`; `scale` is its last factor ("20 ألف": 1000), `low <= high`."""

    first: int
    stop: int
    low: Number
    high: Number
    scale: int = 1
    vague: bool = False
    fraction: bool = False


class _Part(NamedTuple):
    value: Number
    scale: int
    stop: int
    spoken_hundreds: bool
    counted: bool


def read(tokens: Sequence[Token], i: int) -> Reading | None:
    """The longest number that begins at token `i`, or None."""
    if i >= len(tokens):
        return None
    if _is_word(tokens, i, "minus"):
        inner = _unsigned(tokens, i + 1)
        return inner and inner._replace(first=i, low=-inner.high, high=-inner.low)
    return _unsigned(tokens, i)


def _unsigned(tokens: Sequence[Token], i: int) -> Reading | None:
    return (_vague(tokens, i) or _fraction(tokens, i) or _sum(tokens, i)) if i < len(tokens) else None


def joined(tokens: Sequence[Token], i: int) -> int | None:
    """The position of what a conjunction at `i` joins: of the next token for a lone و, of `i` for an attached one."""
    if i >= len(tokens) or (word := tokens[i].word) is None:
        return None
    if word.folded == "و":
        return i + 1
    if word.folded == "واحد" and _is_word(tokens, i + 1, "teen"):  # وأحد عشر
        return i
    return i if word.joined and word.clitics == 1 else None


def _sum(tokens: Sequence[Token], i: int) -> Reading | None:
    part = _part(tokens, i)
    if part is None:
        return None
    total, scale, last = part.value, part.scale, part
    while True:
        j = joined(tokens, last.stop)
        if (fraction := _added_fraction(tokens, j, last)) is not None:
            return Reading(i, fraction[1], total + fraction[0], total + fraction[0], scale, fraction=last.scale == 1)
        following = _part(tokens, last.stop if j is None else j)
        if following is None or not _continues(last, following, j is not None):
            break
        total, last = total + following.value, following
        scale = scale if following.scale == 1 else following.scale
    point = _point(tokens, last.stop, total) if last.scale == 1 else None
    if point is not None:
        return Reading(i, point[1], point[0], point[0])
    if last is part and (parted := _parts(tokens, i, part)) is not None:
        return parted
    return Reading(i, last.stop, _tidy(total), _tidy(total), scale)


def _continues(last: _Part, following: _Part, has_and: bool) -> bool:
    if has_and and last.scale == following.scale >= _THOUSAND:  # مئة ألف وألف: 101,000
        return last.value >= 100 * last.scale and last.value % (100 * last.scale) == 0 and not following.counted
    smaller = following.scale < last.scale and following.value < last.scale
    return smaller and last.scale != 12 and (has_and or following.spoken_hundreds or following.scale > 1)


def _part(tokens: Sequence[Token], i: int) -> _Part | None:
    group = _group(tokens, i)
    value, stop, hundreds = group or (None, i, False)
    scale = 1
    while (entry := _entry(tokens, stop)) is not None and (stop == i or _directly(tokens, stop)):
        if entry.size in ("scale", "scales") and entry.value > scale:
            value = _tidy((1 if value is None else value) * entry.value)
        elif entry.size == "scale2" and value is None:
            value = 2 * entry.value
        else:
            break
        if entry.size == "scale" and group is None and scale == 1 and _is_construct_two(tokens, stop):
            value = 2 * entry.value
        scale, stop = max(scale, entry.value) if scale == 1 else scale * entry.value, stop + 1
    joined_dozens = _dozens(tokens, stop) if hundreds and scale == 1 else None
    if joined_dozens is not None and value is not None:
        return _Part(value + joined_dozens[0], 1, joined_dozens[1], hundreds, True)
    return None if value is None else _Part(value, scale, stop, hundreds, group is not None)


def _dozens(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    j = joined(tokens, i)
    entry = None if j is None else _entry(tokens, j)
    if j is None or entry is None or entry.value != 12:
        return None
    return (24 if entry.size == "scale2" else 12), j + 1


def _is_construct_two(tokens: Sequence[Token], i: int) -> bool:
    """Whether "ألفا", "مليونا" at `i` stands before its noun ("مليونا نازح": two million) and not after a number."""
    if not _is_word(tokens, i, "construct_two") or tokens[i].text.endswith(("ً", "ًا")):
        return False
    after = word_at(tokens, i + 1)
    return after is not None and after.number is None and after.folded[0] != "و"


def _group(tokens: Sequence[Token], i: int) -> tuple[Number, int, bool] | None:
    """A number below a thousand (or any in digits), where it stops, and whether it began with spoken hundreds."""
    token = tokens[i] if i < len(tokens) else None
    if token is None:
        return None
    value: Number
    entry = _entry(tokens, i)
    if token.value is not None:
        value, stop = token.value, i + 1
    elif entry is not None and entry.size in ("hundred", "hundreds"):
        return _rest_of_hundred(tokens, entry.value, i + 1)
    elif (below := _below_hundred(tokens, i)) is not None:
        value, stop = below
    else:
        return None
    after = _entry(tokens, stop)
    hundred = after is not None and (after.size == "hundred" or after == Entry("vague", 100))
    if hundred and _directly(tokens, stop) and value < _THOUSAND:
        return _rest_of_hundred(tokens, _tidy(value * 100), stop + 1)
    return value, stop, False


def _rest_of_hundred(tokens: Sequence[Token], value: Number, stop: int) -> tuple[Number, int, bool]:
    j = joined(tokens, stop)
    if j is not None and j < len(tokens) and not _is_parts_of(tokens, j):
        digits = tokens[j].value
        if isinstance(digits, int) and digits < 100 and tokens[j].text not in ("0", "٠"):
            return value + digits, j + 1, True
        below = _below_hundred(tokens, j)
        if below is not None and below[0] > 0:
            return value + below[0], below[1], True
    return value, stop, True


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    entry = _entry(tokens, i)
    if entry is None or entry.size not in ("unit", "bound", "ten", "tens"):
        return None
    if entry.size in ("unit", "bound") and entry.value > 0:
        if _is_word(tokens, i + 1, "teen") and _directly(tokens, i + 1):
            return 10 + entry.value, i + 2
        j = joined(tokens, i + 1)
        tens = None if j is None else _entry(tokens, j)
        if j is not None and tens is not None and tens.size == "tens":
            return entry.value + tens.value, j + 1
    return None if entry.size == "bound" else (entry.value, i + 1)


def _vague(tokens: Sequence[Token], i: int) -> Reading | None:
    entry = _entry(tokens, i)
    if entry is None or entry.size not in ("few", "vague", "scales"):
        return None
    low, high = _FEW if entry.size == "few" else _SOME
    unit, stop = (1, i + 1) if entry.size == "few" else (entry.value, i + 1)
    if entry.size == "few" and _is_word(tokens, stop, "teen"):
        return Reading(i, stop + 1, 10 + low, 10 + high, vague=True)
    while (more := _entry(tokens, stop)) is not None and _directly(tokens, stop):
        larger = more.size in ("scales", "scale") and more.value > unit and more.value != 12
        if not (larger or (more.size == "vague" and unit == 1)):
            break
        unit, stop = unit * more.value, stop + 1
    return Reading(i, stop, low * unit, (high + 1) * unit - 1, unit if unit >= _THOUSAND else 1, vague=True)


def _fraction(tokens: Sequence[Token], i: int) -> Reading | None:
    """A fraction that begins a number: "نصف", "ثلثا", "نصف مليون", "3/4", "2 1/4"."""
    if (slashed := _slashed(tokens, i)) is not None:
        return Reading(i, i + 3, slashed, slashed, fraction=True)
    value = tokens[i].value
    if (
        isinstance(value, int)
        and (slashed := _slashed(tokens, i + 1)) is not None
        and tokens[i].end < tokens[i + 1].start
    ):
        total = value + slashed if value >= 0 else value - slashed
        return Reading(i, i + 4, total, total, fraction=True)
    word = tokens[i].word
    fraction = word and word.fraction
    if not fraction or fraction.many or (fraction.ambiguous and not _is_part_of_whole(tokens, i)):
        return None
    part = fraction.taken / fraction.parts
    entry = _entry(tokens, i + 1)
    if entry is not None and entry.size == "scale" and _directly(tokens, i + 1):
        total = _tidy(part * entry.value)
        return Reading(i, i + 2, total, total, entry.value)
    return Reading(i, i + 1, part, part, fraction=True)


def _is_part_of_whole(tokens: Sequence[Token], i: int) -> bool:
    """Whether خمس, سبع, تسع, عشر at `i` is a fraction: a definite singular follows ("خمس الأرض"), price never is."""
    if i + 1 >= len(tokens) or (after := tokens[i + 1].word) is None or tokens[i].text.startswith("ثمن"):
        return False
    plain = after.number is None and after.ordinal is None
    return plain and after.folded.startswith("ال") and not after.folded.endswith("ات")


def _slashed(tokens: Sequence[Token], i: int) -> float | None:
    """The value of digits/digits at `i`; not for three parts (a date) and not above 1."""
    if i + 2 >= len(tokens) or tokens[i + 1].text != "/":
        return None
    above, below = tokens[i].value, tokens[i + 2].value
    chained = (i + 3 < len(tokens) and tokens[i + 3].text == "/") or (i > 0 and tokens[i - 1].text == "/")
    touching = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
    if chained or not touching or not isinstance(above, int) or not isinstance(below, int):
        return None
    return above / below if 0 < abs(above) < below <= 100 else None


def _added_fraction(tokens: Sequence[Token], j: int | None, last: _Part) -> tuple[Number, int] | None:
    """What "ونصف", "وثلاثة أرباع" at `j` adds to a number: parts of one, or of its scale ("مليون ونصف المليون")."""
    if j is None or (word := word_at(tokens, j)) is None:
        return None
    fraction = word.fraction
    if fraction and not fraction.ambiguous and not fraction.many:
        part, stop = fraction.taken / fraction.parts, j + 1
    elif _is_parts_of(tokens, j):
        below = _below_hundred(tokens, j)
        assert below is not None
        named = tokens[below[1]].word
        assert named is not None and named.fraction is not None
        part, stop = below[0] / named.fraction.parts, below[1] + 1
    else:
        return None
    entry = _entry(tokens, stop)
    if entry is not None and entry.size == "scale" and _directly(tokens, stop) and entry.value <= last.scale:
        return _tidy(part * entry.value), stop + 1
    return _tidy(part * last.scale), stop


def _is_parts_of(tokens: Sequence[Token], i: int) -> bool:
    """Whether a count of parts stands at `i`: "ثلاثة أرباع"."""
    below = _below_hundred(tokens, i)
    word = None if below is None else word_at(tokens, below[1])
    if below is None or word is None or word.joined:
        return False
    return word.fraction is not None and word.fraction.many and below[0] < word.fraction.parts


def _parts(tokens: Sequence[Token], i: int, part: _Part) -> Reading | None:
    """A count of parts: "ثلاثة أرباع", and "عشرون خمسا" with the singular that numbers above ten govern."""
    word = word_at(tokens, part.stop)
    if part.scale != 1 or word is None or word.fraction is None or word.joined:
        return None
    if not (word.fraction.many or (part.value > 10 and word.fraction.taken == 1 and word.number is not None)):
        return None
    value = part.value / word.fraction.parts
    return Reading(i, part.stop + 1, value, value, fraction=True)


def _point(tokens: Sequence[Token], i: int, whole: Number) -> tuple[Number, int] | None:
    """A spoken decimal: "خمسة فاصلة خمسة" is 5.5."""
    if not _is_word(tokens, i, "point"):
        return None
    group = _group(tokens, i + 1)
    if group is None or not isinstance(group[0], int):
        return None
    return whole + group[0] / 10 ** len(str(group[0])), group[1]


def _directly(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at `i` continues a number without any particle: not "وألف", not "بالمئة"."""
    word = tokens[i].word
    return word is not None and word.clitics == 0 and not word.joined


def _entry(tokens: Sequence[Token], i: int) -> Entry | None:
    word = word_at(tokens, i)
    return None if word is None else word.number


def _is_word(tokens: Sequence[Token], i: int, name: str) -> bool:
    word = word_at(tokens, i)
    return word is not None and word.bare in lexicon().sets[name]


def _tidy(value: Number) -> Number:
    """An integer where the value is one: 1.2 × 1,000,000 is 1200000 in spite of binary fractions."""
    nearest = round(value)
    return nearest if abs(value - nearest) <= abs(value) * 1e-12 else value
