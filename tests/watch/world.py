"""Outlets on loopback: feeds and pages of different make, which fail at random while there is unrest."""

from __future__ import annotations

import gzip
import json
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import brotli
import zstandard
from ingest.sites import Page, Request, Site, serving

from .clock import START

PAGES = Path(__file__).parents[1] / "ingest" / "pages"
MAKES = (
    "agency", "blogger", "comments", "drupal", "government", "live_blog", "newspaper_amp", "printed_time", "scripted",
    "site_rule", "windows_1256", "wordpress",
)  # fmt: skip
PACKERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("br", brotli.compress),
    ("zstd", zstandard.ZstdCompressor().compress),
    ("deflate", zlib.compress),
    ("identity", bytes),
]
SHORT = [
    "أعلنت وزارة الخارجية السودانية وصول وفد الوساطة إلى بورتسودان يوم الاثنين.",
    "قصف الجيش مواقع المسلحين شرق مدينة الفاشر، وقال شهود إن ثلاثة أشخاص أصيبوا.",
    "التقى الرئيس المصري نظيره الأردني في القاهرة وبحثا وقف إطلاق النار.",
    "تظاهر مئات العمال في صفاقس يوم السبت للمطالبة بأجورهم المتأخرة.",
    "وصلت قافلة مساعدات من عشرين شاحنة إلى حلب، وفق الهلال الأحمر.",
    "نفت الحكومة العراقية التوصل إلى اتفاق مع الشركة، وقالت إن المحادثات مستمرة.",
]


@dataclass
class Entry:
    """What a feed tells of an article, and from which cycle on."""

    path: str
    title: str
    since: int
    text: str | None = None

    @property
    def moment(self) -> str:
        return f"2026-06-01T{6 + self.since % 12:02}:30:00+03:00"


@dataclass
class World:
    """What is asked is answered as of `cycle`; while `unrest` is above 0, that share of the answers is broken.

    Which answers are broken depends on the address and on how often it was asked, so that a run can be repeated.
    """

    cycle: int = 0
    unrest: float = 0.0
    seed: int = 7
    asked: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    url: str = ""

    def answer(self, request: Request, page: Page) -> None:
        """Answer, or fail."""
        where = f"{request.headers.get('Host')}{request.path}"
        with self.lock:
            self.asked[where] += 1
            chance = Random(f"{self.seed} {where.partition(':')[0]}{request.path} {self.asked[where]}")
        if chance.random() >= self.unrest:
            page(request)
        else:
            chance.choice(FAILURES)(request)

    def at(self, host: str, path: str) -> str:
        """The address of a path at a host, which is this machine."""
        return f"http://{host}:{urlsplit(self.url).port}{path}"


def _broken_off(request: Request) -> None:
    request.answer(200, b"<rss><channel>", Content_Length="9000")
    request.close_connection = True


def _cut_gzip(request: Request) -> None:
    request.answer(200, gzip.compress(b"x" * 5000)[:-20], Content_Encoding="gzip")


FAILURES: list[Page] = [
    lambda request: request.answer(500, b"fault"),
    lambda request: request.answer(502),
    lambda request: request.answer(503, Retry_After="1800"),
    lambda request: request.answer(429, Retry_After="60"),
    lambda request: request.answer(404, b"no such page"),
    _broken_off,
    lambda request: request.answer(200, b"not gzip", Content_Encoding="gzip"),
    lambda request: request.answer(200, b"\x00\x01\x02" * 50),
    lambda request: request.answer(302, Location="/ring"),
]


def packed(request: Request, body: bytes, number: int, **headers: str) -> None:
    """Send a body in one of the packings that the client takes."""
    name, pack = PACKERS[number % len(PACKERS)]
    assert name == "identity" or name in request.headers["Accept-Encoding"]
    request.answer(200, pack(body), Content_Encoding=name, **headers)


def tagged(request: Request, body: bytes, number: int, **headers: str) -> None:
    """The same, unless the client has it already."""
    tag = f'"{zlib.crc32(body):08x}"'
    if request.headers.get("If-None-Match") == tag:
        request.answer(304, ETag=tag)
    else:
        packed(request, body, number, ETag=tag, **headers)


def rss(entries: list[Entry], *, link: Callable[[Entry], str], head: str = "") -> str:
    """An RSS 2 feed, newest first."""
    items = "".join(
        f"<item><title>{escape(e.title)}</title><link>{escape(link(e))}</link>"
        f'<guid isPermaLink="false">{escape(e.path)}</guid><pubDate>{_mail(e)}</pubDate>'
        + (f"<content:encoded><![CDATA[<p>{e.text}</p>]]></content:encoded>" if e.text else "")
        + "</item>"
        for e in reversed(entries)
    )
    return (
        f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>أخبار</title>{items}</channel></rss>"
    )


def atom(entries: list[Entry], link: Callable[[Entry], str]) -> str:
    """An Atom feed whose links are relative to a base."""
    items = "".join(
        f'<entry><id>tag:{e.path}</id><title type="html">{escape(escape(e.title))}</title><link href="{escape(link(e))}"/>'
        f"<updated>{e.moment}</updated></entry>"
        for e in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>أخبار</title>{items}</feed>'


def rdf(entries: list[Entry], link: Callable[[Entry], str]) -> str:
    """An RDF feed (RSS 1.0)."""
    items = "".join(
        f'<item rdf:about="{escape(link(e))}"><title>{escape(e.title)}</title><link>{escape(link(e))}</link>'
        f"<dc:date>{e.moment}</dc:date></item>"
        for e in entries
    )
    return (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>أخبار</title></channel>{items}</rdf:RDF>'
    )


def json_feed(entries: list[Entry], link: Callable[[Entry], str]) -> str:
    """A JSON Feed."""
    items: list[dict[str, Any]] = [
        {"id": e.path, "url": link(e), "title": e.title, "content_text": e.text, "date_published": e.moment}
        for e in entries
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "items": items})


@contextmanager
def served(world: World, pages: dict[str, Page]) -> Iterator[Site]:
    """The world as a site; a page is named by its host and path, or by its path alone."""

    class ByHost(dict[str, Page]):
        def get(self, path: str, default: Any = None) -> Any:
            def page(request: Request) -> None:
                host = (request.headers.get("Host") or "").partition(":")[0]
                found = pages.get(host + path) or pages.get(path) or _missing
                world.answer(request, found)

            return page

    with serving(ByHost()) as site:
        world.url = site.url
        yield site


def slow(request: Request) -> None:
    """Nothing, for longer than anyone waits."""
    time.sleep(7)
    request.close_connection = True


def _missing(request: Request) -> None:
    request.answer(404, b"no such page")


def _mail(entry: Entry) -> str:
    return format_datetime(START.fromisoformat(entry.moment))
