"""When each feed is due: by a clock that only runs forward, whatever happens to the time of day."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The time, and waiting for it."""

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        ...

    def now(self) -> datetime:
        """The time of day, in UTC; somebody may set it."""
        ...

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Let time pass, less when `stop` is set."""
        ...


class SystemClock:
    """The clocks of this machine."""

    def monotonic(self) -> float:
        """See `Clock`."""
        return time.monotonic()

    def now(self) -> datetime:
        """See `Clock`."""
        return datetime.now(UTC)

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """See `Clock`."""
        stop.wait(seconds)


def stamp(moment: datetime) -> str:
    """A moment as the store keeps it: "2026-03-23T19:40:00+00:00"."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def since(moment: str | None, now: datetime) -> float:
    """Seconds from a kept moment until now; 0 when there is none, or when it lies ahead (the clock was set back)."""
    return 0.0 if moment is None else max(0.0, (now - datetime.fromisoformat(moment)).total_seconds())


class Schedule:
    """Which feeds are due. Between starts the store remembers, by the time of day; in between only `monotonic` counts."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due: dict[str, float] = {}

    def restore(self, url: str, next_poll: str | None, longest: float) -> None:
        """Take up what was planned at an earlier start; a plan that lies further ahead than `longest` is due now."""
        ahead = 0.0
        if next_poll is not None:
            ahead = (datetime.fromisoformat(next_poll) - self._clock.now()).total_seconds()
        self._due[url] = self._clock.monotonic() + (ahead if 0 < ahead <= longest else 0.0)

    def put(self, url: str, seconds: float) -> None:
        """A feed is due in so many seconds."""
        self._due[url] = self._clock.monotonic() + seconds

    def due(self) -> list[str]:
        """The feeds that are due, the most overdue first."""
        now = self._clock.monotonic()
        return sorted((url for url, at in self._due.items() if at <= now), key=self._due.__getitem__)

    def wait(self, most: float) -> float:
        """Seconds until a feed is due, `most` at most."""
        return min([most, *self._ahead(self._due.values())])

    def _ahead(self, moments: Iterable[float]) -> list[float]:
        now = self._clock.monotonic()
        return [max(0.0, at - now) for at in moments]
