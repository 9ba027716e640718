from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.text.canonical import canonical

texts = st.text(st.sampled_from("اب \r\n\x85\u2028\t"), max_size=30)


def test_every_kind_of_line_end_becomes_a_line_feed() -> None:
    assert canonical("عنوان\r\nمتن\rخاتمة\n") == "عنوان\nمتن\nخاتمة\n"


def test_white_space_and_unicode_line_separators_stay_as_published() -> None:
    assert canonical("  عنوان\u2028متن\x85 \t\n\n") == "  عنوان\u2028متن\x85 \t\n\n"


@given(texts)
def test_it_is_idempotent_and_changes_nothing_but_line_ends(text: str) -> None:
    result = canonical(text)
    assert "\r" not in result
    assert canonical(result) == result
    assert [c for c in result if c != "\n"] == [c for c in text if c not in "\r\n"]
