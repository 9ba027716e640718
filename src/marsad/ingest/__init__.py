"""From files to articles: plain text, HTML and JSONL, told apart by their names and contents.

>>> from marsad.ingest import read
>>> next(read("وقف إطلاق النار ساري المفعول.".encode(), "a.txt")).text
'وقف إطلاق النار ساري المفعول.'
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from marsad.errors import InputError
from marsad.ingest.document import Document, Failure, Precision, Span
from marsad.ingest.jsonl import read_jsonl
from marsad.ingest.plain import read_plain

__all__ = ["Document", "Failure", "Precision", "Span", "read", "read_html", "read_jsonl", "read_paths", "read_plain"]

SUFFIXES = {".txt": "plain", ".text": "plain", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl"}
STDIN = "-"
_HEAD = 256  # bytes by which contents are told apart


def read_html(data: bytes | str, *, name: str, url: str | None = None) -> Document:
    """The article in an HTML page; see `marsad.ingest.html.read_html` (the HTML parser is only loaded for it)."""
    from marsad.ingest import html

    return html.read_html(data, name=name, url=url)


def read(source: Path | bytes, name: str | None = None) -> Iterator[Document | Failure]:
    """The articles in a file or in its bytes, as it holds one or (JSONL) many; what fails comes as a `Failure`.

    The kind is told by the suffix of the name, else by the first character: "<" HTML, "{" JSONL, any other plain text.
    JSONL is read line by line, so a file may be larger than memory.
    """
    if isinstance(source, bytes):
        yield from _read_stream(io.BytesIO(source), name or "text")
        return
    try:
        with source.open("rb") as stream:
            yield from _read_stream(stream, name or str(source))
    except OSError as error:
        yield Failure(name or str(source), _unreadable(error))


def read_paths(paths: Iterable[str | Path]) -> Iterator[Document | Failure]:
    """The articles of files and folders, in the order given; "-" is standard input.

    A folder gives its files with a known suffix, those of its subfolders too, sorted by path; hidden ones are left out.
    """
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stream(sys.stdin.buffer, "stdin")
        elif Path(path).is_dir():
            for file in _files(Path(path)):
                yield from read(file)
        else:
            yield from read(Path(path))


def _files(folder: Path) -> list[Path]:
    found = (file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts))


def _read_stream(stream: BinaryIO, name: str) -> Iterator[Document | Failure]:
    head = stream.read(_HEAD)
    kind = SUFFIXES.get(Path(name).suffix.lower()) or _kind(head)
    if kind == "jsonl":
        yield from read_jsonl(_lines(head, stream), name=name)
        return
    data = head + stream.read()
    if kind == "html":
        yield from _read_page(data, name)
        return
    try:
        yield read_plain(data, name=name)
    except InputError as error:
        yield Failure(name, error)


def _read_page(data: bytes, name: str) -> Iterator[Document | Failure]:
    from marsad.ingest.html import read_page

    yield from read_page(data, name=name)


def _kind(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return {b"<": "html", b"{": "jsonl"}.get(start, "plain")


def _lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    *whole, rest = head.split(b"\n")
    yield from whole
    yield rest + stream.readline()
    yield from stream


def _unreadable(error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("input.missing", "There is no such file.", hint="Check the path.")
    return InputError("input.unreadable", f"The file cannot be read: {error.strerror}.", hint="Check its permissions.")
