"""The printed dateline of an article: its publication line, and the place and agency before its first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from marsad.ingest.boilerplate import is_dateline_label
from marsad.ingest.document import Precision, Span
from marsad.ingest.outlets import outlet_name

_LINES = 4  # lines under the title among which the dateline is looked for
_SHORT = 120  # code points of the longest dateline line
_WORDS = 5  # words of the longest part of an agency dateline: "دبي، الإمارات العربية المتحدة"
_PARTS = 3
_BYLINE_WORDS = 6
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SEPARATOR = re.compile(r"\s*(?:[-–—‐]+|/|:)\s*(?:[-–—]+\s*)?")
_BRACKETED = re.compile(r"(?P<place>[^()\n:؟!/–—-]{2,60}?)\s*\((?P<agency>[^()\n]{2,40})\)\s*(?P<tail>[-–—]+|:|$)")
_PLACE_ALONE = re.compile(r"([^\W\d_]+(?:\s[^\W\d_]+)?)\s?[-–—]\s+(?=[^\W\d_])")
_ENDS_SENTENCE = re.compile(r"[.؟!:؛،]\W*$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands between the title and the first sentence; spans are code points of the text."""

    span: Span | None = None
    place: Span | None = None
    agency: str | None = None
    published: str | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class _Credit:
    """Place and agency as one line prints them; `end`: where the dateline part of the line ends."""

    end: int
    place: Span | None
    agency: str | None


def find_dateline(text: str, start: int = 0) -> Dateline:
    """The dateline of a text whose body begins at `start`.

    >>> find_dateline("غزة - رويترز: دخلت 40 شاحنة اليوم.")
    Dateline(span=(0, 13), place=(0, 3), agency='رويترز', published=None, precision=None)
    """
    from marsad.text.dates import find_published

    lines = list(islice(_lines(text, start), _LINES))
    published = find_published(text[start : lines[-1][1]]) if lines else None
    printed = (start + published[0], start + published[1]) if published else None
    spans, credit = [printed] if printed else [], None
    for line in lines:
        if printed and line[0] < printed[1] and printed[0] < line[1]:
            continue
        if (credit := _credit(text, *line)) is not None:
            if credit.agency and (credit.end == line[1] or not printed):
                spans.append((line[0], credit.end))
            break
        if not is_label(text[slice(*line)]):
            break
    return Dateline(
        span=(min(s for s, _ in spans), max(e for _, e in spans)) if spans else None,
        place=credit.place if credit else None,
        agency=credit.agency if credit else None,
        published=published[2] if published else None,
        precision=("minute" if published[3] == "minute" else "day") if published else None,
    )


def is_dateline(line: str) -> bool:
    """Whether a line holds a dateline or begins with one ("رويترز: …" alone is a headline), so that it is no title."""
    from marsad.text.dates import find_published

    if len(line) <= _SHORT and find_published(line) is not None:
        return True
    credit = _credit(line, 0, len(line))
    return credit is not None and credit.agency is not None and (credit.place is not None or credit.end == len(line))


def is_label(line: str) -> bool:
    """Whether a line is a byline, a section name or the like: a few words without a sentence end."""
    return len(line.split()) <= _BYLINE_WORDS and not _ENDS_SENTENCE.search(line)


def _lines(text: str, start: int) -> Iterator[Span]:
    for line in _LINE.finditer(text, start):
        lead = len(line[0]) - len(line[0].lstrip())
        yield line.start() + lead, line.start() + len(line[0].rstrip())


def _credit(text: str, start: int, end: int) -> _Credit | None:
    head = text[start : min(end, start + _SHORT)]
    return _bracketed(head, start) or _dashed(head, start, whole=len(head) == end - start)


def _bracketed(head: str, start: int) -> _Credit | None:
    """Place and agency as in "بيروت (رويترز) -" and, the other way round, "أوغاريت بوست (إدلب) -"."""
    found = _BRACKETED.match(head)
    if found is None or len(found["place"].split()) > _WORDS:
        return None
    for place, agency in (("place", "agency"), ("agency", "place")):
        if name := outlet_name(found[agency]):
            return _Credit(start + found.end(), (start + found.start(place), start + found.end(place)), name)
    return None


def _dashed(head: str, start: int, *, whole: bool) -> _Credit | None:
    """As in "غزة - رويترز:", "واس - الرياض :", "القدس / فلان / الأناضول"; and a place alone: "عمّان - قال"."""
    parts, ends = _parts(head, whole=whole)
    names = [outlet_name(head[slice(*part)], strict=len(parts) == 1) for part in parts]
    agency = next((i for i in range(len(parts)) if names[i]), None)
    if agency is None:
        return _place_alone(head, start)
    others = [i for i in range(len(parts)) if i != agency and names[i] is None]
    place = others[0] if others and agency != 1 else (others[-1] if others else None)
    last = max(agency, place if place is not None else 0)
    return _Credit(start + ends[last], _place(head, start, parts[place]) if place is not None else None, names[agency])


def _place(head: str, start: int, part: Span) -> Span | None:
    """The place in a part, without what is added in brackets; None for labels such as "متابعة"."""
    words = head[slice(*part)].partition("(")[0].rstrip()
    return (start + part[0], start + part[0] + len(words)) if words and not is_dateline_label(words) else None


def _parts(head: str, *, whole: bool) -> tuple[list[Span], list[int]]:
    """The short parts at the head of a line, and where each ends with its separator; a colon ends the dateline."""
    parts: list[Span] = []
    ends: list[int] = []
    position = 0
    for mark in _SEPARATOR.finditer(head):
        if len(head[position : mark.start()].split()) > _WORDS or len(parts) == _PARTS:
            return parts, ends
        if mark.start() > position:
            parts.append((position, mark.start()))
            ends.append(mark.end() - (len(mark[0]) - len(mark[0].rstrip())))
        position = mark.end()
        if ":" in mark[0]:
            return parts, ends
    if whole and position < len(head) and len(parts) < _PARTS and 0 < len(head[position:].split()) <= _WORDS:
        parts.append((position, len(head)))
        ends.append(len(head))
    return parts, ends


def _place_alone(head: str, start: int) -> _Credit | None:
    found = _PLACE_ALONE.match(head)
    return _Credit(start + found.end(1), (start, start + found.end(1)), None) if found else None
