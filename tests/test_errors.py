"""The one tree of errors: codes, sentences and hints, and where the tree is drawn."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from marsad import errors
from marsad.errors import DataError, FetchError, InputError, MarsadError, StoreError

SOURCE = Path(errors.__file__).parent
CODES = re.compile(r"(?:InputError|DataError|FetchError|StoreError)\(\s*\"([^\"]+)\"")


def kinds() -> list[type[MarsadError]]:
    """Every class of the tree but its root."""
    found = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, MarsadError)]
    return [kind for kind in found if kind is not MarsadError]


def test_an_error_reads_as_sentence_code_and_hint() -> None:
    error = InputError("input.empty", "The file holds no text.", hint="Check the download.")
    assert str(error) == "The file holds no text. [input.empty] Check the download."
    assert (error.code, error.message, error.hint) == ("input.empty", "The file holds no text.", "Check the download.")


def test_an_error_without_a_hint_ends_with_its_code() -> None:
    assert str(DataError("model.damaged", "The model is damaged.")) == "The model is damaged. [model.damaged]"


@pytest.mark.parametrize("kind", [InputError, DataError, FetchError, StoreError])
def test_one_except_clause_catches_every_expected_failure(kind: type[MarsadError]) -> None:
    with pytest.raises(MarsadError):
        raise kind("a.b", "Something is wrong.")


def test_the_drawn_tree_shows_every_class() -> None:
    assert errors.__doc__ is not None
    drawn = re.findall(r"^[├└]── (\w+)", errors.__doc__, re.MULTILINE)
    assert drawn == [kind.__name__ for kind in kinds()]


def test_every_code_of_the_package_is_a_dotted_name() -> None:
    codes = {code for file in sorted(SOURCE.rglob("*.py")) for code in CODES.findall(file.read_text("utf-8"))}
    assert len(codes) > 10
    assert [code for code in sorted(codes) if not re.fullmatch(r"[a-z]+\.[a-z0-9_]+", code)] == []
