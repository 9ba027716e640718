"""feeds.toml: which feeds are watched, and how."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from marsad.errors import InputError
from marsad.ingest.fetch import FetchError
from marsad.ingest.fetch.fetcher import checked

Text = Literal["page", "feed"]
SHORTEST, LONGEST = 60.0, 7 * 86400.0  # seconds between two polls of a feed
MOST_ITEMS = 1000
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """One feed: its text comes from the pages it links to or from the feed itself; `every` is in seconds."""

    url: str
    outlet: str | None
    every: float
    text: Text
    max_items: int


@dataclass(frozen=True, slots=True)
class WatchConfig:
    """What feeds.toml says; durations are in seconds. See docs/watch.md for each."""

    feeds: dict[str, FeedConfig]
    threads: int = 4
    delay: float = 1.0
    stale_after: float = 7 * 86400.0
    dead_after: float = 7 * 86400.0
    loopback: bool = False


class _Feed(msgspec.Struct, forbid_unknown_fields=True):
    url: str
    outlet: str | None = None
    every: str | None = None
    text: Text | None = None
    max_items: int | None = None


class _Watch(msgspec.Struct, forbid_unknown_fields=True):
    every: str = "15m"
    text: Text = "page"
    max_items: int = 50
    threads: int = 4
    delay: str = "1s"
    stale_after: str = "7d"
    dead_after: str = "7d"
    loopback: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    feeds: list[_Feed]
    watch: _Watch = msgspec.field(default_factory=_Watch)


def load_config(path: Path) -> WatchConfig:
    """The configuration in a file; raises `InputError` (`watch.config`) when it is missing or says what it may not."""
    try:
        return read_config(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"{path} cannot be read: {error}.") from error


def read_config(text: str) -> WatchConfig:
    r"""The configuration in the text of a feeds.toml.

    >>> read_config('[[feeds]]\nurl = "https://news.example/rss"\nevery = "10m"').feeds["https://news.example/rss"].every
    600.0
    """
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _wrong(f"The list of feeds cannot be read: {error}.") from error
    if not file.feeds:
        raise _wrong("The list names no feed.")
    if not 1 <= file.watch.threads <= 32:
        raise _wrong(f"threads = {file.watch.threads} is not between 1 and 32.")
    feeds: dict[str, FeedConfig] = {}
    for feed in file.feeds:
        found = _feed(feed, file.watch)
        if found.url in feeds:
            raise _wrong(f"The feed {found.url} is listed twice.")
        feeds[found.url] = found
    watch = file.watch
    return WatchConfig(
        feeds=feeds,
        threads=watch.threads,
        delay=seconds(watch.delay),
        stale_after=seconds(watch.stale_after),
        dead_after=seconds(watch.dead_after),
        loopback=watch.loopback,
    )


def seconds(duration: str) -> float:
    """The seconds of a duration: "10m" is 600; units are s, m, h and d. Raises `InputError` (`watch.config`)."""
    found = _DURATION.fullmatch(duration.strip())
    if found is None:
        raise _wrong(f"{duration!r} is no duration.", 'Write it as "90s", "10m", "2h" or "7d".')
    return float(found[1]) * _SECONDS[found[2]]


def _feed(feed: _Feed, watch: _Watch) -> FeedConfig:
    url = feed.url.strip()
    try:
        checked(url)
    except FetchError as error:
        raise _wrong(f"The feed {feed.url!r} is at no address that may be fetched: {error.message}") from error
    every = seconds(feed.every or watch.every)
    if not SHORTEST <= every <= LONGEST:
        raise _wrong(f"{url} is to be polled every {feed.every or watch.every}: between 1m and 7d, please.")
    most = watch.max_items if feed.max_items is None else feed.max_items
    if not 1 <= most <= MOST_ITEMS:
        raise _wrong(f"max_items = {most} of {url} is not between 1 and {MOST_ITEMS}.")
    return FeedConfig(url=url, outlet=feed.outlet, every=every, text=feed.text or watch.text, max_items=most)


def _wrong(message: str, hint: str = "") -> InputError:
    return InputError("watch.config", message, hint=hint)
