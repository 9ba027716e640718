"""The reader at run time: a folder of weights, an ONNX session, and the reading of one article."""

from __future__ import annotations

import hashlib
import io
from contextlib import AbstractContextManager
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.errors import DataError
from marsad.reader.calibration import Scale
from marsad.reader.labels import Labels
from marsad.reader.network import Heads
from marsad.reader.reading import Reading, Thresholds, read_vectors
from marsad.reader.tokenizer import Borders, Segmenter, Tokenizer, Word, split_words
from marsad.reader.units import MAX_PIECES, units

Floats = npt.NDArray[np.float32]
PARTS = ("encoder.onnx", "heads.npz", "model.json")
PIECES, BORROWED = "pieces.tsv", "tokenizer.json"  # one of them is the fourth: our vocabulary, or another encoder's
CARD = PARTS[-1]


class ModelCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`model.json`: name, labels, where to cut, the window (in pieces) that the model reads best, its borders, and how
    its probabilities become confidence.
    """

    name: str
    labels: Labels
    thresholds: Thresholds
    window: int
    borders: Borders = Borders()
    calibration: dict[str, Scale] = {}

    def write(self, folder: Path) -> None:
        """Store the card in a model folder."""
        (folder / CARD).write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n")


class Reader:
    """Reads events, figures, claims and their edges out of Arabic text. One thread; the same bytes in, the same out."""

    def __init__(self, folder: Path) -> None:
        """Load `encoder.onnx`, `heads.npz`, `model.json` and `pieces.tsv` (`tokenizer.json` for a borrowed encoder).

        Raises `DataError` when one is missing or damaged.
        """
        names = (*PARTS, BORROWED if (folder / BORROWED).exists() else PIECES)
        try:
            parts = {name: (folder / name).read_bytes() for name in names}
            self.card = msgspec.json.decode(parts["model.json"], type=ModelCard)
            self.tokenizer = _segmenter(parts[names[-1]].decode("utf-8"), names[-1], self.card.borders)
            with np.load(io.BytesIO(parts["heads.npz"])) as weights:
                self.heads = Heads({k: weights[k] for k in weights.files})
            self._session = _session(parts["encoder.onnx"])
        except (OSError, EOFError, ValueError, KeyError, BadZipFile, msgspec.DecodeError) as error:
            raise DataError("model.damaged", f"The model in {folder} cannot be loaded: {error}.") from error
        self.digest = hashlib.sha256(b"".join(hashlib.sha256(parts[name]).digest() for name in names)).hexdigest()[:10]

    @property
    def name(self) -> str:
        """Model id for the record: name and digest of all its files."""
        return f"{self.card.name}@{self.digest}"

    def read(self, text: str, sentences: list[tuple[int, int]]) -> Reading:
        """Read the given sentences (half-open code point ranges, in order); words outside them are not looked at."""
        words, ranges = self.words(text, sentences)
        if not words:
            return Reading([], [], {g: [] for g in self.card.labels.groups})
        return self.read_words(text, words, ranges)

    def read_words(self, text: str, words: list[Word], ranges: list[tuple[int, int]]) -> Reading:
        """Read words that are cut already; `ranges` are those of the sentences, in words."""
        vectors, card = self.vectors(text, words, ranges), self.card
        return read_vectors(text, words, ranges, vectors, self.heads, card.labels, card.thresholds, card.calibration)

    @staticmethod
    def words(text: str, sentences: list[tuple[int, int]]) -> tuple[list[Word], list[tuple[int, int]]]:
        """The words of the sentences, and the half-open range of words of each sentence that has any."""
        words: list[Word] = []
        ranges: list[tuple[int, int]] = []
        for start, end in sentences:
            found = split_words(text, start, end)
            if found:
                ranges.append((len(words), len(words) + len(found)))
                words += found
        return words, ranges

    def vectors(self, text: str, words: list[Word], ranges: list[tuple[int, int]]) -> Floats:
        """(n words, d): what the encoder makes of every word, window by window."""
        pieces = [self.tokenizer.pieces(text[w.start : w.end], w.spaced) for w in words]
        windows = _windows(pieces, ranges, self.card.window, self.tokenizer.borders.limit)
        return np.concatenate([self._window(pieces, w) for w in windows])

    def _window(self, pieces: list[tuple[int, ...]], sentences: list[tuple[int, int]]) -> Floats:
        """Word vectors of the sentences of one window."""
        parts = units([pieces[a:b] for a, b in sentences], self.tokenizer.borders)
        ids, first, last, words = (np.array(x, np.int64) for x in parts)
        hidden: Floats = self._session.run(None, {"ids": ids, "first": first, "last": last})[0]
        return hidden[words]


def _segmenter(content: str, name: str, borders: Borders) -> Segmenter:
    if name == PIECES:
        return Tokenizer.from_lines(io.StringIO(content, newline="\n"))
    from marsad.reader.borrowed import BorrowedTokenizer

    return BorrowedTokenizer(content, borders)


def _session(encoder: bytes) -> Any:
    """The encoder, ready to run on one thread; raises `ValueError` when it is none."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(encoder, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the classes that the runtime raises have no common root
        raise ValueError(f"encoder.onnx is no network: {error}") from error


def _windows(
    pieces: list[tuple[int, ...]], sentences: list[tuple[int, int]], limit: int, most: int = MAX_PIECES
) -> list[list[tuple[int, int]]]:
    """Whole sentences up to `limit` pieces; one that is longer than the encoder takes (`most`) is cut between words."""
    out: list[list[tuple[int, int]]] = [[]]
    size = 1
    for start, end in (part for s in sentences for part in _parts(pieces, s, most)):
        cost = 1 + sum(map(len, pieces[start:end]))
        if out[-1] and size + cost > limit:
            out.append([])
            size = 1
        out[-1].append((start, end))
        size += cost
    return out


def _parts(pieces: list[tuple[int, ...]], sentence: tuple[int, int], most: int) -> list[tuple[int, int]]:
    start, end = sentence
    out, size = [], 0
    for i in range(start, end):
        if size + len(pieces[i]) > most - 2 and i > start:
            out.append((start, i))
            start, size = i, 0
        size += len(pieces[i])
    return [*out, (start, end)]


def shipped_folder() -> AbstractContextManager[Path]:
    """Where the model lies that comes with the package."""
    return as_file(files("marsad.reader") / "weights")


@cache
def shipped_reader() -> Reader:
    """The model that comes with the package, loaded once."""
    with shipped_folder() as folder:
        return Reader(folder)
