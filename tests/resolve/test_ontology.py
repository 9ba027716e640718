from __future__ import annotations

from typing import get_args

import pytest

from marsad.knowledge import load
from marsad.record import types
from marsad.resolve.ontology import gloss, intensity, label, labels, modes, needs_recipient, quad

LISTS = {
    "types": types.EventType, "statuses": types.Status, "quads": types.Quad, "measures": types.Measure,
    "qualifiers": types.Qualifier, "scopes": types.Scope, "claims": types.ClaimKind,
    "source_kinds": types.SourceKind, "mention_kinds": types.MentionKind,
    "place_precisions": types.PlacePrecision, "date_precisions": types.DatePrecision, "date_bases": types.DateBasis,
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_code_of_the_record_has_labels_and_no_label_is_left_over(name: str) -> None:
    codes = get_args(LISTS[name])
    assert tuple(labels(name, "en")) == codes
    assert tuple(labels(name, "ar")) == codes


@pytest.mark.parametrize("name", [name for name in load("plover") if name not in ("types", "modes")])
def test_arabic_labels_are_arabic_and_distinct(name: str) -> None:
    arabic = list(labels(name).values())
    assert all("\u0600" <= text[0] <= "\u06ff" for text in arabic)
    assert len(set(arabic)) == len(arabic)


def test_the_ontology_has_the_size_of_plover_2_and_one_mode_of_our_own() -> None:
    plover = load("plover")
    assert [len(plover[name]) for name in ("types", "contexts", "sectors", "nonstates")] == [16, 37, 25, 7]
    assert sum(len(modes(code)) for code in plover["types"]) == 67 + 1


def test_quads_are_those_of_the_record() -> None:
    assert {quad(code) for code in get_args(types.EventType)} == set(get_args(types.Quad))


def test_a_sanction_is_material_conflict() -> None:
    assert quad("SANCTION") == "material conflict"


def test_an_accusation_is_negative() -> None:
    assert intensity("ACCUSE") == -3.0


def test_a_mode_has_its_own_score_and_an_unknown_one_that_of_its_type() -> None:
    assert intensity("ASSAULT", "aerial") == -9.5
    assert intensity("ASSAULT", "catapult") == intensity("ASSAULT", None) == -9.0
    assert intensity("PROTEST", "vandalize") == intensity("PROTEST")


def test_intensity_stays_on_the_scale() -> None:
    for code in get_args(types.EventType):
        assert all(-10 <= intensity(code, mode) <= 10 for mode in [None, *modes(code)])


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(KeyError):
        quad("FIGHT")


def test_aid_needs_a_recipient_and_protest_does_not() -> None:
    assert needs_recipient("AID")
    assert not needs_recipient("PROTEST")


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert label("types", "FUTURE") == "FUTURE"


def test_a_type_explains_itself_in_both_languages() -> None:
    assert gloss("AID", "en").startswith("gives")
    assert gloss("AID").startswith("يقدم")
