"""A look at the XML of a feed before any parser builds a tree of it: bounded in time and memory, whatever it holds.

Expat passes over the bytes once. Declared entities (billion laughs, XXE), deep nesting and floods of elements are refused;
on the way it notes what the parsers lose: each item's time as stated, with its zone, and what its links are relative to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.parsers import expat

from marsad.errors import InputError
from marsad.ingest.feeds.model import LONGEST_LINK

DEEPEST = 100  # elements in each other
MOST_ELEMENTS = 300_000
MOST_ATTRIBUTES = 100  # of one element, and namespaces that it declares: libxml2 is quadratic in them
_LONGEST_TIME = 200  # characters
_TIMES = ("pubdate", "published", "issued", "date", "created", "updated", "modified", "lastbuilddate")
_ITEMS = ("item", "entry")
_BASE = "http://www.w3.org/XML/1998/namespace base"


@dataclass(slots=True)
class ItemOutline:
    """Of one item: the base address of its links, and the words of its times by their names."""

    base: str
    times: dict[str, str] = field(default_factory=dict)

    @property
    def time(self) -> str | None:
        """The time of publication as stated, else that of the last change."""
        return next((self.times[name] for name in _TIMES if self.times.get(name)), None)


@dataclass(slots=True)
class Outline:
    """What was seen: the name of the outermost element, the items in order, and whether the XML is whole."""

    root: str = ""
    items: list[ItemOutline] = field(default_factory=list)
    whole: bool = False


def outline(xml: bytes, url: str) -> Outline:
    """The outline of a feed in UTF-8 that came from `url`.

    Raises `InputError`: `feed.entities`, `feed.too_deep`, `feed.too_many`. What is no whole XML is seen up to its fault.
    """
    walk = _Walk(url)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.text
    parser.EntityDeclHandler = _refuse_entities
    parser.StartNamespaceDeclHandler = walk.namespace
    try:
        parser.Parse(xml, True)
        walk.found.whole = True
    except expat.ExpatError:
        pass
    return walk.found


class _Walk:
    def __init__(self, url: str) -> None:
        self.found = Outline()
        self._bases = [url]
        self._item_depth = 0  # of the item that we are in; 0 outside of items
        self._elements = 0
        self._namespaces = 0  # that the next element declares
        self._words: list[str] | None = None  # of the time that we are in

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        self._elements += 1
        if len(self._bases) > DEEPEST:
            raise InputError("feed.too_deep", f"The feed nests more than {DEEPEST} elements in each other.")
        if self._elements > MOST_ELEMENTS:
            raise InputError("feed.too_many", f"The feed has more than {MOST_ELEMENTS:,} elements.")
        if len(attributes) > MOST_ATTRIBUTES or self._namespaces > MOST_ATTRIBUTES:
            raise InputError("feed.too_many", f"An element of the feed has more than {MOST_ATTRIBUTES} attributes.")
        self._namespaces = 0
        if len(self._bases) == 1:
            self.found.root = local
        base = attributes.get(_BASE)
        self._bases.append(_joined(self._bases[-1], base) if base else self._bases[-1])
        if not self._item_depth and local in _ITEMS:
            self._item_depth = len(self._bases)
            self.found.items.append(ItemOutline(self._bases[-1]))
        elif self._item_depth and len(self._bases) == self._item_depth + 1 and local in _TIMES:
            self._words = []

    def namespace(self, prefix: str | None, address: str | None) -> None:
        self._namespaces += 1

    def end(self, name: str) -> None:
        if self._words is not None:
            local = name.rpartition(" ")[2].lower()
            self.found.items[-1].times.setdefault(local, "".join(self._words).strip())
            self._words = None
        if len(self._bases) == self._item_depth:
            self._item_depth = 0
        self._bases.pop()

    def text(self, data: str) -> None:
        if self._words is not None and len(self._words) < _LONGEST_TIME:
            self._words.append(data[:_LONGEST_TIME])


def _refuse_entities(*_: object) -> None:
    raise InputError("feed.entities", "The feed declares entities of its own, which no news feed needs.")


def _joined(base: str, address: str) -> str:
    if len(address) > LONGEST_LINK:
        return base
    try:
        joined = urljoin(base, address)
    except ValueError:
        return base
    return joined if len(joined) <= LONGEST_LINK else base
