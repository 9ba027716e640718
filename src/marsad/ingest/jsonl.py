"""JSONL: one article an object, one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from marsad.errors import InputError
from marsad.ingest.dateline import find_dateline
from marsad.ingest.decode import check
from marsad.ingest.document import Document, Failure, titled
from marsad.ingest.plain import dateline_start, find_title
from marsad.ingest.published import stated_published
from marsad.text.canonical import canonical

_BOM = b"\xef\xbb\xbf"


class _Object(msgspec.Struct):
    """An object as users write it; other keys are ignored."""

    id: str | int
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None


_decoder = msgspec.json.Decoder(_Object)


def read_jsonl(lines: Iterable[bytes], *, name: str = "jsonl") -> Iterator[Document | Failure]:
    """One `Document` or one `Failure` for each line that is not blank, in the order of the lines; no line raises.

    Keys: `id`, `text`, and optionally `title`, `published`, `outlet`, `url`. Without a title the article's text is
    the canonical form of `text`, otherwise unchanged; with one it is the title, an empty line, and `text`. Without
    `published` a publication line under the title is read. Error codes: `input.json`, `input.fields`, `input.published`
    and those of `check`.
    """
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(_BOM) if number == 1 else line
        if content.strip():
            try:
                yield _document(content)
            except InputError as error:
                yield Failure(name, error, number)


def _document(line: bytes) -> Document:
    article = _object(line)
    title = article.title if article.title and article.title.strip() else None
    title_span = None
    if title is None:
        text = canonical(check(article.text))
        start = dateline_start(text, find_title(text))
    else:
        title = canonical(title)
        text, title_span = titled(title, canonical(check(article.text)))
        start = len(title)
    dateline = find_dateline(text, start)
    published, precision = stated_published(article.published) or (dateline.published, dateline.precision)
    return Document(
        id=str(article.id),
        text=text,
        title=title,
        title_span=title_span,
        dateline_span=dateline.span,
        dateline_place_span=dateline.place,
        published=published,
        published_precision=precision,
        outlet=article.outlet or None,
        url=article.url or None,
        agency=dateline.agency,
    )


def _object(line: bytes) -> _Object:
    try:
        article = _decoder.decode(line)
    except msgspec.ValidationError as error:
        raise InputError(
            "input.fields", f"The object does not fit: {error}.", hint="An article needs the strings `id` and `text`."
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            "input.json", f"The line is not a JSON object in UTF-8: {error}.", hint="Write one object per line."
        ) from error
    if article.id == "":
        raise InputError("input.fields", "The object has an empty `id`.", hint="Give every article an id of its own.")
    return article
