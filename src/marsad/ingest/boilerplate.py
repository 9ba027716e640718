"""Paragraphs of a page that are not its article: links, house rules, labels (knowledge/boilerplate.yaml)."""

from __future__ import annotations

import re
from functools import cache

from marsad.knowledge import load
from marsad.text.normalise import fold

_LONGEST_CALL = 200  # code points
_INITIALS = re.compile(r"\W*[^\W\d](?:\W+[^\W\d]){1,7}\W*")
_LAST = 4  # paragraphs at the end among which house rules are looked for


def article_paragraphs(paragraphs: list[str]) -> list[str]:
    """The paragraphs without calls to the reader ("اقرأ أيضا: …") and without house rules and initials at the end."""
    last = max(len(paragraphs) - _LAST, 1)
    return [p for i, p in enumerate(paragraphs) if not _is_call(p) and not (i >= last and _is_closing(p))]


def is_dateline_label(words: str) -> bool:
    """Whether words in a dateline tell the kind of report ("متابعة", "خاص") where others print a place."""
    return fold(words) in _phrases("dateline_labels")


def _is_call(paragraph: str) -> bool:
    words = fold(paragraph).strip(" -–•*>[]()«»\"'|:")
    return words in _phrases("labels") or (len(words) <= _LONGEST_CALL and words.startswith(_phrases("openings")))


def _is_closing(paragraph: str) -> bool:
    """House rules, or the initials of who wrote and edited ("س.ك / ر.ح")."""
    if _INITIALS.fullmatch(paragraph):
        return True
    key = fold(paragraph)
    return sum(phrase in key for phrase in _phrases("house_rules")) >= 2


@cache
def _phrases(group: str) -> tuple[str, ...]:
    return tuple(map(fold, load("boilerplate")[group]))
