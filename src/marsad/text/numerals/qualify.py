"""What the words around a bare number make of it: "أكثر من", "على الأقل", "ما بين … و…", "في المئة".

Meanings follow the coding guidelines, section 5. "أقل من 30" has no lower bound (None to 29), because nobody said one;
a stated range is `about`, as its annotators wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from marsad.text.numerals.cardinal import Reading, joined, read
from marsad.text.numerals.lexicon import Pattern, lexicon
from marsad.text.numerals.quantity import Kind, Number, Qualifier, Quantity
from marsad.text.numerals.tokens import Token

_OPENERS = frozenset('(«"“‘[\'')
_CLOSERS = frozenset(')»"”’]\'')
_CLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب")
_LONGEST_BEFORE = 6
_LONGEST_AFTER = 3
_NOUN_WORDS = 6  # how far "على الأقل" may stand behind its number
_HYPHENS = frozenset("-–—~")
_CHANGE_WINDOW = 6


def qualify(tokens: Sequence[Token], reading: Reading) -> tuple[Quantity, int]:
    """The whole phrase around a bare number, and the position of the token after it."""
    first, stop = reading.first, reading.stop
    low, high = reading.low, reading.high
    qualifier: Qualifier = "vague" if reading.vague else "exact"
    ranged = _range(tokens, reading)
    if ranged is not None:
        first, stop, low, high = ranged
        qualifier = "about"
    core = (tokens[reading.first].bare_start, tokens[(ranged[1] if ranged else reading.stop) - 1].end)
    kind: Kind = "fraction" if reading.fraction else "cardinal"
    begin, percent_stop = _percent(tokens, first, stop)
    if percent_stop is not None:
        kind, stop = "percent", percent_stop
    start = core[0] if first == reading.first and begin is None else tokens[first if begin is None else begin].bare_start
    found = None if ranged and start != core[0] else before(tokens, first if begin is None else begin)
    behind = after(tokens, stop)
    pattern = None
    if found is not None:
        pattern, start = found
    if behind is not None and (pattern is None or pattern.qualifier in ("about", "exact")):
        pattern, stop = behind
    if pattern is not None and pattern.qualifier != "exact":
        qualifier, (new_low, new_high) = pattern.qualifier, bounds(pattern, low, high)
        low_high = (low, high) if ranged else (new_low, new_high)
    else:
        low_high = (low, high)
    return Quantity(start, tokens[stop - 1].end, *low_high, qualifier, kind, core), stop


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
    best: tuple[Pattern, int] | None = None
    words: list[str] = []
    while j >= 0 and len(words) < _LONGEST_BEFORE and (word := tokens[j].word) is not None:
        for clitic in _CLITICS:
            if word.folded.startswith(clitic):
                pattern = lexicon().before.get((word.folded[len(clitic) :], *words))
                if pattern is not None:
                    best = pattern, tokens[j].start + _raw_length(tokens[j].text, len(clitic))
                    break
        words.insert(0, word.folded)
        j -= 1
    return best


def after(tokens: Sequence[Token], i: int) -> tuple[Pattern, int] | None:
    """The qualifier behind a number that stops at `i`, at most a noun phrase away, and the position after it."""
    sets = lexicon().sets
    for j in range(i, min(len(tokens), i + _NOUN_WORDS + 1)):
        for n in range(_LONGEST_AFTER, 0, -1):
            words = tuple(token.word.folded if token.word else "" for token in tokens[j : j + n])
            pattern = lexicon().after.get(words)
            if pattern is not None and len(words) == n and (j == i or words[0] not in ("او", "واكثر")):
                return pattern, j + n
        token = tokens[j]
        word = token.word
        if word is None and token.text in _CLOSERS | _OPENERS:
            continue
        if word is None or word.number is not None or word.bare in sets["after_stops"]:
            return None
    return None


def _percent(tokens: Sequence[Token], first: int, stop: int) -> tuple[int | None, int | None]:
    """The sign or words of a percentage around a number: (position before it or None, new stop or None)."""
    sets = lexicon().sets
    token = tokens[stop] if stop < len(tokens) else None
    if token is not None and (token.text in "%٪" or (token.word is not None and token.word.folded in sets["percent"])):
        return None, stop + 1
    inside = tokens[stop + 1].word if stop + 1 < len(tokens) else None
    if token is not None and token.text == "في" and inside is not None and inside.folded in sets["percent_after_in"]:
        return None, stop + 2
    leading = tokens[first - 1] if first > 0 else None
    if leading is not None and tokens[first].kind == "digits":
        touching = leading.text in "%٪" and leading.end == tokens[first].start
        if touching or (leading.word is not None and leading.word.folded in sets["percent"]):
            return first - 1, stop
    return None, None


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
    return any(token.word is not None and token.word.bare in changes for token in tokens[max(0, i - _CHANGE_WINDOW) : i])


def _folded(tokens: Sequence[Token], i: int) -> str:
    word = tokens[i].word if 0 <= i < len(tokens) else None
    return "" if word is None else word.folded


def _raw_length(raw: str, folded_length: int) -> int:
    from marsad.text.numerals.lexicon import raw_length

    return raw_length(raw, folded_length) if folded_length else 0
