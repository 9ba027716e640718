"""The pages and their JSON twins. Each reads the store once, in the thread that answers, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from marsad.resolve import ontology
from marsad.store.model import EventFilter, Store
from marsad.web.query import PAGE_SIZE, Controls, controls, event_filter
from marsad.web.reading import read
from marsad.web.rendering import Address, article_path, link, page
from marsad.web.stylesheet import stylesheet


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a list stands: how many rows there are, which ones are shown, and the pages beside it."""

    total: int
    first: int
    last: int
    previous: str | None
    next: str | None


def routes(open_database: Callable[[], Store]) -> APIRouter:
    """All pages over a database; `open_database` is called for each request, since a store serves one thread."""
    router = APIRouter()
    get = partial(router.api_route, methods=["GET", "HEAD"])

    @get("/")
    def articles(request: Request) -> Response:
        asked = controls(dict(request.query_params))
        rows, total = _article_rows(open_database, asked)
        at = _address(request)
        paging = _paging(at, asked, len(rows), total)
        return page("articles.html", at, asked.lang, here="articles", rows=rows, paging=paging, q=asked.q or "")

    @get("/articles.json")
    def articles_json(request: Request) -> Response:
        asked = controls(dict(request.query_params))
        rows, total = _article_rows(open_database, asked)
        paging = _paging(_address(request), asked, len(rows), total, spoken=False)
        return _json({"total": total, "previous": paging.previous, "next": paging.next, "articles": rows})

    @get("/articles")
    def articles_moved(request: Request) -> Response:
        return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")

    @get("/articles/{rest:path}")
    def article(request: Request) -> Response:
        identity, form = _article_asked(request)
        asked = controls(dict(request.query_params))
        with open_database() as store:
            report = store.article(identity)
        if form == ".json":
            return Response(report.to_json(), media_type="application/json")
        reading = read(report)
        if form == ".css":
            return Response(stylesheet(reading), media_type="text/css")
        at = Address(article_path(identity))
        return page(
            "article.html", at, asked.lang, here="article", reading=reading, stylesheet=link(f"{at.path}.css", None)
        )

    @get("/events")
    def events(request: Request) -> Response:
        asked, where = controls(dict(request.query_params)), event_filter(dict(request.query_params))
        with open_database() as store:
            rows = list(store.events(where, limit=PAGE_SIZE, offset=asked.offset))
            total = store.event_count(where)
        at = _address(request)
        paging = _paging(at, asked, len(rows), total)
        return page(
            "events.html", at, asked.lang, here="events", rows=rows, paging=paging, where=where,
            modes=ontology.modes(where.type) if where.type else {},
        )  # fmt: skip

    @get("/events.json")
    def events_json(request: Request) -> Response:
        asked, where = controls(dict(request.query_params)), event_filter(dict(request.query_params))
        with open_database() as store:
            rows = list(store.events(where, limit=PAGE_SIZE, offset=asked.offset))
            total = store.event_count(where)
        paging = _paging(_address(request), asked, len(rows), total, spoken=False)
        return _json({"total": total, "previous": paging.previous, "next": paging.next, "events": rows})

    @get("/feeds")
    def feeds(request: Request) -> Response:
        asked = controls(dict(request.query_params))
        with open_database() as store:
            rows = store.feeds.rows()
        return page("feeds.html", _address(request), asked.lang, here="feeds", rows=rows)

    @get("/feeds.json")
    def feeds_json() -> Response:
        with open_database() as store:
            return _json({"feeds": store.feeds.rows()})

    return router


def _article_rows(open_database: Callable[[], Store], asked: Controls) -> tuple[list[dict[str, Any]], int]:
    """The articles of one page, each with its events counted by type."""
    with open_database() as store:
        rows = [
            msgspec.to_builtins(row) | {"types": store.counts("type", EventFilter(article=row.id))}
            for row in store.articles(asked.q, limit=PAGE_SIZE, offset=asked.offset)
        ]
        return rows, store.article_count(asked.q)


def _article_asked(request: Request) -> tuple[str, str]:
    """The id and the form ("", ".json", ".css") from the path as it was sent, where a "/" of the id is still "%2F"."""
    sent = request.scope.get("raw_path") or quote(request.url.path).encode()
    name = sent.decode("ascii").partition("/articles/")[2]
    for form in (".json", ".css"):
        if name.endswith(form):
            return unquote(name.removesuffix(form)), form
    return unquote(name), ""


def _address(request: Request) -> Address:
    query = tuple((name, value) for name, value in request.query_params.items() if name != "lang")
    return Address(request.url.path, query)


def _paging(at: Address, asked: Controls, shown: int, total: int, *, spoken: bool = True) -> Paging:
    language = asked.lang if spoken else None
    before = at.url(language, page=asked.page - 1 if asked.page > 2 else None) if asked.page > 1 else None
    after = at.url(language, page=asked.page + 1) if asked.offset + shown < total and shown else None
    first = asked.offset + 1 if shown else 0
    return Paging(total, first, asked.offset + shown if shown else 0, before, after)


def _json(content: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(content), media_type="application/json")
