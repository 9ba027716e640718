"""A linter of the actor, role and outlet files."""

from __future__ import annotations

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
    parents = {actor.parent for actor in ACTORS if actor.parent}
    assert sorted(parent for parent in parents - ids if parent.split("-")[0].upper() not in COUNTRIES) == []
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
    organisations = [actor for actor in ACTORS if actor.kind not in ("person", "agency", "media", "people")]
    assert len(organisations) >= 250
    assert len(persons) <= 120
    assert all(person.office for person in persons)


def test_rival_authorities_of_a_country_are_different_actors() -> None:
    by_id = {actor.id: actor for actor in ACTORS}
    for one, other in (("houthis", "yem-gov"), ("lna", "gnu"), ("rsf", "sdn-mil"), ("palestinian-authority", "hamas")):
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
