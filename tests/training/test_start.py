"""The shipped int8 weights as floats: the same words get nearly the same vectors, and unchanged labels the same heads."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from relabelled import WEIGHTS

from marsad.reader import shipped_reader
from marsad.reader.labels import OwnField, OwnType

torch: Any = pytest.importorskip("torch", reason="needs PyTorch")
pytest.importorskip("onnx", reason="needs onnx")

from marsad.training.annotations.model import blank  # noqa: E402
from marsad.training.batches import piece_tensors, windows  # noqa: E402
from marsad.training.model import Encoder, Reader  # noqa: E402
from marsad.training.start import float_encoder, take_over  # noqa: E402

pytestmark = pytest.mark.train
TEXT = "استقبل وزير الخارجية العماني وفدا أمميا في مسقط أمس. وقصفت المدفعية حيا سكنيا فجر الأحد، بحسب مصادر طبية."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found: Encoder = float_encoder(WEIGHTS / "encoder.onnx").eval()
    return found


def test_the_floats_see_what_the_shipped_network_sees(encoder: Encoder) -> None:
    reader = shipped_reader()
    example = blank("a", TEXT, reader.card.labels.groups)
    ours = reader.vectors(example.text, example.words, example.sentences)
    model = Reader(encoder, reader.card.labels)
    take_over(model, reader.heads.weights, reader.card.labels, {})
    model.eval()
    with torch.no_grad():
        found = windows(example, reader.tokenizer, reader.card.window)
        theirs = torch.cat([model.words(piece_tensors([w])) for w in found]).numpy()
        tags = model.tag(torch.from_numpy(theirs)).numpy()
    cosine = (ours * theirs).sum(1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)
    assert cosine.min() > 0.93
    assert cosine.mean() > 0.97
    for name, columns in reader.card.labels.tag_slices().items():
        here, there = reader.heads.tags(ours)[:, columns], tags[:, columns]
        assert (here.argmax(1) == there.argmax(1)).mean() > 0.95, name


def test_a_new_label_starts_from_the_one_it_is_like_and_the_others_stay(encoder: Encoder) -> None:
    reader = shipped_reader()
    old = reader.card.labels
    own = OwnType(quad="material conflict", intensity=-9, plover="ASSAULT")
    new = msgspec.structs.replace(
        old, types=["WATER-ATTACK", "AID", "NEW-TYPE"], modes={"WATER-ATTACK": ["aerial", "flood"]},
        groups=[*old.groups, "facility"], roles=[*old.roles, "facility"],
        own={"WATER-ATTACK": own, "NEW-TYPE": own}, fields={"facility": OwnField()},
    )  # fmt: skip
    model = Reader(encoder, new)
    random = {name: value.clone() for name, value in model.state_dict().items()}
    take_over(model, reader.heads.weights, old, {"WATER-ATTACK": "ASSAULT", "facility": "place"})
    now, was = model.state_dict(), {k: torch.from_numpy(v) for k, v in reader.heads.weights.items()}
    begin, before = new.tag_slices(), old.tag_slices()
    assault, aid = (before["trigger"].start + 1 + 2 * old.types.index(t) for t in ("ASSAULT", "AID"))
    first = begin["trigger"].start
    assert torch.equal(
        now["tags.weight"][first + 1 : first + 5], was["tags.weight"][[assault, assault + 1, aid, aid + 1]]
    )
    assert torch.equal(now["tags.weight"][first + 5 : first + 7], random["tags.weight"][first + 5 : first + 7])
    assert torch.equal(now["tags.weight"][begin["facility"]], was["tags.weight"][before["place"]])
    assert torch.equal(now["tags.bias"][begin["date"]], was["tags.bias"][before["date"]])
    assert torch.equal(now["role.weight"][-1], was["role.weight"][old.roles.index("place")])
    assert torch.equal(now["kind.weight"][0], was["kind.weight"][old.heads.index("ASSAULT")])
    aerial = old.mode_units.index("ASSAULT/aerial")
    assert torch.equal(now["mode.3.weight"][new.mode_units.index("WATER-ATTACK/aerial")], was["mode.3.weight"][aerial])
    flood = new.mode_units.index("WATER-ATTACK/flood")
    assert torch.equal(now["mode.3.weight"][flood], random["mode.3.weight"][flood])
    width = now["flags.weight"].shape[1] - len(new.groups)
    place = was["flags.weight"][:, width + old.groups.index("place")]
    assert torch.equal(now["flags.weight"][:, -1], place)
    for name in ("status.0.weight", "pair_head.weight", "distance.weight", "product.weight"):
        assert torch.equal(now[name], was[name]), name
