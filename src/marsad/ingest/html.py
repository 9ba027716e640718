"""Articles in HTML pages: what the page states about itself first (`marsad.ingest.head`), then its text.

The body comes from the element that the page or the rules of its site name (knowledge/sites.yaml), else from trafilatura,
without comments, menus and links to other articles. Nothing is fetched, no entity of a page's own is expanded, and what
lies deeper than 250 elements is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import cast

from marsad.errors import InputError
from marsad.ingest.boilerplate import article_paragraphs
from marsad.ingest.dateline import find_dateline
from marsad.ingest.decode import check, decode
from marsad.ingest.document import Document, Failure, document_id, titled
from marsad.ingest.head import Head, plain, read_head
from marsad.ingest.outlets import outlet_name
from marsad.ingest.sites import Rules, Tree, drop_litter, select
from marsad.text.canonical import canonical

LARGEST = 10_000_000  # characters of a page
MOST_ELEMENTS = 50_000  # of a page: ten times what the longest articles have, and some five seconds of work
MOST_ATTRIBUTES = 5_000  # of an element: the parser's time grows with their square
_LEAST_BODY = 80  # code points of text under which a rule is taken to have found another thing than the body
_WITHOUT_TEXT = frozenset(["script", "style", "noscript", "template", "form", "select", "button", "svg", "iframe"])
_WITHIN_LINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small",
     "span", "strong", "sub", "sup", "time", "u"]
)  # fmt: skip
_LAYOUT = "//table[.//p or .//h1 or .//h2 or .//table]"  # old sites put whole pages into tables
_SPACES = re.compile(r"\s+")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*+\"|'[^']*+'){10000,}+")


def read_page(data: bytes | str, *, name: str, url: str | None = None) -> Iterator[Document | Failure]:
    """The articles of a page: one, or the messages of a Telegram export (`marsad.ingest.telegram`)."""
    from marsad.ingest.telegram import is_export, read_messages

    try:
        tree = _parse(data)
        if is_export(tree):
            yield from read_messages(tree, name=name)
        else:
            yield _article(tree, name, url)
    except InputError as error:
        yield Failure(name, error)


def read_html(data: bytes | str, *, name: str, url: str | None = None) -> Document:
    """The article in an HTML page: its text is the title, an empty line, and the paragraphs one a line.

    `url` is where the page came from, if the caller knows. Raises `InputError`: `input.no_article` when the page holds
    no article text, `input.too_long`, and what `decode` and `check` raise.
    """
    return _article(_parse(data), name, url)


def _article(tree: Tree, name: str, url: str | None) -> Document:
    head = read_head(tree, url)
    body = _body(tree, head)
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
        agency=dateline.agency or (outlet_name(head.author, strict=True) if head.author else None),
        author=head.author,
    )


def _parse(data: bytes | str) -> Tree:
    from lxml import etree, html  # type: ignore[import-untyped]

    page = decode(data) if isinstance(data, bytes) else data
    if len(page) > LARGEST:
        raise InputError("input.too_long", f"The page has {len(page):,} characters; at most {LARGEST:,} are read.")
    if any(len(_QUOTED.sub("", tag[0]).split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        raise InputError("input.too_long", f"An element of the page has more than {MOST_ATTRIBUTES:,} attributes.")
    try:
        # bytes, because lxml refuses a str with an XML encoding declaration
        tree = html.fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError("input.no_article", "The page is empty or is not HTML.") from error
    if (elements := int(tree.xpath("count(//*)"))) > MOST_ELEMENTS:
        raise InputError("input.too_long", f"The page has {elements:,} elements; at most {MOST_ELEMENTS:,} are read.")
    return tree


def _body(tree: Tree, head: Head) -> str:
    """The paragraphs one a line; from the page's own JSON-LD where the page shows less than half of it."""
    drop_litter(tree, head.rules)
    links = {plain(link.text_content()) for link in tree.iter("a")}
    found = _ruled_lines(tree, head.rules) or _extracted_lines(tree)
    lines = [line for line in found if (words := plain(line)) not in links and words != plain(head.title or "")]
    if head.body and len(head.body) > 2 * sum(map(len, lines)):
        lines = head.body.split("\n")
    return "\n".join(article_paragraphs(lines))


def _ruled_lines(tree: Tree, rules: Rules) -> list[str]:
    for selector in rules.body:
        found = list(select(tree, selector))
        inner = {id(below) for element in found for below in element.iterdescendants()}
        lines = [line for element in found if id(element) not in inner for line in printed_lines(element)]
        if sum(map(len, lines)) >= _LEAST_BODY:
            return lines
    return []


def _extracted_lines(tree: Tree) -> list[str]:
    for table in tree.xpath(_LAYOUT):
        for part in (table, *table.iterdescendants("tbody", "tr", "td")):
            part.tag = "div"
    found = canonical(_extractor()(tree, include_comments=False) or "")
    return [line.strip() for line in found.split("\n") if line.strip()]


@cache
def _extractor() -> Callable[..., str | None]:
    import logging

    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read, we report
    return cast(Callable[..., str | None], extract)


def printed_lines(element: Tree) -> Iterator[str]:
    """The printed lines of an element: blocks and `<br>` break them, other tags do not."""
    from lxml import etree

    parts: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        silent = node.tag in _WITHOUT_TEXT
        if event == "start":
            hidden += silent
            parts += ["" if node.tag in _WITHIN_LINE else "\n", "" if hidden else _SPACES.sub(" ", node.text or "")]
            continue
        hidden -= silent and event == "end"
        if event == "end" and node.tag not in _WITHIN_LINE:
            parts.append("\n")
        if node is not element and not hidden:
            parts.append(_SPACES.sub(" ", node.tail or ""))
    return (line for part in "".join(parts).split("\n") if (line := _SPACES.sub(" ", part).strip()))
