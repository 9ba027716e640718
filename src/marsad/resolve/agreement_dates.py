"""Times that begin with an agreement: "منذ سريان الهدنة", "منذ توقيع الاتفاق", "منذ انهيار وقف إطلاق النار".

Which agreement is meant is decided as everywhere (`resolve_all`: a name, the countries of the article, the nearest
earlier mention); the day is the registry's. Where either is not known the time is null, and the reason says why.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from marsad.knowledge import load
from marsad.resolve.agreement_mentions import AgreementMention
from marsad.resolve.agreement_registry import Agreement, agreements
from marsad.resolve.surfaces import Word, bare, words
from marsad.text.normalise import fold

Which = Literal["in_force", "signed", "ended", ""]
_DAYS: tuple[Which, ...] = ("in_force", "signed", "ended")
_BETWEEN = 3  # words that may stand between "منذ" and the agreement: "منذ بدء سريان", "منذ التوقيع على"
_SAID = {"in_force": "took effect", "signed": "was signed", "ended": "ended"}


@dataclass(frozen=True, slots=True)
class AgreementTime:
    """The time since an agreement at `text[start:end]`; `which` of its days opens it, "" where the words say none."""

    start: int
    end: int
    which: Which
    mention: AgreementMention


@cache
def _since() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, listed)) for name, listed in load("agreements/_phrases")["since"].items()}


def agreement_times(text: str, mentions: Sequence[AgreementMention]) -> list[AgreementTime]:
    """The times of a text that begin with one of its agreements, in order.

    >>> from marsad.resolve.agreements import find_agreements
    >>> text = "قتل مدنيان منذ بدء سريان الهدنة في اليمن"
    >>> [text[t.start : t.end] for t in agreement_times(text, find_agreements(text))]
    ['منذ بدء سريان الهدنة في اليمن']
    """
    row, lex = words(text), _since()
    at = {word.end: i for i, word in enumerate(row)}
    out: list[AgreementTime] = []
    for mention in mentions:
        first = next((i for i, word in enumerate(row) if word.start <= mention.start < word.end), None)
        last = at.get(mention.end)
        opened = None if first is None else _opened(row, first)
        if first is None or last is None or opened is None or "\n" in text[row[opened].start : mention.end]:
            continue
        said = {_plain(word.key) for word in row[opened + 1 : first + 1]}  # "إعلان الهدنة" begins with its own day
        end = last
        while end + 1 < len(row) and _plain(row[end + 1].key) in lex["effect"]:
            end += 1
        which = next((day for day in ("ended", "signed", "in_force") if said & lex[day]), "")
        opener = row[opened]
        start = opener.start + (1 if opener.key not in lex["openers"] else 0)
        out.append(AgreementTime(start, row[end].end, which, mention))  # type: ignore[arg-type]
    return out


def _opened(row: Sequence[Word], first: int) -> int | None:
    """The position of the "منذ" that opens a time with the mention at `first`."""
    lex = _since()
    known = frozenset[str]().union(lex["links"], *(lex[day] for day in _DAYS))
    for i in range(first - 1, max(-1, first - 2 - _BETWEEN), -1):
        key = row[i].key
        if key in lex["openers"] or key[1:] in lex["openers"]:
            return i
        if _plain(key) not in known:
            return None
    return None


def _plain(key: str) -> str:
    lex = _since()
    return key if any(key in listed for listed in lex.values()) else bare(key)


def since_agreement(
    text: str, at: tuple[int, int], mentions: Sequence[AgreementMention], published: str | None
) -> tuple[str | None, str] | None:
    """The day (ISO 8601) on which a phrase at `text[at]` begins, and why; None where it is of no agreement.

    The day alone is None where the agreement or its day is not known.
    """
    time = next((t for t in agreement_times(text, mentions) if t.start < at[1] and at[0] < t.end), None)
    if time is None:
        return None
    day, why = began(time, mentions, published)
    return day.isoformat() if day else None, why


def began(
    time: AgreementTime, mentions: Sequence[AgreementMention], published: str | None
) -> tuple[datetime.date | None, str]:
    """The day on which the time begins, and why; None where the agreement or its day is not known."""
    if not published or len(published) < 10:
        return None, "since an agreement; the article has no publication time"
    which, why = _which(time.mention, mentions)
    if which is None:
        return None, f"since an agreement that is not known: {why}"
    agreement = agreements()[which]
    day = _day(agreement, time.which)
    if day is None:
        return None, f"the registry does not know when {which} {_SAID[time.which]}"
    if day > datetime.date.fromisoformat(published[:10]):
        return None, f"{which} began later than the article"
    return day, f"since {which} {_SAID[time.which or ('in_force' if day == agreement.in_force else 'signed')]} ({why})"


def _day(agreement: Agreement, which: Which) -> datetime.date | None:
    if which == "":
        return agreement.in_force or agreement.signed
    return {"in_force": agreement.in_force, "signed": agreement.signed, "ended": agreement.ended}[which]


def _which(mention: AgreementMention, mentions: Sequence[AgreementMention]) -> tuple[str | None, str]:
    """The agreement meant; for a bare "الاتفاق" the only one that the article names."""
    if mention.id or not mention.reason.startswith("the words do not say"):
        return mention.id, mention.reason
    named = list(dict.fromkeys(m.id for m in mentions if m.id))
    if len(named) == 1:
        return named[0], "the only one that the article names"
    return None, "the article names several: " + ", ".join(named) if named else mention.reason
