"""Grammar of weeks, months and years around publication, and of counted units: "خلال الأيام الثلاثة الماضية"."""

from __future__ import annotations

from typing import NamedTuple

from marsad.text.dates.calendar import Match, month, tail, year_alone
from marsad.text.dates.lexicon import Tokens
from marsad.text.dates.meaning import Decade, Season
from marsad.text.dates.numbers import number
from marsad.text.dates.relative import Between, Nth, Stretch, Unit, plural_count


class Count(NamedTuple):
    """So many units: "ثلاثة أيام", "شهرين", "الأيام القليلة"; `counted` if a number, dual or vague word says so."""

    amount: int
    unit: str
    after: int
    vague: bool
    counted: bool


def count(tokens: Tokens, i: int) -> Count | None:
    """The count of units at token `i`, with "نحو" and the like before it."""
    i = tokens.skip(i, "approximately")
    if found := tokens.sense(i, "unit"):
        return _unit_first(tokens, *found)
    few = tokens.sense(i, "few") or tokens.sense(i, "several")
    amount = None if few else number(tokens, i)
    after = few[1] if few else amount.after if amount else i
    unit = tokens.sense(after, "unit")
    if unit is None or after == i:
        return None
    (name, _), end = unit
    if few:
        return Count(plural_count(tokens.sense(i, "few") is not None), name, end, True, True)
    if amount is None or (amount.ordinal and amount.value > 2):
        return None
    return Count(amount.value, name, _half(tokens, end), False, True) if amount.value < 1000 else None


def _unit_first(tokens: Tokens, found: tuple[str, int], after: int) -> Count | None:
    unit, forms = found
    if forms:
        after = after + 1 if tokens.text(after) in ("واحد", "واحده", "كامل", "كامله", "كاملين") else after
        return Count(forms, unit, _half(tokens, after), False, forms == 2)
    if few := tokens.sense(after, "few"):
        return Count(plural_count(True), unit, few[1], True, True)
    if several := tokens.sense(after, "several"):
        return Count(plural_count(False), unit, several[1], True, True)
    amount = number(tokens, after)
    definite = amount and (tokens.items[after].definite or tokens.number(after) is not None)
    if amount and definite and amount.value < 1000 and not (amount.ordinal and amount.value > 2):
        return Count(amount.value, unit, amount.after, False, True)
    return Count(plural_count(False), unit, after, True, False)


def _half(tokens: Tokens, i: int) -> int:
    """Past "ونصف [العام]": half units change no precision that we keep."""
    if tokens.text(i) not in ("ونصف", "ونيف"):
        return i
    unit = tokens.sense(i + 1, "unit")
    return unit[1] if unit and tokens.items[i + 1].definite else i + 1


def stretch(tokens: Tokens, i: int) -> Match | None:
    """As in "الأيام الثلاثة الماضية", "الـ24 ساعة الماضية", "آخر خمسة أيام", "الأشهر المقبلة"."""
    last = tokens.text(i) in ("اخر", "لاخر")
    found = count(tokens, i + last)
    if found is None:
        return None
    shift = tokens.sense(found.after, "shift")
    if last and found.counted:
        return Stretch(found.amount, found.unit, -1, found.vague), shift[1] if shift else found.after
    if shift is None or (not found.counted and found.amount == 1):
        return None
    few = tokens.sense(shift[1], "few")
    side = -1 if shift[0] < 0 else 1
    amount = plural_count(True) if few else found.amount
    return Stretch(amount, found.unit, side, found.vague), few[1] if few else shift[1]


def unit(tokens: Tokens, i: int, *, bare: bool) -> Match | None:
    """As in "الأسبوع الماضي", "هذا الشهر"; with `bare` also "العام" alone, as after "نهاية"."""
    determined = tokens.skip(i, "determiner")
    found = tokens.sense(determined, "unit")
    if found is None or found[0][1] != 1 or not tokens.items[determined].definite:
        return None
    (name, _), after = found
    if tokens.sense(after, "same"):
        return None
    if shift := tokens.sense(after, "shift"):
        return Unit(name, shift[0]), shift[1]
    if determined > i or (bare and name not in ("day", "hour", "minute")):
        return Unit(name, 0), after
    return None


def whole(tokens: Tokens, i: int) -> Match | None:
    """Something with a beginning and an end, after "مطلع", "الربع الثالث من" and the like."""
    return (
        year_alone(tokens, i, bare=True)
        or unit(tokens, i, bare=True)
        or season(tokens, i, bare=True)
        or month(tokens, i)
        or decade(tokens, i)
        or century(tokens, i)
    )


def nth(tokens: Tokens, i: int) -> Match | None:
    """As in "الأسبوع الأول من أكتوبر", "الربع الثالث 2016", "أول [يوم] جمعة من مارس"."""
    return _unit_nth(tokens, i) or _nth_unit(tokens, i)


def _unit_nth(tokens: Tokens, i: int) -> Match | None:
    fraction, named = tokens.sense(i, "fraction"), tokens.sense(i, "unit")
    if named and (named[0][1] != 1 or not tokens.items[i].definite or named[0][0] not in ("day", "week", "month")):
        named = None
    found = fraction or named
    place = _place(tokens, found[1]) if found else None
    inside = _inside(tokens, place[1]) if place else None
    if found is None or place is None or inside is None:
        return None
    months = fraction[0] if fraction else 0
    return Nth(place[0], "" if fraction else found[0][0], inside[0], months=months), inside[1]


def _place(tokens: Tokens, i: int) -> tuple[int, int] | None:
    if tokens.text(i) in ("الاخير", "الاخيره"):
        return -1, i + 1
    found = number(tokens, i)
    return (found.value, found.after) if found and found.ordinal else None


def _nth_unit(tokens: Tokens, i: int) -> Match | None:
    last = tokens.text(i) == "اخر"
    place = (-1, i + 1) if last else _place(tokens, i)
    if place is None:
        return None
    after = tokens.skip(place[1], "yawm")
    weekday = tokens.sense(after, "weekday") or tokens.sense(after, "weekday_bare")
    named = None if weekday else tokens.sense(place[1], "unit")
    end = weekday[1] if weekday else named[1] if named and named[0][0] in ("week", "day") else None
    inside = _inside(tokens, end) if end is not None else None
    if inside is None:
        return None
    if weekday:
        return Nth(place[0], "weekday", inside[0], weekday[0]), inside[1]
    return (Nth(place[0], named[0][0], inside[0]), inside[1]) if named else None


def _inside(tokens: Tokens, i: int) -> Match | None:
    return whole(tokens, i + 1 if tokens.text(i) in ("من", "في") else i)


def season(tokens: Tokens, i: int, *, bare: bool) -> Match | None:
    """As in "صيف 2006", "الشتاء الماضي", "خريف العام الماضي", "هذا الصيف"."""
    determined = tokens.skip(i, "determiner")
    found = tokens.sense(determined, "season")
    if found is None:
        return None
    end = tail(tokens, found[1])
    if end.after == found[1] and not (bare or determined > i or tokens.licensed):
        return None
    shift = 0 if determined > i else end.shift
    return Season(found[0], end.year, shift, end.year_shift), end.after


def decade(tokens: Tokens, i: int) -> Match | None:
    """As in "التسعينيات", "ثمانينات القرن الماضي", "ستينيات القرن التاسع عشر"."""
    found = tokens.sense(i, "decade")
    if found is None:
        return None
    after = found[1] + 1 if tokens.text(found[1]) == "من" else found[1]
    named = tokens.sense(after, "unit")
    if named is None or named[0] != ("century", 1):
        return Decade(found[0]), found[1]
    if shift := tokens.sense(named[1], "shift"):
        return Decade(found[0], 20 + shift[0]), shift[1]
    place = _place(tokens, named[1])
    return (Decade(found[0], place[0] - 1), place[1]) if place else (Decade(found[0]), found[1])


def century(tokens: Tokens, i: int) -> Match | None:
    """As in "القرن التاسع عشر", "القرن العشرين"."""
    named = tokens.sense(i, "unit")
    if named is None or named[0] != ("century", 1) or not tokens.items[i].definite:
        return None
    found = number(tokens, named[1])
    if found is None or not (found.ordinal or found.value == 20) or not 1 <= found.value <= 22:
        return None
    low, high = Decade(0, found.value - 1), Decade(90, found.value - 1)
    return Between(low, high), found.after
