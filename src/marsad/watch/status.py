"""What a feed's answers mean: where it stands, and when it is asked again.

ok        it answers, and brings something new now and then
degraded  it failed the last times, or its items cannot be read, or it has brought nothing new for long
blocked   we are not let in (robots.txt, 401, 403, 451, a page that asks whether we are human), and go no way around
dead      it is gone (410), or has failed for days

Every feed is asked again, a failing one ever more rarely, at least once a day: none is given up for good.
"""

from __future__ import annotations

from datetime import datetime

from marsad.errors import MarsadError
from marsad.ingest.fetch import FetchError
from marsad.store.feeds import FeedState, FeedStatus
from marsad.watch.config import FeedConfig, WatchConfig
from marsad.watch.schedule import since

LONGEST_PAUSE = 86400.0  # seconds
LONGEST_PUT_OFF = 6 * 3600.0  # seconds until an item is tried again
MOST_TRIES = 8  # of an item that cannot be fetched
FEWER_TRIES = 4  # of one whose page holds no article: an outlet's error pages often look like success
SEVERAL = 3  # items in a row that could not be read, so that the feed is not ok
_DEAD_FAILURES = 10  # in a row at least; a clock that jumps ahead by a year therefore kills no feed
_BLOCKING = frozenset(
    {"fetch.robots", "feed.challenge", "page.challenge", "http.401", "http.403", "http.407", "http.451"}
)
_FOR_GOOD = frozenset(
    ["fetch.robots", "fetch.scheme", "fetch.userinfo", "fetch.port", "fetch.address", "fetch.redirects", "fetch.too_large",
     "http.401", "http.403", "http.407", "http.410", "http.451", "input.not_arabic", "input.too_long"]
)  # fmt: skip


def reason_of(error: MarsadError) -> str:
    """The code of a failure, as it is kept; that of an HTTP status names it ("http.403")."""
    if isinstance(error, FetchError) and error.status is not None:
        return f"http.{error.status}"
    return error.code


def judge(state: FeedState, now: datetime, watch: WatchConfig) -> tuple[FeedStatus, str | None]:
    """Where a feed stands, and the code of what is wrong; `state.reason` is that of its last failure."""
    if state.last_poll is None:
        return "new", None
    if state.failures:
        lasting = state.failures >= _DEAD_FAILURES and since(state.failing_since, now) >= watch.dead_after
        if state.reason in _BLOCKING:
            return "blocked", state.reason
        return "dead" if lasting or state.reason == "http.410" else "degraded", state.reason
    if state.item_failures >= SEVERAL:
        return "blocked" if state.item_reason in _BLOCKING else "degraded", state.item_reason
    if state.last_new is None:
        return "degraded", "feed.no_items"
    if since(state.last_new, now) > watch.stale_after:
        return "degraded", "feed.stale"
    return "ok", None


def pause(state: FeedState, feed: FeedConfig, asked: float | None) -> float:
    """Seconds until a feed is polled again; `asked` is what its server asked for (Retry-After)."""
    doubled = feed.every * 2.0 ** min(state.failures, 16)
    longest = max(feed.every, LONGEST_PAUSE)
    usual = longest if state.status == "dead" else min(doubled, longest)
    return max(usual, min(asked or 0.0, longest))


def put_off(error: MarsadError, tries: int, every: float) -> float | None:
    """Seconds until an item that failed is tried again; None when it will not be."""
    most = MOST_TRIES if isinstance(error, FetchError) else FEWER_TRIES
    if reason_of(error) in _FOR_GOOD or tries + 1 >= most:
        return None
    asked = error.retry_after or 0.0 if isinstance(error, FetchError) else 0.0
    return min(max(min(every, 600.0) * 2.0**tries, asked), LONGEST_PUT_OFF)
