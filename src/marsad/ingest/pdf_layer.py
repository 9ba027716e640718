"""The text layer of a PDF, by pdfminer.six, in a process of its own that is ended when it takes too long or too much.

Libraries give Arabic either as it is shown or half turned (docs/inputs/pdf.md); pdfminer gives every glyph with its place,
and the order is made here. Run as a program, this module reads a PDF on standard input and writes its lines as JSON.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from marsad.ingest.visual import logical, mended, runs_backwards

MOST_PAGES = 200
SECONDS = 60  # of a processor
MEMORY = 1 << 30  # bytes of address space
_SAME_LINE = 0.5  # of a glyph's height: two glyphs whose middles are nearer stand on one line
_GAP = 0.2  # of a glyph's height: a wider one between glyphs is a space
_PARAGRAPH = 1.4  # of the least distance of lines: a larger one begins a paragraph
_AFTER_SENTENCE = 1.1  # the same where a sentence ends
_SHORT = 0.12  # of the width of the text: a line that ends so far from its margin ends a paragraph


class Glyph(NamedTuple):
    """Letters at a place of a page, in points from its lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """Its height."""
        return max(self.top - self.bottom, 0.1)


def paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a PDF's text layer, in the order in which they are read; empty when it has none."""
    pages = [[sorted(line, key=_from_the_right) for line in _lines(page)] for page in _pages(data)]
    texts = [[logical(_spaced(line)) for line in page] for page in pages]
    if runs_backwards(text for page in texts for text in page):
        texts = [["".join(_spaced(line[::-1])) for line in page] for page in pages]
    joined = [text for page, lines in zip(pages, texts, strict=True) for text in _joined(page, lines)]
    return mended(" ".join(text.split()) for text in joined if text.strip())


def _pages(data: bytes) -> Iterator[list[Glyph]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar

    def walk(item: Any) -> Iterator[Glyph]:
        if isinstance(item, LTChar):
            yield Glyph(item.get_text(), item.x0, item.x1, item.y0, item.y1)
        elif hasattr(item, "__iter__"):
            for part in item:
                yield from walk(part)

    for page in extract_pages(io.BytesIO(data), maxpages=MOST_PAGES, laparams=None):
        yield list(walk(page))


def _from_the_right(glyph: Glyph) -> tuple[float, float]:
    """Two glyphs with one right edge: the part of a ligature that has no width, or a mark, comes first."""
    return -round(glyph.right, 1), -round(glyph.left, 1)


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs by lines, from top to bottom. Columns are read across."""
    lines: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if g.text.strip()), key=lambda g: -g.middle):
        if lines and abs(lines[-1][0].middle - glyph.middle) < _SAME_LINE * max(lines[-1][0].height, glyph.height):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines


def _spaced(line: list[Glyph]) -> list[str]:
    """The letters of glyphs in the order given, with spaces where the page has gaps."""
    out: list[str] = []
    for number, glyph in enumerate(line):
        if number:
            before = line[number - 1]
            gap = max(glyph.left, before.left) - min(glyph.right, before.right)
            if gap > _GAP * min(glyph.height, before.height):
                out.append(" ")
        out.append(glyph.text)
    return out


def _joined(page: list[list[Glyph]], texts: list[str]) -> Iterator[str]:
    """Lines made paragraphs: one goes on over the end of a line that is full, when the next one is near."""
    if not page:
        return
    edge = min(glyph.left for line in page for glyph in line)
    width = max(glyph.right for line in page for glyph in line) - edge
    heights = [line[0].middle for line in page]
    gaps = [above - below for above, below in pairwise(heights)]
    height = median(line[0].height for line in page)
    usual = min((gap for gap in gaps if gap > height / 2), default=0.0)
    paragraph = texts[0]
    for line, gap, text in zip(page, gaps, texts[1:], strict=False):
        sentence = paragraph.endswith((".", "؟", "!", ":"))
        ended = gap > (_AFTER_SENTENCE * min(usual, 2 * height) if sentence else _PARAGRAPH * usual)
        if ended or min(glyph.left for glyph in line) > edge + _SHORT * width:
            yield paragraph
            paragraph = text
        else:
            paragraph = f"{paragraph} {text}"
    yield paragraph


def main() -> None:
    """The program: `{"paragraphs": […]}`, or `{"failed": "locked" | "damaged"}`."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    except ImportError:  # Windows: the parent's clock alone
        pass
    import logging

    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.disable(logging.CRITICAL)
    try:
        answer: dict[str, Any] = {"paragraphs": paragraphs(sys.stdin.buffer.read())}
    except PDFPasswordIncorrect:
        answer = {"failed": "locked"}
    except Exception:  # pdfminer meets damage with errors of every kind
        answer = {"failed": "damaged"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
