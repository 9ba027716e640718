"""JSON: one article an object; JSONL with one object a line, or a file with one object or a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.ingest.dateline import find_dateline
from marsad.ingest.decode import check
from marsad.ingest.dialects import translate
from marsad.ingest.document import Document, Failure, Span, titled
from marsad.ingest.outlets import outlet_name
from marsad.ingest.plain import dateline_start, find_title
from marsad.ingest.published import stated_published
from marsad.text.canonical import canonical

_BOM = b"\xef\xbb\xbf"


class _Object(msgspec.Struct):
    """An object as users write it; other keys are ignored. `title_in_text`: the title with which `text` begins."""

    id: str | int
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    title_in_text: str | None = None


_decoder = msgspec.json.Decoder()


def read_jsonl(lines: Iterable[bytes], *, name: str = "jsonl") -> Iterator[Document | Failure]:
    """One `Document` or one `Failure` for each line that is not blank, in the order of the lines; no line raises.

    Keys: `id`, `text`, and optionally `title`, `published`, `outlet`, `url`, `author`; other tools have other ones
    (knowledge/dialects.yaml). Without a title the article's text is the canonical form of `text`, otherwise unchanged;
    with one it is the title, an empty line, and `text`. Without `published` a publication line under the title is read.
    Error codes: `input.json`, `input.fields`, `input.published` and those of `check`.
    """
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(_BOM) if number == 1 else line
        if content.strip():
            try:
                yield document(_decoded(content))
            except InputError as error:
                yield Failure(name, error, number)


def read_json(data: bytes, *, name: str = "json") -> Iterator[Document | Failure]:
    """The articles in a file that holds one object, or a list of objects; `line` of a failure is the place in the list."""
    try:
        found = _decoded(data.removeprefix(_BOM))
    except InputError as error:
        if b"\n" not in data.strip():
            yield Failure(name, error)
            return
        yield from read_jsonl(data.split(b"\n"), name=name)  # objects one a line under another name
        return
    for number, item in enumerate(found if isinstance(found, list) else [found], start=1):
        try:
            yield document(item)
        except InputError as error:
            yield Failure(name, error, number if isinstance(found, list) else None)


def document(found: Any) -> Document:
    """The article in an object of ours or of another tool; raises `InputError` as said at `read_jsonl`."""
    article = _object(found)
    title = canonical(article.title) if article.title and article.title.strip() else None
    if title is None:
        text = canonical(check(article.text))
        title_span = _title_in(text, article.title_in_text)
        start = title_span[1] if title_span else dateline_start(text, find_title(text))
    else:
        text, title_span = titled(title, canonical(check(article.text)))
        start = len(title)
    dateline = find_dateline(text, start)
    published, precision = stated_published(article.published) or (dateline.published, dateline.precision)
    author = article.author or None
    return Document(
        id=str(article.id),
        text=text,
        title=text[slice(*title_span)] if title_span else None,
        title_span=title_span,
        dateline_span=dateline.span,
        dateline_place_span=dateline.place,
        published=published,
        published_precision=precision,
        outlet=article.outlet or None,
        url=article.url or None,
        agency=dateline.agency or (outlet_name(author, strict=True) if author else None),
        author=author,
    )


def _title_in(text: str, title: str | None) -> Span | None:
    start = len(text) - len(text.lstrip())
    return (start, start + len(title)) if title and text.startswith(title, start) else None


def _object(found: Any) -> _Object:
    try:
        article = msgspec.convert(translate(found) if isinstance(found, dict) else found, _Object)
    except msgspec.ValidationError as error:
        raise InputError(
            "input.fields", f"The object does not fit: {error}.", hint="An article needs the strings `id` and `text`."
        ) from error
    if article.id == "":
        raise InputError("input.fields", "The object has an empty `id`.", hint="Give every article an id of its own.")
    return article


def _decoded(line: bytes) -> Any:
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            "input.json", f"The line is not a JSON object in UTF-8: {error}.", hint="Write one object per line."
        ) from error
