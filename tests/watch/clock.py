"""A clock for tests: time passes when it is told to, and the time of day can be set."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

START = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)


class TestClock:
    """Both clocks of `marsad.watch.schedule.Clock`; `ahead` is how far the time of day is set ahead of what has passed."""

    __test__ = False

    def __init__(self) -> None:
        self.passed = 0.0
        self.ahead = timedelta()

    def monotonic(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed) + self.ahead

    def wait(self, seconds: float, stop: threading.Event) -> None:
        self.passed += seconds
