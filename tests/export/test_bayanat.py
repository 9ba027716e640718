from __future__ import annotations

import csv
import re

from export.given import full_report, selections
from export.written import written
from marsad.export.bayanat import COLUMNS
from marsad.record.types import Report

BULLETIN = {"title", "title_ar", "origin_id", "source_link", "description", "publish_date", "documentation_date",
            "labels", "sources", "locations"}  # fmt: skip
"""Names that Bayanat's own export of bulletins gives to these fields."""


def rows(*reports: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(written("bayanat", selections(*reports)).decode("utf-8-sig").splitlines(keepends=True)))


def items(cell: str) -> list[str]:
    """How Bayanat cuts a list: quoted items, or words without commas; one item alone where there is no comma."""
    if "," not in cell:
        return [cell.strip('" ')]
    return [item.strip('" ') for item in re.findall(r'"[^"]+"+|[^ ,]+', cell)]


def test_the_columns_are_the_fields_of_a_bulletin_and_of_its_events() -> None:
    assert set(COLUMNS) >= BULLETIN
    assert list(rows()[0]) == list(COLUMNS)


def test_bayanat_reads_the_lists_item_by_item() -> None:
    assert items(rows()[1]["sources"]) == ["صحيفة المرصد", "مصادر طبية", "أحمد الطيب"]
    assert items(rows()[0]["sources"]) == ["صحيفة المرصد"]
    assert items(rows()[1]["labels"])[1:] == ["اعتداء", "مذكور كواقع"]


def test_the_events_of_an_article_share_its_id() -> None:
    assert [row["origin_id"] for row in rows(full_report("a-1"), full_report("a-2"))] == ["a-1"] * 3 + ["a-2"] * 3


def test_the_description_says_who_says_what() -> None:
    lines = rows()[1]["description"].splitlines()
    assert lines[0] in full_report().article.text
    assert lines[1].startswith("بحسب مصادر طبية، عن أحمد الطيب")
    assert lines[-1].startswith("قتلى: 7، بحسب مصادر طبية")


def test_times_are_in_the_form_of_bayanat() -> None:
    row = rows()[1]
    times = [row["publish_date"], row["event_from_date"], row["event_to_date"]]
    assert times == ["2024-05-02T09:30", "2024-05-01T00:00", "2024-05-01T00:00"]
