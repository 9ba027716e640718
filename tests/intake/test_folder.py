"""A watched folder: complete files are taken once, whatever happens in between."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.shell import SCRIPT
from store.reports import report

from marsad.ingest import Document, Failure, Options
from marsad.intake import Desk, watch_folder
from marsad.store import Store, open_store

BODY = "وصل وفد من غرفة التجارة إلى الميناء القديم صباح السبت، وقال رئيسه إن العمل سيعود خلال شهر."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def taken(store: Store, folder: Path, *between: Callable[[], object]) -> tuple[list[str], Desk]:
    """The names of the files taken in as many looks as there are things done between them, and two more."""
    failures: list[Failure] = []
    desk = Desk(store, lambda d: report(d.text, article_id=d.id), failures.append)
    things = list(between)
    looks = len(things) + 2

    def sleep(seconds: float) -> None:
        nonlocal looks
        looks -= 1
        if things:
            things.pop(0)()

    found = watch_folder(desk, folder, Options(), lambda *_: None, stopped=lambda: looks == 0, sleep=sleep)
    return [path.name for path in found], desk


def write(path: Path, text: str = BODY) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_of_the_folder_and_below_are_taken_once(store: Store, folder: Path) -> None:
    write(folder / "b.txt")
    write(folder / "deep" / "a.txt")
    assert taken(store, folder)[0] == ["b.txt", "a.txt"]
    assert store.article_count() == 2


def test_nothing_is_taken_again_after_a_restart_and_what_came_meanwhile_is(store: Store, folder: Path) -> None:
    write(folder / "a.txt")
    taken(store, folder)
    write(folder / "b.txt", BODY + " ثم غادر.")
    names, desk = taken(store, folder)
    assert (names, desk.counts["new"], desk.counts["unchanged"]) == (["b.txt"], 1, 0)


def test_a_file_that_still_grows_is_left_until_it_is_complete(store: Store, folder: Path) -> None:
    file = write(folder / "a.txt", "وصل وفد")
    names, desk = taken(
        store, folder, lambda: write(file, "وصل وفد من غرفة"), lambda: write(file, BODY), lambda: None, lambda: None
    )
    assert (names, desk.counts) == (["a.txt"], {"new": 1})
    assert next(store.articles()).version == 1


def test_unfinished_downloads_are_taken_when_they_get_their_name(store: Store, folder: Path) -> None:
    part, hidden = write(folder / "a.txt.part"), write(folder / ".b.txt")
    names, _ = taken(store, folder, lambda: part.rename(folder / "a.txt"), lambda: None, lambda: None)
    assert names == ["a.txt"]
    assert hidden.exists()


def test_a_file_that_changed_is_a_new_version(store: Store, folder: Path) -> None:
    file = write(folder / "a.txt")
    taken(store, folder)
    write(file, BODY + " وغادر مساء.")
    names, desk = taken(store, folder)
    assert (names, desk.counts["new version"]) == (["a.txt"], 1)


def test_a_file_that_cannot_be_read_is_told_once(store: Store, folder: Path) -> None:
    write(folder / "a.txt", "")
    assert taken(store, folder)[1].counts["failed"] == 1
    assert taken(store, folder)[1].counts["failed"] == 0


def test_a_file_that_is_taken_away_meanwhile_does_no_harm(store: Store, folder: Path) -> None:
    file = write(folder / "a.txt")
    write(folder / "b.txt")
    assert taken(store, folder, file.unlink, lambda: None)[0] == ["b.txt"]


def test_the_command_watches_until_it_is_asked_to_stop(tmp_path: Path, folder: Path) -> None:
    database = tmp_path / "c.db"
    command = ["ingest", "--watch-folder", str(folder), "--db", str(database), "--every", "0.05"]
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    line = {"id": "x", "text": BODY}
    (folder / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    assert process.stderr is not None
    assert b"a.jsonl: 1 new" in process.stderr.readline()
    time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate()
    assert (process.returncode, out) == (0, b"1 new, 0 new versions, 0 unchanged, 0 failed\n")


def test_the_desk_keeps_what_was_coded(store: Store) -> None:
    desk = Desk(store, lambda d: report(d.text, article_id=d.id), lambda failure: None)
    desk.take(Document("a", BODY))
    assert store.article("a").article.text == BODY
