"""Grammar of calendar dates: months under all their names, days, years, and numeric dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from marsad.text.dates.lexicon import Tokens
from marsad.text.dates.meaning import Day, DayOf, Meaning, Month, Year, full_year
from marsad.text.dates.numbers import day_number, number
from marsad.text.dates.relative import Between, Unit

Match = tuple[Meaning, int]
SEPARATORS = "/-.–"


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a month or season: a year, "الماضي" (`shift`) or "من العام الماضي" (`year_shift`)."""

    after: int
    year: int | None = None
    calendar: str = "gregorian"
    shift: int | None = None
    year_shift: int | None = None


def era(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """As in "هـ" or "م" after a year, and the token after it."""
    i = tokens.mark(i, "(") if tokens.sense(i + 1, "era_hijri") or tokens.sense(i + 1, "era_gregorian") else i
    for calendar in ("hijri", "gregorian"):
        if found := tokens.sense(i, f"era_{calendar}"):
            return calendar, tokens.mark(found[1], ")")
    return None, i


def year(tokens: Tokens, i: int, *, bare: bool) -> tuple[int, str, int] | None:
    """(year, calendar, token after): "عام 2014", "سنة 1435 هـ", "العام ألفين وثلاثة"; `bare` allows a year alone."""
    named = tokens.skip(i, "year")
    found = number(tokens, tokens.mark(named, "("))
    if found is None or found.ordinal or (named == i and not bare):
        return None
    value, digits = found.value, tokens.number(found.after - 1) is not None
    if digits and len(tokens.text(found.after - 1)) not in ((2, 3, 4) if named > i else (4,)):
        return None
    calendar, after = era(tokens, tokens.mark(found.after, ")"))
    if digits and len(tokens.text(found.after - 1)) == 2:
        value = full_year(value)
    if not (100 if named > i or calendar else 1300) <= value <= 2200 or (not digits and value < 200):
        return None
    if calendar is None:
        calendar = "hijri" if 1340 <= value <= 1500 and named > i else "gregorian"
    return value, calendar, after


def tail(tokens: Tokens, i: int, calendar: str = "gregorian") -> Tail:
    """What follows a month name at token `i`; a Hijri month makes a year such as 1445 Hijri."""
    start = tokens.mark(i, ",")
    start = start + 1 if tokens.text(start) == "من" else start
    if found := year(tokens, start, bare=True):
        own = calendar if calendar == "hijri" and found[0] < 1600 else "gregorian"
        explicit = era(tokens, found[2] - 1)[0]
        return Tail(found[2], found[0], explicit or own)
    if shift := tokens.sense(i, "shift"):
        inner = tail(tokens, shift[1], calendar)
        if inner.year is not None and inner.after > shift[1]:
            return inner
        return Tail(shift[1], shift=shift[0])
    if (named := year_shift(tokens, start)) is not None:
        return Tail(named[1], year_shift=named[0])
    return Tail(i)


def year_shift(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """As in "العام الماضي", "هذا العام" as a shift in years, and the token after it."""
    determined = tokens.skip(i, "determiner")
    named = tokens.sense(determined, "year")
    if named is None:
        return None
    if shift := tokens.sense(named[1], "shift"):
        return shift
    return (0, named[1]) if determined > i else None


def month_name(tokens: Tokens, i: int) -> tuple[int, str, int, str] | None:
    """(month, calendar, token after, doubt): "آذار/مارس", "مارس (آذار)", "شهر رمضان"; doubt is "", "weak" or "rare"."""
    start = tokens.skip(i, "shahr")
    found = tokens.sense(start, "month")
    if found is None:
        return None
    (month, calendar, doubt), after = found
    doubt = doubt if start == i else ""
    mark = tokens.mark(after, "/(-–\\")
    second = tokens.sense(mark, "month")
    if second and second[0][:2] == (month, calendar) and not tokens.items[mark].preposition:
        after, doubt = second[1], ""
        if tokens.text(mark - 1) == "(":
            after = after + 1 if tokens.text(after) in (")", "9") and tokens.joined(after) else after
    if calendar == "hijri" and tokens.text(after) in ("المبارك", "الحرام", "المعظم", "الفضيل", "الكريم"):
        after, doubt = after + 1, ""
    return month, calendar, after, doubt


def month(tokens: Tokens, i: int) -> Match | None:
    """As in "أكتوبر 2023", "مايو الماضي", "شهر مارس"; a weak name needs something beside it in running text."""
    determined = tokens.skip(i, "determiner")
    named = month_name(tokens, determined)
    if named is None:
        return None
    number_, calendar, after, doubt = named
    end = tail(tokens, after, calendar)
    preceded = doubt == "weak" and (
        tokens.text(i - 1) in ("في", "منذ", "خلال", "حتي", "وفي") or tokens.sense(i - 1, "part") is not None
    )
    if doubt and not (tokens.licensed or end.after > after or determined > i or preceded):
        return None
    shift = 0 if determined > i and end.after == after else end.shift
    return Month(number_, _calendar(calendar, end), end.year, shift, end.year_shift), end.after


def _calendar(calendar: str, end: Tail) -> str:
    return end.calendar if end.year is not None else calendar


Build = Callable[[int], Meaning]


def _of_month(tokens: Tokens, i: int) -> tuple[Build, int] | None:
    """What makes days out of day numbers: "[من] أيار 2021", "من الشهر الجاري", "من هذا الشهر"."""
    start = tokens.mark(i, SEPARATORS + ",")
    start = start + 1 if tokens.text(start) in ("من", "في") else start
    named = month_name(tokens, start)
    if named is None:
        return _of_this_month(tokens, start)
    number_, calendar, after, _ = named
    end = tail(tokens, after, calendar)
    slashed = tokens.mark(after, SEPARATORS)
    if end.after == after and slashed > after and tokens.number(slashed) is not None:
        dated = tail(tokens, slashed, calendar)
        end = dated if dated.year is not None else end
    whole = Month(number_, _calendar(calendar, end), end.year, end.shift, end.year_shift)
    return (lambda day: Day(day, whole)), end.after


def _of_this_month(tokens: Tokens, i: int) -> tuple[Build, int] | None:
    determined = tokens.skip(i, "determiner")
    named = tokens.sense(determined, "shahr")
    if named is None or not tokens.items[determined].definite:
        return None
    shift = tokens.sense(named[1], "shift")
    if shift is None and determined == i:
        return None
    whole = Unit("month", shift[0] if shift else 0)
    return (lambda day: DayOf(day, whole)), shift[1] if shift else named[1]


def day(tokens: Tokens, i: int) -> Match | None:
    """A day by the calendar, or a run of days: "7 أكتوبر", "من 7 إلى 18 ديسمبر", "3/5/2024", "يوم 15"."""
    start = tokens.skip(i, "yawm")
    if numeric := numeric_date(tokens, start, licensed=tokens.licensed or start > i or tokens.text(i - 1) == "في"):
        return numeric
    first = day_number(tokens, start)
    if first is None:
        return _after_month(tokens, start)
    if found := _of_month(tokens, first.after):
        return found[0](first.value), found[1]
    if found_run := _run(tokens, first.value, first.after):
        return found_run
    if tokens.text(i) == "يوم" and tokens.number(start) is not None and not tokens.sense(first.after, "unit"):
        return DayOf(first.value), first.after
    return None


def _run(tokens: Tokens, low: int, i: int) -> Match | None:
    """The rest of "19-20 نوفمبر", "3 و7 مارس", "7 إلى 18 ديسمبر"."""
    after = tokens.skip(i, "to")
    if after == i and not tokens.conjoined(i):
        return None
    high = day_number(tokens, tokens.skip(after, "yawm"))
    for _ in range(6):
        if high is None or not tokens.conjoined(high.after):
            break
        high = day_number(tokens, high.after) or high
    found = _of_month(tokens, high.after) if high else None
    return (Between(found[0](low), found[0](high.value)), found[1]) if high and found else None


def _after_month(tokens: Tokens, i: int) -> Match | None:
    """As in "مايو الحادي عشر", "March 5, 2024"."""
    named = month_name(tokens, i)
    found = day_number(tokens, tokens.mark(named[2], "-/")) if named else None
    if named is None or found is None:
        return None
    end = tail(tokens, found.after, named[1])
    definite = tokens.items[tokens.mark(named[2], "-/")].definite and found.ordinal
    closed = found.after == len(tokens) or tokens.text(found.after) in (".", "\n", "!")
    if not (end.year is not None or definite or closed):
        return None
    return Day(found.value, Month(named[0], _calendar(named[1], end), end.year, end.shift, end.year_shift)), end.after


def numeric_date(tokens: Tokens, i: int, *, licensed: bool) -> Match | None:
    """As in "3/5/2024" (day first), "2024-03-05", "10/10/1436 هـ"; "22/4" only if `licensed`."""
    first, second, third = tokens.number(i), tokens.number(i + 2), tokens.number(i + 4)
    mark = tokens.text(i + 1)
    if (
        first is None
        or second is None
        or mark not in ("/", "-", ".")
        or (tokens.joined(i) and tokens.text(i - 1) == mark)
    ):
        return None
    if mark != "/" and not (tokens.joined(i + 1) and tokens.joined(i + 2)):
        return None
    if third is None or tokens.text(i + 3) != mark or tokens.text(i + 5) == mark:
        if found := _month_year(tokens, i):
            return found
        padded = (
            "0" in (tokens.text(i)[0], tokens.text(i + 2)[0]) and len(tokens.text(i)) == len(tokens.text(i + 2)) == 2
        )
        return _day_month(first, second, i + 3) if (licensed or padded) and mark == "/" and third is None else None
    calendar, after = era(tokens, i + 5)
    lengths = len(tokens.text(i)), len(tokens.text(i + 4))
    if lengths[0] == 4 or first > 31:
        parts = third, second, first
    else:
        parts = first, second, third if lengths[1] == 4 else full_year(third)
    if lengths[1] == 3 or parts[2] > 2200:
        return None
    ordered = _ordered(*parts, calendar)
    return (ordered, after) if ordered else None


def _ordered(day_: int, month_: int, year_: int, calendar: str | None) -> Day | None:
    if month_ > 12 >= day_:
        day_, month_ = month_, day_
    calendar = calendar or ("hijri" if 1340 <= year_ <= 1500 else "gregorian")
    if not (1 <= month_ <= 12 and 1 <= day_ <= 31 and year_ >= 100):
        return None
    return Day(day_, Month(month_, calendar, year_))


def _month_year(tokens: Tokens, i: int) -> Match | None:
    """As in "3/2015", "2015-3"."""
    first, second = tokens.number(i) or 0, tokens.number(i + 2) or 0
    year_, month_ = max(first, second), min(first, second)
    if not (1900 <= year_ <= 2099 and 1 <= month_ <= 12) or tokens.text(i + 1) == ".":
        return None
    return Month(month_, "gregorian", year_), i + 3


def _day_month(first: int, second: int, after: int) -> Match | None:
    day_, month_ = (second, first) if second > 12 >= first else (first, second)
    return (Day(day_, Month(month_)), after) if 1 <= month_ <= 12 and 1 <= day_ <= 31 else None


def year_alone(tokens: Tokens, i: int, *, bare: bool) -> Match | None:
    """A year as a date, or two: "عام 2014", "عامي 2016 و2017", "2011-2014"."""
    several = tokens.sense(i, "pair") or tokens.sense(i, "unit")
    if several and several[0] in ("year", ("year", 0)):
        return _years(tokens, several[1])
    named = tokens.sense(i, "year") is not None
    found = year(tokens, i, bare=bare or _ranged(tokens, i))
    if found is None or not (named or _plausible(tokens, i, found[2])):
        return None
    low = Year(found[0], found[1])
    mark = tokens.mark(found[2], "-–/")
    joined = mark > found[2] or (tokens.conjoined(mark) and _plausible(tokens, mark, mark + 1))
    high = year(tokens, mark, bare=True) if joined else None
    if high and found[0] < high[0] < found[0] + 100:
        return Between(low, Year(high[0], high[1])), high[2]
    return low, found[2]


def _ranged(tokens: Tokens, i: int) -> bool:
    """Whether "2011-2014" stands here and is not part of something longer."""
    low, high = tokens.number(i), tokens.number(i + 2)
    return (
        low is not None and high is not None and tokens.text(i + 1) in ("-", "–")
        and 1900 <= low < high < min(low + 50, 2100) and tokens.text(i + 3) not in ("-", "/")
    )  # fmt: skip


def _plausible(tokens: Tokens, i: int, after: int) -> bool:
    """Whether digits alone are a year rather than a count: not a round thousand before a noun, not in a longer code."""
    value = tokens.number(i)
    if value is None:
        return tokens.licensed
    if tokens.text(after) in ("%", ":", "/") or tokens.sense(after, "unit"):
        return False
    return 1900 <= value <= 2099 and (value % 1000 != 0 or tokens.licensed or after == len(tokens))


def _years(tokens: Tokens, i: int) -> Match | None:
    first = year(tokens, i, bare=True)
    if first is None:
        return None
    last, after = first, first[2]
    for _ in range(6):
        following = year(tokens, tokens.mark(after, ","), bare=True)
        if following is None or not tokens.conjoined(tokens.mark(after, ",")):
            break
        last, after = following, following[2]
    return Between(Year(first[0], first[1]), Year(last[0], last[1])), after
