"""Grammar of single days: near days, weekdays and dates, with parts of the day and clock times around them."""

from __future__ import annotations

from dataclasses import replace

from marsad.text.dates.calendar import Match, day
from marsad.text.dates.clock import clock
from marsad.text.dates.lexicon import Tokens
from marsad.text.dates.meaning import Day, Month
from marsad.text.dates.numbers import day_number
from marsad.text.dates.relative import At, AtLast, Between, NearDay, Unit, Unknown, Weekday
from marsad.text.dates.units import unit


def longest(*matches: Match | None) -> Match | None:
    """The match that reaches furthest, the first of several."""
    return max((match for match in matches if match), key=lambda match: match[1], default=None)


def day_phrase(tokens: Tokens, i: int) -> Match | None:
    """A day, with a part of the day before it, a clock time before or after it: "مساء أمس الأحد الساعة 18:00"."""
    if found := _clock_first(tokens, i):
        return found
    part = tokens.sense(i, "daypart")
    start = past(tokens, part[1], "من", "يوم") if part else i
    found = _near_day(tokens, start) or _weekday(tokens, start, night=part is not None) or day(tokens, start)
    found = _equal(tokens, found) if found else None
    return timed(tokens, found, part[0] if part else None)


def past(tokens: Tokens, i: int, *words: str) -> int:
    """The token after those of `words` that stand at `i`, in their order."""
    for word in words:
        if tokens.text(i) == word:
            i += 1
    return i


def _clock_first(tokens: Tokens, i: int) -> Match | None:
    time = clock(tokens, i)
    if time is None:
        return None
    start = past(tokens, tokens.mark(time.after, ",-"), "من", "في", "يوم")
    found = _near_day(tokens, start) or _weekday(tokens, start, night=False) or day(tokens, start)
    found = _equal(tokens, found) if found else None
    if found:
        return At(found[0], time.hour, time.minute, time.zone, time.sure), found[1]
    if tokens.licensed:
        return AtLast(time.hour, time.minute, time.zone, time.sure), time.after
    return None


def timed(tokens: Tokens, match: Match | None, part_before: str | None) -> Match | None:
    """A day with what may follow it: a part of the day, a clock time; `part_before` is the part named before it."""
    if match is None:
        return None
    meaning, after = match
    start = past(tokens, tokens.mark(after, ",-|"), "عند", "في")
    if (time := clock(tokens, start)) and not isinstance(meaning, Month):
        time = time.in_part(part_before) if part_before else time
        return At(meaning, time.hour, time.minute, time.zone, time.sure), time.after
    part = tokens.sense(past(tokens, after, "في"), "daypart")
    single = part and part[1] - after <= 2 and not isinstance(meaning, Month)
    if part and single and len(tokens.text(part[1] - 1)) > 1 and not _begins_day(tokens, part[1]):
        return meaning, part[1]
    return match


def _begins_day(tokens: Tokens, i: int) -> bool:
    return any(tokens.sense(i, category) for category in ("day", "weekday", "yawm"))


def _near_day(tokens: Tokens, i: int) -> Match | None:
    """As in "أمس الأحد", "اليوم (الاثنين)", "غدا الثلاثاء 24 مارس"."""
    found = tokens.sense(i, "day")
    if found is None:
        return None
    offset, after = found
    if tokens.sense(after, "same"):
        return Unknown(), after + 1
    bracket = tokens.mark(after, "(,-")
    weekday = tokens.sense(tokens.skip(bracket, "yawm"), "weekday")
    if weekday is None:
        dated = day(tokens, tokens.mark(after, ",")) if tokens.number(tokens.mark(after, ",")) is not None else None
        return dated if dated and isinstance(dated[0], Day) else (NearDay(offset), after)
    if tokens.conjoined(bracket) or (tokens.text(after) == "-" and tokens.sense(weekday[1], "shift")):
        return NearDay(offset), after
    end = tokens.mark(weekday[1], ")") if tokens.text(after) == "(" else weekday[1]
    dated = day(tokens, tokens.mark(end, ",("))
    if dated and isinstance(dated[0], Day):
        return replace(dated[0], weekday=weekday[0]), tokens.mark(dated[1], ")")
    return NearDay(offset, weekday[0]), end


def _weekday(tokens: Tokens, i: int, *, night: bool) -> Match | None:
    """As in "الجمعة", "يوم الأحد المقبل", "الاثنين، 23 مارس", "الخميس 21", "ليل السبت - الأحد"."""
    start = tokens.skip(i, "yawm")
    determined = tokens.skip(start, "determiner")
    found = tokens.sense(tokens.skip(determined, "yawm"), "weekday")
    if found is None:
        return None
    weekday, after = found
    if shift := tokens.sense(after, "shift"):
        return _dated(tokens, weekday, shift[1]) or (Weekday(weekday, shift[0]), shift[1])
    if dated := _dated(tokens, weekday, after):
        return dated
    if week := _in_week(tokens, after):
        return Weekday(weekday, week=week[0]), week[1]
    if night and (second := _second_weekday(tokens, after)):
        return Between(Weekday(weekday), Weekday(second[0])), second[1]
    if numbered := _numbered(tokens, weekday, after):
        return numbered
    return Weekday(weekday, 0 if determined > start else None), after


def _numbered(tokens: Tokens, weekday: int, i: int) -> Match | None:
    """As in "الخميس 21", "الجمعة في الثاني والعشرين": the day of the month, not a count of something."""
    start = past(tokens, i, "في")
    number = day_number(tokens, start)
    if number is None or tokens.conjoined(start) or (start == i and tokens.number(start) is None):
        return None
    closed = number.after == len(tokens) or (
        tokens.text(number.after) in ",.)!\n" and tokens.number(number.after + 1) is None
    )
    definite = number.ordinal and start > i and tokens.items[start].definite
    return (Weekday(weekday, day=number.value), number.after) if closed or definite or tokens.licensed else None


def _second_weekday(tokens: Tokens, i: int) -> tuple[int, int] | None:
    start = tokens.mark(i, "-/–")
    return tokens.sense(start, "weekday")


def _in_week(tokens: Tokens, i: int) -> Match | None:
    found = unit(tokens, past(tokens, i, "من"), bare=False)
    return found if found and isinstance(found[0], Unit) and found[0].unit == "week" else None


def _dated(tokens: Tokens, weekday: int, i: int) -> Match | None:
    """The calendar date after a weekday: "الأربعاء، 22 يناير", "الجمعة (4 سبتمبر 2009)"."""
    start = tokens.mark(tokens.skip(tokens.mark(i, ",(|/"), "equal"), "(")
    if tokens.conjoined(start):
        return None
    found = day(tokens, start)
    if found and isinstance(found[0], Day):
        return replace(found[0], weekday=weekday), tokens.mark(found[1], ")") if "(" in tokens.text(i) else found[1]
    return None


def _equal(tokens: Tokens, match: Match) -> Match:
    """As in "28 رمضان 1436 هـ الموافق 15 يوليو 2015": the Gregorian one of the two."""
    meaning, after = match
    start = tokens.skip(tokens.mark(after, ",(-"), "equal")
    if start == tokens.mark(after, ",(-"):
        return match
    second = day(tokens, tokens.skip(start, "yawm"))
    if second is None:
        return match
    end = tokens.mark(second[1], ")") if tokens.text(after) == "(" else second[1]
    first_is_ours = isinstance(meaning, Day) and meaning.month.calendar == "gregorian"
    return (meaning, end) if first_is_ours else (second[0], end)


def weekday_date(tokens: Tokens, i: int) -> Match | None:
    """A calendar date with its weekday first: "الاثنين 23 مارس 2026"."""
    found = tokens.sense(i, "weekday")
    return _dated(tokens, found[0], found[1]) if found else None
