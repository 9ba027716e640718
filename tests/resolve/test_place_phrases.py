"""Place phrases and what they mean, one a line in place_phrases.tsv: "جنوبي مدينة حلب" is SYR 36.15 37.16 ±25 district."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.resolve.places import PlaceContext, gazetteer
from marsad.resolve.places.choose import distance_km

LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("place_phrases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("phrase", "countries", "meaning"), LINES, ids=[f"{p} ({c})" for p, c, _ in LINES])
def test_a_place_phrase_means_what_its_line_says(phrase: str, countries: str, meaning: str) -> None:
    context = PlaceContext({} if countries == "-" else dict.fromkeys(countries.split(), 3.0))
    place = gazetteer().resolve(phrase, context)
    assert place.reason
    if meaning == "null":
        assert (place.country, place.lat, place.lon, place.precision, place.radius_m, place.geonames) == (None,) * 6
        return
    country, lat, lon, within, precision = meaning.split()
    assert (place.country or "-", place.precision) == (country, precision), place
    assert place.lat is not None and place.lon is not None
    assert distance_km(place.lat, place.lon, float(lat), float(lon)) <= float(within.removeprefix("±")), place


def test_there_are_enough_phrases_and_none_twice() -> None:
    asked = [(phrase, countries) for phrase, countries, _ in LINES]
    assert len(asked) >= 220
    assert len(set(asked)) == len(asked)


WORDS = (
    "شمال جنوبي ريف قضاء حي مخيم معبر بين قرب حدود سواحل في من و ب ال السورية العراقي العاصمة مدينة قرية حلب غزة كذا "
    "دير عين طرابلس ، ( ) « 12 abc ـ ُ"
)
PHRASES = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS.split(" ")), max_size=8).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(PHRASES, st.sampled_from(["", "SYR", "XXX"]))
def test_whatever_is_written_is_a_place_with_a_reason_or_null_with_one(phrase: str, land: str) -> None:
    place = gazetteer().resolve(phrase, PlaceContext({land: 1.0}))
    assert place.reason
    if place.lat is None:
        assert (place.country, place.lon, place.precision, place.radius_m, place.geonames) == (None,) * 5
    else:
        assert -90 <= place.lat <= 90 and place.lon is not None and -180 <= place.lon <= 180
        assert place.precision and place.radius_m and place.radius_m > 0
