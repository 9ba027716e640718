from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from store.reports import Happening, long_report, report

from marsad.cli.events import events
from marsad.errors import StoreError
from marsad.store import open_store

MEETING = Happening(type="CONSULT", trigger="الاجتماع", source="[bold] المتحدث")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "marsad.db"
    with open_store(path) as store:
        store.add(report())
    return path


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(events, ["--db", str(database), *arguments], catch_exceptions=False)


def listed(database: Path, *arguments: str) -> list[str]:
    return [json.loads(line)["event"]["trigger"]["text"] for line in run(database, *arguments).stdout.splitlines()]


def test_a_pipe_gets_one_json_object_a_line_in_order_of_date(database: Path) -> None:
    assert listed(database) == ["قصف الجيش", "دعا", "مقتل"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--type", "request"], ["دعا"]),
        (["--actor", "sudan.army"], ["قصف الجيش"]),
        (["--country", "EGY"], ["دعا"]),
        (["--place", "نيالا"], ["قصف الجيش"]),
        (["--from", "2024-05-02"], ["دعا"]),
        (["--to", "2024-05-01"], ["قصف الجيش"]),
        (["--status", "denied"], []),
        (["--source", "طبية"], ["مقتل"]),
        (["--query", '"وقف إطلاق النار"', "--limit", "1"], ["قصف الجيش"]),
        (["--query", "فيضان"], []),
    ],
)
def test_every_option_narrows_the_list(database: Path, arguments: list[str], expected: list[str]) -> None:
    assert listed(database, *arguments) == expected


def test_csv_has_a_header_and_one_row_for_each_event(database: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(database, "--format", "csv").stdout)))
    assert [row["type"] for row in rows] == ["ASSAULT", "REQUEST", "ASSAULT"]
    assert rows[0]["actors"] == "الجيش السوداني"
    assert (rows[0]["geonames"], rows[2]["geonames"]) == ("371760", "")
    assert rows[2]["source"] == "مصادر طبية"


def test_csv_without_events_is_the_header_alone(database: Path) -> None:
    assert run(database, "--format", "csv", "--type", "AID").stdout.count("\n") == 1


def test_a_table_names_who_and_where(database: Path) -> None:
    shown = run(database, "--format", "table", "--type", "ASSAULT").stdout
    assert "ASSAULT" in shown
    assert "2024-05-01" in shown
    assert "نيالا" in shown


def test_a_table_says_that_there_is_more(database: Path) -> None:
    with open_store(database) as store:
        list(store.add_many(long_report(number) for number in range(2, 6)))
    result = run(database, "--format", "table")
    assert "The first 50 of 63" in result.stderr
    assert run(database, "--format", "table", "--limit", "63").stderr == ""


def test_words_in_brackets_are_shown_and_not_taken_for_markup(tmp_path: Path) -> None:
    path = tmp_path / "marsad.db"
    with open_store(path) as store:
        store.add(report("قال [bold] المتحدث إن الاجتماع بدأ\n", MEETING))
    assert "[bold]" in run(path, "--format", "table").stdout


def test_a_terminal_gets_a_table(database: Path) -> None:
    parent, child = pty.openpty()
    command = [sys.executable, "-c", "from marsad.cli.events import events; events()", "--db", str(database)]
    subprocess.run(command, stdout=child, check=True, env=os.environ | {"COLUMNS": "120"})
    os.close(child)
    shown = os.read(parent, 64_000).decode()
    os.close(parent)
    assert "to whom" in shown
    assert '"event"' not in shown


def test_the_database_may_be_named_by_the_environment(database: Path) -> None:
    result = CliRunner().invoke(events, ["--type", "REQUEST"], env={"MARSAD_DB": str(database)}, catch_exceptions=False)
    assert len(result.stdout.splitlines()) == 1


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        run(tmp_path / "none.db")
    assert caught.value.code == "store.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--type", "FIGHT"], ["--from", "أمس"], ["--limit", "0"]])
def test_a_value_that_cannot_be_is_a_usage_error(database: Path, arguments: list[str]) -> None:
    assert run(database, *arguments).exit_code == 2
