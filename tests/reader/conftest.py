"""The shipped weights, loaded once for all tests of the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

import marsad.reader
from marsad.reader import Reader, shipped_reader
from marsad.reader.tokenizer import Tokenizer

WEIGHTS = Path(marsad.reader.__file__).parent / "weights"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The model that comes with the package."""
    return shipped_reader()


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """The tokenizer of that model."""
    with (WEIGHTS / "pieces.tsv").open(encoding="utf-8") as lines:
        return Tokenizer.from_lines(lines)


@pytest.fixture(scope="session")
def pieces() -> list[str]:
    """Its pieces in id order."""
    return [line.partition("\t")[0] for line in (WEIGHTS / "pieces.tsv").read_text("utf-8").splitlines()]
