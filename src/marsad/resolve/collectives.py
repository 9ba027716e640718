"""Words that stand for the parties of a meeting told before: "الجانبان", "المشاركون".

They look only backwards and only where the words leave no doubt; else the answer is None. Lexicon: `collectives.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from marsad.knowledge import load
from marsad.resolve.surfaces import Word, bare, surfaces, words
from marsad.text.normalise import fold

Count = Literal["two", "several"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event with parties on both sides: its trigger's offset and their phrases, in the order of the text.

    "استقبل الوزير وفدا" is `Meeting(0, ("الوزير", "وفدا"))`.
    """

    start: int
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    count: Count
    role: str | None


@dataclass(frozen=True, slots=True)
class _Lexicon:
    collectives: dict[str, _Entry]
    quantifiers: frozenset[str]
    roles: dict[str, frozenset[str]]
    countries: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data = load("collectives")
    collectives: dict[str, _Entry] = {}
    for row in data["collectives"]:
        entry = _Entry(row["count"], row.get("role"))
        cases = [row["word"]] if row.get("nominative_only") else [row["word"], *row["forms"]]
        collectives |= {form: entry for word in cases for form, _, definite in surfaces(word) if definite}
    return _Lexicon(
        collectives=collectives,
        quantifiers=frozenset(form for word in data["quantifiers"] for form, _, _ in surfaces(word)),
        roles={role: frozenset(map(fold, heads)) for role, heads in data["roles"].items()},
        countries=frozenset(
            fold(name) for row in load("countries") for name in (*row["ar"], row.get("capital_ar") or "")
        ),
    )


def collective(phrase: str) -> Count | None:
    """Whether a phrase stands for the two or the several parties of something told before.

    Case forms and clitics count ("للطرفين", "والجانبان"); a phrase that names its parties itself ("الجانبان التركي
    والمصري", "أطراف النزاع") is no collective.

    >>> collective("الجانبان"), collective("المشاركين"), collective("الوزير")
    ('two', 'several', None)
    """
    entry = _entry(phrase)
    return entry.count if entry else None


def _entry(phrase: str) -> _Entry | None:
    lex = _lexicon()
    row = words(phrase)
    if len(row) == 2 and row[0].key in lex.quantifiers:
        row = row[1:]
    return lex.collectives.get(row[0].key) if len(row) == 1 else None


def antecedent(at: int, phrase: str, meetings: Sequence[Meeting]) -> int | None:
    """The meeting whose parties a collective at offset `at` stands for: its index in `meetings`, or None.

    `meetings`: events of type CONSULT, AGREE, COOPERATE or ASSAULT of the same article, in any order. The nearest one
    before `at` that fits is taken: exactly two parties for a word that says two, and only ministers for "الوزيران".
    The search ends at a meeting whose number does not fit a word that says two, if it is nearer.

    >>> antecedent(80, "الجانبان", [Meeting(3, ("وزير الدفاع المصري", "نظيره التونسي"))])
    0
    """
    entry = _entry(phrase)
    if entry is None:
        return None
    earlier = [i for i, m in enumerate(meetings) if m.start < at and len(m.parties) >= 2 and not _points_back(m)]
    for i in sorted(earlier, key=lambda i: (-meetings[i].start, i)):
        parties = meetings[i].parties
        if entry.count == "two" and len(parties) != 2:
            return None
        if entry.role is None or _hold(entry.role, parties):
            return i
    return None


def _points_back(meeting: Meeting) -> bool:
    return any(collective(party) for party in meeting.parties)


def _hold(role: str, parties: Sequence[str]) -> bool:
    """Whether the first party holds the role and the others do, or are its counterparts ("نظيره")."""
    lex = _lexicon()
    if role == "country":
        return all(" ".join(w.key for w in words(party)) in lex.countries for party in parties)
    heads = [_head(words(party)) for party in parties]
    fit = [head in lex.roles[role] or head.startswith("نظير") for head in heads]
    return all(fit) and any(head in lex.roles[role] for head in heads)


def _head(row: Sequence[Word]) -> str:
    if not row:
        return ""
    key = bare(row[0].key)
    return key[1:] if key[:1] in ("ل", "ب", "و") and key[1:] in _titles() else key


@cache
def _titles() -> frozenset[str]:
    lex = _lexicon()
    return frozenset().union(*lex.roles.values())
