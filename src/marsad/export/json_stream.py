"""JSON documents too long for memory: one list inside, written item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

import msgspec


def write_list(to: BinaryIO, items: Iterable[object], head: Mapping[str, object] | None = None, key: str = "") -> None:
    """Write a list, one item a line; with `head`, an object whose last member `key` is that list.

    >>> write_list(to, [1, 2], {"type": "Page"}, "items")  # {"type":"Page","items":[…]}
    """
    opening = msgspec.json.encode(head)[:-1] + b',"' + key.encode() + b'":[' if head else b"["
    to.write(opening)
    between = b"\n"
    for item in items:
        to.write(between + msgspec.json.encode(item))
        between = b",\n"
    to.write(b"\n]}\n" if head else b"\n]\n")
