"""`marsad train` from files to records: from the shipped weights, and with encoders of other kinds in their place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli.shell import marsad
from click.testing import CliRunner

from marsad.cli import cli
from marsad.record import Report, json_schema

for library in ("torch", "onnx", "onnxscript", "transformers", "tokenizers"):
    pytest.importorskip(library, reason="needs the extra train")

import encoders  # noqa: E402

from marsad.reader import Reader as Trained  # noqa: E402
from marsad.reader import shipped_reader  # noqa: E402
from marsad.training.annotations import read_annotations  # noqa: E402
from marsad.training.borrowed import borrow  # noqa: E402
from marsad.training.finetune import held_out  # noqa: E402
from marsad.training.own_labels import read_labels  # noqa: E402

pytestmark = pytest.mark.train
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "water"
OTHER = ("--without", ROOT / "src" / "marsad" / "samples" / "16-football.txt")
TEXT = "قصفت المدفعية محطة المياه في نردان فجر الأحد 🚰. ثم أصلحت البلدية المحطة أمس، وقُتل 7 عمال.\n"
ENCODERS: dict[str, Callable[[Path], Path]] = {
    "WordPiece": encoders.bert, "Unigram": encoders.xlm_roberta, "bytes": encoders.roberta,
}  # fmt: skip


def train(out: Path, *more: object, texts: int = 12) -> tuple[int, str, str]:
    """Train one epoch on the first texts of each kind of the example."""
    lines = (EXAMPLE / "annotations.jsonl").read_text("utf-8").splitlines()
    few = out.with_suffix(".jsonl")
    few.write_text("\n".join(lines[:: max(1, len(lines) // texts)]), "utf-8")
    return command(few, "--out", out, "--epochs", 1, "--threads", 1, *more)


def command(annotations: Path, *more: object) -> tuple[int, str, str]:
    """Exit status, output and messages of `marsad train`; in this process, because importing PyTorch takes seconds."""
    given = ["train", "--annotations", annotations, "--labels", EXAMPLE / "labels.yaml", *more]
    done = CliRunner().invoke(cli, list(map(str, given)))
    return done.exit_code, done.stdout, done.stderr


def coded(model: Path) -> bytes:
    done = marsad("code", "--model", model, stdin=TEXT.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def check(record: bytes) -> Report:
    """A record that keeps the contract, with every span where it says."""
    validator: Any = jsonschema.Draft202012Validator(json_schema())
    assert list(validator.iter_errors(json.loads(record))) == []
    report = Report.from_json(record)
    text = report.article.text
    for span in _spans(json.loads(record)):
        assert text[span["start"] : span["end"]] == span["text"]
    return report


def _spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict) and set(value) == {"start", "end", "text"}:
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [span for part in inside for span in _spans(part)]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A model from the shipped weights, and what the command said."""
    out = tmp_path_factory.mktemp("train") / "model"
    status, said, told = train(out, *OTHER)
    assert status == 0, told
    return out, said, told


def test_the_shipped_weights_learn_own_types_and_keep_the_rest(own: tuple[Path, str, str]) -> None:
    report = check(coded(own[0]))
    attack = next(e for e in report.events if e.trigger.text == "قصفت")
    assert (attack.type, attack.quad) == ("WATER-ATTACK", "material conflict")
    assert [(f.measure, f.low) for f in report.figures] == [("killed", 7)]
    assert report.coder.model.startswith("water-example@")


def test_what_was_kept_apart_is_measured_and_noted(own: tuple[Path, str, str]) -> None:
    folder, said, told = own
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    assert set(metrics["scores"]) >= {"events", "WATER-ATTACK", "WATER-CUT", "WATER-REPAIR", "facility", "place"}
    assert metrics["texts"] + len(metrics["held_out"]) == len(Path(f"{folder}.jsonl").read_text("utf-8").splitlines())
    assert f"on {len(metrics['held_out'])} texts kept apart" in said
    assert f"{metrics['scores']['events']['f1']:.3f}" in said
    assert "epoch 0 loss" in told


def test_the_same_seed_gives_the_same_bytes(own: tuple[Path, str, str], tmp_path: Path) -> None:
    assert train(tmp_path / "model", *OTHER)[0] == 0
    assert Trained(tmp_path / "model").digest == Trained(own[0]).digest


@pytest.mark.parametrize("kind", ENCODERS)
def test_an_encoder_of_any_kind_can_take_the_place_of_ours(kind: str, tmp_path: Path) -> None:
    encoder = ENCODERS[kind](tmp_path / "encoder")
    status, said, told = train(tmp_path / "model", "--encoder", encoder)
    assert status == 0, told
    assert "marsad code --model" in said
    record = coded(tmp_path / "model")
    check(record)
    assert coded(tmp_path / "model") == record
    reader = Trained(tmp_path / "model")
    assert not (tmp_path / "model" / "pieces.tsv").exists()
    long = " ".join(["قصفت المدفعية محطة المياه"] * 60)  # more pieces than the encoder has positions
    words, ranges = reader.words(long, [(0, len(long))])
    assert reader.vectors(long, words, ranges).shape == (len(words), 24)


def test_a_vocabulary_of_old_is_converted(tmp_path: Path) -> None:
    new = borrow(encoders.bert(tmp_path))
    encoders.as_of_old(tmp_path)
    old = borrow(tmp_path)
    assert old.borders == new.borders
    for word in ("المدفعية", "نردان", "x"):
        assert old.tokenizer().pieces(word, True) == new.tokenizer().pieces(word, True)


def test_trained_and_untrained_words_are_told_apart_by_white_space(tmp_path: Path) -> None:
    for make in (encoders.xlm_roberta, encoders.roberta):
        words = borrow(make(tmp_path / make.__name__)).tokenizer()
        assert words.pieces("المياه", True) != words.pieces("المياه", False)
        assert words.pieces("المِيَاه", True) == words.pieces("المياه", True)
        assert all(words.pieces(word, spaced) for word in ("ـ", "\u200f", "🚰", "قُ") for spaced in (True, False))


def test_every_type_has_its_share_of_what_is_kept_apart() -> None:
    own = read_labels(EXAMPLE / "labels.yaml", shipped_reader().card.labels)
    documents = read_annotations(EXAMPLE / "annotations.jsonl", own).documents
    apart = held_out(documents, own.labels, 0.25, seed=3)
    assert len(apart) == len(documents) // 4
    assert {h.kind for d in apart for h in d.example.heads} == set(own.labels.own)
    assert any(not d.example.heads for d in apart)
    assert [d.example.doc for d in held_out(documents, own.labels, 0.25, seed=3)] == [d.example.doc for d in apart]
    assert held_out(documents, own.labels, 0, seed=3) == []
    assert len(held_out(documents[:2], own.labels, 0.9, seed=3)) == 1


BAD: dict[str, Callable[[Path], object]] = {
    "encoder.missing": lambda folder: folder.mkdir(),
    "encoder.damaged": lambda folder: (encoders.bert(folder) / "model.safetensors").write_bytes(b"no weights"),
}


@pytest.mark.parametrize("code", BAD)
def test_an_encoder_that_cannot_be_used_is_said_in_a_sentence(code: str, tmp_path: Path) -> None:
    BAD[code](tmp_path / "encoder")
    status, said, told = train(tmp_path / "model", "--encoder", tmp_path / "encoder")
    assert (status, said) == (1, "")
    assert f"[{code}]" in told
    assert "Traceback" not in told
    assert not (tmp_path / "model").exists()


def test_a_set_without_events_and_an_unknown_label_are_refused(tmp_path: Path) -> None:
    none = tmp_path / "none.jsonl"
    none.write_text(json.dumps({"text": "هدأت المدينة.", "events": []}), "utf-8")
    odd = tmp_path / "odd.jsonl"
    odd.write_text(json.dumps({"text": "هدأت المدينة.", "events": [{"type": "WATER", "trigger": "هدأت"}]}), "utf-8")
    for path, code in ((none, "annotations.no_events"), (odd, "labels.unknown")):
        status, said, told = command(path, "--out", tmp_path / "model")
        assert (status, said) == (1, "")
        assert f"[{code}]" in told
    assert not (tmp_path / "model").exists()
