"""The web application: pages over one database, for people at this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from marsad.store.model import Store
from marsad.web.guard import Guard
from marsad.web.pages import routes
from marsad.web.problems import handle_problems


def create_app(open_database: Callable[[], Store], *, remote: bool = False) -> ASGIApp:
    """An ASGI application over the database that `open_database` opens, once for every request and closed after it.

    Unless `remote`, it answers only requests addressed to this machine (see `Guard`). FastAPI's own documentation pages
    are off: they load scripts from elsewhere.

    >>> create_app(lambda: open_store("news.db"))
    """
    app = FastAPI(title="Marsad", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.include_router(routes(open_database))
    handle_problems(app)
    return Guard(app, remote=remote)
