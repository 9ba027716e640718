"""Fetching one address: hop by hop, politely, and conditionally."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import httpcore

from marsad.ingest.fetch.bodies import ENCODINGS, unpacked
from marsad.ingest.fetch.network import Deadline, PublicNetwork, Resolver, system_resolver
from marsad.ingest.fetch.policy import FetchError, Policy
from marsad.ingest.fetch.robots import Robots

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_FOR = 3600.0  # seconds that a robots.txt is remembered
_SAFE = "/%:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the address that gave it (after redirects), and the body as it was before compression.

    `unchanged`: the server said that nothing is new since `etag` or `modified` (304); the body is empty then.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def unchanged(self) -> bool:
        """Whether the server has nothing new."""
        return self.status == 304

    @property
    def etag(self) -> str | None:
        """What to send with the next request, so that only something new is sent."""
        return self.headers.get("etag")

    @property
    def modified(self) -> str | None:
        """The date to send with the next request, for servers without entity tags."""
        return self.headers.get("last-modified")


@dataclass
class _Host:
    """What is remembered of a site: when it may be asked again, and what it allows."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    robots: Robots | None = None
    robots_until: float = 0.0


class Fetcher:
    """Fetches addresses within a policy. One fetcher may serve several threads: each host is asked one at a time.

    `resolver` gives the addresses of a host, `clock` and `sleep` the time; tests bring their own.
    """

    def __init__(
        self,
        policy: Policy | None = None,
        *,
        resolver: Resolver = system_resolver,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.policy = policy or Policy()
        self._resolver, self._clock, self._sleep = resolver, clock, sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The answer to a GET of `url`; `etag` and `modified` are those of the last time, if there was one.

        Raises `FetchError`: an address that is not allowed (`fetch.scheme`, `.userinfo`, `.port`, `.address`, `.robots`), a
        server that is broken (`.unreachable`, `.protocol`, `.encoding`, `.redirects`, `.too_large`, `.time`), one that asks
        to come back later (`.later`, with `retry_after`), or one that has no such page (`.status`).
        """
        deadline = Deadline(self.policy.seconds)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        for _ in range(self.policy.redirects + 1):
            parts = checked(url)
            host = self._host(parts)
            with host.lock:
                if self.policy.robots and not self._robots(parts, host, deadline).allow(url):
                    raise FetchError("fetch.robots", f"The robots.txt of {parts.hostname} does not allow {url}.")
                answer = self._ask(urlunsplit(parts), host, headers, deadline)
            if answer.status not in REDIRECTS:
                return _accepted(answer)
            url = urljoin(answer.url, answer.headers.get("location", ""))
        raise FetchError("fetch.redirects", f"More than {self.policy.redirects} redirects, the last to {url}.")

    def _host(self, parts: SplitResult) -> _Host:
        with self._lock:
            return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc}", _Host())

    def _robots(self, parts: SplitResult, host: _Host, deadline: Deadline) -> Robots:
        if host.robots is None or self._clock() >= host.robots_until:
            host.robots = self._ask_for_robots(parts, host, deadline)
            host.robots_until = self._clock() + _ROBOTS_FOR
        return host.robots

    def _ask_for_robots(self, parts: SplitResult, host: _Host, deadline: Deadline) -> Robots:
        url = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        for _ in range(self.policy.redirects + 1):
            answer = self._ask(url, host, {}, deadline)
            if answer.status not in REDIRECTS:
                found = Robots.read(self.policy.agent, answer.status, answer.body)
                if found is None:
                    message = f"{url} answers {answer.status}, so that nothing of the site may be fetched now."
                    raise FetchError("fetch.later", message, retry_after=_seconds(answer.headers.get("retry-after")))
                return found
            url = urlunsplit(checked(urljoin(answer.url, answer.headers.get("location", ""))))
        return Robots(self.policy.agent, None)

    def _ask(self, url: str, host: _Host, headers: Mapping[str, str], deadline: Deadline) -> Fetched:
        """One request and its answer, not before the host may be asked again."""
        wait = host.free_at - self._clock()
        if wait > 0:
            if wait > deadline.left(wait):
                raise FetchError("fetch.later", f"{url} asks to come back later.", retry_after=wait)
            self._sleep(wait)
        try:
            answer = self._get(url, headers, deadline)
        finally:
            asked = host.robots.delay if host.robots else 0.0
            host.free_at = self._clock() + max(self.policy.delay, min(asked, self.policy.longest_delay))
        later = _seconds(answer.headers.get("retry-after")) if answer.status in (429, 503) else None
        if later is not None:
            host.free_at = max(host.free_at, self._clock() + later)
        return answer

    def _get(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> Fetched:
        sent = {"User-Agent": self.policy.agent, "Accept-Encoding": ENCODINGS, "Accept": "*/*", **headers}
        network = PublicNetwork(self.policy, deadline, self._resolver)
        try:
            with (
                httpcore.ConnectionPool(network_backend=network, max_connections=1) as pool,
                pool.stream("GET", url, headers=list(sent.items())) as response,
            ):
                found = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                moved = response.status in REDIRECTS  # the body of a redirect is of no use
                chunks = () if moved else response.iter_stream()
                body = unpacked(chunks, found.get("content-encoding", ""), self.policy)
                return Fetched(url, response.status, found, body)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise FetchError("fetch.time", f"{url} did not answer in time.") from error
        except httpcore.ConnectError as error:
            raise FetchError("fetch.unreachable", f"No connection for {url}: {error}.") from error
        except (httpcore.ProtocolError, httpcore.NetworkError, OSError) as error:
            raise FetchError("fetch.protocol", f"The answer of {url} broke off or is no HTTP: {error}.") from error


def checked(url: str) -> SplitResult:
    """The parts of an address that may be fetched, with a path and without a fragment; raises `FetchError` else."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise FetchError("fetch.scheme", f"{url!r} is no web address: {error}.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError("fetch.scheme", f"{url!r} is no web address; only http and https are fetched.")
    if parts.username is not None or parts.password is not None:
        raise FetchError("fetch.userinfo", f"{url!r} holds a user name or password.")
    try:
        host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise FetchError("fetch.scheme", f"{url!r} has no valid host name.") from error
    host = f"[{host}]" if ":" in host else host
    place = host if port is None else f"{host}:{port}"
    return SplitResult(parts.scheme, place, quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), "")


def _accepted(answer: Fetched) -> Fetched:
    if answer.status in (429, 503):
        later = _seconds(answer.headers.get("retry-after"))
        message = f"{answer.url} answers {answer.status}: not now."
        raise FetchError("fetch.later", message, retry_after=later, status=answer.status)
    if answer.status != 304 and not 200 <= answer.status < 300:
        raise FetchError("fetch.status", f"{answer.url} answers {answer.status}.", status=answer.status)
    return answer


def _seconds(retry_after: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds a number or a date (RFC 9110 §10.2.3)."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after.strip())
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
