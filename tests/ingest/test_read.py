from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.ingest import Document, Failure, read, read_paths
from marsad.samples import sample_paths

BODY = "استقبلت مسقط الوفدين، صباح اليوم، في جولة جديدة من المحادثات."
PAGE = f"<html><body><article><h1>جولة</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>"
LINES = "".join(json.dumps({"id": str(i), "text": BODY}) + "\n" for i in range(20))


def ids(results: list[Document | Failure]) -> list[str]:
    return [r.id if isinstance(r, Document) else f"{Path(r.name).name}: {r.error.code}" for r in results]


def test_the_kind_is_told_by_the_suffix_and_else_by_the_first_character() -> None:
    assert (
        ids(list(read(LINES.encode(), "a.jsonl"))) == ids(list(read(LINES.encode(), "a"))) == list(map(str, range(20)))
    )
    (page,) = read(PAGE.encode(), "page")
    (text,) = read(BODY.encode())
    assert isinstance(page, Document)
    assert isinstance(text, Document)
    assert page.title == "جولة"
    assert text.text == BODY


def test_a_folder_is_read_in_sorted_order_and_what_fails_is_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b" / "2.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "c.HTML").write_bytes(b"%PDF-1.7")
    (tmp_path / "d.jsonl").write_text('{"id": "x", "text": "' + BODY + '"}\n{', encoding="utf-8")
    (tmp_path / "e.docx").write_text(BODY, encoding="utf-8")
    (tmp_path / ".hidden" / "3.txt").write_text(BODY, encoding="utf-8")
    results = ids(list(read_paths([tmp_path, tmp_path / "none.txt"])))
    assert [result.removeprefix(f"{tmp_path}".replace("/", "-").strip("-") + "-b-") for result in results] == [
        "a.txt: input.empty",
        "2",
        "c.HTML: input.binary",
        "x",
        "d.jsonl: input.json",
        "none.txt: input.missing",
    ]


def test_a_hyphen_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES.encode())))
    assert ids(list(read_paths(["-"]))) == list(map(str, range(20)))


def test_every_sample_is_an_article_with_title_and_time() -> None:
    results = list(read_paths(sample_paths()))
    assert len(results) >= 20
    assert all(isinstance(result, Document) and result.title for result in results)
    assert sum(isinstance(result, Document) and result.published is not None for result in results) >= 19


def test_reading_text_does_not_load_the_html_parser() -> None:
    code = (
        "import sys, marsad.ingest as m; list(m.read('خبر من مسقط'.encode()));"
        "print('trafilatura' in sys.modules, 'lxml' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert shown.stdout.split() == ["False", "False"]
