"""Web archives: the articles in WARC files and WACZ packages, record by record, with a place to go on from.

A packed WARC is a row of gzip members, by the standard (ISO 28500, annex D) one record each. They are unpacked one at a
time, so memory stays constant, a member that is damaged costs nothing but itself, and reading may begin at any of them.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Literal

from marsad.errors import InputError
from marsad.ingest.addresses import address_id
from marsad.ingest.decode import arabic_share, decode
from marsad.ingest.document import Document, Failure
from marsad.ingest.html import LARGEST, read_html

Reason = Literal["not_html", "not_arabic", "no_article", "undated", "too_large", "damaged"]
REASONS: dict[Reason, str] = {
    "not_html": "not HTML",
    "not_arabic": "not Arabic",
    "no_article": "without an article",
    "undated": "without a time of publication",
    "too_large": "too large",
    "damaged": "damaged",
}
_CHUNK = 1 << 16
_MOST = 4 * LARGEST  # bytes of a member after unpacking
_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_ARABIC_PAIR = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")  # Arabic letters in UTF-8
_LEAST_PAIRS = 100
_DAMAGED: tuple[Document | None, Reason | None] = (None, "damaged")
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Step:
    """One record that is done: its article or the reason why it gave none, and the byte where the next one begins.

    Records that hold no page (requests, metadata) have neither.
    """

    position: int
    document: Document | None = None
    reason: Reason | None = None


def read_archive(stream: BinaryIO, start: int = 0) -> Iterator[Step]:
    """The records of a WARC file from a byte on that a `Step` named; `stream` can seek.

    An article is an HTML response (status 200) in Arabic that says when it was published: front pages and lists do not.
    Its id is that of its address. Raises `InputError` (`input.extra`) when FastWARC is not there.
    """
    _fastwarc()
    stream.seek(0)
    head = stream.read(_CHUNK)
    packed = head.startswith(_MEMBER) or _RECORD not in head
    stream.seek(start)
    begins = start
    for ends, data in _members(stream, start) if packed else _plain_records(stream, start):
        if not data:
            yield Step(ends, reason="damaged" if data is None else "too_large")
        else:
            *others, last = list(_read_records(data)) or [_DAMAGED]
            yield from (Step(begins, *other) for other in others)  # until the last one the member is not done
            yield Step(ends, *last)
        begins = ends


def read_whole(stream: BinaryIO, name: str) -> Iterator[Document | Failure]:
    """The articles of a WARC file, and at its end a failure that counts damaged members, if there are any."""
    counts: Counter[Reason] = Counter()
    try:
        for step in read_archive(stream):
            if step.document:
                yield step.document
            elif step.reason:
                counts[step.reason] += 1
    except InputError as error:
        yield Failure(name, error)
    if counts["damaged"]:
        yield Failure(name, damaged(counts["damaged"]))


def damaged(count: int) -> InputError:
    """What is said of an archive with damaged records."""
    return InputError("input.damaged", f"{count:,} damaged records were passed over; the others were read.")


def _members(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes | None]]:
    """(where the next one begins, contents) of each gzip member; None for a damaged one, b"" for one that is too large."""
    buffer = b""
    position = start  # of the first byte of the buffer
    while True:
        buffer = buffer or stream.read(_CHUNK)
        if not buffer:
            return
        unpacker = zlib.decompressobj(wbits=31)
        parts: list[bytes] = []
        size, began, failed = 0, position, False
        while not unpacker.eof and not failed:
            try:
                part = unpacker.decompress(buffer, _MOST + 1)
            except zlib.error:
                failed = True
                break
            size += len(part)
            if size <= _MOST:
                parts.append(part)
            else:
                parts.clear()
            position += len(buffer) - len(unpacker.unused_data or unpacker.unconsumed_tail)
            buffer = unpacker.unused_data or unpacker.unconsumed_tail
            if not buffer and not unpacker.eof:
                buffer = stream.read(_CHUNK)
                failed = not buffer
        if failed:
            position, buffer = _next_member(stream, began + 1)
            yield position, None
        else:
            yield position, b"" if size > _MOST else b"".join(parts)


def _next_member(stream: BinaryIO, start: int) -> tuple[int, bytes]:
    """Where the next bytes stand that begin a member which can be unpacked, and a buffer from there; the end otherwise."""
    position, buffer = start, b""
    stream.seek(start)
    while True:
        more = stream.read(_CHUNK)
        buffer += more
        at = buffer.find(_MEMBER)
        while at >= 0:
            if _begins_record(buffer[at : at + _CHUNK]):
                return position + at, buffer[at:]
            at = buffer.find(_MEMBER, at + 1)
        if not more:
            return position + len(buffer), b""
        keep = min(len(buffer), _CHUNK // 8)  # a member at the edge is looked at again with what follows it
        position, buffer = position + len(buffer) - keep, buffer[-keep:]


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 64).lstrip().startswith(_RECORD)
    except zlib.error:
        return False


def _plain_records(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes | None]]:
    """The same for a WARC that is not packed: what stands between the lines with which records begin."""
    position, buffer = start, b""
    while True:
        length = _record_length(buffer)
        while length is None and len(buffer) < _CHUNK and (more := stream.read(_CHUNK)):
            buffer += more
            length = _record_length(buffer)
        if not buffer.strip():
            return
        if length is None:
            position, buffer = _next_record(stream, position + 1)
            yield position, None
            continue
        while len(buffer) < min(length, _MOST) and (more := stream.read(_CHUNK)):
            buffer += more
        ended = length <= _MOST and buffer[length - 4 : length] == b"\r\n\r\n"
        if ended:
            record, buffer, position = buffer[:length], buffer[length:], position + length
            yield position, record
        else:
            too_large = length > _MOST
            position, buffer = _next_record(stream, position + 1)
            yield position, b"" if too_large else None


def _record_length(buffer: bytes) -> int | None:
    """The bytes of the record at the beginning of a buffer, its two closing line ends with it; None if none begins there."""
    head, found, _ = buffer.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length:\s*(\d{1,12})\s*$", head)
    if not found or not length or not head.startswith(_RECORD):
        return None
    return len(head) + 4 + int(length[1]) + 4


def _next_record(stream: BinaryIO, start: int) -> tuple[int, bytes]:
    """Where the next record begins, after a damaged one, and a buffer from there."""
    mark = b"\r\n" + _RECORD
    position, buffer = start, b""
    stream.seek(start)
    while more := stream.read(_CHUNK):
        buffer += more
        at = buffer.find(mark)
        if at >= 0:
            return position + at + 2, buffer[at + 2 :]
        position, buffer = position + len(buffer) - len(mark), buffer[-len(mark) :]
    return position + len(buffer), b""


def _read_records(data: bytes) -> Iterator[tuple[Document | None, Reason | None]]:
    fastwarc = _fastwarc()
    try:
        for record in fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=True, auto_decode="all", fsspec_args=False):
            if record.record_type == fastwarc.WarcRecordType.response:
                yield _read_response(record)
            else:
                yield None, None
    except OSError:
        yield None, "damaged"


def _read_response(record: Any) -> tuple[Document | None, Reason | None]:
    address = str(record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if not record.is_http_parsed or record.http_headers.status_code != 200 or not _is_html(record.http_content_type):
        return None, "not_html"
    body = record.reader.read(LARGEST + 1)
    if len(body) > LARGEST:
        return None, "too_large"
    return _read_page(body, address)


def _read_page(body: bytes, address: str) -> tuple[Document | None, Reason | None]:
    if not _may_be_arabic(body):
        return None, "not_arabic"
    try:
        document = read_html(body, name=address, url=address)
    except InputError as error:
        return None, "not_arabic" if error.code == "input.not_arabic" else "no_article"
    if document.published is None:
        return None, "undated"
    return replace(document, id=address_id(address), url=document.url or address), None


def _is_html(content_type: str | None) -> bool:
    return (content_type or "").partition(";")[0].strip().lower() in _HTML


def _may_be_arabic(body: bytes) -> bool:
    """Whether a page has Arabic letters at all: of a crawl most pages have not, and need not be parsed."""
    if sum(1 for _ in zip(range(_LEAST_PAIRS), _ARABIC_PAIR.finditer(body), strict=False)) == _LEAST_PAIRS:
        return True
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return arabic_share(decode(body)) > 0
        except InputError:
            return False
    return False


def _fastwarc() -> Any:
    try:
        import fastwarc
    except ImportError as error:
        raise InputError(
            "input.extra", "Web archives need FastWARC.", hint="Install it: pip install 'marsad[archive]'."
        ) from error
    return fastwarc
