"""What people type into the search box, as phrases of stems.

Words are all wanted, in any order; words between quotes ("…", «…», “…”) stand next to each other. Nothing else is
syntax, so no input is an error. The text is cut into stems by the same function (`marsad.text.stem.search_tokens`).
"""

from __future__ import annotations

import re

from marsad.text.stem import search_tokens

_PART = re.compile(r'["«»“”„]([^"«»“”„]*)["«»“”„]?|([^\s"«»“”„]+)')


def parse_query(query: str) -> list[list[str]]:
    """The phrases that a text must hold, each a list of stems.

    >>> parse_query('غارة «وقف إطلاق النار»')
    [['غار'], ['وقف', 'اطلاق', 'نار']]

    A word that the text is cut at ("غزة-رفح") is a phrase; a quote that is left open ends with the query. The list is
    empty when the query holds no word.
    """
    phrases = (search_tokens(quoted or word) for quoted, word in _PART.findall(query))
    return [phrase for phrase in phrases if phrase]


def fts5_expression(query: str) -> str | None:
    """The query in SQLite's FTS5 syntax, or None when it holds no word.

    Stems are letters and digits only, so nothing that is typed can leave the quotes.
    """
    return " ".join('"' + " ".join(phrase) + '"' for phrase in parse_query(query)) or None
