"""Articles as other tools write them, in own words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from store.reports import report

from marsad.ingest import Document, Failure, read
from marsad.ingest.addresses import address_id

TITLE = "وفد التجار يزور الميناء"
BODY = "وصل وفد من غرفة التجارة إلى الميناء القديم صباح السبت.\nوقال رئيس الوفد إن العمل سيعود خلال شهر."
URL = "https://alofoq.example/news/7"

NEWS_PLEASE = {
    "authors": ["سعاد النجار"], "date_download": "2026-02-08 09:00:00", "date_modify": "NULL",
    "date_publish": "2026-02-07 18:30:00", "description": "موجز", "filename": "x.json", "image_url": None,
    "language": "ar", "localpath": None, "maintext": BODY, "source_domain": "alofoq.example", "title": TITLE,
    "title_page": None, "title_rss": None, "url": URL,
}  # fmt: skip
FUNDUS = {
    "title": TITLE, "authors": ["سعاد النجار"], "publishing_date": "2026-02-07 18:30:00+03:00", "topics": [],
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": BODY.split("\n")}]},
    "publisher": "قناة الأفق", "html": {"requested_url": URL, "responded_url": URL},
}  # fmt: skip
TRAFILATURA = {
    "title": TITLE, "author": "سعاد النجار", "hostname": "alofoq.example", "date": "2026-02-07", "fingerprint": "ab12",
    "id": None, "license": None, "comments": None, "raw_text": "", "text": BODY, "language": None, "image": None,
    "source": URL, "source-hostname": "قناة الأفق", "excerpt": None, "categories": "", "tags": "",
}  # fmt: skip
MEDIA_CLOUD = {
    "stories_id": 812, "title": TITLE, "url": URL, "publish_date": "2026-02-07 18:30:00", "media_name": "alofoq.example",
    "media_url": "https://alofoq.example", "language": "ar", "story_text": BODY,
}  # fmt: skip
MEDIA_CLOUD_SEARCH = {
    "id": "9f", "title": TITLE, "url": URL, "publish_date": "2026-02-07", "indexed_date": "2026-02-08T01:00:00",
    "media_name": "alofoq.example", "media_url": "alofoq.example", "language": "ar", "text": BODY,
}  # fmt: skip


def only(found: Any, name: str = "a.jsonl") -> Document:
    """The one article of an object."""
    (item,) = read(json.dumps(found, ensure_ascii=False).encode(), name)
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize(
    ("found", "published", "outlet"),
    [
        (NEWS_PLEASE, "2026-02-07T18:30", "alofoq.example"),
        (FUNDUS, "2026-02-07T18:30+03:00", "قناة الأفق"),
        (TRAFILATURA, "2026-02-07", "قناة الأفق"),
        (MEDIA_CLOUD, "2026-02-07T18:30", "alofoq.example"),
        (MEDIA_CLOUD_SEARCH, "2026-02-07", "alofoq.example"),
    ],
    ids=["news-please", "fundus", "trafilatura", "media cloud", "media cloud search"],
)
def test_an_object_of_another_tool_is_the_same_article(found: Any, published: str, outlet: str) -> None:
    document = only(found)
    assert (document.id, document.url) == (address_id(URL), URL)
    assert (document.text, document.title) == (f"{TITLE}\n\n{BODY}", TITLE)
    assert (document.published, document.outlet) == (published, outlet)


def test_a_known_domain_gives_the_outlet_its_usual_name() -> None:
    assert only(NEWS_PLEASE | {"source_domain": "www.reuters.com"}).outlet == "رويترز"


def test_a_time_that_another_tool_could_not_read_is_left_out() -> None:
    assert only(NEWS_PLEASE | {"date_publish": "NULL"}).published is None


def test_a_byline_that_is_an_agency_is_the_credit() -> None:
    document = only(NEWS_PLEASE | {"authors": ["رويترز"]})
    assert (document.author, document.agency) == ("رويترز", "رويترز")


def test_an_object_without_a_text_is_a_failure() -> None:
    (item,) = read(json.dumps(NEWS_PLEASE | {"maintext": None}).encode(), "a.jsonl")
    assert isinstance(item, Failure)
    assert item.error.code == "input.fields"


def test_a_record_of_marsad_is_read_back_as_its_article() -> None:
    record = json.loads(report().to_json())
    document = only(record)
    assert (document.id, document.text) == (record["article"]["id"], record["article"]["text"])
    assert (document.title, document.published) == (record["article"]["title"], record["article"]["published"])


def test_a_json_file_holds_one_object_or_a_list_of_them() -> None:
    assert only(NEWS_PLEASE, "a.json").title == TITLE
    listed = json.dumps([FUNDUS, {"x": 1}, TRAFILATURA], ensure_ascii=False).encode()
    found = list(read(listed, "all.json"))
    assert [item.line if isinstance(item, Failure) else item.title for item in found] == [TITLE, 2, TITLE]
    unnamed = list(read(listed))
    assert [item.line if isinstance(item, Failure) else item.title for item in unnamed] == [TITLE, 2, TITLE]


def test_lines_under_the_name_of_a_json_file_are_read_as_lines() -> None:
    lines = "\n".join(json.dumps(found, ensure_ascii=False) for found in (FUNDUS, TRAFILATURA)).encode()
    assert [item.title for item in read(lines, "a.json") if isinstance(item, Document)] == [TITLE, TITLE]


@pytest.mark.parametrize("data", [b"[", b"{", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe{}", b""])
def test_broken_json_is_one_failure(data: bytes) -> None:
    assert [item.error.code for item in read(data, "a.json") if isinstance(item, Failure)] == ["input.json"]


def test_an_address_has_one_id_however_it_was_found() -> None:
    same = {
        address_id(url)
        for url in (
            "https://www.alofoq.example/news/7/?utm_source=x&fbclid=2",
            "http://alofoq.example/news/7",
            "https://ALOFOQ.example/news/7?UTM_medium=rss",
        )
    }
    assert len(same) == 1
    assert address_id("https://alofoq.example/news/8") not in same
    assert address_id("http://[broken").startswith("page-")
