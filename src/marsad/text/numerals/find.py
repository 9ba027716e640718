"""Numbers in running text, and the number that a figure's words name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from marsad.text.numerals.cardinal import Reading, read
from marsad.text.numerals.lexicon import fold, lexicon
from marsad.text.numerals.ordinals import read_ordinal
from marsad.text.numerals.qualify import qualify
from marsad.text.numerals.quantity import Kind, Quantity
from marsad.text.numerals.ratios import read_ratio
from marsad.text.numerals.tokens import Token, tokenize, word_at


def find_numbers(text: str) -> list[Quantity]:
    """The number phrases of a text, in order, longest first, never overlapping.

    Finds digits, number words, bounded and vague numbers, ranges, percentages, fractions, ordinals and the duals of
    nouns that news counts ("جنديان"). "قُتل أكثر من 30 مدنيا" has one, from "أكثر" to "30".
    """
    tokens = tokenize(text)
    return _walk(tokens, lambda i: _at(tokens, i))


def find_bare_numbers(text: str, *, fractions: bool = False) -> list[Quantity]:
    """The cardinals and fractions of a text without the words around them: no bounds, ranges, ordinals or duals.

    With `fractions`, ratios ("واحد من عشرين", "1 على 20") and doubtful words ("ثمن الوزن") are fractions too.
    """
    tokens = tokenize(text)
    return _walk(tokens, lambda i: _bare_at(tokens, i, fractions=fractions))


def _walk(tokens: Sequence[Token], read_at: Callable[[int], tuple[Quantity | None, int]]) -> list[Quantity]:
    found: list[Quantity] = []
    i = end = 0
    while i < len(tokens):
        quantity, i = read_at(i)
        if quantity is not None and quantity.start >= end:
            found.append(quantity)
            end = quantity.end
    return found


def _at(tokens: Sequence[Token], i: int) -> tuple[Quantity | None, int]:
    token = tokens[i]
    word = token.word
    if not _may_begin(tokens, i):
        return None, i + 1
    if word is not None and (ordinal := read_ordinal(tokens, i)) is not None:
        rank, stop = ordinal
        span = (token.bare_start, tokens[stop - 1].end)
        return Quantity(*span, rank, rank, "exact", "ordinal", span), stop
    reading = read(tokens, i)
    if reading is not None and not _is_idiom(tokens, reading):
        return qualify(tokens, reading)
    if word is not None and word.dual and not _is_dual(tokens, i - 1):
        return _dual(tokens, i)
    return None, i + 1


def _bare_at(tokens: Sequence[Token], i: int, *, fractions: bool) -> tuple[Quantity | None, int]:
    reading = read_ratio(tokens, i) if fractions else None
    if reading is None and _may_begin(tokens, i) and read_ordinal(tokens, i) is None:
        reading = read(tokens, i)
    if reading is None or _is_idiom(tokens, reading):
        return None, i + 1
    span = (tokens[i].bare_start, tokens[reading.stop - 1].end)
    kind: Kind = "fraction" if reading.fraction else "cardinal"
    return Quantity(*span, reading.low, reading.high, "vague" if reading.vague else "exact", kind, span), reading.stop


def _may_begin(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.kind == "digits":
        return not _is_part_of_name(tokens, i)
    return token.word is not None and token.word.begins and token.word.folded not in lexicon().sets["percent"]


def _dual(tokens: Sequence[Token], i: int) -> tuple[Quantity, int]:
    """A counted dual, with the numeral that may repeat it ("جنديين تركيين اثنين")."""
    stop = i + 1
    for j in (i + 1, i + 2):
        word = word_at(tokens, j)
        if word is not None and word.number is not None and word.number.value == 2 and not word.joined:
            stop = j + 1
    span = (tokens[i].bare_start, tokens[stop - 1].end)
    return Quantity(*span, 2, 2, "exact", "dual", span), stop


def _is_dual(tokens: Sequence[Token], i: int) -> bool:
    word = word_at(tokens, i)
    return word is not None and word.dual


def _is_idiom(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a lone واحد is no number: "في آن واحد", "أي واحد", "الواحد"."""
    word = tokens[reading.first].word
    if word is None or reading.stop > reading.first + 1 or word.number is None or word.number.value != 1:
        return False
    previous = word_at(tokens, reading.first - 1)
    return word.definite or (previous is not None and previous.bare in lexicon().sets["not_one_after"])


def _is_part_of_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether digits are glued to Latin letters: F-16, B52, 3D."""
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.kind == "latin" and after.start == tokens[i].end:
        return True
    if before is not None and before.text in "-_" and before.end == tokens[i].start and i > 1:
        before = tokens[i - 2] if tokens[i - 2].end == before.start else None
    return before is not None and before.kind == "latin" and before.end >= tokens[i].start - 1 and before.text != "e"


def parse_number(text: str) -> Quantity | None:
    """The number that the words of a figure name; the caller knows that they count something.

    "أكثر من 30 قتيلا" → 31/None, "قتيلان" → 2/2, "عشرات الآلاف" → 20000/99999, "مقتل مدني" → 1/1. Where several numbers
    stand, the first counts. None for a bare plural ("شهداء") and for a text without words.
    """
    found = find_numbers(text)
    counted = [q for q in found if q.kind != "ordinal"]
    if counted:
        return counted[0]
    words = [token for token in tokenize(text) if token.word is not None]
    return _bare_noun(words, len(text))


def _bare_noun(words: Sequence[Token], length: int) -> Quantity | None:
    """One or two, from the form of a noun that no number counts."""
    sets = lexicon().sets
    if words and len(words) > 1 and _folded_noun(words[0]) in sets["casualty_events"]:
        words = words[1:]
    if not words:
        return None
    noun = _folded_noun(words[0])
    if noun in sets["bare_plurals"] or noun in sets["uncounted"] or noun.endswith(("ون", "ات")):
        return None
    value = 2 if _looks_dual(noun, words[1:]) else 1
    span = (words[0].start, words[0].end)
    return Quantity(*span, value, value, "exact", "dual" if value == 2 else "cardinal", span)


def _looks_dual(noun: str, rest: Sequence[Token]) -> bool:
    """A dual ending (…ان, …ين), or the construct dual before its second noun ("ضابطا شرطة", "ناقلتي نفط")."""
    if noun in lexicon().sets["not_duals"]:
        return False
    if noun.endswith(("ان", "ين")) and len(noun) > 4:
        return True
    following = fold(rest[0].text) if rest else ""
    plain = bool(following) and not following.startswith(("ال", "من", "في", "و", "ب")) and not following.endswith("ا")
    if noun.endswith("تي"):
        return plain and len(noun) > 4
    return plain and noun.endswith("ا") and noun + "ن" in lexicon().duals and following != "اخر"


def _folded_noun(token: Token) -> str:
    """The noun of a word without clitics and article, by form alone."""
    word = fold(token.text)
    for prefix in ("وال", "بال", "لل", "ال", "و", "ب", "ل"):
        if word.startswith(prefix) and len(word) - len(prefix) >= (3 if "ا" in prefix else 5):
            return word[len(prefix) :]
    return word


def expand(text: str, start: int, end: int) -> Quantity | None:
    """The number of the phrase `text[start:end]`, read with the words around it.

    For "12 قتيلا" marked in "أكثر من 12 قتيلا على الأقل" it sees "أكثر من"; offsets are into `text`. Falls back to
    `parse_number` of the phrase alone. Raises ValueError unless 0 <= start < end <= len(text).
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"not a span of the text: {start}–{end}")
    left, right = max(0, start - 60), min(len(text), end + 60)
    inside = [_shift(q, left) for q in find_numbers(text[left:right])]
    for quantity in inside:
        if start <= quantity.core[0] and quantity.core[1] <= end and quantity.kind != "ordinal":
            return quantity
    alone = parse_number(text[start:end])
    return None if alone is None else _shift(alone, start)


def _shift(quantity: Quantity, by: int) -> Quantity:
    core = (quantity.core[0] + by, quantity.core[1] + by)
    return replace(quantity, start=quantity.start + by, end=quantity.end + by, core=core)
