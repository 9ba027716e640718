"""How far a count reaches: one happening, a reporting day, a whole war, or the time since a truce."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from marsad.knowledge import load
from marsad.resolve.figures.found import FoundFigure
from marsad.resolve.figures.words import among, read_words
from marsad.text.normalise import fold

_WORD = re.compile(r"[^\W_]+")
_SEGMENT = re.compile(r"[^\n.؛!؟]+(?:\.\d[^\n.؛!؟]*)*")
_BULLET = re.compile(r"\s*[*•\-–⁠▪◾🔴⭕🔹\d]")


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    data = load("figures")["scopes"]
    return tuple((f" {_flat(phrase)}", scope) for scope, phrases in data.items() for phrase in phrases)


def _flat(text: str) -> str:
    """Folded words with single spaces; "ال 24", "الـ24" and "الـ 24" become "24"."""
    words = " ".join(_WORD.findall(fold(text)))
    return re.sub(r"\bال ?(?=\d)", "", words)


def scope_of(sentence: str) -> str | None:
    """`since_agreement`, `daily` or `cumulative` where the sentence says so in words, else None.

    >>> scope_of("منذ سريان الهدنة قتل 40 شخصا")
    'since_agreement'
    """
    return _scope_of(sentence)


@lru_cache(maxsize=256)
def _scope_of(sentence: str) -> str | None:
    flat = f" {_flat(sentence)} "
    return next((scope for phrase, scope in _phrases() if phrase in flat), None)


def scopes(text: str, figures: Sequence[FoundFigure]) -> list[str | None]:
    """The scope of each figure, in the order given, from its own sentence or from the heading above its list.

    Under the line "منذ وقف إطلاق النار:" the line "• عدد الشهداء: 12" is `since_agreement`, down to the next heading.
    """
    headings = _headings(text, figures)
    return [_own(text, f) or headings.get(_line(text, f.start)) or _by_size(f) for f in figures]


def _by_size(figure: FoundFigure) -> str | None:
    """Thousands of dead or displaced are no single happening, where the words say no more."""
    data = load("figures")
    many = (figure.quantity.low or 0) >= data["long"]
    return "cumulative" if many and figure.measure in data["long_measures"] else None


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _own(text: str, figure: FoundFigure) -> str | None:
    for match in _SEGMENT.finditer(text, _line(text, figure.start)):
        if match.end() > figure.start:
            return "daily" if _is_addition(text, figure, match.end()) else scope_of(match[0])
    return None


def _is_addition(text: str, figure: FoundFigure, end: int) -> bool:
    """Whether the count is added to a running total: "تمت إضافة 6 شهداء إلى الحصيلة التراكمية"."""
    before, behind = text[max(0, figure.start - _NEAR) : figure.start], text[figure.end : end]
    added = any(among(w, "additions") for w in read_words(before, 0, len(before)))
    return added and any(among(w, "running") for w in read_words(behind, 0, len(behind)))


_NEAR = 24  # characters before an added count in which "إضافة" stands


def _headings(text: str, figures: Sequence[FoundFigure]) -> dict[int, str | None]:
    """The start of each line of a list that holds figures → what the heading above it says."""
    counted = {_line(text, f.start) for f in figures}
    said: dict[int, str | None] = {}
    heading, start = None, 0
    for line in text.split("\n"):
        if start not in counted:
            heading = scope_of(line) if line.strip() else heading
        elif _is_item(line):
            said[start] = heading
        start += len(line) + 1
    return said


def _is_item(line: str) -> bool:
    """Whether the line is one of a list: a bullet, or has a total ("عدد الشهداء 7")."""
    words = read_words(line, 0, min(len(line), 80))
    return bool(_BULLET.match(line)) or any(among(word, "totals") for word in words)
