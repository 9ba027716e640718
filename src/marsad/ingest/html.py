"""Articles in HTML pages: what the page states about itself first, then its text.

Title, time and outlet come from JSON-LD (schema.org), then from meta tags, then from what is printed; the body comes
from trafilatura, without comments. Nothing is fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marsad.errors import InputError
from marsad.ingest.boilerplate import article_paragraphs
from marsad.ingest.dateline import find_dateline
from marsad.ingest.decode import check, decode
from marsad.ingest.document import Document, Precision, document_id, titled
from marsad.ingest.outlets import outlet_name, outlet_of
from marsad.ingest.published import read_published
from marsad.text.canonical import canonical

LARGEST = 10_000_000  # characters of a page
_TIME_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "parsely-pub-date", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date",
)  # fmt: skip
_TITLE_META = ("og:title", "twitter:title", "headline")
_SPACES = re.compile(r"\s+")
_PRINTED_LINES = 60  # short lines after the title among which the printed time is looked for


@dataclass(frozen=True, slots=True)
class _Head:
    """What a page states about its article."""

    title: str | None
    published: tuple[str, Precision] | None
    outlet: str | None
    url: str | None


def read_html(data: bytes | str, *, name: str, url: str | None = None) -> Document:
    """The article in an HTML page: its text is the title, an empty line, and the paragraphs one a line.

    `url` is where the page came from, if the caller knows. Raises `InputError`: `input.no_article` when the page holds
    no article text, `input.too_long`, and what `decode` and `check` raise.
    """
    page = decode(data) if isinstance(data, bytes) else data
    if len(page) > LARGEST:
        raise InputError("input.too_long", f"The page has {len(page):,} characters; at most {LARGEST:,} are read.")
    tree = _parse(page)
    head = _head(tree, url)
    body = _body(tree, head.title)
    if not body:
        raise InputError("input.no_article", "The page holds no article text.", hint="Give the article's own page.")
    text, title_span = titled(head.title, body) if head.title else (body, None)
    check(text)
    dateline = find_dateline(text, title_span[1] if title_span else 0)
    published, precision = head.published or (dateline.published, dateline.precision)
    return Document(
        id=document_id(name, text),
        text=text,
        title=head.title,
        title_span=title_span,
        dateline_span=dateline.span,
        dateline_place_span=dateline.place,
        published=published,
        published_precision=precision,
        outlet=head.outlet,
        url=head.url,
        agency=dateline.agency,
    )


def _parse(page: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        # bytes, because lxml refuses a str with an XML encoding declaration
        return html.fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError("input.no_article", "The page is empty or is not HTML.") from error


def _body(tree: Any, title: str | None) -> str:
    from trafilatura import extract

    found = extract(tree, include_comments=False)
    paragraphs = [line.strip() for line in canonical(found or "").split("\n") if line.strip()]
    if paragraphs and title and _plain(paragraphs[0].lstrip("# ")) == _plain(title):
        paragraphs = paragraphs[1:]
    return "\n".join(article_paragraphs(paragraphs))


def _head(tree: Any, url: str | None) -> _Head:
    stated = next(_articles(tree), {})
    meta = _meta(tree)
    title = _title(_text(stated.get("headline")), meta, tree)
    times = (_text(stated.get("datePublished")), *(meta.get(key) for key in _TIME_META), _time_element(tree))
    published = next((read for time in times if time and (read := read_published(time))), None)
    url = _first(url, meta.get("og:url"), *_attributes(tree, "//link[@rel='canonical']/@href"))
    site = _first(_name(stated.get("publisher")), meta.get("og:site_name"))
    outlet = (outlet_name(site, strict=True) if site else None) or outlet_of(url) or site
    return _Head(title, published or _printed_time(tree, title), outlet, url)


def _title(headline: str | None, meta: dict[str, str], tree: Any) -> str | None:
    """The stated headline, in the spelling of og:title where both have the same words: sites decorate the former."""
    shared = _first(*(meta.get(key) for key in _TITLE_META))
    if headline and shared and _plain(headline) == _plain(shared):
        return shared
    return _first(headline, shared, _heading(tree))


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The schema.org objects of the page that are articles, from JSON-LD; broken blocks are passed over."""
    for block in tree.xpath("//script[@type='application/ld+json']"):
        try:
            queue = [json.loads(block.text_content(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue:
            item = queue.pop(0)
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                kind = item.get("@type")
                if any(
                    str(k).endswith(("Article", "BlogPosting")) for k in (kind if isinstance(kind, list) else [kind])
                ):
                    yield item
                queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _meta(tree: Any) -> dict[str, str]:
    """Lower-case name, property or itemprop of each meta tag → its content, the first of several."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = _text(tag.get("content"))
        for key in (tag.get("property"), tag.get("name"), tag.get("itemprop")):
            if key and content:
                found.setdefault(key.strip().lower(), content)
    return found


def _heading(tree: Any) -> str | None:
    headings = (_text(heading.text_content()) for path in ("//h1", "//title") for heading in tree.xpath(path))
    return next((heading for heading in headings if heading), None)


def _time_element(tree: Any) -> str | None:
    return next((stamp for stamp in _attributes(tree, "//time/@datetime") if stamp.strip()), None)


def _attributes(tree: Any, path: str) -> list[str]:
    return list(map(str, tree.xpath(path)))  # plain strings: lxml's own keep the tree, and no encoder takes them


def _printed_time(tree: Any, title: str | None) -> tuple[str, Precision] | None:
    """The first publication line that is printed after the title."""
    lines = [
        line for text in tree.xpath("//body//text()[not(parent::script or parent::style)]") if (line := _text(text))
    ]
    after = max((i for i, line in enumerate(lines) if title and _plain(line) == _plain(title)), default=-1) + 1
    candidates = (line for line in lines[after : after + _PRINTED_LINES] if any(map(str.isdigit, line)))
    return next((read for line in candidates if (read := read_published(line))), None)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return _name(value[0]) if value else None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _text(value: Any) -> str | None:
    """A stated value as one line of text without markup; None when it is empty or not a text."""
    if not isinstance(value, str):
        return None
    if "&" in value:
        from html import unescape

        value = unescape(value)
    return _SPACES.sub(" ", value).strip() or None


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)
