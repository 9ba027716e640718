"""Tolls of invented articles, coded with the shipped reader; what is counted is found by words, so no weights decide."""

from __future__ import annotations

import pytest

from marsad.coder import code
from marsad.record.types import Measure, Scope
from marsad.resolve.tolls import toll


@pytest.mark.parametrize(
    ("text", "measure", "scope", "low"),
    [
        ("مقتل 12 مدنيا بينهم 5 أطفال في قصف على سوق البلدة.", "killed", "incident", 12),
        ("مقتل 12 مدنيا (7 رجال و5 أطفال) في قصف على سوق البلدة.", "killed", "incident", 12),
        ("مقتل رجل وطفلين في قصف مدفعي على أطراف البلدة.", "killed", "incident", 3),
        ("استشهاد امرأة وطفلتها في قصف مدفعي على القرية.", "killed", "incident", 2),
        ("قتل جنديان وأصيب أربعة في كمين.", "injured", "incident", 4),
        ("تم استهداف ثلاثة أطفال في القرية، قتل منهم طفل وأصيب اثنان.", "killed", "incident", 1),
        ("أصيب رجل في قصف اليوم، بعد يوم من هجوم أسفر عن إصابة 13 مدنيا في بلدة أخرى.", "injured", "incident", 1),
        ("خلال الساعات 24 الماضية:\n• عدد الشهداء 7\n• عدد الإصابات: 20 إصابة", "injured", "daily", 20),
        ("• عدد الشهداء 7 خلال الساعات 24 الماضية\nتمت إضافة 6 شهداء إلى الحصيلة التراكمية.", "killed", "daily", 13),
        ("نُقل أحد عشر راكبا، ثم أصيب سائق سيارة تقل أحد عشر شخصا.", "injured", "incident", 1),
    ],
)
def test_a_toll_adds_classes_and_leaves_parts_out(text: str, measure: Measure, scope: Scope, low: int) -> None:
    found = toll(code(text, published="2026-03-10"), measure, scope)
    assert found is not None
    assert found.low == low


@pytest.mark.parametrize(
    "text",
    [
        "قتل 12 شخصا بينهم 5 أطفال وثلاث نساء في قصف على سوق البلدة.",
        "قتل 12 شخصا في قصف على سوق البلدة، هم 7 رجال و5 أطفال.",
        "ارتفع عدد القتلى في قصف سوق البلدة من 9 إلى 12 قتيلا بينهم 5 أطفال.",
    ],
)
def test_a_part_is_told_of_the_happening_of_its_whole_and_never_added(text: str) -> None:
    report = code(text, published="2026-03-10")
    whole, *parts = report.figures
    assert whole.low == 12 and parts
    assert all(
        (p.measure, p.event, p.scope, p.period, p.source)
        == (whole.measure, whole.event, whole.scope, whole.period, whole.source)
        for p in parts
    )
    assert all(p.who is not None for p in parts)
    found = toll(report, "killed")
    assert found is not None and (found.low, found.figures) == (12, (whole.id,))


def test_what_headline_and_lead_repeat_is_the_toll() -> None:
    text = "مقتل خمسة مدنيين في قصف على البلدة\nقتل خمسة مدنيين في قصف على البلدة.\nوسبق أن قتل تسعة في قصف على قرية مجاورة."
    found = toll(code(text), "killed")
    assert found is not None
    assert found.low == 5
    assert len(found.figures) == 1


def test_an_article_without_numbers_has_no_toll() -> None:
    assert toll(code("قصف مدفعي على أطراف البلدة دون خسائر."), "killed") is None


def test_an_open_count_leaves_the_toll_open() -> None:
    found = toll(code("مقتل أكثر من 30 مدنيا في قصف على سوق البلدة."), "killed")
    assert found is not None
    assert (found.low, found.high) == (31, None)
