"""From an item of a feed to an article that can be coded."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from urllib.parse import urlsplit

from marsad.errors import InputError
from marsad.ingest import Document, read_html
from marsad.ingest.addresses import address_id, site_name
from marsad.ingest.dateline import find_dateline
from marsad.ingest.decode import check
from marsad.ingest.document import titled
from marsad.ingest.feeds import Item
from marsad.ingest.feeds.challenge import is_challenge
from marsad.ingest.feeds.markup import paragraphs
from marsad.ingest.fetch import Fetched
from marsad.ingest.outlets import outlet_of


def article_id(item: Item, feed: str, *, own_link: bool = True) -> str:
    """The id of an item's article: the site, and a digest of the link without what only counts readers.

    The same article in two feeds of a site has one id: "news.example-3f2a91c07b5d4e68". A link that items of a feed share
    (it leads to the front page, say) names none of them: then `own_link` is false, and the item's key counts.
    """
    if item.link and own_link:
        return address_id(item.link)
    site = site_name(urlsplit(item.link or feed).hostname or "feed")
    words = f"{feed}\n{item.key}"
    return f"{site}-{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:16]}"


def from_page(page: Fetched, item: Item, identity: str, outlet: str | None) -> Document:
    """The article on an item's page; the feed says when it was published where the page does not say it to the minute.

    A page without an article gives the text that the feed calls the content. Raises `InputError`: `page.challenge` for a
    page that asks whether we are human, and what `read_html` raises.
    """
    try:
        document = read_html(page.body, name=identity, url=page.url)
    except InputError as error:
        if is_challenge(page.body.decode("utf-8", "replace")):
            raise InputError(
                "page.challenge", "In place of the article comes a page that asks whether we are human."
            ) from error
        if error.code != "input.no_article" or not item.full:
            raise
        return from_feed(item, identity, outlet)
    document = replace(document, id=identity, outlet=outlet or document.outlet)
    return _dated(document, item)


def from_feed(item: Item, identity: str, outlet: str | None) -> Document:
    """The article as the feed itself gives it; raises `InputError` (`input.no_article`, and what `check` raises)."""
    lines = paragraphs(item.html or "")
    if not lines:
        raise InputError("input.no_article", "The item holds no text.", hint='Watch this feed with text = "page".')
    body = "\n".join(lines)
    text, title_span = titled(item.title, body) if item.title else (body, None)
    check(text)
    dateline = find_dateline(text, title_span[1] if title_span else 0)
    document = Document(
        id=identity,
        text=text,
        title=item.title,
        title_span=title_span,
        dateline_span=dateline.span,
        dateline_place_span=dateline.place,
        published=dateline.published,
        published_precision=dateline.precision,
        outlet=outlet or outlet_of(item.link),
        url=item.link,
        agency=dateline.agency,
    )
    return _dated(document, item)


def _dated(document: Document, item: Item) -> Document:
    if item.published and document.published_precision != "minute":
        return replace(document, published=item.published, published_precision=item.precision)
    return document
