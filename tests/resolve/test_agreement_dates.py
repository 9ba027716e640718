"""Times that begin with an agreement: found with their opener, dated by the registry, null where that cannot say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.coder import Coder, code
from marsad.record import Report
from marsad.resolve.agreement_dates import agreement_times, since_agreement
from marsad.resolve.agreements import find_agreements, resolve_all

GAZA = {"PSE": 5.0}
PUBLISHED = "2025-11-20T10:00"


def begins(phrase: str, countries: dict[str, float] = GAZA, published: str = PUBLISHED, more: str = "") -> str | None:
    """The day on which the phrase begins; "" where it is of no agreement."""
    text = f"قتل أربعون شخصا {phrase}، وفق البيان. {more}"
    mentions = resolve_all(text, countries=countries, published=published)
    at = text.index(phrase)
    found = since_agreement(text, (at, at + len(phrase)), mentions, published)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("منذ سريان الهدنة", "2025-10-10"),
        ("ومنذ بدء وقف إطلاق النار", "2025-10-10"),
        ("منذ بداية سريان وقف إطلاق النار", "2025-10-10"),
        ("منذ وقف إطلاق النار", "2025-10-10"),
        ("منذ دخول اتفاق وقف إطلاق النار حيز التنفيذ", "2025-10-10"),
        ("منذ أن دخلت الهدنة حيز التنفيذ", "2025-10-10"),
        ("منذ بدء العمل باتفاق التهدئة", "2025-10-10"),
        ("منذ توقيع اتفاق وقف إطلاق النار", "2025-10-09"),
        ("منذ التوقيع على اتفاق وقف إطلاق النار", "2025-10-09"),
        ("منذ إعلان الهدنة", "2025-10-09"),
        ("منذ التوصل إلى اتفاق وقف النار", "2025-10-09"),
        ("منذ اتفاق أوسلو", "1993-09-13"),
        ("منذ توقيع اتفاق ستوكهولم", "2018-12-13"),
    ],
)
def test_a_time_since_an_agreement_begins_on_its_day(phrase: str, day: str) -> None:
    assert begins(phrase) == day


def test_the_country_of_the_article_decides_between_two_truces() -> None:
    assert begins("منذ سريان الهدنة", {"LBN": 5.0}) == "2024-11-27"
    assert begins("منذ سريان الهدنة", {"LBN": 5.0, "PSE": 5.0}) is None


def test_the_time_of_the_article_decides_between_truces_of_one_country() -> None:
    assert begins("منذ سريان الهدنة", published="2025-02-20") == "2025-01-19"
    assert begins("منذ سريان الهدنة", published="2023-11-27") == "2023-11-24"


def test_the_end_of_a_truce_opens_a_time_too() -> None:
    assert begins("منذ انهيار الهدنة", published="2025-03-25") == "2025-03-18"
    assert begins("منذ انهيار الهدنة") is None  # the truce of that time had not ended


def test_a_bare_agreement_is_the_only_one_that_the_article_names() -> None:
    assert begins("منذ دخول الاتفاق حيز التنفيذ", more="ونص اتفاق ستوكهولم على الانسحاب.") == "2018-12-18"
    assert begins("منذ دخول الاتفاق حيز التنفيذ") is None
    assert begins("منذ توقيع الاتفاق", more="ويختلف اتفاق أوسلو عن اتفاق الطائف.") is None


def test_a_day_that_the_registry_does_not_know_is_null() -> None:
    assert begins("منذ بدء سريان اتفاق الرياض", {"YEM": 5.0}) is None  # signed, without a day of effect


@pytest.mark.parametrize(
    "phrase", ["منذ بدء المرحلة الثانية من الاتفاق", "في ظل الهدنة", "منذ خرق الهدنة", "بعد سريان الهدنة", "منذ أسبوع"]
)
def test_other_words_beside_an_agreement_open_no_time(phrase: str) -> None:
    assert begins(phrase) == ""


def test_without_publication_time_there_is_no_end_and_so_no_time() -> None:
    text = "منذ سريان الهدنة في اليمن"
    found = since_agreement(text, (0, len(text)), find_agreements(text), None)
    assert found is not None and found[0] is None and "publication" in found[1]


@given(
    st.lists(
        st.sampled_from(
            ["منذ", "ومنذ", "بدء", "سريان", "الهدنة", "اتفاق", "وقف", "إطلاق", "النار", "حيز", "التنفيذ", "\n", "و"]
        )
    )
)
def test_the_words_of_a_time_hold_its_agreement(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for time in agreement_times(text, find_agreements(text)):
        assert 0 <= time.start < time.mention.start < time.mention.end <= time.end <= len(text)
        assert text[time.start : time.start + 3] == "منذ"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def record(coder: Coder, text: str) -> Report:
    return code(text, published=PUBLISHED, coder=coder)


def test_a_count_since_a_truce_covers_that_time(coder: Coder) -> None:
    (figure,) = record(coder, "قالت وزارة الصحة إن 40 شخصا قتلوا في قطاع غزة منذ سريان الهدنة.").figures
    assert figure.scope == "since_agreement" and figure.period is not None
    assert (figure.period.start, figure.period.end) == ("2025-10-10", "2025-11-20")
    assert (figure.period.precision, figure.period.basis) == ("range", "relative")
    assert figure.period.span is not None and figure.period.span.text == "منذ سريان الهدنة"


def test_a_heading_gives_the_time_of_the_counts_below_it(coder: Coder) -> None:
    report = record(
        coder, "أرقام غزة اليوم\n\nمنذ وقف إطلاق النار:\n• عدد القتلى: 90\n• عدد الإصابات: 1200\n\nانتهى البيان."
    )
    assert [(f.low, f.scope, f.period and f.period.start) for f in report.figures] == [
        (90, "since_agreement", "2025-10-10"),
        (1200, "since_agreement", "2025-10-10"),
    ]
