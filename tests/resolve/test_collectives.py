"""Words that stand for somebody named before, in our own words."""

from __future__ import annotations

import pytest

from marsad.resolve.collectives import Meeting, antecedent, collective

TWO = Meeting(10, ("وزير الدفاع المصري", "نظيره التونسي"))
THREE = Meeting(40, ("وفد أول", "وفد ثان", "وفد ثالث"))


@pytest.mark.parametrize(
    "phrase",
    ["الجانبان", "الجانبين", "والطرفان", "للطرفين", "البلدين", "الوزيران", "كلا الطرفين", "بالزعيمين", "الوفدان"],
)
def test_a_dual_stands_for_two(phrase: str) -> None:
    assert collective(phrase) == "two"


@pytest.mark.parametrize(
    "phrase", ["المشاركون", "المجتمعين", "جميع الأطراف", "والحاضرون", "للمفاوضين", "الوفود", "المُتحاورون"]
)
def test_a_plural_stands_for_several(phrase: str) -> None:
    assert collective(phrase) == "several"


@pytest.mark.parametrize("phrase", ["جانبان", "الجانب", "الجانبان التركي والمصري", "أطراف النزاع", "الوزير", "", "،"])
def test_what_names_its_parties_or_is_indefinite_is_no_collective(phrase: str) -> None:
    assert collective(phrase) is None


def test_the_nearest_earlier_meeting_is_meant() -> None:
    later = Meeting(50, ("حركة أولى", "حركة ثانية"))
    assert antecedent(90, "الجانبان", [TWO, later]) == 1
    assert antecedent(45, "الجانبان", [TWO, later]) == 0


def test_the_order_of_the_list_does_not_matter() -> None:
    later = Meeting(50, ("حركة أولى", "حركة ثانية"))
    assert antecedent(90, "الجانبان", [later, TWO]) == 0


def test_a_meeting_after_the_word_is_not_meant() -> None:
    assert antecedent(5, "الجانبان", [TWO]) is None


def test_two_are_never_three() -> None:
    assert antecedent(90, "الطرفان", [THREE]) is None


def test_a_nearer_meeting_of_three_leaves_it_in_doubt() -> None:
    assert antecedent(90, "الطرفان", [TWO, THREE]) is None


def test_several_may_be_three_or_two() -> None:
    assert antecedent(90, "المشاركون", [TWO, THREE]) == 1
    assert antecedent(30, "المشاركون", [TWO]) == 0


def test_two_ministers_are_a_minister_and_his_counterpart() -> None:
    assert antecedent(90, "الوزيران", [TWO]) == 0


def test_two_ministers_are_no_presidents() -> None:
    assert antecedent(90, "الرئيسان", [TWO]) is None


def test_ministers_are_looked_for_past_other_meetings() -> None:
    assert antecedent(90, "الوزيران", [TWO, Meeting(60, ("الجيش", "المتمردون"))]) == 0


def test_two_countries_are_countries() -> None:
    assert antecedent(90, "البلدان", [Meeting(3, ("تونس", "الجزائر"))]) == 0
    assert antecedent(90, "البلدان", [TWO]) is None


def test_a_meeting_of_one_known_party_is_passed_over() -> None:
    assert antecedent(90, "الجانبان", [TWO, Meeting(50, ("الجيش",))]) == 0


def test_parties_that_point_back_themselves_are_passed_over() -> None:
    assert antecedent(90, "الجانبان", [TWO, Meeting(50, ("الجانبان", "الوسيط"))]) == 0


def test_an_ordinary_phrase_has_no_meeting() -> None:
    assert antecedent(90, "الوزير", [TWO]) is None
