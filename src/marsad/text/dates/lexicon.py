"""Words of Arabic dates: the data file, folding of spelling, and tokens with their senses.

A sense is a category of the grammar with a value: "الثلاثاء" is `weekday` 2, "كانون الثاني" is `month` (1, gregorian).
Senses may take several words; `Tokens.sense` finds the longest. Proclitics (و ف ب ل ك) and the article are split off
at look-up, so "وبالأسبوع" is the unit "أسبوع" with article.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from marsad.errors import DataError

Sense = tuple[tuple[str, ...], Any]
Senses = dict[str, list[Sense]]

MARK = "ـ"
_FOLD = str.maketrans(
    "أإآٱىةیک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،" + "ًٌٍَُِّْٰٕٓٔ",
    "ااااي" + "هيك01234567890123456789," + MARK * 12,
)
_TOKEN = re.compile(r"\d+|[a-z]+|[ء-يـ]+|\n|\S")
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Senses by their first folded word, and the plain tables of the data file.

    `landmarks`: (month, day) → the year that they mean after "منذ".
    """

    senses: dict[str, Senses]
    quantities: dict[str, int]
    bounds: dict[str, dict[str, list[int]]]
    landmarks: dict[tuple[int, int], int]


class Token(NamedTuple):
    """A word, a number or a mark. `start`/`end` leave proclitics out; `outer` is where the written word begins."""

    text: str
    start: int
    end: int
    outer: int
    number: int | None = None
    senses: Senses | None = None
    conjoined: bool = False
    preposition: bool = False
    definite: bool = False


def fold(text: str) -> str:
    """Fold spelling, one code point to one: "الإثنين" and "الاثنين" are alike; vowel marks become tatweel."""
    lowered = text.lower()
    return (lowered if len(lowered) == len(text) else text).translate(_FOLD)


@cache
def lexicon() -> Lexicon:
    """The data file, read once. Raises `DataError` if it is missing or damaged."""
    try:
        data = tomllib.loads(resources.files("marsad.knowledge").joinpath("dates.toml").read_text("utf-8"))
        senses: dict[str, Senses] = {}
        for category, value, phrase in _entries(data):
            first, *rest = _words(phrase)
            senses.setdefault(first, {}).setdefault(category, []).append((tuple(rest), value))
        for word in [word for word in senses if word.startswith("ال") and word[2:] in senses]:
            for category, options in senses[word[2:]].items():
                senses[word].setdefault(category, []).extend(options)
        for by_category in senses.values():
            for options in by_category.values():
                options.sort(key=lambda option: -len(option[0]))
        landmarks = {_key(day): year for day, year in data["landmarks"].items()}
        return Lexicon(senses, data["quantities"], data["bounds"], landmarks)
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise DataError(
            "data.dates", "The date words cannot be read.", hint="Reinstall Marsad: knowledge/dates.toml is damaged."
        ) from error


def _words(phrase: str) -> list[str]:
    return [match.group().replace(MARK, "") for match in _TOKEN.finditer(fold(phrase))]


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """(category, value, phrase) of every word of the data file."""
    doubt = {" ".join(_words(name)): tier for tier in ("weak", "rare") for name in data["months"][tier]}
    for calendar in ("gregorian", "hijri"):
        for number, names in data["months"][calendar].items():
            for name in names:
                yield "month", (int(number), calendar, doubt.get(" ".join(_words(name)), "")), name
        for key, names in data["holidays"][calendar].items():
            for name in names:
                yield "holiday", (calendar, *map(int, key.split())), name
    for unit, forms in data["units"].items():
        for count, words in zip((1, 2, 0), forms, strict=True):
            for word in words.split():
                # "يومي" wants its days named after it: "يومي الأحد والاثنين"
                yield ("pair", unit, word) if count == 2 and word.endswith("ي") else ("unit", (unit, count), word)
    for table, category in _TABLES.items():
        for key, names in data[table].items():
            for name in names:
                yield category, _key(key), name
                if category == "weekday" and name.startswith("ال"):
                    yield "weekday_bare", _key(key), name[2:]
    for table in ("relations", "words"):
        for category, names in data[table].items():
            for name in names:
                yield category, True, name
    for category, key in (("label", "labels"), ("update", "updates")):
        for name in data["published"][key]:
            yield category, True, name


_TABLES = {
    "weekdays": "weekday", "days": "day", "vague": "vague", "nights": "night", "seasons": "season",
    "decades": "decade", "parts": "part", "dayparts": "daypart", "shifts": "shift", "numbers": "cardinal",
    "ordinals": "ordinal", "fractions": "fraction", "minutes": "minutes", "zones": "zone",
}  # fmt: skip


def _key(key: str) -> Any:
    """The value of a table key: "-1" is -1, "30 0" is (30, 0), "am" stays a word."""
    try:
        numbers = tuple(map(int, key.split()))
    except ValueError:
        return key
    return numbers[0] if len(numbers) == 1 else numbers


@lru_cache(maxsize=8192)
def look_up(word: str) -> tuple[Senses, int, bool, bool, bool] | None:
    """Senses of a folded word, the length of its proclitics, and: conjoined, with preposition, definite."""
    senses = lexicon().senses
    for proclitic in _PROCLITICS:
        if not word.startswith(proclitic):
            continue
        rest = word[len(proclitic) :]
        conjoined, preposition = proclitic[:1] in ("و", "ف") and bool(proclitic), proclitic[-1:] in ("ب", "ل", "ك")
        if rest in senses:
            return senses[rest], len(proclitic), conjoined, preposition, rest.startswith("ال")
        if rest.startswith("ال") and rest[2:] in senses:
            return senses[rest[2:]], len(proclitic), conjoined, preposition, True
        if proclitic.endswith("ل") and rest.startswith("ل"):
            for stem in (rest[1:], "ا" + rest):
                if stem in senses:
                    return senses[stem], len(proclitic) - 1, conjoined, True, True
    return None


class Tokens:
    """The tokens of a text, with the questions that a grammar asks of them.

    `licensed`: the text is known to be a date, so that ambiguous words count.
    """

    __slots__ = ("_senses", "items", "licensed")

    def __init__(self, text: str, licensed: bool) -> None:
        self.items = _tokenise(text)
        self.licensed = licensed
        self._senses = [self._resolve(i, token) if token.senses else None for i, token in enumerate(self.items)]

    def _resolve(self, i: int, token: Token) -> dict[str, tuple[Any, int]] | None:
        """The longest sense of each category that the words after token `i` bear out."""
        found = {}
        for category, options in (token.senses or {}).items():
            for rest, value in options:
                if not rest or (
                    self.text(i + 1) == rest[0]
                    and tuple(item.text for item in self.items[i + 1 : i + 1 + len(rest)]) == rest
                ):
                    found[category] = value, i + 1 + len(rest)
                    break
        return found or None

    def __len__(self) -> int:
        return len(self.items)

    def sense(self, i: int, category: str) -> tuple[Any, int] | None:
        """The value of the longest sense of `category` at token `i`, and the token after it."""
        senses = self._senses[i] if 0 <= i < len(self._senses) else None
        return senses.get(category) if senses else None

    def starts(self, i: int, categories: frozenset[str]) -> bool:
        """Whether token `i` has a sense of one of `categories`; digits have the category `digits`."""
        senses = self._senses[i] if 0 <= i < len(self._senses) else None
        if senses is None:
            return "digits" in categories and self.number(i) is not None
        return not categories.isdisjoint(senses)

    def skip(self, i: int, *categories: str) -> int:
        """The token after the first of `categories` that stands at `i`, or `i`."""
        for category in categories:
            if found := self.sense(i, category):
                return found[1]
        return i

    def text(self, i: int) -> str:
        """The folded text of token `i`, empty beyond the ends."""
        return self.items[i].text if 0 <= i < len(self.items) else ""

    def mark(self, i: int, marks: str) -> int:
        """The token after `i` if it is one of `marks`, else `i`."""
        return i + 1 if len(self.text(i)) == 1 and self.text(i) in marks else i

    def number(self, i: int) -> int | None:
        """The value of a number in digits at `i`."""
        return self.items[i].number if 0 <= i < len(self.items) else None

    def joined(self, i: int) -> bool:
        """Whether token `i` touches the one before it."""
        return 0 < i < len(self.items) and self.items[i].outer == self.items[i - 1].end

    def conjoined(self, i: int) -> bool:
        """Whether token `i` carries "و"."""
        return 0 <= i < len(self.items) and self.items[i].conjoined


def _tokenise(text: str) -> list[Token]:
    items: list[Token] = []
    article: int | None = None
    conjunction: int | None = None
    for match in _TOKEN.finditer(fold(text)):
        word, start, end = match.group(), match.start(), match.end()
        if MARK in word:
            word = word.replace(MARK, "")
        if word in ("ال", "و", ""):
            if word == "ال":
                article = start
            elif word == "و":
                conjunction = start
            continue
        items.append(_token(word, start, end, article, conjunction is not None, text))
        article = conjunction = None
    return items


def _token(word: str, start: int, end: int, article: int | None, conjoined: bool, text: str) -> Token:
    if word[0].isdecimal():
        outer = start if article is None else article
        # More digits than a date ever has: not a number that the grammar should weigh.
        return Token(word, outer, end, start, int(word) if len(word) <= 6 else None, conjoined=conjoined)
    found = look_up(word) if len(word) <= 20 else None
    if found is None:
        return Token(word, start, end, start, conjoined=conjoined)
    senses, prefix, with_conjunction, preposition, definite = found
    inner = start
    while prefix:
        prefix -= fold(text[inner]) != MARK
        inner += 1
    while inner > start and inner < end and fold(text[inner]) == MARK:
        inner += 1
    return Token(word, inner, end, start, None, senses, conjoined or with_conjunction, preposition, definite)
