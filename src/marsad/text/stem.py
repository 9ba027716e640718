"""Words as the search sees them: folded and stripped of the commonest Arabic clitics and endings.

The stemmer is light10 (Larkey, Ballesteros & Connell, "Light Stemming for Arabic Information Retrieval", 2007): it
removes "و", then one article, then each of ten suffixes once, and never looks for a root. It takes folded words, in
which "ة" is "ه" and "ى" is "ي" already, so eight suffixes are left.
"""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.text.normalise import fold

_ARTICLES = ("ال", "وال", "بال", "كال", "فال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_WORD = re.compile(r"[^\W_]+")


def search_tokens(text: str) -> list[str]:
    """The words of a text or of a query, in order, as they are compared: folded, and stripped of clitics and endings.

    >>> search_tokens("والغارات على المدينة ٢٠٢٤")
    ['غار', 'عل', 'مدين', '2024']
    """
    return [light10(word) for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=1 << 16)
def light10(word: str) -> str:
    """The light10 stem of one folded word; a word in other letters has none of the endings and stays as it is.

    >>> light10("وبالهجوم")
    'هجوم'
    """
    if word.startswith("و") and len(word) >= 4:
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            word = word[len(article) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word
