"""A borrowed encoder: any Hugging Face encoder folder on disk (CAMeLBERT, AraBERT, XLM-R …) in place of the shipped one.

A folder holds `config.json`, the weights (`model.safetensors` or `pytorch_model.bin`) and the vocabulary
(`tokenizer.json`, or what `transformers` can convert to it). Nothing is downloaded and no code of the folder is run.
Words are cut one by one, so offsets stay ours; a unit is the mean of the first and last piece after the last layer.
"""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from marsad.errors import DataError
from marsad.reader.borrowed import BorrowedTokenizer
from marsad.reader.tokenizer import Borders
from marsad.training.batches import Pieces
from marsad.training.model import pooled

LARGEST = 480_000_000  # weights that fit into one ONNX file, which holds 2 GB
MOST = 510  # pieces in a window, however many positions an encoder has


class BorrowedEncoder(nn.Module):
    """The encoder with the interface of `marsad.training.model.Encoder`; `vocabulary` is its `tokenizer.json`."""

    def __init__(self, network: nn.Module, hidden: int, vocabulary: str, borders: Borders) -> None:
        super().__init__()
        self.network, self.hidden, self.vocabulary, self.borders = network, hidden, vocabulary, borders

    def forward(self, pieces: Pieces) -> Tensor:
        """(b, u, d) vectors of the units."""
        out = self.network(input_ids=pieces.ids, attention_mask=pieces.real.long())
        return pooled(out.last_hidden_state, pieces)

    def tokenizer(self) -> BorrowedTokenizer:
        """What cuts the words, the same at run time."""
        return BorrowedTokenizer(self.vocabulary, self.borders)


def borrow(folder: Path) -> BorrowedEncoder:
    """Load an encoder folder; raises `DataError` in a sentence for what is missing or cannot be used."""
    try:
        import transformers
    except ImportError as error:
        hint = 'Install them: pip install "marsad[train]".'
        raise DataError("train.missing", "A borrowed encoder needs the library transformers.", hint=hint) from error
    if not (folder / "config.json").is_file():
        hint = (
            "Give a folder with config.json, model.safetensors or pytorch_model.bin, and tokenizer.json or vocab.txt."
        )
        raise DataError("encoder.missing", f"There is no encoder in {folder}: it has no config.json.", hint=hint)
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    try:
        network = transformers.AutoModel.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False, dtype=torch.float32, attn_implementation="eager"
        )
        words = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # the library raises what its many parts raise
        why = str(error).partition("\n")[0]
        raise DataError("encoder.damaged", f"The encoder in {folder} cannot be loaded: {why}") from error
    if (weights := sum(w.numel() for w in network.parameters())) > LARGEST:
        hint = "Take a base model; a large one would be slow on a processor, too."
        raise DataError("encoder.size", f"The encoder in {folder} is too large: {weights:,} weights.", hint=hint)
    return BorrowedEncoder(network, _width(network, folder), *_vocabulary(words, network, folder))


def _width(network: Any, folder: Path) -> int:
    if network.config.is_encoder_decoder:
        raise DataError("encoder.kind", f"The network in {folder} is an encoder with a decoder, not an encoder.")
    return int(network.config.hidden_size)


def _vocabulary(words: Any, network: nn.Module, folder: Path) -> tuple[str, Borders]:
    """The tokenizer as JSON, and the pieces around sentences."""
    if not getattr(words, "is_fast", False):
        hint = 'Convert it: AutoTokenizer.from_pretrained(folder).save_pretrained(folder) with the library "sentencepiece".'
        raise DataError("encoder.tokenizer", f"The tokenizer in {folder} has no tokenizer.json.", hint=hint)
    begin = words.cls_token_id if words.cls_token_id is not None else words.bos_token_id
    end = words.sep_token_id if words.sep_token_id is not None else words.eos_token_id
    if begin is None or end is None:
        raise DataError("encoder.tokenizer", f"The tokenizer in {folder} has no pieces to open and close a sentence.")
    return words.backend_tokenizer.to_str(), Borders(int(begin), int(end), min(MOST, _positions(network) - 2))


def _positions(network: nn.Module) -> int:
    """How many pieces the network has positions for; RoBERTa's kind loses those up to its padding piece."""
    for name, part in network.named_modules():
        if name.endswith("position_embeddings") and isinstance(part, nn.Embedding):
            return int(part.num_embeddings) - (0 if part.padding_idx is None else part.padding_idx + 1)
    config: Any = network.config
    return int(getattr(config, "max_position_embeddings", 0) or MOST + 2)


class _Window(nn.Module):
    """One window without padding, as the run-time session gives it."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, first: Tensor, last: Tensor) -> Tensor:
        row = ids[None]
        x = self.network(input_ids=row, attention_mask=torch.ones_like(row)).last_hidden_state[0]
        hidden: Tensor = (x[first] + x[last]) / 2
        return hidden


def write_onnx(encoder: BorrowedEncoder, path: Path) -> None:
    """The float network with the shipped one's inputs (`ids`, `first`, `last`) and output (`hidden`)."""
    window = _Window(encoder.network).eval()
    example = torch.full((7,), encoder.borders.begin), torch.tensor([0, 1, 3]), torch.tensor([0, 2, 6])
    pieces, units = torch.export.Dim("pieces", min=2, max=encoder.borders.limit + 2), torch.export.Dim("units", min=1)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            window, example, path, input_names=["ids", "first", "last"], output_names=["hidden"], dynamo=True,
            dynamic_shapes=({0: pieces}, {0: units}, {0: units}), external_data=False, verbose=False,
        )  # fmt: skip
