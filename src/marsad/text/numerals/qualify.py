"""What the words around a bare number make of it: "أكثر من", "على الأقل", "ما بين … و…", "في المئة".

Meanings follow the coding guidelines, section 5. "أقل من 30" has no lower bound (None to 29), because nobody said one;
a stated range is `about`, as its annotators wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import cast

from marsad.text.numerals.cardinal import Reading, joined, read
from marsad.text.numerals.lexicon import Pattern, lexicon, raw_length
from marsad.text.numerals.quantity import Kind, Number, Qualifier, Quantity
from marsad.text.numerals.tokens import Token, word_at

_OPENERS = frozenset("(«\"“‘['")
_CLOSERS = frozenset(")»\"”’]'")
_CLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب")
_LONGEST_BEFORE = 6
_LONGEST_AFTER = 3
_NOUN_WORDS = 6  # how far "على الأقل" may stand behind its number
_HYPHENS = frozenset("-–—~")
_CHANGE_WINDOW = 10


def qualify(tokens: Sequence[Token], reading: Reading) -> tuple[Quantity, int]:
    """The whole phrase around a bare number, and the position of the token after it."""
    ranged = _range(tokens, reading)
    first, stop, low, high = ranged or (reading.first, reading.stop, reading.low, reading.high)
    core = (tokens[reading.first].bare_start, tokens[stop - 1].end)
    kind: Kind = "fraction" if reading.fraction else "cardinal"
    first, percent_stop = _percent(tokens, first, stop)
    if percent_stop is not None:
        kind, stop = "percent", percent_stop
    pattern, start = before(tokens, first) or (None, _start(tokens, first))
    pattern, stop = _with_after(tokens, pattern, stop)
    qualifier: Qualifier = "vague" if reading.vague else "about" if ranged else "exact"
    lowest: Number | None = low
    highest: Number | None = high
    if pattern is not None and pattern.qualifier != "exact":
        qualifier = cast(Qualifier, pattern.qualifier)
        lowest, highest = (low, high) if ranged else bounds(pattern, low, high)
    return Quantity(start, tokens[stop - 1].end, lowest, highest, qualifier, kind, core), stop


def _start(tokens: Sequence[Token], i: int) -> int:
    """Where a phrase begins: behind the و of "ومن", but with the ب of "بالمئة 10"."""
    token = tokens[i]
    if _folded(tokens, i) in lexicon().sets["percent"]:
        return token.start
    return token.start + raw_length(token.text, 1) if token.text.startswith("وم") else token.bare_start


def _with_after(tokens: Sequence[Token], pattern: Pattern | None, stop: int) -> tuple[Pattern | None, int]:
    """The qualifier in force once the words behind the number are read, and where the phrase stops."""
    behind = after(tokens, stop)
    if behind is None:
        return pattern, stop
    if behind[0].qualifier == "or_equal":
        return (None, stop) if pattern is None else (Pattern(pattern.qualifier, strict=False), behind[1])
    return behind if pattern is None or pattern.qualifier in ("about", "exact") else (pattern, stop)


def bounds(pattern: Pattern, low: Number, high: Number) -> tuple[Number | None, Number | None]:
    """The interval that a qualifier makes of a number: at_least strict 30 → 31, None; at_most strict 30 → None, 29."""
    if pattern.qualifier == "at_least":
        return (floor(low) + 1 if pattern.strict and _whole(low) else low), None
    if pattern.qualifier == "at_most":
        return None, (floor(high) - 1 if pattern.strict and _whole(high) else high)
    return low, high


def _whole(value: Number) -> bool:
    return isinstance(value, int)


def before(tokens: Sequence[Token], i: int) -> tuple[Pattern, int] | None:
    """The qualifier whose words end right before token `i`, and the code point where it begins."""
    if i < len(tokens) and joined(tokens, i) is not None:
        return None
    j = i - 1
    while j >= 0 and (tokens[j].text in _OPENERS or (tokens[j].word is not None and tokens[j].text in ("ال", "الـ"))):
        j -= 1
    if j > 0 and tokens[j].text in "<>" and tokens[j - 1].text in "<>=":
        return None
    best: tuple[Pattern, int] | None = None
    words: list[str] = []
    ends = lexicon().sets["before_ends"]
    while j >= 0 and len(words) < _LONGEST_BEFORE:
        word = _folded(tokens, j) or tokens[j].text
        if not words and word not in ends and word[1:] not in ends and word[2:] not in ends:
            return None
        for clitic in _CLITICS:
            if word.startswith(clitic):
                pattern = lexicon().before.get((word[len(clitic) :], *words))
                if pattern is not None:
                    best = pattern, tokens[j].start + (raw_length(tokens[j].text, len(clitic)) if clitic else 0)
                    break
        words.insert(0, word)
        j -= 1
    return best


def after(tokens: Sequence[Token], i: int) -> tuple[Pattern, int] | None:
    """The qualifier behind a number that stops at `i`, at most a noun phrase away, and the position after it."""
    sets = lexicon().sets
    for j in range(i, min(len(tokens), i + _NOUN_WORDS + 1)):
        first = _folded(tokens, j)
        for n in range(_LONGEST_AFTER, 0, -1) if first in sets["after_begins"] else ():
            words = tuple(_folded(tokens, k) for k in range(j, j + n))
            pattern = lexicon().after.get(words)
            if pattern is not None and (j == i or first not in ("او", "واكثر")) and not _goes_on(tokens, j + n, first):
                return pattern, j + n
        token = tokens[j]
        word = token.word
        if word is None and token.text in _CLOSERS | _OPENERS:
            continue
        if word is None or word.number is not None or word.bare in sets["after_stops"]:
            return None
    return None


def _goes_on(tokens: Sequence[Token], i: int, first: str) -> bool:
    """Whether "أو أكثر", "أو يساوي" compares with a further number at `i`."""
    follows = _folded(tokens, i) == "من" or (i < len(tokens) and read(tokens, i) is not None)
    return first == "او" and follows


def _percent(tokens: Sequence[Token], first: int, stop: int) -> tuple[int, int | None]:
    """Where a number with the sign or words of a percentage begins and stops; stop is None without them."""
    sets = lexicon().sets
    token = tokens[stop] if stop < len(tokens) else None
    if token is not None and (token.text in "%٪" or (token.word is not None and token.word.folded in sets["percent"])):
        return first, stop + 1
    inside = word_at(tokens, stop + 1)
    if token is not None and token.text == "في" and inside is not None and inside.folded in sets["percent_after_in"]:
        return first, stop + 2
    if _folded(tokens, first - 1) in sets["rate"]:
        return first - 1, stop
    leading = tokens[first - 1] if first > 0 else None
    if leading is not None and tokens[first].kind == "digits":
        touching = leading.text in "%٪" and leading.end == tokens[first].start
        if touching or (leading.word is not None and leading.word.folded in sets["percent"]):
            return first - 1, stop
    return first, None


def _range(tokens: Sequence[Token], a: Reading) -> tuple[int, int, Number, Number] | None:
    """A range that begins with `a`: (first token, stop, low, high), or None."""
    opener = _folded(tokens, a.first - 1)
    second = _range_end(tokens, a, between=opener in ("بين", "وبين", "مابين"))
    if second is None or second.vague != a.vague:
        return None
    low, high = a.low, second.high
    if a.scale == 1 < second.scale and low < second.low / second.scale:
        low *= second.scale
    if low >= high:
        return None
    first = a.first
    if opener in ("بين", "وبين", "من", "ومن", "مابين"):
        if opener in ("من", "ومن") and _is_change(tokens, first - 1):
            return None
        first -= 1
        if _folded(tokens, first - 1) in ("ما", "وما") and opener == "بين":
            first -= 1
    return first, second.stop, low, high


def _range_end(tokens: Sequence[Token], a: Reading, *, between: bool) -> Reading | None:
    i = a.stop
    link = _folded(tokens, i)
    if link in ("الي", "او", "حتي") or (link == "و" and between):
        return read(tokens, i + 1)
    if between and (j := joined(tokens, i)) is not None:
        return read(tokens, j)
    if i + 1 < len(tokens) and tokens[i].text in _HYPHENS and tokens[i - 1].kind == tokens[i + 1].kind == "digits":
        chained = (i + 2 < len(tokens) and tokens[i + 2].text in _HYPHENS) or tokens[a.first - 1].text in "-+/"
        return None if chained and a.first > 0 else read(tokens, i + 1)
    return None


def _is_change(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb of change stands shortly before `i`: in "ارتفع من 10 إلى 15" there are two numbers, no range."""
    changes = lexicon().sets["changes"]
    return any(
        token.word is not None and token.word.bare in changes for token in tokens[max(0, i - _CHANGE_WINDOW) : i]
    )


def _folded(tokens: Sequence[Token], i: int) -> str:
    word = word_at(tokens, i)
    return "" if word is None else word.folded
