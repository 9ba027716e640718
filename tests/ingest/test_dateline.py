from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.ingest.dateline import find_dateline

BODY = "دخلت قافلة مساعدات إلى المدينة صباح اليوم بعد تفتيش طويل."


@pytest.mark.parametrize(
    ("printed", "place", "agency"),
    [
        ("القدس المحتلة / الأناضول\n", "القدس المحتلة", "الأناضول"),
        ("بيروت (رويترز) -", "بيروت", "رويترز"),
        ("دبي، الإمارات العربية المتحدة (CNN)--", "دبي، الإمارات العربية المتحدة", "سي إن إن"),
        ("غزة - معا -", "غزة", "وكالة معا"),
        ("غزة - رويترز\n", "غزة", "رويترز"),
        ("الرياض - واس:", "الرياض", "واس"),
        ("واس - الرياض :", "الرياض", "واس"),
        ("القاهرة (أ ف ب) -", "القاهرة", "فرانس برس"),
        ("عمّان - أ.ف.ب:", "عمّان", "فرانس برس"),
        ("إدلب (سوريا) / سامي الراوي / الأناضول\n", "إدلب", "الأناضول"),
        ("سامي الراوي - الأناضول - أنقرة:", "أنقرة", "الأناضول"),
        ("دمشق– «القدس العربي» :", "دمشق", "القدس العربي"),
        ("مرجانة (وكالة عيّنة) -", "مرجانة", "وكالة عيّنة"),
        ("شبكة الخزامى (مرجانة) –", "مرجانة", "شبكة الخزامى"),
        ("شبكة الخزامى - مرجانة (سامي الراوي) -", "مرجانة", "شبكة الخزامى"),
        ("رويترز - متابعة:", None, "رويترز"),
        ("رويترز:", None, "رويترز"),
    ],
)
def test_place_and_agency_before_the_first_sentence(printed: str, place: str | None, agency: str) -> None:
    text = f"{printed} {BODY}"
    dateline = find_dateline(text)
    assert dateline.agency == agency
    assert (dateline.place and text[slice(*dateline.place)]) == place
    assert dateline.span == (0, len(printed.strip()))


def test_a_place_alone_is_no_agency() -> None:
    text = f"عمان- {BODY}"
    dateline = find_dateline(text)
    assert (dateline.place, dateline.agency, dateline.span) == ((0, 4), None, None)


@pytest.mark.parametrize(
    "text", [BODY, "قال الوزير: نحن هنا.", "التقى الوفدان (أمس) في المدينة - وهي المرة الأولى.", "", "\n\n"]
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    dateline = find_dateline(text)
    assert dateline.span is None
    assert dateline.place is None


def test_a_publication_line_and_an_agency_line_are_one_dateline() -> None:
    text = f"عنوان\n\nالسبت 7 مارس 2026 - 09:30\nالقدس / الأناضول\n\n{BODY}"
    dateline = find_dateline(text, 5)
    assert dateline.published == "2026-03-07T09:30"
    assert dateline.precision == "minute"
    assert dateline.span is not None
    assert text[slice(*dateline.span)] == "السبت 7 مارس 2026 - 09:30\nالقدس / الأناضول"
    assert dateline.agency == "الأناضول"


def test_words_before_the_first_sentence_count_beside_a_publication_line() -> None:
    text = f"7 مارس 2026\nكتب سامي الراوي\nمسقط (رويترز) - {BODY}"
    dateline = find_dateline(text)
    assert dateline.span == (0, 11)
    assert dateline.place is not None
    assert text[slice(*dateline.place)] == "مسقط"


@given(st.lists(st.sampled_from([*"اب -–/:()\n7،.", "رويترز", "غزة", "3 مايو 2026"]), max_size=20))
def test_spans_lie_in_the_text_and_are_trimmed(pieces: list[str]) -> None:
    text = "".join(pieces)
    dateline = find_dateline(text)
    for span in (dateline.span, dateline.place):
        if span is not None:
            assert text[slice(*span)].strip() == text[slice(*span)] != ""
