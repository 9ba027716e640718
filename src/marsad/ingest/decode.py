"""Bytes to text, and what is not an Arabic article refused with a reason.

Codes: `input.empty`, `input.binary`, `input.encoding`, `input.not_arabic`, `input.too_long`.
"""

from __future__ import annotations

import codecs
import re

from marsad.errors import InputError

LONGEST = 1_000_000  # code points of one article: some 150,000 words, beyond any news text
LEAST_ARABIC = 0.2  # share of Arabic letters among all letters
_FEW_BROKEN = 0.01  # share of undecodable places in a text that is UTF-8 otherwise
_MIXED = 0.1  # Arabic letters read as UTF-8 for each undecodable place; windows-1256 alone gives hardly any
_SAMPLE = 100_000
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "a sound or an image",
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]")


def decode(data: bytes) -> str:
    """The text in a file: UTF-8 or UTF-16 by its mark, else UTF-8, else the charset a page declares, else windows-1256.

    A text that is UTF-8 but for a few bytes keeps U+FFFD in their places. Raises `InputError` (`input.empty`,
    `input.binary`, `input.encoding`).
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    _refuse_binary(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _mended(data)
    if not text.strip():
        raise InputError("input.empty", "The file holds no text.", hint="Check that it was downloaded completely.")
    return text


def check(text: str) -> str:
    """The text itself if it can be an Arabic article; else raises `InputError` with one of the codes above."""
    if not text.strip():
        raise InputError("input.empty", "The article has no text.", hint="Check that it was extracted completely.")
    if "\x00" in text:
        raise InputError("input.binary", "The text contains NUL characters: it is not a text.")
    if len(text) > LONGEST:
        raise InputError(
            "input.too_long",
            f"The text has {len(text):,} characters; an article has at most {LONGEST:,}.",
            hint="If the file holds many articles, give them as JSONL, one object per line.",
        )
    share = arabic_share(text)
    if share < LEAST_ARABIC:
        raise InputError(
            "input.not_arabic",
            f"Only {share:.0%} of the letters are Arabic; Marsad reads Arabic text.",
            hint="Give the Arabic original, not a translation or a transliteration.",
        )
    return text


def arabic_share(text: str) -> float:
    """Share of Arabic letters among the letters of the beginning of the text, 0 when there are none."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    return len(_ARABIC.findall(sample)) / letters if letters else 0.0


def _refuse_binary(data: bytes) -> None:
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind is None and b"\x00" in data:
        kind = "binary data"
    if kind is not None:
        raise InputError(
            "input.binary", f"This is {kind}, not a text.", hint="Save the article as text, HTML or JSONL first."
        )


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _mended(data)
        raise _unknown_encoding() from error
    if not text.strip():
        raise InputError("input.empty", "The file holds no text.", hint="Check that it was downloaded completely.")
    return text


def _mended(data: bytes) -> str:
    """The text of bytes that are not valid UTF-8."""
    text = data.decode("utf-8", "replace")
    broken, arabic = text.count("\ufffd"), len(_ARABIC.findall(text))
    if broken <= max(1, _FEW_BROKEN * len(text)) and arabic > broken:
        return text
    if arabic > _MIXED * broken:
        raise _unknown_encoding()  # read as windows-1256, UTF-8 gives Arabic letters too: "ط§ظ„"
    declared = _CHARSET.search(data[:4096])
    for encoding in (*([declared[1].decode("ascii")] if declared else []), "cp1256"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        foreign = sum(letter.isalpha() for letter in text if letter > "\x7f")
        if len(_ARABIC.findall(text)) > foreign / 2:  # of a page, most ASCII letters are markup
            return text
    raise _unknown_encoding()


def _unknown_encoding() -> InputError:
    return InputError(
        "input.encoding",
        "The bytes are neither UTF-8 nor UTF-16 nor windows-1256 throughout.",
        hint="Save the text as UTF-8; a file put together from several encodings has to be split first.",
    )
