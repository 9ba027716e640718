from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.web.segments import segment

texts = st.text(alphabet="قصف ًٌ\nأبو😀", max_size=40)
spans = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=8)


@given(texts, spans)
def test_the_pieces_of_the_lines_give_the_text_again(text: str, wanted: list[tuple[int, int]]) -> None:
    lines = segment(text, wanted)
    assert "\n".join("".join(piece.text for piece in line) for line in lines) == text
    assert all(text[piece.start :].startswith(piece.text) for line in lines for piece in line)


@given(texts, spans)
def test_the_pieces_that_a_span_covers_are_its_words(text: str, wanted: list[tuple[int, int]]) -> None:
    pieces = [piece for line in segment(text, wanted) for piece in line]
    for start, end in wanted:
        covered = "".join(piece.text for piece in pieces if (start, end) in piece.covers)
        assert covered == text[start:end].replace("\n", "")
        assert sum((start, end) in piece.begins for piece in pieces) == (1 if covered else 0)


@given(texts, spans)
def test_the_text_is_cut_only_at_borders_of_spans_and_lines(text: str, wanted: list[tuple[int, int]]) -> None:
    borders = {border for start, end in wanted if start < end for border in (start, end)}
    for line in segment(text, wanted):
        assert all(piece.start in borders for piece in line[1:])


def test_a_span_may_divide_joined_letters_but_nothing_else_does() -> None:
    [line] = segment("وقصف الجيش", [(1, 4), (1, 10)])
    assert [piece.text for piece in line] == ["و", "قصف", " الجيش"]


def test_crossing_spans_share_a_piece() -> None:
    [line] = segment("أب جد هو", [(0, 5), (3, 8)])
    assert [(piece.text, piece.covers) for piece in line] == [
        ("أب ", ((0, 5),)),
        ("جد", ((0, 5), (3, 8))),
        (" هو", ((3, 8),)),
    ]
