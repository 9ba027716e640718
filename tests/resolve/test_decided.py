"""Events that a word decides: a halt that is asked for, and settling."""

from __future__ import annotations

import pytest

from marsad.reader.reading import ReadHead, Reading
from marsad.reader.tokenizer import split_words
from marsad.record import Sentence
from marsad.resolve.decided import decide


def decided(text: str, heads: dict[str, str]) -> list[tuple[str, str | None, str, str]]:
    """Type, mode, status and trigger of what comes out where the reader found `heads` (word → type)."""
    words = split_words(text)
    where = {text[w.start : w.end]: i for i, w in enumerate(words)}
    read = [ReadHead(kind, kind, where[word], where[word] + 1, 0.8) for word, kind in heads.items()]
    parts = [Sentence(start=0, end=len(text), part="body")]
    out = decide(Reading(words, read, {}), parts, text)
    return [(h.kind, h.mode, h.status, text[words[h.start].start : words[h.end - 1].end]) for h in out]


@pytest.mark.parametrize("halt", ["وقف القصف", "بوقف العمليات العسكرية", "إنهاء الحرب"])
def test_a_halt_that_is_asked_for_is_a_ceasefire_demanded(halt: str) -> None:
    found = decided(f"طالبت اللجنة أمس {halt} فورا", {"طالبت": "REQUEST"})
    assert found[1] == ("RETREAT", "ceasefire", "demanded", halt.split(maxsplit=1)[0])


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("بحث الوفدان وقف القصف", {"بحث": "CONSULT"}),
        ("بعد وقف القصف طالبت اللجنة بالمساعدة", {"طالبت": "REQUEST"}),
        ("طالبت اللجنة بوقف البناء", {"طالبت": "REQUEST"}),
        ("طالبت اللجنة بوقف القصف", {"طالبت": "REQUEST", "بوقف": "RETREAT"}),
        ("طالبت اللجنة بوقف القصف", {"طالبت": "REQUEST", "القصف": "ASSAULT"}),
    ],
)
def test_nothing_is_added_without_a_request_before_it_nor_where_the_reader_found_something(
    text: str, heads: dict[str, str]
) -> None:
    assert len(decided(text, heads)) == len(heads)


def test_settling_is_taking_land() -> None:
    assert decided("تنامي الأنشطة الاستيطانية", {"الاستيطانية": "ASSAULT"})[0][:2] == ("COERCE", "seize")
    assert decided("طالبت بتجميد الاستيطان", {"الاستيطان": "RETREAT"})[0][0] == "RETREAT"
