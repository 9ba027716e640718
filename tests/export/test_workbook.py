from __future__ import annotations

import io
import zipfile
from typing import Any

import msgspec
import openpyxl
import pytest

from export.given import full_report, selections
from marsad.errors import InputError
from marsad.export.extra import need
from marsad.export.xlsx import SHEETS, TEXT_LIMIT, write
from marsad.record.types import Report


def opened(*reports: Report, **options: Any) -> Any:
    to = io.BytesIO()
    write(selections(*reports), to, **options)
    return openpyxl.load_workbook(to)


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


def titled(title: str) -> Report:
    made = full_report()
    return msgspec.structs.replace(made, article=msgspec.structs.replace(made.article, title=title))


def test_every_sheet_has_its_columns_and_reads_from_right_to_left() -> None:
    book = opened()
    assert book.sheetnames == list(SHEETS)
    for sheet in book:
        assert [cell.value for cell in sheet[1]] == list(SHEETS[sheet.title])
        assert [cell.value for cell in sheet[1]][:2] == ["id", "url"]
        assert sheet.sheet_view.rightToLeft


def test_a_figure_and_a_claim_stand_with_who_says_them() -> None:
    book = opened()
    (figure,) = rows(book["figures"])
    assert (figure["low"], figure["source"], figure["via"]) == (7, "مصادر طبية", "أحمد الطيب")
    (claim,) = rows(book["agreement_claims"])
    assert (claim["kind"], claim["by"], claim["about"]) == ("demand", "أحمد الطيب", "الجيش السوداني")
    assert [row["killed_low"] for row in rows(book["events"])] == [None, 7, None]


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    cell = opened(titled("=1+1"))["events"]["E2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cell.quotePrefix


def test_a_sheet_that_is_full_goes_on_in_a_further_one() -> None:
    book = opened(full_report("a-1"), full_report("a-2"), row_limit=4)
    assert [name for name in book.sheetnames if name.startswith("events")] == ["events", "events 2"]
    found = [row["article"] for name in ("events", "events 2") for row in rows(book[name])]
    assert found == ["a-1"] * 3 + ["a-2"] * 3


def test_a_text_longer_than_a_cell_is_cut() -> None:
    title = rows(opened(titled("ا" * 40_000))["events"])[0]["title"]
    assert len(title) == TEXT_LIMIT
    assert title.endswith("…")


def test_two_runs_give_the_same_bytes() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    write(selections(), one)
    write(selections(), other)
    assert one.getvalue() == other.getvalue()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_formula_is_in_the_file(sign: str) -> None:
    to = io.BytesIO()
    write(selections(titled(f"{sign}A1")), to)
    with zipfile.ZipFile(to) as files:
        assert not any(b"<f>" in files.read(name) for name in files.namelist())


def test_a_package_that_is_missing_is_named_with_how_to_get_it() -> None:
    with pytest.raises(InputError, match=r'no_such_package.*pip install "marsad\[export\]"'):
        need("no_such_package.part")
