"""The number words of knowledge/numerals.yaml, folded and ready to look up.

Folding brings the spellings of one word together: no diacritics or tatweel, أإآٱ as ا, ى and ئ as ي, ؤ as و, ة as ه,
presentation forms as plain letters. "ثلاثمائةٍ" and "ثلاثماية" fold alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from marsad.knowledge import load

Size = Literal["unit", "bound", "ten", "tens", "hundred", "hundreds", "scale", "scale2", "scales", "vague", "few"]

_FOLDED = {ord(a): b for a, b in zip("أإآٱىئؤة", "ااااييوه", strict=True)}
_DROPPED = dict.fromkeys([*range(0x064B, 0x0660), 0x0670, 0x0640, *range(0x06D6, 0x06EE), *range(0x200B, 0x2010)])
_FOLD: dict[int, str | None] = {**_DROPPED, **_FOLDED}
_SETS: tuple[str, ...] = ("construct_two", "teen", "minus", "point", "part", "percent", "percent_after_in", "rate")
_SETS += ("not_one_after", "uncounted", "before_last", "before_last_heads", "after_stops", "changes", "not_duals")
_SETS += ("bare_plurals", "casualty_events")
_PREFIXES = tuple(
    sorted(
        {c + p for c in ("", "و", "ف") for p in ("", "ب", "ل", "ك", "ال", "بال", "كال", "لل")} - {""},
        key=lambda prefix: -len(prefix),
    )
)


class Entry(NamedTuple):
    """A number word: what part of a number it is and its value ("مئتان": hundred, 200; "آلاف": scales, 1000)."""

    size: Size
    value: int


class Fraction(NamedTuple):
    """A fraction word: `taken` of `parts` ("ثلثان": 2 of 3); `many` for "أثلاث", which needs a number before it."""

    taken: int
    parts: int
    many: bool
    ambiguous: bool


class Word(NamedTuple):
    """A word seen as a possible number.

    `folded` is all of it, `bare` is without clitics and article; `clitics` counts the folded letters before the article
    or word, `joined` says that one of them is و or ف, `definite` that it has the article, `begins` that a number may
    begin with it; the rest is what it may mean.
    """

    folded: str
    bare: str
    clitics: int
    joined: bool
    definite: bool
    number: Entry | None
    fraction: Fraction | None
    ordinal: int | None
    dual: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that change what a number says: the qualifier, and whether the number itself is excluded."""

    qualifier: str
    strict: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every table, keyed by folded words (qualifiers: by tuples of them)."""

    numbers: dict[str, Entry]
    fractions: dict[str, Fraction]
    ordinals: dict[str, int]
    bound_ordinals: dict[str, int]
    relative: dict[str, str]
    duals: frozenset[str]
    before: dict[tuple[str, ...], Pattern]
    after: dict[tuple[str, ...], Pattern]
    sets: dict[str, frozenset[str]]
    not_numbers: frozenset[str]
    nature_before: dict[str, str]
    nature_after: dict[str, str]


def fold(word: str) -> str:
    """One spelling for all spellings of a word: `fold("ثلاثُمِائةٍ")` is "ثلاثمايه"."""
    if not word.isascii() and any("\ufb50" <= c <= "\ufefc" for c in word):
        word = unicodedata.normalize("NFKC", word)
    return word.translate(_FOLD)


@cache
def lexicon() -> Lexicon:
    """All tables, built once from knowledge/numerals.yaml."""
    data: dict[str, Any] = load("numerals")
    nature = data["nature"]
    before, after = dict(_patterns(data["qualifiers"]["before"])), dict(_patterns(data["qualifiers"]["after"]))
    return Lexicon(
        numbers=dict(_numbers(data)),
        fractions=dict(_fractions(data)),
        ordinals={fold(w): int(n) for n, words in data["ordinals"].items() for w in words},
        bound_ordinals={fold(w): int(n) for n, words in data["bound_ordinals"].items() for w in words},
        relative={fold(w): meaning for meaning, words in data["relative_ordinals"].items() for w in words},
        duals=frozenset(_duals(data["duals"])),
        before=before,
        after=after,
        sets={name: frozenset(map(fold, data[name])) for name in _SETS}
        | {"bound": frozenset(fold(w).removeprefix("ال") for words in data["bound_ordinals"].values() for w in words)}
        | {"before_ends": frozenset(key[-1] for key in before), "after_begins": frozenset(key[0] for key in after)},
        not_numbers=frozenset(data["not_numbers"]),
        nature_before={fold(w): kind for kind, words in nature["before"].items() for w in words},
        nature_after={fold(w): kind for kind, words in nature["after"].items() for w in words},
    )


@lru_cache(maxsize=1 << 16)
def look(raw: str) -> Word:
    """What a written word may mean as a number: `look("وبالثلاثة")` is joined, definite, 3."""
    lex = lexicon()
    folded = fold(raw)
    if raw in lex.not_numbers:
        return Word(folded, folded, 0, False, False, None, None, None, False, False)
    if (meaning := _meaning(lex, folded)) is not None:
        return Word(folded, folded, 0, False, folded[:2] == "ال" and folded in lex.ordinals, *meaning, True)
    for prefix in _PREFIXES:
        if folded.startswith(prefix) and len(folded) >= len(prefix) + 2:
            definite = prefix.endswith(("ال", "لل"))
            bare = folded[len(prefix) :]
            meaning = _meaning(lex, "ال" + bare) if definite else None
            if (meaning := meaning or _meaning(lex, bare)) is not None:
                outside = len(prefix) - (2 if prefix.endswith("ال") else 1 if definite else 0)
                return Word(folded, bare, outside, prefix[0] in "وف", definite, *meaning, True)
    bare = folded.removeprefix("و")
    begins = bare in lex.sets["minus"] or bare.removeprefix("ال") in lex.sets["bound"]
    return Word(folded, bare, len(folded) - len(bare), False, False, None, None, None, False, begins)


def raw_length(raw: str, folded_length: int) -> int:
    """How many code points of `raw` make its first `folded_length` folded letters (diacritics count to the letter)."""
    position = seen = 0
    while position < len(raw) and seen < folded_length:
        seen += len(fold(raw[position]))
        position += 1
    while position < len(raw) and not fold(raw[position]):
        position += 1
    return position


def _meaning(lex: Lexicon, word: str) -> tuple[Entry | None, Fraction | None, int | None, bool] | None:
    found = (lex.numbers.get(word), lex.fractions.get(word), lex.ordinals.get(word), word in lex.duals)
    return None if found == (None, None, None, False) else found


def _numbers(data: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    def entries(words: list[str], size: Size, value: int) -> Iterator[tuple[str, Entry]]:
        return ((fold(word), Entry(size, value)) for word in words)

    for value, words in data["units"].items():
        yield from entries(words, "ten" if value == 10 else "unit", value)
    for value, words in data["bound_units"].items():
        yield from entries(words, "bound", value)
    for value, words in data["tens"].items():
        yield from entries(words, "tens", value)
    for value, words in data["hundreds"].items():
        yield from entries(words, "hundred" if value == 100 else "hundreds", value)
    for stem_value, stems in data["joined_hundreds"]["stems"].items():
        for ending in data["joined_hundreds"]["endings"]:
            yield from entries([stem + ending for stem in stems], "hundreds", 100 * stem_value)
    for value, forms in [*data["scales"].items(), (12, data["dozens"])]:
        yield from entries(forms["one"], "scale", value)
        yield from entries(forms["two"], "scale2", value)
        yield from entries(forms["many"], "scales", value)
    yield from entries(data["vague_tens"], "vague", 10)
    yield from entries(data["vague_hundreds"], "vague", 100)
    yield from entries(data["few"], "few", 1)


def _fractions(data: dict[str, Any]) -> Iterator[tuple[str, Fraction]]:
    ambiguous = frozenset(data["ambiguous_fractions"])
    for parts, forms in data["fractions"].items():
        for count, form in ((1, "one"), (2, "two"), (1, "many")):
            for word in forms[form]:
                yield fold(word), Fraction(count, parts, form == "many", word in ambiguous)


def _duals(nouns: dict[str, list[str]]) -> Iterator[str]:
    for noun in nouns["broken"]:
        yield from dual_forms(noun)
    for noun in nouns["sound"]:
        yield dual_forms(noun)[0]


def dual_forms(noun: str) -> tuple[str, str]:
    """The folded dual of a noun, nominative and oblique: "طفلة" → "طفلتان", "طفلتين"; "مبنى" → "مبنيان", "مبنيين"."""
    word = fold(noun)
    stem = "امرات" if word == "امراه" else word[:-1] + "ت" if word.endswith("ه") else word
    return stem + "ان", stem + "ين"


def _patterns(table: dict[str, list[str]]) -> Iterator[tuple[tuple[str, ...], Pattern]]:
    for name, phrases in table.items():
        qualifier, _, strict = name.partition(" ")
        for phrase in phrases:
            yield tuple(map(fold, phrase.split())), Pattern(qualifier, strict=bool(strict))
