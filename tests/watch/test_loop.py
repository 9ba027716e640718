from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from ingest.sites import Page, Request, Site, serving, text

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.ingest.fetch import Fetcher, Policy
from marsad.record import Report
from marsad.store import Store, open_store
from marsad.store.feeds import FeedRow
from marsad.watch.config import read_config
from marsad.watch.loop import Watcher, summary

from .clock import TestClock
from .world import SHORT

LOCAL = Policy(loopback=True, delay=0.0, seconds=20.0, patience=10.0)
BODY = "وصلت قافلة مساعدات إلى المدينة صباح الخميس، وقال الهلال الأحمر إنها تحمل أدوية وطعاما لألفي أسرة."
PAGE = (
    "<html><head><title>{0}</title><meta property='og:title' content='{0}'></head>"
    "<body><article><h1>{0}</h1><p>{1}</p><p>{1} {1}</p></article></body></html>"
)


def page(title: str, body: str = BODY) -> Page:
    return text(PAGE.format(title, body))


def feed(*items: str) -> str:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>أخبار</title>'
        f"{listed}</channel></rss>"
    )


def item(number: int, more: str = "") -> str:
    return f"<title>قافلة رقم {number}</title><link>/{number}</link>{more}"


Code = Callable[[Document], Report]


class Outlet:
    """A site with a feed, and a watch over it."""

    def __init__(self, site: Site, database: Path, code: Code, options: str = "") -> None:
        self.site, self.database, self.code = site, database, code
        self.clock, self.notices = TestClock(), list[str]()
        self.config = read_config(f'[[feeds]]\nurl = "{site.url}/feed"\nevery = "10m"\n{options}')
        self.store: Store = open_store(database)

    def watcher(self, code: Code | None = None) -> Watcher:
        fetcher = Fetcher(LOCAL, clock=self.clock.monotonic, sleep=lambda seconds: None)
        return Watcher(
            self.config, self.store, code or self.code, fetcher,
            clock=self.clock, random=Random(1), notice=self.notices.append,
        )  # fmt: skip

    def row(self) -> FeedRow:
        (row,) = self.store.feeds.rows()
        return row

    def titles(self) -> list[str | None]:
        return sorted((row.title for row in self.store.articles()), key=str)

    def asked(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.site.asked)


@contextmanager
def outlet(pages: dict[str, Page], tmp_path: Path, code: Code, options: str = "") -> Iterator[Outlet]:
    with serving(pages) as site:
        made = Outlet(site, tmp_path / "news.db", code, options)
        try:
            yield made
        finally:
            made.store.close()


def test_a_new_item_becomes_an_article_of_its_page(tmp_path: Path, coder: Coder) -> None:
    told = item(1, "<pubDate>Tue, 24 Mar 2026 00:30:00 +0300</pubDate>")
    options = 'outlet = "صحيفة المثال"\n'
    with outlet({"/feed": text(feed(told)), "/1": page("قافلة رقم 1")}, tmp_path, coder.code, options) as o:
        assert summary(o.watcher().once()).endswith("1 new items; 1 articles kept, 0 put off, 0 failed")
        (row,) = o.store.articles()
        assert (row.title, row.outlet, row.published) == ("قافلة رقم 1", "صحيفة المثال", "2026-03-24T00:30+03:00")
        assert row.url == f"{o.site.url}/1"
        assert (o.row().status, o.row().kept, o.row().waiting) == ("ok", 1, 0)


def test_a_feed_that_is_not_due_is_not_asked(tmp_path: Path, coder: Coder) -> None:
    with outlet({"/feed": text(feed(item(1))), "/1": page("قافلة")}, tmp_path, coder.code) as o:
        watcher = o.watcher()
        watcher.once()
        o.clock.passed += 300
        watcher.once()
        o.watcher().once()
        assert o.asked("/feed") == 1
        o.clock.passed += 400
        watcher.once()
        assert (o.asked("/feed"), o.asked("/1")) == (2, 1)


def test_a_feed_without_news_is_not_sent_again(tmp_path: Path, coder: Coder) -> None:
    def tagged(request: Request) -> None:
        known = request.headers.get("If-None-Match") == '"1"'
        request.answer(304 if known else 200, b"" if known else feed(item(1)).encode(), ETag='"1"')

    with outlet({"/feed": tagged, "/1": page("قافلة")}, tmp_path, coder.code) as o:
        o.watcher().once()
        o.clock.passed += 3600
        assert o.watcher().once() == {"unchanged": 1}
        assert o.row().status == "ok"


def test_the_end_of_the_process_between_feed_and_articles_loses_nothing(tmp_path: Path, coder: Coder) -> None:
    class Killed(BaseException):
        pass

    def tagged(request: Request) -> None:
        known = request.headers.get("If-None-Match") == '"1"'
        request.answer(304 if known else 200, b"" if known else feed(item(1), item(2)).encode(), ETag='"1"')

    def die(document: Document) -> Report:
        raise Killed

    with outlet({"/feed": tagged, "/1": page("أولى"), "/2": page("ثانية")}, tmp_path, coder.code) as o:
        with pytest.raises(Killed):
            o.watcher(die).once()
        o.store.close()
        o.store = open_store(o.database)
        assert (o.row().waiting, o.titles()) == (2, [])
        o.watcher().once()
        assert o.titles() == ["أولى", "ثانية"]


def test_the_same_page_in_two_feeds_is_one_article(tmp_path: Path, coder: Coder) -> None:
    pages = {
        "/feed": text(feed(item(1))),
        "/more": text(feed("<title>قافلة</title><link>/1/?utm_source=rss#top</link><guid>x</guid>")),
        "/1": page("قافلة"),
        "/1/": page("قافلة"),
    }
    with outlet(pages, tmp_path, coder.code) as o:
        o.config = read_config(f'[[feeds]]\nurl = "{o.site.url}/feed"\n[[feeds]]\nurl = "{o.site.url}/more"\n')
        o.watcher().once()
        assert o.asked("/1") + o.asked("/1/?utm_source=rss") == 1
        assert o.store.article_count() == 1
        assert [row.kept for row in o.store.feeds.rows()] == [1, 1]


def test_items_that_share_a_link_are_articles_of_their_own(tmp_path: Path, coder: Coder) -> None:
    items = [
        f"<title>خبر {n}</title><link>/</link><guid>{n}</guid><description>{SHORT[n]}</description>" for n in range(3)
    ]
    with outlet({"/feed": text(feed(*items))}, tmp_path, coder.code, 'text = "feed"\n') as o:
        o.watcher().once()
        assert o.titles() == ["خبر 0", "خبر 1", "خبر 2"]


def test_a_page_without_an_article_leaves_the_text_of_the_feed(tmp_path: Path, coder: Coder) -> None:
    told = item(1, f"<content:encoded><![CDATA[<p>{BODY}</p>]]></content:encoded>")
    with outlet({"/feed": text(feed(told)), "/1": text("<html></html>")}, tmp_path, coder.code) as o:
        o.watcher().once()
        (row,) = o.store.articles()
        assert o.store.article(row.id).article.text == f"قافلة رقم 1\n\n{BODY}"


def test_an_article_in_another_language_is_passed_over_without_blame(tmp_path: Path, coder: Coder) -> None:
    foreign = page("Talks resume", "The talks resumed on Thursday, officials said, and will go on for three days. " * 5)
    pages = {"/feed": text(feed(*map(item, range(4))))} | {f"/{n}": foreign for n in range(4)}
    with outlet(pages, tmp_path, coder.code) as o:
        assert o.watcher().once()["failed"] == 4
        assert (o.row().status, o.row().failed) == ("ok", 4)


def test_pages_that_robots_txt_closes_are_not_asked_for_and_block_the_feed(tmp_path: Path, coder: Coder) -> None:
    rules = "User-agent: *\nAllow: /feed\nDisallow: /\n"
    pages = {"/robots.txt": text(rules), "/feed": text(feed(*map(item, range(4))))}
    with outlet(pages, tmp_path, coder.code) as o:
        o.watcher().once()
        assert (o.row().status, o.row().reason, o.row().failed) == ("blocked", "fetch.robots", 4)
        assert {path for path, _ in o.site.asked} == {"/robots.txt", "/feed"}


def test_pages_that_ask_whether_we_are_human_block_the_feed(tmp_path: Path, coder: Coder) -> None:
    challenge = text("<!doctype html><html><title>Just a moment...</title><body></body></html>")
    pages = {"/feed": text(feed(*map(item, range(4))))} | {f"/{n}": challenge for n in range(4)}
    with outlet(pages, tmp_path, coder.code) as o:
        o.watcher().once()
        assert (o.row().status, o.row().reason, o.row().waiting) == ("blocked", "page.challenge", 4)


def test_an_article_that_breaks_the_coder_is_named_and_the_others_are_kept(tmp_path: Path, coder: Coder) -> None:
    def code(document: Document) -> Report:
        if document.title == "ثانية":
            raise ZeroDivisionError("fault of ours")
        return coder.code(document)

    titles = ["أولى", "ثانية", "ثالثة"]
    pages = {"/feed": text(feed(*map(item, range(3))))} | {f"/{n}": page(titles[n]) for n in range(3)}
    with outlet(pages, tmp_path, code) as o:
        o.watcher().once()
        assert o.titles() == ["أولى", "ثالثة"]
        assert any("fault of ours" in notice for notice in o.notices)


def test_a_stop_lets_the_article_at_hand_be_kept_and_no_other(tmp_path: Path, coder: Coder) -> None:
    pages = {"/feed": text(feed(*map(item, range(5))))} | {f"/{n}": page(f"قافلة {n}") for n in range(5)}
    with outlet(pages, tmp_path, coder.code) as o:

        def code(document: Document) -> Report:
            watcher.stop()
            return coder.code(document)

        watcher = o.watcher(code)
        watcher.run()
        assert (o.row().kept, o.row().waiting) == (1, 4)
        o.watcher().once()
        assert (o.row().kept, o.row().waiting) == (5, 0)


def test_a_run_polls_each_feed_at_its_own_pace(tmp_path: Path, coder: Coder) -> None:
    with outlet({"/feed": text(feed()), "/slow": text(feed())}, tmp_path, coder.code) as o:
        o.config = read_config(
            f'[[feeds]]\nurl = "{o.site.url}/feed"\nevery = "10m"\n[[feeds]]\nurl = "{o.site.url}/slow"\nevery = "1h"\n'
        )
        watcher = o.watcher()

        def wait(seconds: float, stop: object) -> None:
            o.clock.passed += seconds
            if o.clock.passed > 3 * 3600:
                watcher.stop()

        o.clock.wait = wait  # type: ignore[method-assign]
        watcher.run()
        assert 15 <= o.asked("/feed") <= 19
        assert o.asked("/slow") == 3


def test_a_feed_that_is_taken_out_is_no_longer_listed_and_is_remembered(tmp_path: Path, coder: Coder) -> None:
    with outlet({"/feed": text(feed(item(1))), "/1": page("قافلة")}, tmp_path, coder.code) as o:
        o.watcher().once()
        before, o.config = o.config, read_config(f'[[feeds]]\nurl = "{o.site.url}/other"\n')
        o.watcher()
        assert [row.url for row in o.store.feeds.rows()] == [f"{o.site.url}/other"]
        o.config = before
        o.watcher()
        assert o.row().kept == 1


def test_a_change_of_status_is_told(tmp_path: Path, coder: Coder) -> None:
    with outlet({"/feed": lambda request: request.answer(410)}, tmp_path, coder.code) as o:
        o.watcher().once()
        assert o.notices == [f"{o.site.url}/feed: dead (http.410)"]
