"""A database of invented articles, the application over it, a server and a browser."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from marsad.store import open_store
from marsad.web.app import create_app

from .samples import bare, truce

Browse = Callable[..., httpx.Response]

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync"""


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "news.db"
    script = "<script>alert(1)</script> & اجتماع"
    reports = [
        truce(),
        truce("أخبار/2025?a=b#c.json"),
        bare("hostile", f"{script}\nنص قصير.", title=script, url="javascript:alert(1)", outlet="<b>وكالة</b>"),
        bare("month", "اجتماع في العاصمة\nنص.", published="2025-10", published_precision="month"),
        *(bare(f"plain-{number:02}", f"خبر رقم {number}\nنص.", published=None) for number in range(50)),
    ]
    with open_store(path) as store:
        assert set(store.add_many(reports)) == {"new"}
    return path


@pytest.fixture(scope="session")
def browse(database: Path) -> Browse:
    """Ask the application for a path, as a browser on this machine does."""
    app = create_app(lambda: open_store(database, create=False))

    def get(path: str, *, method: str = "GET", host: str = "127.0.0.1:8800", **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(ask())

    return get


@pytest.fixture(scope="session")
def site(database: Path) -> Iterator[str]:
    """The address of a running server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        app = create_app(lambda: open_store(database, create=False))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A headless Chromium that logs its console and every request."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("needs Chromium and chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()
