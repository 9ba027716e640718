from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.normalise import fold, normalise, strip_clitics

ARABIC = "ابتةىيأإآٱؤئءهوكلم ًَُِّْٰـ٠١۲3،.ﻻﷲکیھ\u200f\u200b\ufeffAÉß"
texts = st.text(st.sampled_from(ARABIC), max_size=40) | st.text(max_size=20)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("إِسْلامُ آبــاد", "اسلام اباد"),
        ("مُستشفى", "مستشفي"),
        ("الأُردُنّ", "الاردن"),
        ("غزّة", "غزه"),
        ("فؤاد", "فواد"),
        ("الطائرات", "الطايرات"),
        ("هٰذا", "هذا"),
        ("ٱلقدس", "القدس"),
        ("کیهان", "كيهان"),
        ("ﻻ ﺳﻼﻡ", "لا سلام"),
        ("ڤيينا", "فيينا"),
        ("٢٠٢٦ و۱۴۰۴", "2026 و1404"),
        ("١٬٥٠٠٫٥", "1,500.5"),
        ("\u200fالأمم\u200c \ufeffالمتحدة\u00a0", "الامم المتحده "),
        ("CNN É", "cnn e"),
        ("بناء", "بناء"),
    ],
)
def test_spellings_of_one_name_share_a_key(written: str, key: str) -> None:
    assert fold(written) == key


def test_folding_any_character_twice_changes_nothing() -> None:
    once = fold("".join(map(chr, range(0x20000))))
    assert fold(once) == once


@given(texts, texts)
def test_folding_a_text_is_folding_its_parts(first: str, second: str) -> None:
    assert fold(first + second) == fold(first) + fold(second)


@given(texts)
def test_the_text_with_a_map_is_the_folded_text(text: str) -> None:
    assert normalise(text, letters=True).text == fold(text)


@given(texts, st.data())
def test_a_range_comes_back_as_the_words_that_it_was_made_from(text: str, data: st.DataObject) -> None:
    result = normalise(text)
    start = data.draw(st.integers(0, len(result.text)))
    end = data.draw(st.integers(start, len(result.text)))
    first, last = result.source(start, end)
    assert 0 <= first <= last <= len(text)
    assert result.text[start:end] in normalise(text[first:last]).text
    if start < end:
        assert result.target(first, last)[0] <= start
        assert result.target(first, last)[1] >= end


@given(texts)
def test_the_whole_comes_back_whole(text: str) -> None:
    result = normalise(text)
    first, last = result.source(0, len(result.text))
    assert normalise(text[first:last]).text == result.text
    assert normalise(text[:first] + text[last:]).text == ""


def test_marks_belong_to_the_letter_before_them_and_bidi_marks_do_not() -> None:
    result = normalise("قَالَ\u200f الوزير")
    assert result.text == "قال الوزير"
    assert result.source(0, 3) == (0, 5)
    assert result.target(7, 13) == (4, 10)


def test_part_of_a_ligature_is_the_whole_ligature() -> None:
    assert normalise("ﻻ").text == "لا"
    assert normalise("ﻻ").source(1, 2) == (0, 1)


def test_without_letters_the_hamza_and_the_case_stay() -> None:
    assert normalise("أُمّة وCNN ىة").text == "أمة وCNN ىة"


def test_a_range_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="3:9"):
        normalise("قال").source(3, 9)


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("وبالقاهرة", ["وبالقاهرة", "بالقاهرة", "القاهرة", "قاهرة"]),
        ("للأمم", ["للأمم", "لأمم", "الأمم", "أمم"]),
        ("ولبنان", ["ولبنان", "لبنان", "بنان"]),
        ("للبنان", ["للبنان", "لبنان", "البنان", "بنان"]),
        ("وسيزور", ["وسيزور", "سيزور", "يزور"]),
        ("سوريا", ["سوريا"]),
        ("بغزة", ["بغزة", "غزة"]),
        ("ولد", ["ولد"]),
        ("في", ["في"]),
        ("", [""]),
    ],
)
def test_attached_particles_come_off_the_least_first(word: str, stems: list[str]) -> None:
    assert strip_clitics(word) == stems


@given(st.text(st.sampled_from("وفبلكسايتمق"), max_size=9))
def test_a_stem_is_never_shorter_than_two_letters_and_never_repeated(word: str) -> None:
    stems = strip_clitics(word)
    assert stems[0] == word
    assert all(len(stem) >= 2 for stem in stems[1:])
    assert len(set(stems)) == len(stems)
