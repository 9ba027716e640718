"""News and background: which events an article tells as new, and which it only looks back at or speaks about.

A bulletin of the day, a recap of the week, a column and a statistic all mention raids; only the first tells of a new
one. An event is news when the article reports it (not planned, demanded, denied), tells something particular about it,
does not date it long before publication, does not count it with a running total, and does not make it the topic of
something else ("بعد عام على القصف", "التحقيق في اغتيال …", "ضحايا الغارة التي استهدفت …").

The words that tell these apart are in knowledge/news.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as day
from functools import cache

from marsad.knowledge import load
from marsad.record import Event, Report
from marsad.resolve.figures import scope_of
from marsad.text.normalise import fold, strip_clitics

FRESH = 31  # days before publication in which a dated event is news (a monthly outlet looks back so far)
LONG = 3  # days that one happening may last: longer is a stretch of time
PARTICULARS = 2  # of who, to whom, where, when and how many, so many an event must tell
_WORD = re.compile(r"[^\W_]+|[.،؛:!؟\n]")
_MARKS = frozenset(".،؛:!؟\n")


def news(report: Report) -> list[Event]:
    """The events that the article tells as new, in text order."""
    return [event for event in report.events if background(event, report) is None]


def background(event: Event, report: Report) -> str | None:
    """Why an event is no news, in English; `None` for one that is.

    "not reported", "long ago", "a stretch of time", "a running total", "nothing particular", "the topic of another".
    """
    if event.status != "reported":
        return "not reported"
    if when := _when(event, report):
        return when
    if _running(event, report):
        return "a running total"
    if particulars(event, report) < PARTICULARS:
        return "nothing particular"
    return "the topic of another" if _governed(event, report) else None


def particulars(event: Event, report: Report) -> int:
    """How many of five things the article tells of an event: who, to whom, where, when, and how many came to harm."""
    dated = event.date is not None and event.date.span is not None
    return sum(map(bool, (event.actors, event.recipients, event.place, dated, event.figures)))


def _when(event: Event, report: Report) -> str | None:
    date, published = event.date, report.article.published
    if date is None or date.span is None or not date.start or not date.end:
        return None
    first, last = (day.fromisoformat(said[:10]) for said in (date.start, date.end))
    if published and len(published) >= 10 and (day.fromisoformat(published[:10]) - last).days > FRESH:
        return "long ago"
    return "a stretch of time" if (last - first).days >= LONG else None


def _running(event: Event, report: Report) -> bool:
    """Whether its sentence counts over months or years, or its own figures do."""
    counted = {f.scope for f in report.figures if f.id in event.figures}
    if counted:
        return "incident" not in counted and "daily" not in counted
    sentence = report.sentences[event.sentence]
    return scope_of(report.article.text[sentence.start : sentence.end]) in ("cumulative", "since_agreement")


def _governed(event: Event, report: Report) -> bool:
    """Whether a word before the trigger makes the happening a topic, a time or a relative clause."""
    start = report.sentences[event.sentence].start
    before = _WORD.findall(fold(report.article.text[start : event.trigger.start]))
    for word in reversed(before[-REACH:]):
        if word in _MARKS:
            return False
        stems = strip_clitics(word)
        if _in(stems, "topics") or _in(stems, "after") or _in(stems, "relative"):
            return True
        if not _in(stems, "between"):
            return False
    return False


REACH = 5  # words before a trigger in which its governor is looked for


def _in(stems: Sequence[str], name: str) -> bool:
    return not _words(name).isdisjoint(stems)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, load("news")[name]))
