from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from store.reports import report

from marsad.cli.ingest import code_into, ingest, summary
from marsad.errors import InputError, StoreError
from marsad.ingest import Document, Failure
from marsad.record.types import Report
from marsad.store import open_store

TEXT = "لقاء في العاصمة\nالتقى وزير الخارجية السوداني نظيره المصري في القاهرة يوم الأحد.\n"
CHANGED = TEXT + "واتفق الوزيران على لقاء جديد.\n"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "marsad.db"


def run(database: Path, *paths: Path) -> Result:
    pytest.importorskip("marsad.coder")
    return CliRunner().invoke(ingest, ["--db", str(database), *map(str, paths)], catch_exceptions=False)


def article(path: Path, text: str) -> Path:
    title, body = text.split("\n", 1)
    line = {"id": "meeting", "title": title, "text": body, "published": "2024-05-06T10:00:00+00:00"}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_a_folder_is_coded_into_the_database(tmp_path: Path, database: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    article(folder / "two.jsonl", CHANGED)
    result = run(database, folder)
    assert (result.exit_code, result.stdout) == (0, "2 new, 0 new versions, 0 unchanged, 0 failed\n")
    with open_store(database, create=False) as store:
        assert store.article_count("القاهرة") == 2


def test_ingesting_again_changes_nothing(tmp_path: Path, database: Path) -> None:
    file = article(tmp_path / "one.jsonl", TEXT)
    run(database, file)
    assert run(database, file).stdout == "0 new, 0 new versions, 1 unchanged, 0 failed\n"


def test_a_changed_text_of_the_same_id_is_a_new_version(tmp_path: Path, database: Path) -> None:
    run(database, article(tmp_path / "one.jsonl", TEXT))
    assert "1 new versions" in run(database, article(tmp_path / "one.jsonl", CHANGED)).stdout


def test_a_failure_is_named_on_stderr_and_the_rest_goes_on(tmp_path: Path, database: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    result = run(database, empty, article(tmp_path / "one.jsonl", TEXT))
    assert (result.exit_code, result.stdout) == (3, "1 new, 0 new versions, 0 unchanged, 1 failed\n")
    assert "empty.txt" in result.stderr


def test_an_article_that_cannot_be_coded_does_not_stop_the_others(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def code(document: Document) -> Report:
        if document.id == "b":
            raise InputError("input.not_arabic", "The text is not Arabic.")
        return report(article_id=document.id)

    unread = Failure("page.html", InputError("input.empty", "The file holds no text."))
    with open_store(database) as store:
        items: list[Document | Failure] = [
            Document("a", TEXT),
            unread,
            Document("b", "Hello"),
            Document("a", TEXT),
            Document("c", TEXT),
        ]
        assert code_into(store, items, code) == {"new": 2, "unchanged": 1, "failed": 2}
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "page.html: The file holds no text. [input.empty]",
        "b: The text is not Arabic. [input.not_arabic]",
    ]


def test_a_file_that_is_no_database_is_refused_before_anything_is_coded(tmp_path: Path) -> None:
    file = article(tmp_path / "one.jsonl", TEXT * 50)
    with pytest.raises(StoreError) as caught:
        run(file, file)
    assert caught.value.code == "store.not_a_database"


def test_the_summary_names_articles_coded_again_only_when_there_are_any() -> None:
    assert summary(Counter(new=2)) == "2 new, 0 new versions, 0 unchanged, 0 failed"
    assert summary(Counter(recoded=4)) == "0 new, 0 new versions, 0 unchanged, 4 coded again, 0 failed"


def test_the_summary_names_what_was_nearly_repeated() -> None:
    counts, originals = Counter(new=9, near=5), Counter(a=2, b=1, c=1, d=1)
    assert summary(counts, originals).endswith("0 failed; 5 near-duplicates of a, b, c and 1 others")
    assert summary(Counter(new=1, near=1), Counter(a=1)).endswith("; 1 near-duplicate of a")
