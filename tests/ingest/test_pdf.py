"""Press statements in own words, as three programs write them: a browser, one that shapes letters, one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.ingest import Document, Failure, read
from marsad.ingest.visual import logical, mended

pytest.importorskip("pdfminer")

from marsad.ingest.pdf import read_pdf

PDF = Path(__file__).parent / "pdf"
LINES = [
    "بيان صحفي صادر عن وزارة الأشغال العامة",
    "الأربعاء 1 أبريل 2026",
    "التقى الوزير فايز المرعي وفدا من البنك التنموي (المكتب الإقليمي) لبحث تمويل جسر الزهراء بكلفة 1,250,000 دينار.",
    "وقال الوزير إن العمل سيبدأ في 15 مايو 2026، وإن 30% من الكلفة متوفرة لدى لجنة لا تتبع الوزارة.",
    "وأضاف أن شركة Al-Sahel Ltd ستنفذ المشروع.",
]
BROWSER = [*LINES[:4], "وأضاف أن شركة Al-Sahel Ltd ستنفذ المشروع، وأن مُدّة التنفيذ ١٨ شهرا."]


@pytest.mark.parametrize(
    ("name", "lines"), [("browser", BROWSER), ("shaped", LINES), ("backwards", LINES)], ids=lambda value: str(value)[:9]
)
def test_the_text_comes_in_the_order_in_which_it_is_read(name: str, lines: list[str]) -> None:
    (document,) = read(PDF / f"{name}.pdf")
    assert isinstance(document, Document)
    assert document.text.split("\n") == lines
    assert (document.title, document.published) == (lines[0], "2026-04-01")


def empty_pdf() -> bytes:
    """A page with nothing on it, as a scanner's picture is for who looks for text."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 4\n0000000000 65535 f \n%strailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(data),
    )


def test_a_pdf_without_a_text_layer_is_refused_with_a_hint() -> None:
    with pytest.raises(InputError) as caught:
        read_pdf(empty_pdf(), name="scan.pdf")
    assert caught.value.code == "input.no_text"
    assert "OCR" in caught.value.hint


@pytest.mark.parametrize("data", [b"%PDF-1.4 broken", (PDF / "browser.pdf").read_bytes()[:9000], b"no PDF"])
def test_a_damaged_pdf_is_a_failure(data: bytes) -> None:
    (failure,) = read(data, "a.pdf")
    assert isinstance(failure, Failure)
    assert failure.error.code in ("input.damaged", "input.no_text")


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("2026 ماع", "عام 2026"),
        ("1,250,000 غلبملا", "المبلغ 1,250,000"),
        ("COVID-19 ءابو", "وباء COVID-19"),
        ("1701 رارقلا يف Al-Sahel Ltd ةكرش", "شركة Al-Sahel Ltd في القرار 1701"),
        ("18:30 ةعاسلا", "الساعة 18:30"),
        ("ﻰﻟﺇ ﻞﺻﻭ", "وصل إلى"),
    ],
)
def test_a_line_as_it_is_shown_becomes_the_line_that_is_meant(shown: str, meant: str) -> None:
    assert logical(list(reversed(shown))) == meant  # `shown` stands here from left to right, as on a page


def test_brackets_that_were_turned_are_turned_back() -> None:
    assert mended(["قال )المكتب( إن", "«نعم»"]) == ["قال )المكتب( إن", "«نعم»"]
    assert mended(["قال )المكتب( إن", ")نعم("]) == ["قال (المكتب) إن", "(نعم)"]


@given(st.text("ابتABC123 .,%-()", max_size=30))
def test_no_glyph_is_lost_or_made(glyphs: str) -> None:
    assert sorted(logical(list(glyphs))) == sorted(glyphs)
