from __future__ import annotations

import asyncio
from pathlib import Path
from typing import get_args

import httpx
import pytest

from marsad.store import open_store
from marsad.store.feeds import FeedState, FeedStatus
from marsad.web.app import create_app
from marsad.web.language import phrase

URL = "https://news.example/rss?a=1&b=<x>"
STATES = [
    FeedState(url=URL, outlet="صحيفة المثال", status="blocked", reason="http.403", failures=2, last_poll="2026-06-01"),
    FeedState(url="https://b.example/rss", status="dead", reason="feed.unheard_of", failures=12),
    FeedState(url="https://c.example/rss", status="ok", last_success="2026-06-01T06:00:00+00:00"),
]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with open_store(path) as store:
        store.feeds.watch({state.url: state.outlet for state in STATES})
        for state in STATES:
            store.feeds.save(state)
    return path


def get(database: Path, path: str, method: str = "GET") -> httpx.Response:
    app = create_app(lambda: open_store(database, create=False))

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8800") as client:
            return await client.request(method, path)

    return asyncio.run(ask())


def test_the_page_shows_each_feed_with_its_status_and_what_is_wrong(database: Path) -> None:
    page = get(database, "/feeds").text
    assert "صحيفة المثال" in page and "محجوبة عنّا" in page and "يجيب الخادم بالرمز 403" in page
    assert "متوقفة" in page and "feed.unheard_of" in page
    assert "https://news.example/rss?a=1&amp;b=&lt;x&gt;" in page and "<x>" not in page
    assert "1 يونيو 2026، 06:00" in page


def test_the_page_is_in_english_too(database: Path) -> None:
    page = get(database, "/feeds?lang=en").text
    assert '<html lang="en" dir="ltr">' in page
    assert "blocked" in page and "the server answers 403" in page and "not polled yet" not in page


def test_the_page_has_a_twin_in_json(database: Path) -> None:
    assert 'href="/feeds.json"' in get(database, "/feeds").text
    found = get(database, "/feeds.json").json()["feeds"]
    assert {feed["url"]: feed["status"] for feed in found} == {state.url: state.status for state in STATES}


@pytest.mark.parametrize("status", get_args(FeedStatus))
def test_every_status_has_a_word_in_both_languages(status: str) -> None:
    assert phrase(f"standing {status}", "ar") != phrase(f"standing {status}", "en")


def test_a_database_without_feeds_says_so(tmp_path: Path) -> None:
    open_store(tmp_path / "news.db").close()
    assert "لا خلاصات متابَعة" in get(tmp_path / "news.db", "/feeds").text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent_to_the_page(database: Path, method: str) -> None:
    assert get(database, "/feeds", method).status_code == 405
