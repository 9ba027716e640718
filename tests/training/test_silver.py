"""What annotations leave unsaid is filled in by the shipped reader, and what they say stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.reader import shipped_reader
from marsad.training.annotations import Annotated, read_annotations
from marsad.training.data import Example, Head
from marsad.training.own_labels import OwnLabels, read_labels
from marsad.training.silver import completed

TEXT = (
    "قصفت المدفعية حيا سكنيا شمال المدينة فجر الأحد، ما أسفر عن مقتل 7 مدنيين، بحسب مصادر طبية. "
    "واستقبل الوزير وفدا أمميا في مسقط."
)
LABELS = "types: {CITY-ATTACK: {plover: ASSAULT}}\nfields: {district: {like: place}}\nkeep: [CONSULT]\n"
EVENT = {"type": "CITY-ATTACK", "trigger": "قصفت", "district": "حيا سكنيا"}


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> OwnLabels:
    path = tmp_path_factory.mktemp("silver") / "labels.yaml"
    path.write_text(LABELS, "utf-8")
    return read_labels(path, shipped_reader().card.labels)


def annotated(record: dict[str, object], labels: OwnLabels, folder: Path) -> Annotated:
    path = folder / "mine.jsonl"
    path.write_text(json.dumps({"text": TEXT} | record), "utf-8")
    (document,) = read_annotations(path, labels).documents
    return document


def fill(record: dict[str, object], labels: OwnLabels, folder: Path, roles: frozenset[str] = frozenset()) -> Example:
    found = annotated(record, labels, folder)
    return completed(found, shipped_reader(), labels.labels, labels.kept, roles | {"district"})


def words(example: Example, span: tuple[int, int]) -> str:
    return example.text[example.words[span[0]].start : example.words[span[1] - 1].end]


def attack(example: Example) -> Head:
    (head,) = [h for h in example.heads if h.kind == "CITY-ATTACK"]
    return head


def test_figures_names_and_kept_types_are_filled_in(labels: OwnLabels, tmp_path: Path) -> None:
    example = fill({"events": [EVENT]}, labels, tmp_path)
    assert {h.kind for h in example.heads} == {"CITY-ATTACK", "CONSULT", "figure"}
    figure = next(h for h in example.heads if h.kind == "figure")
    assert (figure.mode, "7" in words(example, figure.span)) == ("killed", True)
    assert example.names


def test_roles_that_nobody_annotated_come_from_the_reader_and_the_others_do_not(
    labels: OwnLabels, tmp_path: Path
) -> None:
    free = attack(fill({"events": [EVENT]}, labels, tmp_path))
    assert free.roles["source"]
    bound = attack(fill({"events": [EVENT]}, labels, tmp_path, frozenset({"source"})))
    assert "source" not in bound.roles
    assert bound.roles["place"] == free.roles["place"]
    assert bound.roles["district"] == free.roles["district"]


def test_a_status_that_is_stated_stays(labels: OwnLabels, tmp_path: Path) -> None:
    assert attack(fill({"events": [EVENT]}, labels, tmp_path)).status == "reported"
    assert attack(fill({"events": [EVENT | {"status": "denied"}]}, labels, tmp_path)).status == "denied"


def test_annotated_figures_are_all_there_are(labels: OwnLabels, tmp_path: Path) -> None:
    example = fill({"events": [EVENT], "figures": []}, labels, tmp_path)
    assert [h for h in example.heads if h.kind == "figure"] == []


def test_what_is_in_a_role_is_taught_to_its_tagger_once(labels: OwnLabels, tmp_path: Path) -> None:
    example = fill({"events": [EVENT]}, labels, tmp_path)
    assert [words(example, s) for s in example.groups["district"]] == ["حيا سكنيا"]
    for spans in example.groups.values():
        assert len(set(spans)) == len(spans)
    assert set(attack(example).roles["source"]) <= set(example.groups["source"])
