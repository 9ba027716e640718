"""Grammar of whole date phrases: days with parts of the day and clock times, openers ("منذ"), and ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from marsad.text.dates.calendar import Match, month, year_alone
from marsad.text.dates.days import day_phrase, longest, past
from marsad.text.dates.lexicon import Tokens
from marsad.text.dates.meaning import Day, DayOf, Holiday, Meaning, Month, Part
from marsad.text.dates.numbers import day_number
from marsad.text.dates.relative import Ago, Between, Bounded, NearDay, Offsets, Stretch, Unit, Unknown, Weekday
from marsad.text.dates.units import Count, century, count, decade, nth, season, stretch, unit

OPENERS = ("since", "until", "before", "after", "during", "throughout", "within", "by", "between", "from")


def phrase(tokens: Tokens, i: int) -> Match | None:
    """The date phrase that begins at token `i`: the longest reading, None if there is none."""
    if not tokens.starts(i, STARTS):
        return None
    return longest(_ranged(tokens, i, core(tokens, i, inner=False)), _opened(tokens, i))


def core(tokens: Tokens, i: int, *, inner: bool) -> Match | None:
    """A date without opener; `inner` after an opener or "مطلع", where "العام" alone and a bare year count."""
    best: Match | None = None
    for first_words, read in READINGS:
        if tokens.starts(i, first_words):
            match = read(tokens, i, inner)
            if match and (best is None or match[1] > best[1]):
                best = match
    return best


def _other(tokens: Tokens, i: int, inner: bool) -> Match | None:
    """Feasts, nights that belong to two days, and vague words that a model has marked."""
    if found := tokens.sense(i, "holiday"):
        (calendar, number, first, days), after = found
        shift = tokens.sense(after, "shift")
        whole = Month(number, calendar, None, shift[0] if shift else None)
        return Holiday(Day(first, whole), days), shift[1] if shift else after
    if night := tokens.sense(i, "night"):
        return Offsets(night[0][0], night[0][1], "a night of two days"), night[1]
    if tokens.licensed and (vague := tokens.sense(i, "vague")):
        return Offsets(-vague[0][0], vague[0][1], "vague"), vague[1]
    if tokens.licensed and (part := tokens.sense(i, "daypart")) and part[1] == len(tokens):
        return NearDay(0), part[1]
    if tokens.licensed and i == 0 and (number := day_number(tokens, 0)) and number.after == len(tokens):
        return DayOf(number.value), number.after
    return None


def _unit(tokens: Tokens, i: int, inner: bool) -> Match | None:
    """As in "الأسبوع الماضي", also with its days: "الأسبوع المقبل يوم الجمعة", "هذا الأسبوع بين الأربعاء والجمعة"."""
    found = unit(tokens, i, bare=inner or tokens.licensed)
    if found is None or not isinstance(found[0], Unit) or found[0].unit != "week":
        return found
    week, after = found
    opener = after + 1 if tokens.sense(after, "between") or tokens.sense(after, "from") else after
    low = tokens.sense(tokens.skip(opener, "yawm"), "weekday")
    if low is None or tokens.conjoined(opener):
        return found
    first = Weekday(low[0], week=week)
    if opener == after:
        return first, low[1]
    closer = low[1] if tokens.conjoined(low[1]) else tokens.skip(low[1], "to")
    high = tokens.sense(tokens.skip(closer, "yawm"), "weekday")
    return (Between(first, Weekday(high[0], week=week)), high[1]) if high else found


def _part(tokens: Tokens, i: int) -> Match | None:
    """As in "مطلع العام", "أواخر حزيران", "منتصف شهر مايو", "نهاية الأسبوع الماضي"."""
    weekend = tokens.sense(i, "weekend")
    found = tokens.sense(i, "part")
    if weekend:
        shift = tokens.sense(weekend[1], "shift")
        return Part("end", Unit("week", shift[0] if shift else 0)), shift[1] if shift else weekend[1]
    if found is None:
        return None
    start = past(tokens, found[1], "من", "في")
    whole = longest(
        unit(tokens, start, bare=True), season(tokens, start, bare=True), month(tokens, start),
        year_alone(tokens, start, bare=True), decade(tokens, start), century(tokens, start), nth(tokens, start),
    )  # fmt: skip
    return (Part(found[0], whole[0]), whole[1]) if whole else None


def _late_or_early(tokens: Tokens, i: int) -> Match | None:
    """As in "وقت لاحق من العام الجاري", "وقت متأخر من مساء السبت", "الساعات الأولى من صباح الأحد"."""
    late, early = tokens.sense(i, "late"), tokens.sense(i, "early")
    found = late or early
    if found is None:
        return None
    start = past(tokens, found[1], "من", "في")
    whole = longest(
        day_phrase(tokens, start),
        unit(tokens, start, bare=True),
        month(tokens, start),
        year_alone(tokens, start, bare=True),
    )
    return (Bounded("late" if late else "early", whole[0]), whole[1]) if whole else None


def _opened(tokens: Tokens, i: int) -> Match | None:
    """A phrase with an opener: "منذ", "حتى", "قبل", "بعد", "خلال", "بحلول", "بين … و", "من … إلى"."""
    for relation in OPENERS:
        found = tokens.sense(i, relation)
        if found is None:
            continue
        start = found[1]
        match = _pair(tokens, start, relation) if relation in ("between", "from") else _open(tokens, start, relation)
        if match:
            return match
    return _nth_in_row(tokens, i)


def _open(tokens: Tokens, start: int, relation: str) -> Match | None:
    counted = _counted(tokens, start, relation)
    plain = core(tokens, past(tokens, start, "يوم") if relation != "since" else start, inner=True)
    if plain and (counted is None or plain[1] > counted[1]):
        if relation in ("during", "throughout"):
            return plain
        return Bounded(relation, plain[0]), plain[1]
    return counted


def _counted(tokens: Tokens, start: int, relation: str) -> Match | None:
    """As in "منذ ثلاثة أسابيع", "قبل يومين", "بعد شهر", "خلال 24 ساعة", "في غضون أسبوع"."""
    found = count(tokens, start)
    if found is None or relation in ("until", "by") or (relation == "throughout" and not tokens.licensed):
        return None
    indefinite = not tokens.items[tokens.skip(start, "approximately")].definite
    if not indefinite or (relation == "during" and found.vague and not tokens.licensed):
        return None
    after = found.after + (tokens.text(found.after) in ("فقط", "تقريبا"))
    if tokens.text(after) == "من" and relation != "since":
        now = tokens.sense(after + 1, "now")
        if now is None:
            return Unknown(), after
        after = now[1]
    if relation in ("before", "after"):
        if tokens.text(after) in ("علي", "مضت"):
            return (Unknown(), after) if tokens.text(after) == "علي" else (_ago(found, relation), after + 1)
        return _ago(found, relation), after
    side = {"since": -1, "within": 1}.get(relation, 0)
    return Stretch(found.amount, found.unit, side, found.vague), after + (tokens.text(after) in ("مضت", "مضي", "خلت"))


def _ago(found: Count, relation: str) -> Meaning:
    return Ago(found.amount, found.unit, -1 if relation == "before" else 1, found.vague)


def _pair(tokens: Tokens, start: int, relation: str) -> Match | None:
    """As in "بين 3 و7 مارس", "من الثلاثاء إلى الخميس", "بين عامي 2016 و2017"."""
    first = longest(core(tokens, start, inner=True))
    if first is None:
        return None
    meaning, after = first
    if isinstance(meaning, Between):
        return first
    if relation == "between":
        joined = after if tokens.conjoined(tokens.mark(after, ",")) else tokens.mark(after, "-–")
        joined = tokens.mark(joined, ",")
    else:
        joined = tokens.skip(after, "to")
    if joined == after and not tokens.conjoined(joined):
        return None
    second = core(tokens, joined, inner=True)
    return (Between(meaning, second[0]), second[1]) if second else None


def _ranged(tokens: Tokens, i: int, match: Match | None) -> Match | None:
    """A date that goes on: "اليوم حتى الأحد المقبل", "الجمعة والسبت", "يومي الأحد والاثنين"."""
    if match is None or isinstance(match[0], Between):
        return match
    after = tokens.skip(match[1], "to")
    if after > match[1]:
        second = core(tokens, after, inner=True)
        dash = tokens.text(match[1]) in "-–—"
        sure = not dash or (isinstance(match[0], Day | Month) and type(second and second[0]) is type(match[0]))
        if second and sure and not isinstance(second[0], Between):
            return Between(match[0], second[0]), second[1]
    if isinstance(match[0], Weekday | Month):
        return _second(tokens, match, in_row=not tokens.licensed) or match
    return match


def _both(tokens: Tokens, i: int) -> Match | None:
    """As in "يومي الأحد والاثنين", "شهري مارس وأبريل", "يومي 9 و10 مايو"."""
    pair = tokens.sense(i, "pair")
    first = core(tokens, pair[1], inner=False) if pair else None
    if first is None or isinstance(first[0], Between):
        return first
    return _second(tokens, first, in_row=False)


def _second(tokens: Tokens, first: Match, *, in_row: bool) -> Match | None:
    """The second of a pair joined by "و"; `in_row`: only of two weekdays or months that follow each other."""
    start = tokens.mark(first[1], ",")
    if not tokens.conjoined(start):
        return None
    second = core(tokens, start, inner=True)
    if second is None:
        return None
    low, high = first[0], second[0]
    if in_row and not _in_row(low, high):
        return None
    if isinstance(low, Month) and isinstance(high, Month) and low.floating and low.month < high.month:
        low = replace(low, shift=high.shift, year=high.year, year_shift=high.year_shift)
    return Between(low, high), second[1]


def _in_row(low: Meaning, high: Meaning) -> bool:
    if isinstance(low, Weekday) and isinstance(high, Weekday):
        return low.shift is None and high.weekday == low.weekday % 7 + 1
    return isinstance(low, Month) and isinstance(high, Month) and low.floating and high.month == low.month % 12 + 1


def _nth_in_row(tokens: Tokens, i: int) -> Match | None:
    """As in "لليوم الثالث على التوالي": from the first of these days to publication."""
    found = tokens.sense(i, "unit") or tokens.sense(i, "day")
    if found is None or not tokens.items[i].preposition or tokens.text(i)[:2] not in ("لل", "ول"):
        return None
    name = found[0][0] if isinstance(found[0], tuple) else "day"
    place = day_number(tokens, i + 1)
    if place is None or not place.ordinal:
        return None
    in_row = tokens.text(place.after) == "علي" and tokens.text(place.after + 1) == "التوالي"
    if not (in_row or tokens.licensed):
        return None
    return Stretch(place.value - 1, name, -1), place.after + 2 * in_row


_NUMBER = frozenset({"digits", "cardinal", "ordinal"})
_DAY = frozenset({"day", "daypart", "weekday", "yawm", "determiner", "month", "shahr", "clock"}) | _NUMBER
Reading = Callable[[Tokens, int, bool], Match | None]
# What may begin with which senses. Of readings of the same length the first counts ("الصيف" is also a Libyan month).
READINGS: tuple[tuple[frozenset[str], Reading], ...] = (
    (_DAY, lambda tokens, i, _: day_phrase(tokens, i)),
    (frozenset({"part", "weekend"}), lambda tokens, i, _: _part(tokens, i)),
    (frozenset({"late", "early"}), lambda tokens, i, _: _late_or_early(tokens, i)),
    (frozenset({"fraction", "unit", "ordinal", "part"}), lambda tokens, i, _: nth(tokens, i)),
    (frozenset({"unit", "few", "several", "approximately", "part"}) | _NUMBER, lambda tokens, i, _: stretch(tokens, i)),
    (frozenset({"unit", "determiner"}), _unit),
    (frozenset({"season", "determiner"}), lambda tokens, i, inner: season(tokens, i, bare=inner)),
    (frozenset({"month", "shahr", "determiner"}), lambda tokens, i, _: month(tokens, i)),
    (
        frozenset({"digits", "cardinal", "year", "unit", "pair"}),
        lambda tokens, i, inner: year_alone(tokens, i, bare=inner or tokens.licensed or tokens.text(i - 1) == "في"),
    ),
    (frozenset({"decade"}), lambda tokens, i, _: decade(tokens, i)),
    (frozenset({"unit"}), lambda tokens, i, _: century(tokens, i)),
    (frozenset({"pair"}), lambda tokens, i, _: _both(tokens, i)),
    (frozenset({"holiday", "night", "vague", "daypart"}) | _NUMBER, _other),
)
STARTS = frozenset(OPENERS).union(*(first_words for first_words, _ in READINGS))
