"""Who says it, and through whom, in our own words."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.knowledge import load
from marsad.resolve.attribution import Attribution, attributions, relay, said_by
from marsad.resolve.attribution.lexicon import conjugated, lexicon


def read(text: str) -> list[Attribution]:
    return attributions(text, 0, len(text))


def sources(text: str) -> list[str]:
    return [text[slice(*a.source)] for a in read(text)]


def chains(text: str) -> list[tuple[str, str | None]]:
    return [(text[slice(*a.source)], text[slice(*a.via)] if a.via else None) for a in read(text)]


def source_of(text: str, trigger: str, kind: str = "", actor: str = "") -> str | None:
    at = text.index(trigger)
    actors = [(text.index(actor), text.index(actor) + len(actor))] if actor else []
    found = said_by(read(text), (at, at + len(trigger)), kind, actors)
    return text[slice(*found.source)] if found else None


# The speaker after the verb


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قالت وزارة الزراعة إن الأمطار أتلفت المحصول", "وزارة الزراعة"),
        ("وأعلن الجيش أن الطريق مغلق", "الجيش"),
        ("وأضاف المتحدث أن الفرق تواصل عملها", "المتحدث"),
        ("اكدت البلدية ان الجسر سليم", "البلدية"),
        ("وصرّح الوزير بأن الميزانية جاهزة", "الوزير"),
        ("تقول الشرطة إنها أوقفت ثلاثة أشخاص", "الشرطة"),
        ("ويؤكد المراقبون أن الهدوء عاد", "المراقبون"),
        ("أفاد شهود عيان بوقوع انفجارين", "شهود عيان"),
        ("ذكرت تقارير أن السفينة غرقت", "تقارير"),
        ("نفى المصرف وجود نقص في السيولة", "المصرف"),
        ("وزعمت الجماعة أن الطائرة سقطت", "الجماعة"),
        ("اعتبر النائب أن القرار متأخر", "النائب"),
        ("وقال مساء أمس الثلاثاء ناشط محلي إن الماء مقطوع", "ناشط محلي"),
        ("قال فيه متحدث رسمي: لن نعود", "متحدث رسمي"),
    ],
)
def test_a_verb_of_saying_names_its_speaker(text: str, source: str) -> None:
    assert sources(text) == [source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وقال رئيس بلدية المدينة، سمير قاسم، إن الأضرار كبيرة", "رئيس بلدية المدينة، سمير قاسم"),
        ("قال سمير قاسم، المتحدث باسم الدفاع المدني، إن الحريق أخمد", "سمير قاسم، المتحدث باسم الدفاع المدني"),
        ("وقال المتحدث باسم الجيش العميد سامر ناصر إن الغارة نفذت ليلا", "المتحدث باسم الجيش العميد سامر ناصر"),
        ("قال وزير الصحة علي حمدان، إن المستشفى امتلأ", "وزير الصحة علي حمدان"),
        ("أكد مسؤول في وزارة النقل أن المطار يعمل", "مسؤول في وزارة النقل"),
        ("قالت مصادر من المدينة إن السوق مغلق", "مصادر من المدينة"),
        ("وقال مسؤولون محليون وأمنيون إن العدد يرتفع", "مسؤولون محليون وأمنيون"),
        ("وقال المبعوث الأممي إلى اليمن إن الحوار مستمر", "المبعوث الأممي إلى اليمن"),
        ('قالت صحيفة "الصباح الجديد" المحلية إن الاجتماع تأجل', 'صحيفة "الصباح الجديد" المحلية'),
        ("وأعلنت وزارة الدفاع (البنتاغون) أن المناورة انتهت", "وزارة الدفاع (البنتاغون)"),
        ("قال الأمين العام للأمم المتحدة بان كي مون إن الوضع خطير", "الأمين العام للأمم المتحدة بان كي مون"),
        ("وقال هذا المصدر إن اللقاء قصير", "هذا المصدر"),
    ],
)
def test_a_source_is_the_fullest_noun_phrase(text: str, source: str) -> None:
    assert sources(text) == [source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قال المدير في بيان إن المصنع توقف", "المدير"),
        ("وقال الرئيس خلال مؤتمر صحفي إن الانتخابات قريبة", "الرئيس"),
        ("قال الضابط الذي طلب إخفاء اسمه إن الدورية انسحبت", "الضابط"),
        ("وأعلنت الحكومة مقتل ثلاثة جنود", "الحكومة"),
        ("أكد الوزير استمرار العمل بالقرار", "الوزير"),
        ("اتهمت تركيا اليونان بخرق الاتفاق", "تركيا"),
        ("اتهم المحتجون الحكومة بالتقصير", "المحتجون"),
        ("أعلن الرئيس اليوم حالة الطوارئ", "الرئيس"),
    ],
)
def test_a_source_ends_where_something_else_begins(text: str, source: str) -> None:
    assert sources(text) == [source]


@pytest.mark.parametrize(
    "text",
    [
        "وصلت القافلة إلى المدينة أمس",
        "نقلت سيارات الإسعاف المصابين إلى المستشفى",
        "يجب أن تعترف الحكومة بالخطأ",
        "لم تعلن الشركة موعد البيع",
        "دون ذكر تفاصيل أخرى",
        "مر الموكب عبر الجسر",
        "حسب التوقيت المحلي للمدينة",
        "وفق القانون الجديد للعمل",
        "",
    ],
)
def test_where_nobody_is_said_to_speak_there_is_no_source(text: str) -> None:
    assert read(text) == []


def test_the_noun_of_what_is_announced_is_no_speaker() -> None:
    assert sources("وأعلن تعليق الدراسة") == []


def test_a_masculine_verb_does_not_take_a_feminine_country_as_its_speaker() -> None:
    assert sources("قال الوزير إن الحل ممكن ودعا موسكو إلى المساعدة") == ["الوزير", "الوزير"]


def test_a_verb_without_a_subject_goes_on_with_the_speaker_before_it() -> None:
    text = "قالت الوزارة إن العدد ثابت وأضافت أن الفرق باقية"
    assert sources(text) == ["الوزارة", "الوزارة"]


def test_the_speaker_of_the_sentence_before_may_go_on() -> None:
    text = "قالت الوزارة إن العدد ثابت. وأضافت أن الفرق باقية"
    begin = text.index("وأضافت")
    (found,) = attributions(text, begin, len(text), read(text)[0].source)
    assert text[slice(*found.source)] == "الوزارة"
    assert attributions(text, begin, len(text)) == []


# The speaker first


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("مصدر أمني يقول إن الطريق آمن", "مصدر أمني"),
        ("الخارجية القطرية: لا تغيير في الموقف", "الخارجية القطرية"),
        ("حماس تعلن موافقتها على المقترح", "حماس"),
        ("لكن المتحدث نفى ذلك", "المتحدث"),
        ("وكانت اللجنة قد أعلنت أن الأسماء جاهزة", "اللجنة"),
        ("عاجل | مصادر طبية: عشرة جرحى في حريق", "مصادر طبية"),
        ("المدير، الذي زار الموقع، قال إن العمل بدأ", "المدير"),
    ],
)
def test_a_speaker_may_stand_first(text: str, source: str) -> None:
    assert sources(text) == [source]


@pytest.mark.parametrize("text", ["لبنان: أمطار وثلوج", "12 مارس 1990: افتتاح الجسر"])
def test_a_place_or_a_date_before_a_colon_does_not_speak(text: str) -> None:
    assert read(text) == []


# Phrases


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("انقطع التيار بحسب شركة الكهرباء", "شركة الكهرباء"),
        ("انقطع التيار، وفقا لمصدر محلي", "مصدر محلي"),
        ("انقطع التيار، طبقا للشرطة", "للشرطة"),
        ("انقطع التيار على حد قول الأهالي", "الأهالي"),
        ("انقطع التيار نقلا عن مسؤول في الشركة", "مسؤول في الشركة"),
        ("جاء ذلك على لسان وزير الطاقة", "وزير الطاقة"),
        ("انقطع التيار، حسبما أعلنت البلدية", "البلدية"),
        ("انقطع التيار، بحسب ما أفاد مراسلنا", "مراسلنا"),
        ("وجاء في بيان للوزارة أن التيار عاد", "بيان للوزارة"),
        ("بعد إعلان الحكومة أن الأسعار ثابتة", "الحكومة"),
    ],
)
def test_a_phrase_may_name_the_source(text: str, source: str) -> None:
    assert sources(text) == [source]


# Relays


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("نقلت وكالة رويترز عن مصدر طبي قوله إن العدد ارتفع", ("مصدر طبي", "وكالة رويترز")),
        ("ونقلت «القدس العربي» عن ناشط أن الطريق مغلق", ("ناشط", "القدس العربي")),
        ("قال مصدر أمني لوكالة رويترز إن الطريق مفتوح", ("مصدر أمني", "وكالة رويترز")),
        ("قال الناشط لـ«القدس العربي» إن الطريق مفتوح", ("الناشط", "القدس العربي")),
        ("وقالت الطبيبة للجزيرة نت إن الدواء نفد", ("الطبيبة", "للجزيرة نت")),
        ("قال شهود لـCNN إن النار اشتعلت", ("شهود", "CNN")),
        ("وأضاف النائب في تصريح لصحيفة «الصباح» أن القرار قريب", ("النائب", "صحيفة «الصباح»")),
        ("وقال القائد في مقابلة مع قناة الجزيرة إن القوات باقية", ("القائد", "قناة الجزيرة")),
        ("قال الحزب في بيان نشرته وكالة الأناضول إن المؤتمر تأجل", ("الحزب", "وكالة الأناضول")),
        ("قال المصدر إن الدورية عادت، بحسب الصحيفة", ("المصدر", "الصحيفة")),
        ("وبحسب وكالة رويترز، قال الوزير إن العرض قائم", ("الوزير", "وكالة رويترز")),
        ("ذكرت وكالة رويترز أن الميناء أغلق نقلا عن مسؤول محلي", ("مسؤول محلي", "وكالة رويترز")),
        ("أغلق الميناء، بحسب ما نقلت وكالة رويترز عن مسؤول محلي", ("مسؤول محلي", "وكالة رويترز")),
        ("وأبلغ مصدر مطلع وكالة رويترز أن الصفقة تمت", ("مصدر مطلع", "وكالة رويترز")),
    ],
)
def test_a_relay_is_told_from_the_source(text: str, chain: tuple[str, str]) -> None:
    assert chains(text) == [chain]


def test_what_an_outlet_says_that_somebody_said_has_the_outlet_as_relay() -> None:
    assert chains("ذكرت صحيفة الأهرام أن الوزير قال إنه مستقيل")[-1] == ("الوزير", "صحيفة الأهرام")


@pytest.mark.parametrize("text", ["قال الوزير للصحفيين إن العمل بدأ", "قال الوزير إن العمل بدأ"])
def test_hearers_and_silence_are_no_relay(text: str) -> None:
    assert chains(text) == [("الوزير", None)]


def test_the_relay_of_a_source_that_was_found_otherwise() -> None:
    text = "نقلت وكالة رويترز عن مصدر طبي قوله إن العدد ارتفع"
    start = text.index("مصدر")
    assert text[slice(*(relay(text, 0, len(text), (start, start + 4)) or (0, 0)))] == "وكالة رويترز"
    words = "ارتاح الكاتب وهو يتحدث لصحيفة الأهرام عن رحلته"
    assert words[slice(*(relay(words, 0, len(words), (6, 12)) or (0, 0)))] == "صحيفة الأهرام"
    assert relay("سكت الكاتب", 0, 10, (4, 10)) is None


# What is said


def test_what_is_said_begins_after_the_complementizer_and_ends_with_the_sentence() -> None:
    text = "قال الوزير في مؤتمر عقب اللقاء إن الجسر انهار"
    (found,) = read(text)
    assert text[slice(*found.scope)] == " الجسر انهار"
    assert text[slice(*found.cue)] == "قال"


def test_a_phrase_at_the_end_covers_what_stands_before_it() -> None:
    text = "انهار الجسر، بحسب البلدية"
    (found,) = read(text)
    assert text[slice(*found.scope)] == "انهار الجسر، "


def test_a_leading_phrase_covers_what_follows_it() -> None:
    text = "وبحسب البلدية، انهار الجسر"
    (found,) = read(text)
    assert text[slice(*found.scope)] == "، انهار الجسر"


def test_while_turns_from_what_is_said_to_something_else() -> None:
    text = "قالت البلدية إن الجسر انهار، فيما واصلت السيارات العبور"
    assert source_of(text, "انهار") == "البلدية"
    assert source_of(text, "العبور") is None


def test_an_event_stands_under_the_innermost_speaker() -> None:
    text = "قال الوزير إن الشرطة أعلنت أن اللص اعتقل"
    assert source_of(text, "اعتقل") == "الشرطة"


def test_a_speech_act_of_the_speaker_has_no_source() -> None:
    text = "طالبت النقابة بالإفراج عن المعلمين"
    assert source_of(text, "طالبت", "REQUEST", "النقابة") is None
    assert source_of(text, "بالإفراج", "RETREAT") == "النقابة"


def test_a_second_speech_act_of_the_speaker_has_no_source_either() -> None:
    text = "قالت النقابة إن الأجور متأخرة وطالبت بزيادتها"
    assert source_of(text, "وطالبت") is None
    assert source_of(text, "متأخرة") == "النقابة"


def test_a_demand_in_the_speakers_own_name_is_passed_over() -> None:
    text = "قالت النقابة إنها تطالب بزيادة الأجور"
    assert source_of(text, "تطالب", "REQUEST", "النقابة") is None
    assert source_of(text, "تطالب", "COERCE", "النقابة") == "النقابة"


def test_a_deed_of_the_speaker_that_it_reports_itself_has_it_as_source() -> None:
    assert source_of("قالت الشرطة إنها اعتقلت اللص", "اعتقلت", "COERCE", "الشرطة") == "الشرطة"


# Forms, offsets, speed


def test_weak_verbs_are_conjugated() -> None:
    assert {"دعا", "دعت", "دعوا", "يدعو", "تدعو", "يدعون"} <= set(conjugated("دعا", "يدعو"))
    assert {"نفي", "نفت", "نفوا", "ينفي", "تنفي", "ينفون"} <= set(conjugated("نفى", "ينفي"))


def test_every_verb_of_the_lexicon_is_known_with_and_without_a_conjunction() -> None:
    for perfect in load("attribution")["say"]:
        (form, *_) = conjugated(perfect, "يفعل")
        assert not lexicon().verbs[form].opens
        assert lexicon().verbs["و" + form].opens


def test_marks_and_spelling_do_not_matter() -> None:
    assert sources("قَالَتِ الوزارةُ إنّ العددَ ثابت") == ["الوزارةُ"]
    assert sources("قالت الوزاره ان العدد ثابت") == ["الوزاره"]


def test_offsets_point_into_the_whole_text() -> None:
    before = "خبر سابق. "
    text = before + "قالت البلدية لوكالة رويترز إن الجسر انهار"
    (found,) = attributions(text, len(before), len(text))
    assert text[slice(*found.source)] == "البلدية"
    assert found.scope[1] == len(text)


_WORDS = [
    "قال", "وقالت", "أعلن", "نقلت", "عن", "بحسب", "وفقا", "لـ", "ل", "وكالة", "رويترز", "مصدر", "الوزير", "في",
    "بيان", "إن", "أن", "قوله", ":", "،", ".", "«", "»", '"', "(", ")", "-", "ما", "حسبما", "كما", "جاء", "الجيش",
    "موسكو", "علي", "على", "بان", "كي", "الذي", "فيما", "حين", "لوكالة", "للجزيرة", "إعلان", "أبلغ", "12", "مِن",
    "ـ",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=24).map(" ".join), st.integers(0, 5))
def test_ranges_lie_inside_the_sentence_whatever_it_says(text: str, start: int) -> None:
    start = min(start, len(text))
    for found in attributions(text, start, len(text)):
        for part in (found.source, found.cue, found.scope, *([found.via] if found.via else [])):
            assert start <= part[0] <= part[1] <= len(text)
        assert found.source[0] < found.source[1]
        assert text[slice(*found.source)] == text[slice(*found.source)].strip()
    assert attributions(text, start, len(text)) == attributions(text, start, len(text))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for found in attributions(text, 0, len(text)):
        assert 0 <= found.source[0] < found.source[1] <= len(text)


@pytest.mark.shared
def test_the_annotated_sources_are_found(shared: Path) -> None:
    lines = (shared / "data/gold/train_texts.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["sents"] for line in lines]
    rows = [s for sents in texts[:300] for s in sents]
    attributions(rows[0], 0, len(rows[0]))
    begun = time.process_time()
    found = sum(len(read(row)) for row in rows)
    spent = (time.process_time() - begun) * 1000 * 300 / sum(len(row.split()) for row in rows)
    assert found > len(rows) / 3
    assert spent < 10  # milliseconds for 300 words; 1.5 measured, with room for slow machines


def test_a_relay_stands_behind_what_it_carried() -> None:
    text = "وبحسب مسؤولين حكوميين، نشرت أقوالهم صحف محلية، بدأ سحب القوات من المعبر."
    at = text.index("مسؤولين")
    found = relay(text, 0, len(text), (at, at + len("مسؤولين حكوميين")))
    assert found is not None
    assert text[slice(*found)] == "صحف محلية"
