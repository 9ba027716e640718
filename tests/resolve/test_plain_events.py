"""Events by words, beside readings made by hand."""

from __future__ import annotations

import pytest

from marsad.reader.reading import ReadHead, Reading
from marsad.reader.tags import TaggedSpan
from marsad.reader.tokenizer import split_words
from marsad.record import Sentence
from marsad.resolve.plain_events import with_plain


def _read(
    text: str, *heads: tuple[str, str, float], **spans: str
) -> list[tuple[str, str, str | None, list[tuple[str, str]]]]:
    """(type, trigger, mode, [(role, words)]) of all heads; `heads` are the reader's as (type, word, confidence)."""
    words = split_words(text)

    def at(said: str) -> tuple[int, int]:
        start = text.index(said)
        inside = [i for i, w in enumerate(words) if start <= w.start and w.end <= start + len(said)]
        return inside[0], inside[-1] + 1

    read = [ReadHead(kind, kind, *at(word), confidence) for kind, word, confidence in heads]
    groups = {name: [TaggedSpan(*at(said), 0, 0.9)] for name, said in spans.items()}
    parts = [Sentence(start=0, end=len(text), part="body")]
    found = with_plain(Reading(words, read, groups), parts, text, ["PROTEST", "COERCE", "ASSAULT", "CONSULT"])

    def said(start: int, end: int) -> str:
        return text[words[start].start : words[end - 1].end]

    return [(h.kind, said(h.start, h.end), h.mode, [(e.role, said(e.start, e.end)) for e in h.edges]) for h in found]


def test_those_who_gather_and_demonstrate_protest() -> None:
    text = "احتشد آلاف المتظاهرين أمام المقر مساء أمس"
    assert _read(text, party="آلاف المتظاهرين", place="أمام المقر", date="مساء أمس") == [
        ("PROTEST", "احتشد", "demo", [("actor", "آلاف المتظاهرين"), ("place", "أمام المقر"), ("date", "مساء أمس")])
    ]


def test_without_a_span_the_words_up_to_the_crowd_are_the_actor() -> None:
    assert _read("وتجمع نحو مئة محتج في الساحة") == [("PROTEST", "وتجمع", "demo", [("actor", "نحو مئة محتج")])]


@pytest.mark.parametrize(
    ("text", "mode"), [("اعتصم الموظفون في المبنى", "demo"), ("أضرب عمال الميناء عن العمل", "strike")]
)
def test_some_verbs_say_it_alone(text: str, mode: str) -> None:
    assert [(kind, found) for kind, _, found, _ in _read(text)] == [("PROTEST", mode)]


@pytest.mark.parametrize(
    "text",
    [
        "احتشد آلاف المشجعين في الملعب",
        "خرج الوزير من القاعة",
        "لم يتظاهر أحد في المدينة",
        "تظاهر بأنه لا يعرف الخبر",
        "تجمع الوفد. وقال محتجون إنهم باقون",
    ],
)
def test_other_gatherings_and_pretence_are_no_protest(text: str) -> None:
    assert _read(text) == []


def test_a_protest_that_the_reader_sees_is_left_to_it() -> None:
    read = _read("احتشد متظاهرون في مسيرة", ("PROTEST", "مسيرة", 0.6))
    assert [(kind, trigger) for kind, trigger, _, _ in read] == [("PROTEST", "مسيرة")]


def test_a_doubtful_reading_of_the_same_word_is_given_up() -> None:
    text = "نزل المتظاهرون إلى الشوارع"
    assert [kind for kind, *_ in _read(text, ("RETREAT", "نزل", 0.4))] == ["PROTEST"]
    assert [kind for kind, *_ in _read(text, ("RETREAT", "نزل", 0.95))] == ["RETREAT"]


def test_a_checkpoint_is_put_up_by_the_party_before_the_verb() -> None:
    text = "قوات الجيش تنصب حاجزا على مدخل البلدة"
    assert _read(text, party="قوات الجيش", place="مدخل البلدة") == [
        ("COERCE", "تنصب", "restrict", [("actor", "قوات الجيش"), ("place", "مدخل البلدة")])
    ]


def test_what_stands_behind_a_demolition_is_hit_and_who_stands_before_it_does_it() -> None:
    text = "ويواصل الجيش تجريف أراضي القرية"
    found = _read(text, party="الجيش")
    assert found == [("ASSAULT", "تجريف", "destroy", [("actor", "الجيش")])]
    assert _read(text, party="أراضي القرية") == [("ASSAULT", "تجريف", "destroy", [("recipient", "أراضي القرية")])]


def test_thanks_for_efforts_to_calm_name_a_mediator() -> None:
    found = _read("شكر الوفد قطر على الجهود المبذولة لتحقيق التهدئة", party="قطر")
    assert found == [("CONSULT", "الجهود", "third-party", [("actor", "قطر")])]


def test_a_model_without_the_type_gets_no_such_event() -> None:
    text = "اعتصم الموظفون في المبنى"
    assert (
        with_plain(Reading(split_words(text), [], {}), [Sentence(start=0, end=len(text), part="body")], text, ["FLOOD"])
        == []
    )
