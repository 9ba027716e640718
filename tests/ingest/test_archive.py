"""Web archives, made of own pages: whatever is damaged, the rest comes out, and reading goes on from any place."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.warcs import article, foreign_page, packed, page, record, write_wacz
from marsad.ingest import Document, Failure, read
from marsad.ingest.addresses import address_id

pytest.importorskip("fastwarc")

from marsad.ingest.archive import Step, read_archive

RECORDS = [article(number) for number in range(8)]
MEMBERS = list(packed(RECORDS))


def steps(data: bytes, start: int = 0) -> list[Step]:
    return list(read_archive(io.BytesIO(data), start))


def found(data: bytes, start: int = 0) -> list[str]:
    """The addresses' numbers of the articles, and the reasons of what gave none."""
    return [
        (s.document.url or "").rpartition("/")[2] if s.document else str(s.reason)
        for s in steps(data, start)
        if s.document or s.reason
    ]


def test_a_response_in_arabic_is_an_article_known_by_its_address() -> None:
    (step,) = steps(MEMBERS[3])
    assert step.document is not None
    assert (step.document.id, step.document.published) == (address_id("https://a.example/3"), "2026-02-08T07:03+03:00")
    assert step.document.title == "خبر 3 من المدينة"


@pytest.mark.parametrize("data", [b"".join(MEMBERS), b"".join(RECORDS)], ids=["packed", "plain"])
def test_reading_goes_on_from_any_place_that_a_step_named(data: bytes) -> None:
    whole = steps(data)
    assert [s.position for s in whole][-1] == len(data)
    for number, step in enumerate(whole):
        assert steps(data, step.position) == whole[number + 1 :]


def test_what_is_no_dated_arabic_page_is_passed_over_with_a_reason() -> None:
    undated = page(1).replace(b"article:published_time", b"x")
    old = page(2).decode().replace("utf-8", "windows-1256").encode("cp1256")
    records = [
        record("https://a.example/q", b"", kind="request"),
        record("https://a.example/i", b"\x89PNG", headers="Content-Type: image/png"),
        record("https://a.example/e", foreign_page(1)),
        record("https://a.example/u", undated),
        record("https://a.example/n", b"<html><body></body></html>" + "قائمة".encode() * 50),
        record(
            "https://a.example/z", gzip.compress(page(5)), headers="Content-Type: text/html\r\nContent-Encoding: gzip"
        ),
        record("https://a.example/w", old),
        record("https://a.example/m", page(6)).replace(b"200 OK", b"404 No"),
    ]
    wanted = ["not_html", "not_arabic", "undated", "no_article", "z", "w", "not_html"]
    assert found(b"".join(packed(records))) == wanted
    assert found(b"".join(records)) == wanted


def broken(member: bytes) -> list[bytes]:
    """Ways in which a member may be damaged."""
    middle = len(member) // 2
    return [
        member[:middle] + bytes(30) + member[middle + 30 :],
        b"xxxxx" + member[5:],
        member[:middle],
        gzip.compress(b"no record at all" * 90),
        b"",
    ]


@pytest.mark.parametrize("way", range(5))
@pytest.mark.parametrize("place", [0, 4, 7])
def test_a_damaged_member_costs_nothing_but_itself(way: int, place: int) -> None:
    members = list(MEMBERS)
    members[place] = broken(MEMBERS[place])[way]
    others = [str(n) for n in range(8) if n != place]
    assert [name for name in found(b"".join(members)) if name != "damaged"] == others
    if members[place]:
        assert found(b"".join(members)).count("damaged") == 1


@pytest.mark.parametrize("length", [b"99999999", b"1", b"x", b""])
def test_a_record_that_lies_about_its_length_costs_nothing_but_itself(length: bytes) -> None:
    head, _, rest = RECORDS[4].partition(b"Content-Length: ")
    lying = head + b"Content-Length: " + length + b"\r\n" + rest.partition(b"\r\n")[2]
    records = [*RECORDS[:4], lying, *RECORDS[5:]]
    assert [n for n in found(b"".join(records)) if n.isdigit()] == ["0", "1", "2", "3", "5", "6", "7"]
    assert [n for n in found(b"".join(packed(records))) if n in "0123567"] == ["0", "1", "2", "3", "5", "6", "7"]


@given(st.binary(max_size=200), st.integers(0, 3))
def test_any_bytes_between_two_members_lose_neither(noise: bytes, at: int) -> None:
    data = b"".join([*MEMBERS[: at + 1], noise, MEMBERS[5]])
    assert [name for name in found(data) if name.isdigit()] == [*map(str, range(at + 1)), "5"]


def test_a_member_larger_than_memory_allows_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.ingest.archive._MOST", 20_000)
    large = gzip.compress(record("https://a.example/9", page(9) + b" " * 200_000))
    assert found(MEMBERS[0] + large + MEMBERS[1]) == ["0", "too_large", "1"]


def test_several_records_in_one_member_are_all_read() -> None:
    assert found(gzip.compress(b"".join(RECORDS[:3])) + MEMBERS[3]) == ["0", "1", "2", "3"]


def test_a_file_and_a_package_are_read_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"".join([*MEMBERS[:2], b"junk", MEMBERS[2]]))
    write_wacz(tmp_path / "b.wacz", b"".join(MEMBERS[:2]), b"".join(MEMBERS[2:4]))
    first = list(read(tmp_path / "a.warc.gz"))
    assert [item.error.code if isinstance(item, Failure) else item.title for item in first] == [
        "خبر 0 من المدينة",
        "خبر 1 من المدينة",
        "خبر 2 من المدينة",
        "input.damaged",
    ]
    assert len([item for item in read(tmp_path / "b.wacz") if isinstance(item, Document)]) == 4
    (failure,) = read(b"PK\x03\x04 no zip", "c.wacz")
    assert isinstance(failure, Failure)
    assert failure.error.code == "input.unreadable"
