"""The publication line of an article: "الاثنين 23 مارس 2026 10:40 م", "2020 (GMT+04:00) - 17/12/08".

Only a short line that is mostly a date counts, never a date in a sentence.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from marsad.text.dates.calendar import Match, day
from marsad.text.dates.clock import clock
from marsad.text.dates.days import weekday_date
from marsad.text.dates.lexicon import Tokens, fold
from marsad.text.dates.meaning import Day, Reference

MAX_LINE = 120  # characters of the longest publication line
MAX_NAME = 4  # words that a place or outlet beside the date may have: "غزة - 3 شباط 2024"
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?(z|[+-]\d\d:?\d\d)?(?![\d:])")
_OFFSET = re.compile(r"\(?\s?(?:gmt|utc)\s?([+-])\s?(\d\d?):?(\d\d)?\s?\)?")
_BARE_CLOCK = re.compile(r"(?<![\d/.:-])([01]\d|2[0-3])([0-5]\d)(?=\s*\(?(?:gmt|utc))")


class _Line(NamedTuple):
    start: int
    end: int
    iso: str
    precision: str
    update: bool


def find_published(text: str) -> tuple[int, int, str, str] | None:
    """(start, end, ISO 8601, precision) of the first publication line, offsets of its words; None if there is none.

    Precision is `minute` or `day`. A zone in the line becomes an offset ("+04:00", "Z"); without one the time is local.
    "نشر في 3 شباط 2024" gives "2024-02-03", `day`. A line of the first publication goes before one of an update.
    """
    update = None
    start = 0
    for line in text.split("\n"):
        found = _read(line, start) if 6 <= len(line.strip()) <= MAX_LINE else None
        if found and not found.update:
            return found[:4]
        update = update or found
        start += len(line) + 1
    return update[:4] if update else None


def _read(line: str, offset: int) -> _Line | None:
    folded = fold(line)
    if not any(char.isdecimal() for char in folded):
        return None
    if found := _ISO.search(folded):
        return _iso_line(line, folded, offset, found)
    zone = _OFFSET.search(folded)
    bare = _BARE_CLOCK.search(folded)
    plain = _blank(_blank(line, zone), bare)
    tokens = Tokens(plain, licensed=False)
    dated = _date(tokens)
    if dated is None:
        return None
    taken, found_day = dated
    time = (int(bare[1]), int(bare[2])) if bare else None
    suffix = _zone_suffix(zone)
    k = 0
    while k < len(tokens) and time is None:
        if k not in taken and (read := clock(tokens, k)) and not taken & set(range(k, read.after)):
            time = read.hour, read.minute
            suffix = suffix or _named_offset(read.zone)
            taken |= set(range(k, read.after))
        k += 1
    if time and not suffix:
        suffix = next((f"+{hours:02}:00" if hours else "Z" for hours in _named_zones(tokens)), "")
    if not _mostly_date(tokens, taken, plain):
        return None
    iso = found_day.isoformat() + (f"T{time[0]:02}:{time[1]:02}{suffix}" if time else "")
    update = any(tokens.sense(k, "update") for k in range(len(tokens)))
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    return _Line(offset + start, offset + end, iso, "minute" if time else "day", update)


def _iso_line(line: str, folded: str, offset: int, found: re.Match[str]) -> _Line | None:
    tokens = Tokens(_blank(line, found), licensed=False)
    if not _mostly_date(tokens, set(), line):
        return None
    zone = (found[3] or "").upper()
    zone = zone if ":" in zone or zone in ("", "Z") else f"{zone[:3]}:{zone[3:]}"
    update = any(tokens.sense(k, "update") for k in range(len(tokens)))
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    return _Line(offset + start, offset + end, f"{found[1]}T{found[2]}{zone}", "minute", update)


def _blank(line: str, match: re.Match[str] | None) -> str:
    return line if match is None else line[: match.start()] + " " * len(match.group()) + line[match.end() :]


def _date(tokens: Tokens) -> tuple[set[int], date] | None:
    """The tokens of the complete date of a line and its day; of a Hijri and a Gregorian date the Gregorian one."""
    taken: set[int] = set()
    days: dict[str, date] = {}
    i = 0
    while i < len(tokens):
        match: Match | None = weekday_date(tokens, i) or day(tokens, i)
        interval = match[0].resolve(Reference(None)) if match else None
        calendar = match[0].month.calendar if match and isinstance(match[0], Day) else ""
        known = interval is not None and interval.precision == "day" and 1990 <= interval.first.year <= 2100
        if match and interval and known and calendar not in days:
            days[calendar] = interval.first
            taken |= set(range(i, match[1]))
            i = match[1]
        else:
            i += 1
    found = days.get("gregorian") or days.get("hijri")
    return (taken, found) if found else None


def _zone_suffix(zone: re.Match[str] | None) -> str:
    if zone is None:
        return ""
    hours, minutes = int(zone[2]), int(zone[3] or 0)
    return "Z" if hours == minutes == 0 else f"{zone[1]}{hours:02}:{minutes:02}"


def _named_offset(zone: str) -> str:
    """The offset of a zone that the clock grammar named: "GMT+3" is "+03:00"."""
    found = _OFFSET.fullmatch(zone.lower())
    return _zone_suffix(found)


def _named_zones(tokens: Tokens) -> list[int]:
    zones = (tokens.sense(k, "zone") for k in range(len(tokens)))
    return [found[0] for found in zones if found and found[0] != "local"]


def _mostly_date(tokens: Tokens, taken: set[int], line: str) -> bool:
    """Whether the words outside of date and time are labels, or a short name set off by a mark."""
    rest = [
        token
        for k, token in enumerate(tokens.items)
        if k not in taken and token.text.isalnum() and not _of_the_line(tokens, k)
    ]
    if not rest:
        return True
    marked = any(mark in line for mark in "|-–—:/،,")
    return marked and len(rest) <= MAX_NAME and not line.rstrip().endswith((".", "؟", "!", "…"))


def _of_the_line(tokens: Tokens, k: int) -> bool:
    return any(tokens.sense(k, category) for category in ("label", "update", "weekday", "daypart", "zone", "clock"))
