"""Short phrases and whom they mean: one line of actor_phrases.tsv, one test."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.resolve.actors import actor_book

TABLE = Path(__file__).with_name("actor_phrases.tsv")
LINES = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", LINES, ids=LINES)
def test_a_phrase_means(line: str) -> None:
    phrase, meaning = line.split(" → ")
    found = actor_book().resolve(phrase)
    said = f"{found.country or '–'}·{found.sectors[0] if found.sectors else '–'}"
    assert said == meaning, found.reason
    assert found.reason


def test_there_are_enough_phrases_and_none_twice() -> None:
    phrases = [line.split(" → ")[0] for line in LINES]
    assert len(phrases) >= 220
    assert len(set(phrases)) == len(phrases)
