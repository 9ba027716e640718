"""Paragraphs of a page that are not its article: links, house rules, labels (knowledge/boilerplate.yaml)."""

from __future__ import annotations

from functools import cache

from marsad.knowledge import load
from marsad.text.normalise import fold

_LONGEST_CALL = 200  # code points
_LAST = 4  # paragraphs at the end among which house rules are looked for


def article_paragraphs(paragraphs: list[str]) -> list[str]:
    """The paragraphs without calls to the reader ("اقرأ أيضا: …") and without the house rules at the end."""
    last = len(paragraphs) - _LAST
    return [p for i, p in enumerate(paragraphs) if not _is_call(p) and not (i >= max(last, 1) and _is_house_rule(p))]


def is_dateline_label(words: str) -> bool:
    """Whether words in a dateline tell the kind of report ("متابعة", "خاص") where others print a place."""
    return fold(words) in _phrases("dateline_labels")


def _is_call(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_CALL and fold(paragraph).lstrip(" -–•*>[(«\"'").startswith(_phrases("openings"))


def _is_house_rule(paragraph: str) -> bool:
    key = fold(paragraph)
    return sum(phrase in key for phrase in _phrases("house_rules")) >= 2


@cache
def _phrases(group: str) -> tuple[str, ...]:
    return tuple(map(fold, load("boilerplate")[group]))
