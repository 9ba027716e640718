"""From files to articles: text, HTML, JSON, tables and lists of addresses, told apart by their names and contents.

>>> from marsad.ingest import read
>>> next(read("وقف إطلاق النار ساري المفعول.".encode(), "a.txt")).text
'وقف إطلاق النار ساري المفعول.'
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from marsad.errors import InputError
from marsad.ingest.document import Document, Failure, Precision, Span
from marsad.ingest.jsonl import read_jsonl
from marsad.ingest.kinds import Options, kind_of, read_stream
from marsad.ingest.plain import read_plain

__all__ = [
    "Document",
    "Failure",
    "Options",
    "Precision",
    "Span",
    "read",
    "read_html",
    "read_jsonl",
    "read_paths",
    "read_plain",
]

STDIN = "-"
_DEFAULT = Options()


def read_html(data: bytes | str, *, name: str, url: str | None = None) -> Document:
    """The article in an HTML page; see `marsad.ingest.html.read_html` (the HTML parser is only loaded for it)."""
    from marsad.ingest import html

    return html.read_html(data, name=name, url=url)


def read(source: Path | bytes, name: str | None = None, options: Options = _DEFAULT) -> Iterator[Document | Failure]:
    """The articles in a file or in its bytes, as it holds one or many; what fails comes as a `Failure`.

    The kind is told by the end of the name (`marsad.ingest.kinds`), else by the first character: "<" HTML, "{" JSONL,
    "[" JSON, any other plain text. JSONL and tables are read line by line, so a file may be larger than memory.
    """
    if isinstance(source, bytes):
        yield from read_stream(io.BytesIO(source), name or "text", options)
        return
    try:
        with source.open("rb") as stream:
            yield from read_stream(stream, name or str(source), options)
    except OSError as error:
        yield Failure(name or str(source), _unreadable(error))


def read_paths(paths: Iterable[str | Path], options: Options = _DEFAULT) -> Iterator[Document | Failure]:
    """The articles of files and folders, in the order given; "-" is standard input."""
    for path in files_of(paths):
        if str(path) == STDIN:
            yield from read_stream(sys.stdin.buffer, "stdin", options)
        else:
            yield from read(path, options=options)


def files_of(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Files as they are given, and for a folder its files of a known kind.

    Those of its subfolders too, sorted by path; hidden ones are left out.
    """
    for path in map(Path, paths):
        yield from _files(path) if path.is_dir() else [path]


def _files(folder: Path) -> list[Path]:
    found = (file for file in folder.rglob("*") if kind_of(file.name) and file.is_file())
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts))


def _unreadable(error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("input.missing", "There is no such file.", hint="Check the path.")
    return InputError("input.unreadable", f"The file cannot be read: {error.strerror}.", hint="Check its permissions.")
