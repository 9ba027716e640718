"""Known actors in running text."""

from __future__ import annotations

import re

from marsad.resolve.actors.book import Hit
from marsad.resolve.actors.phrase import Tables
from marsad.resolve.actors.shared import bearers
from marsad.resolve.actors.words import starts
from marsad.text.normalise import fold

_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*")
_PAIRS = {'"': '"', "(": ")", "«": "»", "“": "”"}
_BREAK = re.compile(r"[.،؛:!؟?\n]")


def find(text: str, tables: Tables) -> list[tuple[int, int, str]]:
    """Names of the actor files and bodies of a country ("الجيش المصري"), as (start, end, id); see `ActorBook.find`."""
    spans = [match.span() for match in _WORD.finditer(text)]
    tokens = [fold(text[start:end]) for start, end in spans]
    found: list[tuple[int, int, str]] = []
    i = 0
    while i < len(tokens):
        hit = _name_at(tokens, i, tables) or _body_at(tokens, i, tables)
        if hit is None or _BREAK.search(text, spans[i][1], spans[i + hit.length - 1][0]):
            i += 1
            continue
        start = _skip(text, spans[i][0], len(tokens[i]) - len(hit.start))
        end = _closed(text, start, spans[i + hit.length - 1][1])
        found.append((start, end, hit.owner))
        i += hit.length
    return found


def _name_at(tokens: list[str], i: int, tables: Tables) -> Hit | None:
    hit, shared = tables.lexicon.at(tokens, i), tables.shared.at(tokens, i)
    if shared and not (hit and hit.length > shared.length):
        return _decided(shared, tokens, i + shared.length, tables)
    return hit if hit and hit.key not in tables.lexicon.alone else None


def _decided(shared: Hit, tokens: list[str], end: int, tables: Tables) -> Hit | None:
    """A name of several actors is found only with the adjective of a country that decides ("الجيش الوطني الليبي")."""
    nisba = tables.countries.nisba_at(tokens, end) if end < len(tokens) else None
    fitting = [actor for actor in bearers(shared.owner, tables.actors) if nisba and actor.country == nisba.country]
    return (
        Hit(fitting[0].id, nisba.end - end + shared.length, "", shared.start) if nisba and len(fitting) == 1 else None
    )


def _body_at(tokens: list[str], i: int, tables: Tables) -> Hit | None:
    """A body with its adjective: both definite, the adjective in the singular."""
    for n in (1, 2):
        adjective = tokens[i + n] if i + n < len(tokens) else ""
        if not (adjective.startswith("ال") and adjective.endswith(("ي", "يه"))):
            continue
        nisba = tables.countries.nisba_at(tokens, i + n)
        role = tables.roles.at(tokens, i) if nisba else None
        if (
            nisba
            and role
            and role[1] == n
            and role[0].body
            and role[0].takes != "force"
            and (role[2].definite or n > 1)
        ):
            return Hit(f"{str(nisba.country).lower()}-{role[0].body}", nisba.end - i, "", _article(tokens[i]))
    return None


def _article(word: str) -> str:
    forms = starts(word)
    return next((form for form in forms if form.startswith("ال")), forms[0])


def _closed(text: str, start: int, end: int) -> int:
    """The end with the quote or bracket that a name opens inside: «حركة المقاومة الإسلامية "حماس"» is taken whole."""
    closes = _PAIRS.get(next((mark for mark in text[start:end] if mark in _PAIRS), ""))
    return end + 1 if closes and text[end : end + 1] == closes and not _is_closed(text[start:end], closes) else end


def _is_closed(name: str, closes: str) -> bool:
    return name.count(closes) == (2 if closes == '"' else 1)


def _skip(text: str, start: int, letters: int) -> int:
    """The offset after so many letters, whatever marks and tatweel stand between them."""
    while letters > 0:
        letters -= bool(fold(text[start]))
        start += 1
    while start < len(text) and not fold(text[start]):
        start += 1
    return start
