"""Where an article speaks of an agreement: in general words ("اتفاق الهدنة في …") or by a name ("اتفاق أوسلو")."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from marsad.resolve.agreement_registry import Head, agreements, wording
from marsad.resolve.surfaces import Word, bare, joined, surfaces, taken_off, words

YEAR = re.compile(r"(?:19|20)\d\d")
_BODIES = frozenset({"وحركه", "وحزب", "وجماعه", "وقوات"})  # the second party goes on in the next word


@dataclass(frozen=True, slots=True)
class AgreementMention:
    """An agreement named or meant at `text[start:end]`; `id` None: not known which. `reason` says why, for people."""

    start: int
    end: int
    id: str | None
    reason: str


def find_agreements(text: str) -> list[AgreementMention]:
    """The mentions of agreements in running text, in order and without overlap; an id only where a name says it.

    "وقف إطلاق النار" that somebody announces or demands is an event and is left out; as a name or a topic it is found.

    >>> text = "خرق الطرفان اتفاق وقف إطلاق النار في اليمن"
    >>> [text[m.start : m.end] for m in find_agreements(text)]
    ['اتفاق وقف إطلاق النار في اليمن']
    """
    row = words(text)
    names = {start: (end, which) for start, end, which in named(row, None)}
    found: list[AgreementMention] = []
    i = 0
    while i < len(row):
        span = _mention(text, row, i)
        name_end = names[i][0] if i in names else 0
        end = max(name_end, span[1] if span else 0)
        if not end:
            i += 1
            continue
        start = span[0] if span else row[i].start
        inside = next((names[j][1] for j in range(i, end) if j in names), None)
        found.append(AgreementMention(start, row[end - 1].end, inside, "name" if inside else "general words"))
        i = end
    return found


def _mention(text: str, row: Sequence[Word], i: int) -> tuple[int, int] | None:
    """Offset and last word (exclusive) of the mention whose head is word `i`, if it is one."""
    lex = wording()
    form = lex.heads.get(row[i].key)
    if form is None:
        return None
    skip, definite, head = form
    end = _complements(text, row, i + 1)
    if (head.needs and end == i + 1) or (head.ceasefire and not _stops_fire(row, i + 1, end)):
        return None
    following = row[end] if end < len(row) else None
    if following and end == i + 1 and following.key in lex.not_before:
        return None
    if _is_act(row, i, head, definite):
        return None
    end = _adjectives(text, row, end)
    end = _parties_and_place(text, row, end)
    return taken_off(row[i], skip), end


def _stops_fire(row: Sequence[Word], start: int, end: int) -> bool:
    return any(
        word.key.endswith(("النار", "للنار", "نار", "العداييه", "القتاليه", "القتال")) for word in row[start:end]
    )


def _is_act(row: Sequence[Word], i: int, head: Head, definite: bool) -> bool:
    """Whether the noun is an act here: agreeing to something, or a ceasefire announced or demanded."""
    lex = wording()
    before = [word.key for word in row[max(0, i - 3) : i]]
    following = row[i + 1].key if i + 1 < len(row) else ""
    if not head.kinds and not head.needs and definite:
        return (bool(before) and before[-1] in lex.agreeing) or (row[i].key == "بالاتفاق" and following == "مع")
    if not head.ceasefire:
        return bool(before) and before[-1] in lex.hopes
    while before and before[-1] in lex.links and before[-1] not in lex.acts:
        before.pop()
    if len(before) > 1 and before[-1].startswith("ال"):  # the subject: "أعلنت القيادة وقف إطلاق النار"
        before.pop()
    return bool(before) and before[-1] in lex.acts


def _complements(text: str, row: Sequence[Word], j: int) -> int:
    lex = wording()
    while joined(text, row, j) and (row[j].key in lex.complements):
        j += 1
    return j


def _adjectives(text: str, row: Sequence[Word], j: int) -> int:
    lex = wording()
    first = j
    while joined(text, row, j) and j - first < 3 and bare(row[j].key) in lex.adjectives and row[j].key[0] != "و":
        j += 1
    return j


def _parties_and_place(text: str, row: Sequence[Word], j: int) -> int:
    """Further words of the mention: "بين … و…", "مع …", "في …", "لعام 2015"."""
    lex = wording()
    while joined(text, row, j):
        word, key = row[j], row[j].key
        end = j
        if key == "بين":
            end = _between(text, row, j + 1)
        elif key in {"في", "مع", "حول"} and joined(text, row, j + 1):
            end = _place(text, row, j + 1)
        elif key[0] == "ب" and key[1:] in lex.places:
            end = j + 1
        elif key in {"لعام", "عام", "لسنه", "سنه"} and joined(text, row, j + 1) and YEAR.fullmatch(row[j + 1].key):
            end = j + 2
        elif YEAR.fullmatch(key) and text[word.start - 1] == " ":
            end = j + 1
        if end <= j:
            return j
        j = end
    return j


def _between(text: str, row: Sequence[Word], j: int) -> int:
    """The end of "إسرائيل وحركة حماس" after "بين": the word with "و" and its own; `j - 1` if none is near."""
    if joined(text, row, j) and row[j].key.startswith("ال") and row[j].key.endswith("ين"):
        return j + 1
    for k in range(j + 1, j + 6):
        if not joined(text, row, k):
            break
        if row[k].key[0] == "و" and len(row[k].key) > 2:
            construct = row[k].key in _BODIES or (
                row[k].key.startswith("وال") and row[min(k + 1, len(row) - 1)].key[:2] == "ال"
            )
            return k + 2 if construct and joined(text, row, k + 1) else k + 1
    return j - 1


def _place(text: str, row: Sequence[Word], j: int) -> int:
    lex = wording()
    if row[j].key in lex.regions and joined(text, row, j + 1):
        return j + 2
    return j + 1 if bare(row[j].key) in lex.places else j - 1


@cache
def _aliases() -> dict[str, list[tuple[tuple[str, ...], int, str]]]:
    """Written form of the first word of a name → (the other words, letters before the name, id), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
    for agreement in agreements().values():
        for name in agreement.ar:
            first, *rest = (word.key for word in words(name))
            for form, skip, _ in surfaces(first):
                found.setdefault(form, []).append((tuple(rest), skip, agreement.id))
    return {form: sorted(entries, key=lambda e: (-len(e[0]), e[2])) for form, entries in found.items()}


def named(row: Sequence[Word], published: datetime.date | None) -> Iterator[tuple[int, int, str]]:
    """(first word, last word exclusive, id) of every name of an agreement; of several ids the newest then known."""
    aliases = _aliases()
    for i, word in enumerate(row):
        fitting = [e for e in aliases.get(word.key, ()) if _follows(row, i + 1, e[0]) and _known(e[2], published)]
        if fitting:
            longest = [e for e in fitting if len(e[0]) == len(fitting[0][0])]
            best = max(longest, key=lambda e: (agreements()[e[2]].start, e[2]))
            yield i, i + 1 + len(best[0]), best[2]


def _follows(row: Sequence[Word], i: int, rest: tuple[str, ...]) -> bool:
    return len(row) >= i + len(rest) and all(
        word.key == wanted or bare(word.key) == wanted for word, wanted in zip(row[i:], rest, strict=False)
    )


def _known(which: str, published: datetime.date | None) -> bool:
    return published is None or agreements()[which].start <= published
