"""Provisions: which words of an article name something that an agreement obliges its parties to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from marsad.knowledge import load
from marsad.resolve.agreement_registry import agreements
from marsad.resolve.surfaces import Word, bare, joined, surfaces, taken_off, words
from marsad.text.normalise import fold


@dataclass(frozen=True, slots=True)
class ProvisionMention:
    """A provision spoken of at `text[start:end]`: "إدخال المساعدات" is `aid_entry`, kind `humanitarian`."""

    start: int
    end: int
    id: str
    kind: str


_Tail = tuple[tuple[str, ...], int, str, str]  # the other words, letters before the first, id, kind


def find_provisions(text: str, agreement_id: str | None) -> list[ProvisionMention]:
    """The phrases that name a provision, in order, the longest where several start at one word, without overlap.

    `agreement_id` adds the phrases of that agreement ("معبر رفح"). Raises `KeyError` for an id that the registry lacks.

    >>> text = "شددوا على إدخال المساعدات ووقف القصف"
    >>> [(text[p.start : p.end], p.id) for p in find_provisions(text, None)]
    [('إدخال المساعدات', 'aid_entry'), ('وقف القصف', 'halt_operations')]
    """
    tables = [_provision_phrases(None)]
    if agreement_id is not None:
        tables.append(_provision_phrases(agreements()[agreement_id].id))
    row = words(text)
    found: list[ProvisionMention] = []
    i = 0
    while i < len(row):
        fitting = [t for table in tables for t in table.get(row[i].key, ()) if _matches(text, row, i + 1, t[0])]
        if not fitting:
            i += 1
            continue
        rest, skip, which, kind = max(fitting, key=lambda t: len(t[0]))
        last = _adjectives_of_aid(text, row, i + 1 + len(rest))
        found.append(ProvisionMention(taken_off(row[i], skip), row[last - 1].end, which, kind))
        i = last
    return found


def _adjectives_of_aid(text: str, row: Sequence[Word], j: int) -> int:
    """The adjective that closes the phrase, if one follows: "المساعدات الإنسانية", "العمليات العسكرية"."""
    adjective = joined(text, row, j) and row[j].key.startswith("ال") and row[j - 1].key.startswith("ال")
    return j + 1 if adjective and row[j].key.endswith(("يه", "يين", "ثيه")) else j


def _matches(text: str, row: Sequence[Word], i: int, rest: tuple[str, ...]) -> bool:
    return len(row) >= i + len(rest) and all(
        (wanted in ("_", word.key) or bare(word.key) == bare(wanted)) and joined(text, row, i + k)
        for k, (word, wanted) in enumerate(zip(row[i:], rest, strict=False))
    )


@cache
def _provision_phrases(agreement_id: str | None) -> dict[str, list[_Tail]]:
    """Written form of the first word → the rest of each phrase, of all agreements or of one agreement's own."""
    shared = load("agreements/_provisions")
    if agreement_id is None:
        entries = [(p["id"], p["kind"], w) for p in shared for w in p["words"]]
    else:
        kinds = {p["id"]: p["kind"] for p in shared}
        own = load(f"agreements/{agreement_id}")["provisions"]
        entries = [(p["id"], kinds[p["id"]], w) for p in own for w in p.get("words", ())]
    found: dict[str, list[_Tail]] = {}
    for which, kind, phrase in entries:
        first, *rest = fold(phrase).split()
        for form, skip, _ in surfaces(first):
            found.setdefault(form, []).append((tuple(rest), skip, which, kind))
    return found
