from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from store.reports import report

from export.given import answers, any_reports, full_report, selections
from marsad.cli import cli
from marsad.errors import InputError
from marsad.export.formats import find_format
from marsad.export.read_back import read_back
from marsad.record.types import Report
from marsad.store import EventFilter, open_store


def written(form: str, folder: Path, *reports: Report) -> Path:
    """Where the reports lie, in a format that can be read back."""
    found, path = find_format(form), folder / f"x{find_format(form).suffix}"
    if found.write_folder:
        path.mkdir(exist_ok=True)
        found.write_folder(selections(*reports), path)
    else:
        assert found.write
        with path.open("wb") as to:
            found.write(selections(*reports), to)
    return path


FORMS = pytest.mark.parametrize("form", ["jsonl", "parquet", "csv-tables"])


@FORMS
def test_records_come_back_as_they_went_out(form: str, tmp_path: Path) -> None:
    reports = [full_report("a-1"), report(article_id="a-2"), report("خبر قصير بلا أحداث.\n", article_id="a-3")]
    assert list(read_back(written(form, tmp_path, *reports))) == reports


@FORMS
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports=any_reports())
def test_whatever_a_record_holds_comes_back(form: str, reports: list[Report]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert list(read_back(written(form, Path(folder), *reports))) == reports


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_duckdb_joins_the_tables(suffix: str, tmp_path: Path) -> None:
    path = written("parquet" if suffix == "parquet" else "csv-tables", tmp_path, full_report())
    answer = answers(
        f"""select events.type, parties.name, figures.low, sources.name
        from '{path}/events.{suffix}' events join '{path}/parties.{suffix}' parties on parties.event = events.id
        join '{path}/figures.{suffix}' figures on figures.event = events.id
        join '{path}/sources.{suffix}' sources on sources.id = figures.source
        where parties.role = 'recipient' and events.matched"""
    )
    assert answer == [("ASSAULT", "مدنيين", 7, "مصادر طبية")]


def test_parquet_has_types_and_tells_its_version(tmp_path: Path) -> None:
    path = written("parquet", tmp_path)
    types = {name: kind for name, kind, *_ in answers(f"describe select * from '{path}/events.parquet'")}
    assert {types[name] for name in ("place_lat", "matched", "position", "contexts")} == {
        "DOUBLE", "BOOLEAN", "BIGINT", "VARCHAR[]",
    }  # fmt: skip
    told = answers(
        f"select decode(value) from parquet_kv_metadata('{path}/events.parquet') where decode(key) = 'marsad.schema'"
    )
    assert told == [("marsad/1",)]


@pytest.mark.parametrize("form", ["parquet", "csv-tables"])
def test_events_that_were_not_asked_for_are_there_and_marked(form: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "m.db") as store:
        store.add(full_report())
        write: Callable[..., int] | None = find_format(form).write_folder
        assert write
        write(store.selections(EventFilter(type="REQUEST")), tmp_path)
    suffix = "parquet" if form == "parquet" else "csv"
    answer = answers(f"select trigger_text from '{tmp_path}/events.{suffix}' where matched")
    assert answer == [("دعا",)]
    assert list(read_back(tmp_path)) == [full_report()]


def test_no_cell_of_the_tables_runs_as_a_formula(tmp_path: Path) -> None:
    made = full_report()
    made = msgspec.structs.replace(made, article=msgspec.structs.replace(made.article, title="=1+1", outlet="-x"))
    path = written("csv-tables", tmp_path, made)
    assert "\\=1+1,\\-x" not in (text := (path / "articles.csv").read_text("utf-8"))
    assert ",\\=1+1," in text
    assert ",\\-x," in text


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("events.csv", "ASSAULT", "MURDER", "a-1"),
        ("events.csv", "place_lat", "latitude", "place_lat"),
        ("events.csv", "true", "maybe", "row 2"),
        ("parties.csv", "a-1,", "a-9,", "a-9"),
        ("articles.csv", "a-1,", "a-9,", "a-1"),
    ],
)
def test_damaged_tables_are_refused_with_the_place(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    path = written("csv-tables", tmp_path, full_report())
    text = (path / file).read_bytes().decode()
    assert old in text
    (path / file).write_bytes(text.replace(old, new, 1).encode())
    with pytest.raises(InputError, match=told):
        list(read_back(path))


def test_a_text_that_was_changed_is_refused(tmp_path: Path) -> None:
    made = full_report()
    path = written(
        "jsonl", tmp_path, msgspec.structs.replace(made, article=msgspec.structs.replace(made.article, text="آخر"))
    )
    with pytest.raises(InputError, match="text_changed"):
        list(read_back(path))


def test_what_is_no_export_is_refused_with_what_is(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="parquet"):
        list(read_back(tmp_path))
    with pytest.raises(InputError, match="missing"):
        list(read_back(tmp_path / "none.jsonl"))
    (tmp_path / "broken.jsonl").write_bytes(full_report().to_json() + b'\n{"schema": "marsad/0"}\n')
    with pytest.raises(InputError, match="line 2"):
        list(read_back(tmp_path / "broken.jsonl"))


def imported(database: Path, *paths: Path) -> Any:
    return CliRunner().invoke(cli, ["import", *map(str, paths), "--db", str(database)])


def test_import_fills_a_database_and_twice_changes_nothing(tmp_path: Path) -> None:
    path = written("csv-tables", tmp_path, full_report("a-1"), full_report("a-2"))
    assert imported(tmp_path / "m.db", path).output.startswith("2 new")
    assert "2 unchanged" in imported(tmp_path / "m.db", path).output
    with open_store(tmp_path / "m.db") as store:
        assert store.article("a-2") == full_report("a-2")


def test_import_keeps_what_came_before_a_broken_record(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(full_report().to_json() + b"\n{}\n")
    found = imported(tmp_path / "m.db", tmp_path / "x.jsonl")
    assert found.exit_code == 1
    assert "1 new" in found.output
    assert "line 2" in found.output
