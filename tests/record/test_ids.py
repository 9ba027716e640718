"""Ids: the same for the same words, different for different ones."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from marsad.record import stable_id, text_sha256

SEPARATOR = "\x1f"
PART = st.one_of(st.integers(0, 10**6), st.text(max_size=8))


def test_an_id_is_the_same_in_every_process_and_release() -> None:
    assert stable_id("e", "talks-3f9a0c12", "ASSAULT", 10, 14) == "e-8a8948996e"


def test_an_id_shows_its_kind() -> None:
    assert re.fullmatch(r"f-[0-9a-f]{10}", stable_id("f", "a", "killed", 0, 3))


@given(st.lists(PART, min_size=1, max_size=4), st.lists(PART, min_size=1, max_size=4))
def test_different_spans_have_different_ids(one: list[str | int], other: list[str | int]) -> None:
    if not any(SEPARATOR in str(part) for part in (*one, *other)):
        same = list(map(str, one)) == list(map(str, other))
        assert (stable_id("e", "a", *one) == stable_id("e", "a", *other)) == same


def test_neighbouring_numbers_do_not_run_together() -> None:
    assert stable_id("e", "a", 1, 23) != stable_id("e", "a", 12, 3)


def test_the_hash_of_a_text_is_that_of_its_utf8_bytes() -> None:
    assert text_sha256("مرصد") == "0bf87122d861c62c424dd66bb2d4a49a13416bbc76d6471f6adb9f0f5da2d797"


def test_a_lone_surrogate_can_be_hashed() -> None:
    assert text_sha256("\ud800") != text_sha256("\ud801")
