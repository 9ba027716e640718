from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from export.given import full_report, selections
from export.written import written
from marsad.store import Selection


@pytest.fixture
def public(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "public.sqlite"
    path.write_bytes(written("sqlite", selections(full_report("a-1"), full_report("a-2"))))
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_sqlite_finds_the_file_whole_and_its_references_kept(public: sqlite3.Connection) -> None:
    assert public.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert public.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_part_of_the_record_has_its_rows(public: sqlite3.Connection) -> None:
    made = [full_report("a-1"), full_report("a-2")]
    counted = {
        table: public.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("articles", "events", "parties", "figures", "claims", "sources")
    }
    assert counted == {
        "articles": 2,
        "events": sum(len(r.events) for r in made),
        "parties": sum(len(e.actors) + len(e.recipients) for r in made for e in r.events),
        "figures": 2,
        "claims": 2,
        "sources": sum(len(r.sources) for r in made),
    }


def test_one_question_tells_who_says_what(public: sqlite3.Connection) -> None:
    said = public.execute("SELECT says, via, type FROM who_says_what WHERE article = 'a-1' ORDER BY event").fetchall()
    assert sorted(said, key=str) == sorted(
        [("صحيفة المرصد", None, "ASSAULT"), ("صحيفة المرصد", None, "REQUEST"), ("مصادر طبية", "أحمد الطيب", "ASSAULT")],
        key=str,
    )


def test_a_text_is_there_only_in_the_sentences_that_say_something(tmp_path: Path) -> None:
    made = full_report()
    content = written("sqlite", [Selection(report=made, events=made.events[:1])])
    assert made.article.text.encode() not in content
    assert made.article.text.splitlines()[1].encode() in content
    assert made.article.text.splitlines()[3].encode() not in content


def test_the_same_events_make_the_same_bytes() -> None:
    assert written("sqlite", selections()) == written("sqlite", selections())
