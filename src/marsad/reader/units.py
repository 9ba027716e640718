"""A window as the encoder takes it: the piece ids of its sentences, and its units, which are words and sentence borders."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reader.tokenizer import Borders

DEFAULT = Borders()
MAX_PIECES = DEFAULT.limit


def units(
    sentences: Sequence[Sequence[tuple[int, ...]]], borders: Borders = DEFAULT
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Piece ids, first and last piece of every unit, and which units are words; `sentences` hold the pieces of words.

    What does not fit into the encoder's positions is cut; a word that is cut off is read as its neighbour.
    """
    limit = borders.limit
    ids, first, last, words = [borders.begin], [0], [0], []
    for sentence in sentences:
        for word in sentence:
            fits = word[: max(0, limit - len(ids))]
            words.append(len(first))
            first.append(min(len(ids), limit - 1))
            ids += fits
            last.append(max(first[-1], len(ids) - 1) if fits else first[-1])
        if len(ids) < limit + 1:
            first.append(len(ids))
            last.append(len(ids))
            ids.append(borders.end)
    return ids, first, last, words
