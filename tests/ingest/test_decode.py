from __future__ import annotations

import pytest

from marsad.errors import InputError
from marsad.ingest.decode import LONGEST, check, decode

TEXT = "استقبل الوزير الوفد في مسقط، وبحث معه «الهدنة»."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_text_is_read_in_every_encoding_in_use(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf_16_big_endian_is_known_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_a_declared_charset_goes_before_windows_1256() -> None:
    page = f'<meta charset="iso-8859-6"><p>{TEXT.replace("«", "").replace("»", "")}'
    assert decode(page.encode("iso-8859-6")) == page


def test_a_few_broken_bytes_leave_a_mark_and_the_rest_is_read() -> None:
    assert decode((TEXT * 9).encode() + b"\xff" + TEXT.encode()) == TEXT * 9 + "\ufffd" + TEXT


def test_markup_does_not_hide_the_encoding_of_a_page() -> None:
    page = f'<div class="article-body-of-the-page">{"<br>" * 400}{TEXT}</div>'
    assert decode(page.encode("cp1256")) == page
    assert decode(page.encode() + b"\xff") == page + "\ufffd"


def error_of(data: bytes | str) -> InputError:
    with pytest.raises(InputError) as caught:
        check(decode(data) if isinstance(data, bytes) else data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "input.empty"),
        (b" \r\n\t", "input.empty"),
        (b"\xef\xbb\xbf", "input.empty"),
        (b"%PDF-1.7 \xe2\xe3", "input.binary"),
        (b"PK\x03\x04word/document.xml", "input.binary"),
        (b"\x89PNG\r\n", "input.binary"),
        (TEXT.encode() + b"\x00", "input.binary"),
        (TEXT.encode("utf-16-le"), "input.binary"),
        (b"\xff\xfe\x00", "input.encoding"),
        (TEXT.encode() * 3 + b" \xc7\xe1\xe5\xcf\xe4\xc9" * 30, "input.encoding"),
        (b"The minister received the delegation in Muscat.", "input.not_arabic"),
        ("The minister (الوزير) received the delegation in Muscat.", "input.not_arabic"),
        ("12 + 30 = 42", "input.not_arabic"),
        ("", "input.empty"),
        ("كلمة\x00", "input.binary"),
        ("كلمة " * (LONGEST // 5 + 1), "input.too_long"),
    ],
)
def test_what_is_no_arabic_article_is_refused_with_a_reason(data: bytes | str, code: str) -> None:
    error = error_of(data)
    assert error.code == code
    assert error.message.endswith(".")


def test_five_megabytes_on_one_line_are_refused_with_their_length() -> None:
    error = error_of(("ا" * 2_500_000).encode())
    assert "2,500,000 characters" in error.message
    assert "JSONL" in error.hint


def test_arabic_with_many_latin_names_is_arabic() -> None:
    text = "قالت شبكة CNN إن شركة Example Ltd أعلنت ذلك."
    assert check(text) == text
