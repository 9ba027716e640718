"""labels.yaml: what a user may define, what the new labels start from, and every way to get it wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.knowledge import load
from marsad.reader.labels import Labels, plover_labels, roles_of
from marsad.training.own_labels import OwnLabels, read_labels

PLOVER = load("plover")
BASE = plover_labels({kind: list(modes) for kind, modes in PLOVER["modes"].items()}, list(PLOVER["contexts"]))
WATER = """
name: water
types:
  WATER-ATTACK: {plover: ASSAULT, modes: [shelling, drone], names: ["هجوم على المياه"]}
  WATER-REPAIR: {quad: material cooperation, intensity: 6}
  PROTEST:
fields:
  facility: {like: place, many: false}
roles: {actor: [perpetrator]}
keep: [CONSULT]
ignore: [Unclear]
"""


def read(content: str, folder: Path, base: Labels = BASE) -> OwnLabels:
    path = folder / "labels.yaml"
    path.write_text(content, "utf-8")
    return read_labels(path, base)


def test_own_types_come_first_and_kept_ones_after_them(tmp_path: Path) -> None:
    own = read(WATER, tmp_path)
    assert own.labels.types == ["WATER-ATTACK", "WATER-REPAIR", "PROTEST", "CONSULT"]
    assert own.kept == {"CONSULT"}
    assert own.name == "water"


def test_a_type_counts_like_its_plover_type_or_as_it_says(tmp_path: Path) -> None:
    labels = read(WATER, tmp_path).labels
    attack, repair = labels.own["WATER-ATTACK"], labels.own["WATER-REPAIR"]
    assert (attack.quad, attack.intensity, attack.plover) == ("material conflict", -9.0, "ASSAULT")
    assert (repair.quad, repair.intensity, repair.plover) == ("material cooperation", 6.0, None)
    assert "PROTEST" not in labels.own


def test_modes_are_own_ones_none_or_those_of_plover(tmp_path: Path) -> None:
    modes = read(WATER, tmp_path).labels.modes
    assert modes["WATER-ATTACK"] == ["shelling", "drone"]
    assert modes["WATER-REPAIR"] == []
    assert modes["PROTEST"] == BASE.modes["PROTEST"]


def test_an_own_field_is_a_tagger_and_a_role_of_every_event(tmp_path: Path) -> None:
    own = read(WATER, tmp_path)
    assert own.labels.groups == [*BASE.groups, "facility"]
    assert roles_of("WATER-CUT", own.labels) == roles_of("commitment", own.labels)
    assert "facility" in roles_of("WATER-ATTACK", own.labels)
    assert "facility" not in roles_of("figure", own.labels)
    assert not own.labels.fields["facility"].many
    assert own.like == {"WATER-ATTACK": "ASSAULT", "facility": "place"}


@pytest.mark.parametrize("label", ["WATER-ATTACK", "Water attack", "water_attack", " هجوم على المياه "])
def test_a_label_of_a_tool_is_found_however_it_is_written(label: str, tmp_path: Path) -> None:
    assert read(WATER, tmp_path).code(label) == "WATER-ATTACK"


def test_roles_have_names_and_plurals(tmp_path: Path) -> None:
    own = read(WATER, tmp_path)
    assert [own.code(x) for x in ("Perpetrator", "actors", "recipient", "Facility")] == [
        "actor",
        "actor",
        "recipient",
        "facility",
    ]


def test_a_label_to_be_ignored_is_nothing_and_an_unknown_one_an_error_that_guesses(tmp_path: Path) -> None:
    own = read(WATER, tmp_path)
    assert own.code("unclear") is None
    with pytest.raises(InputError, match=r'"WATER-ATACK" is no type.*Did you mean "WATER-ATTACK"') as caught:
        own.code("WATER-ATACK")
    assert caught.value.code == "labels.unknown"


def test_all_of_plover_can_be_kept(tmp_path: Path) -> None:
    own = read("types: {WATER-CUT: {plover: COERCE}, AID: }\nkeep: all", tmp_path)
    assert set(own.labels.types) == {"WATER-CUT", *BASE.types}
    assert own.kept == set(BASE.types) - {"AID"}


def test_the_labels_survive_the_model_file(tmp_path: Path) -> None:
    import msgspec

    labels = read(WATER, tmp_path).labels
    assert msgspec.json.decode(msgspec.json.encode(labels), type=Labels) == labels


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("types: [", "not as it should be"),
        ("- a list", "Expected `object`"),
        ("fields: {}", "types"),
        ("types: {}", "lists no types"),
        ("types: {WAR: {plover: ASSAULT}}", '"WAR" is neither a PLOVER type'),
        ("types: {water-cut: {plover: COERCE}}", "capitals with a hyphen"),
        ("types: {WATER-CUT: }", "needs plover"),
        ("types: {WATER-CUT: {quad: material conflict}}", "needs plover"),
        ("types: {WATER-CUT: {plover: WAR}}", "WAR"),
        ("types: {WATER-CUT: {quad: material conflict, intensity: -11}}", "-10"),
        ("types: {WATER-CUT: {plover: COERCE, color: red}}", "color"),
        ("types: {WATER-CUT: {plover: COERCE, modes: [Total Cut]}}", "The mode"),
        ("types: {AID: }\nfields: {place: }", "cannot be called"),
        ("types: {AID: }\nfields: {actors: }", "cannot be called"),
        ("types: {AID: }\nfields: {confidence: }", "cannot be called"),
        ("types: {AID: }\nfields: {Facility: }", "small letters"),
        ("types: {AID: }\nfields: {facility: {like: actors}}", "cannot be like"),
        ("types: {AID: }\nroles: {victim: [x]}", '"victim" is no role'),
        ("types: {AID: {names: [x]}, PROTEST: {names: [X]}}", "stands for two things"),
        ("types: {AID: }\nkeep: [WAR]", "WAR"),
    ],
)
def test_what_is_wrong_with_a_labels_file_is_said_in_a_sentence(content: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(content, tmp_path)
    assert said in str(caught.value)
    assert caught.value.code in {"labels.damaged", "labels.no_types"}


def test_a_missing_labels_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.yaml.*labels.missing"):
        read_labels(tmp_path / "nowhere.yaml", BASE)
