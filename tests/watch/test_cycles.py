"""Two hundred cycles over a dozen outlets with random failures: every article exactly once, and the right statuses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import msgspec
from ingest.sites import Page, Request, moved

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.ingest.fetch import Fetcher, Policy
from marsad.record import Report
from marsad.store import open_store
from marsad.watch.config import WatchConfig, read_config
from marsad.watch.loop import Watcher

from .clock import TestClock
from .world import MAKES, PAGES, SHORT, Entry, World, atom, json_feed, packed, rdf, rss, served, slow, tagged

CYCLES = 200
CALM = 130  # the cycle from which on nothing fails by chance any more
LATE = 150  # the cycle from which on some feeds no longer work
UNREST = 0.25
LOCAL = Policy(loopback=True, delay=0.0, seconds=8.0, patience=3.0)
LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ها"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><rss><channel><item>&b;</item></channel></rss>'
)
DEEP = "<rss><channel><item>" + "<a>" * 100_000 + "</a>" * 100_000 + "</item></channel></rss>"
NOTHING = "<rss version='2.0'><channel><title>أخبار</title></channel></rss>"
CHALLENGE = "<!doctype html><html><head><title>Just a moment...</title></head></html>"


class Killed(BaseException):
    """Stands for the end of the process."""


def pages_of(world: World) -> tuple[dict[str, Page], dict[str, list[Entry]]]:
    """The pages of all makes by host and path, and the entries by which feeds tell of them, by host."""
    pages: dict[str, Page] = {}
    entries: dict[str, list[Entry]] = {}
    for number, make in enumerate(MAKES):
        body = (PAGES / f"{make}.html").read_bytes()
        wanted = json.loads((PAGES / f"{make}.json").read_text(encoding="utf-8"))
        where = urlsplit(wanted["url"] or f"http://{make.replace('_', '-')}.example/a/{number}")
        assert where.hostname
        path = where.path + (f"?{where.query}" if where.query else "")
        pages[where.hostname + where.path] = _page(body, number)
        entries[where.hostname] = [Entry(path, wanted["title"], 1 + 9 * number)]
    return pages, entries


def _page(body: bytes, number: int) -> Page:
    return lambda request: packed(request, body, number, Content_Type="text/html")


def feeds_of(world: World, entries: dict[str, list[Entry]]) -> dict[str, Page]:
    """One feed for each host, of different make, at /feed."""

    def feed(host: str, number: int) -> Page:
        def link(entry: Entry) -> str:
            return world.at(host, entry.path)

        def respond(request: Request) -> None:
            known = [entry for entry in entries[host] if entry.since <= world.cycle]
            bodies = [
                lambda: rss(known, link=link).encode(),
                lambda: atom(known, link).encode(),
                lambda: rdf(known, link).encode(),
                lambda: rss(known, link=lambda e: e.path, head='<?xml version="1.0" encoding="utf-8"?>').encode(
                    "cp1256", "replace"
                ),
                lambda: json_feed(known, link).encode(),
                lambda: ("\n\n" + atom(known, lambda e: e.path)).encode("utf-16"),
                lambda: rss(known, link=link).replace("</channel>", "<b>&</channel>").encode(),
            ]
            send = tagged if number % 3 else packed
            (tagged if number % len(bodies) == 6 else send)(request, bodies[number % len(bodies)](), number)

        return respond

    return {f"{host}/feed": feed(host, number) for number, host in enumerate(entries)}


def mirror_of(world: World, entries: dict[str, list[Entry]]) -> Page:
    """A feed that tells of all pages again, under addresses that count its readers."""

    def respond(request: Request) -> None:
        known = {
            entry.path: f"{world.at(host, entry.path)}{'&' if '?' in entry.path else '?'}utm_source=mirror"
            for host, listed in entries.items()
            for entry in listed
            if not entry.text and entry.since <= world.cycle
        }
        told = [entry for listed in entries.values() for entry in listed if entry.path in known]
        tagged(request, rss(told, link=lambda entry: known[entry.path]).encode(), 1)

    return respond


def troubled(world: World) -> tuple[dict[str, Page], dict[str, tuple[str, str]]]:
    """Feeds that do not work, some from a late cycle on, and the status and reason with which each must end."""

    def text(body: str) -> Page:
        return lambda request: request.answer(200, body.encode())

    def status(number: int) -> Page:
        return lambda request: request.answer(number)

    def late(page: Page) -> Page:
        def respond(request: Request) -> None:
            answer = page if world.cycle >= LATE else text(NOTHING)
            answer(request)

        return respond

    pages: dict[str, Page] = {
        "laughs.example/feed": late(text(LAUGHS)),
        "deep.example/feed": late(text(DEEP)),
        "slow.example/feed": slow,
        "page.example/feed": late(text("<html><body>صفحة</body></html>")),
        "empty.example/feed": late(text("")),
        "none.example/feed": text(NOTHING),
        "challenge.example/feed": text(CHALLENGE),
        "forbidden.example/feed": status(403),
        "law.example/feed": status(451),
        "closed.example/robots.txt": text("User-agent: *\nDisallow: /\n"),
        "closed.example/feed": text("<rss/>"),
        "gone.example/feed": status(410),
        "dying.example/feed": status(500),
        "inside.example/feed": late(moved("http://10.0.0.1/secret")),
    }
    wanted = {
        "laughs": ("degraded", "feed.entities"), "deep": ("degraded", "feed.too_deep"), "slow": ("degraded", "fetch.time"),
        "page": ("degraded", "feed.not_a_feed"), "empty": ("degraded", "feed.empty"), "none": ("degraded", "feed.no_items"),
        "challenge": ("blocked", "feed.challenge"), "forbidden": ("blocked", "http.403"), "law": ("blocked", "http.451"),
        "closed": ("blocked", "fetch.robots"), "gone": ("dead", "http.410"), "dying": ("dead", "http.500"),
        "inside": ("degraded", "fetch.address"),
    }  # fmt: skip
    return pages, wanted


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every span of a record, however deep."""
    if isinstance(value, dict) and set(value) == {"start", "end", "text"}:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from spans(part)


def test_two_hundred_cycles_keep_every_article_once_and_say_how_each_feed_stands(tmp_path: Path) -> None:
    world = World()
    pages, entries = pages_of(world)
    own_texts = [Entry(f"/t/{n}", f"خبر قصير رقم {n}", 3 + 17 * n, text) for n, text in enumerate(SHORT)]
    entries = {"texts.example": own_texts} | entries
    bad, wanted = troubled(world)
    mirror = mirror_of(world, entries)
    pages |= feeds_of(world, entries) | bad
    pages |= {"mirror.example/feed": mirror, "moved.example/feed": moved("/new"), "moved.example/new": mirror}

    with served(world, pages):
        config = configured(world, [*entries, "mirror.example", "moved.example"], list(wanted))
        counted = watch(world, config, tmp_path / "news.db")

    with open_store(tmp_path / "news.db", create=False) as store:
        kept = {row.url: row for row in store.articles()}
        told = {
            urlsplit(world.at(host, e.path))._replace(query="").geturl() for host, ls in entries.items() for e in ls
        }
        assert {urlsplit(url or "")._replace(query="").geturl() for url in kept} == told
        assert store.article_count() == len(MAKES) + len(SHORT)
        assert [row.version for row in store.articles()] == [1] * len(kept)
        reports = [store.article(row.id) for row in store.articles()]
        states = {urlsplit(row.url).hostname: row for row in store.feeds.rows()}
    for report in reports:
        check_spans(report)
    assert {report.article.title for report in reports} == {e.title for listed in entries.values() for e in listed}
    assert all(report.article.published for report in reports)
    standing = {host: (row.status, row.reason) for host, row in states.items() if host}
    assert {f"{name}.example": stands for name, stands in wanted.items()}.items() <= standing.items()
    assert {standing[host] for host in [*entries, "mirror.example", "moved.example"]} == {("ok", None)}
    assert [row.waiting for row in states.values()] == [0] * len(states)
    assert counted["unread"] > 30 and counted["put off"] > 2, "the failures did happen"


def check_spans(report: Report) -> None:
    """Every span of a report holds the words that it says."""
    text = report.article.text
    found = list(spans(msgspec.to_builtins(report)))
    assert [text[span["start"] : span["end"]] for span in found] == [span["text"] for span in found]


def configured(world: World, good: list[str], bad: list[str]) -> WatchConfig:
    """A feeds.toml for the world."""
    lines = ['[watch]\nevery = "50m"\nthreads = 4\nstale_after = "9d"\ndead_after = "5d"\nloopback = true\n']
    for host in good:
        text = 'text = "feed"\n' if host == "texts.example" else ""
        lines.append(f'[[feeds]]\nurl = "{world.at(host, "/feed")}"\n{text}')
    for name in bad:
        every = 'every = "2d"\n' if name == "slow" else ""
        lines.append(f'[[feeds]]\nurl = "{world.at(f"{name}.example", "/feed")}"\n{every}')
    return read_config("\n".join(lines))


def watch(world: World, config: WatchConfig, database: Path) -> Counter[str]:
    """Run the cycles, with ends of the process and leaps of the clock in between; what came of all polls and items."""
    clock, coder, counted = TestClock(), Coder(), Counter[str]()
    deaths = iter([2, 5, 6, 11])  # after so many articles the process ends, before the article is kept
    next_death, coded = next(deaths), 0

    def code(document: Document) -> Report:
        nonlocal coded, next_death
        coded += 1
        report = coder.code(document)
        if coded == next_death:
            next_death = next(deaths, -1)
            raise Killed
        return report

    def started() -> Watcher:
        fetcher = Fetcher(
            LOCAL, resolver=lambda host, port: _addresses(host), clock=clock.monotonic, sleep=lambda s: None
        )
        return Watcher(config, store, code, fetcher, clock=clock, random=Random(1))

    store = open_store(database)
    watcher = started()
    for cycle in range(CYCLES):
        world.cycle, world.unrest = cycle, UNREST if cycle < CALM else 0.0
        clock.ahead = {40: timedelta(days=400), 41: timedelta(), 90: timedelta(hours=-30)}.get(cycle, clock.ahead)
        try:
            counted += watcher.once()
        except Killed:
            store.close()
            store = open_store(database)
            watcher = started()
        if cycle % 60 == 59:
            watcher = started()
        clock.passed += 3600
    store.close()
    return counted


def _addresses(host: str) -> list[str]:
    return [host] if host == "10.0.0.1" else ["127.0.0.1"]
