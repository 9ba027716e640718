"""From what a feed states to items: keys, absolute links, titles in words, times with their zones."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urljoin, urlsplit

from marsad.ingest.document import Precision
from marsad.ingest.feeds.markup import one_line
from marsad.ingest.feeds.model import LONGEST_LINK, LONGEST_TEXT, LONGEST_TITLE, MOST_ITEMS, Item, Stated
from marsad.ingest.published import read_published

_HIJRI_DAY = re.compile(r"(1[34]\d\d)-(\d\d)-(\d\d)(.*)", re.DOTALL)
_LONGEST_TIME = 120  # characters


def items_of(stated: list[Stated], url: str) -> list[Item]:
    """The items of a feed at `url`, in its order; the first of several with one key, and none that says nothing."""
    found: dict[str, Item] = {}
    for each in stated[:MOST_ITEMS]:
        item = _item(each, url)
        if item.link or item.title or item.html:
            found.setdefault(item.key, item)
    return list(found.values())


def read_time(value: str | None) -> tuple[str, Precision] | None:
    """A stated time as (ISO 8601, precision), the zone as stated; None when there is none that can be read.

    Beside what `read_published` reads, ISO days of the Hijri calendar ("1447-09-12") are read, by the Umm al-Qura table.
    """
    if not value or len(value) > _LONGEST_TIME:
        return None
    value = value.strip().translate(_DIGITS)
    if hijri := _HIJRI_DAY.fullmatch(value):
        day = _gregorian(*map(int, hijri.groups()[:3]))
        return read_published(day + hijri[4]) if day else None
    try:
        found = read_published(value)
    except OverflowError:
        return None
    return found if found and found[0][:4] >= "1900" else None


_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}


def _item(stated: Stated, url: str) -> Item:
    title = one_line((stated.title or "")[:LONGEST_TITLE])
    link = _link(stated.link, stated.base or url)
    text = stated.content or stated.summary
    html = text if text and len(text) <= LONGEST_TEXT else None
    published, precision = read_time(stated.time) or (None, None)
    stated_key = "" if stated.key == stated.link else " ".join((stated.key or "").split())
    key = stated_key or link or _digest(title, html or "")
    return Item(
        key=key if len(key) <= LONGEST_LINK else _digest(key),
        link=link,
        title=title or None,
        published=published,
        precision=precision,
        html=html,
        full=bool(html and stated.content),
    )


def _link(address: str | None, base: str) -> str | None:
    address = "".join((address or "").split())
    if not address or len(address) > LONGEST_LINK:
        return None
    try:
        link = urljoin(base, address)
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and parts.netloc else None


def _gregorian(year: int, month: int, day: int) -> str | None:
    from hijridate import Hijri

    try:
        return str(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:32]
