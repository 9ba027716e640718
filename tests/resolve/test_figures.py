"""Figures read from the words: measures, numbers, those counted, parts of a whole, and how far a count reaches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.resolve.figures import FoundFigure, find_figures, merge, scope_of, scopes

Read = list[tuple[str, int | float | None, int | float | None]]


def figures(sentence: str) -> list[FoundFigure]:
    return find_figures(sentence, 0, len(sentence))


def read(sentence: str) -> Read:
    """Measure, low and high of the figures of a sentence."""
    return [(f.measure, f.quantity.low, f.quantity.high) for f in figures(sentence)]


def words(sentence: str) -> list[str | None]:
    """The words of those counted."""
    return [sentence[f.who[0] : f.who[1]] if f.who else None for f in figures(sentence)]


def exactly(*pairs: tuple[str, int]) -> Read:
    return [(measure, n, n) for measure, n in pairs]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("سقط 12 شهيدا في الغارة", exactly(("killed", 12))),
        ("وصل إلى المشفى تسعة جرحى", exactly(("injured", 9))),
        ("سجلت اللجنة 14 خرقا للهدنة", exactly(("violations", 14))),
        ("عبرت 60 شاحنة إلى القطاع", exactly(("aid_trucks", 60))),
        ("شن الطيران سبع غارات على البلدة", exactly(("strikes", 7))),
        ("يقيم في المخيم 800 نازح", exactly(("displaced", 800))),
        ("ما زال ثلاثة مفقودين تحت الركام", exactly(("missing", 3))),
        ("أدى القصف إلى تدمير 20 منزلا", exactly(("buildings_destroyed", 20))),
    ],
)
def test_a_noun_beside_the_number_says_the_measure(sentence: str, wanted: Read) -> None:
    assert read(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("قتل خمسة جنود في كمين", exactly(("killed", 5))),
        ("قُتل خمسةُ جنودٍ في كمين", exactly(("killed", 5))),
        ("إصابة ثمانية عمال بحروق", exactly(("injured", 8))),
        ("اعتقلت الشرطة 30 شخصا أمس", exactly(("detained", 30))),
        ("أطلقت السلطات سراح 40 أسيرا", exactly(("released", 40))),
        ("الإفراج عن ستة معتقلين", exactly(("released", 6))),
        ("خطف مسلحون أربعة مهندسين", exactly(("kidnapped", 4))),
        ("نزوح ألفي عائلة من الريف", exactly(("displaced", 2000))),
        ("أودى الانفجار بحياة ثلاثة أطفال", exactly(("killed", 3))),
        ("غارة راح ضحيتها سبعة مدنيين", exactly(("killed", 7))),
    ],
)
def test_a_verb_or_its_noun_says_the_measure_of_people(sentence: str, wanted: Read) -> None:
    assert read(sentence) == wanted


def test_an_event_joined_by_and_begins_a_clause_of_its_own() -> None:
    assert read("مقتل 21 وإصابة 36 في المعارك") == exactly(("killed", 21), ("injured", 36))
    assert read("مقتل شخص وإصابة ثمانية في حريق") == exactly(("killed", 1), ("injured", 8))


def test_two_events_before_one_number_share_it() -> None:
    assert read("مقتل وإصابة 31 شخصا في زلزال") == exactly(("casualties", 31))


def test_an_event_whose_people_stand_before_it_shares_no_number() -> None:
    assert read("أعلن أن أربعة جنود قتلوا وأصيب 15 في الاشتباك") == exactly(("killed", 4), ("injured", 15))


def test_dead_and_wounded_in_one_number_are_casualties() -> None:
    assert read("سقط 40 قتيلا وجريحا") == exactly(("casualties", 40))
    assert read("أوقع الهجوم 20 شخصا بين قتيل وجريح") == exactly(("casualties", 20))


def test_dead_and_wounded_with_a_number_each_are_not() -> None:
    assert read("سقط 3 قتلى و13 جريحا") == exactly(("killed", 3), ("injured", 13))


def test_a_plural_verb_behind_its_people_wins_over_what_stands_before() -> None:
    assert read("بعد إصابة القائد أعلنت القوات أن ستة حراس قتلوا") == exactly(("killed", 6))
    assert read("لقي أربعة عمال مصرعهم") == exactly(("killed", 4))


def test_a_verb_behind_a_list_counts_all_of_it() -> None:
    assert read("قال إن خمسة مدنيين و11 من المتمردين قتلوا") == exactly(("killed", 5), ("killed", 11))


def test_a_governing_word_holds_for_a_list() -> None:
    found = read("مقتل 11 من عناصر التنظيم و10 مدنيين وإصابة 17")
    assert found == exactly(("killed", 11), ("killed", 10), ("injured", 17))


def test_a_bare_number_of_people_counts() -> None:
    assert read("إصابة 17 آخرين") == exactly(("injured", 17))
    assert read("قتل 16 منهم لاحقا") == exactly(("killed", 16))
    assert read("انهيار مبنى ومقتل خمسة") == exactly(("killed", 5))


def test_a_partitive_counts_the_plural_behind_it() -> None:
    assert read("القبض على ستة من المسلحين") == exactly(("detained", 6))
    assert words("القبض على ستة من المسلحين") == ["المسلحين"]


@pytest.mark.parametrize(
    "sentence", ["مقتل مدني في القصف", "استشهاد شاب فلسطيني", "أصيب طفل أمس", "قتيل في انفجار لغم"]
)
def test_a_bare_singular_victim_is_one(sentence: str) -> None:
    assert [(low, high) for _, low, high in read(sentence)] == [(1, 1)]


def test_victims_without_numbers_may_be_listed() -> None:
    assert read("إصابة فتاة وطفلين") == exactly(("injured", 1), ("injured", 2))
    assert read("مقتل جندي تركي وعنصر من الشرطة") == exactly(("killed", 1), ("killed", 1))


def test_one_of_the_residents_is_one() -> None:
    assert read("إصابة أحد السكان بجروح") == exactly(("injured", 1))


def test_another_is_one_and_others_without_a_number_are_none() -> None:
    assert read("مقتل ضابط وإصابة آخر") == exactly(("killed", 1), ("injured", 1))
    assert read("مقتل عنصرين وإصابة آخرين") == exactly(("killed", 2))


def test_a_dual_of_women_is_two() -> None:
    assert read("لترتقي شهيدتان بعد القصف") == exactly(("killed", 2))


def test_two_verbs_with_a_dual_each_are_two_figures() -> None:
    assert read("استشهد مواطنان وأصيب اثنان") == exactly(("killed", 2), ("injured", 2))


def test_a_named_victim_is_no_figure() -> None:
    assert read("مقتل القيادي سامر الحلو في غارة") == []
    assert read("اغتيال سامر الحلو") == []


def test_a_bare_plural_is_no_figure() -> None:
    assert read("سقوط شهداء وجرحى في القصف") == []
    assert read("إصابة عدد من المدنيين") == []


def test_bounds_of_a_number_are_kept() -> None:
    assert read("مقتل أكثر من 30 مدنيا") == [("killed", 31, None)]
    assert read("إصابة ما بين 10 و15 شخصا") == [("injured", 10, 15)]
    assert read("مقتل 13 على الأقل") == [("killed", 13, None)]


def test_vague_numbers_are_ranges() -> None:
    assert read("اعتقال العشرات من المحتجين") == [("detained", 20, 99)]
    assert read("مقتل مئات المدنيين") == [("killed", 200, 999)]
    assert read("تشريد عشرات الآلاف") == [("displaced", 20000, 99999)]


def test_the_noun_may_stand_before_its_number() -> None:
    assert read("ارتفع عدد القتلى إلى 30") == exactly(("killed", 30))
    assert read("عدد الجرحى: 7") == exactly(("injured", 7))
    assert read("بلغت حصيلة الضحايا 50") == exactly(("killed", 50))


def test_people_forced_to_flee_are_displaced() -> None:
    assert read("دفع القتال آلاف الأشخاص إلى الفرار") == [("displaced", 2000, 9999)]


def test_a_death_sentence_kills_nobody() -> None:
    assert [measure for measure, _, _ in read("صدر حكم بالإعدام بحق خمسة أشخاص")] == ["other"]


def test_money_is_a_figure_only_as_aid() -> None:
    assert read("قدمت الدولة مساعدات بقيمة 20 مليون دولار") == exactly(("other", 20_000_000))
    assert read("خسرت البورصة 20 مليون دولار") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "توفي عن عمر 70 عاما",
        "سقطت القذيفة على بعد 3 كيلومترات",
        "يناقش المجلس القرار رقم 12",
        "يبدأ الاجتماع الساعة 10 صباحا",
        "شاركت خمس دول في القمة",
        "خرج آلاف المتظاهرين إلى الشوارع",
        "وصلت قافلة «الأمل 3» إلى الميناء",
        "قتل في أسبوع واحد",
    ],
)
def test_other_numbers_are_no_figures(sentence: str) -> None:
    assert read(sentence) == []


def test_a_part_has_the_measure_of_its_whole_and_points_at_it() -> None:
    sentence = "إصابة 12 مدنيا بينهم 5 أطفال"
    whole, part = figures(sentence)
    assert (part.measure, part.quantity.low) == ("injured", 5)
    assert part.part_of == (whole.start, whole.end)
    assert whole.part_of is None


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("مقتل 12 مدنيا بينهم 5 أطفال وثلاث نساء", [5, 3]),
        ("سقوط 12 قتيلا من بينهم 5 أطفال وامرأتان", [5, 2]),
        ("قتل 12 شخصا، هم 7 رجال و5 أطفال", [7, 5]),
        ("قتل 12 شخصا (7 رجال و5 أطفال)", [7, 5]),
        ("إصابة 15 بينهم طفلة و3 مسعفين", [1, 3]),
        ("أصيب 20 شخصا منهم 4 في حالة حرجة", [4]),
        ("ليصل إجمالي الشهداء إلى 300 منهم 120 طفلا و60 امرأة منذ سريان الهدنة", [120, 60]),
    ],
)
def test_every_part_points_at_the_one_whole(sentence: str, parts: list[int]) -> None:
    whole, *rest = figures(sentence)
    assert [f.quantity.low for f in rest] == parts
    assert all(f.part_of == (whole.start, whole.end) and f.measure == whole.measure for f in rest)


def test_two_counts_side_by_side_are_no_parts() -> None:
    for sentence in ("مقتل 7 رجال و5 أطفال", "مقتل 12 شخصا بينهم طفل وإصابة 20", "مقتل 12 (حصيلة أولية) وإصابة 20"):
        assert figures(sentence)[-1].part_of is None


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("ارتفعت حصيلة القتلى إلى 30", [30]),
        ("ارتفع عدد القتلى من 20 إلى 25", [25]),
        ("ليرتفع العدد من 20 إلى 25 قتيلا", [25]),
        ("حصيلة الغارة ترتفع من 3 قتلى إلى 7", [7]),
        ("وبذلك ترتفع الحصيلة إلى 44 شهيدا", [44]),
        ("زاد عدد الجرحى من عشرة إلى أربعة عشر جريحا", [14]),
    ],
)
def test_a_toll_that_rises_is_its_new_total(sentence: str, wanted: list[int]) -> None:
    found = figures(sentence)
    assert [f.quantity.low for f in found] == wanted
    assert scopes(sentence, found) == [None]


def test_an_outdated_number_stays_out_though_the_reader_proposes_it() -> None:
    sentence = "ارتفع عدد القتلى من 20 إلى 25"
    assert [f.quantity.low for f in merge(sentence, [(20, 22, "killed")], (0, len(sentence)))] == [25]


def test_a_single_part_counts_too() -> None:
    assert read("مقتل ستة أشخاص بينهم طفل") == exactly(("killed", 6), ("killed", 1))


def test_the_class_counted_is_a_noun_with_its_adjectives() -> None:
    assert words("مقتل أربعة جنود أوكرانيين قرب الحدود") == ["جنود أوكرانيين"]
    assert words("استشهاد شاب فلسطيني") == ["شاب فلسطيني"]
    assert words("الإفراج عن الضباط الأربعة") == ["الضباط"]


def test_a_noun_of_harm_names_no_class() -> None:
    assert words("سقوط 70 قتيلا") == [None]


def test_the_words_win_where_they_are_sure() -> None:
    sentence = "مقتل أربعة جنود"
    (figure,) = merge(sentence, [(5, 15, "injured")], (0, len(sentence)))
    assert figure.measure == "killed"


def test_the_reader_adds_what_the_words_do_not_say() -> None:
    sentence = "تضرر أكثر من 30 متجرا"
    (figure,) = merge(sentence, [(5, 21, "other")], (0, len(sentence)))
    assert (figure.measure, figure.quantity.low, figure.sure) == ("other", 31, False)


def test_a_proposal_without_a_number_is_dropped() -> None:
    sentence = "سقط شهداء في البلدة"
    assert merge(sentence, [(4, 9, "killed")], (0, len(sentence))) == []


def test_two_proposals_for_one_number_give_one_figure() -> None:
    sentence = "تضرر نحو 30 متجرا"
    assert len(merge(sentence, [(5, 17, "other"), (9, 17, "other")], (0, len(sentence)))) == 1


def test_a_sentence_says_its_scope() -> None:
    assert scope_of("قتل 40 شخصا منذ سريان الهدنة") == "since_agreement"
    assert scope_of("سقط 9 شهداء خلال الـ 24 ساعة الماضية") == "daily"
    assert scope_of("قتل ألف شخص منذ بداية الحرب") == "cumulative"
    assert scope_of("قتل شخصان في حادث") is None


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("وصل شهيد 1 متأثر بجراحه", exactly(("killed", 1))),
        ("أصيب سائق سيارة تقل أربعة أشخاص", exactly(("injured", 1))),
        ("استشهاد امرأة وطفلتها في القصف", exactly(("killed", 1), ("killed", 1))),
        ("وقع عشرات الضحايا بين قتيل ومصاب", [("casualties", 20, 99)]),
    ],
)
def test_numbers_behind_their_noun_passengers_and_kin(sentence: str, wanted: Read) -> None:
    assert read(sentence) == wanted


def test_a_proposal_that_is_the_noun_of_a_count_is_no_second_one() -> None:
    text = "عدد الإصابات: 15 إصابة"
    found = merge(text, [(17, 22, "injured")], (0, len(text)))
    assert [(f.measure, f.quantity.low) for f in found] == [("injured", 15)]


def test_what_is_added_to_a_running_total_is_of_the_day() -> None:
    text = "تمت إضافة 6 شهداء إلى الإحصائية التراكمية منذ بداية الحرب"
    assert scopes(text, find_figures(text, 0, len(text))) == ["daily"]


def test_a_heading_governs_the_lines_of_its_list() -> None:
    text = "خلال الـ24 ساعة الماضية:\n• عدد الشهداء: 4\nمنذ وقف إطلاق النار:\n• عدد الشهداء: 90\n• عدد الإصابات: 1,200"
    found: list[FoundFigure] = []
    at = 0
    for line in text.split("\n"):
        found += find_figures(text, at, at + len(line))
        at += len(line) + 1
    assert [f.quantity.low for f in found] == [4, 90, 1200]
    assert scopes(text, found) == ["daily", "since_agreement", "since_agreement"]


def test_a_heading_does_not_reach_over_other_prose() -> None:
    text = "منذ وقف إطلاق النار:\nوقال شهود إن القصف عنيف\n• عدد الشهداء: 9"
    found = find_figures(text, text.rindex("\n") + 1, len(text))
    assert scopes(text, found) == [None]


def test_thousands_of_dead_are_cumulative() -> None:
    text = "قتل أكثر من 6000 شخص"
    assert scopes(text, find_figures(text, 0, len(text))) == ["cumulative"]


def test_offsets_are_into_the_whole_text() -> None:
    text = "خبر عاجل.\nمقتل سبعة مدنيين"
    (figure,) = find_figures(text, 10, len(text))
    assert text[figure.start : figure.end] == "سبعة مدنيين"
    assert figure.who is not None
    assert text[figure.who[0] : figure.who[1]] == "مدنيين"


def test_nothing_is_found_in_nothing() -> None:
    assert find_figures("", 0, 0) == []
    assert merge("", [], (0, 0)) == []


_PIECES = [
    "قتل",
    "مقتل",
    "وإصابة",
    "12",
    "خمسة",
    "من",
    "مدنيين",
    "طفل",
    "وطفلين",
    "بينهم",
    "أكثر من",
    "،",
    "\n",
    "ـ",
    "ُ",
    "3.5",
]
_PIECES += [
    "الأربعة",
    "اثنان",
    "واحد",
    "عشرات",
    "شهيدا",
    "و",
    "شاحنة",
    "«",
    "»",
    "أحد",
    "دولار",
    "عاما",
    "٣",
    "🔴",
    "\u200f",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14), st.lists(st.sampled_from(_PIECES), max_size=4))
def test_figures_lie_inside_their_sentence_in_order_and_never_fail(inside: list[str], before: list[str]) -> None:
    prefix = " ".join(before) + "\n"
    text = prefix + " ".join(inside)
    found = find_figures(text, len(prefix), len(text))
    for figure in found:
        assert len(prefix) <= figure.start < figure.end <= len(text)
        assert figure.who is None or figure.start <= figure.who[0] < figure.who[1] <= figure.end
    assert [f.quantity.start for f in found] == sorted(f.quantity.start for f in found)
    assert len(scopes(text, found)) == len(found)
    assert found == find_figures(text, len(prefix), len(text))


@given(st.text(max_size=40), st.data())
def test_merging_never_fails_and_keeps_offsets(text: str, data: st.DataObject) -> None:
    proposed = []
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        proposed = [(start, data.draw(st.integers(start + 1, len(text))), "other")]
    for figure in merge(text, proposed, (0, len(text))):
        assert 0 <= figure.start < figure.end <= len(text)


@pytest.mark.shared
def test_the_cumulative_dead_of_the_statements_are_read(shared: Path) -> None:
    right = 0
    for line in (shared / "data/eval/moh_statements.jsonl").read_text(encoding="utf-8").splitlines():
        statement = json.loads(line)
        text, gold, found, at = statement["text_ar"], statement["gold"], [], 0
        for row in text.split("\n"):
            found += find_figures(text, at, at + len(row))
            at += len(row) + 1
        said = {(f.measure, s): f.quantity.low for f, s in reversed(list(zip(found, scopes(text, found), strict=True)))}
        right += said.get(("killed", "cumulative")) == gold.get("killed_cum")
    assert right >= 22
