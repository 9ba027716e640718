"""News and background: which events an article tells, and which it only looks back at or speaks about.

A bulletin of the day, a recap of the week, a column and a statistic all mention raids; only the first tells of a new
one. Two questions are kept apart:

- `told`: does the article report this happening, with particulars, as the matter of its clause? Not so the topic of
  something else ("التحقيق في اغتيال …"), a time ("بعد عام على القصف"), a bare mention ("استمرار العنف").
- `news`: is what is told also fresh? Not so what is dated long before publication or over a stretch of time, and what
  a running total counts ("منذ بداية العام").

The words that tell these apart are in knowledge/news.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as day
from functools import cache

from marsad.knowledge import load
from marsad.record import Event, Report
from marsad.resolve.figures import scope_of
from marsad.text.normalise import fold, strip_clitics

FRESH = 31  # days before publication in which a dated event is news
LONG = 3  # days that one happening may last; what is longer is a stretch of time
SURE = 0.5  # the reader's confidence from which an event is told
PARTICULARS = 2  # of who, to whom, where, when and how many, so many are told of a happening
NEAR = 5  # words from the start of its clause in which a trigger is the clause's matter
TOPIC = 4  # words before a trigger in which a noun makes it a topic
_WORD = re.compile(r"[^\W_]+|[.،؛:!؟\n«]")
_ARABIC = re.compile(r"[ء-ي]{2}")
_MARKS = frozenset(".،؛:!؟\n«")
_JUDGING = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_HARM = frozenset({"killed", "injured", "casualties", "kidnapped"})


def news(report: Report) -> list[Event]:
    """The events that the article tells as new, in text order."""
    return [e for e in report.events if background(e, report) is None and stale(e, report) is None]


def background(event: Event, report: Report, particulars: int | None = None) -> str | None:
    """Why an event is only mentioned, in English; `None` for one that the article tells.

    `particulars`: how many of who, to whom, where, when and how many must be told of a happening without counted harm;
    by default 2, and 1 of what opens the headline or the lead ("اقتحام بلدة كذا"). Reasons: "not reported", "unsure",
    "a question", "a habit", "the topic of something else", "nothing particular".
    """
    if event.status != "reported":
        return "not reported"
    if event.confidence < SURE:
        return "unsure"
    if _asked(event, report):
        return "a question"
    if event.date and event.date.span and _in(strip_clitics(fold(event.date.span.text)), "habits"):
        return "a habit"
    before = _before(event, report)
    if _governed(before) or _judged(event, len(before), report):
        return "the topic of something else"
    known = told_of(event, report)
    if known >= PARTICULARS and _harm(event, report):
        return None
    if particulars is None:
        particulars = 1 if len(before) <= 1 and _leads(event, report) else PARTICULARS
    return None if known >= particulars and len(before) <= NEAR else "nothing particular"


def stale(event: Event, report: Report) -> str | None:
    """Why an event that is told is not new: "long ago", "a stretch of time", "a running total"; else `None`."""
    date, published = event.date, report.article.published
    if date and date.span and date.start and date.end:
        first, last = (day.fromisoformat(said[:10]) for said in (date.start, date.end))
        if published and len(published) >= 10 and (day.fromisoformat(published[:10]) - last).days > FRESH:
            return "long ago"
        if (last - first).days >= LONG:
            return "a stretch of time"
    return "a running total" if _running(event, report) else None


def told_of(event: Event, report: Report) -> int:
    """How many of five things the article says of an event: who, to whom, where, when, and how many came to harm."""
    dated = event.date is not None and event.date.span is not None
    return sum(map(bool, (event.actors, event.recipients, event.place, dated, event.figures)))


def _asked(event: Event, report: Report) -> bool:
    """Whether the sentence asks or explains instead of telling: "كيف …؟", "فماذا جرى؟"."""
    here = report.sentences[event.sentence]
    return report.article.text[here.start : here.end].rstrip().endswith(("؟", "?"))


def _leads(event: Event, report: Report) -> bool:
    """Whether the sentence is the headline or the first Arabic one of the body."""
    body = (
        n
        for n, s in enumerate(report.sentences)
        if s.part == "body" and _ARABIC.search(report.article.text, s.start, s.end)
    )
    return report.sentences[event.sentence].part == "title" or next(body, None) == event.sentence


def _judged(event: Event, depth: int, report: Report) -> bool:
    """Whether somebody only judges or demands it, in the same clause: "ندد المجلس بهجوم المسلحين"."""
    start = report.sentences[event.sentence].start
    for other in report.events:
        if other.type in _JUDGING and start <= other.trigger.start < event.trigger.start:
            between = _WORD.findall(report.article.text[other.trigger.end : event.trigger.start])
            if len(between) < depth:
                return True
    return False


def _harm(event: Event, report: Report) -> bool:
    """Whether a count of people who came to harm in one happening belongs to the event or stands in its sentence."""
    here = report.sentences[event.sentence]
    return any(
        f.measure in _HARM and f.scope == "incident" and (f.event == event.id or here.start <= f.span.start < here.end)
        for f in report.figures
    )


def _running(event: Event, report: Report) -> bool:
    """Whether its own figures count over months or years, or, where it has none, its sentence does."""
    counted = {f.scope for f in report.figures if f.id in event.figures}
    if counted:
        return counted.isdisjoint({"incident", "daily"})
    here = report.sentences[event.sentence]
    return scope_of(report.article.text[here.start : here.end]) in ("cumulative", "since_agreement")


def _before(event: Event, report: Report) -> list[str]:
    """The folded words of the clause before the trigger, nearest first."""
    start = report.sentences[event.sentence].start
    words = _WORD.findall(fold(report.article.text[start : event.trigger.start]))
    return list(_clause(words))


def _clause(words: Sequence[str]) -> Iterator[str]:
    for word in reversed(words):
        if word in _MARKS or word in _words("clauses"):
            return
        yield word


def _governed(before: Sequence[str]) -> bool:
    """Whether a word before the trigger makes the happening a topic, a time or a relative clause."""
    stems = [strip_clitics(word) for word in before]
    if any(_in(s, "topics") for s in stems[:TOPIC]):
        return True
    for s in stems:
        if _in(s, "after") or _in(s, "relative"):
            return True
        if not _in(s, "between"):
            return False
    return False


def _in(stems: Sequence[str], name: str) -> bool:
    return not _words(name).isdisjoint(stems)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, load("news")[name]))
