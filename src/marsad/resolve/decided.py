"""Events that the guidelines decide by a word, whatever the reader makes of it.

"دعا إلى وقف القصف" asks for a halt: RETREAT/ceasefire "وقف", demanded. "الأنشطة الاستيطانية" is COERCE/seize.
The words are in knowledge/triggers.yaml. And where the reader is unsure, a word that nearly always means one type means it
(knowledge/trigger_types.tsv, counted in the annotations by training/trigger_types.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import get_args

from marsad.knowledge import load
from marsad.knowledge import text as text_of
from marsad.reader.reading import ReadHead, Reading
from marsad.record import Sentence
from marsad.record.types import EventType
from marsad.text.normalise import fold, strip_clitics

PLOVER = frozenset(get_args(EventType))  # a type of the user's own is never taken for one of these
SURE = 0.5  # confidence of a halt that only the words tell
UNSURE = 0.7  # confidence of the reader below which the usual type of a word counts; the same to .9 on the held-out set


def decide(reading: Reading, parts: Sequence[Sentence], text: str, types: Sequence[str]) -> list[ReadHead]:
    """The heads of a reading in text order, with those that a word decides; `types` are the reader's event types."""
    for head in reading.heads:
        if head.kind in types and head.end == head.start + 1:
            _typed(head, reading, text, types)
    found = [halt for part in parts for halt in _halts(part, reading, text)]
    return sorted([*reading.heads, *found], key=lambda h: (h.start, h.end))


def _halts(part: Sentence, reading: Reading, text: str) -> Iterable[ReadHead]:
    """Halts of attacks that stand after a request in its sentence and that the reader passed over."""
    inside = reading.between(part.start, part.end)
    asked = [h.start for h in reading.heads if h.kind == "REQUEST" and h.start in inside]
    if not asked:
        return
    taken = {i for h in reading.heads for i in range(h.start, h.end)}
    for i in range(min(asked) + 1, inside.stop - 1):
        halted = _is(_word(reading, text, i), "halts") and _is(_word(reading, text, i + 1), "attacks")
        if halted and not taken & {i, i + 1}:
            yield ReadHead("RETREAT", "RETREAT", i, i + 1, SURE, mode="ceasefire", status="demanded")


def _typed(head: ReadHead, reading: Reading, text: str, types: Sequence[str]) -> None:
    stems = _stems(_word(reading, text, head.start))
    found = next((to for stem, to in _types().items() if stem in stems), None)
    if found and head.kind in {"ASSAULT", "COERCE"}:
        head.kind = head.label = found["type"]
        head.mode = found["mode"]
        return
    usual = _usual().get(min(stems, key=len))
    if usual in types and usual != head.kind in PLOVER and head.confidence < UNSURE:
        head.kind = head.label = str(usual)
        head.mode = None


def stem(word: str) -> str:
    """A folded word without its particles ("وبالقصف" → "قصف"): the shortest of its readings."""
    return min(_stems(word), key=len)


def _word(reading: Reading, text: str, i: int) -> str:
    return text[reading.words[i].start : reading.words[i].end]


def _is(word: str, which: str) -> bool:
    return not _folded(which).isdisjoint(_stems(word))


def _stems(word: str) -> list[str]:
    return strip_clitics(fold(word))


@cache
def _folded(which: str) -> frozenset[str]:
    return frozenset(map(fold, _words()[which]))


@cache
def _types() -> dict[str, dict[str, str]]:
    return {fold(stem): to for stem, to in _words()["types"].items()}


@cache
def _usual() -> dict[str, str]:
    """Word → the type that it nearly always triggers."""
    rows = (line.split("\t") for line in text_of("trigger_types.tsv").splitlines() if not line.startswith("#"))
    return {word: kind for word, kind, _ in rows if kind != "type"}


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return dict(load("triggers"))
