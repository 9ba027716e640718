from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.text.shingles import BANDS, bands, resemblance, shingles

WORDS = [f"كلمة{n}" for n in range(400)]
TEXT = " ".join(WORDS[:120])


def test_spelling_and_punctuation_do_not_count() -> None:
    assert list(shingles("أعلنت الحكومة، اليوم: وقف إطلاق النار")) == list(
        shingles("اعلنت الحكومه اليوم وقف اطلاق النّار")
    )


def test_resemblance_is_the_share_of_common_runs_of_words() -> None:
    assert resemblance(shingles(TEXT), shingles(TEXT)) == 1
    assert resemblance(shingles(TEXT), shingles(" ".join(WORDS[200:300]))) == 0
    assert round(resemblance(shingles(TEXT), shingles(" ".join(WORDS[:60]))), 2) == round(58 / 118, 2)


@given(st.integers(0, 200), st.integers(0, 15))
def test_texts_that_nearly_repeat_each_other_share_a_band(start: int, changed: int) -> None:
    words = WORDS[start : start + 150]
    other = [f"غير{n}" if n < changed else word for n, word in enumerate(words)]
    assert set(bands(shingles(" ".join(words)))) & set(bands(shingles(" ".join(other))))


def test_texts_without_common_runs_share_none_and_short_ones_have_none() -> None:
    assert len(set(bands(shingles(TEXT)))) == BANDS
    assert not set(bands(shingles(TEXT))) & set(bands(shingles(" ".join(WORDS[200:320]))))
    assert bands(shingles("وقف إطلاق النار ساري المفعول")) == []


def test_bands_are_the_same_in_every_run() -> None:
    assert bands(shingles(TEXT))[:2] == [908877337088, 929731124481]
