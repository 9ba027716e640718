"""Precision, recall and F1: what agrees with what, and what is counted where."""

from __future__ import annotations

import pytest

from marsad.reader.reading import Edge, ReadHead
from marsad.reader.tokenizer import split_words
from marsad.training.data import Example, Head
from marsad.training.score import Counts, Scores, as_json, scores

TEXT = "قصفت المدفعية محطة المياه الكبيرة في نردان ليلا . أصلحت البلدية المحطة ."
WORDS = split_words(TEXT)
SENTENCES = [(0, 9), (9, 13)]


def annotated(*heads: Head) -> Example:
    return Example("a", TEXT, WORDS, SENTENCES, list(heads), {})


def read(kind: str, start: int, end: int, *edges: tuple[str, int, int]) -> ReadHead:
    return ReadHead(kind, kind, start, end, 0.9, edges=[Edge(role, a, b, 0.9) for role, a, b in edges])


def scored(gold: list[Head], found: list[ReadHead]) -> Scores:
    return scores([(annotated(*gold), found)], ["WATER-ATTACK", "WATER-REPAIR"], ["facility", "place"])


ATTACK = Head("WATER-ATTACK", (0, 1), {"facility": [(2, 5)], "place": [(6, 7)]})


def test_what_is_found_as_annotated_scores_one() -> None:
    out = scored([ATTACK], [read("WATER-ATTACK", 0, 1, ("facility", 2, 5), ("place", 6, 7))])
    assert [(name, c.f1) for name, c in out.rows() if c.annotated] == [
        ("events", 1.0), ("WATER-ATTACK", 1.0), ("facility", 1.0), ("place", 1.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "agrees"), [(0, 1, 1), (0, 3, 1), (1, 2, 1), (2, 3, 1), (3, 4, 0), (8, 9, 0), (9, 10, 0)]
)
def test_a_trigger_may_stand_two_words_away(start: int, end: int, agrees: int) -> None:
    assert scored([ATTACK], [read("WATER-ATTACK", start, end)]).events.agree == agrees


def test_but_not_in_another_sentence() -> None:
    gold = Head("WATER-REPAIR", (9, 10))
    assert scored([gold], [read("WATER-REPAIR", 8, 9)]).events.agree == 0
    assert scored([gold], [read("WATER-REPAIR", 10, 11)]).events.agree == 1


def test_a_type_that_differs_is_a_miss_and_a_false_alarm() -> None:
    out = scored([ATTACK], [read("WATER-REPAIR", 0, 1, ("facility", 2, 5))])
    assert (out.types["WATER-ATTACK"], out.types["WATER-REPAIR"]) == (Counts(0, 1, 0), Counts(0, 0, 1))
    assert out.fields["facility"] == Counts(0, 1, 1)


@pytest.mark.parametrize(("start", "end", "agrees"), [(2, 4, 1), (4, 5, 1), (3, 8, 1), (4, 8, 0), (5, 6, 0)])
def test_the_words_of_a_field_agree_when_they_share_half(start: int, end: int, agrees: int) -> None:
    assert scored([ATTACK], [read("WATER-ATTACK", 0, 1, ("facility", start, end))]).fields["facility"].agree == agrees


def test_two_events_agree_with_two_and_the_nearest_with_each() -> None:
    gold = [ATTACK, Head("WATER-ATTACK", (1, 2), {"place": [(6, 7)]})]
    out = scored(gold, [read("WATER-ATTACK", 1, 2, ("place", 6, 7)), read("WATER-ATTACK", 0, 1)])
    assert (out.events, out.fields["place"]) == (Counts(2, 2, 2), Counts(1, 2, 1))
    assert scored(gold, [read("WATER-ATTACK", 0, 2)]).events == Counts(1, 2, 1)


def test_figures_and_claims_are_not_looked_at() -> None:
    assert scored([Head("figure", (0, 1), mode="killed")], [read("figure", 0, 1)]).events == Counts()


def test_nothing_divided_by_nothing_is_nothing() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)
    assert as_json(scored([], []))["events"]["f1"] == 0


def test_precision_and_recall_are_shares_of_the_found_and_of_the_annotated() -> None:
    counts = Counts(agree=3, annotated=4, found=6)
    assert [counts.precision, counts.recall, counts.f1] == pytest.approx([0.5, 0.75, 0.6])
