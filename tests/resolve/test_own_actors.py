"""A user's own actors, in YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import DataError
from marsad.resolve.actors import ActorBook

FILE = """
- id: hamas
  ar: [الفصيل الأخضر]
- id: tal-alzanabiq-council
  kind: authority
  country: SYR
  sectors: [GOV]
  en: Tal al-Zanabiq local council
  ar: [مجلس تل الزنابق, الخارجية التركية]
"""


def book(folder: Path, content: str) -> ActorBook:
    file = folder / "mine.yaml"
    file.write_text(content, encoding="utf-8")
    return ActorBook.load(file)


def test_a_known_actor_gains_a_name_and_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    own = book(tmp_path, FILE)
    found = own.resolve("قائد الفصيل الأخضر")
    assert (found.actor, found.country) == ("hamas", "PSE")
    assert own.resolve("الفصيل الأخضر").sectors == own.resolve("حماس").sectors == ("REB", "PTY")


def test_an_actor_of_ones_own_is_found_with_its_codes(tmp_path: Path) -> None:
    found = book(tmp_path, FILE).resolve("رئيس مجلس تل الزنابق")
    assert (found.actor, found.country, found.sectors) == ("tal-alzanabiq-council", "SYR", ("GOV",))


def test_a_name_of_ones_own_wins_over_what_marsad_knows(tmp_path: Path) -> None:
    assert book(tmp_path, FILE).resolve("الخارجية التركية").actor == "tal-alzanabiq-council"


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert book(tmp_path, "").resolve("حماس").actor == "hamas"


@pytest.mark.parametrize("content", ["- id: x", "id: x", "- {id: x, ar: [س], colour: red}", "- [", "- {id: x, ar: س}"])
def test_what_is_no_list_of_actors_is_a_data_error_with_a_hint(tmp_path: Path, content: str) -> None:
    with pytest.raises(DataError) as caught:
        book(tmp_path, content)
    assert caught.value.code == "knowledge.actors"
    assert caught.value.hint
