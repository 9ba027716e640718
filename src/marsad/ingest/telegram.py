"""Channels as Telegram's desktop program exports them (messages.html): one article a message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from marsad.errors import InputError
from marsad.ingest.dateline import find_dateline
from marsad.ingest.decode import check
from marsad.ingest.document import Document, Failure, document_id
from marsad.ingest.head import text
from marsad.ingest.outlets import outlet_name
from marsad.ingest.sites import Tree, select

_MESSAGE = ".history .message.default"
_TIME = "%d.%m.%Y %H:%M:%S UTC%z"


def is_export(tree: Tree) -> bool:
    """Whether a page is such an export."""
    return next(select(tree, ".page_wrap .chat_page .history"), None) is not None


def read_messages(tree: Tree, *, name: str) -> Iterator[Document | Failure]:
    """The messages that have a text, in order; the id is that of the file and the message's number ("messages-101").

    The outlet is the channel, the time that of the message with its zone. Pictures and notes of the program are passed
    over; a text that is not Arabic is a `Failure`.
    """
    channel = next((text(title.text_content()) for title in select(tree, ".page_header .text")), None)
    outlet = (outlet_name(channel, strict=True) if channel else None) or channel
    for message in select(tree, _MESSAGE):
        body = next((_printed(element) for element in select(message, ".text")), "")
        number = str(message.get("id", "")).removeprefix("message")
        if not body:
            continue
        try:
            dateline = find_dateline(check(body))
        except InputError as error:
            yield Failure(f"{name}, message {number}", error)
            continue
        published = next((_time(str(date.get("title", ""))) for date in select(message, ".date.details")), None)
        yield Document(
            id=f"{document_id(name, body)}-{number}",
            text=body,
            dateline_span=dateline.span,
            dateline_place_span=dateline.place,
            published=published or dateline.published,
            published_precision="minute" if published else dateline.precision,
            outlet=outlet,
            agency=dateline.agency,
        )


def _printed(element: Tree) -> str:
    from marsad.ingest.html import printed_lines

    return "\n".join(printed_lines(element))


def _time(stated: str) -> str | None:
    try:
        return datetime.strptime(stated.strip(), _TIME).isoformat(timespec="minutes")
    except ValueError:
        return None
