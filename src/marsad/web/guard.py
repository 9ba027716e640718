"""What protects the reader of the pages: who may ask, and what a page may do in the browser."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine: "localhost", "127.0.0.1", "::1"."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """Wraps an application: adds the headers to every answer, and answers only requests made to this machine by name.

    A page of a foreign site whose name resolves to 127.0.0.1 would otherwise read the database through the browser of
    whoever runs the server (DNS rebinding). `remote` lifts the second rule.
    """

    def __init__(self, app: ASGIApp, *, remote: bool = False) -> None:
        self._app = app
        self._remote = remote

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", []), *extra]}
            await send(message)

        if self._remote or is_loopback(_host(scope)):
            await self._app(scope, receive, send_guarded)
        else:
            refusal = PlainTextResponse("This server answers only to localhost.\n", status_code=421)
            await refusal(scope, receive, send_guarded)


def _host(scope: Scope) -> str:
    header = next((value for name, value in scope["headers"] if name == b"host"), b"")
    try:
        return urlsplit(f"//{header.decode('latin-1')}").hostname or ""
    except ValueError:
        return ""
