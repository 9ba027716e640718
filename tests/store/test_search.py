from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.store import Store, open_store
from marsad.store.search import fts5_expression, parse_query
from store.reports import report

TEXTS = {
    "raid": "غارات على المدينة\nشنّت طائرة مسيّرة غارتين على المدينة فجر الأحد.\n",
    "truce": "الهدنة تدخل حيز التنفيذ\nأعلن الوسطاء وقف إطلاق النار في غزة-رفح ابتداء من الأحد.\n",
    "pledge": "التزام بوقف إطلاق النار\nجدد الطرفان التزامهما بالاتفاق ولقاء كريم.\n",
    "stop": "إطلاق سراح أسرى\nقال المتحدث إن إطلاق سراح الأسرى لا يعني وقف القتال أو النار UNRWA.\n",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("search") / "marsad.db") as store:
        list(store.add_many(report(text, article_id=name) for name, text in TEXTS.items()))
        yield store


def found(store: Store, query: str) -> set[str]:
    return {row.id for row in store.articles(query)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("غارة", {"raid"}),
        ("وبالمدينه", {"raid"}),
        ("مُسَيَّرة", {"raid"}),
        ("الأحد", {"raid", "truce"}),
        ("أحد هدنة", {"truce"}),
        ("وقف إطلاق النار", {"truce", "stop", "pledge"}),
        ('"وقف إطلاق النار"', {"truce", "pledge"}),
        ("«وقف اطلاق نار»", {"truce", "pledge"}),
        ("“وقف إطلاق النار", {"truce", "pledge"}),
        ('"إطلاق وقف"', set()),
        ('"إطلاق سراح" النار', {"stop"}),
        ("غزة-رفح", {"truce"}),
        ("رفح-غزة", set()),
        ("اتفاق لقاء", {"pledge"}),
        ("بوقف", {"pledge"}),
        ("غز", {"truce"}),
        ("unrwa", {"stop"}),
        ("فيضان", set()),
        ("؟!", set()),
        ("", set(TEXTS)),
        ("  ", set(TEXTS)),
    ],
)
def test_a_query_finds_the_texts_that_hold_its_words(store: Store, query: str, expected: set[str]) -> None:
    assert found(store, query) == expected
    assert store.article_count(query) == len(expected)


def test_a_query_is_words_and_phrases() -> None:
    assert parse_query("غارة «وقف إطلاق النار» ") == [["غار"], ["وقف", "اطلاق", "نار"]]


def test_a_query_without_words_has_no_expression() -> None:
    assert fts5_expression('"" - *') is None


@settings(max_examples=150, deadline=None)
@given(st.text("\"«»()*:^-+{}ابo \x00'~NEARORTD", max_size=25) | st.text(max_size=25))
@example('AND OR NOT NEAR("a" b)')
@example('tokens : "غارة*')
@example("\ud800")
def test_no_query_is_an_error(store: Store, query: str) -> None:
    assert found(store, query) <= set(TEXTS)
