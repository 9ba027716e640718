"""Confidence: scales keep the order of probabilities, and the reader's numbers are those of its scales."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reader import Reader
from marsad.reader.calibration import UNCALIBRATED, Scale, logit, scale
from marsad.reader.reading import read_vectors

SHELLING = "قصفت المدفعية حيا سكنيا شمال المدينة فجر الأحد، ما أسفر عن مقتل 7 مدنيين، بحسب مصادر طبية."
CHANCE = st.floats(0, 1)


@given(CHANCE)
def test_slope_one_and_offset_zero_leave_a_probability_as_it_is(p: float) -> None:
    assert Scale()(p) == pytest.approx(p, abs=2e-6)
    assert scale(UNCALIBRATED, "event", p) == Scale()(p)


@given(st.floats(0.1, 3), st.floats(-3, 3), CHANCE, CHANCE)
def test_a_scale_keeps_the_order_and_stays_between_zero_and_one(
    slope: float, offset: float, p: float, q: float
) -> None:
    low, high = sorted((p, q))
    assert 0 <= Scale(slope, offset)(low) <= Scale(slope, offset)(high) <= 1


def test_a_scale_is_platts_formula() -> None:
    assert Scale(2.0, -1.0)(0.5) == pytest.approx(0.26894142)
    assert logit(0.5) == 0


def test_the_shipped_reader_is_calibrated_for_events_figures_and_their_fields(reader: Reader) -> None:
    assert {"event", "mode", "status", "actor", "recipient", "place", "source"} <= set(reader.card.calibration)


def test_confidence_is_the_scaled_probability(reader: Reader) -> None:
    words, ranges = reader.words(SHELLING, [(0, len(SHELLING))])
    vectors = reader.vectors(SHELLING, words, ranges)
    card = reader.card
    raw = read_vectors(SHELLING, words, ranges, vectors, reader.heads, card.labels, card.thresholds)
    said = reader.read(SHELLING, [(0, len(SHELLING))])
    assert [h.kind for h in raw.heads] == [h.kind for h in said.heads]
    for before, after in zip(raw.heads, said.heads, strict=True):
        family = "figure" if before.kind == "figure" else "event"
        assert after.confidence == pytest.approx(card.calibration[family](before.confidence))
        for edge, scaled in zip(before.edges, after.edges, strict=True):
            assert scaled.confidence == pytest.approx(scale(card.calibration, edge.role, edge.confidence))
        for name, p in before.fields.items():
            assert after.fields[name] == pytest.approx(scale(card.calibration, name, p))


def test_a_card_keeps_its_scales_when_it_is_written_and_read(reader: Reader) -> None:
    assert msgspec.json.decode(msgspec.json.encode(reader.card), type=type(reader.card)) == reader.card
