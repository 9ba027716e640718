"""Broken XML, by feedparser, in a process of its own that is ended when it takes too long or too much.

feedparser saves what can be saved of nearly anything, but its time has no bound that depends on the input in a known way.
Run as a program, this module reads a feed on standard input and writes its items as JSON.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.ingest.feeds.model import LONGEST_TEXT, MOST_ITEMS, Stated

SECONDS = 10  # of a processor
PATIENCE = 60.0  # seconds by the clock, for machines that are busy with something else
MEMORY = 600 << 20  # bytes of address space; feedparser with what it imports takes 60 MiB before the first byte


class Loose(msgspec.Struct, frozen=True):
    """What feedparser made of a feed."""

    title: str | None
    items: list[Stated]


def read_loose(xml: bytes, *, patience: float = PATIENCE) -> Loose:
    """The items of a feed whose XML is broken; raises `InputError`: `feed.broken`, `feed.too_slow`."""
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(command, input=xml, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        raise InputError("feed.too_slow", f"The broken feed was not read within {patience:g} seconds.") from None
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise InputError("feed.too_slow", f"The broken feed was not read within {SECONDS} seconds of a processor.")
    if done.returncode:
        raise InputError("feed.broken", "The feed is broken, and reading what is left of it failed.")
    return msgspec.json.decode(done.stdout, type=Loose)


def main() -> None:
    """The program."""
    _limit()
    import feedparser

    data = sys.stdin.buffer.read()
    headers = {"content-type": "application/xml; charset=utf-8"}  # no address: links and ids stay as they are stated
    parsed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    items = [_stated(entry) for entry in parsed.entries[:MOST_ITEMS]]
    sys.stdout.buffer.write(msgspec.json.encode(Loose(parsed.feed.get("title"), items)))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _stated(entry: Any) -> Stated:
    content = next((part.get("value") for part in entry.get("content", [])), None)
    return Stated(
        key=entry.get("id"),
        link=entry.get("link"),
        title=entry.get("title"),
        time=next((entry[name] for name in ("published", "created", "updated") if entry.get(name)), None),
        content=content if content and len(content) <= LONGEST_TEXT else None,
        summary=entry.get("summary"),
    )


if __name__ == "__main__":
    main()
