"""JSON Feed 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import msgspec

from marsad.errors import InputError
from marsad.ingest.feeds.model import Stated


class _Item(msgspec.Struct):
    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None


class _Feed(msgspec.Struct):
    version: str
    items: list[_Item]
    title: str | None = None


def read_json(text: str) -> tuple[str | None, list[Stated]]:
    """Title and items of a JSON Feed; raises `InputError` (`feed.broken`). Nesting is bounded by msgspec."""
    try:
        feed = msgspec.json.decode(text.encode("utf-8", "replace"), type=_Feed)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InputError("feed.broken", f"This is no JSON Feed: {error}.") from error
    if "jsonfeed.org" not in feed.version:
        raise InputError("feed.broken", f"This is no JSON Feed: its version is {feed.version!r}.")
    return feed.title, [_stated(item) for item in feed.items]


def _stated(item: _Item) -> Stated:
    content = item.content_html or (_markup(item.content_text) if item.content_text else None)
    return Stated(
        key=None if item.id is None else str(item.id),
        link=item.url or item.external_url,
        title=_markup(item.title or ""),
        time=item.date_published or item.date_modified,
        content=content,
        summary=_markup(item.summary) if item.summary else None,
    )


def _markup(text: str) -> str:
    from html import escape

    return escape(text, quote=False).replace("\n", "<br>")
