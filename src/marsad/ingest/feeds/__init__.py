"""Feeds: RSS 0.9 to 2.0, RDF, Atom, JSON Feed, and OPML lists of them.

>>> from marsad.ingest.feeds import read_feed
>>> xml = "<rss version='2.0'><channel><item><title>خبر</title><link>/a</link></item></channel></rss>"
>>> read_feed(xml.encode(), "https://news.example/rss").items[0].link
'https://news.example/a'

Whatever a feed holds, it is read in bounded time and memory, or refused: see `guard` and `loose`.
"""

from __future__ import annotations

import re
from typing import Any

from marsad.errors import InputError
from marsad.ingest.feeds.challenge import is_challenge, is_page
from marsad.ingest.feeds.encoding import feed_text
from marsad.ingest.feeds.guard import Outline, outline
from marsad.ingest.feeds.items import items_of
from marsad.ingest.feeds.jsonfeed import read_json
from marsad.ingest.feeds.loose import read_loose
from marsad.ingest.feeds.model import MOST_BYTES, Feed, Item, Stated
from marsad.ingest.feeds.opml import Listed, read_opml

__all__ = ["Feed", "Item", "Listed", "read_feed", "read_opml"]

_ROOTS = ("rss", "rdf", "feed")
_FEED = re.compile(r"<(?:\w+:)?(?:rss|rdf|feed)\b", re.I)
_MOST_UNCLOSED = 10_000  # tags without an end, of a feed whose XML is broken: <br> and <img> have none


def read_feed(data: bytes, url: str, content_type: str = "") -> Feed:
    """The feed in the bytes that came from `url`; `content_type` is the header, if there was one.

    Raises `InputError`: `feed.empty`, `feed.too_large`, `feed.entities`, `feed.too_deep`, `feed.too_many`,
    `feed.not_a_feed`, `feed.challenge` (a page that asks whether we are human), `feed.broken`, `feed.too_slow`, and what
    `decode` raises.
    """
    if not data.strip():
        raise InputError("feed.empty", "The feed is empty.")
    if len(data) > MOST_BYTES:
        raise InputError("feed.too_large", f"The feed has {len(data):,} bytes; at most {MOST_BYTES:,} are read.")
    text = feed_text(data, content_type)
    if text.startswith(("{", "[")):
        title, stated = read_json(text)
        return Feed(title=title, items=items_of(stated, url))
    xml = text.encode("utf-8", "replace")
    seen = outline(xml, url)
    if seen.root not in _ROOTS and (seen.whole or is_page(text) or not _FEED.search(text)):
        raise _no_feed(text)
    if seen.whole and not seen.items:
        return Feed(title=None, items=[])
    fast = _fast(text, seen) if seen.whole else None
    if fast:
        return Feed(title=fast[0], items=items_of(fast[1], url))
    if "<!entity" in text.lower():
        raise InputError("feed.entities", "The feed declares entities of its own, which no news feed needs.")
    if text.count("<") - 2 * text.count("</") > _MOST_UNCLOSED:
        raise InputError("feed.too_deep", f"The feed is broken and leaves more than {_MOST_UNCLOSED:,} elements open.")
    loose = read_loose(xml)
    if not loose.items:
        raise InputError("feed.broken", "The feed is broken, and no item of it can be saved.")
    return Feed(title=loose.title, items=items_of(loose.items, url), loose=True)


def _fast(text: str, seen: Outline) -> tuple[str | None, list[Stated]] | None:
    """Title and items by fastfeedparser; None when it does not see the items that are there."""
    import fastfeedparser

    try:
        parsed = fastfeedparser.parse(text.encode("utf-8", "replace"), include_tags=False, include_media=False)
    except Exception:  # it promises ValueError, but the XML is a stranger's
        return None
    entries = parsed["entries"]
    if len(entries) != len(seen.items):
        return None
    title = parsed.get("feed", {}).get("title")
    return title, [_stated(entry, item.time, item.base) for entry, item in zip(entries, seen.items, strict=True)]


def _stated(entry: Any, time: str | None, base: str) -> Stated:
    content = next((part.get("value") for part in entry.get("content") or [] if part.get("value")), None)
    return Stated(
        key=entry.get("id"),
        link=entry.get("link"),
        title=entry.get("title"),
        time=time,
        content=content,
        summary=entry.get("description"),
        base=base,
    )


def _no_feed(text: str) -> InputError:
    if is_challenge(text):
        return InputError("feed.challenge", "In place of the feed comes a page that asks whether we are human.")
    return InputError("feed.not_a_feed", "This is no feed.", hint="Give the address of the feed, not of the site.")
