"""Short forms and whom they mean, in our own words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.resolve.actors import ResolvedActor, actor_book
from marsad.resolve.coreference import Antecedents, antecedent_noun
from marsad.resolve.surfaces import words

BOOK = actor_book()


class Lands:
    """News from one country, and phrases that are places of another."""

    def __init__(self, land: str | None, place: str | None = None) -> None:
        self.land, self.place = land, place

    def at(self, offset: int) -> str | None:
        return self.land

    def of(self, at: tuple[int, int]) -> str | None:
        return self.place

    def last(self, offset: int) -> tuple[int, int] | None:
        return None


def who(text: str, phrase: str, *named: str, land: str | None = None, place: str | None = None) -> ResolvedActor:
    """Whom the last `phrase` of a text means, where `named` are its parties."""
    spans = [(text.index(name), text.index(name) + len(name)) for name in named]
    at = text.rindex(phrase)
    found = Antecedents(text, spans, BOOK, Lands(land, place))
    return found.who(at, at + len(phrase))


def test_a_minister_named_before_is_the_minister() -> None:
    found = who("وصل وزير الدفاع المصري أمس. وقال الوزير إن الزيارة قصيرة.", "الوزير", "وزير الدفاع المصري")
    assert (found.country, found.sectors) == ("EGY", ("GOV", "MIL"))
    assert "وزير الدفاع المصري" in found.reason


def test_his_country_is_the_country_of_who_was_named_last() -> None:
    found = who("قال الرئيس التونسي إن بلاده ترفض ذلك.", "بلاده", "الرئيس التونسي")
    assert (found.actor, found.country) == ("tun", "TUN")


def test_his_government_is_the_government_of_his_country() -> None:
    found = who("أعلن العاهل المغربي أن حكومته ستستقيل.", "حكومته", "العاهل المغربي")
    assert (found.country, found.sectors[0]) == ("MAR", "GOV")


def test_the_forces_of_his_country_are_named_after_it() -> None:
    found = who("قال الرئيس الروسي إن قوات بلاده ستبقى.", "قوات بلاده", "الرئيس الروسي")
    assert (found.country, found.sectors[0]) == ("RUS", "MIL")


def test_a_counterpart_holds_the_same_office_of_another_country() -> None:
    found = who("بحث وزير الدفاع المصري مع نظيره التونسي ذلك.", "نظيره التونسي", "وزير الدفاع المصري")
    assert (found.country, found.sectors) == ("TUN", ("GOV", "MIL"))


def test_a_family_name_is_the_person_introduced_with_an_office() -> None:
    text = "قال رئيس الديوان العراقي حازم السامرائي ذلك. وأضاف السامرائي أن الأمر انتهى."
    assert who(text, "السامرائي", "رئيس الديوان العراقي حازم السامرائي").country == "IRQ"


def test_a_headline_may_name_somebody_before_the_text_introduces_him() -> None:
    text = "السامرائي يستقيل\nقدم رئيس الديوان العراقي حازم السامرائي استقالته."
    name = "رئيس الديوان العراقي حازم السامرائي"
    at = text.index(name)
    found = Antecedents(text, [(0, 9), (at, at + len(name))], BOOK, Lands(None)).who(0, 9)
    assert found.country == "IRQ"


def test_the_last_named_is_meant_by_the_latter() -> None:
    text = "التقى سفير قطر بمندوب الكويت، وقال الأخير إن اللقاء مثمر."
    assert who(text, "الأخير", "سفير قطر", "بمندوب الكويت").country == "KWT"


def test_an_army_without_a_country_is_that_of_the_news() -> None:
    found = who("قال الجيش إن الوضع هادئ.", "الجيش", land="SDN")
    assert (found.country, found.sectors) == ("SDN", ("MIL",))
    assert "the news is from SDN" in found.reason


@pytest.mark.parametrize("phrase", ["مسلحون مجهولون", "مصادر مطلعة", "قوى أجنبية", "دول عربية"])
def test_the_unidentified_and_the_foreign_have_no_country_of_the_news(phrase: str) -> None:
    assert who(f"هاجم {phrase} المكان.", phrase, land="SDN").country is None


def test_a_phrase_that_says_who_it_is_needs_no_antecedent() -> None:
    found = who("قال وزير الدفاع المصري ذلك، ورد الجيش التركي.", "الجيش التركي", "وزير الدفاع المصري", land="EGY")
    assert found == BOOK.resolve("الجيش التركي")


def test_an_unknown_name_stays_unknown_and_says_so() -> None:
    found = who("قال فلفول الزبدي ذلك.", "فلفول الزبدي", land="SDN")
    assert (found.actor, found.country, found.sectors) == (None, None, ())
    assert found.reason


def test_a_place_as_a_party_has_its_country() -> None:
    found = who("قصفت الطائرات بلدة الزهور.", "بلدة الزهور", land="SDN", place="SYR")
    assert found.country == "SYR"


@pytest.mark.parametrize(
    ("phrase", "earlier", "expected"),
    [
        ("الحركة", ["حركة النهضة", "الحكومة"], 0),
        ("الوزارة", ["وزارة الصحة", "شهود"], 0),
        ("الوزير", ["وزير المالية", "الصحف"], 0),
        ("للوزير", ["وزير المالية"], 0),
        ("المصدر نفسه", ["مصدر أمني"], 0),
        ("المصدر ذاته", ["مصدر أمني", "مصدر أمني رفيع"], 1),
        ("الجماعة", ["لجماعة أنصار الأرض"], 0),
        ("الرئيس", ["رئيس الوزراء", "الرئيس التونسي"], 1),
        ("الرئيس", ["رئيس الوزراء"], None),
        ("الوزير", ["وزير المالية", "وزير العدل"], 1),
        ("الحركة", ["الحركة"], None),
        ("الحركة الجديدة", ["حركة النهضة"], None),
        ("حركة", ["حركة النهضة"], None),
        ("المدينة", ["مدينة حلب"], None),
        ("الوكالة", [], None),
        ("", ["حركة النهضة"], None),
    ],
)
def test_a_short_name_points_to_the_one_longer_name(phrase: str, earlier: list[str], expected: int | None) -> None:
    assert antecedent_noun(words(phrase), [words(other) for other in earlier]) == expected


@given(st.text(max_size=20), st.lists(st.text(max_size=12), max_size=4))
def test_any_phrase_gets_an_index_or_nothing(phrase: str, earlier: list[str]) -> None:
    which = antecedent_noun(words(phrase), [words(other) for other in earlier])
    assert which is None or 0 <= which < len(earlier)


@given(st.text(alphabet="البلاد هو نظيره الأخير وزير مصر،.", max_size=60), st.data())
def test_any_span_of_any_text_gets_an_answer(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8)))
    spans = list(itertools.pairwise(cuts))
    found = Antecedents(text, spans, BOOK, Lands("TUN"))
    for span in spans:
        assert found.who(*span).reason
