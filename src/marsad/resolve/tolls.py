"""The toll of an article: how many were killed, injured, … in the happening that it reports, out of all its figures.

An article says its toll several times, in parts and in sum, and beside it the toll of yesterday and of the war:

- only figures of one scope count (by default `incident`);
- a part is not added to its whole ("12 قتيلا بينهم 5 أطفال" is 12), nor are the parts that follow a whole and make it up;
- classes that a sentence joins are added ("مقتل رجل وطفلين" is 3);
- of the sums that the article gives, the one that it gives most often counts, of equals the first: headline and lead
  repeat the news, the background does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marsad.record import Figure, Report
from marsad.record.types import Measure, Scope
from marsad.text.normalise import fold

_AMONG = re.compile(r"(?:^|[\s(])(?:و|من )?(?:بين|ضمن|من)(?:هم|هن|ها|هما)\b")
_OPENS = re.compile(r"[(:\"“«]\s*$|\b(?:هم|هما|هن)\b")
_JOIN = re.compile(r"^[\s\"»”]*(?:[^\s.؛،:()]+(?:ين|ان|ون|ي|ية|ا)\s+){0,2}و?$")
_BREAK = re.compile(r"[.؛!؟\n]")
_ADDED = re.compile(r"^[\s+،,\d]*\+[\s+]*$")


class Toll(NamedTuple):
    """An interval of people, `high` null where it is open, and the ids of the figures that say it."""

    low: int
    high: int | None
    figures: tuple[str, ...]


def toll(report: Report, measure: Measure, scope: Scope = "incident") -> Toll | None:
    """How many the article reports of this measure and scope; `None` where it gives no number.

    "قتل رجل وطفلان في قصف على البلدة" → `Toll(3, 3, …)` of killed.
    """
    figures = [f for f in report.figures if f.measure == measure and f.scope == scope and f.low is not None]
    sums = list(_sums(report.article.text, figures))
    if not sums:
        return None
    often = Counter((s.low, s.high) for s in [sums[0], *sums])
    most = max(often.values())
    return next(s for s in sums if often[s.low, s.high] == most)


def _sums(text: str, figures: Sequence[Figure]) -> Iterator[Toll]:
    """The tolls that the article gives one after another: joined classes added, parts left out."""
    group: list[Figure] = []
    whole: Figure | None = None
    for figure in figures:
        before = text[group[-1].span.end : figure.span.start] if group else ""
        if whole and _is_part(text, whole, figure):
            continue
        if group and _joined(before):
            group.append(figure)
        else:
            if group:
                yield _added(group)
            group = [figure]
        whole = figure
    if group:
        yield _added(group)


def _is_part(text: str, whole: Figure, figure: Figure) -> bool:
    """Whether the figure counts some of those whom the figure before it counts."""
    between = text[whole.span.end : figure.span.start]
    if len(between) > _FAR or _BREAK.search(between):
        return False
    return bool(_AMONG.search(fold(between)) or _OPENS.search(between))


_FAR = 80  # characters within which "بينهم" still looks back


def _joined(between: str) -> bool:
    """Whether two counts are classes of one sentence: "رجل وطفلان", "6 جدد + 2"."""
    return bool(_ADDED.match(between)) or (len(between) < 30 and bool(_JOIN.match(between)))


def _added(group: Sequence[Figure]) -> Toll:
    high = None if any(f.high is None for f in group) else sum(f.high or 0 for f in group)
    return Toll(sum(f.low or 0 for f in group), high, tuple(f.id for f in group))
