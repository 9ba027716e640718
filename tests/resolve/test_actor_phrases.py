"""Short phrases and whom they mean: one line of actor_phrases.tsv, one test."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.resolve.actors import actor_book
from marsad.resolve.actors.book import Lexicon, read_roles, shipped_actors
from marsad.resolve.actors.shared import bearers, shared_names

TABLE = Path(__file__).with_name("actor_phrases.tsv")
LINES = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", LINES, ids=LINES)
def test_a_phrase_means(line: str) -> None:
    phrase, meaning = line.split(" → ")
    found = actor_book().resolve(phrase)
    said = f"{found.country or '–'}·{found.sectors[0] if found.sectors else '–'}"
    assert said == meaning, found.reason
    assert found.reason


def test_there_are_enough_phrases_and_none_twice() -> None:
    phrases = [line.split(" → ")[0] for line in LINES]
    assert len(phrases) >= 220
    assert len(set(phrases)) == len(phrases)


def test_a_name_of_several_actors_gives_no_actor_and_a_reason_that_names_them() -> None:
    found = actor_book().resolve("صحيفة الوطن")
    assert (found.actor, found.country, found.sectors) == (None, None, ("JRN",))
    assert "no word of the phrase decides" in found.reason
    assert "alwatan-sa" in found.reason and "alwatan-sy" in found.reason


@pytest.mark.parametrize(
    ("phrase", "actor"),
    [
        ("صحيفة الوطن البحرينية", "alwatan-bh"),
        ("العاهل الأردني الملك عبد الله", "abdullah2"),
        ("قائد الجيش الوطني الليبي", "lna"),
        ("رئيس المجلس الرئاسي اليمني", "yem-plc"),
        ("مجلس القضاء الأعلى اللبناني", "lbn-jud"),
        ("الأمين العام لحزب العدالة والتنمية المغربي", "pjd-morocco"),
    ],
)
def test_a_word_that_names_a_country_decides_between_those_who_share_a_name(phrase: str, actor: str) -> None:
    assert actor_book().resolve(phrase).actor == actor


def test_a_shared_name_that_an_adjective_of_a_third_country_follows_is_a_description() -> None:
    found = actor_book().resolve("الجيش الوطني الصومالي")
    assert (found.country, found.sectors) == ("SOM", ("MIL",))


def test_a_shared_name_is_found_in_running_text_only_where_a_country_decides() -> None:
    text = "تقدم الجيش الوطني الليبي، وقال حزب العدالة والتنمية إنه لا يعلم"
    assert [(text[start:end], actor) for start, end, actor in actor_book().find(text)] == [
        ("الجيش الوطني الليبي", "lna")
    ]


def test_those_who_share_a_name_are_known_more_than_one_and_of_different_countries() -> None:
    known = {actor.id: actor for actor in shipped_actors()}
    for name, listed in shared_names().names.items():
        among = bearers(listed, known)
        assert len(among) == len(listed.split("|")) > 1, name
        assert len({actor.id for actor in among}) == len(among), name


def test_the_owner_of_a_shared_name_is_among_those_who_share_it() -> None:
    lexicon = Lexicon()
    for actor in shipped_actors():
        for name in actor.names:
            lexicon.add(name, actor.id)
    shared = shared_names().names
    assert [key for key in shared if key in lexicon.names and lexicon.names[key] not in shared[key].split("|")] == []


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "the phrase has no word"),
        ("؟!", "the phrase has no word"),
        ("إلى", '"إلى" only counts, delimits or points; it names nobody'),
        ("زقزقات بنفسجية", "no known actor, office or people in it; unknown: زقزقات, بنفسجية"),
    ],
)
def test_an_unresolved_phrase_says_why(phrase: str, reason: str) -> None:
    assert actor_book().resolve(phrase).reason == reason


def test_who_is_backed_by_a_state_is_not_of_that_state() -> None:
    assert actor_book().resolve("فصائل مدعومة من إيران").country is None
    assert actor_book().resolve("ميليشيات عراقية موالية لإيران").country == "IRQ"


def test_an_office_of_the_united_nations_stays_so_wherever_it_works() -> None:
    found = actor_book().resolve("المنسق المقيم في السودان")
    assert (found.actor, found.country) == ("un", "UNO")


def test_there_are_enough_offices_and_roles_and_outlets() -> None:
    assert sum(actor.kind in ("agency", "media") for actor in shipped_actors()) >= 600
    assert sum(role.source == "official" for _, role in read_roles()) >= 700
    assert sum(1 for _ in read_roles()) >= 2900
