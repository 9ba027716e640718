"""The loop: feeds and pages are fetched by a few threads, everything else happens in the thread that runs it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import TypeVar

import msgspec

from marsad.errors import InputError, MarsadError, StoreError
from marsad.ingest import Document
from marsad.ingest.feeds import Feed, Item, read_feed
from marsad.ingest.fetch import Fetched, Fetcher
from marsad.record.types import Report
from marsad.store.feeds import FeedState, NewItem, WaitingItem
from marsad.store.model import Store
from marsad.watch import articles, status
from marsad.watch.config import FeedConfig, WatchConfig
from marsad.watch.schedule import Clock, Schedule, SystemClock, stamp

BATCH = 32  # items that are read before it is asked again which feeds are due
_IDLE = 60.0  # seconds without a look at what waits, at most
_LISTEN = 0.2  # seconds after which a stop is noticed
_JITTER = 0.1  # of a pause, so that feeds do not stay in step
_PASSING = ("store.busy", "store.full")

Job = TypeVar("Job")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class _Polled:
    """What a poll brought; no feed when nothing is new."""

    answer: Fetched
    feed: Feed | None


class Watcher:
    """Watches the feeds of a configuration: polls them, and codes and keeps the articles of their new items.

    `code` makes the record of an article; `notice` is told what a person may want to know. All that must last is in the
    store, so a watcher may end at any moment, and the next one goes on.
    """

    def __init__(
        self,
        config: WatchConfig,
        store: Store,
        code: Callable[[Document], Report],
        fetcher: Fetcher,
        *,
        clock: Clock | None = None,
        random: Random | None = None,
        notice: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._config, self._store, self._code, self._fetcher = config, store, code, fetcher
        self._clock, self._random, self._notice = clock or SystemClock(), random or Random(), notice
        self._stop = threading.Event()
        self._schedule = Schedule(self._clock)
        store.feeds.watch({url: feed.outlet for url, feed in config.feeds.items()})
        for url, state in store.feeds.states().items():
            self._schedule.restore(url, state.next_poll, max(config.feeds[url].every, status.LONGEST_PAUSE) * 1.2)

    def stop(self) -> None:
        """End after the article that is being coded; may be called from a signal handler."""
        self._stop.set()

    def run(self) -> None:
        """Watch until `stop` is called. A database that is busy or full is waited for."""
        while not self._stop.is_set():
            try:
                self.poll()
                busy = self.read()
            except StoreError as error:
                if error.code not in _PASSING:
                    raise
                self._notice(str(error))
                self._clock.wait(_IDLE, self._stop)
                continue
            if not busy:
                self._clock.wait(self._schedule.wait(_IDLE), self._stop)

    def once(self) -> Counter[str]:
        """Poll the feeds that are due, and read every item that waits; how often each outcome came (see `summary`)."""
        counts = self.poll()
        while done := self.read():
            counts += done
        return counts

    def poll(self) -> Counter[str]:
        """Poll the feeds that are due; how many were "read", "unchanged" and "unread", and how many items are "new"."""
        counts: Counter[str] = Counter()
        due = [self._config.feeds[url] for url in self._schedule.due()]
        states = self._store.feeds.states() if due else {}
        for feed, answer in self._answers(due, lambda feed: self._ask(feed, states[feed.url])):
            counts += self._polled(feed, answer)
        return counts

    def read(self) -> Counter[str]:
        """Read some of the items that wait; how many were "kept", "put off" and "failed"."""
        now = self._clock.now()
        latest = stamp(now + timedelta(seconds=status.LONGEST_PUT_OFF))
        waiting = self._store.feeds.waiting(stamp(now), latest, BATCH)
        counts: Counter[str] = Counter()
        for item, document in self._answers(waiting, self._fetch):
            counts[self._keep(item, document)] += 1
        for url in dict.fromkeys(item.feed for item in waiting):
            self._judge(self._store.feeds.states()[url])
        return counts

    def _ask(self, feed: FeedConfig, known: FeedState) -> _Polled:
        answer = self._fetcher.fetch(feed.url, etag=known.etag, modified=known.modified)
        if answer.unchanged:
            return _Polled(answer, None)
        return _Polled(answer, read_feed(answer.body, answer.url, answer.headers.get("content-type", "")))

    def _polled(self, feed: FeedConfig, answer: _Polled | MarsadError) -> Counter[str]:
        """Keep what a poll brought, and plan the next one, in one transaction."""
        now, asked = self._clock.now(), None
        state = msgspec.structs.replace(self._store.feeds.states()[feed.url], last_poll=stamp(now))
        items: list[NewItem] = []
        if isinstance(answer, MarsadError):
            asked = getattr(answer, "retry_after", None)
            state = _failing(state, status.reason_of(answer), now)
        else:
            state = msgspec.structs.replace(
                state, failures=0, failing_since=None, reason=None, last_success=state.last_poll
            )
            if answer.feed:
                state = msgspec.structs.replace(state, etag=answer.answer.etag, modified=answer.answer.modified)
                items = _new_items(answer.feed.items[: feed.max_items], feed)
        state = self._judged(state, now)
        pause = status.pause(state, feed, asked) * (1 + _JITTER * self._random.random())
        state = msgspec.structs.replace(state, next_poll=stamp(now + timedelta(seconds=pause)))
        new = self._store.feeds.save(state, items, now=stamp(now))
        self._schedule.put(feed.url, pause)
        outcome = "unread" if state.failures else "read" if items else "unchanged"
        return Counter({outcome: 1, "new": new} if new else {outcome: 1})

    def _fetch(self, waiting: WaitingItem) -> Fetched | None:
        item, feed = _item(waiting), self._config.feeds[waiting.feed]
        return self._fetcher.fetch(item.link) if item.link and feed.text == "page" else None

    def _keep(self, waiting: WaitingItem, page: Fetched | MarsadError | None) -> str:
        """Code and keep an item's article, in the transaction in which the item stops waiting; what became of it."""
        if isinstance(page, MarsadError):
            return self._put_off(waiting, page)
        item, outlet = _item(waiting), self._config.feeds[waiting.feed].outlet
        try:
            if page is None:
                document = articles.from_feed(item, waiting.article, outlet)
            else:
                document = articles.from_page(page, item, waiting.article, outlet)
            report = self._code(document)
        except InputError as error:
            return self._put_off(waiting, error)
        except Exception as error:  # a fault of ours: this article is passed over, the loop goes on
            self._notice(f"{item.link}: {type(error).__name__}: {error}")
            self._store.feeds.failed(waiting, "watch.internal", blameless=True)
            return "failed"
        with self._store.transaction():
            if self._store.add(report) in ("new", "new version"):
                self._store.duplicates.note(document.id, document.text)
            self._store.feeds.kept(waiting)
        return "kept"

    def _put_off(self, waiting: WaitingItem, error: MarsadError) -> str:
        pause = status.put_off(error, waiting.tries, self._config.feeds[waiting.feed].every)
        if pause is None:
            blameless = error.code == "input.not_arabic"
            self._store.feeds.failed(waiting, status.reason_of(error), blameless=blameless)
            return "failed"
        until = stamp(self._clock.now() + timedelta(seconds=pause))
        self._store.feeds.put_off(waiting, until, status.reason_of(error))
        return "put off"

    def _judge(self, state: FeedState) -> None:
        judged = self._judged(state, self._clock.now())
        if judged != state:
            self._store.feeds.save(judged)

    def _judged(self, state: FeedState, now: datetime) -> FeedState:
        stands, reason = status.judge(state, now, self._config)
        if stands != state.status:
            self._notice(f"{state.url}: {stands}{f' ({reason})' if reason else ''}")
        return msgspec.structs.replace(state, status=stands, reason=reason)

    def _answers(self, jobs: Iterable[Job], ask: Callable[[Job], Answer]) -> Iterator[tuple[Job, Answer | MarsadError]]:
        """Each job with its answer or the error it ended with, as they come; fewer when we are to stop."""
        pool = ThreadPoolExecutor(self._config.threads, thread_name_prefix="fetch")
        left, asked = iter(jobs), dict[Future[Answer], Job]()
        try:
            while not self._stop.is_set():
                # No more answers at a time than threads can use: each may be a page of some megabytes.
                asked |= {pool.submit(ask, job): job for job in islice(left, 2 * self._config.threads - len(asked))}
                if not asked:
                    return
                for future in wait(asked, _LISTEN, FIRST_COMPLETED).done:
                    if self._stop.is_set():
                        return
                    answer: Answer | MarsadError = _answer(future)
                    yield asked.pop(future), answer
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _answer(future: Future[Answer]) -> Answer | MarsadError:
    try:
        return future.result()
    except MarsadError as error:
        return error
    except Exception as error:  # a fault of ours, met in what a stranger sent
        return InputError("watch.internal", f"{type(error).__name__}: {error}")


def summary(counts: Counter[str]) -> str:
    """One line: "3 feeds read, 1 unchanged, 0 unread; 12 new items; 11 articles kept, 1 put off, 0 failed"."""
    feeds = ", ".join(f"{counts[name]} {name}" for name in ("unchanged", "unread"))
    items = ", ".join(f"{counts[name]} {name}" for name in ("put off", "failed"))
    return f"{counts['read']} feeds read, {feeds}; {counts['new']} new items; {counts['kept']} articles kept, {items}"


def _failing(state: FeedState, reason: str, now: datetime) -> FeedState:
    began = state.failing_since if state.failing_since and state.failing_since <= stamp(now) else stamp(now)
    return msgspec.structs.replace(state, failures=state.failures + 1, failing_since=began, reason=reason)


def _new_items(items: list[Item], feed: FeedConfig) -> list[NewItem]:
    links = Counter(item.link for item in items)
    return [
        NewItem(
            item.key,
            articles.article_id(item, feed.url, own_link=links[item.link] == 1),
            msgspec.json.encode(item).decode(),
        )
        for item in items
    ]


def _item(waiting: WaitingItem) -> Item:
    return msgspec.json.decode(waiting.item, type=Item)
