"""Connections to public addresses only: names are resolved here, checked, and the peer is checked again once connected.

A name is resolved once for each connection and the connection goes to an address that was checked, so a name server that
changes its answer in between (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from typing import Any

import httpcore

from marsad.ingest.fetch.addresses import closed, loopback
from marsad.ingest.fetch.policy import FetchError, Policy

Resolver = Callable[[str, int], list[str]]


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order of preference; decimal and octal spellings are the system's too."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """When a fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self._end, self._seconds = time.monotonic() + seconds, seconds

    def left(self, most: float) -> float:
        """Seconds left, `most` at most; raises `FetchError` when there are none."""
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise FetchError("fetch.time", f"The fetch took more than {self._seconds:g} seconds.")
        return min(rest, most)


class PublicNetwork(httpcore.NetworkBackend):
    """A network backend of httpcore that connects to public addresses only, in what is left of the time."""

    def __init__(self, policy: Policy, deadline: Deadline, resolver: Resolver = system_resolver) -> None:
        self._policy, self._deadline, self._resolver = policy, deadline, resolver
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first address of the host that answers; raises `FetchError` if one of them is not public."""
        addresses = self._addresses(host, port)
        for address in addresses:
            self._check(host, port, address)
        failure: Exception | None = None
        for address in addresses:
            wait = self._deadline.left(self._policy.patience)
            try:
                stream = self._plain.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            self._check(host, port, str(stream.get_extra_info("server_addr")[0]))
            return _Timed(stream, self._policy, self._deadline)
        raise FetchError("fetch.unreachable", f"No connection to {host}, port {port}: {failure}.")

    def _addresses(self, host: str, port: int) -> list[str]:
        pool = ThreadPoolExecutor(max_workers=1)  # the system's resolver has no time limit of its own
        try:
            found = pool.submit(self._resolver, host, port).result(self._deadline.left(self._policy.patience))
        except NotInTime:
            raise FetchError("fetch.time", f"The name {host} was not resolved in time.") from None
        except (OSError, UnicodeError) as error:
            raise FetchError("fetch.unreachable", f"The name {host} cannot be resolved: {error}.") from error
        finally:
            pool.shutdown(wait=False)
        if not found:
            raise FetchError("fetch.unreachable", f"The name {host} has no address.")
        return found

    def _check(self, host: str, port: int, address: str) -> None:
        why = closed(address)
        if why is None and port in self._policy.ports:
            return
        if why is not None and self._policy.loopback and why != "no address" and loopback(address):
            return
        if why is not None:
            raise FetchError("fetch.address", f"{host} is at {address}, which is not public ({why}).")
        raise FetchError("fetch.port", f"Port {port} of {host} is not allowed.")


class _Timed(httpcore.NetworkStream):
    """A stream whose every wait is cut to what is left of the time."""

    def __init__(self, stream: httpcore.NetworkStream, policy: Policy, deadline: Deadline) -> None:
        self._stream, self._policy, self._deadline = stream, policy, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(self._policy.patience))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(self._policy.patience))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        wait = self._deadline.left(self._policy.patience)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, wait), self._policy, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


__all__ = ["Deadline", "PublicNetwork", "Resolver", "system_resolver"]
