"""Small numbers in words and digits, as far as days, years and counts of units need them."""

from __future__ import annotations

from typing import NamedTuple

from marsad.text.dates.lexicon import Tokens

MAX_WORDS = 8  # "ألف وتسعمائة وثمانية وأربعين" has four; a longer run is no date


class Number(NamedTuple):
    """A number, the token after it, and whether it is an ordinal."""

    value: int
    after: int
    ordinal: bool = False


def number(tokens: Tokens, i: int) -> Number | None:
    """The number at token `i`: "21", "الحادي والعشرين", "خمسة عشر", "ألفين وثلاثة"."""
    digits = tokens.number(i)
    if digits is not None:
        return Number(digits, i + 1)
    return _ordinal(tokens, i) or _cardinal(tokens, i)


def day_number(tokens: Tokens, i: int) -> Number | None:
    """A number that can be a day of a month."""
    found = number(tokens, i)
    return found if found and 1 <= found.value <= 31 else None


def _ordinal(tokens: Tokens, i: int) -> Number | None:
    unit = tokens.sense(i, "ordinal")
    if unit is None:
        return None
    value, after = unit
    ten = tokens.sense(after, "cardinal")
    if ten and ten[0] == 10 and not tokens.conjoined(after):
        return Number(value + 10, ten[1], True)
    if ten and ten[0] in range(20, 100, 10) and tokens.conjoined(after):
        return Number(value + ten[0], ten[1], True)
    return Number(value, after, True)


def _cardinal(tokens: Tokens, i: int) -> Number | None:
    found = tokens.sense(i, "cardinal")
    if found is None:
        return None
    total, group, after = 0, found[0], found[1]
    for _ in range(MAX_WORDS):
        following = tokens.sense(after, "cardinal")
        if following is None:
            break
        value, conjoined = following[0], tokens.conjoined(after)
        if not conjoined and value == 10 and group < 10:
            group += 10
        elif not conjoined and value in (100, 1000) and 1 < group < 1000:
            group *= value
        elif (conjoined and value < 10 <= group) or (conjoined and value < group):
            total, group = total + group, value
        elif conjoined and value in range(20, 100, 10) and group < 10:
            group += value
        else:
            break
        after = following[1]
    return Number(total + group, after)
