"""Plain text files: a title line, perhaps a publication line, and the body."""

from __future__ import annotations

import re
from itertools import islice

from marsad.ingest.dateline import find_dateline, is_dateline
from marsad.ingest.decode import check, decode
from marsad.ingest.document import Document, Span, document_id
from marsad.text.canonical import canonical

_LONGEST_TITLE = 200  # code points
_LINE = re.compile(r"\S[^\n]*")
_SENTENCE_END = re.compile(r"[.،؛:]\W*$")


def read_plain(data: bytes | str, *, name: str) -> Document:
    r"""The article in a plain text file; its text is the file's in its canonical form.

    Raises `InputError` for what is not an Arabic text (see `decode`).

    >>> read_plain("لقاء في مسقط\r3 مايو 2026\rالتقى الوفدان اليوم.", name="a.txt").published
    '2026-05-03'
    """
    text = canonical(check(decode(data) if isinstance(data, bytes) else data))
    title = find_title(text)
    dateline = find_dateline(text, dateline_start(text, title))
    return Document(
        id=document_id(name, text),
        text=text,
        title=text[slice(*title)] if title else None,
        title_span=title,
        dateline_span=dateline.span,
        dateline_place_span=dateline.place,
        published=dateline.published,
        published_precision=dateline.precision,
        agency=dateline.agency,
    )


def find_title(text: str) -> Span | None:
    """The first line that is no dateline, where it is short, ends no sentence and is followed by others."""
    for line in islice(_LINE.finditer(text), 2):
        words = line[0].rstrip()
        if not is_dateline(words):
            alone = len(words) > _LONGEST_TITLE or _SENTENCE_END.search(words) or not text[line.end() :].strip()
            return None if alone else (line.start(), line.start() + len(words))
    return None


def dateline_start(text: str, title: Span | None) -> int:
    """From where on to look for a dateline: the end of the title, or 0 where a line stands above the title."""
    return title[1] if title and not text[: title[0]].strip() else 0
