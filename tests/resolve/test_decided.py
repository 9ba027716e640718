"""Events that a word decides: a halt that is asked for, and settling."""

from __future__ import annotations

from typing import get_args

import pytest

from marsad.reader.reading import ReadHead, Reading
from marsad.reader.tokenizer import split_words
from marsad.record import Sentence
from marsad.record.types import EventType
from marsad.resolve.decided import decide


def decided(text: str, heads: dict[str, str], sure: float = 0.8) -> list[tuple[str, str | None, str, str]]:
    """Type, mode, status and trigger of what comes out where the reader found `heads` (word → type)."""
    words = split_words(text)
    where = {text[w.start : w.end]: i for i, w in enumerate(words)}
    read = [ReadHead(kind, kind, where[word], where[word] + 1, sure) for word, kind in heads.items()]
    parts = [Sentence(start=0, end=len(text), part="body")]
    out = decide(Reading(words, read, {}), parts, text, list(get_args(EventType)))
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


def test_a_word_that_nearly_always_means_one_type_means_it_where_the_reader_is_unsure() -> None:
    assert decided("وكان اتصال قصير", {"اتصال": "RETREAT"}, sure=0.5)[0][:2] == ("CONSULT", None)
    assert decided("وكان اتصال قصير", {"اتصال": "RETREAT"}, sure=0.9)[0][0] == "RETREAT"


def test_a_type_that_the_reader_does_not_know_is_given_to_no_word() -> None:
    words = split_words("وكان اتصال قصير")
    head = ReadHead("RETREAT", "RETREAT", 1, 2, 0.5)
    decide(Reading(words, [head], {}), [], "وكان اتصال قصير", ["RETREAT", "ASSAULT"])
    assert head.kind == "RETREAT"
