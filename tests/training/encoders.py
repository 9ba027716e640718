"""Tiny encoder folders with random weights, as the Hugging Face libraries write them: one for each kind of vocabulary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TEXTS = [
    "قصفت المدفعية محطة المياه شمال المدينة فجر الأحد",
    "أصلحت البلدية خط المياه في نردان أمس",
    "زار الوزير المدينة",
] * 4


def bert(folder: Path) -> Path:
    """WordPiece, padding piece 0."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
    from transformers import BertConfig, BertModel

    words: Any = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    words.normalizer, words.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words.train_from_iterator(
        TEXTS, trainers.WordPieceTrainer(vocab_size=90, special_tokens=special, show_progress=False)
    )
    names = {"unk": "[UNK]", "pad": "[PAD]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
    return _save(folder, words, names, BertModel, BertConfig, max_position_embeddings=64)


def as_of_old(folder: Path) -> None:
    """Put vocab.txt in place of the tokenizer.json of a WordPiece folder."""
    vocabulary = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    (folder / "vocab.txt").write_text("".join(f"{p}\n" for p in sorted(vocabulary, key=vocabulary.get)), "utf-8")
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer"}')


def xlm_roberta(folder: Path) -> Path:
    """Unigram with marks for white space, padding piece 1, positions that begin behind it."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import XLMRobertaConfig, XLMRobertaModel

    words: Any = Tokenizer(models.Unigram())
    words.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    words.train_from_iterator(
        TEXTS, trainers.UnigramTrainer(vocab_size=90, special_tokens=special, unk_token="<unk>", show_progress=False)
    )
    return _save(folder, words, _ROBERTA, XLMRobertaModel, XLMRobertaConfig, max_position_embeddings=66, **_IDS)


def roberta(folder: Path) -> Path:
    """BPE of bytes."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import RobertaConfig, RobertaModel

    words: Any = Tokenizer(models.BPE())
    words.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=320, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )  # fmt: skip
    words.train_from_iterator(TEXTS, trainer)
    return _save(folder, words, _ROBERTA, RobertaModel, RobertaConfig, max_position_embeddings=66, **_IDS)


_ROBERTA = {"unk": "<unk>", "pad": "<pad>", "cls": "<s>", "sep": "</s>", "bos": "<s>", "eos": "</s>"}
_IDS = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}


def _save(folder: Path, words: Any, names: dict[str, str], network: Any, config: Any, **shape: int) -> Path:
    import torch
    from transformers import PreTrainedTokenizerFast
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.manual_seed(5)
    fast: Any = PreTrainedTokenizerFast(
        tokenizer_object=words, **{f"{kind}_token": name for kind, name in names.items()}
    )
    fast.save_pretrained(folder)
    sizes = {"hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    network(config(vocab_size=len(fast), **sizes, **shape)).save_pretrained(folder)
    return folder
