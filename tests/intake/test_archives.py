"""Archives in the store: killed at any time, nothing is lost and nothing comes twice."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.shell import SCRIPT
from ingest.warcs import article, foreign_page, packed, record, write_wacz
from store.reports import report

from marsad.ingest import Document, Failure, Options
from marsad.intake import Desk, take_paths
from marsad.record.types import Report
from marsad.store import open_store

pytest.importorskip("fastwarc")

ARTICLES = 24


def large_archive(path: Path) -> Path:
    """Some 30 MB: foreign pages, own articles among them, and a damaged member."""
    with path.open("wb") as out:
        for number in range(ARTICLES):
            foreign = (record(f"https://b.example/{number}/{n}", foreign_page(100 * number + n)) for n in range(80))
            out.writelines(packed([*foreign, article(number)]))
            if number == ARTICLES // 2:
                out.write(b"\x1f\x8b\x08\x00 damaged")
    return path


def stored(database: Path) -> list[tuple[str, int, str]]:
    """Id, version and record of every article, in the order in which they were kept."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute("SELECT id, version, record FROM articles ORDER BY key").fetchall()
    except sqlite3.OperationalError:  # not made yet
        return []
    finally:
        connection.close()


def ingest(archive: Path, database: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, "ingest", str(archive), "--db", str(database)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_run_that_is_killed_is_gone_on_with(tmp_path: Path) -> None:
    archive = large_archive(tmp_path / "crawl.warc.gz")
    assert archive.stat().st_size > 25_000_000
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    for least in (5, 15):
        process = ingest(archive, killed)
        while len(stored(killed)) < least and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    before = stored(killed)
    out, err = ingest(archive, killed).communicate()
    assert stored(killed)[: len(before)] == before
    assert f"{ARTICLES - len(before)} new, 0 new versions, 0 unchanged".encode() in out
    out, err = ingest(archive, whole).communicate()
    assert stored(killed) == stored(whole)
    assert len(stored(whole)) == ARTICLES
    assert b"1 damaged" in err


def test_an_archive_that_was_read_to_its_end_is_read_again_when_asked(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(b"".join(packed(article(n) for n in range(3))))
    with open_store(tmp_path / "a.db") as store:
        for outcome in ("new", "unchanged"):
            desk = Desk(store, quick_code(), refuse)
            list(take_paths(desk, [archive], Options(), lambda *_: None))
            assert desk.counts[outcome] == 3


def test_another_file_under_the_same_name_is_read_from_its_beginning(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(b"".join(packed(article(n) for n in range(3))))
    with open_store(tmp_path / "a.db") as store:
        with pytest.raises(KeyboardInterrupt):
            list(
                take_paths(Desk(store, quick_code(interrupted_after=2), refuse), [archive], Options(), lambda *_: None)
            )
        archive.write_bytes(b"".join(packed(article(n) for n in range(4, 7))))
        desk = Desk(store, quick_code(), refuse)
        list(take_paths(desk, [archive], Options(), lambda *_: None))
        assert desk.counts["new"] == 3


def test_a_package_is_gone_on_with_in_the_file_where_it_was_left(tmp_path: Path) -> None:
    package = tmp_path / "a.wacz"
    write_wacz(package, *(b"".join(packed(article(n) for n in range(m, m + 3))) for m in (0, 3)))
    with open_store(tmp_path / "a.db") as store:
        first = Desk(store, quick_code(interrupted_after=4), refuse)
        with pytest.raises(KeyboardInterrupt):
            list(take_paths(first, [package], Options(), lambda *_: None))
        desk = Desk(store, quick_code(), refuse)
        lines = list(take_paths(desk, [package], Options(), lambda *_: None))
        assert (first.counts["new"], desk.counts["new"]) == (4, 2)
        assert lines[-1] == "a.wacz!archive/data-1.warc.gz: 0 pages passed over"


def test_progress_is_told_in_bytes_to_the_end(tmp_path: Path) -> None:
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(b"".join(packed(article(n) for n in range(3))))
    told: list[tuple[str, int, int]] = []
    with open_store(tmp_path / "a.db") as store:
        desk = Desk(store, quick_code(), refuse)
        list(take_paths(desk, [archive], Options(), lambda *step: told.append(step)))
    size = archive.stat().st_size
    assert [step[0] for step in told] == ["a.warc.gz"] * 3
    assert [step[1] for step in told] == sorted(step[1] for step in told)
    assert told[-1][1:] == (size, size)


def quick_code(interrupted_after: int | None = None) -> Callable[[Document], Report]:
    """Reports of the same events for every article: what is tested is the way into the store."""
    coded = 0

    def code(document: Document) -> Report:
        nonlocal coded
        if coded == interrupted_after:
            raise KeyboardInterrupt
        coded += 1
        return report(article_id=document.id)

    return code


def refuse(failure: Failure) -> None:
    raise AssertionError(failure)
