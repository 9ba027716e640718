"""The file itself: opening, refusing, surviving."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from marsad.errors import StoreError
from marsad.store import open_store
from store.reports import long_report, report

TESTS = Path(__file__).resolve().parents[1]
WRITER = """
import sys
from itertools import count
from marsad.store import open_store
from store.reports import long_report
with open_store(sys.argv[1]) as store:
    for number in count(int(sys.argv[2])):
        store.add(long_report(number))
        print(number, flush=True)
"""


def code_of(path: Path, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(path, create=create)
    return caught.value.code


def test_a_missing_database_is_made_only_when_asked(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.db", create=False) == "store.missing"
    assert not (tmp_path / "none.db").exists()
    open_store(tmp_path / "none.db").close()
    open_store(tmp_path / "none.db", create=False).close()


def test_a_text_file_is_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("ليس هذا الملف قاعدة بيانات\n" * 50, encoding="utf-8")
    assert code_of(path) == "store.not_a_database"


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE contacts (name TEXT)")
    connection.close()
    before = path.read_bytes()
    assert code_of(path) == "store.not_a_database"
    assert path.read_bytes() == before


def test_a_database_of_a_later_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert code_of(path) == "store.newer"


def test_a_folder_that_does_not_exist_is_a_store_error(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none" / "marsad.db") == "store.cannot_open"


def test_a_migration_that_fails_leaves_an_empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "marsad.db"
    with monkeypatch.context() as patched:
        patched.setattr(
            "marsad.store.schema._migrations", lambda: ("CREATE TABLE a (b TEXT);\nCREATE TABLE nonsense;\n",)
        )
        assert code_of(path) == "store.failed"
    with open_store(path) as store:
        assert store.add(report()) == "new"


def test_tables_are_strict(tmp_path: Path) -> None:
    open_store(tmp_path / "marsad.db").close()
    connection = sqlite3.connect(tmp_path / "marsad.db")
    tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    connection.close()
    own = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
    assert {"articles", "events", "feeds", "feed_items"} <= set(own)
    assert all(own.values())


def writer(path: Path, first: int = 0) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first)], stdout=subprocess.PIPE, text=True, env=environment
    )


def test_a_killed_writer_leaves_a_readable_database_with_all_that_it_reported(tmp_path: Path) -> None:
    path = tmp_path / "marsad.db"
    reported = -1
    for _ in range(3):
        with writer(path, reported + 1) as process:
            assert process.stdout
            for _line in range(20):
                reported = int(process.stdout.readline())
            time.sleep(0.0071)  # somewhere inside an add
            process.send_signal(signal.SIGKILL)
            process.wait()
            reported = max([reported, *map(int, process.stdout.read().split())])
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    with open_store(path, create=False) as store:
        assert store.article_count() - (reported + 1) in (0, 1)  # the last one may be safe and not yet reported
        assert [store.article(f"a-{n}") for n in range(reported + 1)] == [long_report(n) for n in range(reported + 1)]
        assert store.event_count() == 15 * store.article_count()


def test_one_process_reads_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "marsad.db"
    with writer(path) as process:
        assert process.stdout
        process.stdout.readline()
        with open_store(path, create=False) as store:
            seen = []
            for _ in range(15):
                process.stdout.readline()
                seen.append((store.article_count(), len({row.article.id for row in store.events()})))
        process.kill()
    assert seen[0][0] < seen[-1][0]
    assert [articles for articles, _ in seen] == sorted(articles for articles, _ in seen)


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "marsad.db"
    with writer(path, 0) as first, writer(path, 1000) as second:
        for process in (first, second):
            assert process.stdout
            for _ in range(10):
                assert process.stdout.readline().strip().isdigit()
        first.kill()
        second.kill()
    with open_store(path) as store:
        assert store.article_count() >= 20


@pytest.mark.filterwarnings("default::ResourceWarning")
def test_adding_is_fast_enough_for_an_archive(tmp_path: Path) -> None:
    reports = [long_report(number) for number in range(600)]
    with open_store(tmp_path / "marsad.db") as store:
        start = time.process_time()
        assert list(store.add_many(reports)).count("new") == 600
        speed = 600 / (time.process_time() - start)
    assert speed >= 500, f"{speed:.0f} reports of 300 words and 15 events a second"
