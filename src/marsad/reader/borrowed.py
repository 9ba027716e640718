"""The tokenizer of a borrowed encoder (any `tokenizer.json` of the Hugging Face library `tokenizers`), word by word."""

from __future__ import annotations

import json
from typing import Any

from marsad.errors import DataError
from marsad.reader.tokenizer import Borders, WordCache, without_marks


class BorrowedTokenizer(WordCache):
    """Pieces of one word as the encoder's own tokenizer cuts it, behind white space or not; at least one.

    Diacritics and tatweel are dropped, as in our own tokenizer: news is not vocalised, and neither are vocabularies.
    Raises `DataError` where the library `tokenizers` is not installed, `ValueError` for a file that it cannot read.
    """

    def __init__(self, content: str, borders: Borders) -> None:
        super().__init__()
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise DataError(
                "model.tokenizers",
                "This model has a borrowed encoder, whose words the library tokenizers cuts.",
                hint='Install it: pip install "marsad[encoder]".',
            ) from error
        self.borders = borders
        described = json.loads(content) | {"truncation": None, "padding": None}
        try:
            self._cutters = {s: Tokenizer.from_str(json.dumps(_spaced(described, s))) for s in (True, False)}
        except Exception as error:  # the library raises bare Exceptions
            raise ValueError(f"tokenizer.json is no tokenizer: {error}") from error
        self._unknown = described["model"].get("unk_token")

    def _cut(self, word: str, spaced: bool) -> tuple[int, ...]:
        """A word of which the tokenizer leaves nothing is the unknown piece."""
        ids = self._cutters[spaced].encode(without_marks(word), add_special_tokens=False).ids
        return tuple(ids) or (self._nothing(),)

    def _nothing(self) -> int:
        unknown = self._cutters[True].token_to_id(self._unknown) if isinstance(self._unknown, str) else None
        return self.borders.end if unknown is None else int(unknown)


def _spaced(described: Any, spaced: bool) -> Any:
    """The description of a tokenizer with the marks for white space before a word switched on or off."""
    if isinstance(described, list):
        return [_spaced(part, spaced) for part in described]
    if not isinstance(described, dict):
        return described
    changed = {key: _spaced(value, spaced) for key, value in described.items() if key != "vocab"}
    if "vocab" in described:
        changed["vocab"] = described["vocab"]
    if described.get("type") == "Metaspace":
        changed["prepend_scheme"] = "always" if spaced else "never"
        changed.pop("add_prefix_space", None)
    elif described.get("type") == "ByteLevel" and "add_prefix_space" in described:
        changed["add_prefix_space"] = spaced
    return changed
