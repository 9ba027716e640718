"""Without the extras: a sentence and what to install, in place of a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli import cli
from marsad.errors import DataError
from marsad.reader.borrowed import BorrowedTokenizer
from marsad.reader.tokenizer import Borders

EXAMPLE = Path(__file__).parents[2] / "examples" / "water"


def test_training_without_pytorch_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("marsad.training.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)
    files = ["--annotations", EXAMPLE / "annotations.jsonl", "--labels", EXAMPLE / "labels.yaml"]
    done = CliRunner().invoke(cli, ["train", *map(str, files), "--out", str(tmp_path / "model")])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[train.missing]" in done.stderr
    assert 'pip install "marsad[train]"' in done.stderr


def test_a_borrowed_encoder_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(DataError, match=r"marsad\[encoder\]") as caught:
        BorrowedTokenizer("{}", Borders())
    assert caught.value.code == "model.tokenizers"


def test_help_needs_no_extra() -> None:
    done = CliRunner().invoke(cli, ["train", "--help"])
    assert done.exit_code == 0
    assert "--annotations" in done.stdout
