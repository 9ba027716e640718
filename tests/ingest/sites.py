"""A small web server on loopback, for tests of fetching: paths are answered by functions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Request(BaseHTTPRequestHandler):
    """One request; `answer` sends a whole response."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((self.path, dict(self.headers)))
        handler = self.server.pages.get(path)
        if handler is None:
            self.answer(404, b"no such page")
        else:
            handler(self)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a response; header names are given with underscores."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the method that is silenced
        pass


Page = Callable[[Request], None]


class Site(ThreadingHTTPServer):
    """A server with its pages, and what it was asked."""

    daemon_threads = True

    def __init__(self, pages: dict[str, Page]) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.pages = pages
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the tests."""


@contextmanager
def serving(pages: dict[str, Page]) -> Iterator[Site]:
    """A site that runs for the length of a test."""
    site = Site(pages)
    thread = threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()


def text(body: str, **headers: str) -> Page:
    """A page that always has this body."""
    return lambda request: request.answer(200, body.encode(), **headers)


def moved(to: str) -> Page:
    """A page that is elsewhere."""
    return lambda request: request.answer(302, Location=to)
