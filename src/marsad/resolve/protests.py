"""Demonstrations that the reader missed and words tell plainly: "احتشد آلاف المتظاهرين أمام المقر", "اعتصم الموظفون".

A sentence in which the reader sees a protest is left to it. The words are in knowledge/protests.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from marsad.knowledge import load
from marsad.reader.reading import Edge, ReadHead, Reading
from marsad.record import Sentence
from marsad.text.normalise import fold

BY_WORDS = "words"  # the label of heads that are found here
_SURE = 0.75  # the confidence of what words alone tell
_DOUBT = 0.8  # below this a reading of the same word as something else is given up
_SUBJECT = 4  # words behind a verb in which those who gather must be named


def with_protests(reading: Reading, parts: Sequence[Sentence], text: str) -> list[ReadHead]:
    """The reader's heads with the protests that it missed, in text order."""
    heads = list(reading.heads)
    keys = [fold(text[w.start : w.end]) for w in reading.words]
    for part in parts:
        here = [i for i, w in enumerate(reading.words) if part.start <= w.start < part.end]
        if here and not any(h.kind == "PROTEST" and here[0] <= h.start <= here[-1] for h in heads):
            heads += _found(reading, keys, here[0], here[-1] + 1)
    added = heads[len(reading.heads) :]
    kept = [
        h for h in reading.heads if h.confidence >= _DOUBT or all(h.end <= a.start or a.end <= h.start for a in added)
    ]
    taken = [h for h in added if all(h.end <= k.start or k.end <= h.start for k in kept)]
    return sorted([*kept, *taken], key=lambda h: (h.start, h.end))


def _found(reading: Reading, keys: Sequence[str], start: int, end: int) -> Iterator[ReadHead]:
    """The first protest of the sentence `[start, end)`, in words."""
    for i in range(start, end):
        key = _verb(keys[i])
        mode = _modes().get(key)
        crowd = next((j for j in range(i + 1, min(end, i + 1 + _SUBJECT)) if _is_crowd(keys[j])), None)
        if mode is None and not (key in _words("gathering") and crowd is not None and _runs(keys, i, crowd)):
            continue
        if (i > 0 and keys[i - 1] in _words("never")) or (i + 1 < end and keys[i + 1] in _words("pretence")):
            continue
        head = ReadHead("PROTEST", BY_WORDS, i, i + 1, _SURE, mode=mode or "demo")
        head.fields = {"mode": _SURE, "status": _SURE, "scope": _SURE}
        head.edges = list(_edges(reading, i, crowd, start, end))
        yield head
        return


def _edges(reading: Reading, i: int, crowd: int | None, start: int, end: int) -> Iterator[Edge]:
    """Who: the party behind the verb, else the words up to the crowd; the next place; the first date of the sentence."""
    parties = [s for s in reading.spans.get("party", []) if i < s.start <= i + 2 and s.end <= end]
    who = max(parties, key=lambda s: s.end - s.start, default=None)
    if who is not None:
        yield Edge("actor", who.start, who.end, _SURE)
    elif crowd is not None:
        yield Edge("actor", i + 1, crowd + 1, _SURE)
    for role, after in (("place", i), ("date", start - 1)):
        span = next((s for s in reading.spans.get(role, []) if after < s.start and s.end <= end), None)
        if span is not None:
            yield Edge(role, span.start, span.end, _SURE)


def _runs(keys: Sequence[str], i: int, crowd: int) -> bool:
    """Whether only words stand between a verb and its crowd."""
    return all(key[:1].isalnum() for key in keys[i + 1 : crowd])


def _verb(key: str) -> str:
    return key[1:] if len(key) > 3 and key[0] in "وف" and key not in _modes() else key


def _is_crowd(key: str) -> bool:
    stem = key.removeprefix("و").removeprefix("ل").removeprefix("ال")
    return stem in _words("crowds")


@cache
def _modes() -> dict[str, str]:
    return {fold(verb): mode for mode, verbs in load("protests")["verbs"].items() for verb in verbs}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, load("protests")[name]))
