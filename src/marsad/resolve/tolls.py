"""The toll of an article: how many were killed, injured, … in the happening that it reports, out of all its figures.

An article says its toll several times, in parts and in sum, and beside it the toll of yesterday and of the war:

- only figures of one scope count (by default `incident`);
- a part is not added to its whole: "12 قتيلا بينهم 5 أطفال" is 12, and so is "12 قتيلا (7 رجال و5 أطفال)";
- classes that a sentence joins are added, "مقتل رجل وطفلين" is 3, and so is what is added later to a running total;
- of the sums that the article gives, the first that is called a total counts ("عدد القتلى 12"), else the one that it
  gives early and often (the n-th sum weighs 1/n): headline and lead repeat the news, the background does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marsad.record import Figure, Report
from marsad.record.types import Measure, Scope
from marsad.text.normalise import fold

_AMONG = re.compile(r"(?:^|[\s(])(?:و|من )?(?:(?:بين|ضمن|من)(?:هم|هن|ها|هما)|(?:احد|احدي)(?:هم|هما|هن)|هما|هم|هن)\b")
_HARMED = re.compile(r"\b(?:قتل|استشهد|اصيب|جرح)\w* (?:منهم|منهن|بينهم)\b")
_EARLIER = re.compile(r"\bبعد (?:يوم|ايام|ساعات|اسبوع|شهر|اقل)\w*(?: \w+){0,2} من\b[^.،؛\n]*$")
_OPENS = re.compile(r"[(:\"“«]\s*$|\([^)]*$")
_BREAK = re.compile(r"[.؛!؟\n]")
_JOIN = re.compile(r"^[ \"»”]*(?:[^\s.؛،:()]+(?:ين|ان|ون|ي|ية|ا) +){0,2}و$")
_PLUS = re.compile(r"^[\s\d]*\+\s*$")
_ADDITION = re.compile(r"\b(?:اضافه|اضيفت?)\s+(?:\w+\s+)?$")
_TOTAL = re.compile(r"\b(?:ال)?(?:عدد|حصيله|اجمالي|مجموع)\s+(?:\w+\s*){0,2}:?\s*$")
_BEFORE = 50  # characters before a figure that say whether it is a total, an addition, or an earlier toll
_FAR = 80  # characters within which "بينهم" still looks back
_NEXT = 30  # characters between two joined classes


class Toll(NamedTuple):
    """An interval of people, `high` null where it is open, and the ids of the figures that say it."""

    low: int
    high: int | None
    figures: tuple[str, ...]


def toll(report: Report, measure: Measure, scope: Scope = "incident") -> Toll | None:
    """How many the article reports of this measure and scope; `None` where it gives no number.

    "قتل رجل وطفلان في قصف على البلدة" → `Toll(3, 3, …)` of killed.
    """
    text = report.article.text
    figures = [f for f in report.figures if f.measure == measure and f.scope == scope and f.low is not None]
    figures = [f for f in figures if not _follows(_EARLIER, text, f)]
    added = [f for f in figures if _follows(_ADDITION, text, f)]
    groups = list(_groups(text, [f for f in figures if f not in added]))
    if not groups:
        return _sum(added) if added else None
    totals = [g for g in groups if _follows(_TOTAL, text, g[0])]
    weight: dict[tuple[int, int | None], float] = {}
    for place, (low, high, _) in enumerate(map(_sum, groups)):
        weight[low, high] = weight.get((low, high), 0.0) + 1 / (1 + place)
    said = totals[0] if totals else max(groups, key=lambda g: weight[_sum(g)[:2]])
    return _sum([*said, *added])


def _follows(words: re.Pattern[str], text: str, figure: Figure) -> bool:
    """Whether the words stand right before the figure."""
    return bool(words.search(fold(text[max(0, figure.span.start - _BEFORE) : figure.span.start])))


def _groups(text: str, figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures that the article adds up, group by group, without parts of what was counted before."""
    group: list[Figure] = []
    for figure in figures:
        alone = not group or _follows(_TOTAL, text, figure)
        if not alone and _is_part(text, group[-1], figure):
            if _HARMED.search(fold(text[group[-1].span.end : figure.span.start])):
                group = [figure]  # "استهداف ثلاثة أطفال، قتل منهم طفل": the three are not all dead
            continue
        if not alone and _joined(text, group[-1], figure):
            group.append(figure)
            continue
        if group:
            yield group
        group = [figure]
    if group:
        yield group


def _is_part(text: str, whole: Figure, figure: Figure) -> bool:
    """Whether the figure counts some of those whom the figure before it counts."""
    between = text[whole.span.end : figure.span.start]
    if len(between) > _FAR or _BREAK.search(between):
        return False
    return bool(_AMONG.search(fold(between)) or _OPENS.search(between))


def _joined(text: str, last: Figure, figure: Figure) -> bool:
    """Whether two counts are classes of one sentence: "رجل وطفلان", "6 + 2"."""
    between = text[last.span.end : figure.span.start]
    if figure.span.text.startswith("و"):
        between += "و"
    return len(between) < _NEXT and bool(_PLUS.match(between) or _JOIN.match(between))


def _sum(group: Sequence[Figure]) -> Toll:
    high = None if any(f.high is None for f in group) else sum(f.high or 0 for f in group)
    return Toll(sum(f.low or 0 for f in group), high, tuple(f.id for f in group))
