"""What date words mean: an interval of days, once a publication time is known.

A meaning is what the grammar builds from words; `resolve` turns it into an `Interval`, or None where the words alone
and the publication time do not say when. Calendar meanings are here, those counted from publication in `relative`.
"""

from __future__ import annotations

import calendar as civil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from marsad.text.dates.lexicon import lexicon

Precision = Literal["minute", "day", "week", "month", "year", "range"]
HIJRI_YEARS = range(1343, 1501)  # what the Umm al-Qura table of hijridate covers
SOON = 14  # days ahead within which a year-less date is the coming one rather than one almost a year ago


@dataclass(frozen=True, slots=True)
class Reference:
    """The publication time (None if unknown), and whether the words around point to the future.

    `timed` tells whether it has an hour, `offset` is the zone that it gives.
    """

    moment: datetime | None
    future: bool = False
    timed: bool = False
    offset: timedelta | None = None

    @property
    def day(self) -> date | None:
        """The publication day."""
        return self.moment.date() if self.moment else None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, both inside; `clock` is hour and minute where the words give them.

    `doubt` is by how many days either end may be off: a Hijri month begins when the new moon is sighted.
    """

    first: date
    last: date
    precision: Precision
    relative: bool
    reason: str
    clock: tuple[int, int] | None = None
    doubt: int = 0

    def widened(self) -> Interval:
        """With the days in doubt inside; a day that may be another is a range."""
        if not self.doubt:
            return self
        by = timedelta(days=self.doubt)
        precision: Precision = "range" if self.precision == "day" else self.precision
        return replace(self, first=self.first - by, last=self.last + by, precision=precision, doubt=0)


class Meaning:
    """Something that date words can mean."""

    __slots__ = ()

    @property
    def floating(self) -> bool:
        """Whether it takes its year or week from the reference, so that another date of the phrase may serve as one."""
        return self._floats()

    def resolve(self, ref: Reference) -> Interval | None:
        """The interval meant, None if it cannot be known or lies outside of the years 1 to 9999."""
        try:
            return self._interval(ref)
        except (ValueError, OverflowError):
            return None

    def _floats(self) -> bool:
        return False

    def _interval(self, ref: Reference) -> Interval | None:
        raise NotImplementedError


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a Gregorian month."""
    return date(year, month, 1), date(year, month, civil.monthrange(year, month)[1])


@cache
def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a Hijri month (Umm al-Qura, by hijridate), None outside of its table.

    Local sightings of the moon differ from the table by a day either way.
    """
    if year not in HIJRI_YEARS or (year, month) == (1500, 12):
        return None
    from hijridate import Hijri

    first = Hijri(year, month, 1).to_gregorian()
    following = Hijri(year + month // 12, month % 12 + 1, 1).to_gregorian()
    return date(*first.datetuple()), date(*following.datetuple()) - timedelta(days=1)


def month_of(calendar: str, year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a month of either calendar, None where there is none."""
    if calendar == "hijri":
        return hijri_month(year, month)
    return month_days(year, month) if 1 <= year <= 9999 and 1 <= month <= 12 else None


def year_of(calendar: str, day: date) -> int:
    """The year of a day in either calendar; the Hijri one by its mean length."""
    return day.year if calendar == "gregorian" else int((day - date(622, 7, 19)).days / 354.36707) + 1


def full_year(year: int) -> int:
    """The year that two digits stand for: 08 is 2008, 79 is 1979."""
    return year if year >= 100 else year + (2000 if year < 70 else 1900)


Spell = tuple[date, date]


def choose(spells: Iterable[Spell], ref: Reference, shift: int | None) -> Spell | None:
    """Of yearly candidates in order, the one meant: "الماضي" before, "المقبل" after, "الجاري" nearest to publication.

    Without such a word it is the last that has begun by publication; the next one if the words point to the future, or
    if it begins within `SOON` days, because news does not name a day of almost a year ago without its year.
    """
    day = ref.day
    if day is None:
        return None
    begun = [spell for spell in spells if spell[0] <= day]
    ahead = [spell for spell in spells if spell[0] > day]
    over = [spell for spell in begun if spell[1] < day]
    if shift == 0:
        return min([*begun, *ahead], key=lambda spell: abs((spell[0] - day).days), default=None)
    if shift is not None:
        pool = over[::-1] if shift < 0 else ahead
        return pool[abs(shift) - 1] if len(pool) >= abs(shift) else None
    if begun and begun[-1][1] >= day:
        return begun[-1]
    if ahead and (ref.future or (ahead[0][0] - day).days <= SOON or not begun):
        return ahead[0]
    return begun[-1] if begun else None


@dataclass(frozen=True, slots=True)
class Month(Meaning):
    """A month by name: "تشرين الأول/أكتوبر 2023", "رمضان الماضي", "مايو من العام الماضي" (`year_shift` -1)."""

    month: int
    calendar: str = "gregorian"
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None

    def _floats(self) -> bool:
        return self.year is None and self.shift is None and self.year_shift is None

    def _interval(self, ref: Reference) -> Interval | None:
        spell = self._spell(ref)
        if spell is None:
            return None
        reason = _reason(self.year, self.calendar)
        return Interval(*spell, "month", self.year is None, reason, doubt=_doubt(self.calendar))

    def _spell(self, ref: Reference) -> Spell | None:
        if self.year is not None:
            return month_of(self.calendar, self.year, self.month)
        if ref.day is None:
            return None
        year = year_of(self.calendar, ref.day)
        if self.year_shift is not None:
            return month_of(self.calendar, year + self.year_shift, self.month)
        months = [month_of(self.calendar, candidate, self.month) for candidate in range(year - 2, year + 4)]
        return choose([spell for spell in months if spell], ref, self.shift)


@dataclass(frozen=True, slots=True)
class Day(Meaning):
    """A day of a named month: "الاثنين 23 مارس/آذار 2026", "السابع من أكتوبر", "غرة رمضان"."""

    day: int
    month: Month
    weekday: int | None = None

    def _floats(self) -> bool:
        return self.month.floating

    def _interval(self, ref: Reference) -> Interval | None:
        found = self._day(ref)
        if found is None:
            return None
        doubt = _doubt(self.month.calendar)
        reason = _reason(self.month.year, self.month.calendar)
        if self.weekday:
            gap = (self.weekday - found.isoweekday() + 3) % 7 - 3
            if abs(gap) <= doubt:
                found, doubt = found + timedelta(days=gap), 0
                reason += "; the weekday named decides" if self.month.calendar == "hijri" else ""
            else:
                reason += f"; {contradiction(found, self.weekday)}"
        return Interval(found, found, "day", self.month.year is None, reason, doubt=doubt)

    def _day(self, ref: Reference) -> date | None:
        month = self.month
        if month.year is not None:
            return self._in_year(month.year)
        if ref.day is None:
            return None
        year = year_of(month.calendar, ref.day)
        if month.year_shift is not None:
            return self._in_year(year + month.year_shift)
        days = [found for candidate in range(year - 8, year + 9) if (found := self._in_year(candidate))]
        named = [found for found in days if abs((found - ref.day).days) < 400 and found.isoweekday() == self.weekday]
        if self.weekday and len(named) == 1 and month.shift is None:
            return named[0]
        spell = choose([(found, found) for found in days], ref, month.shift)
        return spell[0] if spell else None

    def _in_year(self, year: int) -> date | None:
        spell = month_of(self.month.calendar, year, self.month.month)
        return nth_day(spell, self.day) if spell else None


@dataclass(frozen=True, slots=True)
class DayOf(Meaning):
    """A day of a month that is named by its place: "20 من الشهر الجاري"; `month` None: "يوم 15"."""

    day: int
    month: Meaning | None = None

    def _floats(self) -> bool:
        return self.month is None

    def _interval(self, ref: Reference) -> Interval | None:
        if self.month is not None:
            month = self.month.resolve(ref)
            found = nth_day((month.first, month.last), self.day) if month else None
        else:
            found = self._nearest(ref)
        return Interval(found, found, "day", True, "a day of a month near publication") if found else None

    def _nearest(self, ref: Reference) -> date | None:
        if ref.day is None:
            return None
        days = []
        for step in range(-3, 4):
            year, month = divmod(ref.day.year * 12 + ref.day.month - 1 + step, 12)
            if found := nth_day(month_days(year, month + 1), self.day):
                days.append((found, found))
        begun = [spell for spell in days if spell[0] <= ref.day]
        spell = choose(days, ref, 1) if ref.future else begun[-1]
        return spell[0] if spell else None


def nth_day(spell: Spell, number: int) -> date | None:
    """The day with this number in a month, None if the month is shorter."""
    found = spell[0] + timedelta(days=number - 1)
    return found if number >= 1 and found <= spell[1] else None


@dataclass(frozen=True, slots=True)
class Year(Meaning):
    """A calendar year: "عام 2014", "سنة 1435 هـ"."""

    year: int
    calendar: str = "gregorian"

    def _interval(self, ref: Reference) -> Interval | None:
        months = month_of(self.calendar, self.year, 1), month_of(self.calendar, self.year, 12)
        if months[0] is None or months[1] is None:
            return None
        reason = _reason(self.year, self.calendar)
        return Interval(months[0][0], months[1][1], "year", False, reason, doubt=_doubt(self.calendar))


@dataclass(frozen=True, slots=True)
class Holiday(Meaning):
    """A feast of `days` days that begins on a fixed date of its calendar: "عيد الفطر"."""

    day: Day
    days: int

    def _floats(self) -> bool:
        return self.day.floating

    def _interval(self, ref: Reference) -> Interval | None:
        first = self.day.resolve(ref)
        if first is None:
            return None
        last = first.first + timedelta(days=self.days - 1)
        return replace(first, last=last, precision="day" if self.days == 1 else "range")


@dataclass(frozen=True, slots=True)
class Decade(Meaning):
    """As in "التسعينيات": the years of a decade, in the twentieth century unless `century` says otherwise."""

    tens: int
    century: int = 19

    def _interval(self, ref: Reference) -> Interval | None:
        year = self.century * 100 + self.tens
        return Interval(date(year, 1, 1), date(year + 9, 12, 31), "range", False, "decade")


@dataclass(frozen=True, slots=True)
class Season(Meaning):
    """As in "الصيف الماضي", "صيف 2006": three whole months from `month` on."""

    month: int
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None

    def _floats(self) -> bool:
        return self.year is None and self.shift is None and self.year_shift is None

    def _interval(self, ref: Reference) -> Interval | None:
        year = self.year
        if year is None and self.year_shift is not None and ref.day is not None:
            year = ref.day.year + self.year_shift
        years = [year] if year else range(ref.day.year - 2, ref.day.year + 4) if ref.day else []
        seasons = [self._spell(candidate) for candidate in years]
        spell = seasons[0] if year else choose(seasons, ref, self.shift)
        return Interval(*spell, "range", self.year is None, "season, by whole months") if spell else None

    def _spell(self, year: int) -> Spell:
        end, month = divmod(year * 12 + self.month + 1, 12)
        return date(year, self.month, 1), month_days(end, month + 1)[1]


@dataclass(frozen=True, slots=True)
class Part(Meaning):
    """As in "مطلع", "منتصف" or "نهاية" of a week, month, year or decade; the bounds are in the data file."""

    part: str
    whole: Meaning

    def _floats(self) -> bool:
        return self.whole.floating

    def _interval(self, ref: Reference) -> Interval | None:
        whole = self.whole.resolve(ref)
        if whole is None or whole.precision in ("day", "minute"):
            return whole
        first, last = self._bounds(whole)
        return replace(whole, first=first, last=last, precision="range", reason=f"{self.part} of it; {whole.reason}")

    def _bounds(self, whole: Interval) -> Spell:
        days = (whole.last - whole.first).days + 1
        bounds = lexicon().bounds
        if whole.precision in ("week", "month"):
            low, high = bounds[whole.precision][self.part]
            return whole.first + timedelta(days=low - 1), min(whole.first + timedelta(days=high - 1), whole.last)
        if whole.precision == "year" and whole.first.day == 1:
            low, high = bounds["year"][self.part]
            return month_days(whole.first.year, low)[0], month_days(whole.first.year, high)[1]
        if days > 3650:
            low, high = bounds["decade"][self.part]
            return date(whole.first.year + low, 1, 1), date(whole.first.year + high, 12, 31)
        third = ("beginning", "middle", "end").index(self.part)
        return (
            whole.first + timedelta(days=days * third // 3),
            whole.first + timedelta(days=days * (third + 1) // 3 - 1),
        )


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def contradiction(day: date, weekday: int) -> str:
    """What to say of a day that is not the weekday (ISO number) named beside it."""
    return f"the weekday named is another: {day} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday - 1]}"


def _doubt(calendar: str) -> int:
    return 1 if calendar == "hijri" else 0


def _reason(year: int | None, calendar: str) -> str:
    reason = "calendar date" if year is not None else "the year comes from the publication time"
    return reason if calendar == "gregorian" else f"{reason}; Hijri, a day either way"
