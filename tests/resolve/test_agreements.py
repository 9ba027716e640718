"""Agreements and their provisions, in our own words: what is found, which one it is, and what is left unknown."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.knowledge import load
from marsad.resolve.agreements import agreements, find_agreements, find_provisions, resolve_agreement, resolve_all

GAZA = {"PSE": 0.6, "ISR": 0.3, "EGY": 0.1}
YEMEN = {"YEM": 0.8, "SAU": 0.2}


def found(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_agreements(text)]


def provisions(text: str, agreement: str | None = None) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.id) for p in find_provisions(text, agreement)]


def meant(phrase: str, countries: dict[str, float], published: str | None) -> str | None:
    return resolve_agreement(phrase, countries=countries, published=published)[0]


# --- the registry


def test_every_agreement_has_a_source_and_a_date() -> None:
    for agreement in agreements().values():
        assert agreement.source
        assert agreement.signed or agreement.in_force, agreement.id


def test_a_file_is_named_after_its_agreement() -> None:
    assert all(load(f"agreements/{id_}")["id"] == id_ for id_ in agreements())


def test_an_agreement_ends_after_it_began() -> None:
    for agreement in agreements().values():
        assert agreement.ended is None or agreement.ended > agreement.start, agreement.id


def test_an_obliged_party_is_a_party() -> None:
    for agreement in agreements().values():
        assert all(p.obliged in {None, *agreement.parties} for p in agreement.provisions), agreement.id


def test_the_invented_truce_of_the_samples_is_not_in_the_registry() -> None:
    assert all("السواقي" not in name for agreement in agreements().values() for name in agreement.ar)


def test_the_gaza_ceasefire_of_2025_holds_a_second_phase() -> None:
    agreement = agreements()["gaza-2025-10"]
    assert "second_phase" in {p.id for p in agreement.provisions}
    assert agreement.places == ("PSE",)


# --- mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خرق الطرفان اتفاق وقف إطلاق النار في اليمن", ["اتفاق وقف إطلاق النار في اليمن"]),
        ("صمدت الهدنة الإنسانية المؤقتة أسبوعا", ["الهدنة الإنسانية المؤقتة"]),
        ("التزموا بالهدنة", ["الهدنة"]),
        ("ووصف خروقاتهم للهدنة بالخطيرة", ["للهدنة"]),
        ("ينص الاتفاق على لجنة", ["الاتفاق"]),
        ("بدأت المرحلة الثانية من الاتفاق", ["الاتفاق"]),
        ("وقعا مذكرة تفاهم", ["مذكرة تفاهم"]),
        ("قرأ المذكرة على زملائه", []),
        ("عاد إلى اتفاقية أوسلو", ["اتفاقية أوسلو"]),
        ("تمسكت الأحزاب باتفاق الصخيرات", ["اتفاق الصخيرات"]),
        ("طرح مبادرة السلام", ["مبادرة السلام"]),
        ("أطلقت الجمعية مبادرة للقراءة", []),
        ("انهارت صفقة تبادل الأسرى", ["صفقة تبادل الأسرى"]),
        ("أبرمت الشركة صفقة أسلحة", []),
        ("تعثرت الهدنة بين الحكومة والمعارضة", ["الهدنة بين الحكومة والمعارضة"]),
        ("تحدث عن الاتفاق النووي مع إيران", ["الاتفاق النووي مع إيران"]),
        ("راقبوا وقفا لإطلاق النار", ["وقفا لإطلاق النار"]),
    ],
)
def test_a_mention_is_the_noun_with_what_belongs_to_it(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["أعلنت القيادة وقف إطلاق النار", "دعا المبعوث إلى وقف إطلاق النار", "يجب وقف إطلاق النار"]
)
def test_a_ceasefire_that_is_announced_or_demanded_is_an_act(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["اتهمهم بخرق وقف إطلاق النار", "سيبحثون وقف إطلاق النار", "منذ وقف إطلاق النار"])
def test_a_ceasefire_that_is_broken_or_discussed_is_an_agreement(text: str) -> None:
    assert found(text) == ["وقف إطلاق النار"]


def test_agreeing_on_something_is_no_agreement() -> None:
    assert found("تم الاتفاق على موعد جديد") == []


def test_achieving_calm_is_a_hope() -> None:
    assert found("سعى الوسطاء لتحقيق التهدئة") == []


def test_a_name_gives_the_id_at_once() -> None:
    assert [m.id for m in find_agreements("عادوا إلى اتفاق الطائف")] == ["taif-1989"]


# --- which one


@pytest.mark.parametrize(
    ("phrase", "countries", "published", "expected"),
    [
        ("اتفاق وقف إطلاق النار في قطاع غزة", {}, "2026-02-01", "gaza-2025-10"),
        ("اتفاق وقف إطلاق النار في قطاع غزة", {}, "2025-02-01", "gaza-2025-01"),
        ("الهدنة", GAZA, "2023-11-26T10:00:00Z", "gaza-2023-11"),
        ("وقف إطلاق النار", {"LBN": 0.7, "ISR": 0.3}, "2025-01-05", "lebanon-2024"),
        ("الهدنة", YEMEN, "2022-06-10", "yemen-2022"),
        ("الهدنة الإنسانية في اليمن", {}, "2015-07-28", "yemen-2015-07"),
        ("وقف إطلاق النار في الحديدة", {}, "2019-03-01", "stockholm-2018"),
        ("وقف إطلاق النار في إدلب", {}, "2021-03-01", "idlib-2020"),
        ("الاتفاق النووي", {"IRN": 1.0}, "2017-01-01", "jcpoa-2015"),
        ("وقف إطلاق النار في ليبيا", {}, "2021-01-01", "libya-2020"),
        ("صفقة تبادل الأسرى", GAZA, "2025-02-01", "gaza-2025-01"),
    ],
)
def test_place_kind_and_date_choose_the_agreement(
    phrase: str, countries: dict[str, float], published: str, expected: str
) -> None:
    assert meant(phrase, countries, published) == expected


def test_an_unknown_truce_stays_unknown() -> None:
    assert meant("اتفاق السواقي", {"YEM": 1.0}, "2025-12-01") is None


def test_a_truce_elsewhere_is_not_the_one_of_the_article() -> None:
    assert meant("الهدنة في السودان", GAZA, "2025-12-01") is None


def test_an_article_about_two_countries_with_ceasefires_stays_open() -> None:
    which, reason = resolve_agreement("وقف إطلاق النار", countries={"PSE": 0.5, "LBN": 0.5}, published="2025-12-01")
    assert which is None
    assert reason.startswith("several fit")


def test_an_agreement_is_not_meant_before_it_was_reached() -> None:
    assert meant("صفقة شاليط", {"PSE": 1.0}, "2009-12-01") is None


def test_a_proposed_truce_is_not_the_one_in_force() -> None:
    assert meant("هدنة جديدة في غزة", GAZA, "2025-12-01") is None


def test_some_truce_is_not_the_truce() -> None:
    assert meant("هدنة في غزة", GAZA, "2025-12-01") is None


def test_some_truce_in_the_days_of_its_beginning_is_the_one_just_reached() -> None:
    assert meant("اتفاق لوقف إطلاق النار في غزة", GAZA, "2025-10-11") == "gaza-2025-10"


def test_without_a_date_only_a_name_decides() -> None:
    assert meant("الهدنة", GAZA, None) is None
    assert meant("اتفاق مينسك", {}, None) == "minsk-2015"


def test_several_agreements_are_none_of_them() -> None:
    assert meant("الاتفاقات", GAZA, "2025-12-01") is None


def test_a_bare_agreement_is_the_one_named_before() -> None:
    text = "صمد اتفاق وقف إطلاق النار في غزة شهرا. وينص الاتفاق على لجنة."
    assert [m.id for m in resolve_all(text, countries=GAZA, published="2025-12-01")] == ["gaza-2025-10"] * 2


# --- provisions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("طالبت بوقف العمليات العسكرية", ("وقف العمليات العسكرية", "halt_operations")),
        ("وعدت بإدخال المساعدات الإنسانية", ("إدخال المساعدات الإنسانية", "aid_entry")),
        ("اتفقوا على تبادل الأسرى", ("تبادل الأسرى", "prisoner_release")),
        ("ينتظرون إعادة فتح المعابر", ("إعادة فتح المعابر", "crossing_opening")),
        ("رفضت تسليم السلاح", ("تسليم السلاح", "disarmament")),
        ("بدأت المرحلة الثانية", ("المرحلة الثانية", "second_phase")),
        ("تعهدت بعودة النازحين", ("عودة النازحين", "return_of_displaced")),
        ("أجلت إعادة الإعمار", ("إعادة الإعمار", "reconstruction")),
        ("طالبوا برفع الحصار", ("رفع الحصار", "lifting_blockade")),
        ("اكتمل تسليم الجثامين", ("تسليم الجثامين", "return_of_bodies")),
        ("تأخر إدخال خمسين شاحنة", ("إدخال خمسين شاحنة", "aid_entry")),
    ],
)
def test_a_provision_is_known_by_its_words(text: str, expected: tuple[str, str]) -> None:
    assert provisions(text) == [expected]


def test_two_provisions_are_two() -> None:
    assert [which for _, which in provisions("شددوا على الانسحاب وإزالة الألغام")] == ["withdrawal", "demining"]


def test_an_agreement_adds_words_of_its_own() -> None:
    assert provisions("ناقشوا قوة الاستقرار الدولية", "gaza-2025-10")[0][1] == "international_force"
    assert provisions("ناقشوا قوة الاستقرار الدولية") == []


def test_an_id_that_the_registry_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        find_provisions("الانسحاب", "no-such-agreement")


# --- any text

PIECES = st.sampled_from(
    [
        "اتفاق",
        "الهدنة",
        "وقف",
        "إطلاق",
        "النار",
        "في",
        "غزة",
        "بين",
        "و",
        "والحكومة",
        "،",
        ".",
        "\n",
        "هُدْنَة",
        "«",
        "ـ",
        "2015",
        "ﷲ",
        "مع",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join)))
def test_spans_lie_in_order_inside_any_text(text: str) -> None:
    for spans in (find_agreements(text), find_provisions(text, "gaza-2025-10")):
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_an_article_is_read_in_a_few_milliseconds() -> None:
    text = "خرقت القوات اتفاق وقف إطلاق النار في غزة ومنعت إدخال المساعدات الإنسانية. " * 30
    find_agreements(text)
    start = time.process_time()
    for k in range(10):
        find_agreements(f"{text}{k}")
    assert (time.process_time() - start) / 10 < 0.02


@pytest.mark.shared
def test_nine_in_ten_annotated_agreements_are_found(shared: Path) -> None:
    gold = shared / "data" / "gold"
    texts = {
        d["id"]: d["sents"]
        for d in map(json.loads, (gold / "claims_dev_texts.jsonl").read_text(encoding="utf-8").splitlines())
    }
    hits = total = 0
    for row in map(json.loads, (gold / "claims_dev_annotations.jsonl").read_text(encoding="utf-8").splitlines()):
        for claim in row["agreement_claims"]:
            sentence, words = texts[row["doc"]][claim["sent"]], claim["agreement"]
            if words and (at := sentence.find(words)) >= 0:
                total += 1
                hits += any(m.start < at + len(words) and at < m.end for m in find_agreements(sentence))
    assert hits >= 0.9 * total > 0
