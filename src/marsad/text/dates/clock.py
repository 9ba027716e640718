"""Times of the clock: "الساعة العاشرة والنصف مساء", "10:40 م", "18.00 بتوقيت غرينتش"."""

from __future__ import annotations

from typing import NamedTuple

from marsad.text.dates.lexicon import Tokens
from marsad.text.dates.numbers import number


class Clock(NamedTuple):
    """Hour (0-23) and minute, the zone in words or "", the token after, and whether the half of the day is known.

    `sure` is false of "الساعة الخامسة" and "5:30": the hour is that of the morning, the evening may be meant.
    """

    hour: int
    minute: int
    zone: str
    after: int
    sure: bool

    def in_part(self, part: str) -> Clock:
        """The time in a part of the day that was named before it: "مساء أمس الساعة الخامسة" is 17:00."""
        return self if self.sure else self._replace(hour=_in_half(self.hour, part), sure=True)


def clock(tokens: Tokens, i: int) -> Clock | None:
    """The clock time at token `i`. Bare numbers count only after "الساعة" or before "صباحا" and the like."""
    about = tokens.skip(i, "approximately")
    i = about if tokens.sense(about, "clock") else i
    named = tokens.skip(i, "clock")
    start = tokens.mark(named, "(")
    time = _digits(tokens, start) or _words(tokens, start, named > i)
    if time is None:
        return None
    hour, minute, after, exact = time
    after = tokens.mark(after, ")")
    part = after + 1 if tokens.text(after) in ("من", ",") else after
    half = tokens.sense(part, "daypart")
    if half:
        hour, after = _in_half(hour, half[0]), half[1]
    if not (named > i or half or (exact and not tokens.joined(i))) or not (0 <= hour < 24 and 0 <= minute < 60):
        return None
    digits, end = tokens.text(start), after
    zone, after = _zone(tokens, after)
    written_out = exact and (digits.startswith("0") or after > end)
    return Clock(hour, minute, zone, after, half is not None or not 1 <= hour <= 12 or written_out)


def _digits(tokens: Tokens, i: int) -> tuple[int, int, int, bool] | None:
    hour, minute = tokens.number(i), tokens.number(i + 2)
    if hour is None:
        return None
    if minute is None or tokens.text(i + 1) not in (":", ".") or len(tokens.text(i + 2)) != 2:
        return hour, 0, i + 1, False
    after = i + 3
    if tokens.text(i + 1) == ":" and hour > 23 and minute < 24:
        hour, minute = minute, hour  # "59:11" where the text was turned around
    if tokens.text(after) == ":" and tokens.number(after + 1) is not None:
        after += 2
    return hour, minute, after, tokens.text(i + 1) == ":"


def _words(tokens: Tokens, i: int, named: bool) -> tuple[int, int, int, bool] | None:
    hour = number(tokens, i)
    if hour is None or not (hour.ordinal or named) or not 1 <= hour.value <= 12:
        return None
    extra = tokens.sense(hour.after, "minutes")
    if extra:
        shift, after = extra
        return (hour.value + shift // 60) % 24, shift % 60, after, False
    minutes = number(tokens, hour.after) if tokens.conjoined(hour.after) else None
    unit = tokens.sense(minutes.after, "unit") if minutes else None
    if minutes and unit and unit[0][0] == "minute":
        return hour.value, minutes.value, unit[1], False
    return hour.value, 0, hour.after, False


def _in_half(hour: int, half: str) -> int:
    """The hour of 24: 3 in the afternoon is 15; at night 12 is 0 and 6 to 11 are evening."""
    if half == "am":
        return 0 if hour == 12 else hour
    if half == "pm":
        return hour + 12 if hour < 12 else hour
    return hour + 12 if 6 <= hour < 12 else hour % 12 if hour <= 12 else hour


def _zone(tokens: Tokens, i: int) -> tuple[str, int]:
    found = tokens.sense(tokens.mark(i, "(,"), "zone")
    if found is None:
        return "", i
    after = tokens.mark(found[1], ")")
    return ("local" if found[0] == "local" else f"GMT{found[0]:+d}"), after
