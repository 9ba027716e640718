"""What a number measures: people and things counted, or a date, an age, a distance, money, a name …

Decided from the words that touch the number, for figures: "30 عاما" and "القرار 2803" count nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, cast

from marsad.text.numerals.lexicon import lexicon
from marsad.text.numerals.quantity import Quantity
from marsad.text.numerals.tokens import Token, tokenize

Nature = Literal["count", "date", "time", "age", "distance", "money", "percent", "name", "duration", "other"]

_WINDOW = 60  # code points on either side that are looked at
_NAME_WORDS = 3  # "قرار مجلس الأمن 2803": how far a naming word may stand before the number
_YEARS = range(1900, 2100)
_CODE = re.compile(r"(?:^|[^\w-])[^\W\d_]{1,5}-$")  # "إف-", "كوفيد-"
_SKIPPED = frozenset('()«»"“”[]:')
_CLITICS = ("", "و", "ف", "ب", "ل")


def nature(text: str, quantity: Quantity) -> Nature:
    """What `quantity`, found in `text`, measures; "count" where nothing says otherwise.

    "قتل 12 شخصا" count, "عمره 12 عاما" age, "قبل 12 عاما" duration, "القرار 2803" name, "الساعة 10" time. Ordinals and
    fractions are "other".
    """
    if quantity.kind == "percent":
        return "percent"
    if quantity.kind in ("ordinal", "fraction"):
        return "other"
    if quantity.kind == "dual":
        return "count"
    left = tokenize(text[max(0, quantity.start - _WINDOW) : quantity.start])[::-1]
    right = tokenize(text[quantity.end : quantity.end + _WINDOW])
    if (chained := _chain(text, quantity)) is not None:
        return chained
    if text[quantity.core[0] : quantity.core[1]].startswith("ال") and quantity.qualifier != "vague":
        return _unit(left[:1], definite=True) or _before(left) or "count"
    following, previous = _after(right), _before(left)
    if following == "duration" and (previous == "age" or (left and left[0].text == "(") or _is_age(right)):
        return "age"
    if following is not None:
        return following
    if previous in ("name", "money"):
        return previous
    year = _is_year(text, quantity)
    if year and (previous == "date" or not _counts_noun(right)):
        return "date"
    if quantity.qualifier != "vague" and previous is not None and not (previous == "date" and _counts_noun(right)):
        return previous
    return "name" if _names(text, quantity, left, right) else "count"


def is_count(text: str, quantity: Quantity) -> bool:
    """Whether the number counts people or things: `nature(text, quantity) == "count"`."""
    return nature(text, quantity) == "count"


def _chain(text: str, quantity: Quantity) -> Nature | None:
    """Times, dates and codes in digits: "10:30", "12/5/2024", "إس-300"."""
    before, after = text[: quantity.start][-1:], text[quantity.end :][:2]
    if before == "-" and _CODE.search(text[: quantity.start]):
        return "name"
    if (after[:1] == ":" and after[1:].isdigit()) or (before == ":" and text[: quantity.start - 1][-1:].isdigit()):
        return "time"
    return "date" if before in ("/", ".") or (after[:1] in ("/", ".") and after[1:].isdigit()) else None


def _after(right: Sequence[Token]) -> Nature | None:
    """The unit behind the number, also behind من ("15 من مارس", "الـ 29 من العمر")."""
    if right and right[0].text == "من":
        unit = _unit(right[1:2], definite=True)
        return unit if unit in ("date", "age") else None
    if right and right[0].text in _SKIPPED:
        right = right[1:]
    return _unit(right[:1])


def _unit(tokens: Sequence[Token], *, definite: bool = False) -> Nature | None:
    """What a token says as a unit, with its article only where `definite`."""
    for token in tokens:
        if token.word is not None:
            table, folded = lexicon().nature_after, token.word.folded
            return cast("Nature | None", table.get(folded.removeprefix("ال") if definite else folded))
        if token.text in "$€£":
            return "money"
    return None


def _before(left: Sequence[Token]) -> Nature | None:
    """The word before the number (`left` runs backwards from it)."""
    for token in left[:3]:
        if token.word is not None and token.text not in ("ال", "الـ", "و"):
            return _meaning(token)
        if token.text in "$€£":
            return "money"
        if token.word is None and token.text not in _SKIPPED:
            return None
    return None


def _meaning(token: Token) -> Nature | None:
    word, table = token.word, lexicon().nature_before
    if word is None:
        return None
    for clitic in _CLITICS:
        if word.folded.startswith(clitic) and word.folded[len(clitic) :] in table:
            return cast(Nature, table[word.folded[len(clitic) :]])
    return None


def _is_age(right: Sequence[Token]) -> bool:
    words = [token.word.folded if token.word else "" for token in right[1:3]]
    return words == ["من", "العمر"]


def _is_year(text: str, quantity: Quantity) -> bool:
    """Whether the number is written like a year: four digits, 1900 to 2099."""
    written = text[quantity.core[0] : quantity.core[1]]
    return all(end in _YEARS for end in (quantity.low, quantity.high)) and written[:4].isdigit()


def _counts_noun(right: Sequence[Token]) -> bool:
    """Whether an indefinite noun follows directly, as behind a number that counts it."""
    word = right[0].word if right else None
    return word is not None and not word.folded.startswith(("ال", "و", "ب", "ل", "ف")) and len(word.folded) > 2


def _names(text: str, quantity: Quantity, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether a naming word stands a little before digits that count no noun: "قرار مجلس الأمن 2803"."""
    if not text[quantity.start : quantity.end].isdigit() or _counts_noun(right):
        return False
    for token in left[:_NAME_WORDS]:
        if token.word is None or token.word.number is not None:
            return False
        if _meaning(token) == "name":
            return True
    return False
