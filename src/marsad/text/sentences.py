"""Where the sentences of Arabic news begin and end.

A line break always ends a sentence (titles, datelines, paragraphs, lists). Inside a line one pass finds the marks that
can end one, and a few rules look at their immediate neighbours, so the cost is linear. "؛", "،" and ":" never end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from marsad.knowledge import load

LONGEST = 1200  # code points; a longer "sentence" is cut, because no reader window could hold it
_HEADING = 200  # code points; a longer line is a paragraph even without a full stop at its end

_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad"
_BULLETS = "•●▪■◆◾◼▶►🔴🔵🔻🔺🔹🔸📌⭕"
_STOPS = ".!?؟…۔‼⁉"
_FULL_STOPS = (".", "۔")
_CLOSERS = "»”’)]}›"
_EITHER_WAY = '"“‘'  # closing only where nothing or white space follows
_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARK = re.compile(
    r"(?P<web>(?:https?://|www\.)[^\s<>]*[^\s<>.!?؟…،؛:»”\"')\]])"
    rf"|(?P<stop>[{_STOPS}][{_STOPS}{_INVISIBLE}]*)"
    rf"|(?<=\s)(?P<bullet>[{_BULLETS}])"
    r'|(?P<quote>")'
)
_TRIM = re.compile(rf"[\s{_INVISIBLE}]+")
_SUBSTANCE = re.compile(r"[^\W_]")
_BREATH = re.compile(rf"[؛;،,:)»”\"]\s|\s(?=[(«“–—{_BULLETS}])")
_FINAL = re.compile(rf"[{_STOPS}][\s\"'{re.escape(_CLOSERS)}{_INVISIBLE}]*\Z")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_NUMBER = re.compile(rf"\d[\s{_INVISIBLE}]*\Z")
_ITEM_NUMBER = re.compile(r"[^\w\n]*(?:\d{1,3}|[^\W\d_])")
_NEXT_WORD = re.compile(r"\s*([^\W\d_\u064b-\u0652]+[\u064b-\u0652]?[^\W\d_]*)")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as half-open spans of code points, in order and without overlap.

    Every span is trimmed of white space and invisible marks and none is empty; together they cover every other
    character. None is longer than `LONGEST`. Punctuation that stands alone joins the sentence before it on its line.

    >>> text = 'قال د. سامي: "انتهى الأمر." وأضاف أن النسبة 3.5 في المئة.وغادر'
    >>> [text[start:end] for start, end in sentences(text)]
    ['قال د. سامي: "انتهى الأمر."', 'وأضاف أن النسبة 3.5 في المئة.', 'وغادر']
    """
    return [
        piece
        for line in _LINE.finditer(text)
        for span in _of_line(text, line.start(), line.end())
        for piece in _bounded(text, *span)
    ]


def _of_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for cut in [*_cuts(text, start, end), end]:
        span = _trim(text, start, cut)
        if span is not None and spans and not _SUBSTANCE.search(text, *span):
            spans[-1] = (spans[-1][0], span[1])
        elif span is not None:
            spans.append(span)
        start = cut
    return spans


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets inside a line at which a sentence ends, increasing."""
    heading = end - start <= _HEADING and not _FINAL.search(text, max(start, end - 20), end)
    quoting, done = False, start
    for mark in _MARK.finditer(text, start, end):
        kind, at, after = mark.lastgroup, mark.start(), mark.end()
        if kind == "bullet":
            yield at
        elif kind == "quote" and at >= done:
            quoting = not quoting
        elif kind == "stop":
            done = _closed(text, after, end, quoting)
            quoting = quoting and '"' not in text[after:done]
            if _is_end(text, start, at, after, done, heading):
                yield done


def _closed(text: str, position: int, end: int, quoting: bool) -> int:
    """Where the closing quotation marks and brackets that follow a stop end; `quoting`: a straight quote is open."""
    while position < end:
        character, following = text[position], text[position + 1 : position + 2]
        if character in _EITHER_WAY and ((quoting and character == '"') or not following.strip()):
            quoting = False
        elif character not in _CLOSERS:
            break
        position += 1
    if quoting and text[position : position + 2].strip() == '"' and not text[position + 2 : position + 3].strip():
        return position + 2
    return position


def _is_end(text: str, line: int, start: int, end: int, closed: int, heading: bool) -> bool:
    """Whether the stop `text[start:end]`, followed by closing marks up to `closed`, ends its sentence."""
    stop = _TRIM.sub("", text[start:end])
    if stop not in _FULL_STOPS and set(stop) <= {".", "…"}:
        return not heading and text[end : end + 1] != ")"  # in a headline two dots are a pause
    if stop in _FULL_STOPS:
        if _is_inner_dot(text, line, start, closed):
            return False
    elif text[end : end + 1] == ")" or (_latin(text[start - 1 : start]) and _latin(text[closed : closed + 1])):
        return False  # "(!)" comments on a word, "a?b" is an address
    return closed == end or not _is_attributed(text, closed)


def _is_inner_dot(text: str, line: int, dot: int, closed: int) -> bool:
    """Whether a full stop is part of a word, a number, an abbreviation or an item number."""
    before, after = text[max(line, dot - 1) : dot], text[closed : closed + 1]
    if after.isdigit() and (before.isdigit() or not before.strip()):
        return True  # 3.5, 10.000, .5
    if (_latin(before) and _latin(after)) or (after == "ـ" or (before == "ـ" and after.isalpha())):
        return True  # bbc.com; letters kept apart to pass a filter
    if dot - line <= 8 and _ITEM_NUMBER.fullmatch(text, line, dot):
        return True  # "1. البند الأول"
    word = _LAST_WORD.search(text[max(line, dot - 12) : dot])
    if word is None:
        return False
    name = word.group()
    if len(name) == 1 or name == "هـ":
        return not _NUMBER.search(text[max(line, dot - 12) : dot - len(name)])
    if name in _words("letter_names"):
        following = _NEXT_WORD.match(text, dot + 1) if after.isalpha() else None
        return following is not None and following[1] in _words("letter_names")
    return name in _words("titles") or name in _words("latin")


def _is_attributed(text: str, position: int) -> bool:
    """Whether the words after a quotation say whose it was, as in '"لن نقبل." بحسب الناطق'."""
    following = _NEXT_WORD.match(text, position, position + 20)
    return following is not None and following[1] in _words("attributions")


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    if lead := _TRIM.match(text, start, end):
        start = lead.end()
    while end > start and _TRIM.match(text, end - 1, end):
        end -= 1
    return (start, end) if start < end else None


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, or its pieces of at most `LONGEST`, cut after a comma if one is there, else at a space."""
    while end - start > LONGEST:
        cut = _best_cut(text, start, start + LONGEST)
        if (span := _trim(text, start, cut)) is not None:
            yield span
        start = cut
    if (span := _trim(text, start, end)) is not None:
        yield span


def _best_cut(text: str, start: int, limit: int) -> int:
    pauses = [pause.end() for pause in _BREATH.finditer(text, start + LONGEST // 3, limit)]
    if pauses:
        return pauses[-1]
    space = text.rfind(" ", start + 1, limit)
    return limit if space < 0 else space


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(load("abbreviations")[group])
