"""Through whom: the hearer or carrier that a source speaks to ("لوكالة الأنباء", "في مقابلة مع قناة", "نشرته صحيفة")."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.resolve.attribution.lexicon import Lexicon
from marsad.resolve.attribution.phrases import CLOSING, OPENING, Token, detached, outlet_length, phrase_end

REACH = 24  # tokens after the source in which its relay is looked for

Range = tuple[int, int]


def relay_after(row: Sequence[Token], i: int, lex: Lexicon) -> Range | None:
    """The relay named between a source that ends before token `i` and what it says, as code points."""
    stop = _said_at(row, i, lex)
    for j in range(i, stop):
        token = row[j]
        if not token.word:
            continue
        found = hearer(row, j, lex)
        if not found and token.key in lex["carriers"]:
            found = _by_carrier(row, j, stop, lex)
        if not found and token.key in lex.carried:
            found = outlet(row, j + 1, lex)
        if not found and token.key in lex.carrying:
            found = _after_object(row, j + 1, lex)
        if not found and token.key in lex.according:
            found = outlet(row, j + 1, lex)
        if found:
            return found
    return None


def hearer(row: Sequence[Token], j: int, lex: Lexicon) -> Range | None:
    """The outlet that is told, at token `j`: "لوكالة فرانس برس", "للجزيرة نت", "لـ«القدس العربي»"."""
    token = row[j]
    if not token.key.startswith("ل") or (j and row[j - 1].key in lex["belongs"]):
        return None
    if token.key == "ل":
        return outlet(row, j + 1, lex, any_name=True)
    inside = detached(token)
    if inside.key.isascii():
        more = j + 1 < len(row) and row[j + 1].key == "بالعربيه"
        return inside.start, row[j + more].end
    return outlet([inside, *row[j + 1 : j + 12]], 0, lex)


def outlet(row: Sequence[Token], j: int, lex: Lexicon, *, any_name: bool = False) -> Range | None:
    """An outlet named at token `j`: by a noun such as "صحيفة", by a known name, or (`any_name`) in quotation marks."""
    if j >= len(row):
        return None
    if row[j].key in OPENING:
        close = next((k for k in range(j + 1, min(len(row), j + 6)) if row[k].key in CLOSING[row[j].key]), 0)
        if close > j + 1 and (any_name or outlet_length(row, j + 1, lex)):
            return row[j + 1].start, row[close - 1].end
        return None
    if not row[j].word:
        return None
    length = outlet_length(row, j, lex)
    if row[j].key in lex["media"] and (j + 1 >= len(row) or row[j + 1].key not in lex["not_media"]):
        end = max(phrase_end(row, j, lex), j + length)
        return (row[j].start, row[end - 1].end) if end > j else None
    if length:
        return row[j].start, row[j + length - 1].end
    if any_name and row[j].key.isascii():
        return row[j].start, row[j].end
    return None


def outlets_own(row: Sequence[Token], j: int, end: int, lex: Lexicon) -> bool:
    """Whether the phrase from token `j` to `end` names an outlet."""
    return j < end and outlet(row, j, lex, any_name=row[j].key in OPENING) is not None


def _by_carrier(row: Sequence[Token], j: int, stop: int, lex: Lexicon) -> Range | None:
    """The outlet within a few words of the noun for what was published: "في مقابلة له مع قناة …"."""
    for k in range(j + 1, min(stop, j + 6)):
        if row[k].key in lex["carrier_links"] and (found := outlet(row, k + 1, lex)):
            return found
        if found := hearer(row, k, lex):
            return found
    return None


def _after_object(row: Sequence[Token], j: int, lex: Lexicon) -> Range | None:
    """The outlet behind what it carried: "نقلت تفاصيلها وسائل إعلام", "نشرت تصريحاته صحيفة"."""
    return outlet(row, j + 1, lex) if j < len(row) and row[j].key.endswith(("ها", "هم", "ه")) else None


def _said_at(row: Sequence[Token], i: int, lex: Lexicon) -> int:
    """Index of the first token after `i` at which the reported words begin."""
    for j in range(i, min(len(row), i + REACH)):
        key = row[j].key
        if key in lex["complementizers"] or key in ":." or _opens(row[j], lex):
            return j
    return min(len(row), i + REACH)


def _opens(token: Token, lex: Lexicon) -> bool:
    """Whether a verb begins what is said; one of carrying ("نقلت") may still name the relay."""
    return token.word and token.key not in lex.carrying and token.key in lex.verbs and lex.verbs[token.key].opens
