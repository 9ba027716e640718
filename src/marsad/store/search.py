"""What people type into the search box, as phrases of stems.

Words are all wanted, in any order; words between quotes ("…", «…», “…”) stand next to each other. Nothing else is
syntax, so no input is an error. The text is cut into stems by the same function (`marsad.text.stem.search_tokens`).
"""

from __future__ import annotations

import re

from marsad.text.stem import search_tokens

_PART = re.compile(r'["«»“”„]([^"«»“”„]*)["«»“”„]?|([^\s"«»“”„]+)')
_ARABIC = re.compile("[\u0621-\u064a]+")
_PREFIXED = "بلكف"


def parse_query(query: str) -> list[list[str]]:
    """The phrases that a text must hold, each a list of stems.

    >>> parse_query('غارة «وقف إطلاق النار»')
    [['غار'], ['وقف', 'اطلاق', 'نار']]

    A word that the text is cut at ("غزة-رفح") is a phrase; a quote that is left open ends with the query. The list is
    empty when the query holds no word.
    """
    phrases = (search_tokens(quoted or word) for quoted, word in _PART.findall(query))
    return [phrase for phrase in phrases if phrase]


def with_prepositions(phrase: list[str]) -> list[list[str]]:
    """The phrase, then the phrase with a preposition or "ف" written onto its first word, as texts have it.

    >>> with_prepositions(["وقف", "اطلاق"])[:2]
    [['وقف', 'اطلاق'], ['بوقف', 'اطلاق']]

    The index keeps these letters, because cutting them off would break words that begin with them ("بلد", "كتاب"); here
    they are only added. Stems of less than three letters are left alone: with one more letter they are other words.
    """
    first, *rest = phrase
    if len(first) < 3 or not _ARABIC.fullmatch(first):
        return [phrase]
    return [phrase, *([letter + first, *rest] for letter in _PREFIXED)]


def fts5_expression(query: str) -> str | None:
    """The query in SQLite's FTS5 syntax, or None when it holds no word.

    Stems are letters and digits only, so nothing that is typed can leave the quotes.
    """
    wanted = [" OR ".join(map(_quoted, with_prepositions(phrase))) for phrase in parse_query(query)]
    return " AND ".join(f"({alternatives})" for alternatives in wanted) or None


def _quoted(phrase: list[str]) -> str:
    return '"' + " ".join(phrase) + '"'
