from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from store.reports import report

from marsad.cli.export import export
from marsad.errors import InputError
from marsad.export.formats import format_names
from marsad.record import Report
from marsad.store import open_store


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "marsad.db"
    with open_store(path) as store:
        store.add(report())
    return path


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(export, [*arguments, "--db", str(database)], catch_exceptions=False)


def test_whole_records_come_out_as_they_went_in(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert "3 events" in run(database, "jsonl", "--out", str(out)).stderr
    assert [Report.from_json(line) for line in out.read_bytes().splitlines()] == [report()]


def test_a_filter_holds_for_exports_too(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "few.csv"
    run(database, "csv", "--type", "request", "--out", str(out))
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [row["trigger"] for row in rows] == ["دعا"]
    assert list(rows[0])[:2] == ["id", "url"]


def test_a_file_for_excel_says_that_it_is_utf8(database: Path, tmp_path: Path) -> None:
    run(database, "csv", "--out", str(tmp_path / "x.csv"))
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_standard_output_holds_the_file_and_nothing_else(database: Path) -> None:
    found = run(database, "jsonl", "--out", "-")
    assert json.loads(found.stdout)["schema"] == "marsad/1"


def test_an_export_that_fails_leaves_no_file_under_its_name(tmp_path: Path) -> None:
    found = CliRunner().invoke(export, ["csv", "--db", str(tmp_path / "none.db"), "--out", str(tmp_path / "x.csv")])
    assert found.exception
    assert not (tmp_path / "x.csv").exists()


def test_the_formats_are_listed(database: Path) -> None:
    listed = run(database, "--formats").stdout
    assert all(f"{name} " in listed for name in format_names())


def test_an_unknown_format_is_named_with_those_that_are(database: Path) -> None:
    with pytest.raises(InputError, match="jsonl"):
        run(database, "docx")
