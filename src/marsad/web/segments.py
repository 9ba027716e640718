"""Cut an article's text into pieces at the borders of spans, so that overlapping spans can be marked in a page.

HTML elements nest, spans do not. The text is therefore cut where a span begins or ends and where a line ends, nowhere
else: letters that join stay in one piece unless a span itself divides them (the و of "وقصف").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Bounds = tuple[int, int]
"""A span as `(start, end)`: code points, half-open."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that the same spans cover from its first to its last letter.

    `start` is its place in the text in code points; `covers` are the spans that lie over it and `begins` those of them
    of which it is the first piece, both in ascending order.
    """

    start: int
    text: str
    covers: tuple[Bounds, ...]
    begins: tuple[Bounds, ...]


def segment(text: str, spans: Iterable[Bounds]) -> list[list[Piece]]:
    r"""The lines of `text`, each as its pieces; the lines' texts joined with "\n" give the text again.

    >>> [[piece.text for piece in line] for line in segment("قصف الجيش", [(0, 3), (0, 9)])]
    [['قصف', ' الجيش']]

    Empty spans, and whatever of a span lies outside the text, are ignored.
    """
    wanted = sorted({(start, end) for start, end in spans if start < end})
    begun: set[Bounds] = set()
    lines: list[list[Piece]] = []
    start = 0
    for line in text.split("\n"):
        lines.append(_pieces(text, start, start + len(line), wanted, begun))
        start += len(line) + 1
    return lines


def _pieces(text: str, start: int, end: int, spans: list[Bounds], begun: set[Bounds]) -> list[Piece]:
    inside = [span for span in spans if span[0] < end and start < span[1]]
    cuts = sorted({start, end, *(cut for span in inside for cut in span if start < cut < end)})
    pieces = []
    for left, right in pairwise(cuts):
        covers = tuple(span for span in inside if span[0] <= left and right <= span[1])
        begins = tuple(span for span in covers if span not in begun)
        begun.update(begins)
        pieces.append(Piece(start=left, text=text[left:right], covers=covers, begins=begins))
    return pieces
