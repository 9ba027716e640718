"""The words of a sentence as figures see them: what each says of people, from knowledge/figures.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from marsad.knowledge import load
from marsad.text.normalise import fold, strip_clitics
from marsad.text.numerals.lexicon import look

_MARKS = "\u064b-\u065f\u0670\u200b-\u200f"
_WORD = re.compile(rf"[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_]*)*|\d+(?:[.,٫٬]\d+)*")
_PLURAL_VERB = ("وا", "تا")
_ARTICLES = ("ال", "وال", "بال", "لل", "وبال", "فال", "كال")


class Sense(NamedTuple):
    """What a written word may be; a measure where it says one, else None.

    `noun` ("قتيل"), `verb` ("قتل", "أصيبوا"), `event` ("مقتل"); `behind` a verb in the plural, as it stands behind its
    people; `one` and `two` a person or two ("مدني", "شهيدتان"); `group` several people; `joined` has و or ف, `definite`
    the article; `sets` names the small lists that it is in.
    """

    key: str
    stems: tuple[str, ...]
    joined: bool
    definite: bool
    noun: str | None
    verb: str | None
    event: str | None
    behind: bool
    one: bool
    two: bool
    group: bool
    never: bool
    number: bool
    sets: frozenset[str]

    @property
    def happens(self) -> str | None:
        """The measure of a verb or event."""
        return self.verb or self.event

    @property
    def speaks(self) -> bool:
        """Whether a sentence with this word may have a figure at all."""
        return bool(self.noun or self.verb or self.event or not self.sets.isdisjoint(_SPEAKING))


class Word(NamedTuple):
    """A word at `start:end` of the text, what it means, and the mark that ends the clause before it, if one does."""

    start: int
    end: int
    sense: Sense
    breaks: str


@dataclass(frozen=True)
class Lexicon:
    """The word lists of knowledge/figures.yaml, folded."""

    nouns: dict[str, str]
    verbs: dict[str, str]
    events: dict[str, str]
    one: frozenset[str]
    two: frozenset[str]
    group: frozenset[str]
    sets: dict[str, frozenset[str]]

    @cached_property
    def member(self) -> dict[str, frozenset[str]]:
        """Word → the names of the sets that it is in."""
        out: dict[str, set[str]] = {}
        for name, listed in self.sets.items():
            for word in listed:
                out.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in out.items()}


@cache
def lexicon() -> Lexicon:
    """All tables, built once."""
    data = load("figures")

    def table(name: str) -> dict[str, str]:
        return {fold(word): measure for measure, words in data[name].items() for word in words}

    men, women = [fold(w) for w in data["people"]], [fold(w) for w in data["women"]]
    nisbas = [man for man in men if man.endswith("ي")]
    women += [man + "ه" for man in nisbas]
    stems = [*men, *(("امرات" if w == "امراه" else w[:-1] + "ت") if w.endswith("ه") else w for w in women)]
    return Lexicon(
        table("nouns"),
        table("verbs"),
        table("events"),
        frozenset([*men, *(man + "ا" for man in men), *women]) - frozenset(map(fold, data["countries"])),
        frozenset(stem + ending for stem in stems for ending in ("ان", "ين") if stem[-1:] == "ت" or ending == "ان"),
        frozenset([*map(fold, data["plurals"]), *(man + ending for man in men for ending in ("ين", "ون"))]),
        {name: frozenset(map(fold, data[name])) for name in _SETS},
    )


_SETS: tuple[str, ...] = (
    "additions",
    "after_among",
    "aid",
    "another",
    "are",
    "bare",
    "behind",
    "carries",
    "courts",
    "damage",
)
_SETS += (
    "diplomats",
    "each",
    "families",
    "flight",
    "force",
    "hours",
    "kin",
    "need",
    "never",
    "one_of",
    "particles",
    "reaches",
)
_SETS += ("running", "single", "stops", "that", "totals", "units")
_SPEAKING = frozenset({"aid", "flight", "need", "units"})


@lru_cache(maxsize=64)  # a sentence is asked about several times in a row
def read_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of `text[start:end]`; marks that end a clause are kept with the word behind them."""
    words: list[Word] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        if (sense := _sense(match[0])) is not None:
            here, stop = match.span()
            gap = text[last:here]
            words.append(Word(here, stop, sense, "" if gap == " " else gap.strip()))
            last = stop
    return tuple(words)


@lru_cache(maxsize=1 << 15)
def _sense(raw: str) -> Sense | None:
    key = fold(raw)
    return _read(key) if key else None


def _read(key: str) -> Sense:
    lex = lexicon()
    number = look(key) if look(key).number is not None else None
    stems = (key,) if number else tuple(strip_clitics(key))  # "ألفي" is no "في" with an article
    named = key in lex.nouns or key in lex.verbs or key in lex.events
    own = stems if not named else stems[:1]
    definite = number.definite if number else key.startswith(_ARTICLES)
    joined = not _known(key) and len(key) > 2 and (key[0] == "و" or (key[0] == "ف" and _known(key[1:])))
    person = [s for s in own if not definite]
    return Sense(
        key,
        stems,
        joined,
        definite,
        _look(own, lex.nouns),
        None if definite else _look(own, lex.verbs),
        _look(own, lex.events),
        key.endswith(_PLURAL_VERB) or key in lex.sets["behind"],
        any(s in lex.one for s in person),
        any(s in lex.two for s in person),
        any(s in lex.group for s in own),
        any(s in lex.sets["never"] for s in stems[:2]),
        key[0].isdigit() or number is not None,
        frozenset().union(*(lex.member.get(stem, ()) for stem in stems)),
    )


def _known(word: str) -> bool:
    lex = lexicon()
    return any(word in table for table in (lex.nouns, lex.verbs, lex.events, lex.one, lex.two, lex.group))


def _look(stems: Sequence[str], table: dict[str, str]) -> str | None:
    return next((table[s] for s in stems if s in table), None)


def among(word: Word, name: str) -> bool:
    """Whether the word, with or without its clitics, is in a set of the lexicon."""
    return name in word.sense.sets


def backwards(words: Sequence[Word], i: int, most: int) -> Iterator[Word]:
    """The words before position `i`, nearest first, at most `most`, as far as the clause goes."""
    for j in range(i - 1, max(-1, i - 1 - most), -1):
        if _ends_clause(words[j + 1].breaks):
            return
        yield words[j]


def _ends_clause(gap: str) -> bool:
    return any(mark in gap for mark in ".؛;!؟?\n")
