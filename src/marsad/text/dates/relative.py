"""Meanings that count from the publication time, and those built from other meanings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from marsad.text.dates.lexicon import lexicon
from marsad.text.dates.meaning import Day, Interval, Meaning, Precision, Reference, contradiction, month_days

UNIT_DAYS = {"minute": 0, "hour": 0, "day": 1, "week": 7}
UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
UNIT_PRECISION: dict[str, Precision] = {
    "minute": "day", "hour": "day", "day": "day", "week": "week", "month": "month", "year": "year",
    "decade": "range", "century": "range",
}  # fmt: skip


def move(day: date, unit: str, count: int) -> date | None:
    """`count` units later (earlier if negative); a month keeps its day of month where it can. None out of range."""
    try:
        if unit in UNIT_DAYS:
            hours = {"minute": 0, "hour": count / 24}.get(unit)
            days = UNIT_DAYS[unit] * count if hours is None else -(-int(abs(count)) // 24) * (1 if count > 0 else -1)
            return day + timedelta(days=0 if unit == "minute" else days)
        year, month = divmod(day.year * 12 + day.month - 1 + count * UNIT_MONTHS[unit], 12)
        return date(year, month + 1, min(day.day, month_days(year, month + 1)[1].day))
    except (ValueError, OverflowError):
        return None


def around(day: date, unit: str) -> tuple[date, date]:
    """The whole unit that holds a day; weeks run Monday to Sunday (ISO 8601)."""
    if unit == "week":
        monday = day - timedelta(days=day.isoweekday() - 1)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return month_days(day.year, day.month)
    if unit in ("year", "decade", "century"):
        span = {"year": 1, "decade": 10, "century": 100}[unit]
        first = max(day.year - day.year % span, 1)
        return date(first, 1, 1), date(min(first + span - 1, 9999), 12, 31)
    return day, day


@dataclass(frozen=True, slots=True)
class NearDay(Meaning):
    """As in "أمس", "بعد غد": days from publication. A weekday beside it wins if it lies within two days of that."""

    offset: int
    weekday: int | None = None

    def _interval(self, ref: Reference) -> Interval | None:
        if ref.day is None:
            return None
        day = ref.day + timedelta(days=self.offset)
        reason = "counted from publication"
        if self.weekday and self.weekday != day.isoweekday():
            gap = (self.weekday - day.isoweekday() + 3) % 7 - 3
            if abs(gap) <= 2:
                day, reason = day + timedelta(days=gap), "counted from publication; moved to the weekday named"
            else:
                reason += f"; {contradiction(day, self.weekday)}"
        return Interval(day, day, "day", True, reason)


@dataclass(frozen=True, slots=True)
class Offsets(Meaning):
    """Days around publication that vague words ("مؤخرا") or a night ("الليلة الماضية") cover."""

    before: int
    after: int
    reason: str

    def _interval(self, ref: Reference) -> Interval | None:
        if ref.day is None:
            return None
        first, last = ref.day + timedelta(days=self.before), ref.day + timedelta(days=self.after)
        return Interval(first, last, "day" if first == last else "range", True, self.reason)


@dataclass(frozen=True, slots=True)
class Weekday(Meaning):
    """As in "الجمعة": the last on or before publication; "الماضي" before, "المقبل" after it; `day` of the month."""

    weekday: int
    shift: int | None = None
    day: int | None = None
    week: Meaning | None = None

    def _floats(self) -> bool:
        return self.shift is None and self.week is None

    def _interval(self, ref: Reference) -> Interval | None:
        week = self.week.resolve(ref) if self.week else None
        if ref.day is None or (self.week and week is None):
            return None
        found = week.first + timedelta(days=self.weekday - 1) if week else self._near(ref.day, ref.future)
        reason = "weekday near publication"
        if found and self.day is not None and found.day != self.day:
            reason += f"; no such weekday is the {self.day} of a month near publication"
        return Interval(found, found, "day", True, reason) if found else None

    def _near(self, day: date, future: bool) -> date:
        back = (day.isoweekday() - self.weekday) % 7
        if self.day is not None:
            steps = sorted(range(-8, 9), key=lambda step: (abs(step), step))
            days = [day + timedelta(days=7 * step - back) for step in steps]
            return next((found for found in days if found.day == self.day), days[0])
        if self.shift is None and not future:
            return day - timedelta(days=back)
        if self.shift == 0:
            return day + timedelta(days=self.weekday - day.isoweekday())
        if self.shift is not None and self.shift < 0:
            return day - timedelta(days=(back or 7) + 7 * (-self.shift - 1))
        ahead = (self.weekday - day.isoweekday()) % 7
        return day + timedelta(days=(ahead or 7 * (self.shift is not None)) + 7 * ((self.shift or 1) - 1))


@dataclass(frozen=True, slots=True)
class Unit(Meaning):
    """As in "الأسبوع الماضي", "هذا العام": the whole calendar unit `shift` units from the current one."""

    unit: str
    shift: int

    def _interval(self, ref: Reference) -> Interval | None:
        day = move(around(ref.day, self.unit)[0], self.unit, self.shift) if ref.day else None
        if day is None:
            return None
        return Interval(*around(day, self.unit), UNIT_PRECISION[self.unit], True, f"calendar {self.unit}")


@dataclass(frozen=True, slots=True)
class Stretch(Meaning):
    """As in "الأيام الثلاثة الماضية" (`side` -1), "الأشهر الستة المقبلة" (+1); side 0: "خلال شهر" leaves it open."""

    count: int
    unit: str
    side: int
    vague: bool = False

    def _interval(self, ref: Reference) -> Interval | None:
        first = move(ref.day, self.unit, -self.count if self.side <= 0 else 0) if ref.day else None
        last = move(ref.day, self.unit, self.count if self.side >= 0 else 0) if ref.day else None
        if first is None or last is None:
            return None
        reason = {-1: "up to publication", 0: "before or after publication, not said", 1: "from publication on"}
        return Interval(first, last, "range", True, reason[self.side] + ("; vague number" if self.vague else ""))


@dataclass(frozen=True, slots=True)
class Ago(Meaning):
    """As in "قبل يومين" (`side` -1), "بعد أسبوعين" (+1): the day, or the whole week, month or year that far away."""

    count: int
    unit: str
    side: int
    vague: bool = False

    def _interval(self, ref: Reference) -> Interval | None:
        if ref.moment is None or ref.day is None:
            return None
        if self.unit in ("hour", "minute") and not self.vague and self.count < 100:
            day = (ref.moment + timedelta(**{f"{self.unit}s": self.side * self.count})).date()
            return Interval(day, day, "day", True, "counted from publication")
        far = move(ref.day, self.unit, self.side * self.count)
        if self.unit == "hour" and ref.timed:
            far = (ref.moment + timedelta(hours=self.side * self.count)).date()
        near = ref.day if self.unit in ("hour", "minute") else move(ref.day, self.unit, 2 * self.side)
        if far is None or near is None:
            return None
        if not self.vague:
            return Interval(*around(far, self.unit), UNIT_PRECISION[self.unit], True, "counted from publication")
        first, last = sorted((far, near))
        first, last = around(first, self.unit)[0], around(last, self.unit)[1]
        return Interval(
            first, last, "day" if first == last else "range", True, "counted from publication; vague number"
        )


@dataclass(frozen=True, slots=True)
class Nth(Meaning):
    """As in "الأسبوع الأول من أكتوبر", "أول جمعة من مارس", "الربع الثالث من 2016"; number -1 is the last.

    A month's or year's first week is the one that holds its first Thursday (ISO 8601).
    """

    number: int
    unit: str
    whole: Meaning
    weekday: int = 4
    months: int = 0

    def _floats(self) -> bool:
        return self.whole.floating

    def _interval(self, ref: Reference) -> Interval | None:
        whole = self.whole.resolve(ref)
        if whole is None:
            return None
        if self.months:
            return self._fraction(whole)
        if self.unit == "month":
            return self._month(whole)
        step = timedelta(days=1 if self.unit == "day" else 7)
        if self.unit == "day":
            found = whole.first if self.number > 0 else whole.last
        elif self.number > 0:
            found = whole.first + timedelta(days=(self.weekday - whole.first.isoweekday()) % 7)
        else:
            found = whole.last - timedelta(days=(whole.last.isoweekday() - self.weekday) % 7)
        found += step * (self.number - 1 if self.number > 0 else 0)
        if not whole.first <= found <= whole.last:
            return None
        spell = around(found, "week") if self.unit == "week" else (found, found)
        return replace(whole, first=spell[0], last=spell[1], precision="week" if self.unit == "week" else "day")

    def _fraction(self, whole: Interval) -> Interval | None:
        count = 12 // self.months
        number = count if self.number < 0 else self.number
        if whole.precision != "year" or number > count:
            return None
        first = move(whole.first, "month", self.months * (number - 1)) or whole.first
        last = move(whole.first, "month", self.months * number) or whole.last
        return replace(whole, first=first, last=last - timedelta(days=1), precision="range")

    def _month(self, whole: Interval) -> Interval | None:
        number = 12 if self.number < 0 else self.number
        if whole.precision != "year" or number > 12:
            return None
        first, last = month_days(whole.first.year, number)
        return replace(whole, first=first, last=last, precision="month")


@dataclass(frozen=True, slots=True)
class Bounded(Meaning):
    """A meaning with a word that opens or closes it: since, until, by, before, after, late, early."""

    relation: str
    inner: Meaning

    def _floats(self) -> bool:
        return self.inner.floating

    def _interval(self, ref: Reference) -> Interval | None:
        ahead = self.relation in ("until", "by", "before", "within", "late")
        inner = self._landmark(ref) or self.inner.resolve(
            replace(ref, future=True) if ahead and self.inner.floating and ref.future else ref
        )
        if inner is None or (self.relation in ("late", "early") and inner.precision == "day"):
            return inner
        day, inner = ref.day, inner.widened()
        first, last = inner.first, inner.last
        if day is None:
            return None
        if self.relation in ("since", "after", "early"):
            if first > day:
                return inner if self.relation == "since" else None
            last = day
        elif last >= day:
            first = day if self.relation in ("until", "by", "within", "before") else max(first, day)
        elif self.relation == "before":
            return inner if inner.precision == "minute" else None
        if (first, last) == (inner.first, inner.last):
            return inner
        return Interval(first, last, "range", True, f"{self.relation}: {inner.reason}")

    def _landmark(self, ref: Reference) -> Interval | None:
        """The day of the year that everybody means, as in "منذ السابع من أكتوبر"."""
        if self.relation != "since" or not isinstance(self.inner, Day) or not self.inner.floating or ref.day is None:
            return None
        month = self.inner.month
        year = lexicon().landmarks.get((month.month, self.inner.day)) if month.calendar == "gregorian" else None
        found = date(year, month.month, self.inner.day) if year else None
        return (
            Interval(found, found, "day", True, "a day that news names without its year")
            if found and found <= ref.day
            else None
        )


@dataclass(frozen=True, slots=True)
class Between(Meaning):
    """From one meaning to another ("من 29 مارس إلى 2 أبريل"), or both of a pair ("يومي الأحد والاثنين")."""

    low: Meaning
    high: Meaning

    def _floats(self) -> bool:
        return self.low.floating and self.high.floating

    def _interval(self, ref: Reference) -> Interval | None:
        high = self.high.resolve(ref)
        if high is None:
            return None
        low = self.low.resolve(Reference(_noon(high.last)) if self.low.floating else ref)
        if low is not None and low.first > high.last and self.high.floating:
            high = self.high.resolve(Reference(_noon(low.first), future=True)) if not self.low.floating else high
        if low is None or high is None:
            return None
        low, high = low.widened(), high.widened()
        first, last = min(low.first, high.first), max(low.last, high.last)
        relative = low.relative or high.relative
        return Interval(first, last, "range", relative, low.reason)


@dataclass(frozen=True, slots=True)
class At(Meaning):
    """A day with a time of the clock: "أمس الساعة العاشرة مساء"; the day alone where its half is not known (`sure`)."""

    day: Meaning
    hour: int
    minute: int
    zone: str
    sure: bool

    def _floats(self) -> bool:
        return self.day.floating

    def _interval(self, ref: Reference) -> Interval | None:
        day = self.day.resolve(ref)
        if day is None or day.precision != "day" or day.doubt:
            return day
        if not self.sure:
            return replace(day, reason=f"{day.reason}; the hour may be of the morning or of the evening")
        return _clocked(day, self, ref)


@dataclass(frozen=True, slots=True)
class AtLast(Meaning):
    """A time of the clock without a day: the last such time before publication, on its day or on the day before.

    Both days where the publication hour or the half of the day is not known.
    """

    hour: int
    minute: int
    zone: str
    sure: bool

    def _interval(self, ref: Reference) -> Interval | None:
        if ref.day is None or ref.moment is None:
            return None
        if not (self.sure and ref.timed):
            return Interval(ref.day - timedelta(days=1), ref.day, "range", True, "a clock time on either of two days")
        today = _clocked(Interval(ref.day, ref.day, "day", True, "the last such time before publication"), self, ref)
        if ref.future or datetime.combine(today.first, time(*(today.clock or (0, 0)))) <= ref.moment:
            return today
        return replace(today, first=today.first - timedelta(days=1), last=today.last - timedelta(days=1))


def _clocked(day: Interval, at: At | AtLast, ref: Reference) -> Interval:
    """A day with a clock time, which becomes that of the outlet where both zones are known."""
    stated = _ZONE.fullmatch(at.zone)
    if stated is None or ref.offset is None:
        reason = f"{day.reason}; the clock is {at.zone}" if at.zone else day.reason
        return replace(day, precision="minute", clock=(at.hour, at.minute), reason=reason)
    moved = datetime.combine(day.first, time(at.hour, at.minute)) + ref.offset - timedelta(hours=int(stated[1]))
    reason = f"{day.reason}; from {at.zone} to the clock of the outlet"
    return replace(day, first=moved.date(), last=moved.date(), precision="minute",
                   clock=(moved.hour, moved.minute), reason=reason)  # fmt: skip


_ZONE = re.compile(r"GMT([+-]\d+)")


@dataclass(frozen=True, slots=True)
class Unknown(Meaning):
    """Date words whose time hangs on something else that the text tells ("بعد يومين من التوقيع")."""

    def _interval(self, ref: Reference) -> Interval | None:
        return None


def plural_count(few: bool) -> int:
    """What "أيام قليلة" (`few`) or "أيام" counts up to."""
    return lexicon().quantities["few" if few else "plural"]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
