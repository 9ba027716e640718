"""`marsad schema` and what the group of verbs promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli import VERBS, cli

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_verb_prints_the_schema_of_the_documents() -> None:
    result = CliRunner().invoke(cli, ["schema"])
    assert (result.exit_code, result.stdout) == (0, (DOCS / "schema.json").read_text("utf-8"))


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    result = CliRunner().invoke(cli, [verb, "--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: marsad {verb}") or f" {verb} " in result.stdout.splitlines()[0]


def test_the_group_lists_its_verbs() -> None:
    listed = CliRunner().invoke(cli, ["--help"]).stdout
    assert [verb for verb in VERBS if f"\n  {verb} " not in listed] == []


def test_an_unknown_verb_is_a_usage_error() -> None:
    result = CliRunner().invoke(cli, ["guess"])
    assert result.exit_code == 2
    assert "guess" in result.stderr
