"""OPML lists of feeds, as feed readers export them."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from marsad.errors import InputError
from marsad.ingest.feeds.encoding import feed_text
from marsad.ingest.feeds.guard import outline


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list."""

    url: str
    title: str | None


def read_opml(data: bytes) -> list[Listed]:
    """The feeds of an OPML list, in its order, each address once; raises `InputError` (`feed.broken`, and see `outline`)."""
    xml = feed_text(data).encode("utf-8", "replace")
    seen = outline(xml, "")
    if seen.root != "opml" or not seen.whole:
        raise InputError("feed.broken", "This is no OPML list.")
    found: dict[str, Listed] = {}
    for element in ElementTree.fromstring(xml).iter("outline"):  # `outline` has refused entities and depth
        named = {name.lower(): " ".join(value.split()) for name, value in element.attrib.items()}
        if url := named.get("xmlurl"):
            found.setdefault(url, Listed(url, named.get("title") or named.get("text") or None))
    return list(found.values())
