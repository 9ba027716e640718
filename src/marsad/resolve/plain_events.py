"""Events that words tell plainly and the reader missed: "احتشد آلاف المتظاهرين أمام المقر", "نصب الجيش حاجزا".

A sentence in which the reader sees an event of the type in another word is left to it. The words are in
knowledge/plain_events.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from marsad.knowledge import load
from marsad.reader.reading import Edge, ReadHead, Reading
from marsad.record import Sentence
from marsad.text.normalise import fold

BY_WORDS = "words"  # the label of heads that are found here
_SURE = 0.75  # the confidence of what words alone tell
_NEAR = 3  # words between who did it and a verb whose object stands behind it
_DOUBT = 0.8  # below this a reading of the same word as something else is given up


@dataclass(frozen=True, slots=True)
class _Wording:
    """A type and mode, the verbs that tell it, and the words that must stand behind the verb (none: it says it alone).

    `over`: words that may stand between who does it and the verb; `hit`: whoever stands behind the verb is hit.
    """

    type: str
    mode: str
    verbs: frozenset[str]
    words: frozenset[str] = frozenset()
    reach: int = 0
    who: bool = False
    over: frozenset[str] = frozenset()
    hit: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """Word `at` is the verb, `behind` the word that it needs, if it needs one."""

    wording: _Wording
    at: int
    behind: int | None


def with_plain(reading: Reading, parts: Sequence[Sentence], text: str, types: Sequence[str]) -> list[ReadHead]:
    """The reader's heads and the events of these types that it missed, in text order."""
    keys = [fold(text[w.start : w.end]) for w in reading.words]
    added: list[ReadHead] = []
    for part in parts:
        here = reading.between(part.start, part.end)
        for found in _first(keys, here.start, here.stop, types):
            head = _head(reading, text, found, here.start, here.stop)
            rivals = (h for h in reading.heads if h.kind == head.kind and h.start in here)
            if all(_meet(h, head) for h in rivals):
                added.append(head)
    kept = [h for h in reading.heads if h.confidence >= _DOUBT or not any(_meet(h, a) for a in added)]
    taken = [a for a in added if not any(_meet(a, k) for k in kept)]
    return sorted([*kept, *taken], key=lambda h: (h.start, h.end))


def _meet(one: ReadHead, other: ReadHead) -> bool:
    return one.start < other.end and other.start < one.end


def _first(keys: Sequence[str], start: int, end: int, types: Sequence[str]) -> Iterator[_Found]:
    """The first event of each type in the sentence `[start, end)`, in words."""
    seen: set[str] = set()
    for i in range(start, end):
        if not (wordings := _wordings().get(_verb(keys[i]))) or _denied(keys, i, end):
            continue
        for wording in wordings:
            if wording.type not in types or wording.type in seen:
                continue
            behind = next((j for j in _clause(keys, i, end, wording.reach) if _bare(keys[j]) in wording.words), None)
            if behind is not None or not wording.words:
                seen.add(wording.type)
                yield _Found(wording, i, behind)


def _clause(keys: Sequence[str], i: int, end: int, reach: int) -> Iterator[int]:
    """The positions behind a verb, as far as words run without a mark."""
    for j in range(i + 1, min(end, i + 1 + reach)):
        if not keys[j][:1].isalnum():
            return
        yield j


def _denied(keys: Sequence[str], i: int, end: int) -> bool:
    return (i > 0 and keys[i - 1] in _words("never")) or (i + 1 < end and keys[i + 1] in _words("pretence"))


def _head(reading: Reading, text: str, found: _Found, start: int, end: int) -> ReadHead:
    """The event with who does it, the next place behind the verb, and the first date of the sentence."""
    head = ReadHead(found.wording.type, BY_WORDS, found.at, found.at + 1, _SURE, mode=found.wording.mode)
    head.fields = {"mode": _SURE, "status": _SURE, "scope": _SURE}
    for role, party in _parties(reading, text, found, start, end):
        head.edges.append(Edge(role, *party, _SURE))
    for role, after in (("place", found.at), ("date", start - 1)):
        span = next((s for s in reading.spans.get(role, []) if after < s.start and s.end <= end), None)
        if span is not None:
            head.edges.append(Edge(role, span.start, span.end, _SURE))
    return head


def _parties(reading: Reading, text: str, found: _Found, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Role and words of who does it and who is hit."""
    at, wording = found.at, found.wording
    parties = [(s.start, s.end) for s in reading.spans.get("party", []) if start <= s.start and s.end <= end]
    behind = [p for p in parties if at < p[0] <= at + 2]
    if not wording.hit:
        if who := _who(reading, text, found, parties, behind, start):
            yield "actor", who
        return
    if before := [p for p in parties if at - _NEAR <= p[1] <= at]:
        yield "actor", max(before, key=lambda p: (p[1], p[1] - p[0]))
    if behind:
        yield "recipient", max(behind, key=lambda p: p[1] - p[0])


def _who(
    reading: Reading,
    text: str,
    found: _Found,
    parties: Sequence[tuple[int, int]],
    behind: Sequence[tuple[int, int]],
    start: int,
) -> tuple[int, int] | None:
    """The party right behind the verb, else right before it, else the words up to those who gather."""
    at = found.at
    over = at > start and fold(text[reading.words[at - 1].start : reading.words[at - 1].end]) in found.wording.over
    before = [p for p in parties if p[1] == at - over]
    if behind or before:
        return max(behind or before, key=lambda p: p[1] - p[0])
    return (at + 1, found.behind + 1) if found.wording.who and found.behind is not None else None


def _verb(key: str) -> str:
    return key[1:] if len(key) > 3 and key[0] in "وف" and key not in _wordings() else key


def _bare(key: str) -> str:
    return key.removeprefix("و").removeprefix("لل").removeprefix("ل").removeprefix("ال")


@cache
def _wordings() -> dict[str, list[_Wording]]:
    """Verb → what it can tell."""
    data = load("plain_events")
    listed = [
        _Wording(kind, mode, frozenset(map(fold, verbs)))
        for kind, modes in data["verbs"].items()
        for mode, verbs in modes.items()
    ]
    listed += [
        _Wording(
            e["type"],
            e["mode"],
            _fold(e["verbs"]),
            _fold(e["words"]),
            e["reach"],
            e.get("who", False),
            _fold(e.get("over", ())),
            e.get("hit", False),
        )
        for e in data["with"]
    ]
    out: dict[str, list[_Wording]] = {}
    for wording in listed:
        for verb in sorted(wording.verbs):
            out.setdefault(verb, []).append(wording)
    return out


def _fold(words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


@cache
def _words(name: str) -> frozenset[str]:
    return _fold(load("plain_events")[name])
