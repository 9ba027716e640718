"""The bundled sample articles: they are there, say that they are invented, and keep their promises."""

from __future__ import annotations

import datetime
import json
import re
from itertools import chain
from pathlib import Path

import pytest

import marsad.samples
from marsad.samples import sample_paths
from marsad.text.dates import find_published

LABEL = "مقال عيّنة كُتب لمشروع مرصد، والأحداث فيه متخيَّلة"
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
MANIFEST = Path(marsad.samples.__file__).parent / "README.md"
ROW = re.compile(r"^\| `(?P<file>[^`]+)` \| (?P<outlet>[^|]+) \| (?P<day>\d{4}-\d{2}-\d{2})", re.MULTILINE)


def manifest() -> dict[str, tuple[str, datetime.date]]:
    """File name to outlet and day of publication, as the manifest says."""
    rows = ROW.finditer(MANIFEST.read_text(encoding="utf-8"))
    return {row["file"]: (row["outlet"], datetime.date.fromisoformat(row["day"])) for row in rows}


def articles(path: Path) -> list[str]:
    """The words of each article of a file, without markup."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in content.splitlines()]
    if path.suffix == ".html":
        return ["\n\n".join(re.findall(r"<(?:h1|time|p)\b[^>]*>(.*?)</", content))]
    return [content.strip()]


TEXTS = [pytest.param(path, id=path.name) for path in sample_paths() if path.suffix == ".txt"]
SAMPLES = pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.name)


def test_the_manifest_lists_every_sample_and_nothing_else() -> None:
    assert sorted(manifest()) == [path.name for path in sample_paths()]


def test_the_samples_come_from_six_outlets() -> None:
    assert len({outlet for outlet, _ in manifest().values()}) == 6


@SAMPLES
def test_the_last_line_of_an_article_says_that_it_is_invented(path: Path) -> None:
    assert all(LABEL in article.splitlines()[-1] for article in articles(path))


@SAMPLES
def test_a_file_names_its_outlet(path: Path) -> None:
    assert manifest()[path.name][0] in path.read_text(encoding="utf-8")


@SAMPLES
def test_a_sample_has_the_length_of_a_short_news_article(path: Path) -> None:
    shortest = 30 if path.suffix == ".jsonl" else 120
    assert all(shortest <= len(article.split()) <= 300 for article in articles(path))


@pytest.mark.parametrize("path", [path for path in sample_paths() if path.suffix == ".txt"], ids=lambda path: path.name)
def test_a_text_file_is_a_title_a_dateline_and_paragraphs(path: Path) -> None:
    title, dateline, *paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
    assert "\n" not in title
    assert re.search(r"\d", dateline)
    assert len(paragraphs) >= 4


@SAMPLES
def test_the_weekday_of_a_dateline_is_that_of_its_date(path: Path) -> None:
    lines = list(chain.from_iterable(article.splitlines()[:3] for article in articles(path)))
    dateline = lines[2].replace("الإثنين", "الاثنين")
    named = [day for day in WEEKDAYS if day in dateline and path.suffix != ".jsonl"]
    assert named in ([], [WEEKDAYS[manifest()[path.name][1].weekday()]])


@pytest.mark.parametrize("path", TEXTS)
def test_the_dateline_of_a_text_is_read_as_the_day_of_publication(path: Path) -> None:
    found = find_published(path.read_text(encoding="utf-8"))
    assert found is not None
    assert found[2].startswith(manifest()[path.name][1].isoformat())


@pytest.mark.parametrize(
    "path", [path for path in sample_paths() if path.suffix == ".html"], ids=lambda path: path.name
)
def test_the_structured_data_of_a_page_agrees_with_the_page(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', content, re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    assert data["headline"] == articles(path)[0].splitlines()[0]
    assert f'<time datetime="{data["datePublished"]}">' in content
    assert data["publisher"]["name"] == manifest()[path.name][0]
