from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.sentences import LONGEST, sentences

ALPHABET = 'ابد مو.!?؟…،؛:"«»“”()‘’\n\r\u2028\u200f1٢aZ-•🔴ـ'
texts = st.text(st.sampled_from(ALPHABET), max_size=60) | st.text(max_size=30)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["وصل الوفد.", "وبدأت المحادثات!", "هل تنجح؟", "لا أحد يعلم…", "وغادر."],
        ["التقى د. سامي أ.د. هند في مقر الوزارة.", "ثم عادا."],
        ["كتب م. ع. الراوي رسالة.", "ولم يرد أحد."],
        ["ارتفع السعر 3.5 في المئة إلى 10.000 ليرة و٤٫٢ عند 10:40.", "وهبط بعد ذلك."],
        ["نشر موقع example.com الخبر.", "ونفته https://example.org/a.b?c=1 لاحقا."],
        ["زار وفد من الـ U.S. المدينة.", "وعاد."],
        ["نقلت إن.بي.سي الخبر عن سي.إن.إن أمس.", "ولم تعلق."],
        ["انتهت الحرب عام 1445 هـ.", "وبدأ الإعمار عام 2024 م.", "ولم يكتمل."],
        ["قال الناطق؛ وهو ضابط؛ إن الطريق مفتوح: للجميع.", "وانصرف."],
        ['قال: "لن نتراجع." بحسب الصحيفة.', "وأضاف: «انتهى الأمر.»", "ثم غادر."],
        ['سأل "متى نعود؟" وفق شهود.', "ولم يُجب أحد."],
        ["وصل (أمس) الوزير (!) إلى المدينة.", "وغادر."],
        ["فتح ق.صـ.ـف الطريق.", "وأُغلق."],
        ["رأى ذلك بنفسه .", "ثم مضى."],
        ["قُتل شخص..", "والسلطات تحقق في الحادث.", "ولم تعلق أي جهة."],
        ["أهم البنود:", "• وقف النار", "• تبادل الأسرى"],
    ],
)
def test_sentences_of_one_line(pieces: list[str]) -> None:
    assert split(" ".join(pieces)) == pieces


def test_a_missing_space_after_a_full_stop_still_splits() -> None:
    assert split("دخل المدينة.وقال لموقع bbc.com إنه باق") == ["دخل المدينة.", "وقال لموقع bbc.com إنه باق"]


def test_a_closing_quotation_mark_belongs_to_the_sentence_and_an_opening_one_does_not() -> None:
    assert split('قال: "الأولى. الثانية." ثم كتب. "الثالثة" أخيرا') == [
        'قال: "الأولى.',
        'الثانية."',
        "ثم كتب.",
        '"الثالثة" أخيرا',
    ]


def test_a_headline_is_one_sentence_in_spite_of_its_dots() -> None:
    assert split("عاجل.. قصف على المدينة\nوقع القصف فجرا.") == ["عاجل.. قصف على المدينة", "وقع القصف فجرا."]


def test_lines_are_sentences_and_item_numbers_stay_with_their_items() -> None:
    assert split("عنوان\n\n  السبت 3 مايو\r\n1. أولا\u2028٢. ثانيا\n🔴\n") == [
        "عنوان",
        "السبت 3 مايو",
        "1. أولا",
        "٢. ثانيا",
        "🔴",
    ]


def test_a_text_of_white_space_has_no_sentences() -> None:
    assert split(" \n\u200f \u00a0\n") == []


def test_an_endless_sentence_is_cut_at_a_comma_else_at_a_space_else_anywhere() -> None:
    with_commas = split("كلمة " * 100 + "ثم سكت، " + "كلمة " * 400)
    assert with_commas[0].endswith("ثم سكت،")
    with_spaces = split("كلمة " * 1000)
    assert all(set(piece.split()) == {"كلمة"} for piece in with_spaces)
    assert [len(piece) for piece in split("ك" * 3000)] == [LONGEST, LONGEST, 3000 - 2 * LONGEST]


def test_five_megabytes_on_one_line_take_linear_time() -> None:
    start = time.perf_counter()
    pieces = sentences("كلمة، وأخرى طويلة " * 280_000)
    assert time.perf_counter() - start < 3
    assert len(pieces) > 4000


@given(texts)
def test_spans_are_ordered_trimmed_not_empty_and_cover_everything_visible(text: str) -> None:
    previous, covered = 0, []
    for start, end in sentences(text):
        assert previous <= start < end <= start + LONGEST
        assert text[start:end] == text[start:end].strip()
        covered.append(text[previous:start])
        previous = end
    left_out = "".join([*covered, text[previous:]])
    assert not [c for c in left_out if c.isprintable() and not c.isspace()]


@given(texts)
def test_lines_do_not_influence_each_other(text: str) -> None:
    first = sentences(text)
    assert sentences(text + "\n" + "خبر. آخر") == [
        *first,
        (len(text) + 1, len(text) + 5),
        (len(text) + 6, len(text) + 9),
    ]
