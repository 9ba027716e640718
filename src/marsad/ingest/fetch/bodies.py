"""Bodies as they were before compression, with a limit on what they may become."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import brotli
import zstandard

from marsad.ingest.fetch.policy import FetchError, Policy

ENCODINGS = "gzip, deflate, br, zstd"
_STEP = 64 << 10  # bytes that are unpacked at a time


class _Unpacker(Protocol):
    def feed(self, data: bytes, most: int) -> Iterator[bytes]:
        """Unpacked pieces, each of `most` bytes or not much more."""


class _Deflate:
    """gzip (also of several members) and deflate, with or without its zlib header."""

    def __init__(self, *, raw_too: bool) -> None:
        self._raw_too, self._fresh = raw_too, True
        self._z = zlib.decompressobj(wbits=47)

    def feed(self, data: bytes, most: int) -> Iterator[bytes]:
        while data:
            try:
                out = self._z.decompress(data, most)
            except zlib.error:
                if not (self._raw_too and self._fresh):
                    raise
                self._z = zlib.decompressobj(wbits=-15)
                out = self._z.decompress(data, most)
            self._fresh = False
            yield out
            data = self._z.unconsumed_tail
            if self._z.eof:
                data = self._z.unused_data
                self._z = zlib.decompressobj(wbits=47)
                if not data.startswith(b"\x1f\x8b"):
                    return  # litter behind the last member


class _Brotli:
    def __init__(self) -> None:
        self._b = brotli.Decompressor()

    def feed(self, data: bytes, most: int) -> Iterator[bytes]:
        yield self._b.process(data, output_buffer_limit=most)
        while not (self._b.is_finished() or self._b.can_accept_more_data()):
            yield self._b.process(b"", output_buffer_limit=most)


class _Zstd:
    def __init__(self) -> None:
        self._z = zstandard.ZstdDecompressor(max_window_size=8 << 20).decompressobj()

    def feed(self, data: bytes, most: int) -> Iterator[bytes]:
        for at in range(0, len(data), 512):  # a block is 128 KiB at most, so small bites stay near `most`
            yield self._z.decompress(data[at : at + 512])


_UNPACKERS: dict[str, Callable[[], _Unpacker]] = {
    "gzip": lambda: _Deflate(raw_too=False),
    "x-gzip": lambda: _Deflate(raw_too=False),
    "deflate": lambda: _Deflate(raw_too=True),
    "br": _Brotli,
    "zstd": _Zstd,
}


def unpacked(chunks: Iterable[bytes], encoding: str, policy: Policy) -> bytes:
    """The whole body; `encoding` is the header Content-Encoding.

    Raises `FetchError` when more was sent or comes out than the policy allows (and stops unpacking there: a bomb never
    fills the memory), or when the body is not what the header says.
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    if len(names) > 1 or any(name not in _UNPACKERS for name in names):
        raise FetchError("fetch.encoding", f"The body is packed in a way that is not supported ({encoding}).")
    unpacker: _Unpacker | None = _UNPACKERS[names[0]]() if names else None
    out, sent, size = [], 0, 0
    try:
        for chunk in chunks:
            sent += len(chunk)
            if sent > policy.sent:
                raise FetchError("fetch.too_large", f"More than {policy.sent} bytes were sent.")
            for piece in (chunk,) if unpacker is None else unpacker.feed(chunk, _STEP):
                size += len(piece)
                if size > policy.unpacked:
                    raise FetchError("fetch.too_large", f"The body unpacks to more than {policy.unpacked} bytes.")
                out.append(piece)
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise FetchError("fetch.encoding", f"The body is no {names[0]}: {error}.") from error
    return b"".join(out)
