from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from marsad.ingest import Document, Failure, read_jsonl

TEXT = "  التقى الوفدان\r\nفي مسقط اليوم. \n"


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def only(data: bytes) -> Document:
    (result,) = read_jsonl([data])
    assert isinstance(result, Document)
    return result


def test_without_a_title_only_the_line_ends_change() -> None:
    document = only(line(id="x-1", text=TEXT))
    assert document.text == "  التقى الوفدان\nفي مسقط اليوم. \n"
    assert (document.id, document.title, document.title_span) == ("x-1", None, None)


def test_a_title_stands_above_the_text_and_other_fields_are_kept() -> None:
    fields = {
        "title": "لقاء",
        "published": "2026-03-19T07:12:00+03:00",
        "outlet": "شبكة الخزامى",
        "url": "https://a.example/1",
    }
    document = only(line(id=7, text="مسقط - رويترز: التقى الوفدان.", extra=[1], **fields))
    assert document.text == "لقاء\n\nمسقط - رويترز: التقى الوفدان."
    assert (document.id, document.title_span, document.dateline_place_span) == ("7", (0, 4), (6, 10))
    assert (document.published, document.published_precision) == ("2026-03-19T07:12+03:00", "minute")
    assert (document.outlet, document.url, document.agency) == ("شبكة الخزامى", "https://a.example/1", "رويترز")


def test_a_printed_publication_line_counts_where_no_time_is_stated() -> None:
    assert only(line(id="a", text="لقاء في مسقط\n3 مايو 2026\nالتقى الوفدان.")).published == "2026-05-03"


def test_a_bad_line_is_a_failure_with_its_number_and_the_rest_goes_on() -> None:
    lines = [
        line(id="a", text=TEXT),
        b"\n",
        b"{broken\n",
        line(text=TEXT),
        line(id="b"),
        line(id="c", text=" \n"),
        line(id="d", text="Latin only"),
        line(id="e", text=TEXT, published="soon"),
        b'{"id": "f", "text": "\xff"}',
        b"[1, 2]",
        line(id="", text=TEXT),
        line(id="z", text=TEXT),
    ]
    results = list(read_jsonl(lines, name="news.jsonl"))
    assert [(r.error.code, r.line) if isinstance(r, Failure) else r.id for r in results] == [
        "a",
        ("input.json", 3),
        ("input.fields", 4),
        ("input.fields", 5),
        ("input.empty", 6),
        ("input.not_arabic", 7),
        ("input.published", 8),
        ("input.json", 9),
        ("input.fields", 10),
        ("input.fields", 11),
        "z",
    ]
    assert str(results[1]).startswith("news.jsonl, line 3: ")


@given(
    st.lists(
        st.sampled_from([line(id="a", text=TEXT), line(id="b"), b"{", b"null", b"\xff\xfe", b'{"id":{}}'])
        | st.binary(max_size=20)
    )
)
def test_no_line_ever_raises_and_each_gives_one_result(lines: list[bytes]) -> None:
    assert len(list(read_jsonl(lines))) == sum(
        bool(data.removeprefix(b"\xef\xbb\xbf" if i == 0 else b"").strip()) for i, data in enumerate(lines)
    )
