"""Units: every word has its pieces, borders stand between sentences, and nothing goes beyond the encoder's positions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.reader.tokenizer import BOS, EOS
from marsad.reader.units import MAX_PIECES, units

SENTENCES = st.lists(st.lists(st.lists(st.integers(5, 99), min_size=1, max_size=9).map(tuple), max_size=40), max_size=9)


@given(SENTENCES)
def test_a_unit_is_the_pieces_of_its_word(sentences: list[list[tuple[int, ...]]]) -> None:
    ids, first, last, words = units(sentences)
    flat = [word for sentence in sentences for word in sentence]
    assert len(words) == len(flat)
    assert len(first) == len(last)
    assert len(ids) <= MAX_PIECES + 2
    assert ids[0] == BOS
    if sum(map(len, flat)) + len(sentences) < MAX_PIECES:
        assert [tuple(ids[first[u] : last[u] + 1]) for u in words] == flat
        assert ids.count(EOS) == len(sentences)
        borders = [u for u in range(len(first)) if u not in set(words)]
        assert [ids[first[u]] for u in borders] == [BOS] + [EOS] * len(sentences)


@given(SENTENCES)
def test_every_unit_lies_inside_the_window(sentences: list[list[tuple[int, ...]]]) -> None:
    ids, first, last, _ = units(sentences * 4)
    assert all(0 <= a <= b < len(ids) for a, b in zip(first, last, strict=True))
