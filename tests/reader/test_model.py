"""The reader at run time: windows, damaged folders, and a reading that depends on nothing but the article."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import DataError
from marsad.reader import Reader, Reading
from marsad.reader.labels import roles_of
from marsad.reader.model import _windows
from marsad.reader.units import MAX_PIECES
from reader.conftest import WEIGHTS

MEETING = "استقبل وزير الخارجية العماني وفدا أمميا في مسقط أمس. وبحث الجانبان الهدنة."
SHELLING = "قصفت المدفعية حيا سكنيا شمال المدينة فجر الأحد، ما أسفر عن مقتل 7 مدنيين، بحسب مصادر طبية."
PIECES = st.lists(st.integers(1, 700).map(lambda n: n if n < 60 else 3), max_size=60)
BAD: dict[str, Callable[[Path], object]] = {
    "no model.json": lambda folder: (folder / "model.json").unlink(),
    "no weights": lambda folder: (folder / "heads.npz").unlink(),
    "no encoder": lambda folder: (folder / "encoder.onnx").unlink(),
    "no pieces": lambda folder: (folder / "pieces.tsv").unlink(),
    "unknown field": lambda folder: (folder / "model.json").write_text('{"name": "x", "surprise": 1}'),
    "broken json": lambda folder: (folder / "model.json").write_text("{"),
    "cut off weights": lambda folder: (folder / "heads.npz").write_bytes((WEIGHTS / "heads.npz").read_bytes()[:9000]),
    "empty weights": lambda folder: (folder / "heads.npz").write_bytes(b""),
    "cut off encoder": lambda folder: (folder / "encoder.onnx").write_bytes(
        (WEIGHTS / "encoder.onnx").read_bytes()[:9000]
    ),
    "pieces without scores": lambda folder: (folder / "pieces.tsv").write_text("<s>\n"),
}


def whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))]


@given(PIECES, st.integers(8, 300), st.data())
def test_windows_keep_all_words_in_order(sizes: list[int], limit: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(sizes) - 1)), max_size=5)) if sizes else [])
    edges = [0, *(c for c in cuts if c < len(sizes)), len(sizes)]
    sentences = [(a, b) for a, b in pairwise(edges) if a < b]
    pieces = [tuple(range(n)) for n in sizes]
    windows = _windows(pieces, sentences, limit)
    assert [i for window in windows for start, end in window for i in range(start, end)] == list(range(len(sizes)))
    for window in windows:
        size = 1 + sum(1 + sum(sizes[start:end]) for start, end in window)
        assert size <= limit or len(window) == 1
        assert size <= MAX_PIECES or window[0][1] - window[0][0] == 1


def test_a_sentence_longer_than_the_encoder_is_read_to_its_end(reader: Reader) -> None:
    text = " ".join([MEETING.rstrip(".").replace(".", " ثم")] * 100)
    reading = reader.read(text, whole(text))
    assert len(reading.words) > 2 * MAX_PIECES
    assert max(h.start for h in reading.heads if h.kind == "CONSULT") > 0.9 * len(reading.words)


def test_every_word_has_a_vector(reader: Reader) -> None:
    text = "\n".join([MEETING, "x" * 5000, "!" * 3000, "\u0640" * 700, SHELLING])
    lines = [0]
    for line in text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    words, ranges = reader.words(text, [(a, b - 1) for a, b in pairwise(lines)])
    vectors = reader.vectors(text, words, ranges)
    assert vectors.shape == (len(words), 384)
    assert np.isfinite(vectors).all()


def test_a_meeting_and_a_shelling_are_read(reader: Reader) -> None:
    assert [h.kind for h in reader.read(MEETING, whole(MEETING)).heads][:1] == ["CONSULT"]
    shelling = reader.read(SHELLING, whole(SHELLING))
    assert {h.kind for h in shelling.heads} >= {"ASSAULT", "figure"}


def test_roles_are_those_that_a_head_may_have_and_lie_in_the_text(reader: Reader) -> None:
    reading = reader.read(SHELLING, whole(SHELLING))
    edges = [(head, edge) for head in reading.heads for edge in head.edges]
    assert edges
    for head, edge in edges:
        assert edge.role in roles_of(head.kind, reader.card.labels)
        assert 0 <= edge.start < edge.end <= len(reading.words)
        assert reader.card.thresholds.role <= edge.confidence <= 1


def test_words_outside_the_sentences_are_not_looked_at(reader: Reader) -> None:
    start = len(MEETING) + 1
    reading = reader.read(f"{MEETING}\n{SHELLING}", [(start, start + len(SHELLING))])
    alone = reader.read(SHELLING, whole(SHELLING))
    assert [(w.start - start, w.end - start) for w in reading.words] == [(w.start, w.end) for w in alone.words]
    assert reading.heads == alone.heads


def test_no_words_no_reading(reader: Reader) -> None:
    reading = reader.read(" \n ", [(0, 3)])
    assert (reading.words, reading.heads) == ([], [])
    assert set(reading.spans) == set(reader.card.labels.groups)


def test_a_reading_depends_on_the_article_alone(reader: Reader) -> None:
    def read(text: str) -> Reading:
        return reader.read(text, whole(text))

    first = read(MEETING)
    assert read(SHELLING) != first
    assert read(MEETING) == first


def test_a_second_reader_of_the_same_weights_has_the_same_name(reader: Reader) -> None:
    assert Reader(WEIGHTS).name == reader.name
    assert reader.name.endswith("@" + reader.digest)


@pytest.mark.parametrize("damage", BAD)
def test_a_damaged_model_is_named_in_one_sentence(damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(WEIGHTS, folder)
    BAD[damage](folder)
    with pytest.raises(DataError) as caught:
        Reader(folder)
    assert caught.value.code == "model.damaged"
    assert str(folder) in str(caught.value)
