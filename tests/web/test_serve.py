from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from marsad.cli.serve import serve
from marsad.errors import StoreError


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "news.example"])
def test_a_host_that_others_reach_is_refused(database: Path, host: str) -> None:
    result = CliRunner().invoke(serve, ["--db", str(database), "--host", host])
    assert result.exit_code == 2
    assert "--allow-remote" in result.output and "no accounts" in result.output


def test_a_database_that_does_not_exist_is_refused_and_not_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(serve, ["--db", str(tmp_path / "none.db")])
    assert isinstance(result.exception, StoreError) and result.exception.code == "store.missing"
    assert list(tmp_path.iterdir()) == []


def test_the_command_is_known_without_loading_the_web_framework() -> None:
    script = "import sys, marsad.cli.serve; print([m for m in ('fastapi', 'uvicorn', 'jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_command_serves_the_database(database: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from marsad.cli.serve import serve; serve()", "--db", str(database)]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr and server.stderr.readline() == f"http://127.0.0.1:{port}/\n"
            assert "حي الروضة" in _first_answer(f"http://127.0.0.1:{port}/")
        finally:
            server.terminate()


def _first_answer(url: str) -> str:
    for _ in range(200):
        try:
            return httpx.get(url, trust_env=False).raise_for_status().text
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail("the server does not answer")
