from __future__ import annotations

from datetime import timedelta

import pytest

from marsad.errors import InputError, MarsadError
from marsad.ingest.fetch import FetchError
from marsad.store.feeds import FeedState
from marsad.watch.config import FeedConfig, WatchConfig
from marsad.watch.schedule import Schedule, since, stamp
from marsad.watch.status import LONGEST_PAUSE, MOST_TRIES, judge, pause, put_off, reason_of

from .clock import START, TestClock

FEED = FeedConfig(url="https://a.example/rss", outlet=None, every=600.0, text="page", max_items=50)
WATCH = WatchConfig(feeds={FEED.url: FEED})


def ago(**kwargs: float) -> str:
    return stamp(START - timedelta(**kwargs))


def state(**changes: object) -> FeedState:
    fields = {"url": FEED.url, "last_poll": ago(minutes=1), "last_new": ago(hours=1), **changes}
    return FeedState(**fields)  # type: ignore[arg-type]


def failing(reason: str, failures: int, **since: float) -> FeedState:
    return state(failures=failures, failing_since=ago(**since), reason=reason)


def test_a_feed_that_was_never_polled_is_new() -> None:
    assert judge(FeedState(url=FEED.url), START, WATCH) == ("new", None)


def test_a_feed_that_answers_and_brings_something_is_ok() -> None:
    assert judge(state(), START, WATCH) == ("ok", None)


def test_a_failure_makes_a_feed_degraded() -> None:
    assert judge(failing("fetch.time", 1, minutes=5), START, WATCH) == ("degraded", "fetch.time")


@pytest.mark.parametrize("reason", ["fetch.robots", "feed.challenge", "http.401", "http.403", "http.451"])
def test_a_feed_that_does_not_let_us_in_is_blocked_however_long(reason: str) -> None:
    assert judge(failing(reason, 1, minutes=5), START, WATCH) == ("blocked", reason)
    assert judge(failing(reason, 99, days=99), START, WATCH) == ("blocked", reason)


def test_a_feed_that_is_gone_is_dead() -> None:
    assert judge(failing("http.410", 1, minutes=5), START, WATCH) == ("dead", "http.410")


def test_a_feed_that_has_failed_for_days_is_dead() -> None:
    assert judge(failing("http.404", 12, days=8), START, WATCH) == ("dead", "http.404")


def test_few_failures_kill_no_feed_however_far_the_clock_leaps() -> None:
    assert judge(failing("http.404", 3, days=800), START, WATCH)[0] == "degraded"


def test_many_failures_kill_no_feed_when_the_clock_was_set_back() -> None:
    assert judge(failing("http.404", 30, days=-20), START, WATCH)[0] == "degraded"


def test_a_feed_without_news_for_days_is_degraded() -> None:
    assert judge(state(last_new=ago(days=8)), START, WATCH) == ("degraded", "feed.stale")
    assert judge(state(last_new=None), START, WATCH) == ("degraded", "feed.no_items")


def test_items_that_cannot_be_read_show_in_the_status_of_their_feed() -> None:
    assert judge(state(item_failures=2, item_reason="http.403"), START, WATCH)[0] == "ok"
    assert judge(state(item_failures=3, item_reason="http.403"), START, WATCH) == ("blocked", "http.403")
    assert judge(state(item_failures=3, item_reason="fetch.time"), START, WATCH) == ("degraded", "fetch.time")


def test_pauses_double_with_failures_up_to_a_day() -> None:
    pauses = [pause(state(failures=n), FEED, None) for n in range(12)]
    assert pauses[:4] == [600.0, 1200.0, 2400.0, 4800.0]
    assert pauses[-1] == LONGEST_PAUSE
    assert pauses == sorted(pauses)


def test_a_dead_feed_is_polled_once_a_day() -> None:
    assert pause(state(failures=1, status="dead"), FEED, None) == LONGEST_PAUSE


def test_a_server_that_says_when_to_come_back_is_obeyed_up_to_a_day() -> None:
    assert pause(state(failures=1), FEED, 7200.0) == 7200.0
    assert pause(state(failures=1), FEED, 10.0) == 1200.0
    assert pause(state(failures=1), FEED, 1e9) == LONGEST_PAUSE


@pytest.mark.parametrize(
    "error",
    [FetchError("fetch.robots", "x"), FetchError("fetch.address", "x"), FetchError("fetch.status", "x", status=410)],
)
def test_an_item_that_is_forbidden_or_gone_is_not_tried_again(error: MarsadError) -> None:
    assert put_off(error, 0, 600.0) is None


def test_an_item_that_fails_is_tried_again_ever_more_rarely_and_not_forever() -> None:
    error = FetchError("fetch.time", "x")
    pauses = [put_off(error, tries, 600.0) for tries in range(MOST_TRIES - 1)]
    assert pauses[:3] == [600.0, 1200.0, 2400.0]
    assert put_off(error, MOST_TRIES - 1, 600.0) is None
    assert put_off(FetchError("fetch.later", "x", retry_after=5000.0), 0, 600.0) == 5000.0


def test_the_reason_of_an_http_status_names_it() -> None:
    assert reason_of(FetchError("fetch.status", "x", status=403)) == "http.403"
    assert reason_of(FetchError("fetch.time", "x")) == "fetch.time"
    assert reason_of(InputError("feed.broken", "x")) == "feed.broken"


def test_the_time_of_day_is_of_no_account_once_a_feed_is_scheduled() -> None:
    clock = TestClock()
    schedule = Schedule(clock)
    schedule.put("a", 600.0)
    clock.ahead = timedelta(days=400)
    assert schedule.due() == []
    clock.ahead = timedelta(days=-400)
    clock.passed = 600.0
    assert schedule.due() == ["a"]


@pytest.mark.parametrize(
    ("ahead", "due_in"), [(300.0, 300.0), (-300.0, 0.0), (0.0, 0.0), (1e8, 0.0)], ids=["soon", "past", "now", "absurd"]
)
def test_a_plan_of_an_earlier_start_is_taken_up_unless_it_cannot_be(ahead: float, due_in: float) -> None:
    clock = TestClock()
    schedule = Schedule(clock)
    schedule.restore("a", stamp(clock.now() + timedelta(seconds=ahead)), LONGEST_PAUSE)
    assert schedule.wait(1e9) == due_in


def test_a_moment_that_lies_ahead_was_no_time_ago() -> None:
    assert since(ago(seconds=90), START) == 90.0
    assert since(ago(days=-3), START) == 0.0
    assert since(None, START) == 0.0
