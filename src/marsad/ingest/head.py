"""What a page states about its article: JSON-LD (schema.org), then meta tags, then its site's rules, then print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from marsad.ingest.document import Precision
from marsad.ingest.outlets import outlet_name, outlet_of
from marsad.ingest.published import read_published
from marsad.ingest.sites import Rules, Tree, rules_for, select

_TIME_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "parsely-pub-date", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date",
)  # fmt: skip
_TITLE_META = ("og:title", "twitter:title", "headline")
_AUTHOR_META = ("author", "article:author", "parsely-author", "dc.creator")
_TIME_ATTRIBUTES = ("datetime", "content", "title")
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"<[^<>]{1,200}>")
_PRINTED_LINES = 60  # short lines after the title among which the printed time is looked for
_MOST_OBJECTS = 10_000  # of a page's JSON-LD


@dataclass(frozen=True, slots=True)
class Head:
    """What a page states about its article; `body` is the text that its JSON-LD holds, one paragraph a line."""

    title: str | None
    published: tuple[str, Precision] | None
    outlet: str | None
    url: str | None
    author: str | None
    body: str | None
    rules: Rules


def read_head(tree: Tree, url: str | None) -> Head:
    """The statements of a page about itself; `url` is where it came from, if that is known."""
    objects = list(_objects(tree))
    stated = next((item for item in objects if _is_article(item)), {})
    meta = _meta(tree)
    url = (
        _web(url)
        or _web(meta.get("og:url"))
        or next(map(_web, _attributes(tree, "//link[@rel='canonical']/@href")), None)
    )
    rules = rules_for(tree, url)
    title = _title(text(stated.get("headline")), meta, tree, rules)
    site = _first(_name(_resolved(stated.get("publisher"), objects)), meta.get("og:site_name"))
    return Head(
        title=title,
        published=_published(tree, stated, meta, rules) or _printed_time(tree, title),
        outlet=(outlet_name(site, strict=True) if site else None) or outlet_of(url) or site,
        url=url,
        author=_author(tree, _name(_resolved(stated.get("author"), objects)), meta, rules),
        body=_stated_body(stated.get("articleBody")),
        rules=rules,
    )


def text(value: Any) -> str | None:
    """A stated value as one line of text without entities; None when it is empty or not a text."""
    if not isinstance(value, str):
        return None
    if "&" in value:
        from html import unescape

        value = unescape(value)
    return _SPACES.sub(" ", value).strip() or None


def plain(words: str) -> str:
    """The words alone, to compare headlines by."""
    return re.sub(r"\W+", " ", words).strip()


def _title(headline: str | None, meta: dict[str, str], tree: Tree, rules: Rules) -> str | None:
    """The stated headline, in the spelling of og:title where both have the same words: sites decorate the former."""
    shared = _first(*(meta.get(key) for key in _TITLE_META))
    if headline and shared and plain(headline) == plain(shared):
        return shared
    ruled = (text(element.text_content()) for element in _found(tree, rules.headline))
    return _first(headline, shared) or next(filter(None, ruled), None) or _heading(tree)


def _published(tree: Tree, stated: dict[str, Any], meta: dict[str, str], rules: Rules) -> tuple[str, Precision] | None:
    times = [text(stated.get("datePublished")), *(meta.get(key) for key in _TIME_META)]
    for element in _found(tree, rules.time):
        times += [text(element.get(key)) for key in _TIME_ATTRIBUTES] + [text(element.text_content())]
    times += _attributes(tree, "//time/@datetime")
    return next((read for time in times if time and (read := read_published(time))), None)


def _author(tree: Tree, stated: str | None, meta: dict[str, str], rules: Rules) -> str | None:
    named = _first(stated, *(meta.get(key) for key in _AUTHOR_META))
    printed = (text(element.text_content()) for element in _found(tree, rules.author))
    author = named or next(filter(None, printed), None)
    return None if author and author.startswith(("http:", "https:")) else author


def _stated_body(value: Any) -> str | None:
    """The paragraphs of `articleBody`, of which some sites leave the markup in."""
    if not isinstance(value, str):
        return None
    lines = (text(_MARKUP.sub(" ", line)) for line in re.split(r"\n|</p>|<br ?/?>", value))
    return "\n".join(line for line in lines if line) or None


def _objects(tree: Tree) -> Iterator[dict[str, Any]]:
    """The schema.org objects of the page, from JSON-LD; broken blocks are passed over."""
    queue: list[Any] = []
    for block in tree.xpath("//script[@type='application/ld+json']"):
        try:
            queue.append(json.loads(block.text_content(), strict=False))
        except (ValueError, RecursionError):
            continue
    for position, item in enumerate(queue):  # grows while it is read: breadth first
        if position == _MOST_OBJECTS:
            return
        if isinstance(item, list):
            queue += item
        elif isinstance(item, dict):
            yield item
            queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _is_article(item: dict[str, Any]) -> bool:
    kind = item.get("@type")
    return any(str(k).endswith(("Article", "BlogPosting")) for k in (kind if isinstance(kind, list) else [kind]))


def _resolved(value: Any, objects: Iterable[dict[str, Any]]) -> Any:
    """The object that `{"@id": …}` alone stands for."""
    if isinstance(value, dict) and "name" not in value and "@id" in value:
        return next((item for item in objects if item.get("@id") == value["@id"] and "name" in item), value)
    return value


def _meta(tree: Tree) -> dict[str, str]:
    """Lower-case name, property or itemprop of each meta tag → its content, the first of several."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = text(tag.get("content"))
        for key in (tag.get("property"), tag.get("name"), tag.get("itemprop")):
            if key and content:
                found.setdefault(key.strip().lower(), content)
    return found


def _heading(tree: Tree) -> str | None:
    headings = (text(heading.text_content()) for path in ("//h1", "//title") for heading in tree.xpath(path))
    return next((heading for heading in headings if heading), None)


def _found(tree: Tree, selectors: Iterable[str]) -> Iterator[Tree]:
    return (element for selector in selectors for element in select(tree, selector))


def _attributes(tree: Tree, path: str) -> list[str]:
    return list(map(str, tree.xpath(path)))  # plain strings: lxml's own keep the tree, and no encoder takes them


def _printed_time(tree: Tree, title: str | None) -> tuple[str, Precision] | None:
    """The first publication line that is printed after the title."""
    texts = tree.xpath("//body//text()[not(parent::script or parent::style)]")
    lines = [line for printed in texts if (line := text(printed))]
    after = max((i for i, line in enumerate(lines) if title and plain(line) == plain(title)), default=-1) + 1
    candidates = (line for line in lines[after : after + _PRINTED_LINES] if any(map(str.isdigit, line)))
    return next((read for line in candidates if (read := read_published(line))), None)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return _name(value[0]) if value else None
    return text(value.get("name") if isinstance(value, dict) else value)


def _web(value: str | None) -> str | None:
    return value if value and value.startswith(("http://", "https://")) else None


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)
