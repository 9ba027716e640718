from __future__ import annotations

import re
from pathlib import Path

import pytest

import marsad.web
from marsad.web import language
from marsad.web.language import count, country, interval, moment, phrase

from .samples import figure, truce


def test_a_moment_is_written_as_people_write_it() -> None:
    assert moment("2025-10-13T14:05:00+03:00", "ar") == "13 أكتوبر 2025، 14:05"
    assert moment("2025-10-13", "en") == "13 October 2025"


def test_a_month_or_a_year_is_not_made_more_precise() -> None:
    assert moment("2025-10", "ar") == "أكتوبر 2025"
    assert moment("2025", "ar") == "2025"


def test_an_unreadable_date_stays_as_it_is_and_none_is_said() -> None:
    assert moment("قريبا", "ar") == "قريبا"
    assert moment(None, "en") == "No date"


def test_one_day_is_written_once_and_an_interval_from_first_to_last() -> None:
    dates = {each.id: each.date for each in truce().events}
    assert dates["e-shelling"] and interval(dates["e-shelling"], "ar") == "14 أكتوبر 2025"
    assert dates["e-denied"] and interval(dates["e-denied"], "en") == "14–15 October 2025"


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "written"),
    [
        (7, 7, "exact", "7"),
        (31, None, "at_least", "31 على الأقل"),
        (None, 9, "at_most", "9 على الأكثر"),
        (50, 50, "about", "نحو 50"),
        (20, 99, "vague", "20–99"),
        (0, 0, "exact", "0"),
        (None, None, "vague", "دون عدد"),
    ],
)
def test_a_count_is_never_more_exact_than_the_record(
    low: int | None, high: int | None, qualifier: str, written: str
) -> None:
    assert count(figure("f", "120", "killed", low, high, qualifier=qualifier), "ar") == written


def test_countries_and_bodies_have_names_and_unknown_codes_stay() -> None:
    assert country("EGY", "ar") == "مصر"
    assert country("UNO", "en") == "United Nations"
    assert country("XXX", "ar") == "XXX"


def test_every_string_exists_in_both_languages() -> None:
    for key, both in language._strings().items():
        assert set(both) == {"ar", "en"}, key
        assert all(both.values()), key


def test_every_string_is_used_and_every_used_string_exists() -> None:
    folder = Path(marsad.web.__file__).parent
    source = "".join(
        path.read_text("utf-8") for path in sorted([*folder.glob("*.py"), *folder.glob("templates/*.html")])
    )
    keys = {key for key in language._strings() if not key.startswith(("error ", "reason ", "standing "))}
    assert set(re.findall(r"""\bt\(["'](\w+)["']""", source)) <= keys
    assert [key for key in sorted(keys) if not re.search(rf"""["']{key}["']""", source)] == []


def test_a_string_takes_its_values() -> None:
    assert phrase("event_count", "ar", n=3) == "الأحداث: 3"
