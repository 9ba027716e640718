"""The kinds of files that hold articles, and what reads each of them: one visible registry."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from marsad.errors import InputError
from marsad.ingest.document import Document, Failure
from marsad.ingest.jsonl import read_json, read_jsonl
from marsad.ingest.plain import read_plain

if TYPE_CHECKING:
    from marsad.ingest.gdelt import Fetch

Articles = Iterator[Document | Failure]
_HEAD = 256  # bytes by which contents are told apart
_STARTS = {b"<": "html", b"{": "jsonl", b"[": "json"}


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may need to be told: the map of a table's columns, and how to fetch what a file only names."""

    columns: Mapping[str, str] | None = None
    fetch: Fetch | None = None


def kind_of(name: str) -> str | None:
    """The kind of a file by its name, None when its contents have to tell: "a/b.WARC.gz" → "warc"."""
    lower = PurePath(name).name.lower()
    return next((kind for suffix, kind in SUFFIXES.items() if lower.endswith(suffix)), None)


def read_stream(stream: BinaryIO, name: str, options: Options) -> Articles:
    """The articles in an open file; its kind is told by its name, else by its first character."""
    kind = kind_of(name)
    if name.lower().endswith(".gz") and kind != "warc":
        stream = gzip.open(stream)  # type: ignore[assignment] # noqa: SIM115 - the caller closes what is below
    if kind is None:
        head = _Peeked(stream)
        kind, stream = _STARTS.get(head.start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1], "plain"), head  # type: ignore[assignment]
        kind = "pdf" if head.start.startswith(b"%PDF") else kind
    try:
        yield from READERS[kind](stream, name, options)
    except (gzip.BadGzipFile, EOFError) as error:
        yield Failure(name, InputError("input.unreadable", f"The file is damaged: {error}."))


class _Peeked:
    """A stream whose beginning has been looked at."""

    def __init__(self, stream: BinaryIO) -> None:
        self.start = self._left = stream.read(_HEAD)
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        left, self._left = self._left, b""
        return left + self._stream.read(max(size - len(left), 0) if size >= 0 else -1)

    def __iter__(self) -> Iterator[bytes]:
        *whole, rest = self._left.split(b"\n")
        self._left = b""
        yield from (line + b"\n" for line in whole)
        yield rest + self._stream.readline()
        yield from self._stream


def _one(read: Callable[[bytes], Document], stream: BinaryIO, name: str) -> Articles:
    try:
        yield read(stream.read())
    except InputError as error:
        yield Failure(name, error)


def _html(stream: BinaryIO, name: str, options: Options) -> Articles:
    from marsad.ingest.html import read_page

    yield from read_page(stream.read(), name=name)


def _table(stream: BinaryIO, name: str, options: Options) -> Articles:
    from marsad.ingest.tables import read_table

    yield from read_table(stream, name=name, columns=options.columns)


def _addresses(stream: BinaryIO, name: str, options: Options) -> Articles:
    from marsad.ingest.gdelt import read_addresses

    yield from read_addresses(stream, name=name, fetch=options.fetch)


def _pdf(stream: BinaryIO, name: str, options: Options) -> Articles:
    from marsad.ingest.pdf import read_pdf

    yield from _one(lambda data: read_pdf(data, name=name), stream, name)


def _warc(stream: BinaryIO, name: str, options: Options) -> Articles:
    from marsad.ingest.archive import read_whole

    yield from read_whole(stream, name)


def _wacz(stream: BinaryIO, name: str, options: Options) -> Articles:
    from marsad.ingest.archive import read_whole
    from marsad.ingest.wacz import members

    try:
        for member, opened in members(stream, name):
            with opened() as inside:
                yield from read_whole(inside, member)
    except InputError as error:
        yield Failure(name, error)


# What reads each kind.
READERS: dict[str, Callable[[BinaryIO, str, Options], Articles]] = {
    "plain": lambda stream, name, options: _one(lambda data: read_plain(data, name=name), stream, name),
    "html": _html,
    "jsonl": lambda stream, name, options: read_jsonl(stream, name=name),
    "json": lambda stream, name, options: read_json(stream.read(), name=name),
    "table": _table,
    "addresses": _addresses,
    "pdf": _pdf,
    "warc": _warc,
    "wacz": _wacz,
}
# Suffix of a file's name → its kind; the first that fits counts.
SUFFIXES = {
    ".pdf": "pdf", ".warc": "warc", ".warc.gz": "warc", ".wacz": "wacz",
    ".gkg.csv": "addresses", ".export.csv": "addresses", ".mentions.csv": "addresses", ".urls": "addresses",
    ".txt": "plain", ".text": "plain", ".html": "html", ".htm": "html", ".json": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonl.gz": "jsonl", ".ndjson.gz": "jsonl",
    ".csv": "table", ".tsv": "table", ".tab": "table", ".csv.gz": "table", ".tsv.gz": "table",
}  # fmt: skip
