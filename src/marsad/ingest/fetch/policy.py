"""How far the fetcher goes, and what it says when it does not (`FetchError`)."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.errors import FetchError
from marsad.version import VERSION


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits of a fetch.

    `ports` beside which nothing is connected to; `loopback` allows this very machine, on any port (tests, local mirrors);
    `redirects` at most; `sent` bytes as sent, `unpacked` bytes after decompression; `seconds` for a whole fetch with its
    redirects, `patience` for a single wait; `delay` seconds between two requests to a host, its robots.txt may ask for up to
    `longest_delay`; `robots`: whether robots.txt is obeyed; `agent`: the User-Agent.
    """

    ports: frozenset[int] = frozenset({80, 443})
    loopback: bool = False
    redirects: int = 5
    sent: int = 8 << 20
    unpacked: int = 32 << 20
    seconds: float = 30.0
    patience: float = 10.0
    delay: float = 1.0
    longest_delay: float = 30.0
    robots: bool = True
    agent: str = f"marsad/{VERSION} (+https://github.com/marsad/marsad)"


__all__ = ["FetchError", "Policy"]
