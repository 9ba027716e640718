"""Tables of articles, in own words."""

from __future__ import annotations

import gzip

import pytest

from marsad.errors import InputError
from marsad.ingest import Document, Failure, Options, read
from marsad.ingest.addresses import address_id
from marsad.ingest.tables import read_columns

BODY = "وصل وفد من غرفة التجارة إلى الميناء القديم صباح السبت، وقال رئيسه إن العمل سيعود خلال شهر."
OTHER = "أغلقت البلدية السوق الكبير يومين بسبب أعمال الصيانة، وطلبت من الباعة إخلاء الممرات."


def rows(data: str, name: str = "a.csv", **told: str) -> list[Document | Failure]:
    return list(read(data.encode(), name, Options(columns=told or None)))


def test_columns_are_guessed_by_their_names() -> None:
    (found,) = rows(f"id,Headline,body,date,source,link\n7,لقاء,{BODY},2026-02-07 18:30,رويترز,https://a.example/7\n")
    assert isinstance(found, Document)
    assert (found.id, found.title, found.text) == ("7", "لقاء", f"لقاء\n\n{BODY}")
    assert (found.published, found.outlet, found.url) == ("2026-02-07T18:30", "رويترز", "https://a.example/7")


def test_arabic_names_of_columns_are_known() -> None:
    (found,) = rows(f"العنوان;النص;تاريخ النشر\nلقاء;{BODY};2026-02-07\n")
    assert isinstance(found, Document)
    assert (found.title, found.published, found.id) == ("لقاء", "2026-02-07", "a-2")


def test_columns_that_are_told_go_before_guesses() -> None:
    data = f"text\tarabic\twhen\tkey\nEnglish summary\t{BODY}\t2026-02-07\tk1\n"
    (found,) = rows(data, "a.tsv", text="arabic", published="when", id="4")
    assert isinstance(found, Document)
    assert (found.text, found.published, found.id) == (BODY, "2026-02-07", "k1")


def test_a_row_without_an_id_is_known_by_its_address() -> None:
    (found,) = rows(f"url,text\nhttps://a.example/7,{BODY}\n")
    assert isinstance(found, Document)
    assert found.id == address_id("https://a.example/7")


def test_a_bad_row_is_a_failure_with_its_number_and_the_rest_goes_on() -> None:
    found = rows(
        f"id,text,when\n1,{BODY},2026\n2,only Latin,2026\n\n3,{OTHER},soon\n4,{OTHER},2026\n", published="when"
    )
    assert [item.id if isinstance(item, Document) else (item.error.code, item.line) for item in found] == [
        "1",
        ("input.not_arabic", 3),
        ("input.published", 5),
        "4",
    ]


def test_a_guessed_time_that_cannot_be_read_is_left_out() -> None:
    (found,) = rows(f"id,text,date\n1,{BODY},soon\n")
    assert isinstance(found, Document)
    assert found.published is None


def test_fields_may_hold_lines_and_be_long() -> None:
    long = "\n".join([BODY] * 3_000)
    (found,) = rows(f'id,text\n1,"{long}"\n')
    assert isinstance(found, Document)
    assert found.text == long


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1256", "utf-16"])
def test_old_and_marked_encodings_are_read(encoding: str) -> None:
    data = f"id,text\n1,{BODY}\n2,{OTHER}\n".encode(encoding)
    assert [item.text for item in read(data, "a.csv") if isinstance(item, Document)] == [BODY, OTHER]


def test_a_packed_table_is_unpacked() -> None:
    data = gzip.compress(f"id,text\n1,{BODY}\n".encode())
    assert [item.text for item in read(data, "a.csv.gz") if isinstance(item, Document)] == [BODY]
    assert [item.error.code for item in read(data[:40], "a.csv.gz") if isinstance(item, Failure)] == [
        "input.unreadable"
    ]


@pytest.mark.parametrize(
    ("data", "told"), [(f"a,b\n1,{BODY}\n", {}), (f"a,text\n1,{BODY}\n", {"id": "z"}), ("a,b\n", {"text": "9"})]
)
def test_a_table_whose_columns_are_not_known_is_one_failure(data: str, told: dict[str, str]) -> None:
    assert [item.error.code for item in rows(data, **told) if isinstance(item, Failure)] == ["input.columns"]


def test_a_quote_that_never_ends_is_reported() -> None:
    found = rows(f'id,text\n1,{BODY}\n2,"' + "ا" * 3_000_000)
    assert [item.id if isinstance(item, Document) else item.error.code for item in found] == ["1", "input.table"]


def test_a_map_of_columns_names_fields_of_an_article() -> None:
    assert read_columns("text=body, published=date") == {"text": "body", "published": "date"}
    for told in ("text", "body=text,colour=red", "", "text="):
        with pytest.raises(InputError) as caught:
            read_columns(told)
        assert caught.value.code == "input.columns"
