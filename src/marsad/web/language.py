"""The two languages of the pages: their strings, and dates, counts and codes as people write them.

Strings are in strings.yaml beside this file, labels of the ontology in knowledge/plover.yaml. Digits are
Western in both.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel.dates import format_date, format_datetime

from marsad.knowledge import load
from marsad.record.types import Date, Figure
from marsad.resolve.ontology import Language, labels

DEFAULT: Language = "ar"
LANGUAGES: tuple[Language, ...] = ("ar", "en")


def phrase(key: str, language: Language, **values: object) -> str:
    """A string of the pages: `phrase("event_count", "ar", n=3)` is "الأحداث: 3". KeyError for an unknown key."""
    return _strings()[key][language].format(**values)


def explanation(code: str, language: Language) -> str | None:
    """What an error code means, for those errors that readers of pages meet; None for others."""
    return _strings().get(f"error {code}", {}).get(language)


def reason(code: str, language: Language) -> str:
    """What is wrong with a feed, from the code that is kept: "http.403" is "the server answers 403"; else the code itself."""
    kind, _, number = code.partition(".")
    if kind == "http":
        return phrase("reason http", language, status=number)
    return _strings().get(f"reason {code}", {}).get(language, code)


def moment(stamp: str | None, language: Language) -> str:
    """An ISO 8601 date or time in words: "2025-10-13T14:05" is "13 أكتوبر 2025، 14:05"; another string stays as it is.

    A year ("2025") or a month ("2025-10") is not made more precise than it is.
    """
    if not stamp:
        return phrase("undated", language)
    try:
        if len(stamp) == 7:
            return str(format_date(date.fromisoformat(f"{stamp}-01"), "MMMM y", locale=language))
        if len(stamp) == 10:
            return str(format_date(date.fromisoformat(stamp), "d MMMM y", locale=language))
        comma = "،" if language == "ar" else ","
        local = datetime.fromisoformat(stamp).replace(tzinfo=None)  # Babel would turn an aware time into UTC
        return str(format_datetime(local, f"d MMMM y{comma} HH:mm", locale=language))
    except ValueError:
        return stamp


def interval(when: Date, language: Language) -> str:
    """A resolved date from its first to its last day: "14 أكتوبر 2025", "14–15 أكتوبر 2025"; "" if it is not resolved."""
    if when.start is None or when.end is None:
        return ""
    first, last = moment(when.start, language), moment(when.end, language)
    if first == last:
        return first
    day, _, month = first.partition(" ")
    if month and len(when.start) == len(when.end) == 10 and last.endswith(f" {month}"):
        return f"{day}–{last}"
    return f"{first} – {last}"


def count(figure: Figure, language: Language) -> str:
    """The number of a figure: "31 على الأقل", "20–99", "نحو 50", "7"; never more exact than the record."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return phrase("uncounted", language)
    if low is None:
        return phrase("at_most", language, high=high)
    if high is None:
        return phrase("at_least", language, low=low)
    if low != high:
        return phrase("range", language, low=low, high=high)
    return phrase("about", language, low=low) if figure.qualifier == "about" else str(low)


def country(code: str, language: Language) -> str:
    """What a country code is called: "PSE" is "فلسطين", "UNO" is "الأمم المتحدة"; an unknown code stays as it is."""
    return _countries(language).get(code) or labels("nonstates", language).get(code, code)


@cache
def _countries(language: Language) -> dict[str, str]:
    rows: list[dict[str, Any]] = load("countries")
    return {row["iso3"]: row["ar"][0] if language == "ar" else row["en"] for row in rows}


@cache
def _strings() -> dict[str, dict[str, str]]:
    text = files("marsad.web").joinpath("strings.yaml").read_text(encoding="utf-8")
    strings: dict[str, dict[str, str]] = yaml.safe_load(text)
    return strings
