"""The words of attribution, unfolded into the forms in which they stand in a text. Data: `attribution.yaml`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from marsad.knowledge import load
from marsad.text.normalise import fold

Need = Literal["nothing", "said", "that"]

CONJUNCTIONS = ("", "و", "ف")
_PRONOUNS = ("ه", "ها", "هم")


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb of saying.

    `needs`: nothing (it reports words wherever it stands), something "said" after its subject, or "that": "أن" right
    after it. `link`: the preposition before the source when the subject only passes
    on ("نقلت … عن"). `opens`: it begins with و or ف of its own ("وقالت").
    """

    needs: Need
    link: str | None
    opens: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables; keys are folded words."""

    verbs: dict[str, Verb]
    carrying: frozenset[str]
    carried: frozenset[str]
    according: dict[str, tuple[tuple[frozenset[str], ...], ...]]
    sets: dict[str, frozenset[str]]
    outlets: dict[str, tuple[tuple[str, ...], ...]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


_NEEDS: dict[str, Need] = {"say": "nothing", "say_if_said": "said", "say_if_that": "that", "relay": "said"}
_SETS = (
    "according_that", "what", "complementizers", "saying", "ends", "objects", "takes_in", "takes_of", "takes_to",
    "takes_about", "takes_at", "takes_on", "takes_place", "pronouns", "relatives", "unasserted", "without", "turns",
    "aside", "speech_acts", "demonstratives", "announced", "noun_alike", "no_source", "place_heads", "not_media",
    "belongs", "tells", "stands_in", "documents", "masculine", "adjectives", "occasions", "and_words", "by_words",
    "at_words", "hearers", "named", "titles", "same", "whole", "media", "carriers", "carrier_links", "openers",
    "between", "date_words",
)  # fmt: skip


@cache
def lexicon() -> Lexicon:
    """The tables, read once."""
    data = load("attribution")
    sets = {name: frozenset(_flat(data[name])) for name in _SETS}
    sets["whole"] |= frozenset(_countries())
    according = _according(data["according"])
    carrying = frozenset(form for pair in data["carried"].items() for form in conjugated(*pair))
    return Lexicon(
        verbs=_verbs(data, according),
        carrying=carrying,
        carried=frozenset(form + pronoun for form in carrying for pronoun in _PRONOUNS),
        according=according,
        sets=sets,
        outlets=_outlets(),
    )


def conjugated(perfect: str, imperfect: str) -> Iterator[str]:
    """The third-person forms of a verb, folded: "دعا", "يدعو" → دعا، دعت، دعوا، يدعو، تدعو، يدعون …"""
    base, present = fold(perfect), fold(imperfect)[1:]
    weak = perfect[-1] in "اى"
    stem = base[:-1] if weak else base
    present_stem = present[:-1] if imperfect[-1] in "يوى" else present
    yield from (base, stem + "ت", stem + "وا", stem + "تا", base + "ا")
    for letter in "يت":
        yield from (letter + present, letter + present_stem + "ون", letter + present_stem + "ان")


def _verbs(data: dict[str, Any], phrases: Container[str]) -> dict[str, Verb]:
    links = {word: fold(link) for word, link in data["relay_link"].items()}
    verbs: dict[str, Verb] = {}
    for name, needs in _NEEDS.items():
        for perfect, imperfect in data[name].items():
            for form in conjugated(perfect, imperfect):
                for conjunction in CONJUNCTIONS:
                    known = verbs.get(conjunction + form)
                    link = links.get(perfect) if name == "relay" else None
                    if conjunction + form in phrases:
                        continue
                    verbs[conjunction + form] = Verb(known.needs if known else needs, link, conjunction != "")
    return verbs


def _according(rows: list[str]) -> dict[str, tuple[tuple[frozenset[str], ...], ...]]:
    """First word → the alternatives for the words after it, longest first."""
    out: dict[str, list[tuple[frozenset[str], ...]]] = {}
    for row in rows:
        first, *rest = [frozenset(map(fold, words.split("|"))) for words in row.split()]
        for word in sorted(first):
            out.setdefault(word, []).append(tuple(rest))
    return {word: tuple(sorted(rests, key=len, reverse=True)) for word, rests in out.items()}


def _flat(words: Iterable[str | list[str]]) -> Iterator[str]:
    for word in words:
        if isinstance(word, list):
            yield from map(fold, word)
        else:
            yield fold(word)


def _countries() -> Iterator[str]:
    for entry in load("countries"):
        for name in (entry["ar"][0], entry["capital_ar"]):
            if name and " " not in name:
                yield fold(name)


def _outlets() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word of the name of an outlet → the whole names, as folded words, longest first."""
    data = load("outlets")
    out: dict[str, set[tuple[str, ...]]] = {}
    for entry in (*data["agencies"], *data["outlets"]):
        for name in entry["ar"]:
            words = tuple(fold(name.removesuffix("~")).split())
            if words and not name.endswith("~"):
                out.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(names, key=lambda n: (-len(n), n))) for first, names in out.items()}
