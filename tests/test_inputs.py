"""The pages on inputs show what happens: their files are made, their commands run, their output compared."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from ingest.warcs import article, foreign_page, packed, record

from marsad.cli import cli

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "inputs").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```", re.DOTALL | re.MULTILINE)
NEEDS = {"archives": "fastwarc", "pdf": "pdfminer"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```sh" in page.read_text(encoding="utf-8")], ids=lambda page: page.stem
)
def test_the_commands_of_a_page_say_what_it_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if page.stem in NEEDS:
        pytest.importorskip(NEEDS[page.stem])
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "tests/ingest/pdf/browser.pdf", "statement.pdf")
    crawl = [*map(article, range(3)), record("https://b.example/", foreign_page(1))]
    Path("crawl.warc.gz").write_bytes(b"".join(packed(crawl)))
    answer = ""
    for kind, file, content in BLOCK.findall(page.read_text(encoding="utf-8")):
        if file:
            Path(file).write_text(content, encoding="utf-8")
        elif kind == "sh":
            command = shlex.split(content.removeprefix("marsad "))
            answer = CliRunner().invoke(cli, command, catch_exceptions=False).stdout
        elif kind == "output":
            assert answer == content
        elif kind == "python":
            exec(compile(content, str(page), "exec"), {})
