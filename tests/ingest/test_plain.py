from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError
from marsad.ingest import Document, read_plain
from marsad.text.canonical import canonical

BODY = "استقبلت مسقط الوفدين، صباح اليوم، في جولة جديدة من المحادثات."


def words(document: Document, span: tuple[int, int] | None) -> str | None:
    return None if span is None else document.text[slice(*span)]


def test_title_publication_line_and_body_are_told_apart() -> None:
    text = f"\n\nجولة جديدة في مسقط\r\n\r\nالاثنين 23 مارس 2026 10:40 م\r\n\r\n{BODY}\r\n"
    document = read_plain(text.encode(), name="talks.txt")
    assert document.text == text.replace("\r\n", "\n")
    assert document.title == words(document, document.title_span) == "جولة جديدة في مسقط"
    assert words(document, document.dateline_span) == "الاثنين 23 مارس 2026 10:40 م"
    assert (document.published, document.published_precision) == ("2026-03-23T22:40", "minute")


def test_a_publication_line_above_the_title_is_found_too() -> None:
    document = read_plain(f"3 مايو 2026\nجولة جديدة في مسقط\n{BODY}", name="a.txt")
    assert document.title == "جولة جديدة في مسقط"
    assert (document.published, document.published_precision) == ("2026-05-03", "day")


@pytest.mark.parametrize("text", [BODY, f"{BODY}\n{BODY}", f"مسقط - رويترز\n{BODY}", "عنوان بلا متن"])
def test_a_sentence_a_dateline_and_a_lone_line_are_no_titles(text: str) -> None:
    assert read_plain(text, name="a.txt").title is None


def test_a_headline_that_quotes_an_agency_is_a_title() -> None:
    assert read_plain(f"رويترز: محادثات في مسقط\n{BODY}", name="a.txt").title == "رويترز: محادثات في مسقط"


def test_a_file_keeps_its_id_when_its_text_changes() -> None:
    first = read_plain(BODY, name="dir/الخبر الأول.txt").id
    assert first == "dir-الخبر-الأول"
    assert first == read_plain(BODY + " ", name="dir/الخبر الأول.txt").id
    assert first != read_plain(BODY, name="other/الخبر الأول.txt").id


def test_text_without_a_file_is_named_by_what_it_holds() -> None:
    assert read_plain(BODY, name="stdin").id == read_plain(BODY, name="stdin").id
    assert read_plain(BODY, name="stdin").id != read_plain(BODY + " ", name="stdin").id


def test_a_latin_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"input\.not_arabic"):
        read_plain(b"Talks resumed in Muscat.", name="a.txt")


@given(st.text(st.sampled_from("ابد .\n\r:-3،"), max_size=60))
def test_the_text_is_the_file_and_its_spans_are_its_words(body: str) -> None:
    text = "خبر" + body
    document = read_plain(text, name="a.txt")
    assert document.text == canonical(text)
    assert document.title == words(document, document.title_span)
    assert document.title is None or document.title.strip() == document.title != ""


@pytest.mark.shared
def test_publication_times_of_two_news_sites(shared: Path) -> None:
    right = total = 0
    with gzip.open(shared / "data/eval/bbc_cnn_articles.jsonl.gz") as lines:
        for article in map(json.loads, lines):
            if article["published_raw"]:
                title = article["title"] or "خبر بلا عنوان"
                document = read_plain(f"{title}\n\n{article['published_raw']}\n\n{article['body']}", name="a.txt")
                total += 1
                right += document.published == article["published"]
    assert total > 2000
    assert right / total >= 0.99
