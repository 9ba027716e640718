"""The characters of a feed, whatever it says about its bytes."""

from __future__ import annotations

import codecs
import re
from html.entities import html5

from marsad.ingest.decode import arabic_share, decode

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']", re.I)
_DECLARATION = re.compile(r"<\?xml[^>]{0,300}\?>", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset(["amp", "lt", "gt", "quot", "apos"])
_HEAD = 1000  # bytes in which a declaration is looked for


def feed_text(data: bytes, content_type: str = "") -> str:
    """The text of a feed, ready for an XML parser: without declaration, without characters that XML forbids.

    UTF-8 is believed before whatever is declared, since bytes of another encoding are hardly ever valid UTF-8. Names of
    HTML characters ("&nbsp;"), which XML does not know, become the characters. Raises what `decode` raises.
    """
    text = _NOT_XML.sub("", _decoded(data, content_type)).lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return text
    declared = _DECLARATION.match(text)
    return _NAMED.sub(_character, text[declared.end() :].lstrip() if declared else text)


def _decoded(data: bytes, content_type: str) -> str:
    wide = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(data[:2])
    if wide:
        return data.decode(wide, "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8", *_stated(data, content_type)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding == "utf-8" or arabic_share(text) > 0:
            return text
    return decode(data)


def _stated(data: bytes, content_type: str) -> list[str]:
    declared = _DECLARED.search(data[:_HEAD])
    sent = _CHARSET.search(content_type)
    names = [declared[1].decode("ascii") if declared else "", sent[1] if sent else "", "cp1256"]
    return [name for name in names if name and _is_text(name)]


def _is_text(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name not in ("utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode")
    except LookupError:
        return False


def _character(named: re.Match[str]) -> str:
    name = named[1]
    return named[0] if name in _OF_XML else html5.get(f"{name};", named[0])
