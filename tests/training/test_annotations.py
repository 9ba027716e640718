"""Annotations of four formats: the same events come out of each, and what cannot be used is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.knowledge import load
from marsad.reader.labels import plover_labels
from marsad.training.annotations import Annotations, format_of, read_annotations
from marsad.training.annotations.tools import _code_points
from marsad.training.data import Head
from marsad.training.own_labels import OwnLabels, read_labels

PLOVER = load("plover")
BASE = plover_labels({kind: list(modes) for kind, modes in PLOVER["modes"].items()}, list(PLOVER["contexts"]))
LABELS = """
types: {WATER-ATTACK: {plover: ASSAULT, modes: [shelling]}, WATER-REPAIR: {quad: material cooperation, intensity: 6}}
fields: {facility: {like: place}}
ignore: [Unclear]
"""
TEXT = "🚰 قصفت المدفعية محطة المياه في نردان. ثم أصلحت البلدية المحطة أمس."
WORDS = {
    "trigger": "قصفت", "actor": "المدفعية", "facility": "محطة المياه", "place": "نردان",
    "repair": "أصلحت", "council": "البلدية", "station": "المحطة", "when": "أمس",
}  # fmt: skip


def at(name: str) -> tuple[int, int]:
    start = TEXT.index(WORDS[name]) if name != "station" else TEXT.rindex(WORDS[name])
    return start, start + len(WORDS[name])


LABEL = {
    "trigger": "WATER-ATTACK", "actor": "actor", "facility": "Facility", "place": "place",
    "repair": "Water repair", "council": "actor", "station": "facility", "when": "date",
}  # fmt: skip
OWNER = {
    "actor": "trigger",
    "facility": "trigger",
    "place": "trigger",
    "council": "repair",
    "station": "repair",
    "when": "repair",
}
EXPECTED = [
    ("WATER-ATTACK", "قصفت", {"actor": ["المدفعية"], "facility": ["محطة المياه"], "place": ["نردان"]}),
    ("WATER-REPAIR", "أصلحت", {"actor": ["البلدية"], "facility": ["المحطة"], "date": ["أمس"]}),
]


def units(point: int) -> int:
    """UTF-16 code units before a code point, as a browser counts."""
    return len(TEXT[:point].encode("utf-16-le")) // 2


def label_studio(place: Callable[[int], int] = units, links: bool = True) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = []
    for name, words in WORDS.items():
        start, end = map(place, at(name))
        value = {"start": start, "end": end, "text": words, "labels": [LABEL[name]]}
        result.append({"id": name, "type": "labels", "from_name": "label", "to_name": "text", "value": value})
    if links:
        result += [
            {"type": "relation", "from_id": owner, "to_id": name, "direction": "right"} for name, owner in OWNER.items()
        ]
    result.append({"id": "trigger", "type": "choices", "from_name": "status", "value": {"choices": ["denied"]}})
    result.append({"id": "trigger", "type": "choices", "from_name": "mode", "value": {"choices": ["shelling"]}})
    return [{"id": 7, "data": {"url": "x", "text": TEXT}, "annotations": [{"result": result}]}]


def doccano(links: bool = True) -> dict[str, Any]:
    entities = [
        {"id": n, "label": LABEL[name], "start_offset": at(name)[0], "end_offset": at(name)[1]}
        for n, name in enumerate(WORDS)
    ]
    number = {name: n for n, name in enumerate(WORDS)}
    relations = [
        {"id": 90 + n, "from_id": number[name], "to_id": number[owner], "type": "of"}
        for n, (name, owner) in enumerate(OWNER.items())
    ]
    return {"id": 7, "text": TEXT, "entities": entities, "relations": relations if links else []}


def prodigy(links: bool = True) -> dict[str, Any]:
    spans = {name: {"start": at(name)[0], "end": at(name)[1], "label": LABEL[name]} for name in WORDS}
    relations = [{"head_span": spans[owner], "child_span": spans[name], "label": "of"} for name, owner in OWNER.items()]
    out: dict[str, Any] = {"text": TEXT, "spans": list(spans.values()), "answer": "accept"}
    return out | ({"relations": relations} if links else {})


def marsad() -> dict[str, Any]:
    attack = {
        "type": "WATER-ATTACK", "trigger": "قصفت", "actors": ["المدفعية"], "facility": ["محطة المياه"], "place": "نردان",
    }  # fmt: skip
    repair = {"type": "WATER-REPAIR", "trigger": "أصلحت", "actor": "البلدية", "facility": "المحطة", "date": "أمس"}
    return {"id": "a", "text": TEXT, "events": [attack, repair]}


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> OwnLabels:
    path = tmp_path_factory.mktemp("labels") / "labels.yaml"
    path.write_text(LABELS, "utf-8")
    return read_labels(path, BASE)


@pytest.fixture
def read(labels: OwnLabels, tmp_path: Path) -> Callable[..., Annotations]:
    def reads(*records: Any, name: str = "mine.jsonl") -> Annotations:
        lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
        (tmp_path / name).write_text("\n".join(lines), "utf-8")
        return read_annotations(tmp_path / name, labels)

    return reads


def shown(found: Annotations) -> list[tuple[str, str, dict[str, list[str]]]]:
    (document,) = found.documents
    example = document.example

    def words(span: tuple[int, int]) -> str:
        return example.text[example.words[span[0]].start : example.words[span[1] - 1].end]

    def one(head: Head) -> tuple[str, str, dict[str, list[str]]]:
        return head.kind, words(head.span), {role: list(map(words, spans)) for role, spans in head.roles.items()}

    return [one(head) for head in example.heads]


SAME: dict[str, tuple[Any, str]] = {
    "ours": (marsad(), "mine.jsonl"),
    "Label Studio, code units": (label_studio(), "mine.json"),
    "Label Studio, code points": (label_studio(int), "mine.json"),
    "Label Studio, line by line": (label_studio()[0], "mine.jsonl"),
    "Label Studio without relations": (label_studio(links=False), "mine.json"),
    "doccano": (doccano(), "mine.jsonl"),
    "doccano without relations": (doccano(links=False), "mine.jsonl"),
    "doccano of old": ({"id": 1, "data": TEXT, "label": [[*at(n), LABEL[n]] for n in WORDS]}, "mine.jsonl"),
    "Prodigy": (prodigy(), "mine.jsonl"),
    "spaCy spans": (prodigy(links=False), "mine.jsonl"),
}


@pytest.mark.parametrize("name", SAME)
def test_every_format_gives_the_same_events(name: str, read: Callable[..., Annotations]) -> None:
    record, file = SAME[name]
    found = read(record, name=file)
    assert shown(found) == EXPECTED
    assert found.left_out == []
    assert found.roles == {"actor", "facility", "place", "date"}


def test_what_is_in_a_role_is_what_its_taggers_learn(read: Callable[..., Annotations]) -> None:
    example = read(doccano()).documents[0].example
    assert example.groups["facility"] == [h.roles["facility"][0] for h in example.heads]
    assert set(example.groups["party"]) == {h.roles["actor"][0] for h in example.heads}


def test_choices_for_a_trigger_are_its_mode_and_status(read: Callable[..., Annotations]) -> None:
    attack, repair = read(label_studio(), name="mine.json").documents[0].example.heads
    assert (attack.mode, attack.status) == ("WATER-ATTACK/shelling", "denied")
    assert (repair.mode, repair.status) == ("none", "")


def test_a_relation_may_name_the_role_of_words_that_are_marked_as_something_else(
    read: Callable[..., Annotations],
) -> None:
    record = doccano()
    for entity in record["entities"]:
        entity["label"] = "PARTY" if entity["label"] == "actor" else entity["label"]
    for relation in record["relations"]:
        relation["type"] = "recipient" if relation["from_id"] in (1, 5) else "of"
    assert [roles.get("recipient") for _, _, roles in shown(read(record))] == [["المدفعية"], ["البلدية"]]


@given(st.text(st.sampled_from("قa🚰𐎀\u0301 "), max_size=30), st.data())
def test_code_units_lead_to_the_code_points_that_a_browser_means(text: str, data: st.DataObject) -> None:
    point = data.draw(st.integers(0, len(text)))
    assert _code_points(text)(len(text[:point].encode("utf-16-le")) // 2) == point


@pytest.mark.parametrize(
    ("record", "form"),
    [
        ({"events": []}, "Marsad"),
        ({"doc": "a", "sents": ["x"]}, "Marsad"),
        ({"data": {"text": "x"}, "annotations": []}, "Label Studio"),
        ({"text": "x", "label": [{"start": 0, "end": 1, "text": "x", "labels": ["AID"]}]}, "Label Studio"),
        ({"text": "x", "entities": []}, "doccano"),
        ({"text": "x", "label": []}, "doccano"),
        ({"text": "x", "labels": [[0, 1, "AID"]]}, "doccano"),
        ({"text": "x", "spans": []}, "Prodigy"),
        ({"text": "x", "tokens": []}, "Prodigy"),
        ({"text": "x"}, None),
        (["x"], None),
    ],
)
def test_formats_are_told_apart_by_what_they_hold(record: Any, form: str | None) -> None:
    assert format_of(record) == form


def changed(record: dict[str, Any], **more: Any) -> dict[str, Any]:
    return record | more


BAD: dict[str, tuple[Any, str]] = {
    "broken": ("{broken", "not valid JSON"),
    "no text": ({"entities": []}, "no text"),
    "a text without words": ({"text": " \n ", "entities": []}, "no words"),
    "beyond the text": (
        {"text": "قصف", "entities": [{"id": 1, "label": "place", "start_offset": 2, "end_offset": 99}]},
        "outside the text",
    ),
    "the wrong way round": (
        {"text": "قصف المدينة", "entities": [{"id": 1, "label": "place", "start_offset": 5, "end_offset": 2}]},
        "outside the text",
    ),
    "no words there": (
        {"text": "قصف   المدينة", "entities": [{"id": 1, "label": "place", "start_offset": 4, "end_offset": 5}]},
        "no words at 4–5",
    ),
    "another shape": ({"text": "قصف", "entities": [{"label": "place"}]}, "KeyError"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_is_left_out_with_a_reason_and_the_others_are_read(
    name: str, read: Callable[..., Annotations]
) -> None:
    record, said = BAD[name]
    found = read(doccano(), record)
    assert shown(found) == EXPECTED
    assert len(found.left_out) == 1
    assert said in found.left_out[0]
    assert "mine.jsonl, line 2" in found.left_out[0]


OTHER: dict[str, tuple[list[Any], str]] = {
    "a rejected answer": ([prodigy(), changed(prodigy(), answer="reject")], "the answer is reject"),
    "a token elsewhere": (
        [prodigy(), changed(prodigy(), tokens=[{"text": "قصف", "start": 0, "end": 3, "id": 0}])],
        'the token "قصف"',
    ),
    "a relation of tokens": ([prodigy(), changed(prodigy(), relations=[{"head": 1, "child": 2}])], "no head_span"),
    "a trigger outside the text": (
        [marsad(), changed(marsad(), events=[{"type": "WATER-ATTACK", "trigger": "فجّر"}])],
        'the trigger "فجّر" is in no sentence',
    ),
    "a role outside the text": (
        [marsad(), changed(marsad(), events=[{"type": "WATER-ATTACK", "trigger": "قصفت", "place": "مسقط"}])],
        '"مسقط" is in no sentence',
    ),
    "an unknown mode": (
        [marsad(), changed(marsad(), events=[{"type": "WATER-ATTACK", "trigger": "قصفت", "mode": "flood"}])],
        '"flood" is no mode',
    ),
    "an unknown status": (
        [marsad(), changed(marsad(), events=[{"type": "WATER-ATTACK", "trigger": "قصفت", "status": "true"}])],
        '"true" is no status',
    ),
    "an event without trigger": ([marsad(), changed(marsad(), events=[{"type": "WATER-ATTACK"}])], "no trigger"),
    "a text elsewhere": ([marsad(), {"doc": "b", "events": []}], "no text"),
}


@pytest.mark.parametrize("name", OTHER)
def test_what_is_wrong_with_a_record_of_each_format_is_said(name: str, read: Callable[..., Annotations]) -> None:
    records, said = OTHER[name]
    found = read(*records)
    assert len(found.documents) == 1
    assert said in found.left_out[0]


def test_words_that_differ_from_the_text_are_left_out_and_shown(read: Callable[..., Annotations]) -> None:
    tasks = label_studio()
    tasks[0]["annotations"][0]["result"][0]["value"]["text"] = "هاجمت"
    with pytest.raises(InputError, match='the annotation has "هاجمت"') as caught:
        read(tasks, name="mine.json")
    assert caught.value.code == "annotations.none"


def test_a_task_that_nobody_did_is_left_out(read: Callable[..., Annotations]) -> None:
    found = read(
        [*label_studio(), {"id": 8, "data": {"text": TEXT}, "annotations": [{"was_cancelled": True, "result": []}]}],
        name="m.json",
    )
    assert len(found.documents) == 1
    assert "no annotation" in found.left_out[0]


def test_a_role_without_an_event_in_its_sentence_is_told_and_its_text_stays(read: Callable[..., Annotations]) -> None:
    text = "هدأ القصف. وعاد السكان إلى نردان."
    start = text.index("نردان")
    found = read({"text": text, "spans": [{"start": start, "end": start + 5, "label": "place"}]})
    assert [d.example.heads for d in found.documents] == [[]]
    assert '"نردان" (place) belongs to no event' in found.left_out[0]


def test_a_label_to_be_ignored_is_passed_over(read: Callable[..., Annotations]) -> None:
    found = read({"text": "قصف المدينة", "spans": [{"start": 0, "end": 3, "label": "Unclear"}]})
    assert found.documents[0].example.heads == []
    assert found.left_out == []


def test_an_unknown_label_stops_with_the_line_and_a_hint(read: Callable[..., Annotations]) -> None:
    with pytest.raises(InputError, match="line 2") as caught:
        read(marsad(), changed(marsad(), events=[{"type": "WATER-ATTACK", "trigger": "قصفت", "facilty": "محطة"}]))
    assert caught.value.code == "labels.unknown"
    assert 'Did you mean "facility"?' in caught.value.hint


@pytest.mark.parametrize("content", ["", "\n\n", "[]", '{"text": "x"}', "no json at all", "[{]"])
def test_a_file_of_no_known_format_is_refused(content: str, read: Callable[..., Annotations]) -> None:
    with pytest.raises(InputError) as caught:
        read(content)
    assert caught.value.code == "annotations.format"


def test_texts_may_stand_in_a_file_beside(labels: OwnLabels, tmp_path: Path) -> None:
    (tmp_path / "mine_texts.jsonl").write_text(json.dumps({"id": "a", "sents": ["خبر.", "قصفت المحطة."]}), "utf-8")
    events = [{"sent": 1, "type": "WATER-ATTACK", "trigger": "قصفت", "actors": [], "place": None, "status": "reported"}]
    path = tmp_path / "mine_annotations.jsonl"
    path.write_text(json.dumps({"doc": "a", "events": events, "figures": []}), "utf-8")
    (document,) = read_annotations(path, labels).documents
    assert [(h.kind, h.span) for h in document.example.heads] == [("WATER-ATTACK", (2, 3))]
    assert (document.figures, document.claims) == (True, False)


def test_the_example_of_the_documents_is_read_whole(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "water"
    own = read_labels(example / "labels.yaml", BASE)
    found = read_annotations(example / "annotations.jsonl", own)
    assert found.left_out == []
    assert len(found.documents) >= 60
    assert {h.kind for d in found.documents for h in d.example.heads} == set(own.labels.own)
