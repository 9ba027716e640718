from __future__ import annotations

import pytest

from marsad.errors import DataError
from marsad.knowledge import digest, load, names, tables, text


def test_a_file_is_read_once_and_shared() -> None:
    assert load("plover") is load("plover")


def test_the_suffix_may_be_written_or_left_out() -> None:
    assert load("plover.yaml") == load("plover")


def test_a_missing_file_is_a_data_error_with_a_stable_code() -> None:
    with pytest.raises(DataError) as caught:
        load("no-such-file")
    assert caught.value.code == "knowledge.missing"


def test_the_digest_is_short_and_the_same_twice() -> None:
    first = digest()
    digest.cache_clear()
    assert digest() == first
    assert len(first) == 12


def test_a_folder_lists_its_tables_in_order() -> None:
    found = tables("actors")
    assert found == sorted(found)
    assert all(text(path) for path in found)


def test_names_are_fit_for_loading() -> None:
    assert names("actors") == []
