from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.normalise import fold
from marsad.text.stem import light10, search_tokens

# A form that a text may use, and one that somebody types: light10 brings the first 20 together, the others it cannot.
JOINED = [
    ("هجوم", "الهجوم"), ("هجوم", "وبالهجوم"), ("جيش", "للجيش"), ("هدنة", "الهدنة"), ("هدنة", "هدنه"),
    ("مدينة", "بالمدينة"), ("نازح", "النازحين"), ("نازحون", "النازحين"), ("غارة", "الغارات"), ("معبر", "والمعبر"),
    ("اعتقال", "اعتقالات"), ("قرية", "القرى"), ("لبناني", "اللبنانية"), ("مفاوضات", "المفاوضات"), ("أسير", "الأسيرين"),
    ("مُظاهَرة", "المظاهرات"), ("اتفاقية", "الاتفاق"), ("إغلاق", "الاغلاق"), ("قافلة", "فالقافلة"), ("بيانها", "البيان"),
]  # fmt: skip
APART = [("أسير", "الأسرى"), ("شهيد", "شهداء"), ("قصف", "بقصف"), ("قرية", "القرويين")]


def words_as_written(text: str) -> list[str]:
    return text.split()


def folded_words(text: str) -> list[str]:
    return fold(text).split()


def matches(cut: Callable[[str], list[str]]) -> int:
    return sum(cut(first) == cut(second) for first, second in JOINED + APART)


def test_stemming_brings_most_forms_of_a_word_together() -> None:
    counts = {cut.__name__: matches(cut) for cut in (words_as_written, folded_words, search_tokens)}
    assert counts == {"words_as_written": 0, "folded_words": 1, "search_tokens": 20}


@pytest.mark.parametrize(("first", "second"), JOINED)
def test_two_forms_have_one_stem(first: str, second: str) -> None:
    assert search_tokens(first) == search_tokens(second)


@pytest.mark.parametrize(("first", "second"), APART)
def test_a_broken_plural_or_a_bare_preposition_stays_apart(first: str, second: str) -> None:
    assert search_tokens(first) != search_tokens(second)


@pytest.mark.parametrize("words", [("جيش", "جهاز"), ("قصف", "قصر"), ("معبر", "عبور"), ("هدنة", "هدم")])
def test_different_words_keep_different_stems(words: tuple[str, str]) -> None:
    assert light10(fold(words[0])) != light10(fold(words[1]))


def test_a_short_word_is_not_eaten_up() -> None:
    assert search_tokens("وزير ولد يد في ها") == ["زير", "ولد", "يد", "في", "ها"]


def test_punctuation_and_marks_cut_words_but_diacritics_do_not() -> None:
    assert search_tokens("«الهُدْنَةُ»، غزّة–رفح") == ["هدن", "غز", "رفح"]


def test_digits_of_all_scripts_are_one() -> None:
    assert search_tokens("٢٠٢٤ ۲۰۲۴ 2024") == ["2024"] * 3


def test_other_letters_are_compared_in_lower_case_and_not_cut() -> None:
    assert search_tokens("UNRWA F-16") == ["unrwa", "f", "16"]


def test_presentation_forms_are_ordinary_letters() -> None:
    assert search_tokens("ﻻﺟﺊ") == search_tokens("لاجئ")


@given(st.text(st.characters(categories=["L", "N", "P", "Z", "M"]), max_size=60))
def test_tokens_hold_letters_and_digits_only(text: str) -> None:
    assert all(token.isalnum() for token in search_tokens(text))


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ", max_size=12))
def test_a_stem_is_a_part_of_the_word_and_keeps_two_letters(word: str) -> None:
    stem = light10(word)
    assert stem in word
    assert len(stem) >= min(2, len(word))
