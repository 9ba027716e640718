"""Names, with tagger output made by hand."""

from __future__ import annotations

from marsad.reader.reading import Reading
from marsad.reader.tags import TaggedSpan
from marsad.reader.tokenizer import split_words
from marsad.resolve.actors import actor_book
from marsad.resolve.article import ArticleScope
from marsad.resolve.names import names
from marsad.resolve.places import gazetteer


def _names(text: str, **tagged: list[tuple[str, float]]) -> list[tuple[str, str]]:
    words = split_words(text, 0, len(text))
    spans: dict[str, list[TaggedSpan]] = {group: [] for group in ("person", "organisation", "location")}
    for group, found in tagged.items():
        for said, confidence in found:
            start = text.index(said)
            inside = [i for i, w in enumerate(words) if start <= w.start and w.end <= start + len(said)]
            spans[group].append(TaggedSpan(inside[0], inside[-1] + 1, 0, confidence))
    scope = ArticleScope("a", text, None, actor_book(), gazetteer())
    return [(text[n.start : n.end], n.kind) for n in names(Reading(words, [], spans), scope)]


def test_a_tagged_organisation_stays_one_though_nobody_knows_it() -> None:
    assert _names("أعلنت جمعية سنابل الوادي", organisation=[("جمعية سنابل الوادي", 0.8)]) == [
        ("جمعية سنابل الوادي", "organisation")
    ]


def test_an_adjective_of_nationality_names_nobody() -> None:
    assert _names("قالت الحكومة الإيطالية", organisation=[("الإيطالية", 0.7)]) == []


def test_a_country_tagged_as_an_organisation_is_a_place() -> None:
    assert _names("فازت البرتغال", organisation=[("البرتغال", 0.7)]) == [("البرتغال", "place")]


def test_of_overlapping_names_the_surer_stays() -> None:
    text = "قال سامر اللاذقاني"
    assert _names(text, person=[("سامر اللاذقاني", 0.9)], location=[("اللاذقاني", 0.6)]) == [
        ("سامر اللاذقاني", "person")
    ]


def test_two_halves_of_a_name_are_one() -> None:
    assert _names("قال ديديه موراند", person=[("ديديه", 0.9), ("موراند", 0.8)]) == [("ديديه موراند", "person")]


def test_known_parties_and_countries_need_no_tagger() -> None:
    assert _names("قالت حركة حماس في قطر إن الوفد غادر") == [("حركة حماس", "organisation"), ("قطر", "place")]


def test_a_name_is_one_wherever_its_words_stand_and_of_one_kind() -> None:
    text = "قال سنابل الوادي إن الموسم جيد\nوزار الوفد سنابل الوادي\nوشكر لسنابل الوادي جهدها"
    assert _names(text, organisation=[("سنابل الوادي", 0.9)]) == [
        ("سنابل الوادي", "organisation"),
        ("سنابل الوادي", "organisation"),
        ("لسنابل الوادي", "organisation"),
    ]
