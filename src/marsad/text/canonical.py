"""Canonical text: the one form that all offsets of a record point into."""

from __future__ import annotations


def canonical(text: str) -> str:
    r"""The text with `\n` as its only line end, and nothing else changed.

    "\r\n" and a lone "\r" become "\n". NEL (U+0085), LINE SEPARATOR (U+2028), PARAGRAPH SEPARATOR (U+2029), vertical
    tab and form feed stay: they are the publisher's characters, and `sentences` treats them as line breaks. White space
    at either end stays too. Idempotent, O(n).

    >>> canonical("عنوان\r\nمتن\r")
    'عنوان\nمتن\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
