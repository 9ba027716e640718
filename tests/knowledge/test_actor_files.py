"""A linter of the actor, role and outlet files."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import get_args

import pytest

from marsad.errors import DataError
from marsad.knowledge import load
from marsad.record.types import SourceKind
from marsad.resolve.actors.book import (
    read_actors,
    read_countries,
    read_outlets,
    read_roles,
    shipped_actors,
)
from marsad.resolve.actors.words import words
from marsad.resolve.ontology import labels

ACTORS = list(shipped_actors())
KINDS = {
    "agency", "armed_group", "authority", "coalition", "company", "country", "group", "igo", "media", "ngo", "office",
    "organisation", "party", "people", "person", "state_body", "union",
}  # fmt: skip
SOURCES = {
    "Arabic press usage", "UN documents", "court records", "founding treaty", "national law", "official name",
    "own charter", "own declarations", "own name", "sanctions lists",
}  # fmt: skip
ORGANISATIONS = [actor for actor in ACTORS if actor.kind not in ("person", "agency", "media", "people")]
LISTED = [actor for actor in ACTORS if actor.kind not in ("agency", "media")]
COUNTRIES = {entry["iso3"] for entry in read_countries()} | set(labels("nonstates"))


def test_no_id_is_used_twice() -> None:
    assert [identity for identity, n in Counter(actor.id for actor in ACTORS).items() if n > 1] == []


def test_no_two_actors_share_a_name() -> None:
    owners: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for actor in ACTORS:
        for name in actor.names:
            owners["".join(words(name)), name.endswith("+")].add(actor.id)
    assert {key: sorted(ids) for key, ids in owners.items() if len(ids) > 1} == {}


def test_codes_are_known() -> None:
    assert [actor.id for actor in ACTORS if actor.kind not in KINDS] == []
    assert [actor.id for actor in ACTORS if actor.country not in {None, *COUNTRIES}] == []
    assert [actor.id for actor in ACTORS if not set(actor.sectors) <= set(labels("sectors"))] == []


def test_a_parent_is_an_actor_or_a_body_of_a_country() -> None:
    ids = {actor.id for actor in ACTORS}
    bodies = {f"{country.lower()}-{role.body}" for _, role in read_roles() if role.body for country in COUNTRIES}
    assert sorted({actor.parent for actor in ACTORS if actor.parent} - ids - bodies) == []
    assert [actor.id for actor in ACTORS if actor.parent == actor.id] == []


def test_every_actor_has_an_english_name_and_readable_names() -> None:
    assert [actor.id for actor in ACTORS if not actor.english or not all(words(name) for name in actor.names)] == []


def test_years_are_years_and_in_order() -> None:
    for actor in ACTORS:
        assert 1800 <= int(actor.since or 1800) <= int(actor.until or 2100) <= 2100


def test_wikidata_ids_are_well_formed_and_used_once() -> None:
    items = [actor.wikidata for actor in ACTORS if actor.wikidata]
    assert all(item.startswith("Q") and item[1:].isdigit() for item in items)
    assert len(set(items)) == len(items)


def test_there_are_enough_organisations_and_few_persons_all_in_office() -> None:
    persons = [actor for actor in ACTORS if actor.kind == "person"]
    assert len(ORGANISATIONS) >= 1800
    assert len({actor.country for actor in ORGANISATIONS}) >= 90
    assert len(persons) <= 125
    assert all(person.office for person in persons)


def test_every_organisation_says_where_its_line_is_from() -> None:
    assert [actor.id for actor in ORGANISATIONS if actor.src not in SOURCES] == []


def test_an_id_is_lower_case_latin_with_hyphens() -> None:
    assert [actor.id for actor in ACTORS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", actor.id)] == []


def test_no_actor_lists_a_name_twice() -> None:
    """Spellings that folding makes equal are one name, unless the first word differs (the index starts from it)."""
    for actor in LISTED:
        keys = Counter(("".join(words(name)), words(name)[0], name.endswith("+")) for name in actor.names)
        assert [key for key, n in keys.items() if n > 1] == [], actor.id


def test_no_two_organisations_share_an_english_name() -> None:
    counted = Counter(actor.english for actor in LISTED)
    assert [name for name, n in counted.items() if n > 1] == []


def test_names_are_in_normal_form() -> None:
    """Single spaces, no tatweel or vowel signs, a mark at the end only, and Latin letters only as a capital acronym."""
    for actor in LISTED:
        for name in actor.names:
            bare = name[:-1] if name[-1] in "~+" else name
            assert bare == " ".join(bare.split()), (actor.id, name)
            assert not re.search("[\u0640\u064b-\u0652~+|]", bare.replace("5+", "")), (actor.id, name)
            assert not re.search("[a-z]", bare), (actor.id, name)


def test_the_first_name_is_a_name_with_its_article() -> None:
    """It is no adjective; where a name is listed with and without its article, the one with it comes first.

    Foreign words and the acronyms of international bodies are written either way (آسيان، الآسيان).
    """
    foreign = {"kgb", "sinn-fein", "seleka", "anti-balaka", "mai-mai"}
    for actor in LISTED:
        first = actor.names[0]
        assert not first.endswith("+"), actor.id
        assert actor.kind == "igo" or actor.id in foreign or f"ال{first}" not in actor.names, (actor.id, first)


def test_no_organisation_has_the_usual_name_of_a_country() -> None:
    countries = {"".join(words(entry["ar"][0])) for entry in read_countries()}
    named = {actor.id for actor in ORGANISATIONS for name in actor.names if "".join(words(name)) in countries}
    assert named == {"vatican"}  # the Holy See is its state


def test_an_actor_that_ended_before_another_began_is_not_its_child() -> None:
    by_id = {actor.id: actor for actor in ACTORS}
    for actor in ACTORS:
        parent = by_id.get(actor.parent or "")
        if parent:
            assert int(actor.until or 2100) >= int(parent.since or 1800), actor.id
            assert int(actor.since or 1800) <= int(parent.until or 2100), actor.id


def test_parents_lead_to_an_end() -> None:
    by_id = {actor.id: actor for actor in ACTORS}
    for actor in ACTORS:
        line = [actor.id]
        while (parent := by_id[line[-1]].parent if line[-1] in by_id else None) is not None:
            assert parent not in line, line
            line.append(parent)


def test_rival_authorities_of_a_country_are_different_actors() -> None:
    by_id = {actor.id: actor for actor in ACTORS}
    rivals = (
        ("houthis", "yem-gov"), ("yem-gov", "stc"), ("lna", "gnu"), ("gns-libya", "gnu"), ("rsf", "sdn-mil"),
        ("rsf-government", "hope-government"), ("palestinian-authority", "gaza-government"), ("syr-gov", "syr-assad-gov"),
        ("syr-mil", "syr-assad-mil"), ("nug-myanmar", "mmr-junta"),
    )  # fmt: skip
    for one, other in rivals:
        assert by_id[one].country == by_id[other].country
        assert not set(by_id[one].names) & set(by_id[other].names)


def test_no_role_word_is_listed_twice() -> None:
    counted = Counter(name for name, _ in read_roles())
    assert [name for name, n in counted.items() if n > 1] == []


def test_roles_use_known_codes() -> None:
    for _, role in read_roles():
        assert role.takes in ("own", "org", "force", "part", "adj")
        assert set(role.sectors) <= set(labels("sectors"))
        assert role.source is None or role.source in get_args(SourceKind)
        assert role.country is None or role.country in COUNTRIES


def test_outlets_are_many_and_no_domain_belongs_to_two() -> None:
    outlets = [entry for listed in load("outlets").values() for entry in listed]
    domains = Counter(domain for entry in outlets for domain in entry["domains"])
    assert len(outlets) >= 120
    assert [domain for domain, n in domains.items() if n > 1] == []
    assert all(domain == domain.lower() and "/" not in domain for domain in domains)
    assert len(list(read_outlets())) == len(outlets)


def test_a_line_with_missing_columns_is_a_data_error_that_names_the_line() -> None:
    with pytest.raises(DataError) as caught:
        list(read_actors("mine.tsv", "id\tkind\tcountry\nsome\tparty\tEGY\n"))
    assert "mine.tsv, line 2" in caught.value.message
