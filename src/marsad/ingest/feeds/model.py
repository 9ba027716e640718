"""What a feed gives: its items, in the order of the feed."""

from __future__ import annotations

import msgspec

from marsad.ingest.document import Precision

MOST_BYTES = 8 << 20  # of a feed, unpacked: the largest seen of a newspaper are below 2 MiB
MOST_ITEMS = 1000
LONGEST_TITLE = 1000  # characters; longer ones are cut
LONGEST_LINK = 2000  # characters; longer ones are no links
LONGEST_TEXT = 1_000_000  # characters of markup; longer texts are left out


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a feed.

    `key` names it within its feed, for good: the id that the feed states, else the link, else a digest of its words.
    `link` is absolute. `published` is ISO 8601 with the zone as stated ("2026-03-23T22:40+03:00"), and none is added.
    `html` is the text that the feed gives, as markup; `full` says that the feed calls it the content, not a summary.
    """

    key: str
    link: str | None = None
    title: str | None = None
    published: str | None = None
    precision: Precision | None = None
    html: str | None = None
    full: bool = False


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that was read; `loose`: its XML was broken and what could be saved was saved."""

    title: str | None
    items: list[Item]
    loose: bool = False


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """An item as its feed states it, before anything is made of it; `base` is what its link is relative to."""

    key: str | None = None
    link: str | None = None
    title: str | None = None
    time: str | None = None
    content: str | None = None
    summary: str | None = None
    base: str = ""
