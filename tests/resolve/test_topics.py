"""What a meeting was about, in our own words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.resolve.topics import find_topics


def topics(text: str) -> list[str]:
    return [text[start:end] for start, end in find_topics(text, (0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بحث الجانبان العلاقات الثنائية", ["العلاقات الثنائية"]),
        ("بحثا ترسيم المياه", ["ترسيم المياه"]),
        ("ناقش الاجتماع أزمة السدود", ["أزمة السدود"]),
        ("ناقش الاجتماع الوزاري ملف اللاجئين", ["ملف اللاجئين"]),
        ("وناقش الطرفان خلال اللقاء سبل تأمين الموانئ", ["سبل تأمين الموانئ"]),
        ("تناول اللقاء آخر المستجدات في الإقليم", ["آخر المستجدات في الإقليم"]),
        ("تطرق الوزيران إلى قضية المياه", ["قضية المياه"]),
        ("تطرقت المباحثات لقضايا الطاقة", ["قضايا الطاقة"]),
        ("ركّز الاجتماع على أمن الملاحة", ["أمن الملاحة"]),
        ("وتركزت المحادثات على تبادل الأسرى", ["تبادل الأسرى"]),
        ("تمحور اللقاء حول إعادة الإعمار", ["إعادة الإعمار"]),
        ("استعرض المشاركون خطة الطوارئ", ["خطة الطوارئ"]),
        ("وصل المبعوث لبحث وقف القتال", ["وقف القتال"]),
        ("اجتمعوا لمناقشة مشروع الدستور", ["مشروع الدستور"]),
        ("جرى بحث تطورات الحدود", ["تطورات الحدود"]),
        ("تم التطرق إلى أوضاع المخيمات", ["أوضاع المخيمات"]),
        ("عقدوا مباحثات بشأن الملف النووي", ["الملف النووي"]),
        ("أجريا اتصالا حول الأزمة المالية", ["الأزمة المالية"]),
        ("يبحث وزير الري في بغداد مع نظيره ملف الأنهار", ["ملف الأنهار"]),
        ("بحث أمير البلاد، الشيخ سالم، سبل الحل", ["سبل الحل"]),
        ("بحث الرئيسان في القصر أمس قضايا المنطقة", ["قضايا المنطقة"]),
        ("ناقش اللقاء جملة من الملفات الحساسة", ["جملة من الملفات الحساسة"]),
    ],
)
def test_a_topic_follows_the_word_that_announces_it(text: str, expected: list[str]) -> None:
    assert topics(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بحثا العلاقات الثنائية وسبل تعزيزها", ["العلاقات الثنائية", "سبل تعزيزها"]),
        ("ناقش الاجتماع ملف المياه، وإعادة فتح الطرق", ["ملف المياه", "إعادة فتح الطرق"]),
        ("بحثا ملف الحدود والأمن", ["ملف الحدود والأمن"]),
        ("بحثا ملف المياه، إلى جانب تبادل السجناء", ["ملف المياه", "تبادل السجناء"]),
        ("ناقش اللقاء عدة ملفات، في مقدمتها ضرورة فتح الميناء", ["عدة ملفات", "ضرورة فتح الميناء"]),
        ("تطرق اللقاء إلى الهدنة، مع التركيز على المرحلة الثانية", ["الهدنة", "المرحلة الثانية"]),
    ],
)
def test_items_with_head_nouns_of_their_own_are_separate(text: str, expected: list[str]) -> None:
    assert topics(text) == expected


@pytest.mark.parametrize(
    ("tail"),
    [
        "، حيث اتفقا على لجنة",
        " وسط توتر متزايد",
        " في ظل أزمة خانقة",
        " خلال مأدبة غداء",
        " التي تشهد هدوءا",
        " مع نظيره التونسي",
        "، مؤكدين أهمية الحوار",
        ". وغادرا",
        " أمس الثلاثاء",
        " فيما غاب الثالث",
    ],
)
def test_a_topic_ends_where_a_clause_begins(tail: str) -> None:
    assert topics(f"بحث الجانبان أوضاع القرى الحدودية{tail}") == ["أوضاع القرى الحدودية"]


@pytest.mark.parametrize(
    "text",
    [
        "بحث رجال الإنقاذ عن ناجين",
        "تجمع السكان بحثا عن الماء",
        "نشر المركز بحثا جديدا",
        "أصدر القاضي قرارا بشأن الضرائب",
        "تناول الأطفال الطعام",
        "تطرق اللقاء",
        "",
    ],
)
def test_without_a_discussion_there_is_no_topic(text: str) -> None:
    assert topics(text) == []


def test_a_topic_is_not_endless() -> None:
    text = "بحثا العلاقات " + "كلمة " * 40
    assert len(topics(text)[0].split()) == 15


def test_only_the_sentence_given_is_read() -> None:
    text = "بحثا ملف المياه. ناقش الاجتماع ملف الطاقة."
    start = text.index("ناقش")
    assert [text[a:b] for a, b in find_topics(text, (start, len(text)))] == ["ملف الطاقة"]


PIECES = st.sampled_from(
    ["بحث", "لبحث", "ناقشا", "تطرق", "إلى", "سبل", "وسبل", "الوزير", "مع", "،", ".", "«", "»", "بشأن", "لقاء", "قُضية"]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join)))
def test_topics_lie_in_order_inside_any_sentence(text: str) -> None:
    spans = find_topics(text, (0, len(text)))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)
