"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

LONGEST = 512 << 10  # bytes of a robots.txt that are read: RFC 9309 asks for 500 KiB at least


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one agent; `None` rules allow everything."""

    agent: str
    rules: Protego | None

    @classmethod
    def read(cls, agent: str, status: int, body: bytes) -> Robots | None:
        """From the answer to a request for robots.txt: 4xx means that there are none, 5xx that we must not fetch (None)."""
        if status >= 500:
            return None
        if status >= 400:
            return cls(agent, None)
        return cls(agent, Protego.parse(body[:LONGEST].decode("utf-8", "replace")))

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return self.rules is None or self.rules.can_fetch(url, self.agent)

    @property
    def delay(self) -> float:
        """Seconds between requests that the site asks for; 0 if it asks for none."""
        return 0.0 if self.rules is None else float(self.rules.crawl_delay(self.agent) or 0.0)
