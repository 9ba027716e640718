"""Publication times as pages and files state them, in one form."""

from __future__ import annotations

import re
from datetime import date, datetime

from marsad.errors import InputError
from marsad.ingest.document import Precision

_PARTIAL = re.compile(r"\d{4}(-\d\d)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_published(value: str) -> tuple[str, Precision] | None:
    """A stated publication time as (ISO 8601, precision), or None when it cannot be read.

    Reads ISO 8601 (dates, months, years too), RFC 822 dates of feeds, and Arabic publication lines. Seconds are
    dropped, the zone stays as given, and none is added.

    >>> read_published("2026-02-05T18:30:00+0300")
    ('2026-02-05T18:30+03:00', 'minute')
    """
    value = value.strip()
    try:
        if match := _PARTIAL.fullmatch(value):
            date.fromisoformat((value + "-01-01")[:10])
            return value, "month" if match[1] else "year"
        if _DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat(), "day"
        return _to_minute(datetime.fromisoformat(value), value), "minute"
    except ValueError:
        return _read_feed_date(value) or _read_line(value)


def stated_published(value: str | None) -> tuple[str, Precision] | None:
    """What a user states: nothing (None, blank), or a time as `read_published` gives it.

    Raises `InputError` (`input.published`) for a time that cannot be read ("someday").
    """
    if value is None or not value.strip():
        return None
    found = read_published(value)
    if found is None:
        raise InputError(
            "input.published",
            f"The publication time {value!r} cannot be read.",
            hint="Write ISO 8601, such as 2026-03-23T22:40+03:00, or leave it out.",
        )
    return found


def _to_minute(moment: datetime, written: str) -> str:
    iso = moment.isoformat(timespec="minutes")
    return iso.removesuffix("+00:00") + "Z" if iso.endswith("+00:00") and written[-1] in "Zz" else iso


def _read_feed_date(value: str) -> tuple[str, Precision] | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).isoformat(timespec="minutes"), "minute"
    except ValueError:
        return None


def _read_line(value: str) -> tuple[str, Precision] | None:
    from marsad.text.dates import find_published

    found = find_published(value)
    return None if found is None else (found[2], "minute" if found[3] == "minute" else "day")
